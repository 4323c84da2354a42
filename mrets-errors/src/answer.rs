//! How a value answers: the hidden half of the trait, and its ways out.

#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod answerable;
pub(crate) mod body;
pub(crate) mod catalog;
pub(crate) mod objects;
pub(crate) mod response;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod row;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod sink;
