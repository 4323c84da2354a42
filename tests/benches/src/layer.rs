//! What `EnvelopeLayer` costs a success, in process.

use crate::model::{Bound, Metric, Row};
use axum::body::Body;
use axum::extract::Path;
use axum::routing::get;
use axum::{Json, Router};
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body as _;
use mrets_errors::tower::EnvelopeLayer;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower_layer::Layer as _;
use tower_service::Service;

pub(crate) fn row() -> Row {
    let bare = router();
    let layered = EnvelopeLayer::new().layer(router());
    Row::new("a success through EnvelopeLayer", move || {
        answer(layered.clone())
    })
    .peer("the bare service", move || answer(bare.clone()))
    .goal(Metric::Time, "the bare service", Bound::AtMost(1.02))
    .goal(Metric::Allocations, "the bare service", Bound::AtMost(1.0))
}

fn router() -> Router {
    let account = |Path(id): Path<u32>| async move { Json([("id", id)]) };
    Router::new().route("/accounts/{id}", get(account))
}

/// A request with the headers that clients send, its answer, and that one's body.
fn answer<S, B>(mut service: S) -> Bytes
where
    S: Service<Request<Body>, Response = Response<B>>,
    B: http_body::Body<Data = Bytes>,
{
    let request = Request::get("/accounts/17")
        .header("host", "localhost")
        .header("user-agent", "bench")
        .header("accept", "application/json, */*;q=0.1")
        .header("x-request-id", "0b9a7e1c")
        .body(Body::empty());
    // Nothing waits for anything.
    let mut cx = Context::from_waker(Waker::noop());
    let answer = request.map(|request| pin!(service.call(request)).poll(&mut cx));
    let Ok(Poll::Ready(Ok(response))) = answer else {
        return Bytes::new();
    };
    let body = pin!(response.into_body());
    match body.poll_frame(&mut cx) {
        Poll::Ready(Some(Ok(frame))) => frame.into_data().unwrap_or_default(),
        _ => Bytes::new(),
    }
}
