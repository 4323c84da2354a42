//! The data model: written strictly, read leniently, and the same as the body. Sections are named as in
//! JSON:API 1.1.

use super::every_answer::{Case, bodies, corpus, made, varying};
use crate::support::text;
use http::StatusCode;
use mrets_errors::{Envelope, ErrorObject, Errors, Links, MretsError, Problem, Source};
use proptest::prelude::*;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value, json};
use std::fmt;

/// The names of an object's members in the order in which they are written.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = map.next_entry()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// An error document that keeps only the order of the members of one kind of object.
#[derive(serde::Deserialize)]
struct Document<T> {
    errors: Vec<T>,
}

#[derive(serde::Deserialize)]
struct Inside {
    source: Option<Names>,
    links: Option<Names>,
}

/// Checks that the names stand in this order, each at most once.
fn are_in_order(Names(names): &Names, order: &[&str]) -> bool {
    let mut rest = order.iter();
    names.iter().all(|name| rest.any(|next| next == name))
}

/// The M-RETS service writes title, detail, id, code, source, links, status, meta.
#[test]
fn members_are_written_in_the_order_of_the_service() {
    let order = [
        "title", "detail", "id", "code", "source", "links", "status", "meta",
    ];
    let mut longest = 0;
    for case in bodies() {
        let document: Document<Names> = serde_json::from_slice(&case.json()).unwrap();
        for names in document.errors {
            assert!(are_in_order(&names, &order), "{}: {:?}", case.name, names.0);
            longest = longest.max(names.0.len());
        }
    }
    assert_eq!(longest, order.len());
}

/// Members of `source` and `links` stand in the order of the specification, members of `meta` by name.
#[test]
fn members_of_source_and_links_have_an_order_too() {
    let mut longest = 0;
    for case in bodies() {
        let document: Document<Inside> = serde_json::from_slice(&case.json()).unwrap();
        for Inside { source, links } in document.errors {
            for (names, order) in [
                (source, &["pointer", "parameter", "header"][..]),
                (links, &["about", "type"]),
            ] {
                let names = names.unwrap_or(Names(Vec::new()));
                assert!(are_in_order(&names, order), "{}: {:?}", case.name, names.0);
                longest = longest.max(names.0.len());
            }
        }
    }
    assert_eq!(longest, 3);
}

/// All values except objects are strings. No member is a number or null.
#[test]
fn absent_members_are_left_out() {
    for case in bodies() {
        for object in case.objects() {
            for (name, member) in object.as_object().unwrap() {
                let is_object = ["source", "links", "meta"].contains(&name.as_str());
                assert_eq!(member.is_object(), is_object, "{}: {object}", case.name);
                assert_eq!(member.is_string(), !is_object, "{}: {object}", case.name);
            }
        }
    }
}

/// Neither a space nor a line break is written around the document.
#[test]
fn a_body_is_compact() {
    for case in bodies() {
        let body = case.json();
        assert!(body.starts_with(b"{\"errors\":["), "{}", case.name);
        assert!(body.ends_with(b"}"), "{}", case.name);
    }
}

#[track_caller]
fn assert_model_is_body(case: &Case) {
    let body = String::from_utf8(case.json().to_vec()).unwrap();
    let envelope = case.envelope();
    if !case.has_content() {
        assert_eq!(body, "", "{}", case.name);
        assert!(envelope.errors.is_empty(), "{}", case.name);
        return;
    }
    assert_eq!(
        serde_json::to_string(&envelope).unwrap(),
        body,
        "{}",
        case.name
    );
    assert_eq!(envelope.to_json(), body, "{}", case.name);
    assert_eq!(*case.response().body(), body, "{}", case.name);
}

#[track_caller]
fn assert_body_is_read(case: &Case) {
    if case.has_content() {
        let read = Envelope::from_slice(&case.json()).unwrap();
        assert_eq!(read, written(case.envelope()), "{}", case.name);
    }
}

/// The document as it is read again: empty members are not written, and an error object without
/// members is a 500.
fn written(mut envelope: Envelope) -> Envelope {
    for object in &mut envelope.errors {
        object.source.take_if(|source| *source == Source::default());
        object.links.take_if(|links| *links == Links::default());
        if *object == ErrorObject::default() {
            *object = ErrorObject::new(StatusCode::INTERNAL_SERVER_ERROR);
        }
    }
    envelope
}

/// The data model, serialized by `serde_json`, is the body byte for byte.
#[test]
fn the_model_is_the_body() {
    corpus().iter().for_each(assert_model_is_body);
}

/// A body is read as the data model that wrote it.
#[test]
fn the_body_is_the_model() {
    corpus().iter().for_each(assert_body_is_read);
}

/// The methods of the trait agree with the first error object.
#[test]
fn the_methods_are_the_first_object() {
    for case in bodies() {
        let Some(error) = case.error() else { continue };
        let envelope = error.to_envelope();
        let first = envelope.errors.first().unwrap();
        assert_eq!(first.title.as_deref().unwrap_or_default(), error.title());
        assert_eq!(first.detail.as_deref().unwrap_or_default(), error.detail());
        assert_eq!(first.code.as_deref().unwrap_or_default(), error.code());
    }
}

/// Any JSON value, not too deep.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        // A float without a fraction comes back as an integer.
        (-1000_i32..1000).prop_map(|number| Value::from(f64::from(number) + 0.5)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(text(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn members() -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::btree_map(text(), value(), 0..3)
        .prop_map(|members| members.into_iter().collect())
}

/// Any error object. Half of them have a status that can be answered with.
pub(crate) fn error_object() -> impl Strategy<Value = ErrorObject> {
    let maybe = || prop::option::of(text());
    let status = prop_oneof![
        Just(None),
        (300_u16..700).prop_map(|status| Some(status.to_string())),
        prop::sample::select(vec!["404", "422", "503", "not_found", "0404", ""])
            .prop_map(|status| Some(status.to_owned())),
    ];
    let source = prop::option::of((maybe(), maybe(), maybe()).prop_map(
        |(pointer, parameter, header)| {
            let mut source = Source::default();
            source.pointer = pointer;
            source.parameter = parameter;
            source.header = header;
            source
        },
    ));
    let links = prop::option::of((maybe(), maybe()).prop_map(|(about, type_)| {
        let mut links = Links::default();
        links.about = about;
        links.type_ = type_;
        links
    }));
    let meta = prop::option::of(members());
    let texts = (maybe(), maybe(), maybe(), maybe());
    (texts, status, source, links, meta).prop_map(|(texts, status, source, links, meta)| {
        let mut object = ErrorObject::default();
        (object.title, object.detail, object.id, object.code) = texts;
        object.status = status;
        object.source = source;
        object.links = links;
        object.meta = meta;
        object
    })
}

fn envelope() -> impl Strategy<Value = Envelope> {
    let errors = prop::collection::vec(error_object(), 0..4);
    let beside = || prop::option::of(members());
    (errors, beside(), beside(), beside()).prop_map(|(errors, jsonapi, links, meta)| {
        let mut envelope = Envelope::new(errors);
        envelope.jsonapi = jsonapi;
        envelope.links = links;
        envelope.meta = meta;
        envelope
    })
}

proptest! {
    #![proptest_config(crate::support::proptest_config())]

    #[test]
    fn the_model_is_the_body_whatever_the_text(text in text()) {
        for case in varying(&text) {
            assert_model_is_body(&case);
            assert_body_is_read(&case);
        }
    }

    #[test]
    fn the_model_of_errors_made_by_hand_is_the_body(errors in prop::collection::vec(error_object(), 1..4)) {
        let errors: Errors<ErrorObject> = errors.into_iter().collect();
        let envelope = errors.to_envelope();
        if errors.status() == StatusCode::NOT_MODIFIED {
            prop_assert!(errors.to_json().is_empty());
        } else {
            prop_assert_eq!(serde_json::to_vec(&envelope).unwrap(), errors.to_json());
        }
    }

    #[test]
    fn an_envelope_is_read_as_it_is_written(envelope in envelope()) {
        let read = Envelope::from_slice(&envelope.to_json()).unwrap();
        prop_assert_eq!(&read, &written(envelope));
        prop_assert_eq!(Envelope::from_slice(&read.to_json()).unwrap(), read);
    }

    /// A value is refused, or read and written again as a document.
    #[test]
    fn any_value_is_read_without_a_panic(value in value(), bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = Envelope::from_slice(&bytes);
        let _ = Problem::from_slice(&bytes);
        let _ = Envelope::from_slice(value.to_string().as_bytes());
        let inside = json!({ "errors": [value] });
        let errors = Envelope::from_slice(inside.to_string().as_bytes());
        prop_assert!(errors.is_err() || inside["errors"][0].is_object());
    }

    /// Lenient reading: nulls and unknown members change nothing.
    #[test]
    fn nulls_and_unknown_members_change_nothing(object in error_object(), unknown in value()) {
        let object = written(Envelope::new([object])).errors.remove(0);
        let mut lenient = serde_json::to_value(&object).unwrap();
        for name in ["id", "links", "status", "code", "title", "detail", "source", "meta"] {
            lenient.as_object_mut().unwrap().entry(name).or_insert(Value::Null);
        }
        lenient["x-unknown"] = unknown.clone();
        for (name, nulls) in [("source", ["pointer", "parameter", "header"]), ("links", ["about", "type", "self"])] {
            if let Some(members) = lenient[name].as_object_mut() {
                for null in nulls {
                    members.entry(null).or_insert(Value::Null);
                }
                members.insert("x-unknown".to_owned(), unknown.clone());
            }
        }
        let body = json!({ "errors": [lenient], "jsonapi": null, "links": null, "meta": null, "x": unknown });
        let read = Envelope::from_slice(body.to_string().as_bytes()).unwrap();
        prop_assert_eq!(read, Envelope::new([object]));
    }
}

#[track_caller]
fn read(error: &Value) -> ErrorObject {
    let body = json!({ "errors": [error] }).to_string();
    let mut envelope = Envelope::from_slice(body.as_bytes()).unwrap();
    assert_eq!(envelope.errors.len(), 1);
    envelope.errors.remove(0)
}

/// The example of the service's own page.
#[test]
fn the_published_example_is_read() {
    let body = r#"{"errors":[{"title":"Record not found","detail":"The record identified by 00000000-0000-0000-0000-000000000001 could not be found.","code":"404","status":"404"}]}"#;
    let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
    assert_eq!(envelope.status(), StatusCode::NOT_FOUND);
    assert_eq!(envelope.to_json(), body);
}

/// Old versions of the service write absent members as null.
#[test]
fn explicit_nulls_are_absent_members() {
    let nulls = json!({
        "title": null, "detail": null, "id": null, "code": null, "source": null, "links": null,
        "status": null, "meta": null,
    });
    assert_eq!(read(&nulls), ErrorObject::default());
    let inside = json!({
        "source": { "pointer": null, "parameter": null, "header": null },
        "links": { "about": null, "type": null },
    });
    assert_eq!(
        written(Envelope::new([read(&inside)])).errors[0].source,
        None
    );
    let beside = br#"{"errors":[],"jsonapi":null,"links":null,"meta":null}"#;
    assert_eq!(Envelope::from_slice(beside).unwrap(), Envelope::new([]));
}

/// Old versions of the service write an integer `code`; others do so with `status` and `id`.
#[test]
fn numbers_are_read_as_text() {
    let object = read(&json!({ "code": 103, "status": 400, "id": 18_446_744_073_709_551_615_u64 }));
    assert_eq!(object.code.as_deref(), Some("103"));
    assert_eq!(object.status.as_deref(), Some("400"));
    assert_eq!(object.id.as_deref(), Some("18446744073709551615"));
    assert_eq!(object.http_status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(read(&json!({ "id": -1 })).id.as_deref(), Some("-1"));
}

/// "Document Structure": "Client and server implementations MUST ignore non-compliant members."
#[test]
fn unknown_members_are_ignored() {
    let body = br#"{"errors":[{"status":"404","severity":"high","source":{"line":1},"links":{"self":"/"},"@note":{}}],"rows":[],"@context":{}}"#;
    let envelope = Envelope::from_slice(body).unwrap();
    assert_eq!(envelope.to_json(), r#"{"errors":[{"status":"404"}]}"#);
}

/// RFC 9457, section 3.1, as said of problem documents: "If a member's value type does not match the
/// specified type, the member MUST be ignored". The document stands.
#[test]
fn members_of_a_wrong_type_are_ignored() {
    let names = [
        "title", "detail", "id", "code", "source", "links", "status", "meta",
    ];
    let others = json!({
        "title": "t", "detail": "d", "id": "i", "code": "c", "source": { "pointer": "/p" },
        "links": { "about": "/a" }, "status": "404", "meta": { "m": 1 },
    });
    for name in names {
        let mut expected = others.clone();
        expected.as_object_mut().unwrap().remove(name);
        for wrong in [
            json!(null),
            json!(true),
            json!([]),
            json!(["x", { "href": "/x" }, [[1.5]]]),
            json!(5),
            json!(-1.5),
            json!("x"),
            json!({ "x": [{}] }),
        ] {
            let is_right = match name {
                "title" | "detail" => wrong.is_string(),
                "source" | "links" | "meta" => wrong.is_object(),
                _ => wrong.is_string() || wrong.is_number(),
            };
            if !is_right {
                let mut object = expected.clone();
                object[name] = wrong;
                assert_eq!(read(&object), read(&expected), "{object}");
            }
        }
    }
    for wrong in [
        json!(1),
        json!([]),
        json!({}),
        json!({ "href": 1 }),
        json!(null),
    ] {
        let inside = json!({
            "source": { "pointer": wrong, "parameter": "p", "header": wrong },
            "links": { "about": wrong, "type": "/t" },
        });
        let object = read(&inside);
        assert_eq!(object.source, Some(Source::parameter("p")), "{inside}");
        let links = Links::default().with_type("/t");
        assert_eq!(object.links, Some(links), "{inside}");
    }
    let beside = br#"{"jsonapi":"1.1","links":[],"errors":[{"status":"404"}],"meta":7}"#;
    let envelope = Envelope::from_slice(beside).unwrap();
    assert_eq!(envelope.to_json(), r#"{"errors":[{"status":"404"}]}"#);
}

/// RFC 8259, section 4: names within an object should be unique; if they are not, "many
/// implementations report the last name/value pair only".
#[test]
fn the_last_of_equal_members_counts() {
    let body = br#"{"errors":[],"errors":[{"title":"a","title":"b","title":5,"meta":{"x":1},"meta":{"y":2}}]}"#;
    let envelope = Envelope::from_slice(body).unwrap();
    assert_eq!(
        envelope.to_json(),
        r#"{"errors":[{"title":"b","meta":{"y":2}}]}"#
    );
}

/// Each part of the model can be read alone, as inside of an envelope, and none from an array.
#[test]
fn the_parts_are_read_alone() {
    let object: ErrorObject = serde_json::from_str(r#"{"title":5,"code":103}"#).unwrap();
    assert_eq!(object, ErrorObject::default().with_code("103"));
    let source: Source = serde_json::from_value(json!({ "pointer": "" })).unwrap();
    assert_eq!(source, Source::pointer(""));
    assert!(serde_json::from_str::<ErrorObject>(r#"["t","d"]"#).is_err());
    assert!(serde_json::from_str::<Source>(r#"["/p"]"#).is_err());
    assert!(serde_json::from_str::<Links>(r#""/a""#).is_err());
    assert!(serde_json::from_str::<Envelope>(r"[[]]").is_err());
}

/// "Links": a link is a string, null, or a link object, which "MUST contain the following member:
/// `href`".
#[test]
fn a_link_is_a_string_or_an_object() {
    let object = read(&json!({
        "links": { "about": { "href": "/a", "title": "A", "meta": {} }, "type": "/t" },
    }));
    let links = Links::default().with_about("/a").with_type("/t");
    assert_eq!(object.links, Some(links));
}

/// The code belongs to the application, and never stands for a missing status.
#[test]
fn a_code_is_never_read_as_a_status() {
    let object = read(&json!({ "code": "404" }));
    assert_eq!(object.http_status(), None);
    let object = read(&json!({ "code": "103", "status": "400" }));
    assert_eq!(object.http_status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(object.status(), StatusCode::BAD_REQUEST);
}

/// Old versions of the service write a word as status. It is kept, and gives no number.
#[test]
fn a_status_that_is_a_word_is_kept() {
    let object = read(&json!({ "status": "not_found" }));
    assert_eq!(object.status.as_deref(), Some("not_found"));
    assert_eq!(object.http_status(), None);
    assert_eq!(
        Envelope::new([object]).status(),
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

/// "Top Level": `errors` is "an array of error objects", and objects are JSON objects.
#[test]
fn other_documents_are_refused() {
    for body in [
        "",
        " ",
        "null",
        "[]",
        "{}",
        "\"errors\"",
        "Retry later",
        "<html></html>",
        r#"{"data":[]}"#,
        r#"{"errors":null}"#,
        r#"{"errors":{}}"#,
        r#"{"errors":{"title":"x"}}"#,
        r#"{"errors":"x"}"#,
        r#"{"errors":["x"]}"#,
        r#"{"errors":[null]}"#,
        r#"{"errors":[404]}"#,
        r#"{"errors":[[]]}"#,
        r#"{"errors":[["title","detail"]]}"#,
        r#"{"errors":[{}, "x"]}"#,
        r#"{"errors":[{}],"errors":[1]}"#,
        r#"{"rows":[{"errors":["x"],"row":["727","206"]}]}"#,
        r"[[]]",
        r"[[],null,null,null]",
        r#"[{"errors":[]}]"#,
        r#"{"errors":[]"#,
        r#"{"errors":[]} x"#,
    ] {
        let read = Envelope::from_slice(body.as_bytes());
        assert!(read.is_err(), "{body}: {read:?}");
    }
}

/// Every builder sets the member that is written.
#[test]
fn the_builders_set_the_members() {
    assert_eq!(
        serde_json::to_string(&made("a/b")).unwrap(),
        r#"{"title":"Made by hand","detail":"a/b","id":"a/b","code":"made","source":{"pointer":"/data/attributes/a~1b"},"links":{"about":"/occurrences/1","type":"https://example.org/problems/made"},"status":"422","meta":{"a/b":"a/b","list":[1,{"a":null,"b":"a/b"}]}}"#
    );
    assert_eq!(
        serde_json::to_string(&[
            Source::pointer(""),
            Source::parameter("include"),
            Source::header("X")
        ])
        .unwrap(),
        r#"[{"pointer":""},{"parameter":"include"},{"header":"X"}]"#
    );
}
