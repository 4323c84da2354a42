//! Patterns that bind the fields of a variant.

use crate::model::Reply;
use proc_macro2::TokenStream;
use quote::quote;

/// Writes `Self::Missing { id: ref id, 1: ref _1, .. }`.
pub(super) fn pattern(reply: &Reply<'_>, fields: impl IntoIterator<Item = usize>) -> TokenStream {
    let path = &reply.variant.path;
    let fields = fields.into_iter();
    let fields = fields.filter_map(|index| reply.variant.fields.get(index));
    let (members, bindings): (Vec<_>, Vec<_>) =
        fields.map(|field| (&field.member, &field.binding)).unzip();
    quote!(#path { #(#members: ref #bindings,)* .. })
}
