//! A notebook's errors, written by hand.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum Error {
    #[error("No such note.")]
    NoteNotFound,
    #[error("The note was changed by {editor} meanwhile.")]
    EditConflict { editor: String },
    #[error("A title has at most {0} letters.")]
    TitleTooLong(usize),
    #[error("The note is locked.")]
    Locked,
    #[error("Log in first.")]
    NotLoggedIn,
    #[error("database: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("mail server: {0}")]
    Mail(#[from] std::io::Error),
}

#[derive(Serialize)]
struct ErrorBody {
    error_type: &'static str,
    message: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, error_type) = match &self {
            Self::NoteNotFound => (StatusCode::NOT_FOUND, "note_not_found"),
            Self::EditConflict { .. } => (StatusCode::CONFLICT, "edit_conflict"),
            Self::TitleTooLong(_) => (StatusCode::UNPROCESSABLE_ENTITY, "title_too_long"),
            Self::Locked => (StatusCode::LOCKED, "locked"),
            Self::NotLoggedIn => (StatusCode::UNAUTHORIZED, "not_logged_in"),
            Self::Database(_) => (StatusCode::INTERNAL_SERVER_ERROR, "database"),
            Self::Mail(_) => (StatusCode::BAD_GATEWAY, "mail"),
        };
        let message = if status.is_server_error() {
            tracing::error!("{self}");
            "Something went wrong.".to_owned()
        } else {
            self.to_string()
        };
        let body = ErrorBody {
            error_type,
            message,
        };
        (status, Json(body)).into_response()
    }
}
