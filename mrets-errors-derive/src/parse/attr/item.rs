//! The syntax of attributes: items between commas, `key`, `key = value` or `key(value)`.

use super::keys::{KeyRow, KeySyntax, KeyTable, ValueKind, Written, is_key};
use super::status_arg::{is_status, is_status_name};
use super::text::{ConstText, Str, TextOrExpr, evaluate};
use crate::parse::list::{Run, split};
use crate::parse::tokens::{bare, flatten, is_punct, starts_with_eq, stream, ungrouped};
use crate::report::ctxt::Ctxt;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{LitStr, Path};

/// One `name = EXPR` of `meta(...)` or `headers(...)`.
pub(crate) struct Pair {
    pub(crate) name: Str,
    pub(crate) value: TokenStream,
}

/// One item: `key`, `key = value` or `key(value)`.
pub(super) struct Item {
    pub(super) name: Ident,
    value: ItemValue,
}

enum ItemValue {
    None,
    /// The tokens behind the `=`; the span is the sign's.
    Eq(Span, Vec<TokenTree>),
    Paren(Group),
    /// Neither of them.
    Other(Vec<TokenTree>),
}

/// `"..."` or `("...", args)`, as written; `args` starts with its comma.
pub(crate) struct FormatArgs {
    pub(crate) literal: Str,
    pub(crate) args: TokenStream,
}

impl Item {
    pub(super) fn from_run(run: &Run) -> Option<Self> {
        let [TokenTree::Ident(name), rest @ ..] = run.tokens.as_slice() else {
            return None;
        };
        let value = match rest {
            [] => ItemValue::None,
            [eq, value @ ..] if starts_with_eq(rest) => ItemValue::Eq(eq.span(), bare(value)),
            [token] => match parenthesized(token) {
                Some(group) => ItemValue::Paren(group.clone()),
                None => ItemValue::Other(rest.to_vec()),
            },
            _ => ItemValue::Other(rest.to_vec()),
        };
        Some(Self {
            name: name.clone(),
            value,
        })
    }

    /// The value in `transparent = true` and `NOT_FOUND("...")`, whose name is a status and takes none.
    pub(super) fn value_of_a_status(&self) -> Option<TokenStream> {
        if !is_status_name(&self.name) {
            return None;
        }
        match &self.value {
            ItemValue::Eq(_, value) if value.is_empty() => Some(self.name.to_token_stream()),
            ItemValue::Eq(_, value) => Some(stream(value)),
            ItemValue::Paren(group) => Some(group.to_token_stream()),
            ItemValue::None | ItemValue::Other(_) => None,
        }
    }

    /// Finds the row of the key, and notes it, unless it is unknown or `written` already.
    pub(super) fn row<K: Copy + PartialEq>(
        &self,
        cx: &Ctxt,
        table: &KeyTable<K>,
        written: &mut Vec<Written<K>>,
    ) -> Option<&'static KeyRow<K>> {
        match &self.value {
            ItemValue::Other(rest) if rest.first().is_some_and(|minus| is_punct(minus, '-')) => {
                let mut tokens = vec![TokenTree::Ident(self.name.clone())];
                tokens.extend_from_slice(rest);
                let (name, text) = hyphenated(&tokens);
                table.hyphenated(cx, stream(name), &text);
                None
            }
            _ => table.take(cx, &self.name, written),
        }
    }

    /// Whether this is one of our keys, or written like one, and so no status.
    pub(super) fn is_key(&self) -> bool {
        is_key(&self.name)
            || matches!(self.value, ItemValue::Eq(..) | ItemValue::Paren(_))
            || self.status_of_a_key().is_some()
    }

    /// Whether it is `like = EXPR`, which stands first.
    pub(super) fn is_like(&self) -> bool {
        self.name == "like"
    }

    /// Whether it is `key = "..."`.
    pub(super) fn is_text(&self) -> bool {
        matches!(&self.value, ItemValue::Eq(_, value) if evaluate(value).is_some())
    }

    /// The status in `status = 404` or `status: 404`, or in `code = 404`, since a code is no number.
    pub(super) fn status_of_a_key(&self) -> Option<&[TokenTree]> {
        let value = match &self.value {
            ItemValue::Eq(_, value) => value.as_slice(),
            ItemValue::Other(rest) => match rest.as_slice() {
                [colon, value @ ..] if is_punct(colon, ':') => value,
                _ => return None,
            },
            ItemValue::None | ItemValue::Paren(_) => return None,
        };
        let is_number = matches!(value, [TokenTree::Literal(literal)]
            if literal.to_string().starts_with(|c: char| c.is_ascii_digit()));
        let is_meant = self.name == "status" || (self.name == "code" && is_number);
        (is_meant && is_status(value)).then_some(value)
    }

    /// `key`
    pub(super) fn flag(self, cx: &Ctxt, key: &KeySyntax) -> bool {
        let name = key.name;
        let extra = match self.value {
            ItemValue::None => return true,
            ItemValue::Eq(eq, value) if value.is_empty() => {
                cx.error(eq, format_args!("`{name}` is a flag: write `{name}` alone"));
                return true;
            }
            ItemValue::Eq(_, value) => stream(&value),
            ItemValue::Paren(group) => TokenTree::from(group).into(),
            ItemValue::Other(value) => {
                if let Some(extra) = value.first() {
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
    pub(super) fn text(self, cx: &Ctxt, key: &KeySyntax) -> Option<Str> {
        let tokens = self.after_eq(cx, key)?;
        let (text, rest) = string(cx, key, &tokens)?;
        let Some(extra) = rest.first() else {
            return Some(text);
        };
        if is_punct(extra, ',') {
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

    /// `key = "..."` or `key = path::to::CONST`
    pub(super) fn text_or_const(self, cx: &Ctxt, key: &KeySyntax) -> Option<ConstText> {
        if let ItemValue::Eq(_, tokens) = &self.value
            && let Ok(path) = syn::parse2::<Path>(stream(tokens))
        {
            return Some(ConstText::Path(path));
        }
        self.text(cx, key).map(ConstText::Literal)
    }

    /// `key = "..."`, `key = path::to::CONST` or `key = EXPR`
    pub(super) fn text_or_expr(self, cx: &Ctxt, key: &KeySyntax) -> Option<TextOrExpr> {
        if let ItemValue::Eq(_, tokens) = &self.value
            && is_expression(tokens)
        {
            return Some(TextOrExpr::Expr(stream(tokens)));
        }
        self.text_or_const(cx, key).map(TextOrExpr::Text)
    }

    /// `key = "..."` or `key("...", args)`
    pub(super) fn format(self, cx: &Ctxt, key: &KeySyntax) -> Option<FormatArgs> {
        match self.value {
            ItemValue::Paren(group) if key.value == ValueKind::TextWithArgs => {
                let tokens = flatten(group.stream());
                if tokens.is_empty() {
                    cx.error(
                        group.span(),
                        format_args!("`{}` needs a string: write `{}`", key.name, key.usage),
                    );
                    return None;
                }
                let (literal, args) = string(cx, key, &tokens)?;
                let args = stream(args);
                Some(FormatArgs { literal, args })
            }
            _ => Some(FormatArgs {
                literal: self.text(cx, key)?,
                args: TokenStream::new(),
            }),
        }
    }

    /// `key = EXPR`
    pub(super) fn expr(self, cx: &Ctxt, key: &KeySyntax) -> Option<TokenStream> {
        self.after_eq(cx, key).map(|tokens| stream(&tokens))
    }

    /// `key = path`
    pub(super) fn path(self, cx: &Ctxt, key: &KeySyntax) -> Option<Path> {
        let tokens = stream(&self.after_eq(cx, key)?);
        if let Ok(path) = syn::parse2(tokens.clone()) {
            return Some(path);
        }
        let quoted = syn::parse2::<LitStr>(tokens.clone()).ok();
        let quoted = quoted.and_then(|text| text.parse::<Path>().ok());
        cx.error_spanned(
            tokens,
            format_args!("expected a path, without quotes: write `{}`", key.usage),
        );
        // The path in quotes is the one that was meant, so other rules need not complain.
        quoted
    }

    /// `key(name = EXPR, "other-name" = EXPR)`
    pub(super) fn pairs(self, cx: &Ctxt, key: &KeySyntax) -> Vec<Pair> {
        let ItemValue::Paren(group) = self.value else {
            cx.error(
                self.name.span(),
                format_args!("`{}` takes a list: write `{}`", key.name, key.usage),
            );
            return Vec::new();
        };
        let runs = split(group.stream());
        if runs.is_empty() {
            cx.error(
                group.span(),
                format_args!("`{}` is empty: write `{}`", key.name, key.usage),
            );
        }
        runs.iter().filter_map(|run| pair(cx, key, run)).collect()
    }

    fn after_eq(self, cx: &Ctxt, key: &KeySyntax) -> Option<Vec<TokenTree>> {
        let (name, usage) = (key.name, key.usage);
        match self.value {
            ItemValue::Eq(_, value) if !value.is_empty() => return Some(value),
            ItemValue::Eq(eq, _) => {
                cx.error(eq, format_args!("`{name}` needs a value: write `{usage}`"));
            }
            ItemValue::None => cx.error(
                self.name.span(),
                format_args!("`{name}` needs a value: write `{usage}`"),
            ),
            ItemValue::Paren(group) => match key.as_list {
                Some(list) if is_list(&group) => cx.error(
                    self.name.span(),
                    format_args!("`{name}` takes no list, `{list}` does: write `{list}(...)`"),
                ),
                _ => cx.error(
                    group.span_open(),
                    format_args!("`{name}` takes its value behind `=`: write `{usage}`"),
                ),
            },
            ItemValue::Other(tokens) => {
                if let Some(token) = tokens.first() {
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

/// A text that is not empty, and the tokens behind it.
fn string<'t>(
    cx: &Ctxt,
    key: &KeySyntax,
    tokens: &'t [TokenTree],
) -> Option<(Str, &'t [TokenTree])> {
    let (name, usage) = (key.name, key.usage);
    let (text, taken) = match evaluate(tokens) {
        Some(Ok(found)) => found,
        Some(Err(error)) => {
            cx.push(error);
            return None;
        }
        None => {
            let or_const = match key.value {
                ValueKind::TextOrConst => ", or the path of a constant",
                ValueKind::TextOrExpr => {
                    ", the path of a constant, or an expression such as `.field`"
                }
                _ => "",
            };
            let advice = match (key.value, tokens) {
                (ValueKind::TextWithArgs, [TokenTree::Ident(word), bang, ..])
                    if word == "format" && is_punct(bang, '!') =>
                {
                    format!(
                        "`{name}` formats its text itself: leave `format!` out, and write `{usage}`"
                    )
                }
                (ValueKind::TextWithArgs, [TokenTree::Ident(_) | TokenTree::Punct(_), ..]) => {
                    format!(
                        "`{name}` takes a string literal: write `{name}(\"{{}}\", ...)` for a value"
                    )
                }
                _ => format!("`{name}` takes a string literal{or_const}: write `{usage}`"),
            };
            cx.error_spanned(ungrouped(stream(tokens)), advice);
            return None;
        }
    };
    if text.value().is_empty() && key.value != ValueKind::TextOrEmpty {
        cx.error(
            text.span(),
            format_args!("`{name}` is empty: write `{usage}`, or leave the key out"),
        );
        return None;
    }
    if text.has_suffix {
        cx.error(text.span(), "a string takes no suffix: leave it out");
        return None;
    }
    Some((text, tokens.get(taken..).unwrap_or_default()))
}

fn pair(cx: &Ctxt, key: &KeySyntax, run: &Run) -> Option<Pair> {
    let usage = key.usage;
    let Some(first) = run.tokens.first() else {
        if let Some(comma) = run.comma {
            cx.error(
                comma,
                format_args!("expected a name after the comma: write `{usage}`"),
            );
        }
        return None;
    };
    let (name, taken) = match first {
        TokenTree::Ident(ident) if evaluate(&run.tokens).is_none() => {
            let name = Str::new(ident.unraw().to_string(), ident.span());
            (Some(name), 1)
        }
        _ => match evaluate(&run.tokens) {
            Some(Ok((name, taken))) => (Some(name), taken),
            Some(Err(error)) => {
                cx.push(error);
                return None;
            }
            None => (None, 1),
        },
    };
    let Some(name) = name.filter(|name| !name.value().is_empty()) else {
        cx.error(
            first.span(),
            format_args!("expected a name, which is not empty: write `{usage}`"),
        );
        return None;
    };
    let rest = run.tokens.get(taken..).unwrap_or_default();
    match rest {
        [_, value @ ..] if starts_with_eq(rest) && !value.is_empty() => Some(Pair {
            name,
            value: stream(value),
        }),
        [minus, ..] if matches!(first, TokenTree::Ident(_)) && is_punct(minus, '-') => {
            let (name, text) = hyphenated(&run.tokens);
            cx.error_spanned(
                stream(name),
                format_args!("a name with a hyphen stands in quotes: write `\"{text}\" = ...`"),
            );
            None
        }
        [sign, _, ..] => {
            cx.error(
                sign.span(),
                format_args!("expected `=` after `{}`: write `{usage}`", name.value()),
            );
            None
        }
        _ => {
            cx.error(
                name.span(),
                format_args!("`{}` needs a value: write `{usage}`", name.value()),
            );
            None
        }
    }
}

/// The name with hyphens at the start of an item, `retry-after`, and its text.
fn hyphenated(tokens: &[TokenTree]) -> (&[TokenTree], String) {
    let is_name = |token: &TokenTree| matches!(token, TokenTree::Ident(_)) || is_punct(token, '-');
    let end = tokens.iter().position(|token| !is_name(token));
    let (name, _) = tokens.split_at(end.unwrap_or(tokens.len()));
    (name, name.iter().map(TokenTree::to_string).collect())
}

/// Whether it is an expression that is known only at run time, rather than a text or a path.
fn is_expression(tokens: &[TokenTree]) -> bool {
    let is_constant = match tokens {
        [] | [TokenTree::Literal(_), ..] => true,
        _ => evaluate(tokens).is_some(),
    };
    !is_constant && syn::parse2::<Path>(stream(tokens)).is_err()
}

/// `(name = EXPR)`, and `(name, EXPR)`, which is meant to be the same.
fn is_list(group: &Group) -> bool {
    let tokens = flatten(group.stream());
    matches!(tokens.as_slice(), [_, rest @ ..]
        if starts_with_eq(rest) || rest.first().is_some_and(|comma| is_punct(comma, ',')))
}

fn parenthesized(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group),
        _ => None,
    }
}
