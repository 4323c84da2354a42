//! Decides whether a finished response is kept, replaced, or read first, and replaces it.

pub(crate) mod plan;
pub(crate) mod replace;
