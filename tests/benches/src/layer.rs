//! The cost of `EnvelopeLayer`, in process: for a success, and for an error that it makes again.

use crate::model::{Bound, Metric, Row};
use axum::body::Body;
use axum::extract::Path;
use axum::routing::get;
use axum::{Json, Router};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, Uri};
use mrets_errors::MretsError;
use mrets_errors::tower::EnvelopeLayer;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower_layer::Layer as _;
use tower_service::Service;

const BARE: &str = "the bare service";
const PLAIN: &str = "without either";

#[derive(Debug, MretsError)]
#[status(404, detail = "There is no account {id}.")]
struct NoAccount {
    id: u32,
}

/// A success, through the layer and through one that reads no header.
pub(crate) fn success() -> Row {
    row(
        "a success through EnvelopeLayer",
        &EnvelopeLayer::new(),
        1.06,
    )
}

pub(crate) fn success_unread() -> Row {
    let layer = EnvelopeLayer::new().ignore_request_headers();
    row(
        "a success through EnvelopeLayer that reads no header",
        &layer,
        1.01,
    )
}

fn row(name: &'static str, layer: &EnvelopeLayer, most: f64) -> Row {
    let bare = router();
    let layered = layer.layer(router());
    let headers = headers();
    let same = headers.clone();
    Row::new(name, move || {
        answer(layered.clone(), "/accounts/17", headers.clone())
    })
    .peer(BARE, move || {
        answer(bare.clone(), "/accounts/17", same.clone())
    })
    .goal(Metric::Time, BARE, Bound::AtMost(most))
    .goal(Metric::Instructions, BARE, Bound::AtMost(most))
    .goal(Metric::Allocations, BARE, Bound::AtMost(1.0))
}

/// An error whose id is the request's, or that is sent as plain JSON, beside the same one without either.
pub(crate) fn error_with_id() -> Row {
    error_row("an error with an id", "x-request-id", "0b9a7e1c")
}

pub(crate) fn error_as_json() -> Row {
    error_row("an error as plain JSON", "accept", "application/json")
}

fn error_row(name: &'static str, header: &'static str, value: &'static str) -> Row {
    let service = EnvelopeLayer::new().layer(router());
    let same = service.clone();
    let mut without = headers();
    without.remove("accept");
    without.remove("x-request-id");
    let mut headers = without.clone();
    headers.insert(header, HeaderValue::from_static(value));
    Row::new(name, move || {
        answer(service.clone(), "/missing/17", headers.clone())
    })
    .other(PLAIN, move || {
        answer(same.clone(), "/missing/17", without.clone())
    })
    .goal(Metric::Time, PLAIN, Bound::AtMost(1.3))
    .goal(Metric::Instructions, PLAIN, Bound::AtMost(1.3))
}

/// Headers that clients send. The values share a buffer, as hyper's do.
fn headers() -> HeaderMap {
    const SENT: [(&str, &str); 8] = [
        ("host", "localhost"),
        ("user-agent", "bench"),
        ("accept", "application/json,*/*;q=0.1"),
        ("accept-encoding", "gzip, br"),
        ("accept-language", "en"),
        ("authorization", "Bearer 0123456789abcdef"),
        ("x-request-id", "0b9a7e1c"),
        ("cache-control", "no-cache"),
    ];
    let buffer: String = SENT.iter().map(|(_, value)| *value).collect();
    let mut buffer = Bytes::from(buffer);
    let mut headers = HeaderMap::new();
    for (name, value) in SENT {
        if let Ok(value) = HeaderValue::from_maybe_shared(buffer.split_to(value.len())) {
            headers.insert(name, value);
        }
    }
    headers
}

fn router() -> Router {
    let account = |Path(id): Path<u32>| async move { Json([("id", id)]) };
    let missing =
        |Path(id): Path<u32>| async move { NoAccount { id }.to_response().map(Body::from) };
    Router::new()
        .route("/accounts/{id}", get(account))
        .route("/missing/{id}", get(missing))
}

/// A request, its answer, and the body of the answer.
fn answer<S, B>(mut service: S, path: &'static str, headers: HeaderMap) -> Bytes
where
    S: Service<Request<Body>, Response = Response<B>>,
    B: http_body::Body<Data = Bytes>,
{
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static(path);
    *request.headers_mut() = headers;
    // Nothing waits for anything.
    let mut cx = Context::from_waker(Waker::noop());
    let answer = pin!(service.call(request)).poll(&mut cx);
    let Poll::Ready(Ok(response)) = answer else {
        return Bytes::new();
    };
    let body = pin!(response.into_body());
    match body.poll_frame(&mut cx) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        _ => Bytes::new(),
    }
}
