//! Extractors: one implementation for all frameworks, which reads requests and words refusals.
//!
//! A framework hands over the bytes of a body, a query, or the parameters of a path, and gets the value or
//! a [`Refusal`](refusal::Refusal).

pub(crate) mod content_type;
mod expectation;
mod json;
mod misfit;
mod pairs;
pub(crate) mod params;
pub(crate) mod read;
pub(crate) mod refusal;
mod text;
mod track;
#[cfg(feature = "__extractor-types")]
pub(crate) mod wrapper;
#[cfg(feature = "__extractor-types")]
pub(crate) mod write;
