//! The trait [`MretsError`].

use crate::answer::answerable::{Answerable, Answering, AsAnsweringError, answer_as};
use crate::answer::body::body;
use crate::answer::catalog::Catalog;
#[cfg(not(feature = "client"))]
use crate::answer::feature_off::NeedsClient;
use crate::answer::objects;
use crate::answer::response;
#[cfg(feature = "client")]
use crate::client::failure::Failure;
use crate::document::envelope::Envelope;
use crate::document::format::Format;
use crate::document::object::ErrorObject;
use crate::document::problem::Problem;
#[cfg(feature = "client")]
use crate::error::decode::fill_status;
use crate::error::decode::{Decode, Tried, decode};
use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode};
use std::borrow::Cow;
use std::error::Error;
use std::slice;
use std::sync::Arc;

/// An error that answers an HTTP request. It is [derived](macro@crate::MretsError), not written by
/// hand, and always an [`Error`], too.
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
pub trait MretsError: Answering + AsAnsweringError {
    /// The HTTP status: 304, or 400 to 599.
    fn status(&self) -> StatusCode {
        objects::status(self.as_answering_error())
    }

    /// The title of the first error object, which names the kind of problem.
    fn title(&self) -> Cow<'_, str> {
        objects::title(self.as_answering_error())
    }

    /// The code of the first error object.
    fn code(&self) -> Cow<'_, str> {
        objects::code(self.as_answering_error())
    }

    /// The detail of the first error object, as clients read it; empty if the member is left
    /// out. A 5xx without `expose` has the description of its status.
    fn detail(&self) -> Cow<'_, str> {
        objects::detail(self.as_answering_error())
    }

    /// All headers except Content-Type.
    fn headers(&self) -> HeaderMap {
        response::all_headers(self.as_answering_error())
    }

    /// The data model of the body; without errors for a 304, which has no body.
    ///
    /// serde_json writes it as the same bytes as [`to_json`](Self::to_json), unless the
    /// [dialect](crate::Dialect::body) has another shape.
    fn to_envelope(&self) -> Envelope {
        objects::to_envelope(self.as_answering_error())
    }

    /// The body; empty for a 304.
    ///
    /// A variant in which nothing varies has one that was rendered at compile time.
    fn to_json(&self) -> Bytes {
        body(self.as_answering_error())
    }

    /// The response, with status, headers and body. Content-Type is `application/vnd.api+json`, unless the
    /// [dialect](crate::Dialect::body) says another; a 304 has none.
    fn to_response(&self) -> Response<Bytes> {
        response::response(self.as_answering_error())
    }

    /// The response in the format that [`negotiate`](crate::negotiate()) chose. It says `Vary: Accept`, since it
    /// depends on that header.
    ///
    /// ```
    /// use http::HeaderMap;
    /// use mrets_errors::{MretsError, negotiate};
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404)]
    /// struct NotFound;
    ///
    /// let mut request = HeaderMap::new();
    /// request.insert("accept", "application/problem+json".parse()?);
    /// let response = NotFound.to_response_as(negotiate(&request));
    /// assert_eq!(response.headers()["content-type"], "application/problem+json");
    /// # Ok::<(), http::header::InvalidHeaderValue>(())
    /// ```
    fn to_response_as(&self, format: Format) -> Response<Bytes> {
        response::response_as(self.as_answering_error(), format)
    }

    /// The data model in the language that an `Accept-Language` asks for, with the feature `fluent`. It is for
    /// answers that no layer translates, such as frames of a WebSocket.
    ///
    /// Without [languages](crate::Dialect::languages) it equals [`to_envelope`](Self::to_envelope).
    #[cfg(feature = "fluent")]
    #[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
    fn to_envelope_in(&self, accept_language: &str) -> Envelope {
        objects::envelope_in(self.as_answering_error(), accept_language)
    }

    /// The error as a problem document (RFC 9457).
    fn to_problem(&self) -> Problem {
        objects::problem(self.as_answering_error())
    }

    /// Every answer that this type can give: of each variant, and of the errors in its transparent
    /// and `#[errors]` fields.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// enum Error {
    ///     #[status(404, title = "Record not found", detail = "There is no record {id}.")]
    ///     RecordNotFound { id: u32 },
    /// }
    ///
    /// let catalog = Error::catalog();
    /// let entry = catalog.entries().next().unwrap();
    /// assert_eq!(entry.title, Some("Record not found"));
    /// assert_eq!(entry.detail, Some("There is no record {id}."));
    /// ```
    #[must_use]
    fn catalog() -> Catalog
    where
        Self: Sized,
    {
        let mut catalog = Catalog::new();
        Self::describe(&mut catalog);
        catalog
    }

    /// Finds the variant of an error object, for types with
    /// `#[mrets(decode)]`. The code leads to the variant; its fields come back from `meta`.
    ///
    /// ```
    /// use mrets_errors::{Envelope, MretsError};
    ///
    /// #[derive(Debug, PartialEq, MretsError)]
    /// #[mrets(codes = "snake_case", decode)]
    /// enum TransferError {
    ///     #[status(422, detail = "There are {left} certificates, and {wanted} are wanted.")]
    ///     TooFew { left: u32, wanted: u32 },
    ///     #[status(409)]
    ///     Retired,
    /// }
    ///
    /// let sent = TransferError::TooFew { left: 3, wanted: 5 }.to_json();
    ///
    /// let envelope = Envelope::from_slice(&sent)?;
    /// let received = TransferError::from_error_object(&envelope.errors[0]);
    /// assert_eq!(received, Ok(TransferError::TooFew { left: 3, wanted: 5 }));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The error object itself, with all that was sent, if no variant has its code or the fields
    /// do not fit. So a newer server with new errors does not break old clients.
    fn from_error_object(error: &ErrorObject) -> Result<Self, &ErrorObject>
    where
        Self: Sized + Decode,
    {
        decode(slice::from_ref(error), Tried::default()).ok_or(error)
    }

    /// Finds the variant of a response. A variant of several error objects comes back too, and so does one of a 304,
    /// which has none.
    ///
    /// ```
    /// use mrets_errors::{Failure, MretsError};
    ///
    /// #[derive(Debug, PartialEq, MretsError)]
    /// #[mrets(codes = "snake_case", decode)]
    /// enum FieldError {
    ///     #[status(422, pointer = "/data/attributes/{name}", detail = "{name} can't be blank.")]
    ///     Blank { name: String },
    /// }
    ///
    /// #[derive(Debug, PartialEq, MretsError)]
    /// #[mrets(codes = "snake_case", decode)]
    /// enum AccountError {
    ///     #[status(409)]
    ///     Closed,
    ///     #[status(422)]
    ///     Invalid(#[errors] Vec<FieldError>),
    /// }
    ///
    /// let blank = |name: &str| FieldError::Blank { name: name.to_owned() };
    /// let error = AccountError::Invalid(vec![blank("name"), blank("email")]);
    ///
    /// let failure = Failure::from(&error.to_response());
    /// assert_eq!(AccountError::from_failure(&failure), Ok(error));
    /// ```
    ///
    /// # Errors
    ///
    /// [`Failure::error`](crate::Failure::error), with all that was sent, if no variant has the code
    /// and the status of the response, or its fields do not fit, or the body is no envelope, no problem document and
    /// not in the shape of the type's [dialect](crate::Dialect::read). Another API's errors are never taken for these,
    /// whatever their codes are.
    #[cfg(feature = "client")]
    #[cfg_attr(docsrs, doc(cfg(feature = "client")))]
    fn from_failure(failure: &Failure) -> Result<Self, &ErrorObject>
    where
        Self: Sized + Decode,
    {
        let status = failure.status();
        let tried = Tried::answered_with(status, failure.own_document(), failure.dialect());
        let errors = match failure.envelope() {
            Some(envelope) if status != StatusCode::NOT_MODIFIED => &envelope.errors[..],
            // Another API may have the same codes.
            _ => &[],
        };
        let decoded = if errors.iter().all(|error| error.status.is_some()) {
            decode(errors, tried)
        } else {
            let mut errors = errors.to_vec();
            for error in &mut errors {
                fill_status(error, status);
            }
            decode(&errors, tried)
        };
        decoded.ok_or_else(|| failure.error())
    }

    #[cfg(not(feature = "client"))]
    #[doc(hidden)]
    #[allow(missing_docs, clippy::missing_errors_doc)] // It cannot be called.
    fn from_failure<F>(failure: F) -> Result<Self, F>
    where
        Self: Sized + NeedsClient,
    {
        Err(failure)
    }
}

/// Implements the trait for pointers, which answer as their targets do.
macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(
            impl<T: Answerable> Answerable for $pointer {
                answer_as!(|this| (**this));

                fn describe(catalog: &mut Catalog) {
                    T::describe(catalog);
                }
            }

            impl<T: Answering> Answering for $pointer {
                fn as_value(&self) -> &(dyn Error + 'static)
                where
                    Self: 'static,
                {
                    T::as_value(self)
                }
            }
        )*
    };
}

pointers!(&T, Box<T>, Arc<T>);
