//! A search engine's errors, by the derive.

use mrets_errors::dialect::{Body, PublicError};
use mrets_errors::{Dialect, MretsError};
use serde::Serialize;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", dialect = SEARCH)]
pub enum Error {
    #[status(404, detail = "Index `{0}` not found.")]
    IndexNotFound(String),
    #[status(409, detail = "Index `{0}` already exists.")]
    IndexAlreadyExists(String),
    #[status(
        400,
        detail = "`{name}` is not an index name: use letters, digits, `-` and `_`."
    )]
    InvalidIndexName { name: String },
    #[status(
        400,
        detail = "`limit` must be between 1 and {max}, but was {limit}."
    )]
    InvalidLimit { limit: u32, max: u32 },
    #[status(
        401,
        detail = "The Authorization header is missing. Use the bearer scheme."
    )]
    MissingAuthorization,
    #[status(403, detail = "The API key cannot access the index `{0}`.")]
    InvalidApiKey(String),
    #[status(503, expose, detail = "Too many searches are running. Try again in {seconds} s.", retry_after = .seconds)]
    TooManySearches { seconds: u32 },
    #[status(
        500,
        code = "internal",
        detail = "An internal error occurred, and was reported.",
        display = "the store failed"
    )]
    Store(#[from] std::io::Error),
}

pub static SEARCH: Dialect = Dialect::NEUTRAL
    .docs("https://docs.search.example/errors#{code}")
    .body("application/json", shape);

#[derive(Serialize)]
struct Shape<'a> {
    error: Inner<'a>,
}

#[derive(Serialize)]
struct Inner<'a> {
    message: &'a str,
    code: &'a str,
    r#type: &'a str,
    link: &'a str,
}

fn shape(error: &PublicError<'_>) -> Body {
    let link = error.errors().first().and_then(|error| error.links.as_ref()?.type_.as_deref());
    Body::json(&Shape {
        error: Inner {
            message: error.detail(),
            code: error.code(),
            r#type: match error.status().as_u16() {
                401 | 403 => "auth",
                500.. => "internal",
                _ => "invalid_request",
            },
            link: link.unwrap_or_default(),
        },
    })
}
