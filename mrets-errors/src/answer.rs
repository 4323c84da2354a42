//! How a value answers: the hidden half of the trait, and its ways out.

#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod answerable;
pub(crate) mod asked;
pub(crate) mod body;
pub(crate) mod catalog;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod display;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod docs_link;
pub(crate) mod entry;
#[allow(missing_docs)] // Hidden: no type has its traits.
pub(crate) mod feature_off;
mod formatted;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod header_fields;
mod json_string;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod made;
pub(crate) mod note;
pub(crate) mod objects;
pub(crate) mod response;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod retry_after;
pub(crate) mod retry_class;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod row;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod selection;
#[allow(missing_docs)] // Hidden: generated code names it.
pub(crate) mod sink;
