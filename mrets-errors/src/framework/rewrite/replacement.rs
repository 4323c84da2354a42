//! Makes the envelope that stands in for a response.

use crate::document::envelope::Envelope;
use crate::document::format::Format;
use crate::document::object::ErrorObject;
use crate::document::problem::Problem;
use crate::document::response::CHALLENGE;
use crate::framework::rewrite::found_body::FoundBody;
use crate::framework::rewrite::headers::{add_vary, remove_headers_of_body};
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue, WWW_AUTHENTICATE};
use http::response::Parts;
use http::{Response, StatusCode};

/// The envelope that stands in for a response.
pub(crate) struct Replacement {
    pub(super) found: FoundBody,
    pub(super) format: Format,
    pub(super) id: Option<String>,
}

impl Replacement {
    /// The response with the envelope in it. `body` is the old body, where it was read.
    pub(crate) fn into_response(self, mut head: Parts, body: Option<Bytes>) -> Response<Bytes> {
        let read = body
            .as_deref()
            .and_then(|body| self.found.read(head.status, body));
        let is_own =
            matches!(self.found, FoundBody::CustomMediaType | FoundBody::Json) && read.is_some();
        if is_own && self.id.is_none() {
            return Response::from_parts(head, body.unwrap_or_default());
        }
        let media_type = head.headers.get(CONTENT_TYPE).filter(|_| is_own).cloned();
        let mut envelope = read.unwrap_or_else(|| Envelope::new([ErrorObject::new(head.status)]));
        if let Some(id) = self.id {
            for error in &mut envelope.errors {
                error.id.get_or_insert_with(|| id.clone());
            }
        }
        remove_headers_of_body(&mut head.headers);
        if head.status == StatusCode::UNAUTHORIZED && !head.headers.contains_key(WWW_AUTHENTICATE) {
            let challenge = HeaderValue::from_static(CHALLENGE);
            head.headers.insert(WWW_AUTHENTICATE, challenge);
        }
        let body = match (media_type, self.format) {
            (Some(media_type), _) => {
                head.headers.insert(CONTENT_TYPE, media_type);
                envelope.to_json()
            }
            (None, format) => {
                let media_type = HeaderValue::from_static(format.media_type());
                head.headers.insert(CONTENT_TYPE, media_type);
                add_vary(&mut head.headers);
                match format {
                    Format::JsonApi | Format::Json => envelope.to_json(),
                    Format::Problem => Problem::from_envelope(&envelope, head.status).to_json(),
                }
            }
        };
        Response::from_parts(head, body)
    }
}
