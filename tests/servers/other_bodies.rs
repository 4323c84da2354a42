//! Bodies that others made. Envelopes are read without loss, and nothing is believed by its looks.

use crate::servers::layered::{by_hand, get, request, through};
use bytes::Bytes;
use http::{Method, Response};
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Answered, Envelope, MretsError};
use serde_json::Value;

const JSON_API: (&str, &str) = ("content-type", "application/vnd.api+json");
const JSON: (&str, &str) = ("content-type", "application/json");

/// Numbers that no double holds, members that JSON:API does not know, a link with members, spaces.
const ENVELOPE: &str = r#"{ "errors": [ {"status":"409", "code":"c", "meta":{"n":996817187.0762287,"big":12345678901234567890123},
"links":{"about":{"href":"/a","meta":{"x":1.10}}}, "cookie":"k" } , {"status":"409","detail":"second"} ],
"extra":1.0 }"#;

fn json_api(status: u16, body: &'static str) -> Response<Bytes> {
    by_hand(status, &[JSON_API], body)
}

#[test]
fn an_envelope_keeps_every_byte() {
    let (head, body) = get(&[], json_api(409, ENVELOPE));
    assert_eq!(body, ENVELOPE);
    assert_eq!(head.headers["vary"], "Accept");
    let (head, body) = get(&[("accept", "application/json")], json_api(409, ENVELOPE));
    assert_eq!(body, ENVELOPE);
    assert_eq!(head.headers["content-type"], "application/json");
    for sent in ["application/vnd.api+json", "application/json"] {
        let sent = [("accept", sent), ("x-request-id", "r-1")];
        let (_, body) = get(&sent, json_api(409, ENVELOPE));
        let with_id = ENVELOPE.replacen(r#""k" }"#, r#""k" ,"id":"r-1"}"#, 1);
        assert_eq!(body, with_id);
    }
}

#[test]
fn a_problem_of_an_envelope_keeps_every_value() {
    let sent = [
        ("accept", "application/problem+json"),
        ("x-request-id", "r-1"),
    ];
    let (head, body) = get(&sent, json_api(409, ENVELOPE));
    assert_eq!(head.headers["content-type"], "application/problem+json");
    let text = String::from_utf8(body.to_vec()).unwrap();
    for kept in [
        r#""status":409"#,
        r#""code":"c""#,
        r#""cookie":"k""#,
        r#""meta":{"n":996817187.0762287,"big":12345678901234567890123}"#,
        r#""meta":{"x":1.10}"#,
        r#""errors":[{"status":"409","detail":"second"}]"#,
        r#""id":"r-1""#,
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    // If the first one has another status than the answer, the problem sums them up.
    let other = r#"{"errors":[{"status":"422","code":"a"},{"status":"404","code":"b"}]}"#;
    let (_, body) = get(&sent[..1], json_api(400, other));
    let problem: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(problem["status"], 400);
    assert_eq!(problem["errors"][1]["code"], "b");
}

/// The data is the envelope's in each format, also behind a second layer.
#[test]
fn the_data_of_an_envelope_is_its_own() {
    let layer = EnvelopeLayer::new();
    for accept in ["application/vnd.api+json", "application/problem+json"] {
        let sent = || request(Method::GET, &[("accept", accept), ("x-request-id", "r-1")]);
        let (head, body) = through(&layer, sent(), json_api(409, ENVELOPE));
        let again = through(&layer, sent(), Response::from_parts(head.clone(), body));
        for head in [head, again.0] {
            let answered = head.extensions.get::<Answered>().unwrap();
            assert_eq!(answered.code(), "c", "{accept}");
            let errors = &answered.envelope().errors;
            assert_eq!(errors.len(), 2, "{accept}");
            assert_eq!(errors[0].id.as_deref(), Some("r-1"), "{accept}");
        }
    }
}

#[test]
fn looks_are_not_believed() {
    for sent in [&[][..], &[("x-request-id", "r-1")]] {
        for status in [400, 404, 500, 503] {
            let (head, body) = get(sent, json_api(status, r#"{"oops":"the secret"}"#));
            assert_eq!(head.status, status);
            let text = String::from_utf8(body.to_vec()).unwrap();
            assert!(!text.contains("secret"), "{status}: {text}");
            assert_eq!(Envelope::from_slice(&body).unwrap().status(), status);
        }
    }
    // An envelope or a problem of a 5xx that others made is not kept either.
    let secret = r#"{"errors":[{"status":"500","detail":"the secret"}]}"#;
    for kind in [JSON_API, JSON, ("content-type", "application/problem+json")] {
        let (_, body) = get(&[], by_hand(500, &[kind], secret));
        assert!(
            !String::from_utf8_lossy(&body).contains("secret"),
            "{kind:?}"
        );
    }
}

#[test]
fn a_status_above_599_is_the_servers() {
    for status in [600, 799, 999] {
        let (head, body) = get(&[], by_hand(status, &[], "the secret"));
        assert_eq!(head.status, 500, "{status}");
        assert_eq!(Envelope::from_slice(&body).unwrap().status(), 500);
    }
}

/// Our own answers keep their texts, also of a 5xx, whatever the request accepts.
#[test]
fn ours_is_believed() {
    #[derive(Debug, MretsError)]
    #[status(
        503,
        code = "migrating",
        detail = "Moving house until {until}.",
        expose,
        meta(n = 996_817_187.076_228_7_f64)
    )]
    struct Migrating {
        until: &'static str,
    }
    let error = Migrating { until: "noon" };
    let (_, body) = get(&[], error.to_response());
    // The layer is there now, and so is the data.
    assert_eq!(body, error.to_json());
    let sent = [
        ("accept", "application/problem+json"),
        ("x-request-id", "r-1"),
    ];
    let (head, body) = get(&sent, error.to_response());
    assert_eq!(head.status, 503);
    let problem: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(problem["detail"], "Moving house until noon.");
    assert_eq!(problem["id"], "r-1");
}

#[test]
fn the_message_of_a_4xx_stays() {
    for (body, detail) in [
        (r#"{"error":"taken by 9"}"#, "taken by 9"),
        (r#"{"message":"taken by 9","code":7}"#, "taken by 9"),
        (r#"{"detail":"taken by 9"}"#, "taken by 9"),
        (
            r#"{"error":"invalid_grant","error_description":"The code is used."}"#,
            "The code is used.",
        ),
        (r#"{"error":{"message":"taken by 9"}}"#, "taken by 9"),
        (
            r#"{"data":null,"errors":[{"message":"taken by 9","path":["a"]}]}"#,
            "taken by 9",
        ),
        (r#"{"errors":["taken by 9","and old"]}"#, "taken by 9"),
    ] {
        let (head, answer) = get(&[], by_hand(409, &[JSON], body));
        assert_eq!(head.headers["content-type"], "application/vnd.api+json");
        let envelope = Envelope::from_slice(&answer).unwrap();
        assert_eq!(envelope.errors[0].detail.as_deref(), Some(detail), "{body}");
    }
    let long = format!(r#"{{"error":"{}"}}"#, "x".repeat(2_000));
    let (_, answer) = get(&[], by_hand(409, &[JSON], long));
    assert!(answer.len() < 200);
    let (_, answer) = get(&[], by_hand(500, &[JSON], r#"{"error":"secret"}"#));
    assert!(!String::from_utf8_lossy(&answer).contains("secret"));
}

#[test]
fn other_protocols_are_left_alone() {
    for kind in [
        "application/graphql-response+json",
        "application/scim+json",
        "application/fhir+json; charset=utf-8",
        "application/fhir+xml",
        "application/xml",
        "text/xml; charset=utf-8",
        "application/problem+json",
        "application/problem+xml",
        "application/grpc",
        "application/grpc-web+proto",
    ] {
        let sent = [("x-request-id", "r-1"), ("accept", "application/json")];
        let headers = [("content-type", kind), ("etag", "\"v1\"")];
        let (head, body) = get(&sent, by_hand(404, &headers, "their own"));
        assert_eq!(body, "their own", "{kind}");
        assert_eq!(head.headers["content-type"], kind);
        assert_eq!(head.headers["etag"], "\"v1\"");
        assert!(!head.headers.contains_key("vary"));
    }
}

#[test]
fn a_page_is_left_to_browsers() {
    let page = || by_hand(404, &[("content-type", "text/html")], "<h1>app</h1>");
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let (_, body) = get(&[("accept", browser)], page());
    assert_eq!(body, "<h1>app</h1>");
    for accept in [
        "*/*",
        "application/json",
        "application/json, text/html;q=0.9",
        "",
    ] {
        let (_, body) = get(&[("accept", accept)], page());
        assert!(Envelope::from_slice(&body).is_ok(), "{accept}");
    }
    let broken = by_hand(500, &[("content-type", "text/html")], "secret");
    let (_, body) = get(&[("accept", browser)], broken);
    assert!(Envelope::from_slice(&body).is_ok());
}

#[test]
fn a_predicate_exempts() {
    let layer = EnvelopeLayer::new()
        .leave(|head| head.uri.path().starts_with("/oauth/"))
        .leave(|head| head.status == 418 && head.headers.contains_key("x-s3"));
    let of = |path: &'static str, response| {
        let mut request = request(Method::POST, &[("x-request-id", "r-1")]);
        *request.uri_mut() = http::Uri::from_static(path);
        through(&layer, request, response).1
    };
    let oauth = r#"{"error":"invalid_grant"}"#;
    assert_eq!(of("/oauth/token", by_hand(400, &[JSON], oauth)), oauth);
    assert_ne!(of("/other", by_hand(400, &[JSON], oauth)), oauth);
    assert_eq!(
        of("/", by_hand(418, &[("x-s3", "1")], "<Error/>")),
        "<Error/>"
    );
    assert_ne!(
        of("/", by_hand(404, &[("x-s3", "1")], "<Error/>")),
        "<Error/>"
    );
}

#[test]
fn a_layer_that_ignores_the_request() {
    let layer = EnvelopeLayer::new().ignore_request_headers();
    let sent = [
        ("accept", "application/problem+json"),
        ("x-request-id", "r-1"),
    ];
    let (head, body) = through(
        &layer,
        request(Method::GET, &sent),
        by_hand(404, &[("content-type", "text/plain")], "by hand"),
    );
    assert_eq!(head.headers["content-type"], "application/vnd.api+json");
    assert_eq!(Envelope::from_slice(&body).unwrap().errors[0].id, None);
}

#[test]
fn the_range_that_there_is_stays() {
    let headers = [
        ("content-range", "bytes */3893"),
        ("content-type", "text/plain"),
    ];
    let (head, _) = get(&[], by_hand(416, &headers, "no such range"));
    assert_eq!(head.headers["content-range"], "bytes */3893");
    let (head, _) = get(&[], by_hand(404, &headers, "no such file"));
    assert!(!head.headers.contains_key("content-range"));
}
