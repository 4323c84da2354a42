//! The attributes of fields, and attributes of ours in wrong places.

use crate::parse::attr::Attr;
use crate::parse::attr::message::DisplayOwner;
use crate::report::ctxt::Ctxt;
use crate::report::suggest::list;
use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::spanned::Spanned as _;
use syn::{LitBool, Meta, MetaList};

/// The attributes of one field, each with the span of its name.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) from: Option<Span>,
    /// `#[from(default)]`: `From` fills it by `Default`.
    pub(crate) from_default: Option<Span>,
    pub(crate) source: Option<Span>,
    /// `#[source(skip)]`, and other derives' attributes of this meaning: the name `source` decides nothing.
    pub(crate) not_source: Option<Span>,
    pub(crate) errors: Option<Span>,
    pub(crate) meta: Option<Span>,
    /// `#[meta(skip)]`: `decode` does not send it.
    pub(crate) skip: Option<Span>,
    /// `#[meta(flatten)]`: its members become members of `meta`.
    pub(crate) flatten: Option<Span>,
    pub(crate) headers: Option<Span>,
    pub(crate) location: Option<Span>,
}

/// An attribute of a field: its name, and the word between its parentheses, if it takes one.
struct FieldRow {
    name: &'static str,
    word: Option<&'static str>,
    slot: fn(&mut FieldAttrs) -> &mut Option<Span>,
    /// Whether a derive that owns `Display` may have an attribute of the same name.
    is_shared: bool,
}

#[rustfmt::skip] // one attribute a line
const ROWS: [FieldRow; 10] = [
    FieldRow { name: "from", word: None, slot: |attrs| &mut attrs.from, is_shared: true },
    FieldRow { name: "from", word: Some("default"), slot: |attrs| &mut attrs.from_default, is_shared: true },
    FieldRow { name: "source", word: None, slot: |attrs| &mut attrs.source, is_shared: true },
    FieldRow { name: "source", word: Some("skip"), slot: |attrs| &mut attrs.not_source, is_shared: true },
    FieldRow { name: "errors", word: None, slot: |attrs| &mut attrs.errors, is_shared: false },
    FieldRow { name: "meta", word: None, slot: |attrs| &mut attrs.meta, is_shared: false },
    FieldRow { name: "meta", word: Some("skip"), slot: |attrs| &mut attrs.skip, is_shared: false },
    FieldRow { name: "meta", word: Some("flatten"), slot: |attrs| &mut attrs.flatten, is_shared: false },
    FieldRow { name: "headers", word: None, slot: |attrs| &mut attrs.headers, is_shared: false },
    FieldRow { name: "location", word: None, slot: |attrs| &mut attrs.location, is_shared: true },
];

/// The attributes that do not belong on a field, and their right places.
const ELSEWHERE: [(&str, &str); 2] = [
    ("status", "a variant or on the type"),
    ("mrets", "the type"),
];

impl FieldAttrs {
    /// Reads the attributes. Another derive that owns `Display` may take attributes of the same names, with
    /// arguments of its own.
    pub(crate) fn from_attrs(cx: &Ctxt, attrs: &[Attr<'_>], display: DisplayOwner) -> Self {
        let mut this = Self::default();
        for attr in attrs {
            let Some(name) = &attr.name else {
                continue;
            };
            if let Some((_, home)) = ELSEWHERE.iter().find(|(known, _)| name == known) {
                cx.error(
                    attr.original.path().span(),
                    format_args!("`#[{name}]` belongs on {home}, not on a field"),
                );
            } else if ROWS.iter().any(|row| name == row.name) {
                this.add(cx, attr, name, display);
            } else if let Meta::List(list) = attr.meta()
                && matches!(name.as_str(), "error" | "snafu")
            {
                this.add_of_others(list);
            }
        }
        this
    }

    fn add(&mut self, cx: &Ctxt, attr: &Attr<'_>, name: &str, display: DisplayOwner) {
        let word = match attr.meta() {
            Meta::Path(_) => None,
            Meta::List(list) => Some(syn::parse2::<Ident>(list.tokens.clone()).ok()),
            Meta::NameValue(_) => Some(None),
        };
        let row = ROWS.iter().find(|row| {
            name == row.name
                && match (&word, row.word) {
                    (None, None) => true,
                    (Some(Some(written)), Some(word)) => written == word,
                    _ => false,
                }
        });
        let is_shared = ROWS.iter().any(|row| name == row.name && row.is_shared);
        let may_be_of_others = is_shared && display == DisplayOwner::Other;
        let Some(row) = row else {
            if !may_be_of_others {
                cx.error_spanned(attr.meta().to_token_stream(), usage(name));
            }
            return;
        };
        let at = match &word {
            Some(Some(word)) => word.span(),
            _ => attr.original.path().span(),
        };
        let slot = (row.slot)(self);
        if slot.is_some() && !may_be_of_others {
            cx.error(
                attr.original.path().span(),
                format_args!("duplicate `#[{name}]`: leave one out"),
            );
        }
        *slot = Some(at);
    }

    /// Reads derive_more's `#[error(not(source))]`, `#[error(ignore)]` and `#[error(source)]`, and snafu's
    /// `#[snafu(source(false))]` and `#[snafu(source)]`.
    fn add_of_others(&mut self, list: &MetaList) {
        // The other derive reports mistakes in it.
        let _ = list.parse_nested_meta(|meta| {
            let at = meta
                .path
                .get_ident()
                .map_or_else(Span::call_site, Ident::span);
            if meta.path.is_ident("not") {
                return meta.parse_nested_meta(|inner| {
                    if inner.path.is_ident("source") {
                        self.not_source = Some(at);
                    }
                    Ok(())
                });
            }
            if meta.path.is_ident("ignore") || meta.path.is_ident("skip") {
                self.not_source = Some(at);
            } else if meta.path.is_ident("source") {
                if meta.input.peek(syn::token::Paren) {
                    let content;
                    syn::parenthesized!(content in meta.input);
                    let is_denied = content.parse::<LitBool>().is_ok_and(|is| !is.value);
                    if is_denied {
                        self.not_source = Some(at);
                    } else {
                        self.source = Some(at);
                    }
                    content.parse::<proc_macro2::TokenStream>()?;
                } else {
                    self.source = Some(at);
                }
            } else if meta.input.peek(syn::token::Paren) {
                let content;
                syn::parenthesized!(content in meta.input);
                content.parse::<proc_macro2::TokenStream>()?;
            }
            Ok(())
        });
    }
}

/// The message that tells how to write an attribute of a field.
fn usage(name: &str) -> String {
    let mut forms = Vec::new();
    for row in &ROWS {
        if name == row.name
            && let Some(word) = row.word
        {
            forms.push(format!("#[{name}({word})]"));
        }
    }
    if forms.is_empty() {
        format!("`#[{name}]` takes no arguments: write `#[{name}]`")
    } else {
        let forms = list(&forms);
        format!("unknown argument of `#[{name}]`: write `#[{name}]` or {forms}")
    }
}

/// Reports attributes of ours in places where they mean nothing.
pub(crate) fn refuse_misplaced(cx: &Ctxt, attrs: &[Attr<'_>], on: &str, names: &[&str]) {
    for attr in attrs {
        // With arguments, another derive may mean it.
        if let Some(name) = &attr.name
            && names.contains(&name.as_str())
            && (name != "from" || matches!(attr.meta(), Meta::Path(_)))
        {
            let home = if name == "mrets" {
                "the type"
            } else {
                "a field"
            };
            cx.error(
                attr.original.path().span(),
                format_args!("`#[{name}]` belongs on {home}, not on {on}"),
            );
        }
    }
}
