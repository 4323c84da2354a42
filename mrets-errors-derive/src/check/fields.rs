//! The attributes of fields, and the roles that they give.

use crate::parse::ast::Input;
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::message::DisplayOwner;
use crate::parse::attr::status::StatusAttr;
use crate::parse::types;
use crate::report::ctxt::Ctxt;
use proc_macro2::{Span, TokenTree};
use quote::ToTokens;

/// The field behind `source()`: `#[from]`, `#[source]`, or one of that name.
pub(super) fn source_field<'a>(variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let sources = || variant.fields.iter().filter(|field| field.is_source());
    sources()
        .find(|field| field.marked_as_source().is_some())
        .or_else(|| sources().next())
}

/// The field that `From` takes.
pub(super) fn from_field<'a>(variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let mut fields = variant.fields.iter();
    fields.find(|field| field.attrs.from.is_some())
}

pub(super) fn errors_field<'a>(variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let mut fields = variant.fields.iter();
    fields.find(|field| field.attrs.errors.is_some())
}

pub(super) fn location_field<'a>(variant: &'a Variant<'a>) -> Option<&'a Field<'a>> {
    let mut fields = variant.fields.iter();
    fields.find(|field| field.attrs.location.is_some())
}

pub(super) fn transparent_stands_alone(cx: &Ctxt, attr: &StatusAttr) {
    if let Some(written) = attr.keys.written.first() {
        cx.error(
            written.span,
            format_args!(
                "`transparent` takes no keys, the field answers for the variant: \
                 leave `{}` out, or write `like = .field` in place of `transparent`",
                written.row.syntax.name
            ),
        );
    }
}

pub(super) fn transparent_has_one_field(cx: &Ctxt, span: Span, variant: &Variant<'_>) {
    let [field] = variant.fields.as_slice() else {
        let at = if variant.status.is_some() {
            span
        } else {
            variant.ident.span()
        };
        let beside = variant.fields.iter().find(|field| {
            let attrs = &field.attrs;
            attrs.location.is_none() && !field.is_backtrace()
        });
        let advice = beside.map(|field| {
            format!(
                ": write `like = .{}` where others stand beside it",
                field.name()
            )
        });
        cx.error(
            at,
            format_args!(
                "`transparent` needs exactly one field, a MretsError that answers; \
                 `{}` has {}{}",
                variant.ident,
                variant.fields.len(),
                advice.unwrap_or_default()
            ),
        );
        return;
    };
    let attrs = &field.attrs;
    for (name, misplaced) in [
        ("source", attrs.source),
        ("errors", attrs.errors),
        ("meta", attrs.meta),
        ("meta(flatten)", attrs.flatten),
        ("headers", attrs.headers),
        ("location", attrs.location),
    ] {
        if let Some(at) = misplaced {
            cx.error(
                at,
                format_args!("`#[{name}]` says nothing in a transparent variant: leave it out"),
            );
        }
    }
}

pub(super) fn one_source(cx: &Ctxt, input: &Input<'_>, variant: &Variant<'_>) {
    if input.display == DisplayOwner::Other {
        return;
    }
    let fields = variant.fields.iter().filter(|field| field.is_source());
    for at in fields.filter_map(Field::marked_as_source).skip(1) {
        cx.error(
            at,
            "an error has one source, and another field is it already: keep one of the two",
        );
    }
}

/// `source()` returns a `dyn Error + 'static`.
pub(super) fn source_outlives_everything(cx: &Ctxt, input: &Input<'_>, variant: &Variant<'_>) {
    let Some(field) = source_field(variant).filter(|_| input.display == DisplayOwner::Us) else {
        return;
    };
    let mut tokens = field.ty().to_token_stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        if let (TokenTree::Punct(punct), Some(TokenTree::Ident(name))) = (&token, tokens.peek())
            && punct.as_char() == '\''
            && name != "static"
        {
            let instead = match field.marked_as_source() {
                Some(_) => "leave the attribute out",
                None => "write `#[source(skip)]` on the field",
            };
            cx.error_spanned(
                field.ty(),
                format_args!(
                    "a source outlives every borrow, `Error::source` returns `dyn Error + 'static`: \
                     `'{name}` cannot stand in it, so own the error, or {instead}"
                ),
            );
            return;
        }
    }
}

/// A text or a number is no error. rustc checks other types.
pub(super) fn sources_are_errors(cx: &Ctxt, input: &Input<'_>, variant: &Variant<'_>) {
    let Some(field) = source_field(variant).filter(|_| input.display == DisplayOwner::Us) else {
        return;
    };
    let ty = field.option_of().unwrap_or(field.ty());
    if types::is_plain_value(ty, input.generics()) {
        let ty_name = ty.to_token_stream().to_string().replace("& ", "&");
        match field.attrs.from.map(|_| "from").or(field.attrs.source.map(|_| "source")) {
            Some(name) => cx.error_spanned(
                field.ty(),
                format_args!(
                    "`#[{name}]` marks the error that caused this one, and `{ty_name}` is no error: \
                     leave the attribute out"
                ),
            ),
            None => cx.error_spanned(
                field.ty(),
                format_args!(
                    "a field named `source` is the error that caused this one, and `{ty_name}` is no \
                     error: give the field another name, write `r#source`, or `#[source(skip)]` on it"
                ),
            ),
        }
    }
}

/// `From` has one value, and fills the other fields if an attribute says how.
pub(super) fn from_fills_all_fields(cx: &Ctxt, input: &Input<'_>, variant: &Variant<'_>) {
    if input.display == DisplayOwner::Other {
        return;
    }
    let from = from_field(variant);
    let span = from.and_then(|from| from.attrs.from);
    // Another rule reports a second source.
    let sources = variant
        .fields
        .iter()
        .filter(|field| field.attrs.errors.is_none() && field.marked_as_source().is_some());
    let is_one = sources.count() < 2;
    for field in &variant.fields {
        let attrs = &field.attrs;
        match (span, attrs.from_default) {
            (None, Some(at)) => cx.error(
                at,
                "`#[from(default)]` is filled beside a `#[from]` field, and there is none: leave it out",
            ),
            (Some(span), None)
                if is_one
                    && attrs.from.is_none()
                    && attrs.location.is_none()
                    && !field.is_backtrace() =>
            {
                cx.error(
                    span,
                    format_args!(
                        "`From` cannot fill the field `{}`: write `#[from(default)]` on that, \
                         or `#[source]` here, and build the variant by hand",
                        field.name()
                    ),
                );
                return;
            }
            _ => {}
        }
    }
}

/// `From` of a type leads to one variant. rustc finds one type under two names.
pub(super) fn one_from_of_a_type(cx: &Ctxt, input: &Input<'_>) {
    if input.display == DisplayOwner::Other {
        return;
    }
    let mut known: Vec<(String, &Variant<'_>)> = Vec::new();
    for variant in &input.variants {
        let from = from_field(variant).and_then(|field| Some((field, field.attrs.from?)));
        let Some((field, at)) = from else { continue };
        let ty = types::text_of(field.converted_type());
        if let Some((_, first)) = known.iter().find(|(known, _)| *known == ty) {
            cx.error(
                at,
                format_args!(
                    "`{}` has `#[from]` of this type already, and `?` cannot choose between the two: \
                     write `#[source]` in place of one of them",
                    first.ident
                ),
            );
        } else {
            known.push((ty, variant));
        }
    }
}

/// A value without a size cannot become a `&dyn` error.
pub(super) fn has_a_size(cx: &Ctxt, variant: &Variant<'_>) {
    if let Some(field) = variant.fields.last()
        && types::is_unsized(field.ty())
    {
        cx.error_spanned(
            field.ty(),
            "a `MretsError` has a size, and this field has none: put it into a `Box`",
        );
    }
}

/// One field holds the errors, and is not the source.
pub(super) fn one_errors_field(cx: &Ctxt, variant: &Variant<'_>) {
    let marked = variant.fields.iter().filter_map(|field| field.attrs.errors);
    for span in marked.skip(1) {
        cx.error(
            span,
            "a variant has one `#[errors]` field: collect all errors in that",
        );
    }
    if let Some(at) = errors_field(variant).and_then(|field| field.attrs.source) {
        cx.error(
            at,
            "the errors of an `#[errors]` field are answers, and none of them is the cause: leave `#[source]` out",
        );
    }
}

/// One field holds the place, and has no other role.
pub(super) fn location_is_one(cx: &Ctxt, variant: &Variant<'_>) {
    let mut marked = variant
        .fields
        .iter()
        .filter_map(|field| Some((field, field.attrs.location?)));
    let first = marked.next();
    for (_, span) in marked {
        cx.error(
            span,
            "a variant has one `#[location]` field: leave the others out",
        );
    }
    if let Some((field, span)) = first {
        if !types::may_be_location(field.ty()) {
            cx.error_spanned(
                field.ty(),
                "a `#[location]` field holds the line of the `?`: make it a \
                 `&'static std::panic::Location<'static>`",
            );
            return;
        }
        let attrs = &field.attrs;
        if attrs
            .meta
            .or(attrs.errors)
            .or(field.shown_map())
            .or(field.marked_as_source())
            .is_some()
        {
            cx.error(
                span,
                "`#[location]` is a place in the source code, for the log alone: \
                 leave the field's other attribute out",
            );
        }
    }
}
