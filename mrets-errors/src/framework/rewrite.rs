//! Decides whether a finished response is kept, replaced, or read first, and replaces it.

pub(crate) mod decision;
mod found_body;
pub(crate) mod headers;
mod message;
#[cfg(feature = "__outcome")]
pub(crate) mod outcome;
mod raw_envelope;
pub(crate) mod replacement;
pub(crate) mod request;
pub(crate) mod text;
