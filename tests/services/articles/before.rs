//! A blog's errors, written by hand: texts by field.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use thiserror::Error;

type Fields = BTreeMap<Cow<'static, str>, Vec<Cow<'static, str>>>;

#[derive(Debug, Error)]
pub enum Error {
    #[error("the input is invalid")]
    Invalid(Vec<Problem>),
    #[error("no token")]
    Unauthorized,
    #[error("not the author")]
    Forbidden,
    #[error("no article")]
    NoArticle,
    #[error("slug `{0}` is taken")]
    SlugTaken(String),
    #[error("the database failed")]
    Database(#[from] std::io::Error),
}

#[derive(Debug)]
pub struct Problem(pub &'static str, pub String);

#[derive(Serialize)]
struct Errors {
    errors: Fields,
}

fn one(field: &'static str, text: impl Into<Cow<'static, str>>) -> Fields {
    BTreeMap::from([(field.into(), vec![text.into()])])
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, errors) = match self {
            Self::Invalid(problems) => {
                let mut errors = Fields::new();
                for Problem(field, problem) in problems {
                    errors.entry(field.into()).or_default().push(problem.into());
                }
                (StatusCode::UNPROCESSABLE_ENTITY, errors)
            }
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, one("token", "is missing")),
            Self::Forbidden => (StatusCode::FORBIDDEN, one("article", "is another's")),
            Self::NoArticle => (StatusCode::NOT_FOUND, one("article", "does not exist")),
            Self::SlugTaken(slug) => (
                StatusCode::CONFLICT,
                one("title", format!("makes the slug `{slug}`, which is taken")),
            ),
            Self::Database(error) => {
                tracing::error!("{error}");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    one("server", "is broken"),
                )
            }
        };
        (status, Json(Errors { errors })).into_response()
    }
}
