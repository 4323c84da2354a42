//! [`Defaults`]: the texts that a dialect has filled in.

use crate::document::address::Address;
use crate::document::object::ErrorObject;
use http::StatusCode;

/// The texts of one error object that nobody wrote, and that the dialect gave its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Defaults {
    pub(crate) title: bool,
    pub(crate) detail: bool,
    pub(crate) code: bool,
    /// The variant to whose documentation `links.type` leads, if nobody wrote that link.
    pub(crate) address: Option<Address>,
}

impl Defaults {
    /// The defaults of an object that was made by hand: each text that equals the text of its status.
    pub(crate) fn of_object(object: &ErrorObject) -> Self {
        let status = object.http_status();
        let default = ErrorObject::new(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        Self {
            title: object.title == default.title,
            detail: object.detail == default.detail,
            code: object.code == default.code,
            address: None,
        }
    }
}
