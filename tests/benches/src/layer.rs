//! The cost of `EnvelopeLayer` for a success, in process.

use crate::model::{Bound, Metric, Row};
use axum::body::Body;
use axum::extract::Path;
use axum::routing::get;
use axum::{Json, Router};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Request, Response, Uri};
use mrets_errors::tower::EnvelopeLayer;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower_layer::Layer as _;
use tower_service::Service;

pub(crate) fn row() -> Row {
    let bare = router();
    let layered = EnvelopeLayer::new().layer(router());
    let headers = headers();
    let same = headers.clone();
    Row::new("a success through EnvelopeLayer", move || {
        answer(layered.clone(), headers.clone())
    })
    .peer("the bare service", move || {
        answer(bare.clone(), same.clone())
    })
    .goal(Metric::Time, "the bare service", Bound::AtMost(1.02))
    .goal(Metric::Allocations, "the bare service", Bound::AtMost(1.0))
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
    Router::new().route("/accounts/{id}", get(account))
}

/// Sends a request, and returns the body of its answer.
fn answer<S, B>(mut service: S, headers: HeaderMap) -> Bytes
where
    S: Service<Request<Body>, Response = Response<B>>,
    B: http_body::Body<Data = Bytes>,
{
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = Uri::from_static("/accounts/17");
    *request.headers_mut() = headers;
    // The service never waits.
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
