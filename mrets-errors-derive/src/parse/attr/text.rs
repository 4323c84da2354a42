//! Texts that are known at compile time: literals, and the macros of `core` that make them.

use crate::parse::list::split;
use crate::parse::tokens::{flatten, is_punct, stream};
use crate::report::place;
use proc_macro2::{Delimiter, Ident, Literal, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::ops::Range;
use syn::{Error, Lit, LitStr, Path};

/// A string literal, and its text. syn's `LitStr` reads the text anew whenever it is asked.
pub(crate) struct Str {
    token: Literal,
    text: String,
    pub(crate) has_suffix: bool,
}

impl Str {
    /// A literal as if it stood at a place.
    pub(crate) fn new(text: String, span: Span) -> Self {
        let mut token = Literal::string(&text);
        token.set_span(span);
        Self {
            token,
            text,
            has_suffix: false,
        }
    }

    /// Reads a literal; `None` if it is no string.
    pub(crate) fn read(token: &Literal) -> Option<Self> {
        let written = token.to_string();
        if !written.starts_with(['"', 'r']) {
            return None;
        }
        let quoted = written.strip_prefix('"');
        let quoted = quoted.and_then(|text| text.strip_suffix('"'));
        let (text, has_suffix) = match quoted {
            // Nearly all texts are written as they are. A search for one char is fast, even in a macro that is not
            // optimized.
            Some(text) if !text.contains('\\') && !text.contains('\r') => (text.to_owned(), false),
            _ => match Lit::new(token.clone()) {
                Lit::Str(literal) => (literal.value(), !literal.suffix().is_empty()),
                _ => return None,
            },
        };
        Some(Self {
            token: token.clone(),
            text,
            has_suffix,
        })
    }

    pub(crate) fn value(&self) -> &str {
        &self.text
    }

    pub(crate) fn span(&self) -> Span {
        self.token.span()
    }

    /// The literal, for syn's parsers.
    pub(crate) fn to_syn(&self) -> LitStr {
        LitStr::new(&self.text, self.span())
    }
}

impl ToTokens for Str {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.token.to_tokens(tokens);
    }
}

/// A text that is the same in every occurrence.
pub(crate) enum ConstText {
    Literal(Str),
    /// A constant in scope.
    Path(Path),
}

/// A text that may be known only at run time.
pub(crate) enum TextOrExpr {
    Text(ConstText),
    Expr(TokenStream),
}

/// The text at the start of tokens, and the number of its tokens: a literal, or `concat!`,
/// `stringify!`, `env!` and `include_str!`, which a derive has to evaluate itself.
pub(crate) fn evaluate(tokens: &[TokenTree]) -> Option<Result<(Str, usize), Error>> {
    if let Some(TokenTree::Literal(literal)) = tokens.first() {
        return Str::read(literal).map(|text| Ok((text, 1)));
    }
    let (name, bang) = macro_name(tokens)?;
    let Some(TokenTree::Group(group)) = tokens.get(bang + 1) else {
        return None;
    };
    if group.delimiter() == Delimiter::None {
        return None;
    }
    let arguments = group.stream();
    let text = match name.to_string().as_str() {
        "concat" => concat(name.span(), arguments),
        "stringify" => Ok(arguments.to_string()),
        "env" => env(name.span(), arguments),
        "include_str" => include_str(name.span(), arguments),
        _ => return None,
    };
    Some(text.map(|text| (Str::new(text, name.span()), bang + 2)))
}

/// The last name of a macro's path, and the position of its `!`.
fn macro_name(tokens: &[TokenTree]) -> Option<(&Ident, usize)> {
    let bang = tokens.iter().position(|token| is_punct(token, '!'))?;
    let (path, _) = tokens.split_at_checked(bang)?;
    let is_path = path
        .iter()
        .all(|token| matches!(token, TokenTree::Ident(_)) || is_punct(token, ':'));
    match path {
        [.., TokenTree::Ident(name)] if is_path => Some((name, bang)),
        _ => None,
    }
}

/// The only text in the macro's parentheses.
fn only_text(at: Span, arguments: TokenStream) -> Result<Str, Error> {
    let tokens = flatten(arguments);
    match evaluate(&tokens) {
        Some(Ok((text, _))) => Ok(text),
        Some(Err(error)) => Err(error),
        None => Err(Error::new(
            at,
            "expected a string literal between the parentheses",
        )),
    }
}

fn concat(at: Span, arguments: TokenStream) -> Result<String, Error> {
    let mut text = String::new();
    for run in split(arguments) {
        let tokens = match run.tokens.as_slice() {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::None => {
                flatten(group.stream())
            }
            tokens => tokens.to_vec(),
        };
        let (sign, tokens) = match tokens.as_slice() {
            [minus, rest @ ..] if is_punct(minus, '-') => ("-", rest),
            tokens => ("", tokens),
        };
        text.push_str(sign);
        match evaluate(tokens) {
            Some(evaluated) => text.push_str(evaluated?.0.value()),
            None if tokens.is_empty() => {
                let at = run.comma.unwrap_or(at);
                return Err(Error::new(
                    at,
                    "`concat!` lacks a literal here: leave the comma out",
                ));
            }
            None => match syn::parse2::<Lit>(stream(tokens)) {
                Ok(Lit::Char(char)) => text.push(char.value()),
                Ok(Lit::Int(number)) => text.push_str(number.base10_digits()),
                Ok(Lit::Float(number)) => text.push_str(number.base10_digits()),
                Ok(Lit::Bool(bool)) => text.push_str(&bool.value.to_string()),
                _ => {
                    return Err(Error::new_spanned(
                        stream(tokens),
                        "`concat!` takes literals, and macros that make them",
                    ));
                }
            },
        }
    }
    Ok(text)
}

fn env(at: Span, arguments: TokenStream) -> Result<String, Error> {
    let name = only_text(at, arguments)?;
    std::env::var(name.value()).map_err(|_| {
        Error::new(
            name.span(),
            format_args!(
                "the environment variable `{}` is not set while this crate is compiled",
                name.value()
            ),
        )
    })
}

/// Reads a file, whose path is relative to the file that names it.
fn include_str(at: Span, arguments: TokenStream) -> Result<String, Error> {
    let path = only_text(at, arguments)?;
    let file = place::file(path.span()).or_else(|| place::file(at));
    let folder = file.as_deref().and_then(std::path::Path::parent);
    let target = folder
        .unwrap_or(std::path::Path::new(""))
        .join(path.value());
    std::fs::read_to_string(&target).map_err(|error| {
        Error::new(
            path.span(),
            format_args!("`{}` cannot be read: {error}", target.display()),
        )
    })
}

/// The place of a piece of a literal, if the compiler tells it and the literal has no escapes;
/// else the place of the literal.
pub(crate) fn span_within(literal: &Str, range: Range<usize>) -> Span {
    let whole = literal.span();
    let token = &literal.token;
    let written = token.to_string();
    let Some(start) = written.find('"').map(|quote| quote + 1) else {
        return whole;
    };
    let is_verbatim = written
        .get(start..)
        .is_some_and(|rest| rest.starts_with(literal.value()));
    let is_in_source = whole.source_text().is_some_and(|source| source == written);
    if !is_verbatim || !is_in_source {
        return whole;
    }
    token
        .subspan(start + range.start..start + range.end)
        .unwrap_or(whole)
}
