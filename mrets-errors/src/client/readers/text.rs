//! The body as text.

use crate::document::accept::split;
use crate::document::format::Format;
use encoding_rs::{Encoding, UTF_8};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use std::borrow::Cow;

/// Decodes a body. A byte order mark decides first. Without one, valid UTF-8 is UTF-8, whatever the charset says; else
/// the charset counts. Invalid bytes become U+FFFD. If the body was cut within a character, that character is left
/// out.
pub(super) fn decode<'a>(headers: &HeaderMap, body: &'a [u8]) -> Cow<'a, str> {
    let utf_8 = match str::from_utf8(body) {
        Ok(text) => Some(text),
        Err(error) if error.error_len().is_none() => {
            let (valid, _) = body.split_at(error.valid_up_to());
            str::from_utf8(valid).ok()
        }
        Err(_) => None,
    };
    let has_mark = Encoding::for_bom(body).is_some();
    match utf_8 {
        // ASCII in UTF-16 is valid UTF-8, with a NUL beside each character.
        Some(text) if !has_mark && !text.contains('\0') => Cow::Borrowed(text),
        _ => charset(headers).unwrap_or(UTF_8).decode(body).0,
    }
}

/// Whether the Content-Type says that a body is plain text.
pub(super) fn is_plain(headers: &HeaderMap) -> bool {
    let media_type = content_type(headers).next();
    media_type.is_some_and(|name| name.eq_ignore_ascii_case("text/plain"))
}

/// Whether the Content-Type says that a body is a problem document, in JSON or in XML (RFC 9457, appendix B).
pub(in crate::client) fn is_problem(headers: &HeaderMap) -> bool {
    let media_type = content_type(headers).next();
    media_type.is_some_and(|name| {
        ["application/problem+json", "application/problem+xml"]
            .iter()
            .any(|problem| name.eq_ignore_ascii_case(problem))
    })
}

/// Whether the Content-Type says that a body is JSON:API's document.
pub(in crate::client) fn is_json_api(headers: &HeaderMap) -> bool {
    let media_type = content_type(headers).next();
    media_type.is_some_and(|name| name.eq_ignore_ascii_case(Format::JsonApi.media_type()))
}

fn charset(headers: &HeaderMap) -> Option<&'static Encoding> {
    content_type(headers).skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim_end().eq_ignore_ascii_case("charset");
        let label = value.trim_start().trim_matches('"');
        is_charset.then(|| Encoding::for_label(label.as_bytes()))?
    })
}

/// The media type and its parameters.
fn content_type(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let value = headers.get(CONTENT_TYPE);
    let text = value.and_then(|value| value.to_str().ok());
    split(text.unwrap_or_default(), ';')
}
