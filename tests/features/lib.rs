//! Errors of each shape. `.ci/release features pairs` compiles them with the features of
//! `mrets-errors` one by one, so that the generated code is compiled too.

use mrets_errors::{AnyError, Errors, MretsError};

/// Each kind of variant.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", docs = "/errors")]
pub enum Error {
    /// A constant.
    #[status(401)]
    Unauthenticated,
    /// A text, a pointer and a header.
    #[status(429, detail = "Wait for {wait} s.", pointer = "/{name}", retry_after = .wait)]
    TooMany {
        /// The wait in seconds.
        wait: u32,
        /// The name of the client.
        name: String,
    },
    /// A private cause.
    #[status(500)]
    Io(#[from] std::io::Error),
    /// Another error.
    #[status(transparent)]
    Field(#[from] Field<String>),
    /// Any error.
    #[status(transparent)]
    Any(AnyError),
    /// Several errors.
    #[status(422)]
    Several(#[errors] Errors<Field<u8>>),
    /// No body.
    #[status(304)]
    NotModified,
}

/// A generic struct that a client decodes.
#[derive(Debug, MretsError)]
#[mrets(decode)]
#[status(422, code = "field", detail = "{name:?} is wrong.")]
pub struct Field<T> {
    /// The name of the field.
    pub name: T,
}
