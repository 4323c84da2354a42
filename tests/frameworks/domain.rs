//! The errors of the service.

use mrets_errors::{AnyError, Envelope, ErrorObject, Errors, MretsError};
use std::io;
use uuid::Uuid;

#[derive(Debug, MretsError)]
pub(crate) enum RegistryError {
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {id} could not be found."
    )]
    RecordNotFound { id: Uuid },
    #[status(401, challenge = "Bearer realm=\"records\"")]
    Unauthenticated,
    #[status(429, retry_after = .0)]
    TooManyRequests(u32),
    #[status(304, headers("ETag" = "\"v1\""))]
    NotModified,
    #[status(422)]
    Invalid(#[errors] Vec<Blank>),
    #[status(500)]
    Broken(#[from] io::Error),
    #[status(405, headers("Allow" = "GET", "X-Twice" = "1", "X-Twice" = "2"))]
    MethodNotAllowed,
}

#[derive(Debug, MretsError)]
#[status(
    422,
    code = "blank",
    pointer = "/data/attributes/{0}",
    detail = "{0} is blank."
)]
pub(crate) struct Blank(&'static str);

#[derive(Debug, MretsError)]
#[status(409, detail = "{0}")]
pub(crate) struct Generic<T>(T);

/// Compatible with problem documents, not recognisable by its media type.
#[derive(Debug, MretsError)]
#[mrets(media_type = "application/json")]
#[status(403, code = "plain_json")]
pub(crate) struct PlainJson;

pub(crate) fn record(id: u32) -> Result<&'static str, RegistryError> {
    if id == 0 {
        return Ok("found");
    }
    let id = Uuid::from_u128(id.into());
    Err(RegistryError::RecordNotFound { id })
}

pub(crate) fn domain(kind: &str) -> Result<&'static str, RegistryError> {
    Err(match kind {
        "unauthenticated" => RegistryError::Unauthenticated,
        "limited" => RegistryError::TooManyRequests(3),
        "fresh" => RegistryError::NotModified,
        "invalid" => RegistryError::Invalid(vec![Blank("name"), Blank("e/mail")]),
        "broken" => RegistryError::Broken(io::Error::other("secret: the disk is on fire")),
        "method" => RegistryError::MethodNotAllowed,
        _ => return Ok("fine"),
    })
}

pub(crate) fn any(kind: &str) -> Result<&'static str, AnyError> {
    match kind {
        "blank" => Err(Blank("name"))?,
        "json" => Err(PlainJson)?,
        kind => Ok(domain(kind)?),
    }
}

pub(crate) fn errors() -> Result<&'static str, Errors<Blank>> {
    Errors::from_iter([Blank("a"), Blank("b")]).into_result("valid")
}

pub(crate) fn generic() -> Generic<String> {
    Generic("taken".to_owned())
}

pub(crate) fn object() -> ErrorObject {
    ErrorObject::new(http::StatusCode::GONE)
}

pub(crate) fn envelope() -> Envelope {
    let error = ErrorObject::new(http::StatusCode::CONFLICT).with_detail("By hand.");
    Envelope::new([error])
}
