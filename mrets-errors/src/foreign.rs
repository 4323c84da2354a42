//! Answers that are no envelopes: what a framework, or a handler by hand, says of a failure.

use crate::envelope::Envelope;
use crate::error::MretsError;
use crate::replace::object;
use bytes::Bytes;
use http::{Response, StatusCode};
use std::str;
#[cfg(any(feature = "poem", feature = "salvo", feature = "warp"))]
use {
    crate::replace::remove_headers_of_body,
    http::header::{CONTENT_TYPE, HeaderValue},
    http::response::Parts,
    http_body_util::{BodyExt as _, Collected},
};

/// An answer that is perhaps no envelope.
pub(crate) struct Foreign<'a> {
    pub(crate) status: u16,
    pub(crate) content_type: Option<&'a [u8]>,
    /// None where it is not at hand, such as a stream.
    pub(crate) body: Option<&'a [u8]>,
}

impl Foreign<'_> {
    /// What to answer instead; none where the answer may stand: it is no failure, or already an
    /// envelope or a problem document.
    pub(crate) fn to_envelope(&self) -> Option<Response<Bytes>> {
        let status = StatusCode::from_u16(self.status).ok()?;
        let is_failure = status.is_client_error() || status.is_server_error();
        if !is_failure || self.is_envelope() {
            return None;
        }
        Some(object(status, self.text()).to_response())
    }

    fn is_envelope(&self) -> bool {
        match self.media_type().as_str() {
            "application/vnd.api+json" | "application/problem+json" | "application/problem+xml" => {
                true
            }
            // `#[mrets(media_type = "application/json")]`, and the like.
            media_type if media_type.ends_with("json") => self
                .body
                .is_some_and(|body| Envelope::from_slice(body).is_ok()),
            _ => false,
        }
    }

    fn text(&self) -> Option<&str> {
        let is_text = self.media_type() == "text/plain";
        str::from_utf8(self.body.filter(|_| is_text)?).ok()
    }

    /// Without parameters, in lower case.
    fn media_type(&self) -> String {
        let content_type = self.content_type.unwrap_or_default();
        let end = content_type.iter().position(|byte| *byte == b';');
        let (media_type, _) = content_type.split_at(end.unwrap_or(content_type.len()));
        String::from_utf8_lossy(media_type.trim_ascii()).to_ascii_lowercase()
    }
}

/// How much of a body, in bytes, is read to see whether it is an envelope or a text.
#[cfg(any(
    feature = "poem",
    feature = "rocket",
    feature = "salvo",
    feature = "warp"
))]
pub(crate) const MAX_READ: usize = 64 * 1024;

/// The answer, or the envelope that stands for it, with all headers that do not describe its body.
#[cfg(any(feature = "poem", feature = "salvo", feature = "warp"))]
pub(crate) async fn envelope<B>(answer: Response<B>, body_of: fn(Bytes) -> B) -> Response<B>
where
    B: http_body::Body<Data = Bytes>,
{
    let (mut head, body) = answer.into_parts();
    let Some(envelope) = foreign(&head, None).to_envelope() else {
        return Response::from_parts(head, body);
    };
    // A stream, or one text too long for a detail, is not read.
    let len = body.size_hint().exact();
    let is_small = len.is_some_and(|len| len <= MAX_READ as u64);
    let envelope = if is_small {
        let body = body.collect().await.map(Collected::to_bytes);
        match foreign(&head, body.as_deref().ok()).to_envelope() {
            Some(envelope) => envelope,
            None => return Response::from_parts(head, body_of(body.unwrap_or_default())),
        }
    } else {
        envelope
    };
    let (envelope, body) = envelope.into_parts();
    remove_headers_of_body(&mut head.headers);
    for (name, value) in &envelope.headers {
        head.headers.entry(name).or_insert_with(|| value.clone());
    }
    Response::from_parts(head, body_of(body))
}

#[cfg(any(feature = "poem", feature = "salvo", feature = "warp"))]
fn foreign<'a>(head: &'a Parts, body: Option<&'a [u8]>) -> Foreign<'a> {
    Foreign {
        status: head.status.as_u16(),
        content_type: head.headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes),
        body,
    }
}
