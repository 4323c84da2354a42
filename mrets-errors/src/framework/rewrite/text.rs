//! Makes the error object of a text that a framework or a handler sent.

use crate::document::object::ErrorObject;
use http::StatusCode;
use std::borrow::Cow;

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
    error.with_detail(without_values(text))
}

/// The beginnings of axum's texts for a request that does not fit. Serde's text follows, which repeats values and
/// names variants.
const BEFORE_VALUES: [&str; 6] = [
    "Failed to deserialize the JSON body into the target type",
    "Failed to parse the request body as JSON",
    "Failed to deserialize form body",
    "Failed to deserialize form",
    "Failed to deserialize query string",
    "Failed to buffer the request body",
];

/// The texts that follow `Invalid URL` where axum repeats a parameter of the path.
const OF_PARAMETERS: [&str; 4] = [
    "Cannot parse ",
    "invalid type: ",
    "invalid value: ",
    "unknown variant ",
];

/// A text without the part in which axum's own extractors repeat the request. The name of a missing field stays, and
/// so does a position.
fn without_values(text: &str) -> Cow<'_, str> {
    let Some((begin, rest)) = text.split_once(": ") else {
        return Cow::Borrowed(text);
    };
    let is_of_parameter =
        begin == "Invalid URL" && OF_PARAMETERS.iter().any(|of| rest.starts_with(of));
    if !BEFORE_VALUES.contains(&begin) && !is_of_parameter {
        return Cow::Borrowed(text);
    }
    if let Some(field) = field_message(rest) {
        return Cow::Owned(format!("{begin}: {field}"));
    }
    match position(rest) {
        Some(position) => Cow::Owned(format!("{begin}{position}")),
        None => Cow::Borrowed(begin),
    }
}

/// Serde's text about a field of the service, without the path to it, whose keys a client may choose.
fn field_message(text: &str) -> Option<&str> {
    let starts = ["missing field `", "duplicate field `"];
    let at = starts.iter().filter_map(|start| text.find(start)).min()?;
    let (path, message) = text.split_at_checked(at)?;
    // A quoted value may hold anything.
    (!path.contains(['"', '`'])).then_some(message)
}

/// The ` at line 1 column 16` at the end of a text.
fn position(text: &str) -> Option<&str> {
    let at = text.rfind(" at line ")?;
    let position = text.get(at..)?;
    let (line, column) = position.strip_prefix(" at line ")?.split_once(" column ")?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (is_number(line) && is_number(column)).then_some(position)
}
