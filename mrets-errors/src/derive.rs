//! The derive macro alone.
//!
//! [`mrets_errors::MretsError`](trait@crate::MretsError) is the trait and the macro under one name,
//! as serde's are. `mrets_errors::derive::MretsError` is the macro alone, for files that also use a
//! trait with a method `code`, such as miette's `Diagnostic`.
//!
//! The page of [`MretsError`](macro@MretsError) is the reference of all attributes.

#[doc = include_str!("derive.md")]
#[doc(inline)]
pub use mrets_errors_derive::MretsError;
