//! One file a framework; `cases.rs` is what all of them must answer.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, and a handler panics to be caught"
)]

mod actix_web;
mod axum;
mod cases;
mod domain;
mod poem;
mod rocket;
mod salvo;
mod table;
mod warp;
