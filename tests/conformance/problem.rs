//! RFC 9457, problem details, beside JSON:API. Sections are numbered as in the RFC.

use super::data_model::error_object;
use super::every_answer::{Bare, Case, bodies, varying};
use crate::support::text;
use http::StatusCode;
use mrets_errors::{Envelope, ErrorObject, Errors, Format, Links, MretsError, Problem, Source};
use problem_details::ProblemDetails;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

#[derive(Debug, MretsError)]
enum Error {
    #[status(
        422,
        title = "Too long",
        detail = "{name} is too long.",
        code = "too_long",
        id = 7,
        pointer = "/data/attributes/{name}",
        about = "/occurrences/7",
        type = "https://example.org/problems/too-long",
        meta(max = 25)
    )]
    TooLong { name: &'static str },
    #[status(409)]
    Conflict,
    #[status(404)]
    NotFound,
    #[status(422, retry_after = 1)]
    Several(#[errors] Vec<Error>),
}

#[track_caller]
fn members(case: &Case) -> Map<String, Value> {
    let document: Value = serde_json::from_slice(&case.problem().to_json()).unwrap();
    document.as_object().unwrap().clone()
}

#[track_caller]
fn read(document: &Value) -> Problem {
    Problem::from_slice(document.to_string().as_bytes()).unwrap()
}

/// Section 3: each member of an error object has its place in a problem, in this order.
#[test]
fn an_error_object_becomes_a_problem() {
    assert_eq!(
        Error::TooLong { name: "name" }.to_problem().to_json(),
        r#"{"type":"https://example.org/problems/too-long","title":"Too long","status":422,"detail":"name is too long.","instance":"/occurrences/7","code":"too_long","id":"7","max":25,"source":{"pointer":"/data/attributes/name"}}"#
    );
    assert_eq!(
        Error::Conflict.to_problem().to_json(),
        r#"{"type":"about:blank","title":"Conflict","status":409,"code":"409"}"#
    );
}

/// Section 3: "that format is identified with the "application/problem+json" media type".
#[test]
fn the_media_type_is_application_problem_json() {
    for case in bodies() {
        let response = case.response_as(Format::Problem);
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
        assert_eq!(*response.body(), case.problem().to_json(), "{}", case.name);
    }
}

/// Section 3.1.1: `type` "is a JSON string containing a URI reference"; `about:blank` where the error
/// has no type.
#[test]
fn type_is_a_string_and_about_blank_by_default() {
    let mut others = 0;
    for case in bodies() {
        let members = members(&case);
        let kind = members["type"].as_str().unwrap();
        if let [object] = case.envelope().errors.as_slice()
            && object.http_status() == Some(case.status())
        {
            let links = object.links.clone().unwrap_or_default();
            assert_eq!(kind, links.type_.as_deref().unwrap_or("about:blank"));
            others += usize::from(kind != "about:blank");
        }
    }
    assert!(others > 0);
}

/// Section 3.1.2: `status` is a JSON number, and "Generators MUST use the same status code in the
/// actual HTTP response".
#[test]
fn status_is_the_number_of_the_answer() {
    for case in bodies() {
        let members = members(&case);
        assert_eq!(members["status"], case.status().as_u16(), "{}", case.name);
        let response = case.response_as(Format::Problem);
        assert_eq!(response.status(), case.status(), "{}", case.name);
    }
}

/// Sections 3.1.3, 3.1.4 and 3.1.5: `title`, `detail` and `instance` are strings, or absent.
#[test]
fn title_detail_and_instance_are_strings() {
    for case in bodies() {
        let members = members(&case);
        for name in ["title", "detail", "instance"] {
            let member = members.get(name);
            assert!(member.is_none_or(Value::is_string), "{}: {name}", case.name);
        }
    }
}

/// Section 3.1.3: the title "SHOULD NOT change from occurrence to occurrence of the problem".
#[test]
fn title_does_not_change_from_occurrence_to_occurrence() {
    let titles = |text: &str| {
        let cases = varying(text).into_iter();
        cases.map(|case| case.problem().title).collect::<Vec<_>>()
    };
    assert_eq!(titles("a"), titles("b"));
}

/// Section 3.2: "problem type definitions MAY extend the problem details object with additional
/// members"; ours are `id`, `code`, `source`, `errors`, and each member of `meta`.
#[test]
fn extension_members_stand_beside_the_standard_ones() {
    let known = [
        "type", "title", "status", "detail", "instance", "id", "code", "source", "errors",
    ];
    for case in bodies() {
        let envelope = case.problem().to_envelope();
        let meta = envelope.errors.first().and_then(|error| error.meta.clone());
        let meta = meta.unwrap_or_default();
        for name in members(&case).keys() {
            assert!(
                known.contains(&name.as_str()) || meta.contains_key(name),
                "{}: {name}",
                case.name
            );
        }
    }
}

/// The example of section 3: `balance` and `accounts` at the top level, both ways.
#[test]
fn the_example_of_the_rfc_can_be_written() {
    #[derive(Debug, MretsError)]
    #[status(
        403,
        title = "You do not have enough credit.",
        detail = "Your current balance is {balance}, but that costs {cost}.",
        type = "https://example.com/probs/out-of-credit",
        about = "/account/12345/msgs/abc",
        meta(balance = .balance, accounts = ["/account/12345", "/account/67890"])
    )]
    struct OutOfCredit {
        balance: u32,
        cost: u32,
    }
    let error = OutOfCredit {
        balance: 30,
        cost: 50,
    };
    let mut problem = serde_json::to_value(error.to_problem()).unwrap();
    let members = problem.as_object_mut().unwrap();
    assert_eq!(members.remove("code").unwrap(), "403");
    assert_eq!(members.remove("status").unwrap(), 403);
    assert_eq!(
        problem,
        json!({
            "type": "https://example.com/probs/out-of-credit",
            "title": "You do not have enough credit.",
            "detail": "Your current balance is 30, but that costs 50.",
            "instance": "/account/12345/msgs/abc",
            "balance": 30,
            "accounts": ["/account/12345", "/account/67890"],
        })
    );
    assert_eq!(error.to_problem().to_envelope(), error.to_envelope());
}

/// A member of `meta` whose name is taken stays in `meta`, so that nothing is lost.
#[test]
fn a_taken_name_stays_in_meta() {
    let names = [
        "type", "title", "status", "detail", "instance", "id", "code", "source", "meta", "errors",
    ];
    let error = names.into_iter().fold(
        ErrorObject::new(http::StatusCode::CONFLICT).with_meta("max", 3),
        |error, name| error.with_meta(name, name),
    );
    let problem = serde_json::to_value(error.to_problem()).unwrap();
    assert_eq!(problem["max"], 3);
    for name in names {
        assert_eq!(problem["meta"][name], name);
    }
    assert_eq!(error.to_problem().to_envelope(), error.to_envelope());
}

/// Section 3: "problem-specific extensions can convey more than one instance". Further error objects
/// go to `errors`, as JSON:API writes them.
#[test]
fn further_errors_are_the_extension_errors() {
    let errors = Errors::from_iter([Error::Conflict, Error::Conflict]);
    assert_eq!(
        serde_json::to_value(errors.to_problem()).unwrap(),
        json!({
            "type": "about:blank", "title": "Conflict", "status": 409, "code": "409",
            "errors": [{ "title": "Conflict", "code": "409", "status": "409" }],
        })
    );
}

/// Section 3.1.2: errors of several statuses become a problem with the status of the answer, which may
/// be the status of none. `errors` holds them all.
#[test]
fn errors_of_several_statuses_stand_in_errors() {
    let errors = Errors::from_iter([Error::Conflict, Error::NotFound]);
    let row = mrets_errors::table::row(StatusCode::BAD_REQUEST).unwrap();
    assert_eq!(
        serde_json::to_value(errors.to_problem()).unwrap(),
        json!({
            "type": "about:blank", "title": row.text, "status": 400, "detail": row.description,
            "errors": errors.to_envelope().errors,
        })
    );
    let several = Error::Several(vec![Error::Conflict]);
    assert_eq!(
        several.to_problem().status,
        Some(StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(several.to_problem().to_envelope(), several.to_envelope());
}

/// The problem as it comes back: empty members are not written, or are the default.
fn told(mut envelope: Envelope) -> Envelope {
    for object in &mut envelope.errors {
        object.source.take_if(|source| *source == Source::default());
        if let Some(links) = &mut object.links {
            links.type_.take_if(|kind| kind == "about:blank");
        }
        object.links.take_if(|links| *links == Links::default());
        object.meta.take_if(|meta| meta.is_empty());
        if *object == ErrorObject::default() {
            *object = ErrorObject::new(StatusCode::INTERNAL_SERVER_ERROR);
        }
    }
    envelope
}

/// An envelope becomes a problem and the same envelope again.
#[test]
fn a_problem_is_its_envelope_again() {
    for case in bodies() {
        let problem = case.problem();
        let mut expected = case.envelope();
        // Members of the document are not part of an error.
        (expected.jsonapi, expected.links, expected.meta) = (None, None, None);
        assert_eq!(
            told(problem.to_envelope()),
            told(expected.clone()),
            "{}",
            case.name
        );
        let read = Problem::from_slice(&problem.to_json()).unwrap();
        assert_eq!(read, problem, "{}", case.name);
        assert_eq!(told(read.to_envelope()), told(expected), "{}", case.name);
    }
}

/// Section 4.2.1: a problem of the type `about:blank` says no more than its status. An error object may
/// do so too, and is still kept.
#[test]
fn an_error_that_says_no_more_than_its_status_is_not_lost() {
    let mut object = ErrorObject::new(StatusCode::NOT_FOUND);
    object.code = None;
    for count in 1..4 {
        let envelope = Envelope::new(vec![object.clone(); count]);
        let problem = Problem::from_envelope(&envelope, envelope.status());
        assert_eq!(problem.to_envelope(), envelope);
    }
}

/// Names of known members, and an unknown one.
const NAMES: &[&str] = &[
    "type", "title", "status", "detail", "instance", "id", "code", "source", "meta", "errors",
    "balance",
];

/// Any JSON object with members of a problem document.
fn document() -> impl Strategy<Value = Value> {
    let value = || {
        prop_oneof![
            text().prop_map(Value::from),
            any::<u16>().prop_map(Value::from),
            Just(Value::Null),
            Just(json!([])),
            text().prop_map(|text| json!({ "pointer": text, text: 1 })),
            prop::collection::vec(error_object(), 0..3).prop_map(|errors| json!(errors)),
            prop::collection::vec(text(), 0..3)
                .prop_map(|texts| json!([{ "detail": "x", "more": texts }])),
        ]
    };
    let member = (prop::sample::select(NAMES).prop_map(str::to_owned), value());
    prop::collection::vec(member, 0..8)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
}

proptest! {
    #![proptest_config(crate::support::proptest_config())]

    #[test]
    fn no_error_object_is_lost(errors in prop::collection::vec(error_object(), 1..4)) {
        let envelope = Envelope::new(errors);
        for status in [envelope.status(), StatusCode::IM_A_TEAPOT] {
            let problem = Problem::from_envelope(&envelope, status);
            prop_assert_eq!(problem.status, Some(status));
            let read = Problem::from_slice(&problem.to_json()).unwrap();
            prop_assert_eq!(&read, &problem);
            prop_assert_eq!(told(read.to_envelope()), told(envelope.clone()));
        }
    }

    /// Section 3.2: unknown extensions are not a mistake, and none is lost.
    #[test]
    fn nothing_of_a_foreign_problem_is_lost(document in document()) {
        let problem = read(&document);
        let envelope = problem.to_envelope();
        let texts = texts(&json!(envelope));
        let Value::Object(told) = json!(problem) else { unreachable!() };
        for (name, member) in told {
            if name != "type" || member != "about:blank" {
                for text in self::texts(&member) {
                    prop_assert!(texts.contains(&text), "{}: {} is lost from {}", name, text, document);
                }
            }
        }
    }
}

/// Every text and number inside of a value, as text.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Null | Value::Bool(_) => Vec::new(),
        Value::Number(number) => vec![number.to_string()],
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(members) => members.values().flat_map(texts).collect(),
    }
}

/// Section 3.1: "If a member's value type does not match the specified type, the member MUST be
/// ignored".
#[test]
fn members_of_a_wrong_type_are_ignored() {
    let empty = read(&json!({}));
    assert_eq!(empty, Problem::default());
    for wrong in [
        json!(null),
        json!(5),
        json!(true),
        json!(["x"]),
        json!({ "x": "x" }),
    ] {
        for name in ["type", "title", "detail", "instance"] {
            assert_eq!(read(&json!({ name: wrong })), empty, "{name}: {wrong}");
        }
    }
    for wrong in [
        json!(null),
        json!("404"),
        json!(true),
        json!([404]),
        json!({}),
        json!(-404),
        json!(404.5),
        json!(99),
        json!(1000),
        json!(65940),
        json!(18_446_744_073_709_551_615_u64),
    ] {
        assert_eq!(read(&json!({ "status": wrong })), empty, "{wrong}");
    }
    let document =
        json!({ "type": 1, "title": "Gone", "status": "410", "detail": [], "balance": 30 });
    let problem = read(&document);
    assert_eq!(problem.title.as_deref(), Some("Gone"));
    assert_eq!(
        problem.extensions,
        Map::from_iter([("balance".to_owned(), json!(30))])
    );
}

/// Section 3.1.1: "When this member is not present, its value is assumed to be "about:blank"."
#[test]
fn an_absent_type_is_about_blank() {
    assert_eq!(read(&json!({ "title": "x" })).type_, "about:blank");
    assert_eq!(read(&json!({ "type": "" })).type_, "");
}

/// Section 3: the canonical model is a JSON object.
#[test]
fn other_documents_are_refused() {
    for body in [
        "",
        "null",
        "[]",
        "[[]]",
        "\"x\"",
        "404",
        "{",
        "{} x",
        "<problem/>",
    ] {
        assert!(Problem::from_slice(body.as_bytes()).is_err(), "{body}");
    }
}

/// Section 3, the first example.
#[test]
fn the_example_out_of_credit_is_read() {
    let problem = read(&json!({
        "type": "https://example.com/probs/out-of-credit",
        "title": "You do not have enough credit.",
        "detail": "Your current balance is 30, but that costs 50.",
        "instance": "/account/12345/msgs/abc",
        "balance": 30,
        "accounts": ["/account/12345", "/account/67890"],
    }));
    let envelope = problem.to_envelope();
    let links = Links::default()
        .with_about("/account/12345/msgs/abc")
        .with_type("https://example.com/probs/out-of-credit");
    let expected = ErrorObject::default()
        .with_title("You do not have enough credit.")
        .with_detail("Your current balance is 30, but that costs 50.")
        .with_links(links)
        .with_meta("balance", 30)
        .with_meta("accounts", json!(["/account/12345", "/account/67890"]));
    assert_eq!(envelope, Envelope::new([expected]));
}

/// Section 3, the second example: its `errors` are not JSON:API's error objects.
#[test]
fn the_example_validation_error_is_read() {
    let errors = json!([
        { "detail": "must be a positive integer", "pointer": "#/age" },
        { "detail": "must be 'green', 'red' or 'blue'", "pointer": "#/profile/color" },
    ]);
    let problem = read(&json!({
        "type": "https://example.net/validation-error",
        "title": "Your request is not valid.",
        "errors": errors,
    }));
    let envelope = problem.to_envelope();
    let first = &envelope.errors[0];
    assert_eq!(first.title.as_deref(), Some("Your request is not valid."));
    let links = Links::default().with_type("https://example.net/validation-error");
    assert_eq!(first.links, Some(links));
    assert_eq!(
        first.meta,
        Some(Map::from_iter([("errors".to_owned(), errors)]))
    );
}

/// The crate `problem_details` reads each problem document, with the same members.
#[test]
fn the_crate_problem_details_reads_the_same() {
    for case in bodies() {
        let problem = case.problem();
        let read: ProblemDetails<Map<String, Value>> = serde_json::from_slice(&problem.to_json())
            .unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let kind = read.r#type.map(|kind| kind.to_string());
        assert_eq!(kind.as_ref(), Some(&problem.type_), "{}", case.name);
        assert_eq!(read.title, problem.title, "{}", case.name);
        assert_eq!(read.status, problem.status, "{}", case.name);
        assert_eq!(read.detail, problem.detail, "{}", case.name);
        let instance = read.instance.map(|instance| instance.to_string());
        assert_eq!(instance, problem.instance, "{}", case.name);
        assert_eq!(read.extensions, problem.extensions, "{}", case.name);
    }
}

/// Ours reads the documents of the crate `problem_details`, with the same members.
#[test]
fn problems_of_the_crate_problem_details_are_read() {
    let members = Map::from_iter([("balance".to_owned(), json!(30))]);
    let details = ProblemDetails::from_status_code(StatusCode::FORBIDDEN)
        .with_type(http::Uri::from_static(
            "https://example.com/probs/out-of-credit",
        ))
        .with_detail("Your current balance is 30.")
        .with_extensions(members.clone());
    let problem = Problem::from_slice(&serde_json::to_vec(&details).unwrap()).unwrap();
    assert_eq!(problem.type_, "https://example.com/probs/out-of-credit");
    assert_eq!(problem.title.as_deref(), Some("Forbidden"));
    assert_eq!(problem.status, Some(StatusCode::FORBIDDEN));
    assert_eq!(
        problem.detail.as_deref(),
        Some("Your current balance is 30.")
    );
    assert_eq!(problem.extensions, members);
}

/// Section 3.1: a standard member is written once, even if an extension has its name.
#[test]
fn a_member_of_the_standard_is_written_once() {
    let mut problem = Bare::NotFound.to_problem();
    problem
        .extensions
        .insert("title".to_owned(), json!("other"));
    problem.extensions.insert("type".to_owned(), json!(1));
    let body = String::from_utf8(problem.to_json().to_vec()).unwrap();
    assert_eq!(body.matches("\"title\"").count(), 1, "{body}");
    assert_eq!(body.matches("\"type\"").count(), 1, "{body}");
}

/// RFC 9110, section 15.4.5: a 304 has no problem document.
#[test]
fn a_304_has_no_problem_document() {
    let response = Bare::NotModified.to_response_as(Format::Problem);
    assert!(response.body().is_empty());
    assert!(!response.headers().contains_key("content-type"));
}
