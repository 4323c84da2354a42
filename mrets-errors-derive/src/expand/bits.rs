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
    let equal = |is: TokenStream, bits: u32| {
        let bits = Literal::u32_suffixed(bits);
        quote!(assert!(#is == #bits);)
    };
    let ident = |name: &str| Ident::new(name, Span::call_site());
    let parts = PARTS.iter().enumerate().map(|(index, name)| {
        let name = ident(name);
        equal(quote!(Part::#name.bit()), 1 << index)
    });
    let levels = (1..).zip(log::LEVELS).map(|(number, (_, name))| {
        let name = ident(name);
        equal(quote!(LogLevel::#name.bits()), of_level(number))
    });
    let codes = (1..).zip(grpc::CODES).map(|(number, (_, name))| {
        let name = ident(name);
        equal(quote!(GrpcCode::#name.bits()), of_grpc(number))
    });
    let flags = [
        ("LIKE", LIKE),
        ("DEFAULT_CODE", DEFAULT_CODE),
        ("CONSTANTS", CONSTANTS),
        ("EXPOSE", EXPOSE),
    ];
    let flags = flags.into_iter().map(|(name, bits)| {
        let name = ident(name);
        equal(quote!(Row::#name), bits)
    });
    let all = parts.chain(levels).chain(codes).chain(flags);
    quote!(const _: () = { #(#all)* };)
}
