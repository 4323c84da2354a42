//! `Decode`, which leads from an error object back to the variant.

use super::bounds::Impl;
use super::scope::local;
use crate::model::{Answer, Model, ReplyKind, Restore, Status};
use crate::parse::ast::{Field, Variant};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;

/// For the enum
///
/// ```text
/// #[mrets(codes = "snake_case", decode)]
/// enum RegistryError {
///     #[status(404)]
///     RecordNotFound { id: Uuid },
///     #[status(transparent)]
///     Transfer(#[from] TransferError),
///     #[status(422)]
///     Invalid(#[errors] Vec<FieldError>),
/// }
/// ```
///
/// this writes, paths shortened:
///
/// ```text
/// impl Decode for RegistryError {
///     fn own(error: &ErrorObject) -> Option<Self> {           // by its code
///         match code(error) {
///             "record_not_found" if has_status(error, 404) => Some(Self::RecordNotFound { id: from_meta::<Uuid>(error, "id")? }),
///             "invalid" if has_status(error, 422) => Some(Self::Invalid { 0: decode_errors::<Vec<FieldError>>(&[], None)? }),
///             _ => None,
///         }
///     }
///     fn inner(errors: &[ErrorObject], tried: Tried<'_>) -> Option<Self> { // by what answers in a field
///         if let Some(inner) = decode::<TransferError>(errors, tried) {
///             return Some(Self::Transfer { 0: inner });
///         }
///         if let Some(inner) = decode_collected::<Vec<FieldError>>(errors, tried, 422) {
///             return Some(Self::Invalid { 0: inner });
///         }
///         None
///     }
///     // and `fn not_modified()`, for a variant that answers 304 and has no error object
///     fn dialect() -> &'static Dialect { __TABLE.dialect }
/// }
/// ```
pub(super) fn expand(model: &Model<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    let header = imp.header("Decode", imp.bounds_of_decode(model));
    let (error, errors, tried) = (local("error"), local("errors"), local("tried"));
    let mut own = Vec::new();
    let mut inner = Vec::new();
    let mut not_modified = None;
    for reply in &model.replies {
        let variant = reply.variant;
        match &reply.kind {
            ReplyKind::Transparent(field) => inner.push(transparent(variant, field)),
            ReplyKind::Own(answer) if matches!(answer.status, Status::Fixed(304)) => {
                not_modified = not_modified.or_else(|| Some(restore(variant, answer, None)));
            }
            ReplyKind::Own(answer) if matches!(answer.status, Status::Like(_)) => {
                let field = answer.like_field().filter(|_| answer.code().is_none());
                inner.extend(field.map(|field| like(variant, answer, field)));
            }
            ReplyKind::Own(answer) => {
                inner.extend(answer.errors.map(|field| collected(variant, answer, field)));
                // A code that is known only at run time finds no variant.
                let Some(code) = answer.code() else { continue };
                let value = restore(variant, answer, None);
                // Another service's error with the same code has another status.
                let guard = match answer.status {
                    Status::Fixed(status) => Some(quote!(if __mrets::has_status(#error, #status))),
                    Status::Value(_) | Status::Like(_) => None,
                };
                own.push(quote!(#code #guard => ::core::option::Option::Some(#value),));
            }
        }
    }
    let own = (!own.is_empty()).then(|| {
        quote! {
            fn own(#error: &__mrets::ErrorObject) -> ::core::option::Option<Self> {
                match __mrets::code(#error) {
                    #(#own)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    });
    let inner = (!inner.is_empty()).then(|| {
        quote! {
            fn inner(
                #errors: &[__mrets::ErrorObject],
                #tried: __mrets::Tried<'_>,
            ) -> ::core::option::Option<Self> {
                #(#inner)*
                ::core::option::Option::None
            }
        }
    });
    let not_modified = not_modified.map(|value| {
        quote! {
            fn not_modified() -> ::core::option::Option<Self> {
                ::core::option::Option::Some(#value)
            }
        }
    });
    quote! {
        #[automatically_derived]
        #header {
            #own
            #inner
            #not_modified
            fn dialect() -> &'static __mrets::Dialect {
                __TABLE.dialect
            }
        }
    }
}

/// `Self::TooFew { left: __mrets::from_meta::<u32>(#error, "left")? }`; `errors` stands for the field
/// of that attribute.
fn restore(
    variant: &Variant<'_>,
    answer: &Answer<'_>,
    errors: Option<&TokenStream>,
) -> TokenStream {
    let path = &variant.path;
    let error = local("error");
    let fields = answer.restored.iter().map(|(field, restore)| {
        let (member, ty, span) = (&field.member, field.ty(), span(field));
        let value = match (restore, errors) {
            (Restore::Meta, None) => {
                let name = field.name();
                quote_spanned!(span=> __mrets::from_meta::<#ty>(#error, #name)?)
            }
            (Restore::Flattened, None) => {
                let taken = answer.meta.iter().map(|(name, _)| name);
                quote_spanned!(span=> __mrets::from_flattened::<#ty>(#error, &[#(#taken),*])?)
            }
            (Restore::Status, None) => {
                quote_spanned!(span=> __mrets::from_status::<#ty>(#error)?)
            }
            (Restore::Like, _) => local("inner").into_token_stream(),
            (Restore::Errors, Some(errors)) => errors.clone(),
            (Restore::Errors, None) => {
                quote_spanned!(span=> __mrets::decode_errors::<#ty>(&[], ::core::option::Option::None)?)
            }
            (Restore::Location, _) => quote!(::core::panic::Location::caller()),
            (Restore::Backtrace, _) => quote!(::std::backtrace::Backtrace::disabled()),
            // The field's errors gave the objects, which hold nothing of this variant.
            (Restore::Default, _) | (_, Some(_)) => {
                quote_spanned!(span=> __mrets::not_sent::<#ty>())
            }
        };
        quote!(#member: #value,)
    });
    quote!(#path { #(#fields)* })
}

fn transparent(variant: &Variant<'_>, field: &Field<'_>) -> TokenStream {
    let (path, member, ty) = (&variant.path, &field.member, field.ty());
    let (errors, tried, inner) = (local("errors"), local("tried"), local("inner"));
    let decode = quote_spanned!(span(field)=> __mrets::decode::<#ty>(#errors, #tried));
    quote! {
        if let ::core::option::Option::Some(#inner) = #decode {
            return ::core::option::Option::Some(#path { #member: #inner });
        }
    }
}

/// The variant that is like the error in a field. The other fields come back from `meta`, too.
fn like(variant: &Variant<'_>, answer: &Answer<'_>, field: &Field<'_>) -> TokenStream {
    let ty = field.ty();
    let (error, errors) = (local("error"), local("errors"));
    let (tried, inner, found) = (local("tried"), local("inner"), local("found"));
    let decode = quote_spanned!(span(field)=> __mrets::decode::<#ty>(#errors, #tried));
    let value = restore(variant, answer, None);
    let mut restored = answer.restored.iter();
    let reads_meta =
        restored.any(|(_, restore)| matches!(restore, Restore::Meta | Restore::Flattened));
    let attempt = quote! {
        if let ::core::option::Option::Some(#found) =
            #decode.and_then(|#inner| ::core::option::Option::Some(#value))
        {
            return ::core::option::Option::Some(#found);
        }
    };
    if reads_meta {
        quote!(if let [#error, ..] = #errors { #attempt })
    } else {
        attempt
    }
}

fn collected(variant: &Variant<'_>, answer: &Answer<'_>, field: &Field<'_>) -> TokenStream {
    let ty = field.ty();
    let (errors, tried, inner) = (local("errors"), local("tried"), local("inner"));
    let status = match answer.status {
        Status::Fixed(status) => status,
        Status::Value(_) | Status::Like(_) => 0,
    };
    let decode =
        quote_spanned!(span(field)=> __mrets::decode_collected::<#ty>(#errors, #tried, #status));
    let value = restore(variant, answer, Some(&quote!(#inner)));
    quote! {
        if let ::core::option::Option::Some(#inner) = #decode {
            return ::core::option::Option::Some(#value);
        }
    }
}

/// The span of the field's type, where rustc points if it lacks a trait. It is resolved at the macro, so
/// that lints about the user's style stay away.
fn span(field: &Field<'_>) -> Span {
    field.ty().span().resolved_at(Span::mixed_site())
}
