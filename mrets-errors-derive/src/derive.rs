//! The pipeline.

use crate::check::check;
use crate::expand::{expand, fallback};
use crate::parse::ast::Input;
use crate::report::ctxt;
use proc_macro2::TokenStream;
use syn::DeriveInput;

/// Parses the input, checks it, and expands it.
pub(crate) fn derive(original: &DeriveInput) -> TokenStream {
    let (input, parsing) = ctxt::collect(|cx| Input::from_syn(cx, original));
    let (model, checking) = ctxt::collect(|cx| check(cx, &input));
    let mistakes = parsing.and(checking);
    if mistakes.is_empty() {
        expand(&model)
    } else {
        fallback::expand(&input, mistakes)
    }
}
