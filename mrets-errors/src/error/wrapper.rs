//! [`answers!`](crate::answers!): a wrapper that answers as its field does.
//!
//! A wrapper with `impl<E: Into<anyhow::Error>> From<E>` cannot implement `Error`, and so cannot derive
//! `MretsError`. The macro implements the hidden half, and the frameworks' traits, by the field.

use crate::answer::answerable::{Answerable, AnsweringError, Question};
use crate::answer::catalog::Catalog;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::sink::Sink;
use crate::document::dialect::Dialect;
use crate::error::bounds::{AsDynError, AsMretsError};
use crate::error::internal::InternalError;
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// Makes a wrapper answer as its field does, in every framework whose feature is on.
///
/// A field that is a `MretsError` or an [`AnyError`](crate::AnyError) answers as it would by itself. Any
/// other error, an `anyhow::Error` too, answers a 500 that tells the client nothing of it.
///
/// ```
/// struct AppError(anyhow::Error);
///
/// impl<E: Into<anyhow::Error>> From<E> for AppError {
///     fn from(error: E) -> Self {
///         Self(error.into())
///     }
/// }
///
/// mrets_errors::answers!(AppError => .0);
///
/// fn handler() -> Result<String, AppError> {
///     Ok(std::fs::read_to_string("/no/such/file")?)
/// }
/// ```
///
/// The wrapper speaks the [dialect](crate::dialect!) of the crate that calls the macro, which comes before the one of
/// the field. It can have no generic parameters. The macro gives it a function `catalog()`, as derived types have, for
/// documents and their checks.
#[macro_export]
#[allow(clippy::crate_in_macro_def)] // The dialect is the one of the crate that calls the macro.
macro_rules! answers {
    ($ty:ty => $($field:tt)+) => {
        const _: () = {
            use $crate::private as __mrets;
            #[allow(unused_imports)] // A dialect of the crate shadows it.
            use __mrets::DEFAULT_DIALECT as __MRETS_DIALECT;

            impl $ty {
                /// Every answer that this type can give.
                #[must_use]
                #[allow(dead_code, unreachable_pub)] // It is there for whoever documents the type.
                pub fn catalog() -> $crate::Catalog {
                    let mut __catalog = __mrets::Catalog::new();
                    <Self as __mrets::Answerable>::describe(&mut __catalog);
                    __catalog
                }

                fn __mrets_dialect() -> &'static $crate::Dialect {
                    #[allow(unused_imports)] // A crate may have no public names.
                    use crate::*;
                    &__MRETS_DIALECT
                }

                fn __mrets_inner(&self) -> __mrets::Wrapped<'_> {
                    #[allow(unused_imports)]
                    use __mrets::{IsError as _, IsMretsError as _, IsPointer as _};
                    let __field = &self $($field)+;
                    (&&&__mrets::probe(__field)).kind().wrapped(__field)
                }
            }

            #[automatically_derived]
            impl __mrets::Answerable for $ty {
                fn answer(&self) -> __mrets::Answer {
                    self.__mrets_inner().answer(Self::__mrets_dialect())
                }

                fn write(
                    &self,
                    __part: __mrets::Part,
                    __out: &mut __mrets::Sink<'_>,
                ) -> ::core::fmt::Result {
                    self.__mrets_inner().write(__part, __out)
                }

                fn reply(&self, __question: &mut __mrets::Question<'_>) -> ::core::fmt::Result {
                    self.__mrets_inner().reply(__question)
                }

                fn describe(__catalog: &mut __mrets::Catalog) {
                    #[allow(unused_imports)]
                    use __mrets::{IsError as _, IsMretsError as _, IsPointer as _};
                    let __probe = __mrets::probe_by(|__this: &Self| &__this $($field)+);
                    __catalog.describe_in(Self::__mrets_dialect(), |__catalog| {
                        (&&&__probe).kind().describe(&__probe, __catalog);
                    });
                }
            }

            #[automatically_derived]
            impl __mrets::AnsweringError for $ty {
                fn show(&self, __f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    self.__mrets_inner().show(__f)
                }

                __mrets::with_framework! {
                    fn as_error(&self) -> &(dyn ::core::error::Error + 'static) {
                        self.__mrets_inner().as_error()
                    }
                }

                fn own_source(
                    &self,
                ) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                    self.__mrets_inner().own_source()
                }
            }

            __mrets::respond_wrapper! { [] [$ty] [] }
        };
    };
}

/// The error in a wrapper.
#[allow(missing_debug_implementations)] // A `dyn AnsweringError` has none.
#[derive(Clone, Copy)]
pub enum Wrapped<'a> {
    /// It answers itself.
    Answering(&'a dyn AnsweringError, &'a (dyn Error + 'static)),
    /// No client may see it.
    Internal(&'a (dyn Error + 'static)),
}

impl<'a> Wrapped<'a> {
    /// Answers in the dialect of the wrapper's crate, which comes before the error's own.
    #[must_use]
    pub fn answer(self, dialect: &'static Dialect) -> Answer {
        let answer = match self {
            Self::Answering(error, _) => error.answer(),
            Self::Internal(_) => InternalError.answer(),
        };
        answer.spoken_in(dialect)
    }

    /// Writes a part, as the error does.
    ///
    /// # Errors
    ///
    /// Fails if [`Answerable::write`] fails.
    pub fn write(self, part: Part, out: &mut Sink<'_>) -> fmt::Result {
        match self {
            Self::Answering(error, _) => error.write(part, out),
            Self::Internal(_) => InternalError.write(part, out),
        }
    }

    /// Replies as the error does.
    ///
    /// # Errors
    ///
    /// Fails if [`Answerable::reply`] fails.
    pub fn reply(self, question: &mut Question<'_>) -> fmt::Result {
        match self {
            Self::Answering(error, _) => error.reply(question),
            Self::Internal(_) => Ok(()),
        }
    }

    /// Shows the error's message.
    ///
    /// # Errors
    ///
    /// Fails if the formatter or the error's own `Display` fails.
    pub fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answering(error, _) => error.show(f),
            Self::Internal(error) => fmt::Display::fmt(error, f),
        }
    }

    #[must_use]
    pub fn as_error(self) -> &'a (dyn Error + 'static) {
        match self {
            Self::Answering(_, error) | Self::Internal(error) => error,
        }
    }

    #[must_use]
    pub fn own_source(self) -> Option<&'a (dyn Error + 'static)> {
        match self {
            Self::Answering(error, _) => error.own_source(),
            Self::Internal(error) => error.source(),
        }
    }
}

/// The type of the field. Rustc picks the first of three traits that holds for it, since each is
/// behind one reference less: a `MretsError`, an `Error`, a pointer to one such as `anyhow::Error`.
#[derive(Debug)]
pub struct Probe<T: ?Sized>(PhantomData<fn(&T)>);

#[must_use]
pub fn probe<T: ?Sized>(_: &T) -> Probe<T> {
    Probe(PhantomData)
}

/// Takes the field's type from a closure, which is not called.
#[must_use]
pub fn probe_by<S, T: ?Sized>(_: fn(&S) -> &T) -> Probe<T> {
    Probe(PhantomData)
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $of:ident gives $kind:ident;)*) => {
        $(
            $(#[$doc])*
            pub trait $of {
                fn kind(&self) -> $kind {
                    $kind
                }
            }

            #[derive(Debug)]
            pub struct $kind;
        )*
    };
}

kinds! {
    /// The field answers itself.
    IsMretsError gives MretsErrorKind;
    /// The field is an error that no client may see.
    IsError gives ErrorKind;
    /// The field points to an error that no client may see.
    IsPointer gives PointerKind;
}

impl<T: AsMretsError> IsMretsError for &&Probe<T> {}
impl<T: Error> IsError for &Probe<T> {}
impl<T: Deref> IsPointer for Probe<T> {}

impl MretsErrorKind {
    #[must_use]
    pub fn wrapped<T: AsMretsError + 'static>(self, field: &T) -> Wrapped<'_> {
        Wrapped::Answering(field.as_answering_error(), field.as_static_error())
    }

    pub fn describe<T: AsMretsError>(self, _: &Probe<T>, catalog: &mut Catalog) {
        T::describe(catalog);
    }
}

impl ErrorKind {
    #[must_use]
    pub fn wrapped<T: Error + 'static>(self, field: &T) -> Wrapped<'_> {
        Wrapped::Internal(field)
    }

    pub fn describe<T>(self, _: &Probe<T>, catalog: &mut Catalog) {
        <InternalError as Answerable>::describe(catalog);
    }
}

impl PointerKind {
    #[must_use]
    pub fn wrapped<T>(self, field: &T) -> Wrapped<'_>
    where
        T: Deref<Target: AsDynError<'static>>,
    {
        Wrapped::Internal((**field).__mrets_as_dyn_error())
    }

    pub fn describe<T>(self, _: &Probe<T>, catalog: &mut Catalog) {
        <InternalError as Answerable>::describe(catalog);
    }
}
