//! Collects mistakes, and words them.

pub(crate) mod ctxt;
pub(crate) mod place;
pub(crate) mod suggest;
