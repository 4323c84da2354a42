//! An error as an `http::Response`.

use crate::answer::answerable::Answerable;
use crate::answer::body::{Spoken, spoken};
#[cfg(feature = "__framework")]
use crate::answer::body::{constant_body, spoken_by};
use crate::answer::objects::envelope;
#[cfg(all(feature = "__framework", feature = "fluent"))]
use crate::answer::objects::origins;
#[cfg(feature = "__framework")]
use crate::answer::objects::{described_by, envelope_and_defaults};
use crate::answer::row::{Answer, Part, Text};
use crate::answer::sink::Sink;
#[cfg(feature = "__framework")]
use crate::document::answered::{Answered, is_looked_for};
use crate::document::format::Format;
use crate::document::response::{json_api, negotiated};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, Response, StatusCode};
#[cfg(feature = "__framework")]
use std::borrow::Cow;

/// The whole answer.
pub(crate) fn response(error: &dyn Answerable) -> Response<Bytes> {
    #[cfg(feature = "__framework")]
    if is_looked_for() {
        return answered_response(error, answered(error));
    }
    let answer = error.answer();
    with_body(error, answer, spoken(error, answer))
}

/// The data of the answer, for the response's extension.
#[cfg(feature = "__framework")]
pub(crate) fn answered(error: &dyn Answerable) -> Answered {
    let answer = error.answer();
    let variant = Some(described_by(error, answer).variant());
    let variant = variant.filter(|name| !name.is_empty());
    let (envelope, defaults) = envelope_and_defaults(error, answer);
    let mut answered = Answered::new(answer.status, variant, envelope);
    answered.set_dialect(answer.dialect, defaults);
    #[cfg(feature = "fluent")]
    answered.set_origins(origins(error));
    answered
}

/// The whole answer with its data. Each text of the error is shown once: the body is made of the data.
#[cfg(feature = "__framework")]
pub(crate) fn answered_response(error: &dyn Answerable, mut answered: Answered) -> Response<Bytes> {
    let answer = error.answer();
    let envelope = answered.envelope();
    let default = || constant_body(answer).unwrap_or_else(|| envelope.to_json());
    let mut spoken = spoken_by(answer, default, || Cow::Borrowed(envelope));
    if let Some(stand_in) = spoken.stand_in.take() {
        answered.set_stand_in(*stand_in);
    }
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
    // The stand-in of an error whose shape failed has none of the error's headers, such as a challenge.
    if spoken.status == answer.status {
        add_headers(error, answer, headers);
    }
    response
}

/// The whole answer, in one of several formats.
pub(crate) fn response_as(error: &dyn Answerable, format: Format) -> Response<Bytes> {
    let answer = error.answer();
    let dialect = answer.dialect;
    // A document of the service's own may be JSON too.
    let is_own = format.media_type() == dialect.media_type();
    let is_as_by_default = dialect.is_default() && format != Format::Problem;
    if is_own || is_as_by_default || !answer.has_content() {
        return negotiated(response(error), format);
    }
    #[cfg(feature = "__framework")]
    let answered = is_looked_for().then(|| answered(error));
    let spoken = Spoken {
        status: answer.status,
        media_type: format.media_type(),
        body: envelope(error, answer).to_body(format, answer.status, dialect),
        stand_in: None,
    };
    #[cfg_attr(not(feature = "__framework"), allow(unused_mut))]
    let mut response = with_body(error, answer, spoken);
    #[cfg(feature = "__framework")]
    if let Some(answered) = answered {
        response.extensions_mut().insert(answered);
    }
    negotiated(response, format)
}

/// All headers except Content-Type.
pub(crate) fn headers(error: &dyn Answerable) -> HeaderMap {
    let mut headers = HeaderMap::new();
    add_headers(error, error.answer(), &mut headers);
    headers
}

fn add_headers(error: &dyn Answerable, answer: Answer, headers: &mut HeaderMap) {
    if !answer.is_like() {
        return add_own_headers(error, answer, headers, None);
    }
    // The visitor does not fail.
    let _ = error.errors(&mut |inner, _| {
        let inner_answer = inner.answer().spoken_in(answer.dialect);
        add_headers(inner, inner_answer, headers);
        Ok(())
    });
    let mut added = HeaderMap::new();
    add_own_headers(error, answer, &mut added, Some(headers));
    // The variant's header replaces the other error's.
    headers.extend(added);
}

fn add_own_headers(
    error: &dyn Answerable,
    answer: Answer,
    headers: &mut HeaderMap,
    kept: Option<&HeaderMap>,
) {
    let is_unauthorized = answer.status == StatusCode::UNAUTHORIZED;
    let challenge = || header_value(answer.challenge());
    if is_unauthorized && !answer.text(Text::Challenge).is_empty() {
        headers.extend(challenge().map(|challenge| (WWW_AUTHENTICATE, challenge)));
    }
    if answer.has(Part::Headers) {
        // A header that fails is left out; the others are kept.
        let _ = error.write(Part::Headers, &mut Sink::headers(headers, kept, answer));
    }
    // RFC 9110, 15.5.2: a 401 must carry a challenge.
    if is_unauthorized && !answer.is_like() && !headers.contains_key(WWW_AUTHENTICATE) {
        headers.extend(challenge().map(|challenge| (WWW_AUTHENTICATE, challenge)));
    }
}

fn content_type(media_type: &'static str) -> HeaderValue {
    if media_type == Format::JsonApi.media_type() {
        return json_api();
    }
    header_value(media_type).unwrap_or_else(json_api)
}

/// A value that the derive has checked; `None` if it is absent.
fn header_value(text: &'static str) -> Option<HeaderValue> {
    if text.is_empty() {
        return None;
    }
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}
