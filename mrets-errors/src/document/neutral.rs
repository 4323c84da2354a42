//! The texts of [`Dialect::NEUTRAL`](crate::Dialect::NEUTRAL): one plain sentence for each registered
//! status, and the code that [`Codes::SnakeCase`](crate::dialect::Codes::SnakeCase) makes of it.

use crate::document::table;
use http::StatusCode;

/// A status of the IANA registry, as a service without a page of its own explains it.
pub(crate) struct Neutral {
    status: u16,
    /// The canonical reason in snake case.
    pub(crate) code: &'static str,
    /// One sentence or two for the reader of the answer. They name nobody.
    pub(crate) detail: &'static str,
}

/// The row of a status; an unregistered one is explained as its class's x00 (RFC 9110, section 15).
pub(crate) fn row(status: StatusCode) -> &'static Neutral {
    let number = status.as_u16();
    let registered = ROWS.iter().find(|row| row.status == number);
    registered.unwrap_or(if status.is_client_error() {
        &BAD_REQUEST
    } else {
        &INTERNAL_SERVER_ERROR
    })
}

/// Title and detail of a status.
pub(crate) fn texts(status: StatusCode) -> (&'static str, Option<&'static str>) {
    let title = status.canonical_reason();
    let title = title.unwrap_or_else(|| table::title(status));
    (title, Some(row(status).detail))
}

/// The code of a status.
pub(crate) fn code(status: StatusCode) -> &'static str {
    row(status).code
}

const fn neutral(status: u16, code: &'static str, detail: &'static str) -> Neutral {
    Neutral {
        status,
        code,
        detail,
    }
}

static BAD_REQUEST: Neutral = neutral(
    400,
    "bad_request",
    "The request could not be understood. Check its syntax and its parameters.",
);

static INTERNAL_SERVER_ERROR: Neutral = neutral(
    500,
    "internal_server_error",
    "An unexpected error occurred on the server. Try again later.",
);

#[rustfmt::skip] // one status a line
static ROWS: [Neutral; 39] = [
    neutral(304, "not_modified", "The resource has not changed."),
    neutral(401, "unauthorized", "The request needs valid credentials."),
    neutral(402, "payment_required", "This request can be served only after a payment."),
    neutral(403, "forbidden", "Access to this resource is not allowed."),
    neutral(404, "not_found", "Nothing was found at this address."),
    neutral(405, "method_not_allowed", "This resource does not support the method of the request."),
    neutral(406, "not_acceptable", "This resource has no representation that the request accepts."),
    neutral(407, "proxy_authentication_required", "The proxy needs valid credentials."),
    neutral(408, "request_timeout", "The request took too long to arrive. Send it again."),
    neutral(409, "conflict", "The request conflicts with the current state of the resource."),
    neutral(410, "gone", "The resource was removed and will not come back."),
    neutral(411, "length_required", "The request needs a Content-Length header."),
    neutral(412, "precondition_failed", "A precondition of the request does not hold."),
    neutral(413, "payload_too_large", "The body of the request is too large."),
    neutral(414, "uri_too_long", "The address of the request is too long."),
    neutral(415, "unsupported_media_type", "This resource does not support the media type of the request's body."),
    neutral(416, "range_not_satisfiable", "The requested range lies outside of the resource."),
    neutral(417, "expectation_failed", "The expectation of the request cannot be met."),
    neutral(418, "im_a_teapot", "A teapot does not brew coffee."),
    neutral(421, "misdirected_request", "The request reached a server that does not answer for this address."),
    neutral(422, "unprocessable_entity", "The request was understood, but its content is not valid."),
    neutral(423, "locked", "The resource is locked."),
    neutral(424, "failed_dependency", "Another request, on which this one depends, has failed."),
    neutral(425, "too_early", "The request came too early to be served safely. Send it again."),
    neutral(426, "upgrade_required", "This resource needs another protocol, which the Upgrade header names."),
    neutral(428, "precondition_required", "The request must be conditional, for example by an If-Match header."),
    neutral(429, "too_many_requests", "Too many requests were sent in a short time. Wait before you send the next one."),
    neutral(431, "request_header_fields_too_large", "The headers of the request are too large."),
    neutral(451, "unavailable_for_legal_reasons", "The resource is not available for legal reasons."),
    neutral(501, "not_implemented", "The server does not support this request."),
    neutral(502, "bad_gateway", "A server behind this one gave an invalid answer. Try again later."),
    neutral(503, "service_unavailable", "The service is temporarily unavailable. Try again later."),
    neutral(504, "gateway_timeout", "A server behind this one did not answer in time. Try again later."),
    neutral(505, "http_version_not_supported", "The server does not support the HTTP version of the request."),
    neutral(506, "variant_also_negotiates", "The content negotiation of the server is misconfigured."),
    neutral(507, "insufficient_storage", "The server has no space left to complete the request."),
    neutral(508, "loop_detected", "The server found an endless loop while it processed the request."),
    neutral(510, "not_extended", "The request lacks an extension that the server needs."),
    neutral(511, "network_authentication_required", "The network needs credentials before it gives access."),
];
