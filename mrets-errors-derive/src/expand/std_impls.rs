//! `Display`, `Error` and `From`, where no other derive owns them.

use super::bounds::Impl;
use super::parts::inner;
use crate::model::{Kind, Model, Reply};
use crate::parse::ast::Field;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

pub(super) fn expand(model: &Model<'_>, imp: &Impl<'_>) -> TokenStream {
    let display = imp.header(&quote!(::core::fmt::Display), imp.bounds_of_parts());
    let error = imp.header(&quote!(::core::error::Error), imp.bounds_of_error());
    let source = source(model);
    let from = model
        .replies
        .iter()
        .filter_map(|reply| Some(from(&reply.variant.path, reply.from?, imp)));
    quote! {
        #[automatically_derived]
        #display {
            fn fmt(&self, __formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                __mrets::display(self, __formatter)
            }
        }

        #[automatically_derived]
        #error {
            #source
        }

        #(#from)*
    }
}

/// `Error::source`, where a variant has one.
fn source(model: &Model<'_>) -> Option<TokenStream> {
    let arms: Vec<Option<TokenStream>> = model.replies.iter().map(source_arm).collect();
    if arms.iter().all(Option::is_none) {
        return None;
    }
    let rest = arms
        .iter()
        .any(Option::is_none)
        .then(|| quote!(_ => ::core::option::Option::None,));
    Some(quote! {
        fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
            match *self {
                #(#arms)*
                #rest
            }
        }
    })
}

fn source_arm(reply: &Reply<'_>) -> Option<TokenStream> {
    let (field, source) = match (&reply.kind, reply.source) {
        (Kind::Transparent(field), _) => {
            let inner = inner(field);
            (*field, quote!(__mrets::AnsweringError::own_source(#inner)))
        }
        (Kind::Own(_), Some(field)) => (field, as_dyn_error(field)),
        (Kind::Own(_), None) => return None,
    };
    let path = &reply.variant.path;
    let (member, binding) = (&field.member, &field.binding);
    Some(quote!(#path { #member: ref #binding, .. } => #source,))
}

/// By method call, so that `Box<dyn Error>` and `anyhow::Error`, which are no errors themselves,
/// give the one inside.
fn as_dyn_error(field: &Field<'_>) -> TokenStream {
    let binding = &field.binding;
    // The name alone is where rustc points: of a closure at the user's tokens, clippy would
    // complain.
    let method = Ident::new("__mrets_as_dyn_error", field.ty().span());
    let source = if field.option_of().is_some() {
        quote!(#binding.as_ref().map(|__source| __source.#method()))
    } else {
        quote!(::core::option::Option::Some(#binding.#method()))
    };
    quote! {{
        use __mrets::AsDynError as _;
        #source
    }}
}

/// `From` of a `#[from]` field; of the `T` in an `Option<T>`.
pub(crate) fn from(path: &TokenStream, field: &Field<'_>, imp: &Impl<'_>) -> TokenStream {
    let span = field.attrs.from.unwrap_or_else(|| field.ty().span());
    let ty = field.option_of().unwrap_or(field.ty());
    let value = if field.option_of().is_some() {
        quote!(::core::option::Option::Some(__source))
    } else {
        quote!(__source)
    };
    let member = &field.member;
    // At the attribute's span: rustc points there when two impls overlap.
    let from = quote_spanned!(span=> ::core::convert::From<#ty>);
    let header = imp.header_at(span, &from, Vec::new());
    quote_spanned! {span=>
        #[automatically_derived]
        #header {
            #[inline]
            fn from(__source: #ty) -> Self {
                #path { #member: #value }
            }
        }
    }
}
