//! The example `registry`, over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "../examples/registry/api.rs"]
mod api;
#[path = "../examples/registry/client.rs"]
mod client;
#[path = "../examples/registry/db.rs"]
mod db;
#[path = "../examples/registry/document.rs"]
mod document;
#[path = "../examples/registry/error.rs"]
mod error;
#[path = "../examples/registry/extract.rs"]
mod extract;
#[path = "../examples/registry/grpc.rs"]
mod grpc;
#[path = "../examples/registry/grpc_client.rs"]
mod grpc_client;
#[path = "../examples/registry/guard.rs"]
mod guard;
#[path = "../examples/registry/pages.rs"]
mod pages;
#[path = "../examples/registry/seed.rs"]
mod seed;
#[path = "../examples/registry/service.rs"]
mod service;
#[path = "../examples/registry/tour.rs"]
mod tour;
#[path = "../examples/registry/transfer.rs"]
mod transfer;

/// The tests, by subject. The example's own files stand at the root, where they expect each other.
mod registry {
    mod clients;
    mod documents;
    mod operation;
    mod requests;
    mod server;
    mod transfers;
}
