//! Traits that the attributes ask of field types.
//!
//! Generated code calls some of them as methods. Method calls reach through pointers, so that they work for
//! `Box<dyn Error>`, `anyhow::Error` and paths, which are no errors or have no `Display` themselves.

use crate::answer::answerable::{Answerable, Answering, AnsweringError, Question};
use crate::answer::catalog::Catalog;
use crate::error::mrets_error::MretsError;
use std::error::Error;
use std::fmt::{self, Display};
use std::panic::UnwindSafe;
use std::path::{self, Path, PathBuf};
use std::sync::Arc;

/// The error in a transparent field.
pub fn inner<T: AsMretsError + ?Sized>(field: &T) -> &dyn AnsweringError {
    field.as_answering_error()
}

/// A type that may stand in a transparent or an `#[errors]` field: a [`MretsError`], or an
/// [`AnyError`](crate::AnyError).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `MretsError`, so it cannot answer for this one",
    label = "derive `MretsError` on this type",
    note = "a cause that is not shown to clients takes `#[status(500)]` and `#[from]` or `#[source]`"
)]
pub trait AsMretsError: fmt::Debug + fmt::Display {
    fn as_answering_error(&self) -> &dyn AnsweringError;

    /// The error as a value, for logs and observers.
    fn as_static_error(&self) -> &(dyn Error + 'static)
    where
        Self: 'static;

    /// Adds every answer that the type can give.
    fn describe(catalog: &mut Catalog)
    where
        Self: Sized;
}

/// A `MretsError` or a pointer to one may stand there.
impl<T: Answering> AsMretsError for T {
    fn as_answering_error(&self) -> &dyn AnsweringError {
        self
    }

    fn as_static_error(&self) -> &(dyn Error + 'static)
    where
        Self: 'static,
    {
        self.as_value()
    }

    fn describe(catalog: &mut Catalog) {
        <T as Answerable>::describe(catalog);
    }
}

/// Implements the trait for errors whose type is known only at run time.
macro_rules! unsized_mrets_errors {
    ($($error:ty),*) => {
        $(
            impl AsMretsError for $error {
                fn as_answering_error(&self) -> &dyn AnsweringError {
                    (**self).as_answering_error()
                }

                fn as_static_error(&self) -> &(dyn Error + 'static)
                where
                    Self: 'static,
                {
                    &**self
                }

                fn describe(catalog: &mut Catalog) {
                    catalog.open();
                }
            }
        )*
    };
}

unsized_mrets_errors!(
    &dyn MretsError,
    Box<dyn MretsError>,
    Box<dyn MretsError + Send>,
    Box<dyn MretsError + Send + Sync>,
    Arc<dyn MretsError + Send + Sync>
);

/// Implements the trait for references to types that answer and are no errors themselves. The items of a reference
/// to a collection are such references, and so is the result of a method of `like`.
macro_rules! references {
    ($($error:ty),*) => {
        $(
            impl $crate::error::bounds::AsMretsError for &$error {
                fn as_answering_error(
                    &self,
                ) -> &dyn $crate::answer::answerable::AnsweringError {
                    <$error>::as_answering_error(self)
                }

                fn as_static_error(&self) -> &(dyn std::error::Error + 'static) {
                    <$error>::as_static_error(self)
                }

                fn describe(catalog: &mut $crate::answer::catalog::Catalog) {
                    <$error as $crate::error::bounds::AsMretsError>::describe(catalog);
                }
            }
        )*
    };
}

pub(crate) use references;

references!(
    Box<dyn MretsError>,
    Box<dyn MretsError + Send>,
    Box<dyn MretsError + Send + Sync>,
    Arc<dyn MretsError + Send + Sync>
);

/// A type that may stand in an `#[errors]` field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection of `MretsError`s",
    label = "a reference to this type does not iterate over `MretsError`s",
    note = "an `#[errors]` field is a `Vec<E>`, an `Errors<E>` or the like, where `E` derives `MretsError`"
)]
pub trait ErrorCollection {
    /// Visits each error, if that is the question.
    ///
    /// # Errors
    ///
    /// Fails if the visitor fails.
    fn reply(&self, question: &mut Question<'_>) -> fmt::Result;

    /// Adds every answer that the items can give.
    fn describe<'a>(catalog: &mut Catalog)
    where
        Self: 'a;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> ErrorCollection for T
where
    for<'a> &'a T: IntoIterator<Item: AsMretsError>,
{
    fn reply(&self, question: &mut Question<'_>) -> fmt::Result {
        let Question::Errors(visit) = question else {
            return Ok(());
        };
        let mut errors = self.into_iter();
        while let Some(error) = errors.next() {
            visit(error.as_answering_error(), errors.size_hint().0)?;
        }
        Ok(())
    }

    fn describe<'a>(catalog: &mut Catalog)
    where
        Self: 'a,
    {
        <<&'a T as IntoIterator>::Item as AsMretsError>::describe(catalog);
    }
}

/// An error, or the error that a box holds.
pub trait AsDynError<'a> {
    fn __mrets_as_dyn_error(&self) -> &(dyn Error + 'a);
}

impl<'a, T: Error + 'a> AsDynError<'a> for T {
    fn __mrets_as_dyn_error(&self) -> &(dyn Error + 'a) {
        self
    }
}

macro_rules! unsized_errors {
    ($($error:ty),*) => {
        $(
            impl<'a> AsDynError<'a> for $error {
                fn __mrets_as_dyn_error(&self) -> &(dyn Error + 'a) {
                    self
                }
            }
        )*
    };
}

unsized_errors!(
    dyn Error + 'a,
    dyn Error + Send + 'a,
    dyn Error + Send + Sync + 'a,
    dyn Error + Send + Sync + UnwindSafe + 'a
);

/// The text that a placeholder shows of a field: paths have no `Display` of their own.
pub trait AsDisplay<'a> {
    type Target: Display;

    fn __mrets_as_display(&'a self) -> Self::Target;
}

impl<'a, T: Display + ?Sized + 'a> AsDisplay<'a> for &T {
    type Target = &'a T;

    fn __mrets_as_display(&'a self) -> Self::Target {
        self
    }
}

impl<'a> AsDisplay<'a> for Path {
    type Target = path::Display<'a>;

    fn __mrets_as_display(&'a self) -> Self::Target {
        self.display()
    }
}

impl<'a> AsDisplay<'a> for PathBuf {
    type Target = path::Display<'a>;

    fn __mrets_as_display(&'a self) -> Self::Target {
        self.display()
    }
}
