//! A pastebin's errors, written by hand: plain text.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Error {
    #[error("no paste `{0}`")]
    NotFound(String),
    #[error("this paste has expired")]
    Expired,
    #[error("a paste has at most {max} bytes")]
    TooLarge { max: usize },
    #[error("not UTF-8: {0}")]
    NotText(#[from] std::str::Utf8Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Expired => StatusCode::GONE,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NotText(_) => StatusCode::BAD_REQUEST,
            Self::Io(error) => {
                tracing::error!("{error}");
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                return (status, "internal error\n").into_response();
            }
        };
        (status, format!("{self}\n")).into_response()
    }
}
