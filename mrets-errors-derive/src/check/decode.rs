//! `#[mrets(decode)]`: what it sends, and how the client finds it.

use super::status_of;
use crate::model::{Answer, Restore, Status};
use crate::parse::ast::{Field, Input, Variant};
use crate::parse::attr::{First, Fixed};
use crate::report::ctxt::Ctxt;
use proc_macro2::Span;
use syn::LitStr;

/// The fields that `decode` puts into `meta` where none is marked: all of a 4xx but its source. What
/// leaves in a 5xx, or may be one, is marked; beside an `#[errors]` field nothing is sent, since others
/// give the objects.
pub(super) fn sent(variant: &Variant<'_>, fixed: Option<Fixed>) -> Vec<usize> {
    let is_client_error = fixed.is_some_and(|fixed| (400..500).contains(&fixed.status));
    let mut fields = variant.fields.iter();
    if !is_client_error || fields.any(|field| field.attrs.meta.or(field.attrs.errors).is_some()) {
        return Vec::new();
    }
    let sent = variant.fields.iter().filter(|field| {
        let attrs = &field.attrs;
        attrs.from.or(attrs.source).or(attrs.skip).is_none() && field.name() != "source"
    });
    sent.map(|field| field.index).collect()
}

/// `#[meta(skip)]` says something beside `decode` alone.
pub(super) fn nothing_to_skip(cx: &Ctxt, input: &Input<'_>) {
    let fields = input.variants.iter().flat_map(|variant| &variant.fields);
    for at in fields.filter_map(|field| field.attrs.skip) {
        cx.error(
            at,
            "without `#[mrets(decode)]` no field is sent but by `#[meta]`: leave `#[meta(skip)]` out",
        );
    }
}

/// What is read back is owned.
pub(super) fn borrows_nothing(cx: &Ctxt, field: &Field<'_>) {
    if field.is_reference() {
        cx.error_spanned(
            field.ty(),
            "`decode` brings back what it owns, and this is a borrow: make it a `String`, \
             or a `Cow<'static, str>` where the server has a constant",
        );
    }
}

/// Where each field is found.
pub(super) fn restored<'a>(
    variant: &'a Variant<'a>,
    answer: &Answer<'a>,
) -> Vec<(&'a Field<'a>, Restore)> {
    let is_in_meta = |field: &Field<'_>| {
        let mut members = answer.meta.iter();
        members.any(|(name, value)| {
            *name == field.name() && value.field.is_some_and(|known| known.index == field.index)
        })
    };
    let restore = |field: &Field<'_>| match answer.status {
        _ if field.attrs.errors.is_some() => Restore::Errors,
        Status::Field(status) if status.index == field.index => Restore::Status,
        _ if is_in_meta(field) => Restore::Meta,
        _ => Restore::Default,
    };
    let fields = variant.fields.iter();
    fields.map(|field| (field, restore(field))).collect()
}

/// The client finds the variant by its code, so no two have the same one.
pub(super) fn code_finds_variant(cx: &Ctxt, input: &Input<'_>) {
    let mut known: Vec<(String, &Variant<'_>, Span)> = Vec::new();
    for variant in &input.variants {
        let Some(attr) = status_of(input, variant) else {
            continue;
        };
        let fixed = match &attr.first {
            None | Some(First::Transparent(_)) => continue,
            // Without a body, it is found by its status.
            Some(First::Fixed(fixed)) if fixed.status == 304 => continue,
            Some(First::Fixed(fixed)) => Some(fixed),
            Some(First::Field(_)) => None,
        };
        let (written, codes) = (attr.keys.code.as_ref(), input.attrs.codes);
        let span = match (written, &attr.first) {
            // An enum-wide attribute stands for many.
            _ if variant.status.is_none() => variant.ident.span(),
            (Some(code), _) => code.span(),
            (None, Some(First::Field(token))) => token.span(),
            (None, Some(First::Fixed(fixed))) if codes.is_none() => fixed.span,
            (None, _) => variant.ident.span(),
        };
        let code = written
            .map(LitStr::value)
            .or_else(|| codes.map(|case| case.apply(&variant.name())))
            .or_else(|| fixed.map(|fixed| fixed.status.to_string()));
        let Some(code) = code else {
            cx.error(
                span,
                "`decode` finds the variant by its code, and this one's is its status, \
                 which varies: give it a `code`, \
                 or all of them by `#[mrets(codes = \"snake_case\")]`",
            );
            continue;
        };
        match known.iter().find(|(other, ..)| *other == code) {
            None => known.push((code, variant, span)),
            Some((_, other, there)) => {
                for (here, name) in [(*there, variant), (span, *other)] {
                    cx.error(
                        here,
                        format_args!(
                            "`decode` finds the variant by its code, and `{}` has the code `{code}` \
                             too: give one of them a `code` of its own, \
                             or all of them by `#[mrets(codes = \"snake_case\")]`",
                            name.ident
                        ),
                    );
                }
            }
        }
    }
}
