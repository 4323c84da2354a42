//! A blog's errors, by the derive: `source.parameter` names the field.

use mrets_errors::dialect::{Body, PublicError};
use mrets_errors::{Dialect, MretsError};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug, MretsError)]
#[mrets(dialect = ARTICLES)]
pub enum Error {
    #[status(422)]
    Invalid(#[errors] Vec<Problem>),
    #[status(401, parameter = "token", detail = "is missing")]
    Unauthorized,
    #[status(403, parameter = "article", detail = "is another's")]
    Forbidden,
    #[status(404, parameter = "article", detail = "does not exist")]
    NoArticle,
    #[status(
        409,
        parameter = "title",
        detail = "makes the slug `{0}`, which is taken"
    )]
    SlugTaken(String),
    #[status(500, parameter = "server", detail = "is broken")]
    Database(#[from] std::io::Error),
}

#[derive(Debug, MretsError)]
#[status(422, parameter = "{0}", detail = "{1}")]
pub struct Problem(pub &'static str, pub String);

pub static ARTICLES: Dialect = Dialect::NEUTRAL.body("application/json", shape);

#[derive(Serialize, Default)]
struct Shape<'a> {
    errors: BTreeMap<&'a str, Vec<&'a str>>,
}

fn shape(error: &PublicError<'_>) -> Body {
    let mut shape = Shape::default();
    for error in error.errors() {
        let source = error.source.as_ref();
        let field = source.and_then(|source| source.parameter.as_deref()).unwrap_or("server");
        let text = error.detail.as_deref().unwrap_or_default();
        shape.errors.entry(field).or_default().push(text);
    }
    Body::json(&shape)
}
