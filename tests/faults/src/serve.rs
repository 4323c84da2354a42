//! The service: the router of the example in the layers of the library, and a handler that panics.

use crate::CANARY;
use crate::api;
use crate::service::{Limits, Service};
use axum::routing::get;
use governor::Quota;
use mrets_errors::axum::stack;
use std::net::Ipv4Addr;
use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;
use tokio::net::TcpListener;

/// Requests of one key in a second, fewer than the clients send without a fault.
const REQUESTS: NonZeroU32 = NonZeroU32::new(300).unwrap();

pub(crate) async fn run(file: &Path) {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    let limits = Limits {
        requests: Quota::per_second(REQUESTS),
        ..Limits::default()
    };
    let service = Service::open(Some(file), limits).unwrap();
    let router = api::router(service).route("/panic", get(panics));
    let router = stack::stack(
        router,
        stack::Limits {
            timeout: Duration::from_secs(3),
            concurrency: 24,
            // The example's own answer to a large body says more.
            body: usize::MAX,
        },
    );
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    axum::serve(listener, router).await.unwrap();
}

async fn panics() {
    panic!("{CANARY} in a panic");
}
