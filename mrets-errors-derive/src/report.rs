//! How mistakes are collected and worded.

pub(crate) mod ctxt;
pub(crate) mod suggest;
