//! [`Variant`]: a variant of an enum, or the struct.

use crate::parse::ast::field::Field;
use crate::parse::attr::Attr;
use crate::parse::attr::message::Message;
use crate::parse::attr::status::StatusAttr;
use crate::parse::attr::text::evaluate;
use crate::parse::list::split;
use crate::parse::tokens::flatten;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::{Meta, Token};

pub(crate) struct Variant<'a> {
    pub(crate) ident: &'a Ident,
    pub(crate) attrs: Vec<Attr<'a>>,
    pub(crate) path: VariantPath<'a>,
    pub(crate) fields: Vec<Field<'a>>,
    pub(crate) status: Option<StatusAttr>,
}

/// `Self::Name` or, for a struct, `Self`.
pub(crate) struct VariantPath<'a>(pub(super) Option<&'a Ident>);

impl ToTokens for VariantPath<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new("Self", Span::call_site()).to_tokens(tokens);
        if let Some(variant) = self.0 {
            <Token![::]>::default().to_tokens(tokens);
            variant.to_tokens(tokens);
        }
    }
}

impl<'a> Variant<'a> {
    /// The field of this name or number.
    pub(crate) fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name() == name)
    }

    pub(crate) fn is_tuple(&self) -> bool {
        self.fields
            .first()
            .is_some_and(|field| field.original.ident.is_none())
    }

    /// The name without `r#`.
    pub(crate) fn name(&self) -> String {
        self.ident.unraw().to_string()
    }

    /// The doc comment, without the space at the start of each line.
    pub(crate) fn doc(&self) -> String {
        let mut doc = String::new();
        for attr in &self.attrs {
            if let Meta::NameValue(meta) = attr.meta()
                && attr.is("doc")
                && let Some(text) = text_of(&meta.value)
            {
                for line in text.split('\n') {
                    doc.push_str(line.strip_prefix(' ').unwrap_or(line));
                    doc.push('\n');
                }
            }
        }
        doc.trim_matches('\n').trim_end().to_owned()
    }

    /// Whether documentation leaves it out: `#[doc(hidden)]`.
    pub(crate) fn is_hidden(&self) -> bool {
        self.attrs.iter().any(|attr| match attr.meta() {
            Meta::List(list) if attr.is("doc") => {
                let words = split(list.tokens.clone());
                words.iter().any(|word| {
                    matches!(word.tokens.as_slice(), [TokenTree::Ident(word)] if word == "hidden")
                })
            }
            _ => false,
        })
    }

    /// The note of `#[deprecated]`, which may be empty.
    pub(crate) fn deprecated(&self) -> Option<String> {
        let mut attrs = self.attrs.iter();
        let attr = attrs.find(|attr| attr.is("deprecated"))?;
        let mut note = None;
        match attr.meta() {
            Meta::Path(_) => {}
            Meta::NameValue(meta) => note = text_of(&meta.value),
            // rustc has checked it already.
            Meta::List(list) => {
                let _ = list.parse_nested_meta(|meta| {
                    let value: syn::LitStr = meta.value()?.parse()?;
                    if meta.path.is_ident("note") {
                        note = Some(value.value());
                    }
                    Ok(())
                });
            }
        }
        Some(note.unwrap_or_default())
    }

    /// The format string of another derive's message, if the attribute holds it.
    pub(crate) fn message(&self) -> Option<String> {
        match Message::find(&self.attrs)? {
            Message::Text { literal, .. } => Some(literal.value().to_owned()),
            Message::Forwarded(_) | Message::Function(_) => None,
        }
    }

    /// Whether it has derive_more's `#[from]`, whose `From` takes the fields.
    pub(crate) fn is_converted(&self) -> bool {
        self.attrs.iter().any(|attr| {
            let is_skipped = || {
                let word = attr.original.parse_args::<Ident>();
                word.is_ok_and(|word| word == "skip" || word == "ignore")
            };
            attr.is("from") && !is_skipped()
        })
    }
}

fn text_of(value: &impl ToTokens) -> Option<String> {
    let tokens = flatten(value.to_token_stream());
    let (text, _) = evaluate(&tokens)?.ok()?;
    Some(text.value().to_owned())
}
