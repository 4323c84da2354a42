//! An error as an `http::Response`.

use crate::answer::answerable::Answerable;
use crate::answer::asked::Asked;
#[cfg(feature = "__framework")]
use crate::answer::body::constant_body;
use crate::answer::body::{envelope_body, in_dialect};
use crate::answer::header_fields::MOST_HEADERS;
use crate::answer::objects::envelope;
#[cfg(all(feature = "__framework", feature = "fluent"))]
use crate::answer::objects::origins;
#[cfg(feature = "__framework")]
use crate::answer::objects::{described_by, envelope_and_defaults};
use crate::answer::row::Text;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::sink::Sink;
#[cfg(feature = "__framework")]
use crate::document::answered::Answered;
use crate::document::dialect::stand_in::StandIn;
use crate::document::envelope::Envelope;
use crate::document::format::Format;
use crate::document::response::{content_type, header_value, json_api, negotiated};
#[cfg(feature = "__framework")]
use crate::document::wanted;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderMap, Response, StatusCode};
use std::borrow::Cow;

/// The whole answer.
pub(crate) fn response(error: &dyn Answerable) -> Response<Bytes> {
    let mut asked = Asked::alone(error.answer());
    asked.ask_inner(error);
    response_of(error, &asked)
}

#[allow(
    clippy::inline_always,
    reason = "else every answer pays for a call that only `response_as` needs"
)]
#[inline(always)]
fn response_of(error: &dyn Answerable, asked: &Asked) -> Response<Bytes> {
    #[cfg(feature = "__framework")]
    if wanted::ANSWERED.is_wanted() {
        return response_with_data(error, asked);
    }
    if !asked.answer.dialect.is_default() || !asked.answer.has_content() {
        return other_response(error, asked);
    }
    let body = envelope_body(error, asked);
    with_body_in_place(error, asked, Some(json_api()), body)
}

/// The whole answer with its data, of an error that nobody reports.
#[cfg(feature = "__framework")]
#[inline(never)] // Beside it, the answer that nothing looks at stays small.
fn response_with_data(error: &dyn Answerable, asked: &Asked) -> Response<Bytes> {
    answered_response(error, asked, answered(error, asked))
}

/// The whole answer in a dialect that is not the default one, or its stand-in; or a 304, which has no body.
#[cold]
fn other_response(error: &dyn Answerable, asked: &Asked) -> Response<Bytes> {
    if !asked.answer.has_content() {
        return with_body(error, asked, None, Bytes::new());
    }
    let envelope = || Cow::Owned(envelope(error, asked));
    let response = response_in_dialect(error, asked, &envelope);
    response.unwrap_or_else(|stand_in| stand_in_response(error, asked, &stand_in))
}

/// The answer in place of one whose shape failed. It has none of the error's headers, such as a challenge.
#[cold]
fn stand_in_response(error: &dyn Answerable, asked: &Asked, stand_in: &StandIn) -> Response<Bytes> {
    let asked = Asked::alone(asked.answer.with_nothing_but(stand_in.status));
    let content_type = content_type(stand_in.media_type);
    with_body(error, &asked, Some(content_type), stand_in.body.clone())
}

/// The data of the answer, for the response's extension.
#[cfg(feature = "__framework")]
pub(crate) fn answered(error: &dyn Answerable, asked: &Asked) -> Answered {
    let variant = Some(described_by(error, asked).variant());
    let variant = variant.filter(|name| !name.is_empty());
    let (envelope, defaults) = envelope_and_defaults(error, asked);
    let Answer {
        status, dialect, ..
    } = asked.answer;
    let answered = Answered::in_dialect(dialect, status, variant, envelope, defaults);
    #[cfg(feature = "fluent")]
    let answered = answered.with_origins(origins(error, asked));
    answered
}

/// The whole answer with its data. Each text of the error is shown once: the body is made of the data.
#[cfg(feature = "__framework")]
pub(crate) fn answered_response(
    error: &dyn Answerable,
    asked: &Asked,
    mut answered: Answered,
) -> Response<Bytes> {
    let envelope = answered.envelope();
    let response = if asked.answer.speaks_by_default() {
        let body = constant_body(asked.answer).unwrap_or_else(|| envelope.to_json());
        let content_type = asked.answer.has_content().then(json_api);
        Ok(with_body(error, asked, content_type, body))
    } else {
        response_in_dialect(error, asked, &|| Cow::Borrowed(envelope))
    };
    let mut response = response.unwrap_or_else(|stand_in| {
        let response = stand_in_response(error, asked, &stand_in);
        answered.set_stand_in(*stand_in);
        response
    });
    response.extensions_mut().insert(answered);
    response
}

/// The whole answer in a dialect that is not the default one.
///
/// # Errors
///
/// As [`in_dialect`].
#[cold]
fn response_in_dialect<'a>(
    error: &dyn Answerable,
    asked: &Asked,
    envelope: &dyn Fn() -> Cow<'a, Envelope>,
) -> Result<Response<Bytes>, Box<StandIn>> {
    let body = in_dialect(asked.answer, envelope)?;
    let content_type = content_type(asked.answer.dialect.media_type());
    Ok(with_body(error, asked, Some(content_type), body))
}

/// As [`with_body`], where each answer passes.
#[allow(
    clippy::inline_always,
    reason = "a call would move head and body once more"
)]
#[inline(always)]
fn with_body_in_place(
    error: &dyn Answerable,
    asked: &Asked,
    content_type: Option<HeaderValue>,
    body: Bytes,
) -> Response<Bytes> {
    let mut response = Response::new(body);
    *response.status_mut() = asked.answer.status;
    if let Some(content_type) = content_type {
        response.headers_mut().insert(CONTENT_TYPE, content_type);
    }
    if asked.answer.has_headers() {
        add_headers(error, asked, response.headers_mut());
    }
    response
}

fn with_body(
    error: &dyn Answerable,
    asked: &Asked,
    content_type: Option<HeaderValue>,
    body: Bytes,
) -> Response<Bytes> {
    with_body_in_place(error, asked, content_type, body)
}

/// The whole answer, in one of several formats.
pub(crate) fn response_as(error: &dyn Answerable, format: Format) -> Response<Bytes> {
    let asked = Asked::of(error);
    let Answer {
        status, dialect, ..
    } = asked.answer;
    // A document of the service's own may be JSON too.
    let is_own = format.media_type() == dialect.media_type();
    let is_as_by_default = dialect.is_default() && format != Format::Problem;
    if is_own || is_as_by_default || !asked.answer.has_content() {
        return negotiated(response_of(error, &asked), format);
    }
    #[cfg(feature = "__framework")]
    let answered = wanted::ANSWERED
        .is_wanted()
        .then(|| answered(error, &asked));
    let content_type = HeaderValue::from_static(format.media_type());
    let body = envelope(error, &asked).to_body(format, status, dialect);
    #[cfg_attr(not(feature = "__framework"), allow(unused_mut))]
    let mut response = with_body(error, &asked, Some(content_type), body);
    #[cfg(feature = "__framework")]
    if let Some(answered) = answered {
        response.extensions_mut().insert(answered);
    }
    negotiated(response, format)
}

/// As [`headers`], of an error that nobody has asked.
pub(crate) fn all_headers(error: &dyn Answerable) -> HeaderMap {
    headers(error, &Asked::of(error))
}

/// All headers except Content-Type.
pub(crate) fn headers(error: &dyn Answerable, asked: &Asked) -> HeaderMap {
    let mut headers = HeaderMap::new();
    add_headers(error, asked, &mut headers);
    headers
}

fn add_headers(error: &dyn Answerable, asked: &Asked, headers: &mut HeaderMap) {
    let answer = asked.answer;
    if !answer.is_like() {
        return if answer.is_combined {
            add_combined_headers(error, asked, headers);
        } else {
            add_own_headers(error, answer, headers, None);
        };
    }
    let mut kept = HeaderMap::new();
    // The visitor does not fail.
    let _ = asked.visit(error, &mut |error, inner, _| {
        add_headers(error, inner, &mut kept);
        Ok(())
    });
    add_own_headers(error, answer, headers, Some(&kept));
    // The variant's header replaces the other error's.
    for name in kept.keys() {
        if !headers.contains_key(name) {
            for value in kept.get_all(name) {
                headers.append(name.clone(), value.clone());
            }
        }
    }
}

/// Adds the headers of those errors in a list that have its status.
fn add_combined_headers(error: &dyn Answerable, asked: &Asked, added: &mut HeaderMap) {
    // The visitor does not fail.
    let _ = asked.visit(error, &mut |error, inner, _| {
        if inner.answer.status == asked.answer.status && inner.answer.has_headers() {
            merge(&headers(error, inner), added);
        }
        Ok(())
    });
}

/// Adds the headers of one of several errors, up to the bound of a head. Equal ones of another error are there
/// already.
fn merge(added: &HeaderMap, headers: &mut HeaderMap) {
    for (name, value) in added {
        let is_retry_after = name == RETRY_AFTER;
        if is_retry_after && let Some(known) = headers.get_mut(name) {
            // There is one time to wait (RFC 9110, 10.2.3): the longest.
            if seconds(known) < seconds(value) {
                *known = value.clone();
            }
        } else if is_retry_after
            || headers.len() < MOST_HEADERS
                && !headers.get_all(name).iter().any(|known| known == value)
        {
            headers.append(name.clone(), value.clone());
        }
    }
}

/// A time to wait in seconds; 0 for a date.
fn seconds(value: &HeaderValue) -> Option<u64> {
    let value = value.to_str().ok()?;
    Some(value.parse().unwrap_or_default())
}

fn add_own_headers(
    error: &dyn Answerable,
    answer: Answer,
    headers: &mut HeaderMap,
    kept: Option<&HeaderMap>,
) {
    let is_unauthorized = answer.status == StatusCode::UNAUTHORIZED;
    let challenge = || header_value(answer.challenge());
    if is_unauthorized
        && !answer.text(Text::Challenge).is_empty()
        && let Some(challenge) = challenge()
    {
        headers.append(WWW_AUTHENTICATE, challenge);
    }
    if answer.has(Part::Headers) {
        // A header that fails is left out; the others are kept.
        let _ = error.write(Part::Headers, &mut Sink::headers(headers, kept, answer));
    }
    // RFC 9110, 15.5.2: a 401 must carry a challenge.
    if is_unauthorized
        && !answer.is_like()
        && !headers.contains_key(WWW_AUTHENTICATE)
        && let Some(challenge) = challenge()
    {
        headers.append(WWW_AUTHENTICATE, challenge);
    }
}
