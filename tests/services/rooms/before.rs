//! A chat server's errors, written by hand: a method of the kind says the status.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::time::Duration;
use thiserror::Error;

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

#[derive(Debug, Error)]
pub enum Error {
    #[error("{text}")]
    Standard { kind: Kind, text: String },
    #[error("Too many requests")]
    LimitExceeded { wait: Duration },
    #[error("upload: {0}")]
    Upload(#[from] std::io::Error),
}

#[derive(Serialize)]
struct Body {
    errcode: &'static str,
    error: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_ms: Option<u128>,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, errcode) = match &self {
            Self::Standard { kind, .. } => (kind.status(), kind.errcode()),
            Self::LimitExceeded { .. } => (StatusCode::TOO_MANY_REQUESTS, "M_LIMIT_EXCEEDED"),
            Self::Upload(_) => (StatusCode::INTERNAL_SERVER_ERROR, "M_UNKNOWN"),
        };
        let error = if status.is_server_error() {
            tracing::error!("{self}");
            "Internal server error".to_owned()
        } else {
            self.to_string()
        };
        let wait = match self {
            Self::LimitExceeded { wait } => Some(wait),
            _ => None,
        };
        let body = Body {
            errcode,
            error,
            retry_after_ms: wait.map(|wait| wait.as_millis()),
        };
        let mut response = (status, Json(body)).into_response();
        if let Some(wait) = wait {
            // Whole seconds, rounded up.
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
