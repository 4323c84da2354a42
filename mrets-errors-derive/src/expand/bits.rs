//! The bits of a row's `parts`. The runtime has them, too, and [`assertions`] holds the two together.

use super::part::Part;
use crate::check::{grpc, log};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

/// The runtime's `Part`s in their order.
const PARTS: [&str; 12] = [
    "Detail",
    "Display",
    "Id",
    "Code",
    "Pointer",
    "Parameter",
    "Header",
    "About",
    "Type",
    "Meta",
    "Headers",
    "Errors",
];

pub(super) const LIKE: u32 = 1 << 28;
pub(super) const DEFAULT_CODE: u32 = 1 << 29;
pub(super) const CONSTANTS: u32 = 1 << 30;
pub(super) const EXPOSE: u32 = 1 << 31;

pub(super) fn of_part(part: Part) -> u32 {
    let index = PARTS.iter().position(|name| *name == part.name());
    index.map_or(0, |index| 1 << index)
}

/// The level of an event, by its number.
pub(super) const fn of_level(number: u32) -> u32 {
    number << 24
}

/// The code of gRPC, by its number.
pub(super) const fn of_grpc(number: u32) -> u32 {
    number << 19
}

/// Asserts, in the runtime's module of rows, that its bits are these.
pub(crate) fn assertions() -> TokenStream {
    let mut all = TokenStream::new();
    let mut assert = |ty: &str, name: &str, get: &str, bits: u32| {
        let ident = |name: &str| Ident::new(name, Span::call_site());
        let (ty, name, get) = (ident(ty), ident(name), ident(get));
        let bits = Literal::u32_suffixed(bits);
        all.extend(quote!(assert!(#ty::#name.#get() == #bits);));
    };
    for (index, name) in PARTS.iter().enumerate() {
        assert("Part", name, "bit", 1 << index);
    }
    let mut number = 0;
    for (_, name) in &log::LEVELS {
        number += 1;
        assert("LogLevel", name, "bits", of_level(number));
    }
    let mut number = 0;
    for (_, name) in &grpc::CODES {
        number += 1;
        assert("GrpcCode", name, "bits", of_grpc(number));
    }
    let flags = quote! {
        assert!(Row::LIKE == #LIKE);
        assert!(Row::DEFAULT_CODE == #DEFAULT_CODE);
        assert!(Row::CONSTANTS == #CONSTANTS);
        assert!(Row::EXPOSE == #EXPOSE);
    };
    quote!(const _: () = { #all #flags };)
}
