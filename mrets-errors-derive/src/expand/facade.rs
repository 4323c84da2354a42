//! The impls whose bodies stand in the facade.

use super::bounds::Impl;
use crate::parse::ast::Input;
use proc_macro2::TokenStream;
use quote::quote;

/// The public trait, whose methods are provided and read the error without its type, and its marker.
pub(super) fn mrets_error(imp: &Impl<'_, '_>) -> TokenStream {
    let header = imp.header("MretsError", imp.bounds_of_mrets_error());
    let answering = imp.header("Answering", imp.bounds_of_answering());
    quote! {
        #[automatically_derived]
        #answering {}

        #[automatically_derived]
        #header {}
    }
}

/// One call for all frameworks, since only the facade knows which of them are on.
pub(super) fn respond(input: &Input<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    if input.attrs.no_response {
        return TokenStream::new();
    }
    let params = &imp.params;
    let ty = &imp.ty;
    let where_clause = imp.where_clause(imp.bounds_of_response());
    quote! {
        __mrets::respond! { [#(#params),*] [#ty] [#where_clause] }
    }
}
