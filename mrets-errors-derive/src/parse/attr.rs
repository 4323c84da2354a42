//! The attributes as values: `#[status(...)]`, `#[mrets(...)]`, and the attributes of fields.

pub(crate) mod case;
pub(crate) mod field;
pub(crate) mod item;
pub(crate) mod keys;
pub(crate) mod message;
pub(crate) mod mrets;
pub(crate) mod status;
pub(crate) mod status_arg;
pub(crate) mod text;

use crate::report::ctxt::Ctxt;
use proc_macro2::{Ident, TokenStream};
use syn::{Attribute, Meta};

/// An attribute, and its name. The name is read once, since rustc makes a text of an identifier each time that one is
/// compared.
pub(crate) struct Attr<'a> {
    pub(crate) original: &'a Attribute,
    /// The name; `None` if it is a path of several names.
    pub(crate) name: Option<String>,
}

impl<'a> Attr<'a> {
    /// Reads the names of attributes.
    pub(crate) fn all(attrs: &'a [Attribute]) -> Vec<Self> {
        let mut all = Vec::new();
        for original in attrs {
            all.push(Self {
                original,
                name: name(original),
            });
        }
        all
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }

    pub(crate) fn meta(&self) -> &'a Meta {
        &self.original.meta
    }
}

/// The name of an attribute; `None` if it is a path of several names.
pub(crate) fn name(attr: &Attribute) -> Option<String> {
    attr.path().get_ident().map(Ident::to_string)
}

/// The tokens between an attribute's parentheses.
fn arguments(cx: &Ctxt, attr: &Attr<'_>, usage: &str) -> Option<TokenStream> {
    match attr.meta() {
        Meta::List(list) => Some(list.tokens.clone()),
        Meta::Path(path) => {
            cx.error_spanned(
                path,
                format_args!("arguments are missing: write `#[{usage}]`"),
            );
            None
        }
        Meta::NameValue(meta) => {
            cx.error_spanned(
                &meta.value,
                format_args!("arguments go into parentheses: write `#[{usage}]`"),
            );
            None
        }
    }
}
