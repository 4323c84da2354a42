//! The service: the router of the example in the layers of the library, and a handler that panics.

use crate::CANARY;
use crate::api;
use crate::service::{Limits, Service};
use axum::body::{Body, HttpBody};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use bytes::Bytes;
use governor::Quota;
use http_body::{Frame, SizeHint};
use mrets_errors::axum::stack;
use std::convert::Infallible;
use std::net::Ipv4Addr;
use std::num::NonZeroU32;
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll};
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
    let router = api::router(service)
        .route("/panic", get(panics))
        .route("/upstream", get(upstream));
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

/// A 404 of an upstream that says how long its text is, and then nothing.
async fn upstream() -> Response {
    let headers = [("content-type", "text/plain")];
    (StatusCode::NOT_FOUND, headers, Body::new(Stalled)).into_response()
}

struct Stalled;

impl HttpBody for Stalled {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Pending
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(20)
    }
}

async fn panics() {
    panic!("{CANARY} in a panic");
}
