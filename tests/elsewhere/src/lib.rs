//! The code of the manual's page `elsewhere`: errors that leave by another door than an HTTP response.
//!
//! A test compares each file with its copy on the page.

#![allow(
    missing_docs,
    reason = "the macro of `server_fn` writes a struct whose fields have none"
)]
#![allow(
    clippy::unused_async,
    reason = "the macros of both libraries want async functions"
)]
#![allow(
    clippy::large_enum_variant,
    reason = "a fate is matched as soon as it is made"
)]

pub mod dead_letter;
pub mod exit_code;
pub mod frames;
pub mod graphql;
pub mod lambda;
pub mod server_function;
