//! Arms of a match of `self`, whose patterns bind the fields of a variant.

use crate::model::Reply;
use crate::parse::ast::variant::VariantPath;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote};

/// The pattern `Self::Missing { id: ref id, 1: ref _1, .. }`.
pub(super) struct Pattern<'m> {
    path: &'m VariantPath<'m>,
    fields: Group,
}

/// A pattern, and the expression behind it.
pub(super) type Arm<'m> = (Pattern<'m>, Box<dyn ToTokens + 'm>);

pub(super) fn pattern<'m>(
    reply: &'m Reply<'_>,
    fields: impl IntoIterator<Item = usize>,
) -> Pattern<'m> {
    let fields = fields.into_iter();
    let fields = fields.filter_map(|index| reply.variant.fields.get(index));
    let (members, bindings): (Vec<_>, Vec<_>) =
        fields.map(|field| (&field.member, &field.binding)).unzip();
    let fields = quote!(#(#members: ref #bindings,)* ..);
    Pattern {
        path: &reply.variant.path,
        fields: Group::new(Delimiter::Brace, fields),
    }
}

/// An arm that binds these fields.
pub(super) fn arm<'m>(
    reply: &'m Reply<'_>,
    fields: impl IntoIterator<Item = usize>,
    body: impl ToTokens + 'm,
) -> Arm<'m> {
    (pattern(reply, fields), Box::new(body))
}

/// It appends its tokens. A stream that is interpolated would be copied by rustc.
impl ToTokens for Pattern<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.path.to_tokens(tokens);
        self.fields.to_tokens(tokens);
    }
}

/// Writes the match.
pub(super) fn match_self(arms: Vec<Arm<'_>>) -> TokenStream {
    let (patterns, bodies): (Vec<_>, Vec<_>) = arms.into_iter().unzip();
    quote!(match *self { #(#patterns => #bodies,)* })
}

/// Writes the match, with `rest` for the other variants; `None` without arms.
pub(super) fn match_some(
    arms: Vec<Arm<'_>>,
    variants: usize,
    rest: &TokenStream,
) -> Option<TokenStream> {
    if arms.is_empty() {
        return None;
    }
    let rest = (arms.len() < variants).then_some(rest).into_iter();
    let (patterns, bodies): (Vec<_>, Vec<_>) = arms.into_iter().unzip();
    Some(quote!(match *self { #(#patterns => #bodies,)* #(_ => #rest,)* }))
}
