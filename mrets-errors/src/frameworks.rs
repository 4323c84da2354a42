#![doc = include_str!("manual/frameworks.md")]
//!
//! Each case is a request over a real socket. The same small service answers it, written once in each
//! framework, by `cargo test -p mrets-errors-frameworks`, which also checks that the table is its own.
