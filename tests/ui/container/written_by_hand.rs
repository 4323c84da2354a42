use axum::response::{IntoResponse, Response};
use mrets_errors::MretsError;
use std::fmt;

#[derive(Debug, MretsError)]
#[status(404)]
struct Shown;

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not here")
    }
}

impl std::error::Error for Shown {}

#[derive(Debug, MretsError)]
#[status(404)]
struct Answered;

impl IntoResponse for Answered {
    fn into_response(self) -> Response {
        "not here".into_response()
    }
}

fn main() {}
