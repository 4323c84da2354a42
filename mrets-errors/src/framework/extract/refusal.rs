//! [`Refusal`]: the error of all extractors.

use crate::answer::answerable::{Answerable, Answering};
use crate::answer::catalog::Catalog;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::sink::Sink;
use crate::framework::extract::json::{Malformed, Unread};
use crate::framework::extract::misfit::Misfit;
use mrets_errors_derive::MretsError;
use std::any::type_name;
use std::fmt::{self, Display};

/// The error of an extractor, for a request that cannot be read.
///
/// It says what was expected, and where. It repeats no value that was sent, and names no
/// type of Rust: its texts are made from the structure of serde's errors. Each text is one line of
/// at most 512 bytes, however long the request is.
///
/// | the request | status | `source` |
/// | --- | --- | --- |
/// | a body of another Content-Type | 415 | `header` |
/// | a body that is too large | 413 | |
/// | malformed JSON | 422 | |
/// | JSON, or a form, of another shape | 422 | `pointer` |
/// | a query, or a parameter of a path, of another shape | 400 | `parameter` |
/// | a body that ends too early | 400 | |
/// | a route whose parameters are not its handler's | 500 | |
///
/// The last one is a defect of the service. The client learns nothing of it, and the log event names the
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
    Body(BodyMisfit),
    /// A parameter of the query or the path does not fit what the service expects.
    #[status(400, parameter = "{parameter}", detail = "{detail}")]
    Parameter { parameter: String, detail: String },
    /// The query, or the parameters of the path, do not fit what the service expects.
    #[status(400, detail = "{0}")]
    Parameters(String),
    #[cfg(any(
        feature = "actix-web",
        feature = "poem",
        feature = "salvo",
        feature = "warp"
    ))]
    /// The body does not fit what the service expects.
    #[status(422, detail = "The body does not fit.")]
    Unlocated,
    #[cfg(any(feature = "actix-web", feature = "poem"))]
    /// The query does not fit what the service expects.
    #[status(400, detail = "The query does not fit.")]
    UnlocatedQuery,
    /// The body is not JSON.
    #[status(422, detail = "The body is malformed JSON: {0}.")]
    Malformed(Malformed),
    /// The body has another Content-Type than the service reads.
    #[status(
        415,
        header = "Content-Type",
        detail = "The body has another Content-Type: expected {0}."
    )]
    ContentType(&'static str),
    #[cfg(any(feature = "salvo", feature = "warp"))]
    /// The body has another Content-Type than the service reads.
    #[status(
        415,
        header = "Content-Type",
        detail = "The body has another Content-Type than the one that is read here."
    )]
    AnotherContentType,
    #[cfg(feature = "__extractor-types")]
    /// The body of the request has more bytes than the service reads.
    #[status(413)]
    TooLarge,
    #[cfg(feature = "__extractor-types")]
    /// The body ended before it was whole. Send the request again.
    #[status(400, detail = "The body could not be read.")]
    Incomplete(#[source] BoxError),
    /// The service has a defect. The cause is in its log.
    #[status(500, display = "an extractor cannot read `{ty}`: {reason}")]
    Defect { ty: &'static str, reason: String },
}

#[cfg(feature = "__extractor-types")]
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A body that does not fit, with the place. The pointer is written by hand, since a format string would escape its
/// slashes.
#[derive(Debug)]
struct BodyMisfit(Located);

#[derive(Debug, MretsError)]
#[mrets(no_response)]
/// A member of the body does not fit what the service expects.
#[status(422, pointer = "/{pointer}", detail = "{detail}")]
struct Located {
    pointer: String,
    detail: String,
}

impl Answerable for BodyMisfit {
    fn answer(&self) -> Answer {
        self.0.answer()
    }

    fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result {
        match part {
            Part::Pointer => out.show(&self.0.pointer),
            part => self.0.write(part, out),
        }
    }

    fn describe(catalog: &mut Catalog) {
        Located::describe(catalog);
    }
}

impl Answering for BodyMisfit {}

impl crate::error::mrets_error::MretsError for BodyMisfit {}

impl fmt::Display for BodyMisfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for BodyMisfit {}

impl Refusal {
    /// A body that is not JSON, or does not fit.
    pub(crate) fn json<T>(unread: Unread) -> Self {
        match unread {
            Unread::Malformed(malformed) => Self::malformed(malformed),
            Unread::Misfit(misfit) => Self::body::<T>(&misfit),
        }
    }

    /// A body that is not JSON.
    pub(crate) fn malformed(malformed: impl Into<Malformed>) -> Self {
        Self(Reason::Malformed(malformed.into()))
    }

    /// A body that serde_json alone has read. It does not name the place, and its text may repeat the value.
    #[cfg(any(feature = "actix-web", feature = "poem", feature = "salvo"))]
    pub(crate) fn by_serde_json(error: &serde_json::Error) -> Self {
        if error.is_data() {
            Self::unlocated()
        } else {
            Self::malformed(error)
        }
    }

    /// A body that the framework has read, whose error does not name the place.
    #[cfg(any(
        feature = "actix-web",
        feature = "poem",
        feature = "salvo",
        feature = "warp"
    ))]
    pub(crate) fn unlocated() -> Self {
        Self(Reason::Unlocated)
    }

    /// A query that the framework has read.
    #[cfg(any(feature = "actix-web", feature = "poem"))]
    pub(crate) fn unlocated_query() -> Self {
        Self(Reason::UnlocatedQuery)
    }

    /// A body that does not fit its type.
    pub(crate) fn body<T>(misfit: &Misfit) -> Self {
        if let Some(reason) = misfit.as_defect() {
            return Self::defect::<T>(&reason);
        }
        Self(Reason::Body(BodyMisfit(Located {
            pointer: misfit.pointer(),
            detail: format!("The body does not fit: {misfit}."),
        })))
    }

    /// A query that does not fit its type.
    pub(crate) fn query<T>(misfit: &Misfit) -> Self {
        Self::parameter::<T>(misfit, "query")
    }

    /// A path that does not fit its type.
    pub(crate) fn path<T>(misfit: &Misfit) -> Self {
        Self::parameter::<T>(misfit, "path")
    }

    fn parameter<T>(misfit: &Misfit, part: &str) -> Self {
        if let Some(reason) = misfit.as_defect() {
            return Self::defect::<T>(&reason);
        }
        let detail = format!("The {part} does not fit: {misfit}.");
        Self(match misfit.parameter().map(str::to_owned) {
            Some(parameter) => Reason::Parameter { parameter, detail },
            None => Reason::Parameters(detail),
        })
    }

    /// A parameter of a path that is no UTF-8.
    #[cfg(feature = "axum-extract")]
    pub(crate) fn no_utf8(parameter: &str) -> Self {
        Self(Reason::Parameter {
            parameter: parameter.to_owned(),
            detail: "The path does not fit: expected UTF-8.".to_owned(),
        })
    }

    /// A body of another Content-Type than the expected one.
    pub(crate) fn content_type(expected: &'static str) -> Self {
        Self(Reason::ContentType(expected))
    }

    /// A body of another Content-Type than the framework reads.
    #[cfg(any(feature = "salvo", feature = "warp"))]
    pub(crate) fn another_content_type() -> Self {
        Self(Reason::AnotherContentType)
    }

    #[cfg(feature = "__extractor-types")]
    pub(crate) fn too_large() -> Self {
        Self(Reason::TooLarge)
    }

    /// A body whose end did not come.
    #[cfg(feature = "__extractor-types")]
    pub(crate) fn incomplete(cause: impl Into<BoxError>) -> Self {
        Self(Reason::Incomplete(cause.into()))
    }

    /// A type that can be read from no request, which is a defect of the service.
    pub(crate) fn defect<T>(reason: &dyn Display) -> Self {
        Self(Reason::Defect {
            ty: type_name::<T>(),
            reason: reason.to_string(),
        })
    }
}
