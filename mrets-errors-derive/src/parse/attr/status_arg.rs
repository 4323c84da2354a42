//! The first item of `#[status(...)]`, which decides the status.

use super::keys::is_key;
use crate::parse::scan::{Mark, scan};
use crate::parse::tokens::{flatten, is_punct, starts_with_eq, stream};
use crate::report::ctxt::Ctxt;
use crate::report::suggest::nearest;
use crate::status::{self, StatusRow};
use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use syn::{Lit, Path};

/// The first item of `#[status(...)]`.
pub(crate) enum StatusArg {
    Fixed(Fixed),
    /// An expression that is known at run time: `.status`, `.kind.status()` or `status_of(.kind)`.
    Value(TokenStream),
    /// The expression of `like = .kind`, whose error answers.
    Like(TokenStream),
    Transparent(Span),
}

/// A status that is known at compile time.
#[derive(Clone, Copy)]
pub(crate) struct Fixed {
    pub(crate) status: u16,
    pub(crate) span: Span,
}

impl Fixed {
    pub(crate) fn row(self) -> Option<&'static StatusRow> {
        status::by_number(self.status)
    }

    pub(crate) fn is_server_error(self) -> bool {
        self.status >= 500
    }
}

/// Whether this is a status in the wrong place.
pub(super) fn is_status(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Literal(_)] => true,
        [dot, _, ..] if is_punct(dot, '.') => true,
        [TokenTree::Ident(name)] => is_status_name(name),
        _ => false,
    }
}

/// Whether this name is a status alone, and takes no value.
pub(super) fn is_status_name(name: &Ident) -> bool {
    name == "transparent" || status::by_name(&name.to_string()).is_some()
}

/// Whether this is `path::to::status_of(.kind)`, and neither a key nor a status with parentheses behind it.
pub(super) fn is_call(tokens: &[TokenTree]) -> bool {
    let Some((TokenTree::Group(arguments), path)) = tokens.split_last() else {
        return false;
    };
    let is_own = match path {
        [TokenTree::Ident(name)] => name == "like" || is_key(name) || is_status_name(name),
        _ => false,
    };
    let inner = flatten(arguments.stream());
    let is_list = match inner.as_slice() {
        [] | [TokenTree::Literal(_), ..] => true,
        [_, rest @ ..] => starts_with_eq(rest),
    };
    arguments.delimiter() == Delimiter::Parenthesis
        && !is_own
        && !is_list
        && syn::parse2::<Path>(stream(path)).is_ok()
}

/// Whether these tokens are an expression that builds on others: `match .kind { ... }`, `if`, a block, `*.0`, `&.0`,
/// `(.0).status`, `<T>::status_of(.0)`, `TABLE[*.0].status`, `status_of(.0).ok()`, `status_of!(.0)`.
fn is_built(tokens: &[TokenTree]) -> bool {
    match tokens {
        [TokenTree::Ident(word), _, ..] if word == "match" || word == "if" => true,
        [TokenTree::Group(block)] => block.delimiter() == Delimiter::Brace,
        // Behind the invisible group of a path from `macro_rules!`, too.
        [TokenTree::Group(start), _, ..] => start.delimiter() != Delimiter::Bracket,
        [sign, _, ..] if ['*', '&', '<'].iter().any(|start| is_punct(sign, *start)) => true,
        _ => is_chain(tokens),
    }
}

/// Whether these tokens are a call, an index or a macro, perhaps with fields and methods of its value.
fn is_chain(tokens: &[TokenTree]) -> bool {
    let group = tokens
        .iter()
        .position(|token| matches!(token, TokenTree::Group(_)));
    let Some((start, rest)) = group.and_then(|group| tokens.split_at_checked(group + 1)) else {
        return false;
    };
    let is_path = |path: &[TokenTree]| syn::parse2::<Path>(stream(path)).is_ok();
    let is_start = match start {
        [path @ .., bang, TokenTree::Group(_)] if is_punct(bang, '!') => is_path(path),
        [path @ .., TokenTree::Group(index)] if index.delimiter() == Delimiter::Bracket => {
            is_path(path)
        }
        start => is_call(start),
    };
    let goes_on = |next: &TokenTree| is_punct(next, '.') || is_punct(next, '?');
    is_start && rest.first().is_none_or(goes_on)
}

/// The forms of the first item, for messages.
const FORMS: &str = "a number (`404`), a constant of `http::StatusCode` (`NOT_FOUND`), \
                     a value (`.status`, `.kind.status()`, `status_of(.kind)`), `like = .kind` or \
                     `transparent`";

const NOT_A_STATUS: &str = "not an HTTP error status: write 400 to 599, or 304";

pub(super) fn parse_status_arg(cx: &Ctxt, tokens: &[TokenTree]) -> Option<StatusArg> {
    let (first, extra) = match tokens {
        [dot] if is_punct(dot, '.') => {
            let at = dot.span();
            cx.error(at, "a field's name stands behind the dot: write `.status`");
            return None;
        }
        [first, second, ..] if is_punct(first, '.') || is_self(first, second) => {
            let (value, extra) = tokens.split_at(end_of_value(tokens));
            (Some(StatusArg::Value(stream(value))), extra)
        }
        tokens if is_built(tokens) => (Some(StatusArg::Value(stream(tokens))), [].as_slice()),
        [TokenTree::Group(group)]
            if group.delimiter() == Delimiter::Parenthesis && is_value_or_word(group) =>
        {
            return parse_status_arg(cx, &flatten(group.stream()));
        }
        [minus, TokenTree::Literal(_), ..] if is_punct(minus, '-') => {
            cx.error_spanned(stream(tokens), NOT_A_STATUS);
            return None;
        }
        [TokenTree::Literal(literal), extra @ ..] => {
            (parse_number(cx, literal).map(StatusArg::Fixed), extra)
        }
        [TokenTree::Ident(name), extra @ ..] if name == "transparent" => {
            (Some(StatusArg::Transparent(name.span())), extra)
        }
        [TokenTree::Ident(name), extra @ ..] => {
            let Some(known) = status::by_name(&name.to_string()) else {
                match last_of_path(tokens) {
                    Some(last) => path_to_status(cx, last, tokens),
                    None => unknown_name(cx, name),
                }
                return None;
            };
            let fixed = Fixed {
                status: known.status,
                span: name.span(),
            };
            (in_bounds(cx, fixed).map(StatusArg::Fixed), extra)
        }
        _ => {
            let at = stream(tokens);
            cx.error_spanned(at, format_args!("expected a status: {FORMS}"));
            return None;
        }
    };
    if let Some(extra) = extra.first() {
        cx.error(extra.span(), "expected `,` after the status");
    }
    first
}

/// Whether parentheses hold an expression, a number or a constant.
fn is_value_or_word(group: &Group) -> bool {
    match flatten(group.stream()).as_slice() {
        [TokenTree::Ident(_) | TokenTree::Literal(_)] => true,
        [first, second, ..] if is_punct(first, '.') || is_self(first, second) => true,
        tokens => is_built(tokens),
    }
}

/// Whether this starts like `self.status()`, rather than a path.
fn is_self(first: &TokenTree, second: &TokenTree) -> bool {
    matches!(first, TokenTree::Ident(name) if name == "self") && is_punct(second, '.')
}

/// The end of a value whose comma is missing.
fn end_of_value(tokens: &[TokenTree]) -> usize {
    let mut end = tokens.len();
    scan(tokens, &mut |at, mark| {
        if mark == Mark::Operand {
            end = end.min(at);
        }
    });
    end
}

fn parse_number(cx: &Ctxt, literal: &Literal) -> Option<Fixed> {
    let span = literal.span();
    let quoted = match Lit::new(literal.clone()) {
        Lit::Int(number) => {
            let status = number.base10_parse().unwrap_or(u16::MAX);
            return in_bounds(cx, Fixed { status, span });
        }
        Lit::Str(text) => text.value().trim().parse::<u16>().ok(),
        _ => None,
    };
    match quoted {
        Some(status) => cx.error(
            span,
            format_args!("a status is a number: write `{status}` without quotes"),
        ),
        None => cx.error(
            span,
            "a status is a number: write `404`, or the constant `NOT_FOUND`",
        ),
    }
    None
}

fn in_bounds(cx: &Ctxt, fixed: Fixed) -> Option<Fixed> {
    let status = fixed.status;
    if status::is_answer(status) {
        return Some(fixed);
    }
    let (name, class) = match status {
        200..=299 => (status, "a success: return `Ok` from the handler instead"),
        300..=399 => (
            status,
            "a redirection: return it from the handler, as a response",
        ),
        100..=199 => (status, "informational, which no error is"),
        _ => {
            cx.error(fixed.span, NOT_A_STATUS);
            return None;
        }
    };
    cx.error(
        fixed.span,
        format_args!("{name} is {class}; an error has 400 to 599, or 304"),
    );
    None
}

/// The constant in `StatusCode::NOT_FOUND`, with or without `http::` before it.
fn last_of_path(tokens: &[TokenTree]) -> Option<&Ident> {
    match tokens {
        [.., colon, TokenTree::Ident(last)] if is_punct(colon, ':') => Some(last),
        _ => None,
    }
}

fn path_to_status(cx: &Ctxt, last: &Ident, path: &[TokenTree]) {
    let Some(known) = status::by_name(&last.to_string()) else {
        return unknown_name(cx, last);
    };
    let fixed = Fixed {
        status: known.status,
        span: last.span(),
    };
    if in_bounds(cx, fixed).is_some() {
        cx.error_spanned(
            stream(path),
            format_args!("the constant's name is enough: write `{last}`"),
        );
    }
}

fn unknown_name(cx: &Ctxt, name: &Ident) {
    let mut names = Vec::new();
    for known in status::KNOWN {
        if status::is_answer(known.status) {
            names.push(known.name);
        }
    }
    let text = name.to_string();
    let plain = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let meant = names.iter().find(|name| plain(name) == plain(&text));
    let meant = meant.copied();
    // derive_more's word.
    let meant = meant.or((name == "forward").then_some("transparent"));
    names.push("transparent");
    match meant.or_else(|| nearest(&text, &names)) {
        Some(meant) => cx.error(
            name.span(),
            format_args!("unknown status `{name}`: did you mean `{meant}`?"),
        ),
        None if !text.contains(char::is_uppercase) && syn::parse_str::<Ident>(&text).is_ok() => cx
            .error(
                name.span(),
                format_args!("unknown status `{name}`: write `.{name}` for a field, or {FORMS}"),
            ),
        None => cx.error(
            name.span(),
            format_args!("unknown status `{name}`: write {FORMS}"),
        ),
    }
}
