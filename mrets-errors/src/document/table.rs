//! The HTTP status codes of the M-RETS API, as its page publishes them.
//!
//! The page lists eleven codes, two of which, 200 and 304, are no errors. Their texts are the
//! titles, and their descriptions the details, of errors without their own.
//!
//! The macro renders bodies of these texts at compile time, so the table stands in the macro's crate. A macro of that
//! crate writes this one.

use http::StatusCode;

/// A row of the M-RETS page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The HTTP status code.
    pub status: StatusCode,
    /// Its text, as published: the 504 has "Gateway timeout", though `http` writes "Gateway Timeout".
    pub text: &'static str,
    /// Its description, verbatim.
    pub description: &'static str,
}

const fn published(status: StatusCode, text: &'static str, description: &'static str) -> Row {
    Row {
        status,
        text,
        description,
    }
}

/// The eleven rows, in the order of the page.
///
/// ```
/// use mrets_errors::table;
///
/// assert_eq!(table::ROWS.len(), 11);
/// assert_eq!(table::ROWS[0].description, "Success!");
/// ```
pub static ROWS: [Row; 11] = mrets_errors_derive::__published_rows!();

/// The row of `status`, if the page has one.
///
/// ```
/// use http::StatusCode;
/// use mrets_errors::table;
///
/// assert_eq!(table::row(StatusCode::NOT_FOUND).unwrap().text, "Not Found");
/// assert!(table::row(StatusCode::CONFLICT).is_none());
/// ```
#[must_use]
pub fn row(status: StatusCode) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.status == status)
}

/// Title and detail of an answer without its own: the page's texts, if it has the row. Else the title is the canonical
/// reason of `http::StatusCode`, without a detail. A status without phrase takes the texts of its class's x00.
pub(crate) fn texts(status: StatusCode) -> (&'static str, Option<&'static str>) {
    if let Some(row) = row(status) {
        return (row.text, Some(row.description));
    }
    if let Some(reason) = status.canonical_reason() {
        return (reason, None);
    }
    let class = class(status);
    (class.text, Some(class.description))
}

/// The title of a status; see [`texts`].
pub(crate) fn title(status: StatusCode) -> &'static str {
    texts(status).0
}

/// The row of a class's x00, as which a client treats an unknown status (RFC 9110, section 15).
fn class(status: StatusCode) -> &'static Row {
    let [_, _, bad_request, .., internal_server_error, _, _] = &ROWS;
    if status.is_client_error() {
        bad_request
    } else {
        internal_server_error
    }
}
