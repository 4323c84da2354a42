//! The data model: JSON:API's error document.

use crate::document::object::{ErrorObject, member};
use crate::document::status::combined;
use bytes::Bytes;
use http::StatusCode;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::{Map, Value};

/// A JSON:API document that says what went wrong: `{"errors":[...]}`
/// ([JSON:API 1.1](https://jsonapi.org/format/#document-top-level)).
///
/// It is written strictly and read leniently, see [`from_slice`](Self::from_slice).
///
/// ```
/// use mrets_errors::Envelope;
///
/// let body = br#"{"errors":[{"title":"Record not found","code":"404","status":"404"}]}"#;
/// let envelope = Envelope::from_slice(body)?;
/// assert_eq!(envelope.errors[0].title.as_deref(), Some("Record not found"));
/// assert_eq!(envelope.to_json(), &body[..]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Envelope {
    /// The error objects.
    pub errors: Vec<ErrorObject>,
    /// The server's implementation of JSON:API.
    pub jsonapi: Option<Map<String, Value>>,
    /// Links of the whole document.
    pub links: Option<Map<String, Value>>,
    /// Non-standard information about the whole document.
    pub meta: Option<Map<String, Value>>,
}

impl Envelope {
    /// An envelope of these error objects.
    ///
    /// ```
    /// use http::StatusCode;
    /// use mrets_errors::{Envelope, ErrorObject};
    ///
    /// let envelope = Envelope::new([ErrorObject::new(StatusCode::CONFLICT)]);
    /// assert_eq!(envelope.status(), StatusCode::CONFLICT);
    /// ```
    #[must_use]
    pub fn new(errors: impl IntoIterator<Item = ErrorObject>) -> Self {
        Self {
            errors: errors.into_iter().collect(),
            ..Self::default()
        }
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Bytes {
        let mut body = Vec::with_capacity(256);
        // Writing the model to memory does not fail.
        let _ = serde_json::to_writer(&mut body, self);
        Bytes::from(body)
    }

    /// The status of an answer with these errors, by JSON:API's rule ("Processing Errors"): their own
    /// if all are equal, 400 for several 4xx, 500 if any is a 5xx or no status of an error.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        combined(self.errors.iter().map(|error| {
            error
                .http_status()
                .filter(|status| status.is_client_error() || status.is_server_error())
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
        }))
    }
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            errors,
            jsonapi,
            links,
            meta,
        } = self;
        let others = [jsonapi, links, meta];
        let len = 1 + others.iter().filter(|other| other.is_some()).count();
        let mut document = serializer.serialize_struct("Envelope", len)?;
        document.serialize_field("errors", errors)?;
        member(&mut document, "jsonapi", jsonapi.as_ref())?;
        member(&mut document, "links", links.as_ref())?;
        member(&mut document, "meta", meta.as_ref())?;
        document.end()
    }
}
