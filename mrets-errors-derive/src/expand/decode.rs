//! `Decode`, which leads from an error object back to the variant.

use super::bounds::Impl;
use super::rows::own_answers;
use super::scope::local;
use crate::model::{Answer, Model, ReplyKind, Restore, Status};
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;

/// For the enum
///
/// ```text
/// #[mrets(codes = "snake_case", decode)]
/// enum RegistryError {
///     #[status(404)]
///     RecordNotFound { id: Uuid, at: u64 },
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
///     fn table() -> Option<&'static Table> {
///         Some(&__TABLE)
///     }
///     fn own(row: usize, error: &ErrorObject) -> Option<Self> { // by its code, which the runtime finds among the rows
///         Some(match row {
///             0 => match from_meta2::<Uuid, u64>(error, "id at") {
///                 Some(members0) => Self::RecordNotFound { id: members0.0, at: members0.1 },
///                 _ => return None,
///             },
///             1 => match decode_errors::<Vec<FieldError>>(&[], None) {
///                 Some(field0) => Self::Invalid { 0: field0 },
///                 _ => return None,
///             },
///             _ => return None,
///         })
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
/// }
/// ```
pub(super) fn expand(model: &Model<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    let header = imp.header("Decode", imp.bounds_of_decode(model));
    let own = own(model);
    let inner = inner(model);
    quote! {
        #[automatically_derived]
        #header {
            fn table() -> __mrets::Option<&'static __mrets::Table> {
                __mrets::Some(&__TABLE)
            }

            #own

            #inner
        }
    }
}

/// The variants that the runtime finds by their rows.
fn own(model: &Model<'_>) -> Option<TokenStream> {
    let mut arms = Vec::new();
    for (row, (variant, answer)) in own_answers(model).iter().enumerate() {
        // The code of a variant may be the code of another error, or known only at run time.
        if matches!(answer.status, Status::Like(_)) || answer.code().is_none() {
            continue;
        }
        let row = Literal::usize_unsuffixed(row);
        let restored = restore(variant, answer, None);
        arms.push(quote!(#row => #restored,));
    }
    if arms.is_empty() {
        return None;
    }
    // All at once, since `quote!` copies an interpolated stream for each one that follows it.
    let arms: TokenStream = arms.into_iter().collect();
    let (row, error) = (local("row"), local("error"));
    Some(quote! {
        fn own(#row: ::core::primitive::usize, #error: &__mrets::ErrorObject) -> __mrets::Option<Self> {
            __mrets::Some(match #row {
                #arms
                _ => return __mrets::None,
            })
        }
    })
}

/// The variants in which something else answers.
fn inner(model: &Model<'_>) -> Option<TokenStream> {
    let attempts = model.replies.iter().filter_map(|reply| {
        let variant = reply.variant;
        match &reply.kind {
            ReplyKind::Transparent(field) => Some(transparent(variant, field)),
            ReplyKind::Own(answer) if matches!(answer.status, Status::Like(_)) => {
                let field = answer.like_field().filter(|_| answer.code().is_none())?;
                Some(like(variant, answer, field))
            }
            ReplyKind::Own(answer) => Some(collected(variant, answer, answer.errors?)),
        }
    });
    let attempts: Vec<TokenStream> = attempts.collect();
    if attempts.is_empty() {
        return None;
    }
    let attempts: TokenStream = attempts.into_iter().collect();
    let (errors, tried) = (local("errors"), local("tried"));
    Some(quote! {
        fn inner(
            #errors: &[__mrets::ErrorObject],
            #tried: __mrets::Tried<'_>,
        ) -> __mrets::Option<Self> {
            #attempts
            __mrets::None
        }
    })
}

/// Reads the fields and makes the variant, or returns if a field does not come back. It is one match, since `?` has
/// rustc solve two traits for each field, and clippy wants a `?` for each `let ... else`. `errors` stands for the field
/// of that attribute.
fn restore(
    variant: &Variant<'_>,
    answer: &Answer<'_>,
    errors: Option<&TokenStream>,
) -> TokenStream {
    let path = &variant.path;
    let error = local("error");
    let mut reads = Reads::default();
    let mut members = TokenStream::new();
    for (field, restore) in &answer.restored {
        let (member, ty, span) = (&field.member, field.ty(), span(field));
        let value = match (restore, errors) {
            (Restore::Meta, None) => reads.member(field),
            (Restore::Flattened, None) => {
                let taken = answer.meta.iter().map(|(name, _)| name);
                let read =
                    quote_spanned!(span=> __mrets::from_flattened::<#ty>(#error, &[#(#taken),*]));
                reads.other(field, read)
            }
            (Restore::Status, None) => {
                let read = quote_spanned!(span=> __mrets::from_status::<#ty>(#error));
                reads.other(field, read)
            }
            (Restore::Errors, None) => {
                let read = quote_spanned!(span=> __mrets::decode_errors::<#ty>(&[], __mrets::None));
                reads.other(field, read)
            }
            (Restore::Errors, Some(errors)) => errors.clone(),
            (Restore::Like, _) => local("inner").into_token_stream(),
            (Restore::Location, _) => quote!(::core::panic::Location::caller()),
            (Restore::Backtrace, _) => quote!(::std::backtrace::Backtrace::disabled()),
            // The field's errors gave the objects, which hold nothing of this variant.
            (Restore::Default, _) | (_, Some(_)) => {
                quote_spanned!(span=> __mrets::not_sent::<#ty>())
            }
        };
        members.extend(quote!(#member: #value,));
    }
    reads.make(&quote!(#path { #members }))
}

/// The fields that may not come back.
#[derive(Default)]
struct Reads<'m> {
    /// The members of `meta`.
    members: Vec<&'m Field<'m>>,
    /// The calls that read others, and the names of what they bring.
    others: Vec<(TokenStream, Ident)>,
}

impl<'m> Reads<'m> {
    /// Adds a member of `meta`. Returns its place in what a call brings.
    fn member(&mut self, field: &'m Field<'m>) -> TokenStream {
        let (call, place) = (
            self.members.len() / MEMBERS_AT_ONCE,
            self.members.len() % MEMBERS_AT_ONCE,
        );
        self.members.push(field);
        let (members, place) = (members_of(call), Literal::usize_unsuffixed(place));
        quote!(#members.#place)
    }

    /// Adds a call of its own. Returns the name of what it brings.
    fn other(&mut self, field: &Field<'_>, call: TokenStream) -> TokenStream {
        let name = local(&format!("field{}", field.index));
        self.others.push((call, name.clone()));
        name.into_token_stream()
    }

    /// Makes the value if all calls bring something, else returns.
    fn make(self, value: &TokenStream) -> TokenStream {
        let members = self.members.chunks(MEMBERS_AT_ONCE).enumerate();
        let members = members.map(|(call, fields)| (read_members(fields), members_of(call)));
        let reads = members.chain(self.others);
        let (mut calls, names): (Vec<TokenStream>, Vec<Ident>) = reads.unzip();
        let (call, pattern) = match (calls.pop(), names.as_slice()) {
            (None, _) => return value.clone(),
            (Some(call), [name]) => (call, quote!(__mrets::Some(#name))),
            (Some(call), names) => (
                quote!((#(#calls,)* #call)),
                quote!((#(__mrets::Some(#names)),*)),
            ),
        };
        quote! {
            match #call {
                #pattern => #value,
                _ => return __mrets::None,
            }
        }
    }
}

/// The runtime has a function for each number of members up to this one.
const MEMBERS_AT_ONCE: usize = 4;

/// The name of the members that this call brings.
fn members_of(call: usize) -> Ident {
    local(&format!("members{call}"))
}

/// Reads a few members at once. There is one function for each list of types, so the way from one field to the next is
/// no code of this variant.
fn read_members(fields: &[&Field<'_>]) -> TokenStream {
    let error = local("error");
    let function = Ident::new(&format!("from_meta{}", fields.len()), Span::call_site());
    let types = fields.iter().map(|field| field.ty());
    let names: Vec<_> = fields.iter().map(|field| field.name()).collect();
    let names = names.join(" ");
    // At the span of the types, so that rustc points at the one that lacks a trait.
    let span = fields
        .first()
        .map_or_else(Span::mixed_site, |field| field.ty().span());
    let function = quote_spanned!(span=> __mrets::#function::<#(#types),*>);
    quote!(#function(#error, #names))
}

fn transparent(variant: &Variant<'_>, field: &Field<'_>) -> TokenStream {
    let (path, member, ty) = (&variant.path, &field.member, field.ty());
    let (errors, tried, inner) = (local("errors"), local("tried"), local("inner"));
    let decode = quote_spanned!(span(field)=> __mrets::decode::<#ty>(#errors, #tried));
    quote! {
        if let __mrets::Some(#inner) = #decode {
            return __mrets::Some(#path { #member: #inner });
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
        if let __mrets::Some(#found) =
            #decode.and_then(|#inner| __mrets::Some(#value))
        {
            return __mrets::Some(#found);
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
        if let __mrets::Some(#inner) = #decode {
            return __mrets::Some(#value);
        }
    }
}

/// The span of the field's type, where rustc points if it lacks a trait. It is resolved at the macro, so
/// that lints about the user's style stay away.
fn span(field: &Field<'_>) -> Span {
    field.ty().span().resolved_at(Span::mixed_site())
}
