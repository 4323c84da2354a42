//! The members of `meta`: pairs, marked fields, and the fields that `decode` sends.

use super::decode;
use crate::format::Value;
use crate::parse::ast::Input;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::status::StatusAttr;
use crate::report::ctxt::Ctxt;
use quote::ToTokens as _;
use syn::spanned::Spanned as _;

/// The member that the key `retry` gives.
const RETRY: &str = "retry";

/// `retry` takes the three words that a client knows.
pub(super) fn retry_is_a_word(cx: &Ctxt, attr: &StatusAttr) {
    if let Some(word) = &attr.keys.retry
        && !matches!(word.value(), "after" | "never" | "unknown")
    {
        cx.error(
            word.span(),
            "`retry` says whether a client may send the request again: write `\"after\"`, `\"never\"` \
             or `\"unknown\"`",
        );
    }
}

/// A field is one member, or gives its own members, or is not sent.
pub(super) fn one_role(cx: &Ctxt, variant: &Variant<'_>) {
    for field in &variant.fields {
        let attrs = &field.attrs;
        if let (None, Some(_), Some(at)) = (attrs.flatten, attrs.meta, attrs.skip) {
            cx.error(
                at,
                "`#[meta]` sends this field, and `#[meta(skip)]` does not: leave one of the two out",
            );
        }
        let others = [("meta", attrs.meta), ("meta(skip)", attrs.skip)];
        for (name, other) in others {
            if let (Some(_), Some(at)) = (attrs.flatten, other) {
                cx.error(
                    at,
                    format_args!(
                        "`#[meta(flatten)]` makes the members of this field members of `meta`: \
                         leave `#[{name}]` out"
                    ),
                );
            }
        }
    }
}

/// The members, by name.
pub(super) fn members<'a>(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &'a Variant<'a>,
    attr: &StatusAttr,
) -> Vec<(String, Value<'a>)> {
    let mut members: Vec<(String, Value<'_>)> = Vec::new();
    let mut add = |name: &str, value: Option<Value<'a>>| {
        if let Some(value) = value {
            let at = members.partition_point(|(known, _)| known.as_str() <= name);
            members.insert(at, (name.to_owned(), value));
        }
    };
    for pair in &attr.keys.meta {
        let value = Value::resolve(cx, pair.value.clone(), variant);
        add(pair.name.value(), value);
    }
    let sent = decode::sent(input, variant, attr);
    for field in &variant.fields {
        if field.attrs.meta.is_some() || sent.contains(&field.index) {
            add(field.name(), Some(Value::of_field(field)));
        }
    }
    if let Some(word) = &attr.keys.retry {
        add(RETRY, Value::resolve(cx, word.to_token_stream(), variant));
    }
    members
}

pub(super) fn members_are_distinct(
    cx: &Ctxt,
    input: &Input<'_>,
    variant: &Variant<'_>,
    attr: &StatusAttr,
) {
    let pairs = &attr.keys.meta;
    for (at, pair) in pairs.iter().enumerate() {
        let name = pair.name.value();
        if pairs
            .iter()
            .take(at)
            .any(|known| known.name.value() == name)
        {
            cx.error(
                pair.name.span(),
                format_args!("duplicate member `{name}` of `meta`: give one another name"),
            );
        }
    }
    let sent = decode::sent(input, variant, attr);
    if attr.keys.retry.is_some() {
        let is_retry = |name: &str| name == RETRY;
        let pair = pairs.iter().find(|pair| is_retry(pair.name.value()));
        let field = variant.fields.iter().find(|field| {
            let is_sent = field.attrs.meta.is_some() || sent.contains(&field.index);
            is_sent && is_retry(field.name())
        });
        let taken = pair.map(|pair| pair.name.span());
        if let Some(span) = taken.or_else(|| field.map(|field| field.original.span())) {
            cx.error(
                span,
                "the key `retry` gives the member `retry` of `meta`: give this one another name",
            );
        }
    }
    for field in &variant.fields {
        let name = field.name();
        let Some(pair) = pairs.iter().find(|pair| pair.name.value() == name) else {
            continue;
        };
        if let Some(span) = field.attrs.meta {
            cx.error(
                span,
                format_args!(
                    "`meta({name} = ...)` gives this member of `meta` already: leave one out"
                ),
            );
        } else if sent.contains(&field.index) {
            cx.error(
                pair.name.span(),
                format_args!(
                    "`decode` puts the field `{name}` into `meta` by this name: leave this out, \
                     or give it another name"
                ),
            );
        }
    }
}
