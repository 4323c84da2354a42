//! [`FoundBody`]: the kind of a body that others made, before it is read.

use http::header::{CONTENT_TYPE, HeaderMap};

/// A body that others made, by its Content-Type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FoundBody {
    /// It looks like an envelope.
    JsonApi,
    /// JSON without a format of its own: an envelope by another name, or an object with a message.
    Json,
    /// Plain text in UTF-8.
    Text,
    /// A page.
    Html,
    /// Another format of errors: a problem document, GraphQL, SCIM, FHIR, the XML of S3.
    OtherFormat,
    /// gRPC, which has its errors in trailers.
    Grpc,
    Other,
}

impl FoundBody {
    pub(super) fn new(headers: &HeaderMap) -> Self {
        let value = headers.get(CONTENT_TYPE);
        let value = value.and_then(|value| value.to_str().ok());
        let value = value.unwrap_or_default();
        let (essence, parameters) = value.split_once(';').unwrap_or((value, ""));
        let essence = essence.trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/vnd.api+json" => Self::JsonApi,
            "application/json" => Self::Json,
            "text/plain" => {
                let parameters = parameters.to_ascii_lowercase();
                if !parameters.contains("charset") || parameters.contains("utf-8") {
                    Self::Text
                } else {
                    Self::Other
                }
            }
            "text/html" | "application/xhtml+xml" => Self::Html,
            grpc if grpc.starts_with("application/grpc") => Self::Grpc,
            "application/xml" | "text/xml" => Self::OtherFormat,
            other if other.ends_with("+json") || other.ends_with("+xml") => Self::OtherFormat,
            _ => Self::Other,
        }
    }

    /// Whether a short body of this kind is a text that people can read.
    #[cfg(feature = "tracing")]
    pub(super) fn is_text(self) -> bool {
        !matches!(self, Self::Grpc | Self::Other)
    }
}
