//! Heads: headers and `http::Response`.

use crate::envelope::Envelope;
use crate::json;
use crate::parts::{Out, Part, Parts};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Response, StatusCode};

/// The media type of JSON:API; a response brings no parameters, of which only `ext` and `profile`
/// would be allowed (JSON:API 1.1, "Content Negotiation").
static MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/vnd.api+json");

/// The whole answer.
pub(crate) fn of(parts: &dyn Parts) -> Response<Bytes> {
    let answer = parts.answer();
    let mut response = Response::new(json::body(parts));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    if answer.has_content() {
        headers.insert(CONTENT_TYPE, media_type(answer.row.media_type));
    }
    add_headers(parts, headers);
    response
}

/// An envelope that was made by hand.
pub(crate) fn of_envelope(envelope: &Envelope) -> Response<Bytes> {
    let mut response = Response::new(envelope.to_json());
    *response.status_mut() = envelope.status();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, MEDIA_TYPE.clone());
    response
}

/// All headers but Content-Type.
pub(crate) fn add_headers(parts: &dyn Parts, headers: &mut HeaderMap) {
    let answer = parts.answer();
    // RFC 9110, 15.5.2: a 401 must carry a challenge.
    if answer.status == StatusCode::UNAUTHORIZED
        && let Some(challenge) = header_value(answer.row.challenge)
    {
        headers.append(WWW_AUTHENTICATE, challenge);
    }
    if answer.has(Part::Headers) {
        // A header that fails is left out, and the others stand.
        let _ = parts.write(Part::Headers, &mut Out::headers(headers));
    }
}

fn media_type(written: &'static str) -> HeaderValue {
    header_value(written).unwrap_or_else(|| MEDIA_TYPE.clone())
}

/// A value that the derive has checked; none where it is absent.
fn header_value(text: &'static str) -> Option<HeaderValue> {
    if text.is_empty() {
        return None;
    }
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}
