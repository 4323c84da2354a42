//! Envelopes as responses: the media type, and the mark of a response that layers leave alone.

#[cfg(feature = "__framework")]
use crate::document::answered::Answered;
use crate::document::dialect::{DEFAULT_DIALECT, Dialect};
use crate::document::envelope::Envelope;
use crate::document::format::Format;
#[cfg(feature = "__framework")]
use crate::document::wanted;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, VARY, WWW_AUTHENTICATE};
use http::{Response, StatusCode};

/// Marks a response, as an extension, that layers leave alone, such as one proxied from elsewhere.
///
/// `EnvelopeLayer` and its counterpart in each framework look for it; rocket has a responder
/// instead, `rocket::Proxied`.
///
/// ```
/// use mrets_errors::PassThrough;
///
/// let mut response = http::Response::new("what the other server said");
/// response.extensions_mut().insert(PassThrough);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassThrough;

/// The Content-Type of JSON:API. A response brings no parameters: JSON:API 1.1 allows only `ext`
/// and `profile` ("Content Negotiation").
pub(crate) fn json_api() -> HeaderValue {
    const { HeaderValue::from_static(Format::JsonApi.media_type()) }
}

/// The Content-Type of a media type that a dialect may give.
pub(crate) fn content_type(media_type: &'static str) -> HeaderValue {
    header_value(media_type).unwrap_or_else(json_api)
}

/// The value of a constant text; `None` where it is absent, or HTTP forbids it.
pub(crate) fn header_value(text: &'static str) -> Option<HeaderValue> {
    if text.is_empty() {
        return None;
    }
    HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
}

impl Envelope {
    /// The response, with status, Content-Type and body.
    #[must_use]
    pub fn to_response(&self) -> Response<Bytes> {
        let mut response = Response::new(self.to_json());
        let status = self.status();
        *response.status_mut() = status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, json_api());
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                WWW_AUTHENTICATE,
                HeaderValue::from_static(Dialect::MRETS.challenge_text()),
            );
        }
        #[cfg(feature = "__framework")]
        if wanted::ANSWERED.is_wanted() {
            let answered = Answered::new(status, None, self.clone());
            response.extensions_mut().insert(answered);
        }
        response
    }

    /// The response in the format that [`negotiate`](crate::negotiate()) chose, with `Vary: Accept`.
    ///
    /// ```
    /// use http::StatusCode;
    /// use mrets_errors::{Envelope, ErrorObject, Format};
    ///
    /// let envelope = Envelope::new([ErrorObject::new(StatusCode::CONFLICT)]);
    /// let response = envelope.to_response_as(Format::Json);
    /// assert_eq!(response.status(), 409);
    /// assert_eq!(response.headers()["content-type"], "application/json");
    /// assert_eq!(response.headers()["vary"], "Accept");
    /// ```
    #[must_use]
    pub fn to_response_as(&self, format: Format) -> Response<Bytes> {
        let mut response = self.to_response();
        if format == Format::Problem {
            *response.body_mut() = self.to_body(format, response.status(), &DEFAULT_DIALECT);
        }
        negotiated(response, format)
    }
}

/// Notes the format that the handler chose in the head of a response with a body of that format.
pub(crate) fn negotiated(mut response: Response<Bytes>, format: Format) -> Response<Bytes> {
    let headers = response.headers_mut();
    // A 304 has no content, and so no Content-Type.
    if let Some(media_type) = headers.get_mut(CONTENT_TYPE) {
        *media_type = HeaderValue::from_static(format.media_type());
    }
    // A field of the error may have set `Vary` already.
    headers.append(VARY, HeaderValue::from_static("Accept"));
    #[cfg(feature = "__framework")]
    if let Some(answered) = response.extensions_mut().get_mut::<Answered>() {
        answered.set_format(format);
    }
    response
}
