//! Patterns that bind the fields of a variant.

use crate::model::Reply;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `Self::Missing { id: ref id, 1: ref _1, .. }`.
pub(super) fn pattern(reply: &Reply<'_>, fields: impl IntoIterator<Item = usize>) -> TokenStream {
    let path = &reply.variant.path;
    let bindings = fields
        .into_iter()
        .filter_map(|index| reply.variant.fields.get(index))
        .map(|field| {
            let (member, binding) = (&field.member, &field.binding);
            quote!(#member: ref #binding,)
        });
    quote!(#path { #(#bindings)* .. })
}
