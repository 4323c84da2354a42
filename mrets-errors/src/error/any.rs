//! [`AnyError`]: any error, boxed.

use crate::answer::answerable::{Answerable, Answering, AnsweringError, answer_as};
use crate::answer::catalog::Catalog;
use crate::document::object::ErrorObject;
use crate::error::bounds::{AsMretsError, references};
use crate::error::decode::{Decode, Tried};
use crate::error::errors::Errors;
use crate::error::mrets_error::MretsError;
use std::error::Error;
use std::fmt;
use std::ops::Deref;

/// Any [`MretsError`], for handlers that mix several: `?` converts them, and a `Box` or an `Arc` of one.
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
pub struct AnyError(Box<dyn AnyHeld>);

/// The error that `?` took: a `MretsError`, or a pointer to one, which is not a `MretsError` itself.
struct Held<E>(E);

/// A [`Held`] of any type.
trait AnyHeld: MretsError + Send + Sync {
    fn value(&self) -> &(dyn Error + 'static);

    fn into_value(self: Box<Self>) -> Box<dyn Error + Send + Sync>;
}

impl AnyError {
    /// Boxes an error.
    #[must_use]
    pub fn new<E: MretsError + Send + Sync + 'static>(error: E) -> Self {
        Self::from(error)
    }

    /// Whether the error is an `E`.
    #[must_use]
    pub fn is<E: MretsError + 'static>(&self) -> bool {
        self.0.value().is::<E>()
    }

    /// The error, if it is an `E`.
    #[must_use]
    pub fn downcast_ref<E: MretsError + 'static>(&self) -> Option<&E> {
        self.0.value().downcast_ref()
    }

    /// The error's own source, as [`Error::source`] gives it.
    #[must_use]
    pub fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

/// An error that `?` converts into an [`AnyError`]: a [`MretsError`], or a `Box`, an `Arc` or a static reference of
/// one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `MretsError`, so it cannot become an `AnyError`",
    label = "this is no `MretsError`: derive it, or write `.internal()?` where no client may see the error",
    note = "`use mrets_errors::InternalExt as _;` brings `.internal()`"
)]
pub trait IntoAnyError: Answering {}

#[diagnostic::do_not_recommend]
impl<E: Answering> IntoAnyError for E {}

impl<E: IntoAnyError + Send + Sync + 'static> From<E> for AnyError {
    fn from(error: E) -> Self {
        Self(Box::new(Held(error)))
    }
}

impl From<AnyError> for Box<dyn Error + Send + Sync> {
    fn from(error: AnyError) -> Self {
        error.0.into_value()
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
    answer_as!(|this| this.0);

    fn describe(catalog: &mut Catalog) {
        catalog.open();
    }
}

/// Lets an `AnyError` answer, though it cannot be an `Error`.
impl AnsweringError for AnyError {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }

    #[cfg(feature = "__framework")]
    fn as_error(&self) -> &(dyn Error + 'static) {
        self.0.value()
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
        self.0.value()
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

impl<E: Answering + Send + Sync + 'static> AnyHeld for Held<E> {
    fn value(&self) -> &(dyn Error + 'static) {
        self.0.as_value()
    }

    fn into_value(self: Box<Self>) -> Box<dyn Error + Send + Sync> {
        Box::new(self.0)
    }
}

impl<E: fmt::Debug> fmt::Debug for Held<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: fmt::Display> fmt::Display for Held<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<E: Error> Error for Held<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source()
    }
}

impl<E: Answering> Answerable for Held<E> {
    answer_as!(|this| this.0);

    fn describe(catalog: &mut Catalog) {
        E::describe(catalog);
    }
}

impl<E: Answering> Answering for Held<E> {
    fn as_value(&self) -> &(dyn Error + 'static)
    where
        Self: 'static,
    {
        self.0.as_value()
    }
}

impl<E: Answering> MretsError for Held<E> {}
