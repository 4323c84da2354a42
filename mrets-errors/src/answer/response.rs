//! An error as an `http::Response`.

use crate::answer::answerable::Answerable;
use crate::answer::body::body;
#[cfg(feature = "__framework")]
use crate::answer::body::constant_body;
use crate::answer::objects::envelope;
use crate::answer::row::{Answer, Part, Text};
use crate::answer::sink::Sink;
#[cfg(feature = "__framework")]
use crate::document::answered::{Answered, is_looked_for};
use crate::document::format::Format;
use crate::document::problem::Problem;
use crate::document::response::{json_api, negotiated};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Response, StatusCode};

/// The whole answer.
pub(crate) fn response(error: &dyn Answerable) -> Response<Bytes> {
    #[cfg(feature = "__framework")]
    if is_looked_for() {
        return answered_response(error, answered(error));
    }
    let answer = error.answer();
    with_body(error, answer, body(error, answer))
}

/// The data of the answer.
#[cfg(feature = "__framework")]
pub(crate) fn answered(error: &dyn Answerable) -> Answered {
    let answer = error.answer();
    let variant = error.as_made().is_none().then_some(answer.variant());
    let mut answered = Answered::new(answer.status, variant, envelope(error));
    if !answer.text(Text::MediaType).is_empty() {
        answered.set_media_type(answer.media_type());
    }
    answered
}

/// The whole answer with its data. Each text of the error is shown once: the body is made of the data.
#[cfg(feature = "__framework")]
pub(crate) fn answered_response(error: &dyn Answerable, answered: Answered) -> Response<Bytes> {
    let answer = error.answer();
    let body = constant_body(answer).unwrap_or_else(|| answered.envelope().to_json());
    let mut response = with_body(error, answer, body);
    response.extensions_mut().insert(answered);
    response
}

fn with_body(error: &dyn Answerable, answer: Answer, body: Bytes) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    if answer.has_content() {
        headers.insert(CONTENT_TYPE, content_type(answer));
    }
    add_headers(error, answer, headers);
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
        && let Some(challenge) = header_value(answer.text(Text::Challenge))
    {
        headers.append(WWW_AUTHENTICATE, challenge);
    }
    if answer.has(Part::Headers) {
        // A header that fails is left out, and the others stand.
        let _ = error.write(Part::Headers, &mut Sink::headers(headers));
    }
}

fn content_type(answer: Answer) -> HeaderValue {
    header_value(answer.text(Text::MediaType)).unwrap_or_else(json_api)
}

/// A value that the derive has checked; `None` where it is absent.
fn header_value(text: &'static str) -> Option<HeaderValue> {
    if text.is_empty() {
        return None;
    }
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}
