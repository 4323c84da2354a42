//! The formats in which an error is answered.

/// A format in which an error can be answered.
///
/// ```
/// use mrets_errors::{Format, MretsError};
///
/// #[derive(Debug, MretsError)]
/// #[status(404)]
/// struct NotFound;
///
/// let response = NotFound.to_response_as(Format::Problem);
/// assert_eq!(response.headers()["content-type"], Format::Problem.media_type());
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// The envelope, as `application/vnd.api+json`.
    #[default]
    JsonApi,
    /// The same envelope, as `application/json`.
    Json,
    /// A problem document (RFC 9457), as `application/problem+json`.
    Problem,
}

impl Format {
    /// All formats, in the order in which the server prefers them.
    pub(crate) const ALL: [Self; 3] = [Self::JsonApi, Self::Json, Self::Problem];

    /// The media type that the answer's Content-Type names.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::JsonApi => "application/vnd.api+json",
            Self::Json => "application/json",
            Self::Problem => "application/problem+json",
        }
    }
}

/// The representation in which a client gets an error (RFC 9110, 3.2).
#[cfg(feature = "__rewrite")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Representation {
    /// The document of the dialect, which a client gets unless it asks for another.
    Own,
    /// A format of ours, which the client asks for.
    Format(Format),
    /// The page for people.
    #[cfg(feature = "html")]
    Page,
}
