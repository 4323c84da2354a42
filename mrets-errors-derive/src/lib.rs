//! The derive macro of `mrets-errors`, an implementation detail:
//! depend on that crate, which re-exports the macro and documents its attributes.
//!
//! The macro is a pipeline of three steps, which `derive::derive` shows on one screen.
//! It **parses** the input (`parse`, `format`), **checks** it (`check`, into `model`), and **expands** it
//! (`expand`). If it finds a mistake, `expand::fallback` stands in for the last step.

mod check;
mod derive;
mod expand;
mod format;
#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod golden;
mod model;
mod parse;
mod report;
mod status;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

// `mrets-errors` re-exports it with the reference of its attributes. rustdoc would add a text written here
// behind that.
#[allow(missing_docs)]
#[proc_macro_derive(
    MretsError,
    attributes(status, mrets, from, source, errors, meta, headers, location)
)]
pub fn derive_mrets_error(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    derive::derive(&input).into()
}

/// The rows of `mrets_errors::table::ROWS`, for that crate alone.
#[doc(hidden)]
#[proc_macro]
pub fn __published_rows(_: TokenStream) -> TokenStream {
    status::published_rows().into()
}

/// Asserts that the bits of rows are the same in `mrets_errors`, for that crate alone.
#[doc(hidden)]
#[proc_macro]
pub fn __assert_row_bits(_: TokenStream) -> TokenStream {
    expand::bits::assertions().into()
}
