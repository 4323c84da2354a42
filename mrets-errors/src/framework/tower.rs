//! [tower](https://docs.rs/tower): every response of a service is an envelope.
//!
//! What a framework answers by itself, an unknown path, a wrong method, a body that it cannot read,
//! has the framework's own shape. [`EnvelopeLayer`] gives it the one that the service's errors have:
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
//!   detail; the body of a 5xx never does.
//! - Headers are kept, such as `Allow` and `Retry-After`, but for those that describe the body that is
//!   replaced (RFC 9110, section 8). A 401 without a challenge gets one.
//! - Envelopes are sent as `Accept` asks for, see [`negotiate`](crate::negotiate()), problem documents
//!   and responses marked by [`PassThrough`] as they are.
//! - An error object without an `id` gets the request's `x-request-id`, or the response's, where there
//!   is one: the client can quote what the log holds.
//! - Answers to HEAD, 304s, upgrades and successes are untouched.

pub use crate::document::response::PassThrough;
use crate::framework::rewrite::decision::{Decision, LONGEST};
use crate::framework::rewrite::replacement::Replacement;
use crate::framework::rewrite::request::RequestContext;
use bytes::{Buf, Bytes};
use http::response::Parts;
use http::{Method, Request, Response};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tower_layer::Layer;
use tower_service::Service;

/// Makes every error of a service an envelope, see the [module](self).
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct EnvelopeLayer {}

impl EnvelopeLayer {
    /// The layer. It stands outermost, so that it sees what the layers inside of it answer.
    #[must_use]
    pub const fn new() -> Self {
        Self {}
    }
}

impl<S> Layer<S> for EnvelopeLayer {
    type Service = EnvelopeService<S>;

    fn layer(&self, inner: S) -> Self::Service {
        EnvelopeService { inner }
    }
}

/// What [`EnvelopeLayer`] makes of a service.
#[derive(Debug, Clone)]
pub struct EnvelopeService<S> {
    inner: S,
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
        let context = RequestContext::of(is_head, request.headers());
        EnvelopeFuture {
            context: Some(context),
            state: State::Calling {
                future: self.inner.call(request),
            },
        }
    }
}

pin_project! {
    /// The response of an [`EnvelopeService`].
    pub struct EnvelopeFuture<F, B> {
        context: Option<RequestContext>,
        #[pin]
        state: State<F, B>,
    }
}

impl<F, B> std::fmt::Debug for EnvelopeFuture<F, B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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
        // A short body, of which the answer is made. Rare: its size is not for all to carry.
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
                    let response = ready!(future.poll(cx))?;
                    let status = response.status();
                    let is_concerned = |context: &mut RequestContext| context.concerns(status);
                    let Some(context) = this.context.take_if(is_concerned) else {
                        return Poll::Ready(Ok(response.map(EnvelopeBody::inner)));
                    };
                    let length = response.body().size_hint().exact();
                    let (mut head, body) = response.into_parts();
                    match Decision::of(&mut head, length, context) {
                        Decision::Send => {
                            let body = EnvelopeBody::inner(body);
                            return Poll::Ready(Ok(Response::from_parts(head, body)));
                        }
                        Decision::Replace(replacement) => {
                            let response = replacement.into_response(head, None);
                            return Poll::Ready(Ok(response.map(EnvelopeBody::made)));
                        }
                        Decision::Read(replacement) => this.state.set(State::Reading {
                            answer: Some(Box::new((replacement, head))),
                            body,
                            read: Vec::new(),
                        }),
                    }
                }
                StateProjection::Reading { answer, body, read } => {
                    let whole = match ready!(body.poll_frame(cx)) {
                        Some(Ok(frame)) => {
                            if let Ok(data) = frame.into_data() {
                                append(read, data);
                            }
                            // A body may be longer than it said.
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
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            BodyKind::Inner { body } => body.is_end_stream(),
            BodyKind::Made { body } => body.is_empty(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.kind {
            BodyKind::Inner { body } => body.size_hint(),
            BodyKind::Made { body } => SizeHint::with_exact(body.len() as u64),
        }
    }
}
