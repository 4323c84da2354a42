//! The HTTP status codes of the M-RETS API, as its page publishes them.
//!
//! The page lists eleven codes, two of which, 200 and 304, are no errors. Their texts are the
//! titles, and their descriptions the details, of errors that bring none of their own.
//!
//! The macro renders bodies of these texts at compile time, and so has the table; this one is made of it.

use http::StatusCode;

/// A row of the M-RETS page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The HTTP status code.
    pub status: StatusCode,
    /// Its text, as published: of 504 it is "Gateway timeout", though http writes "Gateway Timeout".
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

/// The row of `status`, where the page has one.
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

/// The title of an answer that brings none: the page's text, else the canonical reason of
/// `http::StatusCode`, else the text of its class's x00.
pub(crate) fn title(status: StatusCode) -> &'static str {
    match (row(status), status.canonical_reason()) {
        (Some(row), _) => row.text,
        (None, Some(reason)) => reason,
        (None, None) => class(status).text,
    }
}

/// The description of a status: the page's, where it has the row; a status without phrase takes
/// the description of its class's x00.
pub(crate) fn description(status: StatusCode) -> Option<&'static str> {
    match (row(status), status.canonical_reason()) {
        (Some(row), _) => Some(row.description),
        (None, Some(_)) => None,
        (None, None) => Some(class(status).description),
    }
}

/// A client treats an unknown status as its class's x00, RFC 9110, section 15.
fn class(status: StatusCode) -> &'static Row {
    let [_, _, bad_request, .., internal_server_error, _, _] = &ROWS;
    if status.is_client_error() {
        bad_request
    } else {
        internal_server_error
    }
}
