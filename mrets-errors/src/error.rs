//! The trait [`MretsError`], and what holds several errors or any of them.

use crate::envelope::{self, Envelope};
use crate::parts::{self, Parts};
use crate::{json, response};
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// An error that answers an HTTP request. It is [derived](macro@crate::MretsError), not written by
/// hand.
///
/// ```
/// use http::StatusCode;
/// use mrets_errors::MretsError;
///
/// #[derive(Debug, MretsError)]
/// #[status(404, title = "Record not found", detail = "The record identified by {id} could not be found.")]
/// struct RecordNotFound {
///     id: u32,
/// }
///
/// let error = RecordNotFound { id: 7 };
/// assert_eq!(error.status(), StatusCode::NOT_FOUND);
/// assert_eq!(error.title(), "Record not found");
/// assert_eq!(error.detail(), "The record identified by 7 could not be found.");
/// assert_eq!(error.code(), "404");
/// assert_eq!(
///     error.to_json(),
///     r#"{"errors":[{"title":"Record not found","detail":"The record identified by 7 could not be found.","code":"404","status":"404"}]}"#,
/// );
/// let response = error.to_response();
/// assert_eq!(response.headers()["content-type"], "application/vnd.api+json");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `MretsError`",
    label = "this type does not answer HTTP requests",
    note = "add `#[derive(MretsError)]` to `{Self}`, and `#[status(...)]` to its variants"
)]
pub trait MretsError: Error + Parts {
    /// The HTTP status: 304, or 400 to 599.
    fn status(&self) -> StatusCode {
        self.answer().status
    }

    /// The title of the first error object: what kind of problem it is.
    fn title(&self) -> Cow<'_, str> {
        parts::first_object(self.as_parts(), |_, answer| answer.title()).into()
    }

    /// The code of the first error object.
    fn code(&self) -> Cow<'_, str> {
        parts::first_object(self.as_parts(), |_, answer| answer.code())
    }

    /// The detail of the first error object, as clients read it; empty where the member is left
    /// out. That of a 5xx is its status's description, unless `expose` was written.
    fn detail(&self) -> Cow<'_, str> {
        parts::first_object(self.as_parts(), parts::detail).unwrap_or_default()
    }

    /// All headers but Content-Type.
    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        response::add_headers(self.as_parts(), &mut headers);
        headers
    }

    /// The data model of the body; without errors for a 304, which has no body.
    ///
    /// Serialized by serde_json it is, byte for byte, [`to_json`](Self::to_json).
    fn to_envelope(&self) -> Envelope {
        envelope::of(self.as_parts())
    }

    /// The body; empty for a 304.
    ///
    /// A variant in which nothing varies has one that was rendered at compile time.
    fn to_json(&self) -> Bytes {
        json::body(self.as_parts())
    }

    /// Status, headers and body. Content-Type is `application/vnd.api+json`, or what
    /// `#[mrets(media_type = "...")]` says; a 304 has none.
    fn to_response(&self) -> Response<Bytes> {
        response::of(self.as_parts())
    }
}

/// A pointer answers as what it points to.
macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(
            impl<T: Parts> Parts for $pointer {
                fn answer(&self) -> parts::Answer {
                    T::answer(self)
                }

                fn write(&self, part: parts::Part, out: &mut parts::Out<'_>) -> fmt::Result {
                    T::write(self, part, out)
                }

                fn as_parts(&self) -> &dyn Parts {
                    T::as_parts(self)
                }
            }

            impl<T: MretsError> MretsError for $pointer {}
        )*
    };
}

pointers!(&T, Box<T>, Arc<T>);
