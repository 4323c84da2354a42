//! `Internal`, `.internal()` and `answers!`: errors that no client may see.

use axum::response::IntoResponse;
use http::{StatusCode, header};
use http_body_util::BodyExt as _;
use mrets_errors::{AnyError, Internal, InternalExt as _, MretsError, table};
use std::error::Error;
use std::io;

const SECRET: &str = "pool timed out at db-3";

fn published() -> String {
    let row = table::row(StatusCode::INTERNAL_SERVER_ERROR).unwrap();
    format!(
        r#"{{"errors":[{{"title":"Internal Server Error","detail":"{}","code":"500","status":"500"}}]}}"#,
        row.description
    )
}

fn answered(error: impl IntoResponse) -> (StatusCode, String) {
    let (head, body) = error.into_response().into_parts();
    assert_eq!(
        head.headers[header::CONTENT_TYPE],
        "application/vnd.api+json"
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let body = runtime.block_on(body.collect()).unwrap().to_bytes();
    (head.status, String::from_utf8(body.to_vec()).unwrap())
}

#[test]
fn every_kind_of_error_becomes_one_by_question_mark() {
    fn standard() -> Result<(), Internal> {
        Ok(Err(io::Error::other(SECRET))?)
    }
    fn any() -> Result<(), Internal> {
        Ok(Err(anyhow::anyhow!(SECRET).context("while it was read"))?)
    }
    fn text() -> Result<(), Internal> {
        Err(SECRET)?
    }
    for error in [standard(), any(), text()].map(Result::unwrap_err) {
        assert_eq!(
            answered(error),
            (StatusCode::INTERNAL_SERVER_ERROR, published())
        );
    }
}

#[test]
fn the_error_is_there_for_the_log_alone() {
    let error = Internal::from(io::Error::other(Cause));
    assert_eq!(error.to_string(), "the disk is full");
    assert!(error.error().is::<io::Error>());
    assert!(format!("{error:?}").contains("Cause"));
}

#[derive(Debug)]
struct Cause;

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the disk is full")
    }
}

impl Error for Cause {}

#[derive(Debug, MretsError)]
#[status(404, detail = "There is no record {0}.")]
struct NotFound(u32);

#[test]
fn an_internal_error_mixes_with_domain_errors() {
    fn handler(id: u32) -> Result<String, AnyError> {
        if id > 0 {
            Err(NotFound(id))?;
        }
        let text: Result<String, _> = Err(io::Error::other(SECRET));
        text.internal()
    }
    assert_eq!(handler(7).unwrap_err().detail(), "There is no record 7.");
    let error = handler(0).unwrap_err();
    assert_eq!(error.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(error.to_json(), published());
    let message = error.to_string();
    assert!(message.starts_with(SECRET), "{message}");
    assert!(message.contains("io::error::Error"), "{message}");
}

#[test]
fn it_stands_in_a_transparent_variant() {
    #[derive(Debug, MretsError)]
    enum AppError {
        #[status(409)]
        Conflict,
        #[status(transparent)]
        Internal(Internal),
    }
    assert_eq!(AppError::Conflict.status(), StatusCode::CONFLICT);
    let error = AppError::Internal(io::Error::other(SECRET).into());
    assert_eq!(error.to_json(), published());
    assert!(error.to_string().starts_with(SECRET));
    let catalog = AppError::catalog();
    let statuses: Vec<_> = catalog.entries().map(|entry| entry.status).collect();
    assert_eq!(
        statuses,
        [
            Some(StatusCode::CONFLICT),
            Some(StatusCode::INTERNAL_SERVER_ERROR)
        ]
    );
}

/// As axum's own example has it.
struct AppError(anyhow::Error);

impl<E: Into<anyhow::Error>> From<E> for AppError {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

mrets_errors::answers!(AppError => .0);

#[test]
fn a_wrapper_around_anyhow_answers() {
    fn handler() -> Result<(), AppError> {
        Ok(Err(io::Error::other(SECRET))?)
    }
    let error = handler().err().unwrap();
    assert_eq!(
        answered(error),
        (StatusCode::INTERNAL_SERVER_ERROR, published())
    );
}

struct Named {
    error: AnyError,
}

impl<E: Into<AnyError>> From<E> for Named {
    fn from(error: E) -> Self {
        Self {
            error: error.into(),
        }
    }
}

mrets_errors::answers!(Named => .error);

struct Standard(io::Error);

mrets_errors::answers!(Standard => .0);

#[test]
fn a_wrapper_answers_as_its_field_does() {
    let (status, body) = answered(Named::from(NotFound(7)));
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(body.contains("There is no record 7."), "{body}");
    assert_eq!(answered(Standard(io::Error::other(SECRET))).1, published());
}
