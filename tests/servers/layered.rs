//! A response in the layer, without a socket.

use bytes::Bytes;
use http::response::Parts;
use http::{HeaderName, HeaderValue, Method, Request, Response};
use http_body_util::{BodyExt as _, Full};
use mrets_errors::tower::EnvelopeLayer;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower_layer::Layer as _;
use tower_service::Service;

/// A service that always answers the same.
#[derive(Debug, Clone)]
pub(crate) struct Always<B>(pub(crate) Response<B>);

impl<B: Clone> Service<Request<()>> for Always<B> {
    type Response = Response<B>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<()>) -> Self::Future {
        ready(Ok(self.0.clone()))
    }
}

/// A request of these headers.
pub(crate) fn request(method: Method, sent: &[(&str, &str)]) -> Request<()> {
    let mut request = Request::new(());
    *request.method_mut() = method;
    for (name, value) in sent {
        let name: HeaderName = name.parse().unwrap();
        let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
        request.headers_mut().append(name, value);
    }
    request
}

/// The answer that a layer makes of a response.
pub(crate) fn through(
    layer: &EnvelopeLayer,
    request: Request<()>,
    response: Response<Bytes>,
) -> (Parts, Bytes) {
    let mut service = layer.layer(Always(response.map(Full::new)));
    let response = now(service.call(request)).unwrap();
    let (head, body) = response.into_parts();
    (head, now(body.collect()).unwrap().to_bytes())
}

/// The answer to a GET with these headers.
pub(crate) fn get(sent: &[(&str, &str)], response: Response<Bytes>) -> (Parts, Bytes) {
    through(&EnvelopeLayer::new(), request(Method::GET, sent), response)
}

/// A response that a handler makes by hand.
pub(crate) fn by_hand(
    status: u16,
    headers: &[(&str, &str)],
    body: impl Into<Bytes>,
) -> Response<Bytes> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(body.into()).unwrap()
}

/// The output of a future that waits for nothing.
pub(crate) fn now<F: Future>(future: F) -> F::Output {
    let mut cx = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut cx) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("it waits"),
    }
}
