//! An envelope in place of another answer: what it says of that, and which headers it keeps.

use crate::document::envelope::ErrorObject;
use http::StatusCode;

/// How much text, in bytes, may become a detail.
pub(crate) const MAX_DETAIL: usize = 1024;

/// The error object of a status. A text of a 4xx is its detail, where it says more than the status
/// does; that of a 5xx is private.
pub(crate) fn object(status: StatusCode, text: Option<&str>) -> ErrorObject {
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

/// A body that is malformed, or has another shape than it should: 422, as the M-RETS page says.
#[cfg(any(
    feature = "actix-web",
    feature = "poem",
    feature = "rocket",
    feature = "salvo"
))]
pub(crate) fn unprocessable(text: &str) -> ErrorObject {
    object(StatusCode::UNPROCESSABLE_ENTITY, Some(text))
}

/// A body whose Content-Type is not the one that is read.
#[cfg(any(
    feature = "actix-web",
    feature = "poem",
    feature = "rocket",
    feature = "salvo",
    feature = "warp"
))]
pub(crate) fn unsupported(text: &str) -> ErrorObject {
    ErrorObject {
        source: Some(crate::Source::header("Content-Type")),
        ..object(StatusCode::UNSUPPORTED_MEDIA_TYPE, Some(text))
    }
}

/// Whether a header describes the body that an envelope replaces (RFC 9110, section 8, and RFC 9530).
/// All others are kept.
fn describes_body(name: &str) -> bool {
    matches!(
        name,
        "accept-ranges"
            | "content-digest"
            | "content-disposition"
            | "content-encoding"
            | "content-language"
            | "content-length"
            | "content-location"
            | "content-md5"
            | "content-range"
            | "content-type"
            | "digest"
            | "etag"
            | "last-modified"
            | "repr-digest"
            | "trailer"
            | "transfer-encoding"
    )
}

/// Removes what [describes the body](describes_body).
pub(crate) fn remove_headers_of_body(headers: &mut http::HeaderMap) {
    let names: Vec<_> = headers
        .keys()
        .filter(|name| describes_body(name.as_str()))
        .cloned()
        .collect();
    for name in names {
        headers.remove(name);
    }
}
