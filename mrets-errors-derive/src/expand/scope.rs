//! The block around all impls, which keeps the names that generated code needs away from the user's module.

use crate::parse::ast::Input;
use crate::parse::attr::Attr;
use crate::parse::tokens::is_punct;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::Meta;

/// A name of the generated code. Its hygiene is the macro's, so that it is neither a field's name nor a constant's, to
/// which a pattern would refer.
pub(super) fn local(name: &str) -> Ident {
    Ident::new(&format!("__{name}"), Span::mixed_site())
}

/// Wraps the impls. One import brings the names that they need, so that rustc reports a wrong `crate = ...`
/// once.
pub(super) fn scope(input: &Input<'_>, items: &TokenStream) -> TokenStream {
    let krate = input.krate();
    // Allow a lint only if needed, since under `forbid` an `allow` is an error.
    let deprecated = input.is_deprecated().then(|| quote!(#[allow(deprecated)])); // A deprecated variant still answers.
    let non_snake_case = input
        .has_non_snake_case()
        .then(|| quote!(#[allow(non_snake_case)])); // Fields are bound by the names they have.
    let lints = input.allowed_lints();
    let allowed = (!lints.is_empty()).then(|| quote!(#[allow(#(#lints),*)])); // The impls name the same types.
    let dialect = input.attrs.dialect.is_none().then(|| {
        quote!(
            use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;
        )
    });
    quote! {
        #deprecated
        #non_snake_case
        #allowed
        const _: () = {
            use #krate::private as __mrets;
            #dialect
            #items
        };
    }
}

/// Calls that name the files and variables which the macro has read, so that cargo builds
/// again when one changes.
pub(super) fn read_while_compiling(input: &Input<'_>) -> Option<TokenStream> {
    let mut calls = Vec::new();
    collect_reads_of(&input.written, &mut calls);
    for variant in &input.variants {
        collect_reads_of(&variant.attrs, &mut calls);
    }
    (!calls.is_empty()).then(|| quote!(const _: &[&str] = &[#(#calls),*];))
}

fn collect_reads_of(attrs: &[Attr<'_>], calls: &mut Vec<TokenStream>) {
    for attr in attrs {
        if let Meta::List(list) = attr.meta()
            && (attr.is("status") || attr.is("mrets"))
        {
            collect_reads(list.tokens.clone(), calls);
        }
    }
}

fn collect_reads(tokens: TokenStream, calls: &mut Vec<TokenStream>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for window in tokens.windows(3) {
        if let [TokenTree::Ident(name), bang, TokenTree::Group(group)] = window
            && is_punct(bang, '!')
            && (name == "env" || name == "include_str")
        {
            let arguments = group.stream();
            calls.push(quote!(::core::#name!(#arguments)));
        }
    }
    for token in tokens {
        if let TokenTree::Group(group) = token {
            collect_reads(group.stream(), calls);
        }
    }
}

/// A user's place at which a path into `core` resolves: in a crate of edition 2015, `::core` is no crate.
pub(super) fn within_core(span: Span) -> Span {
    span.resolved_at(Span::mixed_site())
}
