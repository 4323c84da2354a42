//! A chat server's errors, by the derive: a method of the kind says the status.

use axum::http::StatusCode;
use mrets_errors::dialect::{Body, PublicError, Text};
use mrets_errors::{Dialect, MretsError};
use serde::Serialize;
use serde_json::{Map, Value};
use std::time::Duration;

#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Forbidden,
    UnknownToken,
    NotFound,
    UserInUse,
    Unknown,
}

impl Kind {
    fn status(self) -> StatusCode {
        match self {
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::UnknownToken => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::UserInUse => StatusCode::BAD_REQUEST,
            Self::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn errcode(self) -> &'static str {
        match self {
            Self::Forbidden => "M_FORBIDDEN",
            Self::UnknownToken => "M_UNKNOWN_TOKEN",
            Self::NotFound => "M_NOT_FOUND",
            Self::UserInUse => "M_USER_IN_USE",
            Self::Unknown => "M_UNKNOWN",
        }
    }
}

#[derive(Debug, MretsError)]
#[mrets(dialect = ROOMS)]
pub enum Error {
    #[status(.kind.status(), code = .kind.errcode(), detail = "{text}")]
    Standard { kind: Kind, text: String },
    #[status(429, code = "M_LIMIT_EXCEEDED", detail = "Too many requests", retry_after = .wait, meta(retry_after_ms = .wait.as_millis()))]
    LimitExceeded { wait: Duration },
    #[status(500, code = "M_UNKNOWN", display = "upload: {0}")]
    Upload(#[from] std::io::Error),
}

pub static ROOMS: Dialect = Dialect::NEUTRAL
    .texts(&[Text {
        status: 500,
        title: "Internal Server Error",
        detail: "Internal server error",
    }])
    .body("application/json", shape);

#[derive(Serialize)]
struct Shape<'a> {
    errcode: &'a str,
    error: &'a str,
    #[serde(flatten)]
    more: Option<&'a Map<String, Value>>,
}

fn shape(error: &PublicError<'_>) -> Body {
    let first = error.errors().first();
    Body::json(&Shape {
        errcode: error.code(),
        error: error.detail(),
        more: first.and_then(|error| error.meta.as_ref()),
    })
}
