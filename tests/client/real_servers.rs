//! Bodies that servers, and proxies in front of them, really send.

mod envelopes;
mod other_json;
mod problems;
mod statuses;
mod texts;

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use mrets_errors::{Failure, Retry};

/// A response, and the failure that is read from it.
struct Row {
    name: &'static str,
    status: u16,
    head: &'static [(&'static str, &'static str)],
    body: &'static [u8],
    is_envelope: bool,
    /// The error objects, as JSON.
    errors: &'static str,
    excerpt: Option<&'static str>,
    /// The text of Display.
    line: &'static str,
    /// The wait of a GET and of a POST, in seconds.
    retry: [&'static str; 2],
}
/// All rows, room by room.
fn rows() -> impl Iterator<Item = &'static Row> {
    let rooms = [
        envelopes::ROWS,
        problems::ROWS,
        other_json::ROWS,
        texts::ROWS,
        statuses::ROWS,
    ];
    rooms.into_iter().flatten()
}

impl Row {
    fn failure(&self) -> Failure {
        let head = self.head.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        let head: HeaderMap = head.collect();
        Failure::from_parts(StatusCode::from_u16(self.status).unwrap(), &head, self.body)
    }
}

fn told(retry: Retry) -> String {
    match retry {
        Retry::No => "no".to_owned(),
        Retry::After(wait) => format!("after {}", wait.as_secs_f64()),
        Retry::OutcomeUnknown(wait) => format!("unknown, after {}", wait.as_secs_f64()),
    }
}

#[test]
fn each_is_read_as_it_is_meant() {
    assert!(rows().count() > 60);
    for row in rows() {
        let name = row.name;
        let failure = row.failure();
        assert_eq!(failure.status().as_u16(), row.status, "{name}");
        assert_eq!(failure.envelope().is_some(), row.is_envelope, "{name}");
        let errors = serde_json::to_string(failure.errors()).unwrap();
        assert_eq!(errors, row.errors, "{name}");
        assert_eq!(failure.excerpt(), row.excerpt, "{name}");
        assert_eq!(failure.to_string(), row.line, "{name}");
        let retry = [Method::GET, Method::POST].map(|method| told(failure.retry(&method)));
        assert_eq!(retry, row.retry, "{name}");
    }
}

/// The error objects are the envelope's.
#[test]
fn the_errors_are_the_envelopes() {
    for row in rows() {
        let failure = row.failure();
        if let Some(envelope) = failure.envelope() {
            assert_eq!(envelope.errors, failure.errors(), "{}", row.name);
        }
    }
}

/// There is always an error. One that was not sent has no code.
#[test]
fn there_is_always_an_error() {
    for row in rows() {
        let failure = row.failure();
        match failure.errors().first() {
            Some(first) => assert_eq!(failure.error(), first, "{}", row.name),
            None => {
                let error = failure.error();
                assert_eq!(error.code, None, "{}", row.name);
                assert_eq!(error.http_status(), Some(failure.status()), "{}", row.name);
                let excerpt = failure.excerpt();
                assert!(
                    excerpt.is_none() || error.detail.as_deref() == excerpt,
                    "{}",
                    row.name
                );
            }
        }
    }
}

/// Reads each from a whole response.
#[test]
fn a_response_is_a_failure_too() {
    for row in rows() {
        let mut response = http::Response::new(row.body);
        *response.status_mut() = StatusCode::from_u16(row.status).unwrap();
        response.headers_mut().clone_from(row.failure().headers());
        let failure = Failure::from(&response);
        assert_eq!(failure.to_string(), row.line, "{}", row.name);
        assert_eq!(failure.headers().len(), row.head.len(), "{}", row.name);
    }
}

/// The id is found under the name that each service uses, else in the body.
#[test]
fn the_id_of_the_request_is_found() {
    for name in [
        "x-request-id",
        "x-github-request-id",
        "x-ms-request-id",
        "x-amz-request-id",
        "x-amzn-requestid",
        "paypal-debug-id",
        "cf-ray",
    ] {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static("r-7"));
        let failure = Failure::from_parts(StatusCode::BAD_GATEWAY, &headers, b"");
        assert_eq!(failure.request_id(), Some("r-7"), "{name}");
    }
    for body in [
        r#"{"error":{"message":"x","fbtrace_id":"r-7"}}"#,
        r#"{"errors":[{"title":"x"}],"traceId":"r-7"}"#,
        "<Error><Message>x</Message><RequestId>r-7</RequestId></Error>",
    ] {
        let failure = Failure::from_parts(StatusCode::CONFLICT, &HeaderMap::new(), body.as_bytes());
        assert_eq!(failure.request_id(), Some("r-7"), "{body}");
    }
}

/// A log of `{:?}` has no cookie and no token.
#[test]
fn debug_shows_few_headers() {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("set-cookie", "session=s3cret"),
        ("x-api-key", "s3cret"),
        ("location", "https://e.example/?token=s3cret"),
        ("retry-after", "7"),
        ("x-request-id", "r-7"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let failure = Failure::from_parts(StatusCode::FOUND, &headers, b"");
    let debug = format!("{failure:?}");
    assert!(!debug.contains("s3cret"), "{debug}");
    for shown in ["set-cookie", "\"7\"", "r-7"] {
        assert!(debug.contains(shown), "{shown}: {debug}");
    }
}
