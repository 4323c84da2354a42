//! [tower](https://docs.rs/tower): every response of a service is an envelope.
//!
//! The answers that a framework gives by itself, to an unknown path, a wrong method, a body that it cannot read,
//! have the framework's own shape. [`EnvelopeLayer`] gives them the shape of the service's errors:
//!
//! ```
//! use axum::{Router, routing::get};
//! use mrets_errors::tower::EnvelopeLayer;
//!
//! let app: Router = Router::new()
//!     .route("/", get(|| async { "hello" }))
//!     .layer(EnvelopeLayer::new());
//! ```
//!
//! - A 4xx or 5xx that is no envelope yet becomes one, with the title and the description of its
//!   status. The text of a 4xx (`text/plain` in UTF-8 of a known length up to 1 KiB) becomes the
//!   detail, and so does the message of a JSON object: `error_description`, `message`, `detail` or
//!   `error`, else of the first of its `errors`. Nothing of a 5xx is shown: its text is in the log.
//! - The layer knows our responses by the [`Answered`](crate::Answered) that they carry, and trusts them.
//!   It reads envelopes that others made, and keeps all members that it does not change.
//! - Headers are kept, such as `Allow` and `Retry-After`, except for those that describe the replaced
//!   body (RFC 9110, section 8). A 401 without a challenge gets one.
//! - `Accept` decides the format, see [`negotiate`](crate::negotiate()). With the feature `html` and a
//!   dialect that says `html()`, a browser gets [a page](crate::manual::shape#a-page-for-people).
//!   `Accept-Language` decides the language, if the dialect has several.
//! - The first error object without an `id` gets the id of the request: the `x-request-id` of the response,
//!   else of the request, else the trace id of its `traceparent`; at most 128 visible ASCII characters
//!   of it. The response says it in `x-request-id`, too, so that the client can quote the id of the log.
//! - The layer leaves alone gRPC, responses marked by [`PassThrough`], and those that
//!   [`leave`](EnvelopeLayer::leave) names. Of the 4xx it leaves alone other formats of JSON and XML, such as problem
//!   documents, GraphQL's, SCIM's, FHIR's and S3's, and pages of HTML if `Accept` prefers HTML.
//! - HEAD is answered as GET is. 304s, upgrades and successes are untouched.
//! - Each answered error is one event, with the feature `tracing`, and one call of the function that
//!   [`observe`](crate::observe()) set.
//!
//! The layer waits for a body that it reads, of a 4xx or for the log. So put layers that limit time and the number of
//! requests outside of it, as [`stack`](crate::axum::stack) does.

use crate::answer::catalog::Catalog;
use crate::document::dialect::Dialect;
pub use crate::document::response::PassThrough;
use crate::error::mrets_error::MretsError as _;
use crate::framework::own::RouterError;
use crate::framework::request_id::Scope;
use crate::framework::rewrite::decision::{Decision, LONGEST};
use crate::framework::rewrite::replacement::Replacement;
use crate::framework::rewrite::request::RequestContext;
use bytes::{Buf, Bytes};
use http::response::Parts;
use http::{Extensions, HeaderMap, Method, Request, Response, StatusCode, Uri};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tower_layer::Layer;
use tower_service::Service;

/// Makes every error of a service an envelope; see the [module](self).
#[derive(Clone, Default)]
pub struct EnvelopeLayer {
    options: Options,
}

#[derive(Clone, Default)]
struct Options {
    leave: Option<Leave>,
    ignores_request: bool,
    /// `None` is the default.
    dialect: Option<&'static Dialect>,
}

type Leave = Arc<dyn Fn(&Head<'_>) -> bool + Send + Sync>;

impl EnvelopeLayer {
    /// The answers that the layer gives for a router: to an unknown path, and to a method that a path does not
    /// have. Merge them into the service's catalogue, so that they stand on its page, in its lock and in OpenAPI.
    ///
    /// ```
    /// use mrets_errors::tower::EnvelopeLayer;
    ///
    /// let catalog = EnvelopeLayer::catalog();
    /// let codes: Vec<_> = catalog.entries().filter_map(|entry| entry.code).collect();
    /// assert_eq!(codes, ["404", "405"]);
    /// ```
    #[must_use]
    pub fn catalog() -> Catalog {
        RouterError::catalog()
    }

    /// Makes the layer. Put it outermost, so that it sees the answers of the layers inside of it.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            options: Options {
                leave: None,
                ignores_request: false,
                dialect: None,
            },
        }
    }

    /// Sets the dialect of errors without their own: errors that the framework answers by itself, and
    /// errors of crates that declare none.
    ///
    /// ```
    /// use mrets_errors::Dialect;
    /// use mrets_errors::tower::EnvelopeLayer;
    ///
    /// static SHOP: Dialect = Dialect::NEUTRAL.challenge("Bearer realm=\"shop\"");
    ///
    /// let layer = EnvelopeLayer::new().dialect(&SHOP);
    /// let catalog = EnvelopeLayer::catalog().dialect(&SHOP); // the same for the service's page
    /// ```
    #[must_use]
    pub const fn dialect(mut self, dialect: &'static Dialect) -> Self {
        self.options.dialect = Some(dialect);
        self
    }

    /// Leaves alone the errors for which `is_left` is true, such as errors of another protocol on the same router.
    /// Errors of ours are among them. A second call adds to the first.
    ///
    /// ```
    /// use mrets_errors::tower::EnvelopeLayer;
    ///
    /// let layer = EnvelopeLayer::new().leave(|head| head.uri.path().starts_with("/oauth/"));
    /// ```
    #[must_use]
    pub fn leave(mut self, is_left: impl Fn(&Head<'_>) -> bool + Send + Sync + 'static) -> Self {
        self.options.leave = Some(match self.options.leave {
            Some(first) => Arc::new(move |head: &Head<'_>| first(head) || is_left(head)),
            None => Arc::new(is_left),
        });
        self
    }

    /// Reads no header of a request. Then every error is sent as JSON:API, with the id that its response
    /// has, and a success costs next to nothing.
    ///
    /// ```
    /// use mrets_errors::tower::EnvelopeLayer;
    ///
    /// let layer = EnvelopeLayer::new().ignore_request_headers();
    /// ```
    #[must_use]
    pub const fn ignore_request_headers(mut self) -> Self {
        self.options.ignores_request = true;
        self
    }
}

impl fmt::Debug for EnvelopeLayer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnvelopeLayer").finish_non_exhaustive()
    }
}

/// A request and the head of its error response, for [`EnvelopeLayer::leave`].
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Head<'a> {
    /// The method of the request.
    pub method: &'a Method,
    /// The target of the request, as the layer got it.
    pub uri: &'a Uri,
    /// The status of the response: 400 or above.
    pub status: StatusCode,
    /// The headers of the response.
    pub headers: &'a HeaderMap,
    /// The extensions of the response.
    pub extensions: &'a Extensions,
}

impl<S> Layer<S> for EnvelopeLayer {
    type Service = EnvelopeService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        EnvelopeService {
            inner,
            options: self.options.clone(),
        }
    }
}

/// A service within an [`EnvelopeLayer`].
#[derive(Clone)]
pub struct EnvelopeService<S> {
    inner: S,
    options: Options,
}

impl<S: fmt::Debug> fmt::Debug for EnvelopeService<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnvelopeService")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}

impl<S, ReqBody, ResBody> Service<Request<ReqBody>> for EnvelopeService<S>
where
    S: Service<Request<ReqBody>, Response = Response<ResBody>>,
    ResBody: Body,
{
    type Response = Response<EnvelopeBody<ResBody>>;
    type Error = S::Error;
    type Future = EnvelopeFuture<S::Future, ResBody>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<ReqBody>) -> Self::Future {
        let is_head = request.method() == Method::HEAD;
        let dialect = self.options.dialect;
        let context = if self.options.ignores_request {
            RequestContext::unread(is_head, dialect)
        } else {
            RequestContext::new(is_head, request.headers(), dialect)
        };
        let left = self.options.leave.as_ref().map(|leave| {
            Box::new(Left {
                leave: Arc::clone(leave),
                method: request.method().clone(),
                uri: request.uri().clone(),
            })
        });
        EnvelopeFuture {
            context,
            left,
            state: State::Calling {
                future: self.inner.call(request),
            },
        }
    }
}

/// The facts of a request that [`EnvelopeLayer::leave`] wants.
struct Left {
    leave: Leave,
    method: Method,
    uri: Uri,
}

impl Left {
    fn contains(&self, head: &Parts) -> bool {
        (self.leave)(&Head {
            method: &self.method,
            uri: &self.uri,
            status: head.status,
            headers: &head.headers,
            extensions: &head.extensions,
        })
    }
}

pin_project! {
    /// The response of an [`EnvelopeService`].
    pub struct EnvelopeFuture<F, B> {
        context: RequestContext,
        left: Option<Box<Left>>,
        #[pin]
        state: State<F, B>,
    }
}

impl<F, B> fmt::Debug for EnvelopeFuture<F, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnvelopeFuture").finish_non_exhaustive()
    }
}

pin_project! {
    #[project = StateProjection]
    enum State<F, B> {
        Calling {
            #[pin]
            future: F,
        },
        // A short body, of which the answer is made. It is rare, and boxed so that other futures stay small.
        Reading {
            answer: Option<Box<(Replacement, Parts)>>,
            #[pin]
            body: B,
            read: Vec<u8>,
        },
    }
}

impl<F, B, E> Future for EnvelopeFuture<F, B>
where
    F: Future<Output = Result<Response<B>, E>>,
    B: Body,
{
    type Output = Result<Response<EnvelopeBody<B>>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut this = self.project();
        loop {
            match this.state.as_mut().project() {
                StateProjection::Calling { future } => {
                    let scope = Scope::enter(&mut this.context.id);
                    let polled = future.poll(cx);
                    drop(scope);
                    let response = match polled {
                        Poll::Ready(Ok(response)) => response,
                        Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                        Poll::Pending => return Poll::Pending,
                    };
                    if !RequestContext::concerns(response.status()) {
                        return Poll::Ready(Ok(response.map(EnvelopeBody::inner)));
                    }
                    let length = response.body().size_hint().exact();
                    let (mut head, body) = response.into_parts();
                    let is_left = this.left.as_ref().is_some_and(|left| left.contains(&head));
                    let decision = if is_left {
                        Decision::Keep
                    } else {
                        Decision::new(&mut head, length, this.context)
                    };
                    return Poll::Ready(Ok(match decision {
                        Decision::Keep => Response::from_parts(head, EnvelopeBody::inner(body)),
                        Decision::Replace(replacement) => {
                            let response = replacement.into_response(head, None);
                            response.map(EnvelopeBody::made)
                        }
                        Decision::ReplaceHead(replacement) => {
                            let head = replacement.into_head(head);
                            Response::from_parts(head, EnvelopeBody::unknown())
                        }
                        Decision::Read(replacement) => {
                            this.state.set(State::Reading {
                                answer: Some(Box::new((replacement, head))),
                                body,
                                read: Vec::new(),
                            });
                            continue;
                        }
                    }));
                }
                StateProjection::Reading { answer, body, read } => {
                    let whole = match ready!(body.poll_frame(cx)) {
                        Some(Ok(frame)) => {
                            if let Ok(data) = frame.into_data() {
                                append(read, data);
                            }
                            // A body may be longer than its head claims.
                            if read.len() <= LONGEST {
                                continue;
                            }
                            None
                        }
                        Some(Err(_)) => None,
                        None => Some(std::mem::take(read)),
                    };
                    let Some(answer) = answer.take() else {
                        // A future is not polled again once it is ready.
                        return Poll::Pending;
                    };
                    let (replacement, head) = *answer;
                    let response = replacement.into_response(head, whole.map(Bytes::from));
                    return Poll::Ready(Ok(response.map(EnvelopeBody::made)));
                }
            }
        }
    }
}

fn append(read: &mut Vec<u8>, mut data: impl Buf) {
    while data.has_remaining() {
        let chunk = data.chunk();
        read.extend_from_slice(chunk);
        let length = chunk.len();
        data.advance(length);
    }
}

pin_project! {
    /// The body of the service's response, or of the envelope in its place.
    #[derive(Debug)]
    pub struct EnvelopeBody<B> {
        #[pin]
        kind: BodyKind<B>,
    }
}

pin_project! {
    #[project = BodyProjection]
    #[derive(Debug)]
    enum BodyKind<B> {
        Inner { #[pin] body: B },
        Made { body: Bytes },
        // No body, of unknown length, for an answer to HEAD.
        Unknown,
    }
}

impl<B> EnvelopeBody<B> {
    fn inner(body: B) -> Self {
        Self {
            kind: BodyKind::Inner { body },
        }
    }

    fn made(body: Bytes) -> Self {
        Self {
            kind: BodyKind::Made { body },
        }
    }

    fn unknown() -> Self {
        Self {
            kind: BodyKind::Unknown,
        }
    }
}

impl<B: Body<Data = Bytes>> Body for EnvelopeBody<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        match self.project().kind.project() {
            BodyProjection::Inner { body } => body.poll_frame(cx),
            BodyProjection::Made { body } if body.is_empty() => Poll::Ready(None),
            BodyProjection::Made { body } => {
                Poll::Ready(Some(Ok(Frame::data(std::mem::take(body)))))
            }
            BodyProjection::Unknown => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            BodyKind::Inner { body } => body.is_end_stream(),
            BodyKind::Made { body } => body.is_empty(),
            BodyKind::Unknown => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            BodyKind::Inner { body } => body.size_hint(),
            BodyKind::Made { body } => SizeHint::with_exact(body.len() as u64),
            BodyKind::Unknown => SizeHint::default(),
        }
    }
}
