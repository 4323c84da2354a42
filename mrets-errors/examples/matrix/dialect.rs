//! The body of every error, and the codes of the errors that actix-web answers by itself.

use http::StatusCode;
use mrets_errors::{
    Dialect,
    dialect::{Body, Codes, PublicError},
};
use serde::Serialize;
use serde_json::{Map, Value};

pub(crate) static MATRIX: Dialect = Dialect::NEUTRAL
    .codes(Codes::Own(errcode))
    .body("application/json", shape);

fn errcode(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 | 422 => "M_BAD_JSON",
        401 => "M_MISSING_TOKEN",
        403 => "M_FORBIDDEN",
        // The code of unknown paths and methods. For missing rooms the errors themselves say `M_NOT_FOUND`.
        404 | 405 => "M_UNRECOGNIZED",
        413 => "M_TOO_LARGE",
        415 => "M_NOT_JSON",
        429 => "M_LIMIT_EXCEEDED",
        _ => "M_UNKNOWN",
    }
}

#[derive(Serialize)]
struct Shape<'a> {
    errcode: &'a str,
    error: &'a str,
    /// Other members, such as `retry_after_ms`.
    #[serde(flatten)]
    more: Option<&'a Map<String, Value>>,
}

fn shape(error: &PublicError<'_>) -> Body {
    let first = error.errors().first();
    Body::json(&Shape {
        errcode: error.code(),
        error: error.detail(),
        more: first.and_then(|error| error.meta.as_ref()),
    })
}
