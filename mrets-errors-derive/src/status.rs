//! The table of statuses.
//!
//! The macro renders bodies, so it needs the texts itself. [`published_rows`] makes the facade's
//! `table::ROWS` of the same rows.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A status that `http::StatusCode` names.
pub(crate) struct StatusRow {
    pub(crate) status: u16,
    /// The constant of `http::StatusCode`.
    pub(crate) name: &'static str,
    /// The text of the M-RETS page if it has a row, else the canonical reason.
    pub(crate) title: &'static str,
    /// The description of the M-RETS page, if it has a row.
    pub(crate) description: Option<&'static str>,
}

/// The status that `http::StatusCode` registers under this number.
pub(crate) fn by_number(status: u16) -> Option<&'static StatusRow> {
    KNOWN.iter().find(|known| known.status == status)
}

/// The status whose constant of `http::StatusCode` has this name.
pub(crate) fn by_name(name: &str) -> Option<&'static StatusRow> {
    KNOWN.iter().find(|known| known.name == name)
}

/// Whether an error may answer with a status: a client's or a server's error, or Not Modified.
pub(crate) fn is_answer(status: u16) -> bool {
    matches!(status, 304 | 400..=599)
}

/// The rows of the M-RETS page in its order, as an array of calls of the facade's `published`.
pub(crate) fn published_rows() -> TokenStream {
    let rows = KNOWN.iter().filter_map(|known| {
        let status = Ident::new(known.name, Span::call_site());
        let (text, description) = (known.title, known.description?);
        Some(quote!(published(StatusCode::#status, #text, #description)))
    });
    quote!([#(#rows),*])
}

const fn row(
    status: u16,
    name: &'static str,
    title: &'static str,
    description: Option<&'static str>,
) -> StatusRow {
    StatusRow {
        status,
        name,
        title,
        description,
    }
}

/// Every status that `http::StatusCode` names, including successes, since a name out of bounds deserves a better
/// message than "unknown".
#[rustfmt::skip] // one status a line
pub(crate) static KNOWN: &[StatusRow] = &[
    row(100, "CONTINUE", "Continue", None),
    row(101, "SWITCHING_PROTOCOLS", "Switching Protocols", None),
    row(102, "PROCESSING", "Processing", None),
    row(103, "EARLY_HINTS", "Early Hints", None),
    row(200, "OK", "OK", Some("Success!")),
    row(201, "CREATED", "Created", None),
    row(202, "ACCEPTED", "Accepted", None),
    row(203, "NON_AUTHORITATIVE_INFORMATION", "Non Authoritative Information", None),
    row(204, "NO_CONTENT", "No Content", None),
    row(205, "RESET_CONTENT", "Reset Content", None),
    row(206, "PARTIAL_CONTENT", "Partial Content", None),
    row(207, "MULTI_STATUS", "Multi-Status", None),
    row(208, "ALREADY_REPORTED", "Already Reported", None),
    row(226, "IM_USED", "IM Used", None),
    row(300, "MULTIPLE_CHOICES", "Multiple Choices", None),
    row(301, "MOVED_PERMANENTLY", "Moved Permanently", None),
    row(302, "FOUND", "Found", None),
    row(303, "SEE_OTHER", "See Other", None),
    row(304, "NOT_MODIFIED", "Not Modified", Some("There was no new data to return.")),
    row(305, "USE_PROXY", "Use Proxy", None),
    row(307, "TEMPORARY_REDIRECT", "Temporary Redirect", None),
    row(308, "PERMANENT_REDIRECT", "Permanent Redirect", None),
    row(400, "BAD_REQUEST", "Bad Request", Some("The request was invalid or cannot be otherwise served. An accompanying error message will explain further.")),
    row(401, "UNAUTHORIZED", "Unauthorized", Some("Missing or incorrect authentication credentials. This may also returned in other undefined circumstances.")),
    row(402, "PAYMENT_REQUIRED", "Payment Required", None),
    row(403, "FORBIDDEN", "Forbidden", Some("The request is understood, but it has been refused or access is not allowed.")),
    row(404, "NOT_FOUND", "Not Found", Some("The URI requested is invalid or the resource requested, such as an account, does not exist.")),
    row(405, "METHOD_NOT_ALLOWED", "Method Not Allowed", None),
    row(406, "NOT_ACCEPTABLE", "Not Acceptable", None),
    row(407, "PROXY_AUTHENTICATION_REQUIRED", "Proxy Authentication Required", None),
    row(408, "REQUEST_TIMEOUT", "Request Timeout", None),
    row(409, "CONFLICT", "Conflict", None),
    row(410, "GONE", "Gone", None),
    row(411, "LENGTH_REQUIRED", "Length Required", None),
    row(412, "PRECONDITION_FAILED", "Precondition Failed", None),
    row(413, "PAYLOAD_TOO_LARGE", "Payload Too Large", None),
    row(414, "URI_TOO_LONG", "URI Too Long", None),
    row(415, "UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type", None),
    row(416, "RANGE_NOT_SATISFIABLE", "Range Not Satisfiable", None),
    row(417, "EXPECTATION_FAILED", "Expectation Failed", None),
    row(418, "IM_A_TEAPOT", "I'm a teapot", None),
    row(421, "MISDIRECTED_REQUEST", "Misdirected Request", None),
    row(422, "UNPROCESSABLE_ENTITY", "Unprocessable Entity", Some("Returned when the data is unable to be processed (for example, if a to POST account is not valid, or the JSON body of a request is badly-formed).")),
    row(423, "LOCKED", "Locked", None),
    row(424, "FAILED_DEPENDENCY", "Failed Dependency", None),
    row(425, "TOO_EARLY", "Too Early", None),
    row(426, "UPGRADE_REQUIRED", "Upgrade Required", None),
    row(428, "PRECONDITION_REQUIRED", "Precondition Required", None),
    row(429, "TOO_MANY_REQUESTS", "Too Many Requests", Some("Returned when a request cannot be served due to the API token's rate limit having been exhausted. See Rate Limiting.")),
    row(431, "REQUEST_HEADER_FIELDS_TOO_LARGE", "Request Header Fields Too Large", None),
    row(451, "UNAVAILABLE_FOR_LEGAL_REASONS", "Unavailable For Legal Reasons", None),
    row(500, "INTERNAL_SERVER_ERROR", "Internal Server Error", Some("Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later.")),
    row(501, "NOT_IMPLEMENTED", "Not Implemented", None),
    row(502, "BAD_GATEWAY", "Bad Gateway", None),
    row(503, "SERVICE_UNAVAILABLE", "Service Unavailable", Some("M-RETS servers are up, but overloaded with requests or being upgraded. Try again later.")),
    row(504, "GATEWAY_TIMEOUT", "Gateway timeout", Some("M-RETS servers are up, but the request couldn’t be serviced due to some failure within the internal stack. Try again later.")),
    row(505, "HTTP_VERSION_NOT_SUPPORTED", "HTTP Version Not Supported", None),
    row(506, "VARIANT_ALSO_NEGOTIATES", "Variant Also Negotiates", None),
    row(507, "INSUFFICIENT_STORAGE", "Insufficient Storage", None),
    row(508, "LOOP_DETECTED", "Loop Detected", None),
    row(510, "NOT_EXTENDED", "Not Extended", None),
    row(511, "NETWORK_AUTHENTICATION_REQUIRED", "Network Authentication Required", None),
];
