//! Helpers of all suites.

use http::StatusCode;
use mrets_errors::dialect::Body;
use mrets_errors::{Dialect, Envelope, MretsError};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::Value;

/// The envelope of JSON:API by another name.
pub(crate) static PLAIN_JSON: Dialect =
    Dialect::MRETS.body("application/json", |error| Body::json(error.envelope()));

/// The body as text, after comparing it with everything that must agree with it.
#[track_caller]
pub(crate) fn body(error: &dyn MretsError) -> String {
    let body = error.to_json();
    let envelope = error.to_envelope();
    let response = error.to_response();
    assert_eq!(response.status(), error.status());
    assert_eq!(*response.body(), body);
    if error.status() == StatusCode::NOT_MODIFIED {
        assert!(envelope.errors.is_empty());
        assert!(body.is_empty());
        return String::new();
    }
    let text = String::from_utf8(body.to_vec()).unwrap();
    assert_eq!(text, serde_json::to_string(&envelope).unwrap());
    assert_eq!(envelope.to_json(), body);
    assert_eq!(Envelope::from_slice(&body).unwrap(), envelope);
    let first = envelope.errors.first().unwrap();
    assert_eq!(first.title.as_deref().unwrap(), error.title());
    assert_eq!(first.code.as_deref().unwrap(), error.code());
    assert_eq!(first.detail.as_deref().unwrap_or_default(), error.detail());
    text
}

/// The error objects.
#[track_caller]
pub(crate) fn objects(error: &dyn MretsError) -> Vec<Value> {
    let document: Value = serde_json::from_str(&body(error)).unwrap();
    document["errors"].as_array().unwrap().clone()
}

/// The one error object.
#[track_caller]
pub(crate) fn object(error: &dyn MretsError) -> Value {
    let objects = objects(error);
    assert_eq!(objects.len(), 1);
    objects[0].clone()
}

/// The only value of a header, as text.
#[track_caller]
pub(crate) fn header(error: &dyn MretsError, name: &str) -> Option<String> {
    let headers = error.headers();
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    assert_eq!(values.next(), None, "{name} occurs twice");
    Some(value.to_str().unwrap().to_owned())
}

/// The settings of each property test: a failure leaves no file beside the sources.
pub(crate) fn proptest_config() -> Config {
    Config {
        failure_persistence: None,
        ..Default::default()
    }
}

/// Any text, with many characters that are special somewhere, parts of pointers, and plain words.
pub(crate) fn text() -> BoxedStrategy<String> {
    prop_oneof![
        any::<String>(),
        r#"["\\/~%{}\[\],:;?#.<>&\r\n\t\x00-\x1f\x7f a-cé\u{2028}🦀]{0,24}"#,
        "[~/01%.]{0,6}",
        "[a-z]{0,8}",
    ]
    .boxed()
}
