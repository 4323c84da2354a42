//! The client reads a shape by the reader of the dialect.

use crate::PLAIN;
use http::{Response, StatusCode, header};
use mrets_errors::dialect::{Body, Codes, PublicError};
use mrets_errors::{
    ApiError, Dialect, Envelope, ErrorObject, Errors, Failure, Format, Known, MretsError,
    ResponseExt as _,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::borrow::Cow;

static SHAPED: Dialect = Dialect::NEUTRAL
    .codes(Codes::SnakeCase)
    .body("application/json", shape)
    .read(read);

#[derive(Serialize, Deserialize)]
struct Shape<'a> {
    error: Cow<'a, str>,
    #[serde(default)]
    with: Map<String, Value>,
}

fn shape(error: &PublicError<'_>) -> Body {
    let first = &error.errors()[0];
    Body::json(&Shape {
        error: error.code().into(),
        with: first.meta.clone().unwrap_or_default(),
    })
}

fn read(body: &[u8]) -> Option<Envelope> {
    assert!(body != b"panic", "a reader");
    let Shape { error, with } = serde_json::from_slice(body).ok()?;
    let mut object = ErrorObject::default().with_code(error);
    object.meta = Some(with);
    Some(Envelope::new([object]))
}

#[derive(Debug, PartialEq, MretsError)]
#[mrets(decode, dialect = SHAPED)]
enum Inner {
    #[status(404)]
    NoPage,
    #[status(409, code = "taken", detail = "{by} has it.")]
    Taken { by: String },
    #[status(503)]
    Away,
}

#[derive(Debug, PartialEq, MretsError)]
#[mrets(decode, codes = "kebab-case", dialect = PLAIN)]
enum OtherDialect {
    #[status(transparent)]
    Inner(Inner),
    #[status(400)]
    Bad,
}

fn back<E: MretsError + mrets_errors::Decode>(error: &E) -> Option<E> {
    E::from_failure(&Failure::from(&error.to_response())).ok()
}

#[test]
fn a_round_trip_gives_the_variant() {
    let taken = || Inner::Taken { by: "9".to_owned() };
    for error in [Inner::NoPage, taken(), Inner::Away] {
        let response = error.to_response();
        assert!(response.body().starts_with(br#"{"error":"#));
        assert_eq!(back(&error).as_ref(), Some(&error));
        for format in [Format::JsonApi, Format::Problem] {
            let response = error.to_response_as(format);
            let failure = Failure::from(&response);
            assert_eq!(Inner::from_failure(&failure).as_ref(), Ok(&error));
        }
        let boxed = Errors::from(Box::new(error));
        assert_eq!(back(&boxed), Some(boxed));
    }
    let errors = Errors::from(taken());
    assert_eq!(back(&errors), Some(errors));
    let known = Known::Known(taken());
    assert_eq!(back(&known), Some(known));
    // The outer type's dialect has no shape of its own, and other codes.
    for error in [
        OtherDialect::Inner(Inner::NoPage),
        OtherDialect::Inner(taken()),
        OtherDialect::Bad,
    ] {
        assert_eq!(back(&error).as_ref(), Some(&error));
    }
}

#[test]
fn decode_of_a_response_knows_the_dialect() {
    let response = Inner::Taken { by: "9".to_owned() }.to_response();
    let Err(ApiError::Domain { error, failure, .. }) = response.decode::<Value, Inner>() else {
        panic!()
    };
    assert_eq!(error, Inner::Taken { by: "9".to_owned() });
    assert_eq!(failure.to_string(), "409 Conflict (code taken)");
}

fn answer(status: u16, media_type: &str, body: &str) -> Failure {
    let response = Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, media_type);
    Failure::from(&response.body(body.to_owned()).unwrap())
}

#[test]
fn other_answers_are_refused() {
    for (status, media_type, body) in [
        // Another shape with the same code.
        (
            404,
            "application/json",
            r#"{"code":"not_found","message":"no route"}"#,
        ),
        // Another status.
        (502, "application/json", r#"{"error":"taken"}"#),
        (
            404,
            "application/json",
            r#"{"error":"service_unavailable"}"#,
        ),
        (409, "application/json", r#"{"error":"not_found"}"#),
        // Its Content-Type names another document.
        (
            409,
            "application/vnd.api+json",
            r#"{"error":"taken","with":{"by":"9"}}"#,
        ),
        (
            409,
            "application/problem+json",
            r#"{"error":"taken","with":{"by":"9"}}"#,
        ),
        (409, "text/html", "<p>taken</p>"),
        (409, "application/json", "panic"),
        (409, "application/json", ""),
    ] {
        let failure = answer(status, media_type, body);
        let result = Inner::from_failure(&failure);
        assert!(result.is_err(), "{status} {media_type} {body}: {result:?}");
    }
    // The dialect has no reader.
    #[derive(Debug, MretsError)]
    #[mrets(decode, codes = "snake_case")]
    enum Unread {
        #[status(404)]
        NotFound,
    }
    let failure = answer(404, "application/json", r#"{"code":"not_found"}"#);
    assert!(Unread::from_failure(&failure).is_err());
}

#[test]
fn a_dialect_gives_its_types_their_codes() {
    let object = |code: &str, status| ErrorObject::new(status).with_code(code);
    let from = |code: &str, status| {
        let object = object(code, status);
        Inner::from_error_object(&object).ok()
    };
    assert_eq!(
        from("not_found", StatusCode::NOT_FOUND),
        Some(Inner::NoPage)
    );
    assert_eq!(from("404", StatusCode::NOT_FOUND), Some(Inner::NoPage));
    assert_eq!(from("not_found", StatusCode::GONE), None);
    assert_eq!(from("gone", StatusCode::GONE), None);

    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(decode, dialect = PLAIN)]
    enum OwnCodes {
        #[status(409)]
        Taken,
        #[status(503)]
        Away,
        #[status(502)]
        Bad,
    }
    for error in [OwnCodes::Taken, OwnCodes::Away, OwnCodes::Bad] {
        assert_eq!(back(&error), Some(error));
    }
}

#[test]
fn a_client_may_say_the_dialect() {
    /// An enum as in a crate that declares no dialect.
    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(decode, dialect = mrets_errors::private::DEFAULT_DIALECT)]
    enum Undeclared {
        #[status(404)]
        NoPage,
    }

    let failure = || answer(404, "application/json", r#"{"error":"not_found"}"#);
    assert!(Undeclared::from_failure(&failure()).is_err());
    let failure = failure().in_dialect(&SHAPED);
    assert_eq!(failure.error().code.as_deref(), Some("not_found"));
    assert_eq!(Undeclared::from_failure(&failure), Ok(Undeclared::NoPage));
}
