//! The impls beside compile errors. They keep rustc from complaining of code that uses the type.

use super::bounds::Impl;
use super::facade::{mrets_error, respond};
use super::scope::scope;
use super::std_impls::is_new;
use crate::parse::ast::Input;
use crate::parse::attr::message::DisplayOwner;
use crate::parse::types;
use crate::report::ctxt::Mistakes;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Data;

pub(crate) fn expand(input: &Input<'_>, mistakes: Mistakes) -> TokenStream {
    // Our traits are not for types without a size.
    if input
        .fields()
        .iter()
        .any(|field| types::is_unsized(field.ty()))
    {
        return mistakes.into_compile_errors();
    }
    let imp = Impl::new(input);
    let parts = imp.header("Answerable", imp.bounds_of_parts());
    let std_impls = match input.display {
        DisplayOwner::Us => std_impls(input, &imp),
        DisplayOwner::Other => TokenStream::new(),
    };
    let mrets_error = mrets_error(&imp);
    let decode = input.attrs.decode.then(|| {
        let header = imp.header("Decode", imp.bounds_of_any_decode());
        quote! {
            #[automatically_derived]
            #header {}
        }
    });
    let is_union = matches!(input.original.data, Data::Union(_));
    let respond = (!is_union).then(|| respond(input, &imp));
    let impls = scope(
        input,
        &quote! {
            #[automatically_derived]
            #parts {
                fn answer(&self) -> __mrets::Answer {
                    ::core::unreachable!()
                }

                fn write(
                    &self,
                    _: __mrets::Part,
                    _: &mut __mrets::Sink<'_>,
                ) -> __mrets::FmtResult {
                    ::core::unreachable!()
                }

                fn describe(_: &mut __mrets::Catalog) {}
            }
            #mrets_error
            #decode
            #std_impls
            #respond
        },
    );
    let errors = mistakes.into_compile_errors();
    quote!(#errors #impls)
}

fn std_impls(input: &Input<'_>, imp: &Impl<'_, '_>) -> TokenStream {
    let display = imp.header("Display", imp.bounds_of_parts());
    let error = imp.header("Error", imp.bounds_of_error());
    let (mut known, mut from) = (Vec::new(), Vec::new());
    for field in input.fields() {
        let ty = field.converted_type();
        if field.attrs.from.is_some() && is_new(ty, &mut known) {
            let header = imp.header_of_from(Span::call_site(), ty, Vec::new());
            from.push(quote! {
                #[automatically_derived]
                #header {
                    fn from(_: #ty) -> Self {
                        ::core::unreachable!()
                    }
                }
            });
        }
    }
    quote! {
        #[automatically_derived]
        #display {
            fn fmt(&self, _: &mut __mrets::Formatter<'_>) -> __mrets::FmtResult {
                ::core::unreachable!()
            }
        }

        #[automatically_derived]
        #error {}

        #(#from)*
    }
}
