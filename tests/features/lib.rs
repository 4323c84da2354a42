//! Errors of each shape, and nothing else: `.ci/release features pairs` compiles them with the features of
//! `mrets-errors` one by one, so that what the macro writes is compiled, too.

use mrets_errors::{AnyError, Errors, MretsError};

/// Each kind of variant.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", docs = "/errors")]
pub enum Error {
    /// A constant.
    #[status(401)]
    Unauthenticated,
    /// A text, a place and a header.
    #[status(429, detail = "Wait for {wait} s.", pointer = "/{name}", retry_after = .wait)]
    TooMany {
        /// In seconds.
        wait: u32,
        /// Whose it is.
        name: String,
    },
    /// A cause that is not told.
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

/// A struct, of a type that is not known here, that comes back at the client.
#[derive(Debug, MretsError)]
#[mrets(decode)]
#[status(422, code = "field", detail = "{name:?} is wrong.")]
pub struct Field<T> {
    /// Of this value.
    pub name: T,
}
