//! An error as an `http::Response`.

use crate::answer::answerable::Answerable;
use crate::answer::body::{Spoken, spoken};
#[cfg(feature = "__framework")]
use crate::answer::body::{constant_body, spoken_by};
use crate::answer::objects::envelope;
#[cfg(feature = "__framework")]
use crate::answer::objects::envelope_and_defaults;
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
    with_body(error, answer, spoken(error, answer))
}

/// The data of the answer.
#[cfg(feature = "__framework")]
pub(crate) fn answered(error: &dyn Answerable) -> Answered {
    let answer = error.answer();
    let variant = error.as_made().is_none().then_some(answer.variant());
    let (envelope, defaults) = envelope_and_defaults(error);
    let mut answered = Answered::new(answer.status, variant, envelope);
    answered.set_dialect(answer.dialect, defaults);
    if !answer.text(Text::MediaType).is_empty() {
        answered.set_media_type(answer.media_type());
    }
    answered
}

/// The whole answer with its data. Each text of the error is shown once: the body is made of the data.
#[cfg(feature = "__framework")]
pub(crate) fn answered_response(error: &dyn Answerable, answered: Answered) -> Response<Bytes> {
    let answer = error.answer();
    let envelope = answered.envelope();
    let default = || constant_body(answer).unwrap_or_else(|| envelope.to_json());
    let render = || answer.dialect.render(answer.status, envelope);
    let spoken = spoken_by(answer, default, render);
    let mut response = with_body(error, answer, spoken);
    response.extensions_mut().insert(answered);
    response
}

fn with_body(error: &dyn Answerable, answer: Answer, spoken: Spoken) -> Response<Bytes> {
    let mut response = Response::new(spoken.body);
    *response.status_mut() = spoken.status;
    let headers = response.headers_mut();
    if answer.has_content() {
        headers.insert(CONTENT_TYPE, content_type(spoken.media_type));
    }
    add_headers(error, answer, headers);
    response
}

/// The whole answer, in one of several formats.
pub(crate) fn response_as(error: &dyn Answerable, format: Format) -> Response<Bytes> {
    let answer = error.answer();
    let is_own = |media_type: &str| format == Format::Json && media_type == format.media_type();
    let mut response = response(error);
    if !answer.dialect.is_default() && answer.has_content() && !is_own(answer.media_type()) {
        *response.body_mut() = envelope(error).to_json();
    }
    negotiated(response, format, |status| {
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
    let is_unauthorized = answer.status == StatusCode::UNAUTHORIZED;
    let challenge = || header_value(answer.challenge());
    if is_unauthorized && !answer.text(Text::Challenge).is_empty() {
        headers.extend(challenge().map(|challenge| (WWW_AUTHENTICATE, challenge)));
    }
    if answer.has(Part::Headers) {
        // A header that fails is left out, and the others stand.
        let _ = error.write(Part::Headers, &mut Sink::headers(headers));
    }
    // RFC 9110, 15.5.2: a 401 must carry a challenge.
    if is_unauthorized && !headers.contains_key(WWW_AUTHENTICATE) {
        headers.extend(challenge().map(|challenge| (WWW_AUTHENTICATE, challenge)));
    }
}

fn content_type(media_type: &'static str) -> HeaderValue {
    if media_type == Format::JsonApi.media_type() {
        return json_api();
    }
    header_value(media_type).unwrap_or_else(json_api)
}

/// A value that the derive has checked; `None` where it is absent.
fn header_value(text: &'static str) -> Option<HeaderValue> {
    if text.is_empty() {
        return None;
    }
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}
