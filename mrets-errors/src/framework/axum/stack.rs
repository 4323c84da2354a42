//! All around a router: what panics, takes too long, is too large or too much answers in the envelope.
//!
//! The layers are tower's and tower-http's; they are put in order here, beneath an
//! [`EnvelopeLayer`].
//!
//! | what happens | answer | by |
//! | --- | --- | --- |
//! | a handler panics | 500 | [`CatchPanicLayer`] |
//! | a handler takes longer than [`timeout`](Limits::timeout) | 504 | [`TimeoutLayer`] |
//! | more requests at a time than [`concurrency`](Limits::concurrency) | 503, `Retry-After` | tower's load shed and concurrency limit |
//! | a body is larger than [`body`](Limits::body) | 413 | [`RequestBodyLimitLayer`] |
//!
//! ```
//! use axum::{Router, routing::get};
//! use mrets_errors::axum::stack::{Limits, stack};
//!
//! let app = Router::new().route("/", get(|| async { "hello" }));
//! let app: Router = stack(app, Limits::default());
//! ```

use crate::document::object::ErrorObject;
use crate::framework::tower::EnvelopeLayer;
use ::axum::error_handling::HandleErrorLayer;
use ::axum::extract::DefaultBodyLimit;
use ::axum::{BoxError, Router};
use ::tower::ServiceBuilder;
use ::tower::limit::GlobalConcurrencyLimitLayer;
use http::StatusCode;
use http::header::RETRY_AFTER;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

/// What a service allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// How long a handler may take until its response begins.
    pub timeout: Duration,
    /// How many requests may be under way at a time.
    pub concurrency: usize,
    /// How many bytes the body of a request may have.
    pub body: usize,
}

/// 30 seconds, 1024 requests and 2 MiB.
impl Default for Limits {
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            concurrency: 1024,
            body: 2 * 1024 * 1024,
        }
    }
}

/// Puts all layers around a router, which then answers every error in the envelope.
pub fn stack(router: Router, limits: Limits) -> Router {
    let layers = ServiceBuilder::new()
        .layer(EnvelopeLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(HandleErrorLayer::new(overloaded))
        .load_shed()
        // Global: axum puts layers around each route by itself, which would have a limit of its own.
        .layer(GlobalConcurrencyLimitLayer::new(limits.concurrency))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            limits.timeout,
        ))
        .layer(RequestBodyLimitLayer::new(limits.body));
    router
        // One limit is enough, and this one is written down.
        .layer(DefaultBodyLimit::disable())
        .layer(layers)
}

/// What load shedding refuses may come again soon.
async fn overloaded(_: BoxError) -> ([(http::HeaderName, &'static str); 1], ErrorObject) {
    let object = ErrorObject::new(StatusCode::SERVICE_UNAVAILABLE);
    ([(RETRY_AFTER, "1")], object)
}
