//! The id of a request, in the envelope, in the head and in `Answered`. It is bounded, whoever sends it.

use crate::servers::layered::{by_hand, get};
use bytes::Bytes;
use http::Response;
use mrets_errors::axum::IntoResponse as _;
use mrets_errors::{Answered, Envelope, Errors, MretsError};

#[derive(Debug, MretsError)]
#[status(422, detail = "Field {0}.")]
struct Field(usize);

#[derive(Debug, MretsError)]
#[status(409, id = .0)]
struct OwnId(&'static str);

fn ours() -> Response<Bytes> {
    Field(1).to_response()
}

/// The id of the first error object, once the head and the extension say the same.
fn id(sent: &[(&str, &str)], response: Response<Bytes>) -> Option<String> {
    let (head, body) = get(sent, response);
    let envelope = Envelope::from_slice(&body).unwrap();
    let id = envelope.errors[0].id.clone();
    let named = head.headers.get("x-request-id");
    assert_eq!(named.map(|named| named.to_str().unwrap()), id.as_deref());
    let answered = head.extensions.get::<Answered>().unwrap();
    assert_eq!(answered.request_id(), id.as_deref());
    assert_eq!(answered.envelope().errors[0].id, id);
    id
}

#[test]
fn it_is_bounded() {
    let long = "A".repeat(60_000);
    let objects: Errors<_> = (0..1_000).map(Field).collect();
    let bare = objects.to_json().len();
    let (head, body) = get(&[("x-request-id", &long)], objects.to_response());
    assert!(body.len() < bare + 200, "{} of {bare}", body.len());
    assert_eq!(head.headers["x-request-id"], "A".repeat(128));
    let envelope = Envelope::from_slice(&body).unwrap();
    let with_id = envelope.errors.iter().filter(|error| error.id.is_some());
    assert_eq!(with_id.count(), 1);
    let shown = id(&[("x-request-id", &long)], ours()).unwrap();
    assert_eq!(shown, "A".repeat(128));
}

#[test]
fn an_invalid_id_is_dropped() {
    for value in ["", " ", "a b", "caf\u{e9}", "a\tb"] {
        assert_eq!(id(&[("x-request-id", value)], ours()), None, "{value:?}");
    }
    let twice = [("x-request-id", ""), ("x-request-id", "b")];
    assert_eq!(id(&twice, ours()).as_deref(), Some("b"));
}

#[test]
fn the_responses_own_comes_first() {
    let own = |value: &str| {
        let headers = [("x-request-id", value), ("content-type", "text/plain")];
        by_hand(404, &headers, "by hand")
    };
    let sent = [("x-request-id", "of-request")];
    assert_eq!(
        id(&sent, own("of-response")).as_deref(),
        Some("of-response")
    );
    // An invalid id does not hide a valid one.
    let (head, body) = get(&sent, own(""));
    let envelope = Envelope::from_slice(&body).unwrap();
    assert_eq!(envelope.errors[0].id.as_deref(), Some("of-request"));
    assert_eq!(head.headers["x-request-id"], "");
}

#[test]
fn a_trace_stands_in() {
    let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    let trace_id = Some("4bf92f3577b34da6a3ce929d0e0e4736".to_owned());
    assert_eq!(id(&[("traceparent", trace)], ours()), trace_id);
    let both = [("traceparent", trace), ("x-request-id", "r-1")];
    assert_eq!(id(&both, ours()).as_deref(), Some("r-1"));
    let empty = [("x-request-id", ""), ("traceparent", trace)];
    assert_eq!(id(&empty, ours()), trace_id);
    for broken in [
        "",
        "00",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    ] {
        assert_eq!(id(&[("traceparent", broken)], ours()), None, "{broken}");
    }
}

#[test]
fn an_errors_own_id_stays() {
    let (head, body) = get(&[("x-request-id", "r-1")], OwnId("e-1").to_response());
    assert_eq!(body, OwnId("e-1").to_json());
    assert_eq!(head.headers["x-request-id"], "r-1");
    let answered = head.extensions.get::<Answered>().unwrap();
    assert_eq!(answered.request_id(), Some("r-1"));
}

/// A cached response has the id of the request that it answers now.
#[test]
fn a_response_from_a_cache_has_the_new_id() {
    let kept = Field(1).into_response();
    let answered = kept.extensions().get::<Answered>().unwrap().clone();
    let cached = || {
        let mut response = ours();
        response.extensions_mut().insert(answered.clone());
        response
    };
    for name in ["a", "b"] {
        let shown = id(&[("x-request-id", name)], cached());
        assert_eq!(shown.as_deref(), Some(name));
    }
    assert_eq!(id(&[], cached()), None);
}
