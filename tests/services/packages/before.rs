//! A package registry's errors, written by hand: a trait object, as such services have it.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::fmt;

#[derive(Debug)]
pub enum Error {
    CrateNotFound { name: String },
    VersionNotFound { name: String, version: String },
    NotAnOwner,
    NameReserved { name: String },
    TooManyKeywords { max: usize },
    Upload(Vec<Problem>),
    ReadOnly,
    Internal(String),
}

#[derive(Debug)]
pub struct Problem(pub String);

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn errors<T: fmt::Display>(details: &[T]) -> Json<serde_json::Value> {
    let errors = details.iter().map(|detail| json!({ "detail": detail.to_string() }));
    Json(json!({ "errors": errors.collect::<Vec<_>>() }))
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let bad_request = StatusCode::BAD_REQUEST;
        let (status, detail) = match self {
            Self::CrateNotFound { name } => (
                StatusCode::NOT_FOUND,
                format!("crate `{name}` does not exist"),
            ),
            Self::VersionNotFound { name, version } => (
                StatusCode::NOT_FOUND,
                format!("crate `{name}` does not have a version `{version}`"),
            ),
            Self::NotAnOwner => (
                StatusCode::FORBIDDEN,
                "only owners can publish a new version".to_owned(),
            ),
            Self::NameReserved { name } => (bad_request, format!("the name `{name}` is reserved")),
            Self::TooManyKeywords { max } => (
                bad_request,
                format!("a crate has at most {max} keywords"),
            ),
            Self::Upload(problems) => {
                return (bad_request, errors(&problems)).into_response();
            }
            Self::ReadOnly => (
                StatusCode::SERVICE_UNAVAILABLE,
                "the registry is read-only for maintenance".to_owned(),
            ),
            Self::Internal(cause) => {
                tracing::error!("{cause}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "internal server error".to_owned(),
                )
            }
        };
        (status, errors(&[detail])).into_response()
    }
}
