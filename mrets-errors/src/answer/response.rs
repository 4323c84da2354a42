//! An error as an `http::Response`.

use crate::answer::answerable::Answerable;
use crate::answer::body::body;
use crate::answer::objects::envelope;
use crate::answer::row::{Answer, Part, Row};
use crate::answer::sink::Sink;
use crate::document::format::Format;
use crate::document::problem::Problem;
use crate::document::response::{IsEnvelope, json_api, negotiated};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Response, StatusCode};

/// The whole answer.
pub(crate) fn response(error: &dyn Answerable) -> Response<Bytes> {
    let answer = error.answer();
    let mut response = Response::new(body(error, answer));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    if answer.has_content() {
        headers.insert(CONTENT_TYPE, content_type(answer.row));
    }
    add_headers(error, answer, headers);
    if !answer.row.media_type.is_empty() {
        response.extensions_mut().insert(IsEnvelope);
    }
    response
}

/// The whole answer, in one of several formats.
pub(crate) fn response_as(error: &dyn Answerable, format: Format) -> Response<Bytes> {
    negotiated(response(error), format, |status| {
        Problem::from_envelope(&envelope(error), status)
    })
}

/// All headers but Content-Type.
pub(crate) fn headers(error: &dyn Answerable) -> HeaderMap {
    let mut headers = HeaderMap::new();
    add_headers(error, error.answer(), &mut headers);
    headers
}

fn add_headers(error: &dyn Answerable, answer: Answer, headers: &mut HeaderMap) {
    // RFC 9110, 15.5.2: a 401 must carry a challenge.
    if answer.status == StatusCode::UNAUTHORIZED
        && let Some(challenge) = header_value(answer.row.challenge)
    {
        headers.append(WWW_AUTHENTICATE, challenge);
    }
    if answer.has(Part::Headers) {
        // A header that fails is left out, and the others stand.
        let _ = error.write(Part::Headers, &mut Sink::headers(headers));
    }
}

fn content_type(row: &Row) -> HeaderValue {
    header_value(row.media_type).unwrap_or_else(json_api)
}

/// A value that the derive has checked; `None` where it is absent.
fn header_value(text: &'static str) -> Option<HeaderValue> {
    if text.is_empty() {
        return None;
    }
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}
