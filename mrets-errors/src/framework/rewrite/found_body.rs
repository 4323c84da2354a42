//! Tells what a body is before it is read, and reads it.

use crate::document::envelope::Envelope;
use crate::document::response::IsEnvelope;
use crate::framework::rewrite::text::error_object_of;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use http::response::Parts;

/// The body of a response, by its head.
#[derive(Clone, Copy)]
pub(super) enum FoundBody {
    Envelope,
    /// An envelope of another media type, which its author chose.
    CustomMediaType,
    /// JSON: perhaps an envelope, which has lost its mark, or was made by hand.
    Json,
    Problem,
    /// Plain text in UTF-8.
    Text,
    Other,
}

impl FoundBody {
    pub(super) fn of(head: &Parts) -> Self {
        let is_marked = head.extensions.get::<IsEnvelope>().is_some();
        let value = head.headers.get(CONTENT_TYPE);
        let value = value.and_then(|value| value.to_str().ok());
        let (essence, parameters) = value
            .and_then(|value| value.split_once(';'))
            .unwrap_or((value.unwrap_or_default(), ""));
        let essence = essence.trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/vnd.api+json" => Self::Envelope,
            _ if is_marked => Self::CustomMediaType,
            "application/problem+json" | "application/problem+xml" => Self::Problem,
            "text/plain" => {
                let parameters = parameters.to_ascii_lowercase();
                if !parameters.contains("charset") || parameters.contains("utf-8") {
                    Self::Text
                } else {
                    Self::Other
                }
            }
            json if json == "application/json" || json.ends_with("+json") => Self::Json,
            _ => Self::Other,
        }
    }

    /// Reads the body as an envelope, or as a text that becomes the detail of one.
    pub(super) fn read(self, status: StatusCode, body: &[u8]) -> Option<Envelope> {
        match self {
            Self::Envelope | Self::CustomMediaType => Envelope::from_slice(body).ok(),
            // Others have a member `errors` as well, and what that says may be private.
            Self::Json => Envelope::from_slice(body).ok().filter(|envelope| {
                let errors = &envelope.errors;
                !errors.is_empty() && errors.iter().all(|error| error.status.is_some())
            }),
            Self::Text => {
                let text = str::from_utf8(body).ok()?;
                Some(Envelope::new([error_object_of(status, Some(text))]))
            }
            Self::Problem | Self::Other => None,
        }
    }
}
