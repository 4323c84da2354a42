//! Sends random heads and bodies, of requests and of handlers, through the layer: 2,000, or the number in
//! `LAYER_CASES`.

use crate::servers::layered::{Always, now};
use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response};
use http_body::{Body, Frame, SizeHint};
use mrets_errors::Envelope;
use mrets_errors::tower::EnvelopeLayer;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::VecDeque;
use std::env;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_layer::Layer as _;
use tower_service::Service as _;

/// A text in many bodies of handlers.
const SECRET: &str = "hunter2hunter2";

/// A body of frames, one of which may be an error. It claims any length.
#[derive(Debug, Clone)]
struct Frames {
    frames: VecDeque<Result<Bytes, &'static str>>,
    length: Option<u64>,
}

impl Body for Frames {
    type Data = Bytes;
    type Error = &'static str;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(self.frames.pop_front().map(|frame| frame.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Names that the layer reads or removes, and others.
fn header_names() -> impl Strategy<Value = HeaderName> {
    prop_oneof![
        prop::sample::select(vec![
            "accept",
            "allow",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "etag",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "retry-after",
            "traceparent",
            "vary",
            "www-authenticate",
            "x-request-id",
        ])
        .prop_map(HeaderName::from_static),
        "[a-z][a-z0-9-]{0,12}".prop_map(|name| name.parse().unwrap()),
    ]
}

fn header_values() -> impl Strategy<Value = HeaderValue> {
    prop_oneof![
        prop::sample::select(vec![
            "*/*",
            "application/json",
            "application/problem+json",
            "application/vnd.api+json",
            "application/vnd.api+json; ext=\"x\"",
            "text/html",
            "text/plain",
            "text/plain; charset=utf-8",
            "gzip",
            "0",
            "a b",
            "",
        ])
        .prop_map(HeaderValue::from_static),
        prop::collection::vec(prop_oneof![b' '..=b'~', 0x80_u8..=0xff], 0..300)
            .prop_map(|bytes| HeaderValue::from_bytes(&bytes).unwrap()),
        (1_usize..20_000).prop_map(|length| HeaderValue::from_str(&"A".repeat(length)).unwrap()),
    ]
}

fn headers(most: usize) -> impl Strategy<Value = HeaderMap> {
    prop::collection::vec((header_names(), header_values()), 0..most).prop_map(|pairs| {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(name, value);
        }
        headers
    })
}

fn chunks() -> impl Strategy<Value = Bytes> {
    prop_oneof![
        4 => Just(Bytes::from_static(SECRET.as_bytes())),
        4 => Just(Bytes::from_static(
            br#"{"errors":[{"status":"500","detail":"hunter2hunter2"}]}"#
        )),
        4 => Just(Bytes::from_static(br#"{"error":"hunter2hunter2"}"#)),
        4 => Just(Bytes::from_static(br#"{"errors":["#)),
        4 => Just(Bytes::from_static(br#"{"status":"404","id":null},{}]}"#)),
        30 => prop::collection::vec(any::<u8>(), 0..64).prop_map(Bytes::from),
        1 => (0_usize..1_200_000).prop_map(|length| Bytes::from(vec![b'x'; length])),
    ]
}

fn bodies() -> impl Strategy<Value = Frames> {
    let frames = prop::collection::vec(
        prop_oneof![9 => chunks().prop_map(Ok), 1 => Just(Err("it broke"))],
        0..4,
    );
    (frames, 0_u8..4).prop_map(|(frames, length)| {
        let whole: usize = frames.iter().flatten().map(Bytes::len).sum();
        Frames {
            frames: frames.into(),
            length: match length {
                0 => None,
                1 => Some(7),
                _ => Some(whole as u64),
            },
        }
    })
}

fn methods() -> impl Strategy<Value = Method> {
    prop::sample::select(vec![Method::GET, Method::HEAD, Method::POST])
}

#[derive(Debug)]
struct Exchange {
    method: Method,
    sent: HeaderMap,
    response: Response<Frames>,
}

fn exchanges() -> impl Strategy<Value = Exchange> {
    (methods(), headers(6), 100_u16..1_000, headers(6), bodies()).prop_map(
        |(method, sent, status, headers, body)| {
            let mut response = Response::new(body);
            *response.status_mut() = status.try_into().unwrap();
            *response.headers_mut() = headers;
            Exchange {
                method,
                sent,
                response,
            }
        },
    )
}

/// The frames of a body, and whether it ends with an error.
fn read<B: Body<Data = Bytes, Error = &'static str>>(body: B) -> (Vec<u8>, bool) {
    let mut body = Box::pin(body);
    let mut read = Vec::new();
    loop {
        let mut cx = Context::from_waker(std::task::Waker::noop());
        match body.as_mut().poll_frame(&mut cx) {
            Poll::Ready(Some(Ok(frame))) => read.extend(frame.into_data().unwrap_or_default()),
            Poll::Ready(Some(Err(_))) => return (read, true),
            Poll::Ready(None) => return (read, false),
            Poll::Pending => panic!("nothing waits"),
        }
    }
}

fn answer(exchange: &Exchange, sent: &HeaderMap) -> Response<(Vec<u8>, bool)> {
    let mut request = Request::new(());
    *request.method_mut() = exchange.method.clone();
    *request.headers_mut() = sent.clone();
    let mut service = EnvelopeLayer::new().layer(Always(exchange.response.clone()));
    now(service.call(request)).unwrap().map(read)
}

fn contains_secret(bytes: &[u8]) -> bool {
    bytes
        .windows(SECRET.len())
        .any(|window| window == SECRET.as_bytes())
}

fn holds(exchange: &Exchange) -> Result<(), TestCaseError> {
    let answered = answer(exchange, &exchange.sent);
    let (body, is_broken) = answered.body();
    let handler = &exchange.response;
    let status = handler.status().as_u16();
    if status < 400 {
        prop_assert_eq!(answered.status(), handler.status());
        prop_assert_eq!(answered.headers(), handler.headers());
        let (same, same_end) = read(handler.body().clone());
        prop_assert!(*body == same && *is_broken == same_end);
        return Ok(());
    }
    let kind = handler.headers().get("content-type");
    let is_grpc = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/grpc"));
    if status >= 500 && !is_grpc {
        prop_assert!(!is_broken && !contains_secret(body));
        prop_assert!(body.len() < 1_000, "{} bytes", body.len());
        let expected = if status > 599 { 500 } else { status };
        prop_assert_eq!(answered.status().as_u16(), expected);
        if exchange.method != Method::HEAD && !body.starts_with(b"{\"type\"") {
            let envelope = Envelope::from_slice(body);
            prop_assert_eq!(envelope.unwrap().status(), answered.status());
        }
    }
    // The client's headers change the size of the answer only by the format.
    let mut bare = exchange.sent.clone();
    bare.remove("x-request-id");
    bare.remove("traceparent");
    let (bare, _) = answer(exchange, &bare).into_body();
    prop_assert!(
        body.len() <= bare.len() + 128 + 16,
        "{} of {}",
        body.len(),
        bare.len()
    );
    Ok(())
}

#[test]
fn the_layer_withstands_anything() {
    let cases = env::var("LAYER_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    let config = Config {
        cases: cases.unwrap_or(2_000),
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let result = runner.run(&exchanges(), |exchange| holds(&exchange));
    if let Err(failure) = result {
        panic!("{failure}");
    }
}
