//! [`Defaults`]: the texts that a dialect has filled in.

use crate::document::address::{anchor, docs_link};
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

/// A variant, by which an error without a code of its own is found on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path of the type.
    pub(crate) path: &'static str,
    pub(crate) variant: &'static str,
    /// Whether the page knows the code: no value gives it at run time.
    pub(crate) is_code_known: bool,
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

impl Address {
    /// The anchor on the page; `code` is the one that clients read.
    pub(crate) fn anchor(&self, code: Option<&str>, status: StatusCode) -> String {
        let own_code = code.filter(|code| self.is_code_known && *code != status.as_str());
        anchor(self.path, self.variant, own_code)
    }

    /// The link to the anchor on a page.
    pub(crate) fn link(&self, page: &str, code: Option<&str>, status: StatusCode) -> String {
        docs_link(page, &self.anchor(code, status))
    }
}
