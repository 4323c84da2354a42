//! One test binary for all behaviours, so that it links once; each has its own file.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod any;
mod attributes;
mod axum;
mod body;
mod catalog;
mod code;
mod decode;
mod derive_more;
mod detail;
mod display;
mod displaydoc;
mod docs;
mod errors;
mod extract;
mod failing;
mod format;
mod generics;
mod headers;
mod hygiene;
mod lints;
mod lock;
mod log;
mod macros;
mod member;
mod miette;
mod openapi;
mod server;
mod snafu;
mod sources;
mod stack;
mod status;
mod structs;
mod strum;
mod support;
mod table;
mod thiserror;
mod tower;
mod transparent;
mod unicode;
