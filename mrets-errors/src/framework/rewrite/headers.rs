//! The headers of a response whose body is replaced.

use crate::framework::request_id::X_REQUEST_ID;
#[cfg(feature = "__replace-body")]
use bytes::Bytes;
#[cfg(any(feature = "__foreign-head", feature = "__replace-body"))]
use http::Response;
#[cfg(feature = "__replace-body")]
use http::header::CONTENT_TYPE;
use http::header::{CONTENT_LENGTH, HeaderName, HeaderValue, VARY};
use http::response::Parts;
use http::{HeaderMap, StatusCode};

/// Adds `Vary: Accept`, unless the response says it already.
pub(super) fn add_vary(headers: &mut HeaderMap) {
    add_vary_by(headers, HeaderValue::from_static("Accept"));
}

/// Says that the response depends on a header of the request, unless it says so already.
fn add_vary_by(headers: &mut HeaderMap, name: HeaderValue) {
    let is_said = headers.get_all(VARY).iter().any(|value| {
        let mut names = value.as_bytes().split(|byte| *byte == b',');
        names.any(|known| {
            let known = known.trim_ascii();
            known == b"*" || known.eq_ignore_ascii_case(name.as_bytes())
        })
    });
    if !is_said {
        headers.append(VARY, name);
    }
}

/// The `Content-Language` of these tags; `None` if there are none.
pub(super) fn content_language(tags: &[&str]) -> Option<HeaderValue> {
    let value = HeaderValue::try_from(tags.join(", ")).ok();
    value.filter(|value| !value.is_empty())
}

/// Says that the response depends on the language that the client wants, for a dialect with several.
pub(super) fn add_vary_by_language(headers: &mut HeaderMap) {
    add_vary_by(headers, HeaderValue::from_static("Accept-Language"));
}

/// A response's head in the types of http, for a framework that has its own.
#[cfg(feature = "__foreign-head")]
pub(crate) fn head<'a>(
    status: StatusCode,
    headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
) -> Parts {
    let (mut head, ()) = Response::new(()).into_parts();
    head.status = status;
    head.headers = self::headers(headers);
    head
}

/// Headers in the types of http, for a framework that has its own.
#[cfg(feature = "__foreign-head")]
pub(crate) fn headers<'a>(headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> HeaderMap {
    // A header that http forbids cannot be sent.
    let headers = headers.into_iter().filter_map(|(name, value)| {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        Some((name, HeaderValue::from_bytes(value).ok()?))
    });
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(name, value);
    }
    map
}

/// Puts an envelope in place of a body. All other headers, such as a challenge, stay.
#[cfg(feature = "__replace-body")]
pub(crate) fn replace_body(head: &mut Parts, envelope: Response<Bytes>) -> Bytes {
    let (envelope, body) = envelope.into_parts();
    head.status = envelope.status;
    remove_headers_of_body(head);
    head.headers.remove(CONTENT_TYPE);
    for name in envelope.headers.keys() {
        if !head.headers.contains_key(name) {
            for value in envelope.headers.get_all(name) {
                head.headers.append(name.clone(), value.clone());
            }
        }
    }
    head.extensions.extend(envelope.extensions);
    body
}

/// Whether a header describes the body that an envelope replaces (RFC 9110, section 8, and RFC 9530).
/// All other headers are kept.
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
            | "digest"
            | "etag"
            | "last-modified"
            | "repr-digest"
            | "trailer"
            | "transfer-encoding"
    )
}

/// Removes the headers that [describe the body](describes_body), except for the Content-Type, which is
/// replaced. The `Content-Range` of a 416 stays: it describes the representation that the client can ask for (RFC 9110,
/// 15.5.17).
pub(super) fn remove_headers_of_body(head: &mut Parts) {
    let is_removed = |name: &HeaderName| match name.as_str() {
        "content-type" => false,
        "content-range" => head.status != StatusCode::RANGE_NOT_SATISFIABLE,
        name => describes_body(name),
    };
    while let Some(name) = head.headers.keys().find(|name| is_removed(name)).cloned() {
        head.headers.remove(name);
    }
}

/// Adds the request's id to the response, unless the response has one.
pub(super) fn name_request(headers: &mut HeaderMap, id: Option<&HeaderValue>) {
    if let Some(id) = id {
        headers.entry(&X_REQUEST_ID).or_insert_with(|| id.clone());
    }
}

/// Whether a server has removed the body from its answer to HEAD: the body is empty, and its Content-Length is not 0.
pub(super) fn is_removed_from_head(headers: &HeaderMap, length: Option<u64>) -> bool {
    let said = headers.get(CONTENT_LENGTH);
    length == Some(0) && said.is_some_and(|said| said != "0")
}
