//! A notebook's errors, with `#[status]` beside thiserror's `#[error]`.

use mrets_errors::dialect::{Body, PublicError, Text};
use mrets_errors::{Dialect, MretsError};
use serde::Serialize;
use thiserror::Error;

#[derive(Debug, Error, MretsError)]
#[mrets(codes = "snake_case", dialect = NOTES)]
pub enum Error {
    #[error("No such note.")]
    #[status(404)]
    NoteNotFound,
    #[error("The note was changed by {editor} meanwhile.")]
    #[status(409)]
    EditConflict { editor: String },
    #[error("A title has at most {0} letters.")]
    #[status(422)]
    TitleTooLong(usize),
    #[error("The note is locked.")]
    #[status(423)]
    Locked,
    #[error("Log in first.")]
    #[status(401)]
    NotLoggedIn,
    #[error("database: {0}")]
    #[status(500)]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("mail server: {0}")]
    #[status(502)]
    Mail(#[from] std::io::Error),
}

pub static NOTES: Dialect = Dialect::NEUTRAL
    .texts(&[wrong(500, "Internal Server Error"), wrong(502, "Bad Gateway")])
    .body("application/json", |error: &PublicError<'_>| {
        Body::json(&ErrorBody {
            error_type: error.code(),
            message: error.detail(),
        })
    });

const fn wrong(status: u16, title: &'static str) -> Text {
    let detail = "Something went wrong.";
    Text { status, title, detail }
}

#[derive(Serialize)]
struct ErrorBody<'a> {
    error_type: &'a str,
    message: &'a str,
}
