//! Makes the error object of a text that a framework or a handler sent.

use crate::document::object::ErrorObject;
use http::StatusCode;

/// The longest text, in bytes, that becomes a detail.
pub(crate) const MAX_DETAIL: usize = 1024;

/// The error object of a status. The text of a 4xx becomes its detail, if it says more than the
/// status. The text of a 5xx is private.
pub(crate) fn error_object_of(status: StatusCode, text: Option<&str>) -> ErrorObject {
    let error = ErrorObject::new(status);
    let phrase = status.canonical_reason().unwrap_or_default();
    let text = text.unwrap_or_default().trim();
    if !status.is_client_error()
        || text.is_empty()
        || text.len() > MAX_DETAIL
        || text.eq_ignore_ascii_case(phrase)
    {
        return error;
    }
    error.with_detail(text)
}
