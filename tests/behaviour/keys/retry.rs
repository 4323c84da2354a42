//! `retry = "..."`: whether a client may send the request again.

use http::{Method, StatusCode};
use mrets_errors::{Failure, MretsError, Retry};
use std::time::Duration;

#[derive(Debug, MretsError)]
enum Error {
    #[status(409, retry = "after")]
    Busy,
    #[status(503, retry = "never", meta(since = .0))]
    Closed(u16),
    #[status(429, retry = "unknown", retry_after = 7)]
    Limited,
    #[status(409)]
    Taken,
}

#[test]
fn it_stands_in_meta() {
    assert_eq!(
        Error::Busy.to_json(),
        r#"{"errors":[{"title":"Conflict","code":"409","status":"409","meta":{"retry":"after"}}]}"#
    );
    let closed = Error::Closed(2020).to_envelope();
    assert_eq!(
        serde_json::to_string(&closed.errors[0].meta).unwrap(),
        r#"{"retry":"never","since":2020}"#
    );
    assert_eq!(Error::Taken.to_envelope().errors[0].meta, None);
}

#[test]
fn it_stands_in_the_catalogue() {
    let catalog = Error::catalog();
    let words: Vec<_> = catalog
        .entries()
        .map(|entry| entry.retry().as_str())
        .collect();
    assert_eq!(words, ["after", "never", "unknown", "never"]);
}

/// The client decides by it before the status.
#[test]
fn the_client_goes_by_it() {
    let retry = |error: &Error, method: &Method| Failure::from(&error.to_response()).retry(method);
    let after = |seconds| Retry::After(Duration::from_secs(seconds));
    assert_eq!(retry(&Error::Busy, &Method::POST), after(5));
    assert_eq!(retry(&Error::Closed(1), &Method::GET), Retry::No);
    assert_eq!(retry(&Error::Limited, &Method::GET), after(7));
    let unknown = Retry::OutcomeUnknown(Duration::from_secs(7));
    assert_eq!(retry(&Error::Limited, &Method::POST), unknown);
    assert_eq!(retry(&Error::Taken, &Method::GET), Retry::No);
}

/// A problem document says it, too.
#[test]
fn a_problem_document_has_it() {
    let body = Error::Busy.to_problem().to_json();
    let mut response = http::Response::new(body);
    *response.status_mut() = StatusCode::CONFLICT;
    let failure = Failure::from(&response);
    assert!(matches!(failure.retry(&Method::POST), Retry::After(_)));
}
