//! `Display`, `Error` and `From`, unless another derive owns them.

use super::bounds::{Bound, Impl};
use super::part::{inner, inner_of};
use super::pattern::{Arm, arm, match_some};
use super::scope::{local, within_core};
use crate::model::{Model, Reply, ReplyKind};
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use crate::parse::types;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned as _;

pub(super) fn expand(model: &Model<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    let display = imp.header("Display", imp.bounds_of_parts());
    let error = imp.header("Error", imp.bounds_of_error());
    let source = source(model);
    let formatter = local("formatter");
    // One table of methods for each type. A generic type's `Display` does not know yet that the type is an error.
    let this = if imp.is_generic {
        quote!(self)
    } else {
        quote!(self as &dyn __mrets::AnsweringError)
    };
    let (mut boxed, mut impls) = (Vec::new(), Vec::new());
    for reply in &model.replies {
        if let Some(field) = reply.from {
            impls.push(from(reply.variant, field, imp, &mut boxed));
        }
    }
    quote! {
        #[automatically_derived]
        #display {
            fn fmt(&self, #formatter: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
                __mrets::display(#this, #formatter)
            }
        }

        #[automatically_derived]
        #error {
            #source
        }

        #(#impls)*
    }
}

/// `Error::source`, if a variant has a source.
fn source(model: &Model<'_>) -> Option<TokenStream> {
    let mut arms = Vec::new();
    for reply in &model.replies {
        arms.extend(source_arm(reply));
    }
    let body = match_some(arms, model.replies.len(), quote!(__mrets::None))?;
    Some(quote! {
        fn source(&self) -> __mrets::Option<&(dyn __mrets::Error + 'static)> {
            #body
        }
    })
}

fn source_arm<'m>(reply: &'m Reply<'_>) -> Option<Arm<'m>> {
    Some(match (&reply.kind, reply.source) {
        (ReplyKind::Transparent(field), _) => {
            let inner = inner(field);
            let source = quote!(__mrets::AnsweringError::own_source(#inner));
            arm(reply, &[field.index], source)
        }
        (ReplyKind::Own(_), Some(field)) => arm(reply, &[field.index], as_dyn_error(field)),
        (ReplyKind::Own(answer), None) => {
            let value = answer.lent_error()?;
            let inner = inner_of(value);
            let source = quote!(__mrets::AnsweringError::own_source(#inner));
            arm(reply, value.fields.as_slice(), source)
        }
    })
}

/// The source as a `&dyn Error`, by a method that autoref picks. So `Box<dyn Error>` and `anyhow::Error`, which are no
/// errors themselves, give the error inside.
fn as_dyn_error(field: &Field<'_>) -> TokenStream {
    let binding = &field.binding;
    // Only the name has the user's span, at which rustc points: clippy would complain of a closure there.
    let method = Ident::new("__mrets_as_dyn_error", field.ty().span());
    let source = if field.option_of().is_some() {
        let inner = local("source");
        quote!(#binding.as_ref().map(|#inner| (&&&__mrets::SourceField(#inner)).#method()))
    } else {
        quote!(__mrets::Some((&&&__mrets::SourceField(#binding)).#method()))
    };
    let reason = if field.marked_as_source().is_some() {
        quote!(marked_source)
    } else {
        quote!(named_source)
    };
    quote! {{
        use __mrets::#reason::*;
        #source
    }}
}

/// `From` of a `#[from]` field: of its type, and of the `T` within an `Option<T>` or a `Box<T>`; for the
/// error, and for a box of it.
///
/// rustc refuses two variants of one type. `boxed` has the types that a box takes already, so that
/// rustc refuses them once.
fn from(
    variant: &Variant<'_>,
    field: &Field<'_>,
    imp: &Impl<'_, '_>,
    boxed: &mut Vec<String>,
) -> TokenStream {
    let span = field.attrs.from.unwrap_or_else(|| field.ty().span());
    let source = local("source");
    let is_optional = field.option_of().is_some();
    let ty = field.converted_type();
    let wrap = |value: TokenStream| {
        if is_optional {
            quote_spanned!(within_core(span)=> ::core::option::Option::Some(#value))
        } else {
            value
        }
    };
    let as_is = fill(variant, field, &wrap(source.to_token_stream()));
    let as_is = impl_from(span, variant, ty, &as_is, imp, boxed);
    let unboxed = imp.unboxed(ty).map(|inner| {
        let value = quote_spanned!(span=> <#ty>::new(#source));
        let value = fill(variant, field, &wrap(value));
        impl_from(span, variant, inner, &value, imp, boxed)
    });
    quote!(#as_is #unboxed)
}

/// Writes `Self::Io { 0: source, at: Location::caller() }`.
fn fill(variant: &Variant<'_>, from: &Field<'_>, value: &TokenStream) -> TokenStream {
    let path = &variant.path;
    let mut fields = Vec::new();
    for field in &variant.fields {
        let (member, ty) = (&field.member, field.ty());
        let value = if field.index == from.index {
            value.clone()
        } else if field.attrs.location.is_some() {
            quote!(__mrets::Location::caller())
        } else if field.attrs.from_default.is_some() {
            quote_spanned!(within_core(ty.span())=> ::core::default::Default::default())
        } else {
            quote!(::std::backtrace::Backtrace::capture())
        };
        fields.push(quote!(#member: #value));
    }
    quote!(#path { #(#fields),* })
}

fn impl_from(
    span: Span,
    variant: &Variant<'_>,
    ty: &Type,
    value: &TokenStream,
    imp: &Impl<'_, '_>,
    boxed: &mut Vec<String>,
) -> TokenStream {
    let source = local("source");
    let track_caller = variant
        .fields
        .iter()
        .any(|field| field.attrs.location.is_some())
        .then(|| quote!(#[track_caller]));
    let bounds = imp.bounds_of_from(variant);
    let header = imp.header_of_from(span, ty, bounds.clone());
    let for_box =
        is_new(ty, boxed).then(|| from_for_box(span, ty, track_caller.as_ref(), bounds, imp));
    quote_spanned! {span=>
        #[automatically_derived]
        #header {
            #[inline]
            #track_caller
            fn from(#source: #ty) -> Self {
                #value
            }
        }

        #for_box
    }
}

/// Whether a type is not among the `known` ones yet, to which it is added.
pub(super) fn is_new(ty: &Type, known: &mut Vec<String>) -> bool {
    let ty = types::text_of(ty);
    let is_new = !known.contains(&ty);
    if is_new {
        known.push(ty);
    }
    is_new
}

/// The boxes of an error whose `From` another derive writes, by the same attribute.
pub(super) fn boxes(model: &Model<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    // A hand-written `From` may be missing.
    if model.input.attrs.no_display {
        return TokenStream::new();
    }
    let (mut boxed, mut impls) = (Vec::new(), TokenStream::new());
    for reply in &model.replies {
        for field in &reply.variant.fields {
            let ty = field.converted_type();
            if let Some(span) = field.attrs.from
                && is_new(ty, &mut boxed)
            {
                impls.extend(from_for_box(span, ty, None, Vec::new(), imp));
            }
        }
    }
    impls
}

/// `From` of a type for a box of the error, by the error's own `From`.
fn from_for_box(
    span: Span,
    ty: &Type,
    track_caller: Option<&TokenStream>,
    bounds: Vec<Bound>,
    imp: &Impl<'_, '_>,
) -> TokenStream {
    // A parameter could be the error itself.
    if types::mentions_params(ty, imp.generics) {
        return TokenStream::new();
    }
    let source = local("source");
    let header = imp.header_of_from_for_box(span, ty, bounds);
    quote! {
        #[automatically_derived]
        #header {
            #[inline]
            #track_caller
            fn from(#source: #ty) -> Self {
                __mrets::Box::new(__mrets::From::from(#source))
            }
        }
    }
}
