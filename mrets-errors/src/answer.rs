//! How a value answers: the hidden half of the trait, and its ways out.

#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod answerable;
pub(crate) mod body;
pub(crate) mod catalog;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod display;
mod json_string;
pub(crate) mod objects;
pub(crate) mod response;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod retry_after;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod row;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod sink;
