//! [`Internal`]: any error that no client may see.

use crate::answer::answerable::{Answerable, Answering, AnsweringError};
use crate::answer::catalog::Catalog;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::sink::Sink;
use crate::error::any::AnyError;
use crate::error::bounds::{AsMretsError, references};
use crate::error::mrets_error::MretsError;
use mrets_errors_derive::MretsError;
use std::any::type_name;
use std::error::Error;
use std::fmt;

/// The answer of an error that no client may see: its status alone.
#[derive(Debug, Clone, Copy, MretsError)]
#[mrets(crate = crate, no_response)]
#[status(500)]
pub struct InternalError;

/// Any error, by `?`: of the standard library, of anyhow or eyre, or a text. It answers a 500 that
/// tells the client nothing of the error.
///
/// Handlers without domain errors return it. It may stand in a `#[status(transparent)]` field.
///
/// ```
/// use mrets_errors::Internal;
///
/// fn read() -> Result<String, Internal> {
///     Ok(std::fs::read_to_string("/no/such/file")?)
/// }
///
/// let error = read().unwrap_err();
/// assert!(error.to_string().contains("os error 2")); // for the log
/// assert!(error.error().is::<std::io::Error>());
/// ```
///
/// A domain error that a handler returns by `Err(error)?` becomes a 500 too. The log event names the
/// type that `?` converted, so that the mistake shows.
pub struct Internal(Converted);

/// The error inside of an [`Internal`], which can implement `Error` itself.
struct Converted {
    error: Box<dyn Error + Send + Sync>,
    /// The type that `?` converted.
    type_name: &'static str,
}

impl Internal {
    /// The error that was converted.
    #[must_use]
    pub fn error(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.0.error
    }
}

impl<E: Into<Box<dyn Error + Send + Sync>>> From<E> for Internal {
    fn from(error: E) -> Self {
        Self(Converted {
            error: error.into(),
            type_name: type_name::<E>(),
        })
    }
}

impl From<Internal> for AnyError {
    fn from(internal: Internal) -> Self {
        Self::new(internal.0)
    }
}

/// `.internal()` on a `Result`: its error becomes an [`AnyError`] that answers as [`Internal`] does.
///
/// ```
/// use mrets_errors::{AnyError, InternalExt as _, MretsError};
///
/// #[derive(Debug, MretsError)]
/// #[status(404)]
/// struct NotFound;
///
/// fn handler(path: &str) -> Result<String, AnyError> {
///     if path.is_empty() {
///         Err(NotFound)?;
///     }
///     Ok(std::fs::read_to_string(path).internal()?)
/// }
///
/// assert_eq!(handler("").unwrap_err().status(), 404);
/// assert_eq!(handler("/no/such/file").unwrap_err().status(), 500);
/// ```
pub trait InternalExt<T> {
    /// Converts the error, which no client may see.
    ///
    /// # Errors
    ///
    /// The error of the `Result`.
    fn internal(self) -> Result<T, AnyError>;
}

impl<T, E: Into<Internal>> InternalExt<T> for Result<T, E> {
    fn internal(self) -> Result<T, AnyError> {
        self.map_err(|error| error.into().into())
    }
}

impl fmt::Debug for Internal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0.error, f)
    }
}

impl fmt::Display for Internal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.error, f)
    }
}

impl AsMretsError for Internal {
    fn as_answering_error(&self) -> &dyn AnsweringError {
        &self.0
    }

    fn as_static_error(&self) -> &(dyn Error + 'static) {
        &self.0
    }

    fn describe(catalog: &mut Catalog) {
        <InternalError as Answerable>::describe(catalog);
    }
}

references!(Internal);

impl Answerable for Internal {
    fn answer(&self) -> Answer {
        self.0.answer()
    }

    fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result {
        self.0.write(part, out)
    }

    fn describe(catalog: &mut Catalog) {
        <InternalError as Answerable>::describe(catalog);
    }
}

/// Lets an `Internal` answer. It cannot be an `Error`, since two implementations of `From` would conflict.
impl AnsweringError for Internal {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.show(f)
    }

    #[cfg(feature = "__framework")]
    fn as_error(&self) -> &(dyn Error + 'static) {
        &self.0
    }

    fn own_source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.own_source()
    }
}

impl fmt::Debug for Converted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.error, f)
    }
}

/// Shows the message for the log, and the type that was converted.
impl fmt::Display for Converted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { error, type_name } = self;
        write!(f, "{error} ({type_name})")
    }
}

impl Error for Converted {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.error.source()
    }
}

impl Answerable for Converted {
    fn answer(&self) -> Answer {
        InternalError.answer()
    }

    fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result {
        InternalError.write(part, out)
    }

    fn describe(catalog: &mut Catalog) {
        <InternalError as Answerable>::describe(catalog);
    }
}

impl Answering for Converted {}

impl MretsError for Converted {}
