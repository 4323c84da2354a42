//! The syntax of attributes: items between commas, `key`, `key = value` or `key(value)`.

use super::keys::{Name, is_key};
use crate::parse::tokens::{Run, is_punct, split, starts_with_eq, ungrouped};
use crate::report::ctxt::Ctxt;
use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{LitStr, Path};

/// `name = EXPR` of `meta(...)` and `headers(...)`.
pub(crate) struct Pair {
    pub(crate) name: LitStr,
    pub(crate) value: TokenStream,
}

/// `key`, `key = value` or `key(value)`.
pub(super) struct Item {
    pub(super) name: Ident,
    value: Value,
}

enum Value {
    None,
    /// What stands behind the `=`; the span is the sign's.
    Eq(Span, TokenStream),
    Paren(Group),
    /// Neither of them.
    Other(TokenStream),
}

/// `"..."` or `("...", args)`, as written; `args` starts with its comma.
pub(crate) struct FormatArgs {
    pub(crate) literal: LitStr,
    pub(crate) args: TokenStream,
}

impl Item {
    pub(super) fn from_run(run: &Run) -> Option<Self> {
        let [TokenTree::Ident(name), rest @ ..] = run.tokens.as_slice() else {
            return None;
        };
        let stream = |tokens: &[TokenTree]| tokens.iter().cloned().collect();
        let value = match rest {
            [] => Value::None,
            [eq, value @ ..] if starts_with_eq(rest) => Value::Eq(eq.span(), stream(value)),
            [token] => match parenthesized(token) {
                Some(group) => Value::Paren(group.clone()),
                None => Value::Other(stream(rest)),
            },
            _ => Value::Other(stream(rest)),
        };
        Some(Self {
            name: name.clone(),
            value,
        })
    }

    /// Whether this is one of our keys, or written like one; so it is no status.
    pub(super) fn is_key(&self) -> bool {
        is_key(&self.name) || matches!(self.value, Value::Eq(..) | Value::Paren(_))
    }

    /// `key`
    pub(super) fn flag(self, cx: &Ctxt, key: Name) -> bool {
        let name = key.name;
        let extra = match self.value {
            Value::None => return true,
            Value::Eq(eq, value) if value.is_empty() => {
                cx.error(eq, format_args!("`{name}` is a flag: write `{name}` alone"));
                return true;
            }
            Value::Eq(_, value) => value,
            Value::Paren(group) => TokenTree::from(group).into(),
            Value::Other(value) => {
                if let Some(extra) = value.into_iter().next() {
                    cx.error(extra.span(), format_args!("expected `,` after `{name}`"));
                }
                return true;
            }
        };
        cx.error_spanned(
            extra,
            format_args!("`{name}` is a flag, which takes no value: write `{name}` alone"),
        );
        true
    }

    /// `key = "..."`
    pub(super) fn text(self, cx: &Ctxt, key: Name) -> Option<LitStr> {
        let tokens = self.after_eq(cx, key)?;
        let (text, extra) = string(cx, key, tokens)?;
        let Some(extra) = extra.into_iter().next() else {
            return Some(text);
        };
        if is_punct(&extra, ',') {
            cx.error(
                extra.span(),
                format_args!("`{}` takes one string: write `{}`", key.name, key.usage),
            );
        } else {
            cx.error(
                extra.span(),
                format_args!("expected `,` after the string of `{}`", key.name),
            );
        }
        None
    }

    /// `key = "..."` or `key("...", args)`
    pub(super) fn format(self, cx: &Ctxt, key: Name) -> Option<FormatArgs> {
        match self.value {
            Value::Paren(group) if key.usage.contains("args") => {
                if group.stream().is_empty() {
                    cx.error(
                        group.span(),
                        format_args!("`{}` needs a string: write `{}`", key.name, key.usage),
                    );
                    return None;
                }
                let (literal, args) = string(cx, key, group.stream())?;
                Some(FormatArgs { literal, args })
            }
            _ => Some(FormatArgs {
                literal: self.text(cx, key)?,
                args: TokenStream::new(),
            }),
        }
    }

    /// `key = EXPR`
    pub(super) fn expr(self, cx: &Ctxt, key: Name) -> Option<TokenStream> {
        self.after_eq(cx, key)
    }

    /// `key = path`
    pub(super) fn path(self, cx: &Ctxt, key: Name) -> Option<Path> {
        let tokens = self.after_eq(cx, key)?;
        if let Ok(path) = syn::parse2(tokens.clone()) {
            return Some(path);
        }
        let quoted = syn::parse2::<LitStr>(tokens.clone()).ok();
        let quoted = quoted.and_then(|text| text.parse::<Path>().ok());
        cx.error_spanned(
            tokens,
            format_args!("expected a path, without quotes: write `{}`", key.usage),
        );
        // It is what was meant, so nothing else need complain.
        quoted
    }

    /// `key(name = EXPR, "other-name" = EXPR)`
    pub(super) fn pairs(self, cx: &Ctxt, key: Name) -> Vec<Pair> {
        let Value::Paren(group) = self.value else {
            cx.error(
                self.name.span(),
                format_args!("`{}` takes a list: write `{}`", key.name, key.usage),
            );
            return Vec::new();
        };
        let runs = split(group.stream(), starts_item);
        if runs.is_empty() {
            cx.error(
                group.span(),
                format_args!("`{}` is empty: write `{}`", key.name, key.usage),
            );
        }
        runs.iter().filter_map(|run| pair(cx, key, run)).collect()
    }

    fn after_eq(self, cx: &Ctxt, key: Name) -> Option<TokenStream> {
        let Name { name, usage } = key;
        match self.value {
            Value::Eq(_, value) if !value.is_empty() => return Some(value),
            Value::Eq(eq, _) => {
                cx.error(eq, format_args!("`{name}` needs a value: write `{usage}`"));
            }
            Value::None => cx.error(
                self.name.span(),
                format_args!("`{name}` needs a value: write `{usage}`"),
            ),
            Value::Paren(group) => cx.error(
                group.span_open(),
                format_args!("`{name}` takes its value behind `=`: write `{usage}`"),
            ),
            Value::Other(tokens) => {
                if let Some(token) = tokens.into_iter().next() {
                    cx.error(
                        token.span(),
                        format_args!("expected `=` after `{name}`: write `{usage}`"),
                    );
                }
            }
        }
        None
    }
}

/// A string literal that is not empty, and what stands behind it.
fn string(cx: &Ctxt, key: Name, tokens: TokenStream) -> Option<(LitStr, TokenStream)> {
    let Name { name, usage } = key;
    let mut rest = tokens.clone().into_iter();
    let literal = rest.next().map(TokenTree::into_token_stream)?;
    let Ok(text) = syn::parse2::<LitStr>(literal) else {
        cx.error_spanned(
            ungrouped(tokens),
            format_args!("`{name}` takes a string literal: write `{usage}`"),
        );
        return None;
    };
    // An empty JSON pointer is the whole document.
    if text.value().is_empty() && name != "pointer" {
        cx.error(
            text.span(),
            format_args!("`{name}` is empty: write `{usage}`, or leave the key out"),
        );
        return None;
    }
    if !text.suffix().is_empty() {
        cx.error(text.span(), "a string takes no suffix: leave it out");
        return None;
    }
    Some((text, rest.collect()))
}

fn pair(cx: &Ctxt, key: Name, run: &Run) -> Option<Pair> {
    let usage = key.usage;
    let [name, rest @ ..] = run.tokens.as_slice() else {
        if let Some(comma) = run.comma {
            cx.error(
                comma,
                format_args!("expected a name after the comma: write `{usage}`"),
            );
        }
        return None;
    };
    let literal = match name {
        TokenTree::Ident(ident) => Some(LitStr::new(&ident.unraw().to_string(), ident.span())),
        token => syn::parse2(token.to_token_stream()).ok(),
    };
    let Some(name) = literal.filter(|name| !name.value().is_empty()) else {
        cx.error(
            name.span(),
            format_args!("expected a name, which is not empty: write `{usage}`"),
        );
        return None;
    };
    match rest {
        [_, value @ ..] if starts_with_eq(rest) && !value.is_empty() => Some(Pair {
            name,
            value: value.iter().cloned().collect(),
        }),
        _ => {
            cx.error(
                name.span(),
                format_args!("`{}` needs a value: write `{usage}`", name.value()),
            );
            None
        }
    }
}

/// Whether a new item starts after a comma: `key`, `key = ...`, `key(...)` or `"key" = ...`; or
/// what was meant as one: `key: ...`, `key "..."` or `flag key`.
pub(super) fn starts_item(rest: &[TokenTree]) -> bool {
    match rest {
        [] | [TokenTree::Ident(_) | TokenTree::Literal(_)] => true,
        [
            name @ (TokenTree::Ident(_) | TokenTree::Literal(_)),
            next @ ..,
        ] => {
            starts_with_eq(next)
                || match next {
                    [TokenTree::Literal(_), ..] => true,
                    [TokenTree::Ident(_), ..] => {
                        matches!(name, TokenTree::Ident(name) if is_key(name))
                    }
                    [TokenTree::Group(group), ..] => group.delimiter() != Delimiter::None,
                    [TokenTree::Punct(colon), ..] if colon.as_char() == ':' => {
                        colon.spacing() == Spacing::Alone
                    }
                    [next, ..] => is_punct(next, ','),
                    [] => false,
                }
        }
        // Nothing before the next comma: an item that is missing, and reported as that.
        [next, ..] => is_punct(next, ','),
    }
}

fn parenthesized(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}
