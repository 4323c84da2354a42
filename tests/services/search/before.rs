//! A search engine's errors, written by hand.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Error {
    #[error("Index `{0}` not found.")]
    IndexNotFound(String),
    #[error("Index `{0}` already exists.")]
    IndexAlreadyExists(String),
    #[error("`{name}` is not an index name: use letters, digits, `-` and `_`.")]
    InvalidIndexName { name: String },
    #[error("`limit` must be between 1 and {max}, but was {limit}.")]
    InvalidLimit { limit: u32, max: u32 },
    #[error("The Authorization header is missing. Use the bearer scheme.")]
    MissingAuthorization,
    #[error("The API key cannot access the index `{0}`.")]
    InvalidApiKey(String),
    #[error("Too many searches are running. Try again in {seconds} s.")]
    TooManySearches { seconds: u32 },
    #[error("the store failed: {0}")]
    Store(#[from] std::io::Error),
}

impl Error {
    fn status(&self) -> StatusCode {
        match self {
            Self::IndexNotFound(_) => StatusCode::NOT_FOUND,
            Self::IndexAlreadyExists(_) => StatusCode::CONFLICT,
            Self::InvalidIndexName { .. } | Self::InvalidLimit { .. } => StatusCode::BAD_REQUEST,
            Self::MissingAuthorization => StatusCode::UNAUTHORIZED,
            Self::InvalidApiKey(_) => StatusCode::FORBIDDEN,
            Self::TooManySearches { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::IndexNotFound(_) => "index_not_found",
            Self::IndexAlreadyExists(_) => "index_already_exists",
            Self::InvalidIndexName { .. } => "invalid_index_name",
            Self::InvalidLimit { .. } => "invalid_limit",
            Self::MissingAuthorization => "missing_authorization",
            Self::InvalidApiKey(_) => "invalid_api_key",
            Self::TooManySearches { .. } => "too_many_searches",
            Self::Store(_) => "internal",
        }
    }

    fn kind(&self) -> &'static str {
        match self.status() {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => "auth",
            status if status.is_server_error() => "internal",
            _ => "invalid_request",
        }
    }

    fn public_message(&self) -> String {
        match self {
            Self::Store(_) => "An internal error occurred, and was reported.".to_owned(),
            _ => self.to_string(),
        }
    }
}

#[derive(Serialize)]
struct Body {
    error: Inner,
}

#[derive(Serialize)]
struct Inner {
    message: String,
    code: &'static str,
    r#type: &'static str,
    link: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if self.status().is_server_error() {
            tracing::error!("{self}");
        }
        let body = Body {
            error: Inner {
                message: self.public_message(),
                code: self.code(),
                r#type: self.kind(),
                link: format!("https://docs.search.example/errors#{}", self.code()),
            },
        };
        let mut response = (self.status(), axum::Json(body)).into_response();
        if let Self::TooManySearches { seconds } = self {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}
