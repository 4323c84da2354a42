//! The message that another derive shows: thiserror's `#[error(...)]`, derive_more's `#[display(...)]` and
//! snafu's `#[snafu(display(...))]`.

use super::Attr;
use super::text::{Str, evaluate};
use crate::parse::list::split;
use crate::parse::tokens::{flatten, is_punct, starts_with_eq, stream};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::Meta;

/// A message that another derive shows.
pub(crate) enum Message {
    /// A format string, and the tokens behind it.
    Text { literal: Str, args: TokenStream },
    /// The message of the one field: `transparent`.
    Forwarded(Span),
    /// The text that a function writes: `fmt = path`.
    Function(Span),
}

impl Message {
    /// The message that attributes give, if they give one.
    pub(crate) fn find(attrs: &[Attr<'_>]) -> Option<Self> {
        attrs
            .iter()
            .find_map(|attr| match (attr.meta(), &attr.name) {
                (Meta::List(list), Some(name)) if owns_display(name) => {
                    Self::parse(list.tokens.clone())
                }
                _ => None,
            })
    }

    fn parse(tokens: TokenStream) -> Option<Self> {
        let tokens = flatten(tokens);
        if let Some(Ok((literal, taken))) = evaluate(&tokens) {
            let args = stream(tokens.get(taken..).unwrap_or_default());
            return Some(Self::Text { literal, args });
        }
        split(stream(&tokens))
            .iter()
            .find_map(|run| match run.tokens.as_slice() {
                [TokenTree::Ident(name)] if name == "transparent" => {
                    Some(Self::Forwarded(name.span()))
                }
                [TokenTree::Ident(name), rest @ ..] if name == "fmt" && starts_with_eq(rest) => {
                    Some(Self::Function(name.span()))
                }
                [TokenTree::Ident(name), TokenTree::Group(group)] if name == "display" => {
                    Self::parse(group.stream()).or(Some(Self::Function(name.span())))
                }
                _ => None,
            })
    }
}

/// The author of `Display`, `Error` and `From`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum DisplayOwner {
    Us,
    /// Another derive, known by its attribute, or the user, known by `no_display`.
    Other,
}

/// Whether the attribute belongs to a derive that writes `Display` and `Error`: thiserror's and derive_more's
/// `#[error]`, snafu's `#[snafu]`, derive_more's `#[display]`.
pub(crate) fn owns_display(attribute: &str) -> bool {
    matches!(attribute, "error" | "snafu" | "display")
}

/// The names in an argument list: `name` and `_0`, `0` of `.0`, and `self`, unless a field of it is meant.
pub(crate) struct Mentions {
    /// The names that arguments have of their own.
    pub(crate) own: Vec<Ident>,
    pub(crate) names: Vec<(String, Span)>,
    /// The texts, which are the format strings of macros.
    pub(crate) texts: Vec<Str>,
}

impl Mentions {
    pub(crate) fn of(args: &TokenStream) -> Self {
        let mut this = Self {
            own: Vec::new(),
            names: Vec::new(),
            texts: Vec::new(),
        };
        for run in split(args.clone()) {
            let value = match run.tokens.as_slice() {
                [TokenTree::Ident(name), rest @ ..] if starts_with_eq(rest) => {
                    this.own.push(name.clone());
                    rest
                }
                tokens => tokens,
            };
            this.collect(value);
        }
        this
    }

    fn collect(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            let is_behind_dot = at
                .checked_sub(1)
                .and_then(|before| tokens.get(before))
                .is_some_and(|before| is_punct(before, '.'));
            match token {
                TokenTree::Group(group) => self.collect(&flatten(group.stream())),
                TokenTree::Ident(ident) if ident == "self" && is_field_access(tokens, at) => {}
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let name = name.strip_prefix("r#").unwrap_or(&name);
                    self.names.push((name.to_owned(), ident.span()));
                }
                // `.0`, and `.0.1`, which is one token behind the dot.
                TokenTree::Literal(literal) if is_behind_dot => {
                    let name = literal.to_string();
                    let name = name.split('.').next().unwrap_or_default();
                    self.names.push((name.to_owned(), literal.span()));
                }
                TokenTree::Literal(literal) => self.texts.extend(Str::read(literal)),
                TokenTree::Punct(_) => {}
            }
        }
    }
}

/// Whether `.name` or `.0` follows a token, rather than the call of a method.
fn is_field_access(tokens: &[TokenTree], at: usize) -> bool {
    match tokens.get(at + 1..).unwrap_or_default() {
        [dot, TokenTree::Ident(_), TokenTree::Group(_), ..] if is_punct(dot, '.') => false,
        [dot, TokenTree::Ident(_) | TokenTree::Literal(_), ..] => is_punct(dot, '.'),
        _ => false,
    }
}
