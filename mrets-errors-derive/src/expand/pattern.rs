//! Arms of a match of `self`, whose patterns bind the fields of a variant.

use crate::model::Reply;
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::VariantPath;
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote};
use syn::{Member, Token};

/// The pattern of an arm.
pub(super) enum Pattern<'m> {
    /// `Self::Missing { ref id, 1: ref _1, .. }`
    Variant {
        path: &'m VariantPath<'m>,
        fields: Group,
    },
    /// `_`
    Rest,
}

/// A pattern, and the expression behind it.
pub(super) type Arm<'m> = (Pattern<'m>, Box<dyn ToTokens + 'm>);

pub(super) fn pattern<'m>(reply: &'m Reply<'_>, fields: &[usize]) -> Pattern<'m> {
    let mut bindings = TokenStream::new();
    for index in fields {
        if let Some(field) = reply.variant.fields.get(*index) {
            bind(field, &mut bindings);
        }
    }
    <Token![..]>::default().to_tokens(&mut bindings);
    Pattern::Variant {
        path: &reply.variant.path,
        fields: Group::new(Delimiter::Brace, bindings),
    }
}

/// Writes `ref id,`, or `0: ref _0,`.
fn bind(field: &Field<'_>, tokens: &mut TokenStream) {
    if let Member::Unnamed(index) = &field.member {
        index.to_tokens(tokens);
        <Token![:]>::default().to_tokens(tokens);
    }
    <Token![ref]>::default().to_tokens(tokens);
    field.binding.to_tokens(tokens);
    <Token![,]>::default().to_tokens(tokens);
}

/// An arm that binds these fields.
pub(super) fn arm<'m>(reply: &'m Reply<'_>, fields: &[usize], body: impl ToTokens + 'm) -> Arm<'m> {
    (pattern(reply, fields), Box::new(body))
}

/// It appends its tokens. A stream that is interpolated would be copied by rustc.
impl ToTokens for Pattern<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Variant { path, fields } => {
                path.to_tokens(tokens);
                fields.to_tokens(tokens);
            }
            Self::Rest => <Token![_]>::default().to_tokens(tokens),
        }
    }
}

/// Writes the match.
pub(super) fn match_self(arms: Vec<Arm<'_>>) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (pattern, body) in arms {
        pattern.to_tokens(&mut tokens);
        <Token![=>]>::default().to_tokens(&mut tokens);
        body.to_tokens(&mut tokens);
        <Token![,]>::default().to_tokens(&mut tokens);
    }
    let arms = Group::new(Delimiter::Brace, tokens);
    quote!(match *self #arms)
}

/// Writes the match, with `rest` for the other variants; `None` without arms.
pub(super) fn match_some(
    mut arms: Vec<Arm<'_>>,
    variants: usize,
    rest: TokenStream,
) -> Option<TokenStream> {
    if arms.is_empty() {
        return None;
    }
    if arms.len() < variants {
        arms.push((Pattern::Rest, Box::new(rest)));
    }
    Some(match_self(arms))
}
