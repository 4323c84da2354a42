//! Parses tokens into a tree that borrows them: the input's shape, and its attributes as values.

pub(crate) mod ast;
pub(crate) mod attr;
#[cfg(test)]
mod differential;
pub(crate) mod list;
pub(crate) mod scan;
pub(crate) mod tokens;
pub(crate) mod types;
