//! How a value answers: the hidden half of the trait, and its ways out.

pub(crate) mod body;
pub(crate) mod catalog;
pub(crate) mod objects;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod parts;
pub(crate) mod response;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod sink;
