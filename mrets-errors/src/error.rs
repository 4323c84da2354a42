//! The types that users name: the trait, and the errors that hold several or any of them.

pub(crate) mod any;
pub(crate) mod as_status;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod bounds;
mod by_hand;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod code_value;
#[allow(missing_docs)] // Hidden, but for the trait.
pub(crate) mod decode;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod describe;
#[allow(clippy::module_inception)]
pub(crate) mod errors;
#[allow(missing_docs)] // Hidden, but for `Internal` and its extension trait.
pub(crate) mod internal;
pub(crate) mod known;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod meta_schema;
pub(crate) mod mrets_error;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod source;
#[allow(missing_docs)] // Hidden: the macro `answers!` names it.
#[allow(clippy::unused_self)] // Autoref picks a method by its receiver.
pub(crate) mod wrapper;
