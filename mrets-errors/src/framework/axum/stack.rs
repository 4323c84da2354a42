//! All layers around a router, so that panics, timeouts, large bodies and overload are answered by envelopes.
//!
//! The layers are tower's and tower-http's. [`stack`] puts them in order, beneath an
//! [`EnvelopeLayer`].
//!
//! | what happens | answer | by |
//! | --- | --- | --- |
//! | a handler panics | 500 | [`CatchPanicLayer`] |
//! | a handler takes longer than [`timeout`](Limits::timeout) | 504 | tokio's timer |
//! | a client takes longer than that to send its body | 408 | the same timer |
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
//!
//! # Layers of your own
//!
//! A layer that every answer needs, CORS above all, belongs [outside](Stack::outside): inside, it does not see
//! the answers of the stack. Compression belongs there, too: a text that is compressed before the stack sees it
//! cannot become a detail, though its status stays. A layer that handlers need, such as sessions, stays inside,
//! on the router.
//!
//! ```
//! use axum::Router;
//! use mrets_errors::axum::stack::{Limits, Stack};
//! # use tower::layer::util::Identity as CorsLayer;
//!
//! let app = Stack::new(Limits::default())
//!     .outside(CorsLayer::new())
//!     .around(Router::new());
//! # let _: Router = app;
//! ```

use crate::answer::catalog::Catalog;
use crate::document::dialect::Dialect;
use crate::document::object::ErrorObject;
use crate::error::mrets_error::MretsError as _;
use crate::framework::answer::answer_shed;
use crate::framework::own::StackError;
use crate::framework::tower::EnvelopeLayer;
use ::axum::body::{Body, Bytes};
use ::axum::error_handling::HandleErrorLayer;
use ::axum::extract::{DefaultBodyLimit, Request};
use ::axum::middleware::{Next, from_fn};
use ::axum::response::{IntoResponse as _, Response};
use ::axum::routing::Route;
use ::axum::{BoxError, Router};
use ::tower::layer::util::{Identity, Stack as Both};
use ::tower::limit::GlobalConcurrencyLimitLayer;
use ::tower::{Layer, Service, ServiceBuilder};
use http::StatusCode;
use http::header::{CONNECTION, HeaderValue, RETRY_AFTER};
use http_body::{Body as HttpBody, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// The limits of a service.
///
/// ```
/// use mrets_errors::axum::stack::Limits;
/// use std::time::Duration;
///
/// let limits = Limits { timeout: Duration::from_secs(5), ..Limits::default() };
/// assert_eq!(limits.body, 2 * 1024 * 1024);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The longest time until a handler's response begins, including the upload.
    pub timeout: Duration,
    /// The largest number of requests at a time.
    pub concurrency: usize,
    /// The largest body of a request, in bytes.
    pub body: usize,
}

impl Limits {
    /// The answers that the stack gives by itself, and the answers of the
    /// [`EnvelopeLayer`](crate::tower::EnvelopeLayer::catalog()) in it. Merge them into the service's
    /// catalogue, so that they stand on its page, in its lock and in OpenAPI.
    ///
    /// ```
    /// use mrets_errors::axum::stack::Limits;
    ///
    /// let catalog = Limits::catalog();
    /// let codes: Vec<_> = catalog.entries().filter_map(|entry| entry.code).collect();
    /// assert_eq!(codes, ["404", "405", "408", "413", "500", "503", "504"]);
    /// ```
    #[must_use]
    pub fn catalog() -> Catalog {
        StackError::catalog()
    }
}

/// The default limits: 30 seconds, 1024 requests and 2 MiB.
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
    Stack::new(limits).around(router)
}

/// The layers of [`stack`], with layers of your own outside of them.
#[derive(Debug, Clone)]
pub struct Stack<L = Identity> {
    limits: Limits,
    envelopes: EnvelopeLayer,
    outside: L,
}

impl Stack {
    /// Makes the layers of [`stack`] alone.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            envelopes: EnvelopeLayer::new(),
            outside: Identity::new(),
        }
    }
}

impl<L> Stack<L> {
    /// Adds a layer that sees every answer, around those that were added before: CORS, compression.
    #[must_use]
    pub fn outside<M>(self, layer: M) -> Stack<Both<L, M>> {
        Stack {
            limits: self.limits,
            envelopes: self.envelopes,
            outside: Both::new(self.outside, layer),
        }
    }

    /// Sets the layer that makes the envelopes, for instance with
    /// [`leave`](EnvelopeLayer::leave).
    #[must_use]
    pub fn envelopes(self, envelopes: EnvelopeLayer) -> Self {
        Self { envelopes, ..self }
    }

    /// Sets the dialect of errors that have none of their own, as
    /// [`EnvelopeLayer::dialect`] does.
    #[must_use]
    pub fn dialect(self, dialect: &'static Dialect) -> Self {
        Self {
            envelopes: self.envelopes.dialect(dialect),
            ..self
        }
    }

    /// Puts all layers around a router.
    pub fn around(self, router: Router) -> Router
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<
                Request,
                Error: Into<Infallible>,
                Response: ::axum::response::IntoResponse,
                Future: Send,
            > + Clone
            + Send
            + Sync
            + 'static,
    {
        let Self {
            limits, envelopes, ..
        } = self;
        let layers = ServiceBuilder::new()
            .layer(envelopes.clone())
            .layer(CatchPanicLayer::new())
            .layer(HandleErrorLayer::new(overloaded))
            .load_shed()
            // Global: axum applies layers to each route by itself, and each route would have its own limit.
            .layer(GlobalConcurrencyLimitLayer::new(limits.concurrency))
            .layer(from_fn(move |request, next| {
                in_time(limits.timeout, request, next)
            }))
            // The inner layer: reading a body counts for the timeout and for the concurrency.
            .layer(envelopes)
            .layer(RequestBodyLimitLayer::new(limits.body));
        router
            // One limit is enough: the documented one.
            .layer(DefaultBodyLimit::disable())
            .layer(layers)
            .layer(self.outside)
    }
}

/// Answers a request that load shedding refuses. The client may send it again soon.
async fn overloaded(_: BoxError) -> ([(http::HeaderName, &'static str); 1], Response) {
    let object = ErrorObject::new(StatusCode::SERVICE_UNAVAILABLE);
    ([(RETRY_AFTER, "1")], answer_shed(&object).map(Body::from))
}

/// Ends a request that takes too long. If the handler waits for the body of the request, the client is to blame.
async fn in_time(limit: Duration, request: Request, next: Next) -> Response {
    let is_waited_for = Arc::new(AtomicBool::new(false));
    let request = request.map(|body| {
        Body::new(Upload {
            body,
            is_waited_for: Arc::clone(&is_waited_for),
        })
    });
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) if is_waited_for.load(Ordering::Relaxed) => {
            let mut response = StatusCode::REQUEST_TIMEOUT.into_response();
            // RFC 9110, 15.5.9: do not wait for the rest of the body.
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(CONNECTION, close);
            response
        }
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

/// The body of a request, which notes whether the handler waits for more of it.
struct Upload {
    body: Body,
    is_waited_for: Arc<AtomicBool>,
}

impl HttpBody for Upload {
    type Data = Bytes;
    type Error = ::axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ::axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        self.is_waited_for
            .store(polled.is_pending(), Ordering::Relaxed);
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
