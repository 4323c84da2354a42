//! The HTTP status codes of the M-RETS API, as its page publishes them.
//!
//! The page lists eleven codes, two of which, 200 and 304, are no errors. Their texts are the
//! titles, and their descriptions the details, of errors that bring none of their own.

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
#[rustfmt::skip] // verbatim, a row a line
pub static ROWS: [Row; 11] = [
    published(StatusCode::OK, "OK", "Success!"),
    published(StatusCode::NOT_MODIFIED, "Not Modified", "There was no new data to return."),
    published(StatusCode::BAD_REQUEST, "Bad Request", "The request was invalid or cannot be otherwise served. An accompanying error message will explain further."),
    published(StatusCode::UNAUTHORIZED, "Unauthorized", "Missing or incorrect authentication credentials. This may also returned in other undefined circumstances."),
    published(StatusCode::FORBIDDEN, "Forbidden", "The request is understood, but it has been refused or access is not allowed."),
    published(StatusCode::NOT_FOUND, "Not Found", "The URI requested is invalid or the resource requested, such as an account, does not exist."),
    published(StatusCode::UNPROCESSABLE_ENTITY, "Unprocessable Entity", "Returned when the data is unable to be processed (for example, if a to POST account is not valid, or the JSON body of a request is badly-formed)."),
    published(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests", "Returned when a request cannot be served due to the API token's rate limit having been exhausted. See Rate Limiting."),
    published(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error", "Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later."),
    published(StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable", "M-RETS servers are up, but overloaded with requests or being upgraded. Try again later."),
    published(StatusCode::GATEWAY_TIMEOUT, "Gateway timeout", "M-RETS servers are up, but the request couldn’t be serviced due to some failure within the internal stack. Try again later."),
];

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

/// The title of a status that brings none: the page's text, else the canonical reason of
/// `http::StatusCode`, else the text of its class's x00.
pub(crate) fn title(status: StatusCode) -> &'static str {
    match (row(status), status.canonical_reason()) {
        (Some(row), _) => row.text,
        (None, Some(reason)) => reason,
        (None, None) => class(status).text,
    }
}

/// The description of a status: the page's, where it has the row; a status without phrase takes
/// that of its class's x00.
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
