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
//! - A body that axum could not parse as JSON is a 422, as the M-RETS page says, where axum says 400.

use crate::envelope::{Envelope, ErrorObject};
use crate::negotiate::{Format, negotiate};
use crate::problem::Problem;
use crate::replace::{MAX_DETAIL, object, remove_headers_of_body};
use crate::response::{CHALLENGE, IsEnvelope};
use bytes::{Buf, Bytes};
use http::header::{
    ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue, VARY, WWW_AUTHENTICATE,
};
use http::response::Parts;
use http::{Extensions, HeaderMap, Method, Request, Response, StatusCode};
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tower_layer::Layer;
use tower_service::Service;

/// The longest envelope that is read to be sent in another format, in bytes.
const LONGEST_ENVELOPE: u64 = 1024 * 1024;

/// How the text of axum's answer to a body that is no JSON starts.
const AXUM_BAD_JSON: &str = "Failed to parse the request body as JSON";

static REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Marks a response, as an extension, that [`EnvelopeLayer`] leaves alone: one proxied from
/// elsewhere.
///
/// ```
/// use mrets_errors::tower::PassThrough;
///
/// let mut response = http::Response::new("what the other server said");
/// response.extensions_mut().insert(PassThrough);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassThrough;

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
        let wanted = Wanted {
            is_head: request.method() == Method::HEAD,
            accept: Accept::of(request.headers()),
            request_id: request.headers().get(&REQUEST_ID).cloned(),
        };
        EnvelopeFuture {
            wanted: Some(wanted),
            state: State::Calling {
                future: self.inner.call(request),
            },
        }
    }
}

/// What of a request decides how its errors are answered.
struct Wanted {
    is_head: bool,
    accept: Accept,
    request_id: Option<HeaderValue>,
}

/// The values of `Accept`: they are read only where there is an error to answer.
enum Accept {
    Absent,
    One(HeaderValue),
    Several(HeaderMap),
}

impl Accept {
    fn of(headers: &HeaderMap) -> Self {
        let mut values = headers.get_all(ACCEPT).iter();
        match (values.next(), values.next()) {
            (None, _) => Self::Absent,
            (Some(value), None) => Self::One(value.clone()),
            (Some(_), Some(_)) => {
                let values = headers.get_all(ACCEPT).iter();
                Self::Several(values.map(|value| (ACCEPT, value.clone())).collect())
            }
        }
    }

    fn format(self) -> Format {
        match self {
            Self::Absent => Format::default(),
            Self::One(value) => negotiate(&HeaderMap::from_iter([(ACCEPT, value)])),
            Self::Several(headers) => negotiate(&headers),
        }
    }
}

pin_project! {
    /// The response of an [`EnvelopeService`].
    pub struct EnvelopeFuture<F, B> {
        wanted: Option<Wanted>,
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
        // A short body, of which the answer is made.
        Reading {
            head: Option<Parts>,
            format: Format,
            id: Option<String>,
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
                    let is_error =
                        response.status().is_client_error() || response.status().is_server_error();
                    let wanted = this
                        .wanted
                        .take()
                        .filter(|wanted| is_error && !wanted.is_head);
                    let Some(wanted) = wanted else {
                        return Poll::Ready(Ok(response.map(EnvelopeBody::inner)));
                    };
                    let format = wanted.accept.format();
                    let id = wanted.request_id.as_ref();
                    let id = id.or_else(|| response.headers().get(&REQUEST_ID));
                    let id = id.and_then(|id| id.to_str().ok()).map(str::to_owned);
                    match Plan::of(&response, format, id.is_some()) {
                        Plan::Leave => {
                            return Poll::Ready(Ok(response.map(EnvelopeBody::inner)));
                        }
                        Plan::Vary => {
                            let mut response = response.map(EnvelopeBody::inner);
                            vary(response.headers_mut());
                            return Poll::Ready(Ok(response));
                        }
                        Plan::Replace => {
                            let (head, _) = response.into_parts();
                            return Poll::Ready(Ok(replaced(head, None, format, id)));
                        }
                        Plan::Read => {
                            let (head, body) = response.into_parts();
                            this.state.set(State::Reading {
                                head: Some(head),
                                format,
                                id,
                                body,
                                read: Vec::new(),
                            });
                        }
                    }
                }
                StateProjection::Reading {
                    head,
                    format,
                    id,
                    body,
                    read,
                } => {
                    let whole = match ready!(body.poll_frame(cx)) {
                        Some(Ok(frame)) => {
                            if let Ok(data) = frame.into_data() {
                                append(read, data);
                            }
                            continue;
                        }
                        Some(Err(_)) => None,
                        None => Some(std::mem::take(read)),
                    };
                    let head = head
                        .take()
                        .unwrap_or_else(|| Response::new(()).into_parts().0);
                    return Poll::Ready(Ok(replaced(head, whole, *format, id.take())));
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

/// What becomes of an error.
enum Plan {
    /// It is sent as it is.
    Leave,
    /// It is the envelope that was asked for: another `Accept` would have had another answer.
    Vary,
    /// An envelope is made of its head.
    Replace,
    /// An envelope is made of its head and its body, which is short.
    Read,
}

impl Plan {
    fn of<B: Body>(response: &Response<B>, format: Format, has_id: bool) -> Self {
        let is_short = |longest| {
            let length = response.body().size_hint().exact();
            length.is_some_and(|length| length <= longest)
                && !response.headers().contains_key(CONTENT_ENCODING)
        };
        let status = response.status();
        match media_type(response.headers()) {
            _ if is_marked(response.extensions()) => Self::Leave,
            Some(Kind::Envelope) if format == Format::JsonApi && !has_id => Self::Vary,
            Some(Kind::Envelope) if is_short(LONGEST_ENVELOPE) => Self::Read,
            Some(Kind::Envelope) => Self::Vary,
            Some(Kind::Problem) => Self::Leave,
            Some(Kind::Text) if status.is_client_error() && is_short(MAX_DETAIL as u64) => {
                Self::Read
            }
            _ => Self::Replace,
        }
    }
}

fn is_marked(extensions: &Extensions) -> bool {
    extensions.get::<PassThrough>().is_some() || extensions.get::<IsEnvelope>().is_some()
}

/// A Content-Type that matters here.
enum Kind {
    Envelope,
    Problem,
    /// Plain text in UTF-8.
    Text,
}

fn media_type(headers: &HeaderMap) -> Option<Kind> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (essence, parameters) = value.split_once(';').unwrap_or((value, ""));
    let is = |media_type: &str| essence.trim().eq_ignore_ascii_case(media_type);
    if is(Format::JsonApi.media_type()) {
        Some(Kind::Envelope)
    } else if is(Format::Problem.media_type()) {
        Some(Kind::Problem)
    } else if is("text/plain") {
        let parameters = parameters.to_ascii_lowercase();
        let is_utf8 = !parameters.contains("charset") || parameters.contains("utf-8");
        is_utf8.then_some(Kind::Text)
    } else {
        None
    }
}

/// The envelope in place of a response; `body` is what was read of that.
fn replaced<B>(
    mut head: Parts,
    body: Option<Vec<u8>>,
    format: Format,
    id: Option<String>,
) -> Response<EnvelopeBody<B>> {
    let kind = media_type(&head.headers);
    let read = match (kind, body) {
        (Some(Kind::Envelope), Some(body)) => Envelope::from_slice(&body).ok(),
        (Some(Kind::Text), Some(text)) => of_text(&mut head, text),
        _ => None,
    };
    let mut envelope = read.unwrap_or_else(|| Envelope::new([ErrorObject::new(head.status)]));
    if let Some(id) = id {
        for error in &mut envelope.errors {
            error.id.get_or_insert_with(|| id.clone());
        }
    }
    remove_headers_of_body(&mut head.headers);
    let media_type = HeaderValue::from_static(format.media_type());
    head.headers.insert(CONTENT_TYPE, media_type);
    if head.status == StatusCode::UNAUTHORIZED && !head.headers.contains_key(WWW_AUTHENTICATE) {
        let challenge = HeaderValue::from_static(CHALLENGE);
        head.headers.insert(WWW_AUTHENTICATE, challenge);
    }
    vary(&mut head.headers);
    let body = match format {
        Format::JsonApi | Format::Json => envelope.to_json(),
        Format::Problem => Problem::from_envelope(&envelope, head.status).to_json(),
    };
    Response::from_parts(head, EnvelopeBody::made(body))
}

/// The envelope of a 4xx that says in plain text what is wrong.
fn of_text(head: &mut Parts, text: Vec<u8>) -> Option<Envelope> {
    let text = String::from_utf8(text).ok()?;
    if head.status == StatusCode::BAD_REQUEST && text.starts_with(AXUM_BAD_JSON) {
        head.status = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Some(Envelope::new([object(head.status, Some(&text))]))
}

/// Says that the answer depends on `Accept`, unless it is said already.
fn vary(headers: &mut HeaderMap) {
    let is_said = headers.get_all(VARY).iter().any(|value| {
        let names = value.to_str().unwrap_or_default().split(',').map(str::trim);
        names
            .clone()
            .any(|name| name == "*" || name.eq_ignore_ascii_case("accept"))
    });
    if !is_said {
        headers.append(VARY, HeaderValue::from_static("Accept"));
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
