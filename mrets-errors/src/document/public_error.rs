//! [`PublicError`], the error that a shape or a page renders, and [`Body`], the result.

use crate::document::envelope::Envelope;
use crate::document::object::ErrorObject;
use bytes::Bytes;
use http::StatusCode;
use serde::Serialize;

/// An error as a client may see it: the status, and the envelope that has passed the privacy rules.
///
/// A [shape](crate::Dialect::body) gets nothing else, so that no shape can leak a cause.
///
/// ```
/// use mrets_errors::dialect::{Body, PublicError};
/// use serde_json::json;
///
/// /// Texts by field, as Rails writes them.
/// fn shape(error: &PublicError<'_>) -> Body {
///     let fields = error.errors().iter().map(|object| {
///         let source = object.source.as_ref();
///         let field = source.and_then(|source| source.parameter.clone());
///         (field.unwrap_or("base".to_owned()), json!([object.detail]))
///     });
///     Body::json(&json!({ "errors": fields.collect::<serde_json::Map<_, _>>() }))
/// }
/// ```
#[derive(Debug, Clone, Copy)]
pub struct PublicError<'a> {
    status: StatusCode,
    envelope: &'a Envelope,
}

impl<'a> PublicError<'a> {
    pub(crate) const fn new(status: StatusCode, envelope: &'a Envelope) -> Self {
        Self { status, envelope }
    }

    /// The HTTP status of the answer.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The code of the first error object; empty if it has none.
    #[must_use]
    pub fn code(&self) -> &'a str {
        self.first(|error| &error.code)
    }

    /// The title of the first error object; empty if it has none.
    #[must_use]
    pub fn title(&self) -> &'a str {
        self.first(|error| &error.title)
    }

    /// The detail of the first error object; empty if it has none.
    #[must_use]
    pub fn detail(&self) -> &'a str {
        self.first(|error| &error.detail)
    }

    /// All error objects.
    #[must_use]
    pub fn errors(&self) -> &'a [ErrorObject] {
        &self.envelope.errors
    }

    /// The envelope that JSON:API's clients get.
    #[must_use]
    pub const fn envelope(&self) -> &'a Envelope {
        self.envelope
    }

    fn first(&self, text: fn(&ErrorObject) -> &Option<String>) -> &'a str {
        let error = self.envelope.errors.first();
        error
            .and_then(|error| text(error).as_deref())
            .unwrap_or_default()
    }
}

/// A body of a service's own shape.
///
/// ```
/// use mrets_errors::dialect::Body;
///
/// let body = Body::text("There is no article 7.\n");
/// let body = Body::json(&[1, 2]);
/// ```
#[derive(Debug)]
pub struct Body(Result<Bytes, serde_json::Error>);

impl Body {
    /// A body of JSON. If the value cannot be serialized, the client gets a 500 with the text of the
    /// dialect, and the log an event at ERROR.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Self {
        Self(serde_json::to_vec(value).map(Bytes::from))
    }

    /// A body of plain text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self(Ok(Bytes::from(text.into())))
    }

    /// A body of HTML. Whoever makes it escapes the texts that it puts in.
    #[must_use]
    pub fn html(html: impl Into<String>) -> Self {
        Self::text(html)
    }

    pub(crate) fn into_bytes(self) -> Result<Bytes, serde_json::Error> {
        self.0
    }
}
