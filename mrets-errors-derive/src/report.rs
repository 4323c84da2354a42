//! Collects mistakes, and words them.

pub(crate) mod ctxt;
pub(crate) mod suggest;
