//! [`AnyError`]: any error, boxed.

use crate::answer::answerable::{Answerable, AnsweringError, Visit};
use crate::answer::catalog::Catalog;
use crate::answer::row::{Answer, Part};
use crate::answer::sink::Sink;
use crate::document::object::ErrorObject;
use crate::error::bounds::{AsMretsError, references};
use crate::error::decode::{Decode, Tried};
use crate::error::errors::Errors;
use crate::error::mrets_error::MretsError;
use std::error::Error;
use std::fmt;
use std::ops::Deref;

/// Any [`MretsError`], for handlers that mix several: `?` converts them.
///
/// [`Deref`] gives the methods of the error. Like anyhow's `Error`, the type cannot implement the trait itself, since
/// two implementations of `From` would conflict. It may stand in a `#[status(transparent)]` and in an
/// `#[errors]` field.
///
/// ```
/// use mrets_errors::{AnyError, MretsError};
///
/// #[derive(Debug, MretsError)]
/// #[status(403)]
/// struct Forbidden;
///
/// #[derive(Debug, MretsError)]
/// #[status(404)]
/// struct NotFound;
///
/// fn handler(is_admin: bool) -> Result<(), AnyError> {
///     if !is_admin {
///         Err(Forbidden)?;
///     }
///     Err(NotFound)?
/// }
///
/// assert_eq!(handler(false).unwrap_err().status(), 403);
/// let error = handler(true).unwrap_err();
/// assert_eq!(error.status(), 404);
/// assert!(error.downcast_ref::<NotFound>().is_some());
/// ```
pub struct AnyError(Box<dyn MretsError + Send + Sync>);

impl AnyError {
    /// Boxes an error.
    #[must_use]
    pub fn new<E: MretsError + Send + Sync + 'static>(error: E) -> Self {
        Self(Box::new(error))
    }

    /// Whether the error is an `E`.
    #[must_use]
    pub fn is<E: MretsError + 'static>(&self) -> bool {
        AnsweringError::as_error(self).is::<E>()
    }

    /// The error, if it is an `E`.
    #[must_use]
    pub fn downcast_ref<E: MretsError + 'static>(&self) -> Option<&E> {
        AnsweringError::as_error(self).downcast_ref()
    }

    /// The error's own source, as [`Error::source`] gives it.
    #[must_use]
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl<E: MretsError + Send + Sync + 'static> From<E> for AnyError {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

impl From<AnyError> for Box<dyn Error + Send + Sync> {
    fn from(error: AnyError) -> Self {
        error.0
    }
}

impl Deref for AnyError {
    type Target = dyn MretsError + Send + Sync;

    fn deref(&self) -> &Self::Target {
        &*self.0
    }
}

impl fmt::Debug for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for AnyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Answerable for AnyError {
    fn answer(&self) -> Answer {
        self.0.answer()
    }

    fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result {
        self.0.write(part, out)
    }

    fn errors(&self, visit: &mut Visit<'_>) -> fmt::Result {
        self.0.errors(visit)
    }

    fn as_made(&self) -> Option<&ErrorObject> {
        self.0.as_made()
    }

    fn location(&self) -> Option<&'static std::panic::Location<'static>> {
        self.0.location()
    }

    fn describe(catalog: &mut Catalog) {
        catalog.open();
    }
}

/// Lets an `AnyError` answer, though it cannot be an `Error`.
impl AnsweringError for AnyError {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }

    fn as_error(&self) -> &(dyn Error + 'static) {
        &*self.0
    }

    fn own_source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl AsMretsError for AnyError {
    fn as_answering_error(&self) -> &dyn AnsweringError {
        self.0.as_answering_error()
    }

    fn as_static_error(&self) -> &(dyn Error + 'static) {
        &*self.0
    }

    fn describe(catalog: &mut Catalog) {
        catalog.open();
    }
}

references!(AnyError);

/// Takes every error object, whatever its code.
impl Decode for AnyError {
    fn inner(errors: &[ErrorObject], _: Tried<'_>) -> Option<Self> {
        Some(match errors {
            [] => return None,
            [error] => error.clone().into(),
            errors => Self::new(errors.iter().cloned().collect::<Errors<_>>()),
        })
    }
}
