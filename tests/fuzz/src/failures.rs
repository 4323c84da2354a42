//! The properties of every failure that a client reads, over HTTP or gRPC.

use http::{HeaderMap, Method, StatusCode};
use mrets_errors::{Envelope, ErrorObject, Failure, MretsError, Retry};
use serde_json::Value;

/// An error that a client decodes.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", decode)]
pub enum Known {
    /// A text and a number come back.
    #[status(422, detail = "{name} is longer than {max}.")]
    TooLong {
        /// The name of the field.
        name: String,
        /// The longest length that is allowed.
        max: u32,
    },
    /// Nothing comes back.
    #[status(409)]
    Taken,
    /// Several come back.
    #[status(400)]
    Several(#[errors] Vec<Known>),
}

/// Checks that the texts of a failure are safe in a log, that the failure stays the same when it is sent on, and that
/// only a code of ours is decoded.
pub fn assert_is_safe(failure: &Failure, status: StatusCode) {
    assert_eq!(failure.status(), status);
    assert!(failure.errors().len() <= Failure::MOST_ERRORS);
    if let Some(excerpt) = failure.excerpt() {
        assert!(!excerpt.is_empty());
        assert!(excerpt.len() <= Failure::LONGEST_EXCERPT, "{excerpt:?}");
        assert_is_line(excerpt);
    }
    let line = failure.to_string();
    assert!(line.starts_with(status.as_str()));
    assert!(line.len() <= 1400, "{} bytes: {line:?}", line.len());
    assert_is_line(&line);
    if failure.errors().is_empty() {
        assert_eq!(failure.error().code, None);
    }
    if failure.retry(&Method::GET) == Retry::No {
        assert_eq!(failure.retry(&Method::POST), Retry::No);
    }

    // An envelope with errors stays the same when it is sent on.
    let is_told = |error: &ErrorObject| error.title.is_some() || error.detail.is_some();
    let errors = failure.errors();
    if !errors.is_empty() && errors.iter().all(is_told) {
        let envelope = Envelope::new(errors.iter().cloned());
        let body = envelope.to_json();
        if body.len() <= Failure::LONGEST_BODY {
            let again = Failure::from_parts(status, &HeaderMap::new(), &body);
            assert_same_json(&Envelope::new(again.errors().to_vec()).to_json(), &body);
        }
    }
    if let Ok(known) = Known::from_failure(failure) {
        let code = failure.error().code.as_deref();
        match known {
            // They describe the first of several objects.
            Known::Several(_) => {}
            known => assert_eq!(code, Some(&*known.code())),
        }
    }
}

/// Checks that a text is one line, without characters that a terminal obeys or that reorder text.
fn assert_is_line(text: &str) {
    assert_eq!(text.trim(), text);
    let reorders = |char| matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_bad =
        |char: char| char.is_control() || reorders(char) || matches!(char, '\u{2028}' | '\u{2029}');
    assert!(!text.contains(is_bad), "{text:?}");
}

/// Compares JSON, except the last digits of a float, which `serde_json` reads fast but not exactly.
pub fn assert_same_json(left: &[u8], right: &[u8]) {
    if left == right {
        return;
    }
    let read = |json: &[u8]| serde_json::from_slice::<Value>(json).expect("it is JSON");
    assert!(
        is_same(&read(left), &read(right)),
        "{}\n{}",
        String::from_utf8_lossy(left),
        String::from_utf8_lossy(right)
    );
}

fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| is_same(left, right)))
        }
        (Value::Number(left), Value::Number(right)) if left.is_f64() && right.is_f64() => {
            let (left, right) = (left.as_f64(), right.as_f64());
            let pair = left.zip(right);
            pair.is_some_and(|(left, right)| (left - right).abs() <= left.abs() * 1e-14)
        }
        _ => left == right,
    }
}
