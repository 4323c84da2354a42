//! Format strings and expressions that see the fields, by the rules of thiserror's `#[error]`.

use crate::ast::{Field, Variant};
use crate::attr::list;
use crate::ctxt::Ctxt;
use crate::tokens::{Nesting, is_punct, split, starts_with_eq};
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use std::collections::BTreeSet;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Expr, Lit, LitStr};

/// `"..."` or `("...", args)`, as written; `args` starts with its comma.
pub(crate) struct FormatArgs {
    pub(crate) literal: LitStr,
    pub(crate) args: TokenStream,
}

/// A format string whose placeholders are resolved.
pub(crate) enum Text<'a> {
    /// It had none: this is what it writes.
    Const(String),
    Format(Format<'a>),
}

/// A format string with placeholders.
pub(crate) struct Format<'a> {
    pub(crate) literal: &'a LitStr,
    pieces: Vec<Piece>,
    args: Vec<Arg<'a>>,
    /// The fields that the arguments name.
    pub(crate) fields: BTreeSet<usize>,
}

enum Piece {
    Text(String),
    Hole(Hole),
}

/// `{arg:spec}`; `arg` and those that `spec` names count among the format's arguments.
#[derive(Clone, Default)]
struct Hole {
    arg: usize,
    spec: Vec<SpecPiece>,
}

#[derive(Clone)]
enum SpecPiece {
    Text(String),
    /// A width or precision, `arg$`.
    Arg(usize),
}

struct Arg<'a> {
    target: Target,
    tokens: TokenStream,
    /// The field that the placeholder shows, and how: what type inference of bounds needs.
    shows: Option<(&'a Field<'a>, Trait)>,
}

/// What a placeholder shows; equal ones share an argument.
#[derive(Clone, PartialEq)]
enum Target {
    Field(usize, Trait),
    /// An argument that the user wrote, by its position.
    Written(usize),
    /// A constant in scope: `{MAX}`.
    Constant(String),
    This,
}

/// The trait of `core::fmt` that a placeholder calls.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trait {
    Display,
    Debug,
    Octal,
    LowerHex,
    UpperHex,
    Pointer,
    Binary,
    LowerExp,
    UpperExp,
}

impl Trait {
    fn of_spec(spec: &str) -> Self {
        match spec.trim_end().chars().next_back() {
            Some('?') => Self::Debug,
            Some('o') => Self::Octal,
            Some('x') => Self::LowerHex,
            Some('X') => Self::UpperHex,
            Some('p') => Self::Pointer,
            Some('b') => Self::Binary,
            Some('e') => Self::LowerExp,
            Some('E') => Self::UpperExp,
            _ => Self::Display,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Display => "Display",
            Self::Debug => "Debug",
            Self::Octal => "Octal",
            Self::LowerHex => "LowerHex",
            Self::UpperHex => "UpperHex",
            Self::Pointer => "Pointer",
            Self::Binary => "Binary",
            Self::LowerExp => "LowerExp",
            Self::UpperExp => "UpperExp",
        }
    }
}

impl ToTokens for Trait {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = Ident::new(self.name(), Span::call_site());
        tokens.extend(quote!(::core::fmt::#name));
    }
}

/// The letters behind width and precision, which name the trait.
fn type_of(spec: &str) -> &str {
    let mut chars = spec.chars();
    let spec = match (chars.next(), chars.next()) {
        (Some(_), Some('<' | '^' | '>')) => chars.as_str(),
        _ => spec.trim_start_matches(['<', '^', '>']),
    };
    let spec = behind_count(spec.trim_start_matches(['+', '-', '#']));
    match spec.strip_prefix('.') {
        Some(precision) => precision
            .strip_prefix('*')
            .unwrap_or_else(|| behind_count(precision)),
        None => spec,
    }
}

/// A count is a number, or an argument: `8`, `width$`.
fn behind_count(spec: &str) -> &str {
    match spec.split_once('$') {
        Some((name, rest)) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => rest,
        _ => spec.trim_start_matches(|c: char| c.is_ascii_digit()),
    }
}

/// How the values that a format string puts in are escaped.
#[derive(Clone, Copy)]
pub(crate) enum Escape {
    None,
    /// RFC 6901, for a JSON pointer.
    Pointer,
    /// RFC 3986, for a path segment or a query value.
    Percent,
}

impl<'a> Text<'a> {
    /// Resolves the placeholders against the fields of `variant`; none where one is wrong, which
    /// is reported.
    pub(crate) fn resolve(
        cx: &Ctxt,
        args: &'a FormatArgs,
        variant: &'a Variant<'a>,
    ) -> Option<Self> {
        Resolver::new(cx, args, variant)?.resolve()
    }

    /// Whether `{...}` stands in it.
    pub(crate) fn is_format(&self) -> bool {
        matches!(self, Self::Format(_))
    }

    /// Where it shows the value itself, by `{self}`.
    pub(crate) fn shows_self(&self) -> bool {
        match self {
            Self::Const(_) => false,
            Self::Format(format) => format
                .args
                .iter()
                .any(|arg| arg.tokens.to_string() == "self" && format.displays(arg)),
        }
    }
}

impl<'a> Format<'a> {
    /// The fields that placeholders show, each with the trait that its type needs for that.
    pub(crate) fn shown(&self) -> impl Iterator<Item = (&'a Field<'a>, Trait)> {
        self.args.iter().filter_map(|arg| arg.shows)
    }

    /// `__out.write(&["There is no ", "."], &[id])`
    pub(crate) fn write(&self, escape: Escape) -> TokenStream {
        let mut call = Write::default();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => call.text(text),
                Piece::Hole(hole) => {
                    if let Some(value) = self.value(hole, escape) {
                        call.value(value);
                    }
                }
            }
        }
        call.finish()
    }

    /// What a placeholder shows, as a `&dyn Display`.
    fn value(&self, hole: &Hole, escape: Escape) -> Option<TokenStream> {
        let span = self.literal.span();
        let arg = self.args.get(hole.arg)?;
        let tokens = &arg.tokens;
        let value = match arg.target {
            _ if !hole.spec.is_empty() => self.format_args(hole),
            // These are references.
            Target::Field(index, _) if !self.may_be_path(index) => tokens.clone(),
            Target::This => tokens.clone(),
            _ => quote_spanned!(tokens.span()=> &(#tokens)),
        };
        Some(match escape {
            Escape::None => value,
            Escape::Pointer => quote_spanned!(span=> &__mrets::Pointer(#value)),
            Escape::Percent => quote_spanned!(span=> &__mrets::Percent(#value)),
        })
    }

    /// `&format_args!("{0:>8}", id)`, for a placeholder that says how.
    fn format_args(&self, hole: &Hole) -> TokenStream {
        let mut used = Vec::new();
        let mut text = String::new();
        hole.write(&mut text, |arg| {
            used.iter()
                .position(|known| *known == arg)
                .unwrap_or_else(|| {
                    used.push(arg);
                    used.len() - 1
                })
        });
        let args = used
            .iter()
            .filter_map(|arg| self.args.get(*arg))
            .map(|arg| &arg.tokens);
        // Located at the user's literal, so that rustc points into it; resolved where the macro
        // stands, so that lints about how it is written stay away.
        let span = self.literal.span().resolved_at(Span::mixed_site());
        let mut literal = Literal::string(&text);
        literal.set_span(span);
        quote_spanned!(span=> &::core::format_args!(#literal #(, #args)*))
    }

    fn may_be_path(&self, index: usize) -> bool {
        let mut shown = self.shown();
        shown.any(|(field, _)| field.index == index && field.may_be_path())
    }

    fn displays(&self, wanted: &Arg<'_>) -> bool {
        self.pieces.iter().any(|piece| match piece {
            Piece::Text(_) => false,
            Piece::Hole(hole) => {
                self.args
                    .get(hole.arg)
                    .is_some_and(|arg| arg.target == wanted.target)
                    && !matches!(hole.spec.last(), Some(SpecPiece::Text(spec))
                        if Trait::of_spec(spec) == Trait::Debug)
            }
        })
    }
}

/// A call of `Out::write`: texts, and behind each a value.
#[derive(Default)]
pub(crate) struct Write {
    texts: Vec<String>,
    values: Vec<TokenStream>,
    text: String,
}

impl Write {
    /// The runtime trusts texts to need no escape within JSON; one that does is a value.
    pub(crate) fn text(&mut self, text: &str) {
        if needs_escape(text) {
            self.value(quote!(&#text));
        } else {
            self.text.push_str(text);
        }
    }

    pub(crate) fn value(&mut self, value: TokenStream) {
        self.texts.push(std::mem::take(&mut self.text));
        self.values.push(value);
    }

    pub(crate) fn finish(mut self) -> TokenStream {
        if !self.text.is_empty() {
            self.texts.push(self.text);
        }
        let Self { texts, values, .. } = self;
        quote!(__out.write(&[#(#texts),*], &[#(#values),*]))
    }
}

/// Whether a JSON string writes it otherwise (RFC 8259, section 7).
fn needs_escape(text: &str) -> bool {
    text.bytes()
        .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\')
}

impl Hole {
    fn write(&self, out: &mut String, mut number: impl FnMut(usize) -> usize) {
        out.push('{');
        out.push_str(&number(self.arg).to_string());
        if !self.spec.is_empty() {
            out.push(':');
        }
        for piece in &self.spec {
            match piece {
                SpecPiece::Text(text) => out.push_str(text),
                SpecPiece::Arg(arg) => {
                    out.push_str(&number(*arg).to_string());
                    out.push('$');
                }
            }
        }
        out.push('}');
    }
}

/// The text of a literal in which placeholders are not allowed; none where there is one.
pub(crate) fn constant(cx: &Ctxt, literal: &LitStr) -> Option<String> {
    match read(&literal.value()) {
        Ok(pieces) => pieces
            .into_iter()
            .map(|piece| match piece {
                Raw::Text(text) => Some(text),
                Raw::Hole { .. } => None,
            })
            .collect(),
        Err(message) => {
            cx.error(literal.span(), message);
            Some(String::new())
        }
    }
}

/// A piece of a format string, its placeholders unresolved.
enum Raw {
    Text(String),
    Hole { name: String, spec: String },
}

/// Takes a format string apart.
fn read(format: &str) -> Result<Vec<Raw>, &'static str> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = format;
    while let Some(brace) = rest.find(['{', '}']) {
        let (before, from_brace) = rest.split_at(brace);
        text.push_str(before);
        let mut after = from_brace.chars();
        let brace = after.next();
        rest = after.as_str();
        if after.next() == brace {
            text.extend(brace);
            rest = after.as_str();
            continue;
        }
        if brace == Some('}') {
            return Err("unmatched `}`: open it by `{`, or write `}}` for a brace");
        }
        let end =
            end_of_hole(rest).ok_or("unmatched `{`: close it by `}`, or write `{{` for a brace")?;
        let (hole, from_end) = rest.split_at(end);
        rest = from_end.strip_prefix('}').unwrap_or(from_end);
        let (name, spec) = hole.split_once(':').unwrap_or((hole, ""));
        if !text.is_empty() {
            pieces.push(Raw::Text(std::mem::take(&mut text)));
        }
        pieces.push(Raw::Hole {
            name: name.trim().to_owned(),
            spec: spec.trim_end().to_owned(),
        });
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(Raw::Text(text));
    }
    Ok(pieces)
}

/// Where the `}` of a placeholder stands; a fill character, `{x:}>5}`, can be a brace too.
fn end_of_hole(rest: &str) -> Option<usize> {
    let fill = rest
        .find([':', '}'])
        .filter(|at| rest.as_bytes().get(*at) == Some(&b':'))
        .and_then(|colon| {
            let mut spec = rest.get(colon + 1..)?.chars();
            let fill = spec.next()?;
            matches!(spec.next(), Some('<' | '^' | '>')).then_some(colon + 1 + fill.len_utf8())
        })
        .unwrap_or(0);
    rest.get(fill..)?.find('}').map(|end| end + fill)
}

/// An argument behind the format string.
struct Written<'a> {
    name: Option<Ident>,
    value: Value<'a>,
    tokens: TokenStream,
    used: bool,
}

struct Resolver<'cx, 'a> {
    cx: &'cx Ctxt,
    literal: &'a LitStr,
    variant: &'a Variant<'a>,
    written: Vec<Written<'a>>,
    next_positional: usize,
    args: Vec<Arg<'a>>,
    fields: BTreeSet<usize>,
    /// Of the arguments, one: it may be the one that a placeholder misses.
    argument_failed: bool,
    failed: bool,
}

impl<'cx, 'a> Resolver<'cx, 'a> {
    fn new(cx: &'cx Ctxt, args: &'a FormatArgs, variant: &'a Variant<'a>) -> Option<Self> {
        let mut this = Self {
            cx,
            literal: &args.literal,
            variant,
            written: Vec::new(),
            next_positional: 0,
            args: Vec::new(),
            fields: BTreeSet::new(),
            argument_failed: false,
            failed: false,
        };
        let mut tokens = args.args.clone().into_iter();
        if let Some(comma) = tokens.next()
            && !is_punct(&comma, ',')
        {
            cx.error(comma.span(), "expected `,` after the format string");
            return None;
        }
        for run in split(tokens.collect(), |_| true) {
            this.write_arg(&run.tokens);
        }
        Some(this)
    }

    fn write_arg(&mut self, tokens: &[TokenTree]) {
        let (name, value) = match tokens {
            [TokenTree::Ident(name), rest @ ..] if starts_with_eq(rest) => {
                (Some(name.unraw()), rest.get(1..).unwrap_or_default())
            }
            _ => (None, tokens),
        };
        let value: TokenStream = value.iter().cloned().collect();
        if value.is_empty() {
            let at = name.map_or_else(|| self.literal.span(), |name| name.span());
            self.argument_failed = true;
            self.error(
                at,
                "an argument is missing its value: write `name = .field`",
            );
            return;
        }
        let tokens = tokens.iter().cloned().collect();
        let Some(value) = Value::resolve(self.cx, value, self.variant) else {
            self.argument_failed = true;
            self.failed = true;
            return;
        };
        self.written.push(Written {
            name,
            value,
            tokens,
            used: false,
        });
    }

    fn resolve(mut self) -> Option<Text<'a>> {
        let pieces = match read(&self.literal.value()) {
            Ok(pieces) => pieces,
            Err(message) => {
                self.error(self.literal.span(), message);
                return None;
            }
        };
        let pieces = pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Raw::Text(text) => Some(Piece::Text(text)),
                Raw::Hole { name, spec } => self.hole(&name, &spec).map(Piece::Hole),
            })
            .collect();
        for arg in self.written.iter().filter(|arg| !arg.used) {
            // A failed placeholder may have meant this one.
            if !self.failed {
                self.cx.error_spanned(
                    &arg.tokens,
                    "unused argument: show it by a placeholder of the format string, or leave it out",
                );
            }
        }
        if self.failed || self.written.iter().any(|arg| !arg.used) {
            return None;
        }
        if self.args.is_empty() {
            let text = pieces_to_string(pieces);
            return Some(Text::Const(text));
        }
        Some(Text::Format(Format {
            literal: self.literal,
            pieces,
            args: self.args,
            fields: self.fields,
        }))
    }

    fn error(&mut self, at: Span, message: impl std::fmt::Display) {
        self.failed = true;
        self.cx.error(at, message);
    }

    fn hole(&mut self, name: &str, spec: &str) -> Option<Hole> {
        let kind = type_of(spec);
        if !matches!(
            kind,
            "" | "?" | "x?" | "X?" | "x" | "X" | "o" | "b" | "e" | "E" | "p"
        ) {
            self.error(
                self.literal.span(),
                format_args!(
                    "unknown format `{kind}`: write `{{{name}}}`, `{{{name}:?}}`, or another of \
                     `x`, `X`, `o`, `b`, `e`, `E`, `p`"
                ),
            );
            return None;
        }
        // `.*` takes its precision from the arguments before the value.
        let (spec, precision) = match spec.split_once(".*") {
            Some((before, after)) => {
                let precision = self.positional()?;
                let pieces = [
                    self.spec(&format!("{before}."))?,
                    vec![SpecPiece::Arg(precision)],
                ];
                (after, pieces.concat())
            }
            None => (spec, Vec::new()),
        };
        let arg = if name.is_empty() {
            self.positional()?
        } else {
            self.named(name, Trait::of_spec(spec))?
        };
        let spec = [precision, self.spec(spec)?].concat();
        Some(Hole { arg, spec })
    }

    /// `{}`: the next argument that has no name.
    fn positional(&mut self) -> Option<usize> {
        let position = self
            .written
            .iter()
            .enumerate()
            .filter(|(_, arg)| arg.name.is_none())
            .nth(self.next_positional)
            .map(|(position, _)| position);
        self.next_positional += 1;
        if position.is_none() && !self.argument_failed {
            let hint = match self.variant.fields.first() {
                Some(field) => format!("name a field, as in `{{{}}}`", field.name()),
                None => "give it an argument behind the string".to_owned(),
            };
            self.error(
                self.literal.span(),
                format_args!("`{{}}` has no argument: {hint}"),
            );
        }
        self.written(position?)
    }

    /// A width or precision that is an argument: `{0:>1$}`, `{0:.places$}`.
    fn spec(&mut self, spec: &str) -> Option<Vec<SpecPiece>> {
        let mut pieces = Vec::new();
        let mut rest = spec;
        while let Some((before, after)) = rest.split_once('$') {
            let start = before
                .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
                .map_or(0, |at| {
                    at + before
                        .get(at..)
                        .and_then(|s| s.chars().next())
                        .map_or(1, char::len_utf8)
                });
            let (text, name) = before.split_at(start);
            let is_number = name.starts_with(|c: char| c.is_ascii_digit());
            // In `08$`, the zero is a flag.
            let zero = if is_number && name.len() > 1 && name.starts_with('0') {
                "0"
            } else {
                ""
            };
            let name = name.get(zero.len()..).unwrap_or(name);
            pieces.push(SpecPiece::Text(format!("{text}{zero}")));
            pieces.push(SpecPiece::Arg(self.named(name, Trait::Display)?));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(SpecPiece::Text(rest.to_owned()));
        }
        Some(pieces)
    }

    /// `{name}` and `{0}`: an argument, a field, or a constant in scope.
    fn named(&mut self, name: &str, shown_by: Trait) -> Option<usize> {
        let written = self
            .written
            .iter()
            .position(|arg| arg.name.as_ref().is_some_and(|arg| arg == name));
        if let Some(position) = written {
            return self.written(position);
        }
        if let Ok(number) = name.parse::<usize>() {
            let positional = self.written.iter().position(|arg| arg.name.is_none());
            match positional {
                Some(_) if self.variant.is_tuple() => {
                    self.error(
                        self.literal.span(),
                        format_args!(
                            "`{{{name}}}` could be a field or an argument: give the argument a name"
                        ),
                    );
                    return None;
                }
                Some(_) => {
                    let position = self
                        .written
                        .iter()
                        .enumerate()
                        .filter(|(_, arg)| arg.name.is_none())
                        .nth(number)
                        .map(|(position, _)| position);
                    if position.is_none() {
                        self.error(
                            self.literal.span(),
                            format_args!(
                                "`{{{name}}}` has no argument: give it one behind the string, \
                                 where the first is `{{0}}`"
                            ),
                        );
                    }
                    return self.written(position?);
                }
                None => {}
            }
        }
        if let Some(field) = self.variant.field(name) {
            return Some(self.field(field, shown_by));
        }
        let span = self.literal.span();
        if name == "self" {
            let this = Ident::new("self", Span::call_site());
            return Some(self.arg(Target::This, this.to_token_stream(), None));
        }
        if is_constant(name)
            && let Ok(mut constant) = syn::parse_str::<Ident>(name)
        {
            constant.set_span(span);
            let target = Target::Constant(name.to_owned());
            return Some(self.arg(target, constant.into_token_stream(), None));
        }
        if let Some(raw) = name.strip_prefix("r#") {
            self.error(
                span,
                format_args!("a placeholder takes no `r#`: write `{{{raw}}}`"),
            );
        } else if name.contains(|c: char| !(c.is_alphanumeric() || c == '_')) {
            self.error(
                span,
                format_args!("`{{{name}}}` is no name: a placeholder shows a field or an argument"),
            );
        } else if !self.argument_failed {
            let mut message = no_field(name, self.variant);
            let arguments = list(self.written.iter().filter_map(|arg| arg.name.as_ref()));
            if !arguments.is_empty() {
                message = format!("{message}, the arguments are {arguments}");
            }
            self.error(span, message);
        }
        None
    }

    fn field(&mut self, field: &'a Field<'a>, shown_by: Trait) -> usize {
        self.fields.insert(field.index);
        let span = self.literal.span();
        let binding = field.binding_at(span);
        let tokens = match shown_by {
            // A reference's pointer is where it points; the field's own is meant.
            Trait::Pointer => quote_spanned!(span=> *#binding),
            Trait::Display if field.may_be_path() => {
                quote_spanned!(span=> #binding.__mrets_as_display())
            }
            _ => binding.into_token_stream(),
        };
        let target = Target::Field(field.index, shown_by);
        self.arg(target, tokens, Some((field, shown_by)))
    }

    fn written(&mut self, position: usize) -> Option<usize> {
        let written = self.written.get_mut(position)?;
        written.used = true;
        self.fields.extend(&written.value.fields);
        let tokens = written.value.tokens.clone();
        let shows = written.value.field.map(|field| (field, Trait::Display));
        Some(self.arg(Target::Written(position), tokens, shows))
    }

    fn arg(
        &mut self,
        target: Target,
        tokens: TokenStream,
        shows: Option<(&'a Field<'a>, Trait)>,
    ) -> usize {
        if let Some(known) = self.args.iter().position(|arg| arg.target == target) {
            return known;
        }
        self.args.push(Arg {
            target,
            tokens,
            shows,
        });
        self.args.len() - 1
    }
}

fn pieces_to_string(pieces: Vec<Piece>) -> String {
    pieces
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Hole(_) => None,
        })
        .collect()
}

/// Constants are written in capitals; what else is no field is a mistake.
fn is_constant(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase() || c == '_')
        && name.chars().any(char::is_uppercase)
        && !name.chars().any(char::is_lowercase)
}

pub(crate) fn no_field(name: &str, variant: &Variant<'_>) -> String {
    if variant.fields.is_empty() {
        return format!("no field `{name}`: `{}` has no fields", variant.ident);
    }
    let fields = list(variant.fields.iter().map(Field::name));
    format!(
        "no field `{name}`: the fields of `{}` are {fields}",
        variant.ident
    )
}

/// An expression that sees the fields, `.field` among them.
pub(crate) struct Value<'a> {
    pub(crate) tokens: TokenStream,
    /// The fields that it names.
    pub(crate) fields: BTreeSet<usize>,
    /// The field that it is, where it is nothing else: then a bound can be inferred.
    pub(crate) field: Option<&'a Field<'a>>,
    /// The literal that it is.
    pub(crate) constant: Option<Lit>,
}

impl<'a> Value<'a> {
    /// Resolves the fields that `tokens` names; none where there is no such field.
    pub(crate) fn resolve(
        cx: &Ctxt,
        tokens: TokenStream,
        variant: &'a Variant<'a>,
    ) -> Option<Self> {
        let constant = syn::parse2::<Lit>(tokens.clone()).ok();
        let mut shorthand = Shorthand {
            cx,
            variant,
            fields: BTreeSet::new(),
            failed: false,
        };
        let tokens = shorthand.expand(tokens);
        let (fields, mut failed) = (shorthand.fields, shorthand.failed);
        if !failed
            && is_unfinished(&tokens)
            && let Some(last) = tokens.clone().into_iter().last()
        {
            failed = true;
            cx.error(
                last.span(),
                "the expression ends here, unfinished: complete it",
            );
        }
        let field = syn::parse2::<Ident>(tokens.clone())
            .ok()
            .and_then(|only| variant.fields.iter().find(|field| field.binding == only));
        (!failed).then_some(Self {
            tokens,
            fields,
            field,
            constant,
        })
    }

    /// The field itself, as a value.
    pub(crate) fn of_field(field: &'a Field<'a>) -> Self {
        Self {
            tokens: field.binding.to_token_stream(),
            fields: BTreeSet::from([field.index]),
            field: Some(field),
            constant: None,
        }
    }
}

/// Whether an expression lacks its end: rustc would refuse the whole expansion, and miss every impl.
fn is_unfinished(tokens: &TokenStream) -> bool {
    // Without its feature `full`, syn does not know all expressions; but where one ends it knows.
    syn::parse2::<Expr>(tokens.clone())
        .is_err_and(|error| error.to_string().starts_with("unexpected end of input"))
}

/// Puts the field's binding where `.field` stands.
struct Shorthand<'cx, 'a> {
    cx: &'cx Ctxt,
    variant: &'a Variant<'a>,
    fields: BTreeSet<usize>,
    failed: bool,
}

impl Shorthand<'_, '_> {
    fn expand(&mut self, tokens: TokenStream) -> TokenStream {
        let mut out: Vec<TokenTree> = Vec::new();
        let mut nesting = Nesting::default();
        // An expression can begin here, so a dot is no member access.
        let mut begins = true;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            if begins
                && is_punct(&token, '.')
                && let Some(member) = tokens.next_if(is_member)
            {
                begins = false;
                out.extend(self.member(&member));
                continue;
            }
            let closes_turbofish = nesting.enter(&out, &token);
            begins = !closes_turbofish && may_begin_after(&token);
            let token = match token {
                TokenTree::Group(group) if group.delimiter() != Delimiter::None => {
                    let mut inner = Group::new(group.delimiter(), self.expand(group.stream()));
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                TokenTree::Ident(ident) => {
                    self.mention(&ident, &out);
                    TokenTree::Ident(ident)
                }
                token => token,
            };
            out.push(token);
        }
        out.into_iter().collect()
    }

    /// A field can be named without the dot too, as the pattern binds it.
    fn mention(&mut self, ident: &Ident, before: &[TokenTree]) {
        let is_method = before.last().is_some_and(|token| is_punct(token, '.'));
        let field = self
            .variant
            .fields
            .iter()
            .find(|field| field.binding == *ident);
        if let Some(field) = field
            && !is_method
        {
            self.fields.insert(field.index);
        }
    }

    /// `.field`, `.0` and `.0.1`, which is one token behind the dot.
    fn member(&mut self, member: &TokenTree) -> Vec<TokenTree> {
        let span = member.span();
        let text = match member {
            TokenTree::Ident(ident) => ident.unraw().to_string(),
            member => member.to_string(),
        };
        let (name, inner) = text
            .split_once('.')
            .map_or((text.as_str(), None), |(name, inner)| {
                (name, inner.parse::<u32>().ok())
            });
        let Some(field) = self.variant.field(name) else {
            self.failed = true;
            self.cx.error(span, no_field(name, self.variant));
            return Vec::new();
        };
        self.fields.insert(field.index);
        let mut tokens = vec![TokenTree::Ident(field.binding_at(span))];
        if let Some(inner) = inner {
            let mut dot = Punct::new('.', Spacing::Alone);
            dot.set_span(span);
            let mut index = Literal::u32_unsuffixed(inner);
            index.set_span(span);
            tokens.extend([TokenTree::Punct(dot), TokenTree::Literal(index)]);
        }
        tokens
    }
}

fn is_member(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(_) => true,
        TokenTree::Literal(literal) => literal
            .to_string()
            .starts_with(|c: char| c.is_ascii_digit()),
        _ => false,
    }
}

fn may_begin_after(token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => !matches!(punct.as_char(), '.' | '?' | '\'' | '#' | '$' | '@'),
        TokenTree::Ident(ident) => matches!(
            ident.to_string().as_str(),
            "break" | "else" | "if" | "in" | "match" | "mut" | "return" | "while" | "move"
        ),
        TokenTree::Group(_) | TokenTree::Literal(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Raw, Trait, read, type_of};

    fn shape(format: &str) -> Result<Vec<String>, &'static str> {
        Ok(read(format)?
            .into_iter()
            .map(|piece| match piece {
                Raw::Text(text) => text,
                Raw::Hole { name, spec } => format!("<{name}|{spec}>"),
            })
            .collect())
    }

    #[test]
    fn pieces_of_a_format_string() {
        assert_eq!(shape("").unwrap(), Vec::<String>::new());
        assert_eq!(shape("{{}}").unwrap(), ["{}"]);
        assert_eq!(shape("a {id} b").unwrap(), ["a ", "<id|>", " b"]);
        assert_eq!(shape("{ 0 :>8}{:?}").unwrap(), ["<0|>8>", "<|?>"]);
        assert_eq!(
            shape("{x:}>5}é{y:{<5}").unwrap(),
            ["<x|}>5>", "é", "<y|{<5>"]
        );
        assert!(shape("{").is_err());
        assert!(shape("}").is_err());
        assert!(shape("{id").is_err());
    }

    #[test]
    fn type_of_a_spec() {
        for spec in [
            "", ">8", "é^8", "#?", "+08.3", "w$", "0w$.3", ".p$", "8.*", "<",
        ] {
            assert!(matches!(type_of(spec), "" | "?"), "{spec}");
        }
        assert_eq!(type_of("z>#010x"), "x");
        assert_eq!(type_of("8.*e"), "e");
        assert_eq!(type_of("w$.p$x?"), "x?");
        assert_eq!(type_of("z"), "z");
        assert_eq!(type_of("8 8"), " 8");
    }

    #[test]
    fn trait_of_a_spec() {
        assert!(Trait::of_spec("") == Trait::Display);
        assert!(Trait::of_spec(">8") == Trait::Display);
        assert!(Trait::of_spec("#?") == Trait::Debug);
        assert!(Trait::of_spec("x?") == Trait::Debug);
        assert!(Trait::of_spec("#010x") == Trait::LowerHex);
    }
}
