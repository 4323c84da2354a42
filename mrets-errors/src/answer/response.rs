//! Heads: headers and `http::Response`.

use crate::answer::answerable::Answerable;
use crate::answer::body;
use crate::answer::row::{Answer, Part};
use crate::answer::sink::Sink;
use crate::document::accept::Format;
use crate::document::envelope::Envelope;
use crate::document::problem::Problem;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, VARY, WWW_AUTHENTICATE};
use http::{HeaderMap, Response, StatusCode};

/// The media type of JSON:API; a response brings no parameters, of which only `ext` and `profile`
/// would be allowed (JSON:API 1.1, "Content Negotiation").
static MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/vnd.api+json");

/// The challenge of a 401 that brings none (RFC 9110, 15.5.2), such as one that was made by hand.
pub(crate) const CHALLENGE: &str = "ApiKey";

/// Marks, as an extension, an envelope that its Content-Type does not show as one.
#[derive(Clone, Copy)]
pub(crate) struct IsEnvelope;

/// Marks a response, as an extension, that is left alone: one proxied from elsewhere. It is seen by
/// `EnvelopeLayer` and by what makes envelopes in each framework; rocket has a responder instead,
/// `rocket::Proxied`.
///
/// ```
/// use mrets_errors::PassThrough;
///
/// let mut response = http::Response::new("what the other server said");
/// response.extensions_mut().insert(PassThrough);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassThrough;

/// The whole answer.
pub(crate) fn of(parts: &dyn Answerable) -> Response<Bytes> {
    let answer = parts.answer();
    let mut response = Response::new(body::body(parts, answer));
    *response.status_mut() = answer.status;
    let headers = response.headers_mut();
    if answer.has_content() {
        headers.insert(CONTENT_TYPE, media_type(answer.row.media_type));
    }
    add_headers(parts, answer, headers);
    if !answer.row.media_type.is_empty() {
        response.extensions_mut().insert(IsEnvelope);
    }
    response
}

/// The whole answer, in one of several formats.
pub(crate) fn of_as(parts: &dyn Answerable, format: Format) -> Response<Bytes> {
    negotiated(of(parts), format, |status| {
        Problem::from_envelope(&Envelope::of(parts), status)
    })
}

/// An envelope that was made by hand.
pub(crate) fn of_envelope(envelope: &Envelope) -> Response<Bytes> {
    let mut response = Response::new(envelope.to_json());
    *response.status_mut() = envelope.status();
    let is_unauthorized = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, MEDIA_TYPE.clone());
    if is_unauthorized {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE));
    }
    response
}

/// The same, in one of several formats.
pub(crate) fn of_envelope_as(envelope: &Envelope, format: Format) -> Response<Bytes> {
    negotiated(of_envelope(envelope), format, |status| {
        Problem::from_envelope(envelope, status)
    })
}

fn negotiated(
    mut response: Response<Bytes>,
    format: Format,
    problem: impl FnOnce(StatusCode) -> Problem,
) -> Response<Bytes> {
    // A 304 has no content, nor a type of it.
    if let Some(media_type) = response.headers_mut().get_mut(CONTENT_TYPE) {
        *media_type = HeaderValue::from_static(format.media_type());
        if format == Format::Problem {
            *response.body_mut() = problem(response.status()).to_json();
        }
    }
    // A field of the error may have set it to more.
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Accept"));
    if format == Format::Json {
        response.extensions_mut().insert(IsEnvelope);
    }
    response
}

/// All headers but Content-Type.
pub(crate) fn add_headers(parts: &dyn Answerable, answer: Answer, headers: &mut HeaderMap) {
    // RFC 9110, 15.5.2: a 401 must carry a challenge.
    if answer.status == StatusCode::UNAUTHORIZED
        && let Some(challenge) = header_value(answer.row.challenge)
    {
        headers.append(WWW_AUTHENTICATE, challenge);
    }
    if answer.has(Part::Headers) {
        // A header that fails is left out, and the others stand.
        let _ = parts.write(Part::Headers, &mut Sink::headers(headers));
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
