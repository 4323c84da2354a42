//! The manual's page on errors of other libraries, tested with these libraries by `cargo test -p
//! mrets-errors-bridges`. The library itself does not depend on them.

#[cfg(doctest)]
#[doc = include_str!("../../mrets-errors/src/manual/bridges.md")]
mod page {}
