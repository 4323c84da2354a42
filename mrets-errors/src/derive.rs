//! The derive macro alone.
pub use mrets_errors_derive::MretsError;
