//! [`Refusal`]: the error of all extractors.

use crate::document::object::{ErrorObject, Source};
use crate::framework::extract::json::{Malformed, Unread};
use crate::framework::extract::misfit::Misfit;
use http::StatusCode;
use mrets_errors_derive::MretsError;
use std::any::type_name;

/// The error of an extractor, for a request that cannot be read.
///
/// It says what was expected, and where. It repeats nothing of the values that were sent, and names no
/// type of Rust: its texts are made from the structure of serde's errors. All that it says is one line of
/// at most 512 bytes, however long the request is.
///
/// | the request | status | `source` |
/// | --- | --- | --- |
/// | a body of another Content-Type | 415 | `header` |
/// | a body that is too large | 413 | |
/// | malformed JSON | 422 | |
/// | JSON, or a form, of another shape | 422 | `pointer` |
/// | a query, or a parameter of a path, of another shape | 400 | `parameter` |
/// | a body that ends before its time | 400 | |
/// | a route whose parameters are not its handler's | 500 | |
///
/// The last is a defect of the service. The client is told nothing of it, and the log event names the
/// type that does not fit.
///
/// ```
/// # #[cfg(feature = "axum-extract")] {
/// use mrets_errors::{MretsError, axum::extract::Json};
///
/// let refusal = Json::<Vec<u8>>::from_bytes(br#"[1, "hunter2"]"#).unwrap_err();
/// assert_eq!(refusal.status(), 422);
/// assert_eq!(
///     refusal.detail(),
///     "The body does not fit: expected a whole number."
/// );
/// # }
/// ```
#[derive(Debug, MretsError)]
#[status(transparent)]
pub struct Refusal(Reason);

#[derive(Debug, MretsError)]
#[mrets(no_response)]
enum Reason {
    #[status(transparent)]
    Misfit(ErrorObject),
    #[status(422, detail = "The body is malformed JSON: {0}.")]
    Malformed(Malformed),
    #[status(
        415,
        header = "Content-Type",
        detail = "The body has another Content-Type: expected {0}."
    )]
    ContentType(&'static str),
    #[cfg(any(feature = "salvo", feature = "warp"))]
    #[status(
        415,
        header = "Content-Type",
        detail = "The body has another Content-Type than the one that is read here."
    )]
    AnotherContentType,
    #[cfg(feature = "__extractor-types")]
    #[status(413)]
    TooLarge,
    #[cfg(feature = "__extractor-types")]
    #[status(400, detail = "The body could not be read.")]
    Incomplete(#[source] BoxError),
    #[status(500, display = "an extractor cannot read `{ty}`: {reason}")]
    Defect { ty: &'static str, reason: String },
}

#[cfg(feature = "__extractor-types")]
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The part of a request that is read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Place {
    Body,
    Query,
    Path,
}

impl Place {
    fn status_and_name(self) -> (StatusCode, &'static str) {
        match self {
            Self::Body => (StatusCode::UNPROCESSABLE_ENTITY, "body"),
            Self::Query => (StatusCode::BAD_REQUEST, "query"),
            Self::Path => (StatusCode::BAD_REQUEST, "path"),
        }
    }
}

impl Refusal {
    /// A body that is not JSON, or does not fit.
    pub(crate) fn json<T>(unread: Unread) -> Self {
        match unread {
            Unread::Malformed(malformed) => Self::malformed(malformed),
            Unread::Misfit(misfit) => Self::misfit::<T>(&misfit, Place::Body),
        }
    }

    /// A body that is not JSON.
    pub(crate) fn malformed(malformed: impl Into<Malformed>) -> Self {
        Self(Reason::Malformed(malformed.into()))
    }

    /// A body that serde_json alone has read: it does not say where, and its text may repeat the value.
    #[cfg(any(feature = "actix-web", feature = "poem", feature = "salvo"))]
    pub(crate) fn by_serde_json(error: &serde_json::Error) -> Self {
        if error.is_data() {
            Self::unfit(Place::Body)
        } else {
            Self::malformed(error)
        }
    }

    /// A part of the request that somebody else has read, whose error does not say where.
    #[cfg(any(
        feature = "actix-web",
        feature = "poem",
        feature = "salvo",
        feature = "warp"
    ))]
    pub(crate) fn unfit(place: Place) -> Self {
        let (status, name) = place.status_and_name();
        let detail = format!("The {name} does not fit.");
        Self(Reason::Misfit(ErrorObject::new(status).with_detail(detail)))
    }

    /// An input that does not fit its type.
    pub(crate) fn misfit<T>(misfit: &Misfit, place: Place) -> Self {
        if let Some(reason) = misfit.as_defect() {
            return Self::defect::<T>(reason);
        }
        let (status, name) = place.status_and_name();
        let source = match place {
            Place::Body => Some(Source::pointer(misfit.pointer())),
            Place::Query | Place::Path => misfit.parameter().map(Source::parameter),
        };
        let detail = format!("The {name} does not fit: {misfit}.");
        let object = ErrorObject::new(status).with_detail(detail);
        Self(Reason::Misfit(ErrorObject { source, ..object }))
    }

    /// A parameter of a path that is no UTF-8.
    #[cfg(feature = "axum-extract")]
    pub(crate) fn no_utf8(parameter: &str) -> Self {
        let object = ErrorObject::new(StatusCode::BAD_REQUEST)
            .with_detail("The path does not fit: expected UTF-8.")
            .with_source(Source::parameter(parameter));
        Self(Reason::Misfit(object))
    }

    /// A body of another Content-Type than this.
    pub(crate) fn content_type(expected: &'static str) -> Self {
        Self(Reason::ContentType(expected))
    }

    /// A body that somebody else would have read.
    #[cfg(any(feature = "salvo", feature = "warp"))]
    pub(crate) fn another_content_type() -> Self {
        Self(Reason::AnotherContentType)
    }

    #[cfg(feature = "__extractor-types")]
    pub(crate) fn too_large() -> Self {
        Self(Reason::TooLarge)
    }

    /// A body of which the end did not come.
    #[cfg(feature = "__extractor-types")]
    pub(crate) fn incomplete(cause: impl Into<BoxError>) -> Self {
        Self(Reason::Incomplete(cause.into()))
    }

    /// A type that no request can be read as: the service is wrong.
    pub(crate) fn defect<T>(reason: impl ToString) -> Self {
        Self(Reason::Defect {
            ty: type_name::<T>(),
            reason: reason.to_string(),
        })
    }
}
