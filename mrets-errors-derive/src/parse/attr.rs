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
use proc_macro2::TokenStream;
use syn::{Attribute, Meta};

/// The tokens between an attribute's parentheses.
fn arguments(cx: &Ctxt, attr: &Attribute, usage: &str) -> Option<TokenStream> {
    match &attr.meta {
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
