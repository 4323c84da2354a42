//! The answer of any value: a body that is JSON and equals the data model, and a head that HTTP can send.

use super::family::{JSON_API, Subject, family};
use crate::support::{body, proptest_config};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, VARY};
use http::{HeaderMap, Response};
use mrets_errors::{AnyError, Envelope, Errors, Format, MretsError};
use proptest::collection::vec;
use proptest::prelude::*;

/// The head on the wire, split at line breaks and colons alone.
fn lines(headers: &HeaderMap) -> Vec<(String, Vec<u8>)> {
    let mut wire = Vec::new();
    for (name, value) in headers {
        wire.extend_from_slice(name.as_str().as_bytes());
        wire.extend_from_slice(b": ");
        wire.extend_from_slice(value.as_bytes());
        wire.extend_from_slice(b"\r\n");
    }
    assert!(!wire.contains(&0));
    let lines = wire.split(|byte| [b'\r', b'\n'].contains(byte));
    let lines = lines.filter(|line| !line.is_empty()).map(|line| {
        let at = line.windows(2).position(|two| two == b": ").unwrap();
        let name = String::from_utf8(line[..at].to_vec()).unwrap();
        (name, line[at + 2..].to_vec())
    });
    lines.collect()
}

#[track_caller]
fn is_well_formed(response: &Response<Bytes>, media_type: &str, most: usize) {
    let headers = response.headers();
    let lines = lines(headers);
    assert_eq!(lines.len(), headers.len(), "one was split: {headers:?}");
    for ((name, value), (known, as_is)) in lines.iter().zip(headers) {
        assert_eq!(
            (name.as_str(), &**value),
            (known.as_str(), as_is.as_bytes())
        );
    }
    let types: Vec<_> = headers.get_all(CONTENT_TYPE).iter().collect();
    if response.status() == 304 {
        assert!(types.is_empty(), "{headers:?}");
        assert!(response.body().is_empty());
        assert!(headers.len() <= most, "{headers:?}");
    } else {
        assert_eq!(types, [media_type]);
        assert!(!response.body().is_empty());
        assert!(headers.len() <= most + 1, "{headers:?}");
    }
}

proptest! {
    #![proptest_config(proptest_config())]

    /// `support::body` checks that `to_json` is JSON, equals serde_json's rendering of `to_envelope` byte for
    /// byte, and reads back to the same envelope, whose first object has `title`, `code` and `detail`.
    #[test]
    fn a_body_is_its_envelope(subject in family()) {
        let text = body(&*subject.error);
        if subject.status == 304 {
            prop_assert_eq!(text, "");
            return Ok(());
        }
        let envelope: Envelope = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::to_string(&envelope).unwrap(), text.clone());
        // A reader without the data model sees the same.
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(value, serde_json::to_value(&envelope).unwrap());
    }

    #[test]
    fn a_head_follows_the_attributes(subject in family()) {
        let Subject { error, status, media_type, headers } = subject;
        prop_assert_eq!(error.status().as_u16(), status);
        let response = error.to_response();
        prop_assert_eq!(response.status().as_u16(), status);
        is_well_formed(&response, media_type, headers);
        let mut without_type = response.headers().clone();
        without_type.remove(CONTENT_TYPE);
        prop_assert_eq!(without_type, error.headers());
    }

    #[test]
    fn a_negotiated_head_is_the_same_but_for_its_type(subject in family()) {
        let Subject { error, status, media_type: _, headers } = subject;
        for format in [Format::JsonApi, Format::Json, Format::Problem] {
            let response = error.to_response_as(format);
            prop_assert_eq!(response.status().as_u16(), status);
            is_well_formed(&response, format.media_type(), headers + 1);
            prop_assert!(status == 304 || response.headers().contains_key(VARY));
            if status != 304 {
                let _: serde_json::Value = serde_json::from_slice(response.body()).unwrap();
            }
        }
    }

    /// An error has the same objects behind `AnyError` and among other errors.
    #[test]
    fn a_holder_changes_no_object(subjects in vec(family(), 0..4)) {
        let objects: Vec<_> = subjects
            .iter()
            .flat_map(|subject| subject.error.to_envelope().errors)
            .collect();
        let most = subjects.iter().map(|subject| subject.headers).sum();
        // The dialect of the first error that has one.
        let mut types = subjects.iter().map(|subject| subject.media_type);
        let media_type = types.find(|media_type| *media_type != JSON_API).unwrap_or(JSON_API);
        let errors: Errors<Box<dyn MretsError>> =
            subjects.into_iter().map(|subject| subject.error).collect();
        body(&errors);
        is_well_formed(&errors.to_response(), media_type, most);
        if errors.status() != 304 && !objects.is_empty() {
            prop_assert_eq!(&errors.to_envelope().errors, &objects);
            let any: Errors<AnyError> = objects.iter().cloned().map(AnyError::from).collect();
            prop_assert_eq!(any.to_envelope().errors, objects);
        }
    }
}
