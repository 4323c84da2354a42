//! A package registry's errors, by the derive.

use mrets_errors::dialect::{Body, PublicError};
use mrets_errors::{Dialect, MretsError};
use serde::Serialize;

#[derive(Debug, MretsError)]
#[mrets(dialect = PACKAGES)]
pub enum Error {
    #[status(404, detail = "crate `{name}` does not exist")]
    CrateNotFound { name: String },
    #[status(404, detail = "crate `{name}` does not have a version `{version}`")]
    VersionNotFound { name: String, version: String },
    #[status(403, detail = "only owners can publish a new version")]
    NotAnOwner,
    #[status(400, detail = "the name `{name}` is reserved")]
    NameReserved { name: String },
    #[status(400, detail = "a crate has at most {max} keywords")]
    TooManyKeywords { max: usize },
    #[status(400)]
    Upload(#[errors] Vec<Problem>),
    #[status(503, detail = "the registry is read-only for maintenance")]
    ReadOnly,
    #[status(500, detail = "internal server error", display = "{0}")]
    Internal(String),
}

#[derive(Debug, MretsError)]
#[status(400, detail = "{0}")]
pub struct Problem(pub String);

pub static PACKAGES: Dialect = Dialect::NEUTRAL.body("application/json", shape);

#[derive(Serialize)]
struct Shape<'a> {
    errors: Vec<Detail<'a>>,
}

#[derive(Serialize)]
struct Detail<'a> {
    detail: &'a str,
}

fn shape(error: &PublicError<'_>) -> Body {
    let details = error.errors().iter().filter_map(|error| error.detail.as_deref());
    Body::json(&Shape {
        errors: details.map(|detail| Detail { detail }).collect(),
    })
}
