//! Any error of the family comes back as it was sent.

use crate::family::{Decoded, decoded};
use crate::support::proptest_config;
use mrets_errors::{AnyError, Envelope, ErrorObject, Failure, MretsError, Source};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tonic::Status;

/// A status as a client gets it, as headers of HTTP/2.
fn received(status: &Status) -> Status {
    let mut headers = http::HeaderMap::new();
    status.add_header(&mut headers).unwrap();
    Status::from_header_map(&headers).unwrap()
}

/// Any JSON that a field may hold.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("7")),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((".{0,6}", inner), 0..4)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn object() -> impl Strategy<Value = ErrorObject> {
    let text = || proptest::option::of(".{0,30}");
    let texts = (text(), text(), text(), text(), text());
    (400_u16..600, texts, vec((".{0,8}", value()), 0..4)).prop_map(
        |(status, (title, detail, id, code, pointer), meta)| {
            let mut object = ErrorObject::new(http::StatusCode::from_u16(status).unwrap());
            object.title = title;
            object.detail = detail;
            object.id = id;
            object.code = code;
            object.source = pointer.map(|pointer| Source::pointer(format!("/{pointer}")));
            for (name, value) in meta {
                object = object.with_meta(name, value);
            }
            object
        },
    )
}

proptest! {
    #![proptest_config(proptest_config())]

    /// A variant comes back with all fields, and answers as the sent one.
    #[test]
    fn a_variant_comes_back((sent, _) in decoded()) {
        let status = Status::from(AnyError::from(sent.clone()));
        let over_http = Failure::from(&sent.to_response());
        let failure = Failure::from(&received(&status));
        prop_assert_eq!(failure.status(), sent.status());
        if failure.envelope() == over_http.envelope() {
            prop_assert_eq!(Decoded::from_failure(&failure), Decoded::from_failure(&over_http));
        } else {
            // It was too long for trailers, and says so.
            prop_assert!(sent.to_json().len() > 1000, "{failure:?}");
        }
    }

    /// Every error object, with any JSON in `meta`.
    #[test]
    fn error_objects_come_back(objects in vec(object(), 1..4)) {
        let sent = Envelope::new(objects);
        let status = Status::from(sent.clone());
        let failure = Failure::from(&received(&status));
        let over_http = Failure::from(&sent.to_response());
        prop_assert_eq!(failure.status(), sent.status());
        if sent.to_json().len() <= 1000 {
            prop_assert_eq!(failure.envelope(), over_http.envelope());
        }
    }

    /// However many and however long they are, the trailers stay within what every client takes, and the error
    /// objects are the first ones.
    #[test]
    fn trailers_are_bounded(
        objects in vec(object(), 1..60),
        text in vec("\\PC{0,400}", 0..8),
        name in "[a-z]{1,10}",
    ) {
        let text = text.concat();
        let mut sent = Envelope::new(objects);
        if let Some(first) = sent.errors.first_mut() {
            first.detail = Some(text.clone());
            first.code = Some(format!("{name}_{text}"));
        }
        let status = Status::from(sent.clone());
        let mut headers = http::HeaderMap::new();
        status.add_header(&mut headers).unwrap();
        let length: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 32).sum();
        prop_assert!(length <= 7 * 1024, "{length}");
        let failure = Failure::from(&Status::from_header_map(&headers).unwrap());
        prop_assert_eq!(failure.status(), sent.status());
        let over_http = Failure::from(&sent.to_response());
        let came = failure.errors();
        if came.len() > 1 {
            prop_assert_eq!(came, &over_http.errors()[..came.len()]);
        }
        let omitted = failure.envelope().unwrap().meta.as_ref().map(|meta| meta["omitted"].clone());
        let expected = sent.errors.len() - came.len();
        prop_assert_eq!(omitted, (expected > 0).then(|| json!(expected)));
    }
}
