//! [`Answerable`]: the hidden half of [`MretsError`](crate::MretsError), and [`AnsweringError`], an
//! error without its type.

use crate::answer::catalog::Catalog;
use crate::answer::made::MadeObject;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::sink::Sink;
use std::error::Error;
use std::fmt;
use std::panic::Location;

/// The answer of a value. The derive implements it, and the methods of `MretsError` read it.
///
/// It does not ask for `Error`: a generic type's `Display` calls it, and its bounds would form a cycle.
pub trait Answerable {
    /// Match one: gives the row that answers for this value.
    ///
    /// If the errors in the value decide its status, the row has none yet: `Asked` asks them.
    fn answer(&self) -> Answer;

    /// Match two: writes a part that the row says it has. A variant with one part writes it
    /// whatever `part` is.
    ///
    /// # Errors
    ///
    /// Fails if a field's own `Display` fails.
    fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result;

    /// Match three: visits the errors in an `#[errors]` field, or the one error that a variant is like.
    /// Only types that have these, or a transparent field, bring a method of their own.
    ///
    /// # Errors
    ///
    /// Fails if the visitor fails.
    fn errors(&self, visit: &mut Visit<'_>) -> fmt::Result {
        let _ = visit;
        Ok(())
    }

    /// The error object, if the value is one that was made by hand, in the dialect of this answer.
    fn made(&self, answer: &Answer) -> Option<Box<MadeObject>> {
        let _ = answer;
        None
    }

    /// The place where the error was made, for the log. A `#[location]` field holds it.
    fn location(&self) -> Option<&'static Location<'static>> {
        None
    }

    /// Adds every answer that the type can give.
    fn describe(catalog: &mut Catalog)
    where
        Self: Sized;
}

/// Writes the methods of [`Answerable`] that a wrapper leaves to the error in it.
macro_rules! answer_as {
    (|$this:ident| $error:expr) => {
        fn answer(&self) -> $crate::answer::row::answer::Answer {
            let $this = self;
            $error.answer()
        }

        fn write(
            &self,
            part: $crate::answer::row::part::Part,
            out: &mut $crate::answer::sink::Sink<'_>,
        ) -> ::std::fmt::Result {
            let $this = self;
            $error.write(part, out)
        }

        fn errors(&self, visit: &mut $crate::answer::answerable::Visit<'_>) -> ::std::fmt::Result {
            let $this = self;
            $error.errors(visit)
        }

        fn made(
            &self,
            answer: &$crate::answer::row::answer::Answer,
        ) -> Option<Box<$crate::answer::made::MadeObject>> {
            let $this = self;
            $error.made(answer)
        }

        fn location(&self) -> Option<&'static ::std::panic::Location<'static>> {
            let $this = self;
            $error.location()
        }
    };
}

pub(crate) use answer_as;

/// An error that answers, or a pointer to one. The derive implements it.
///
/// A pointer is no `MretsError`: in front of a `Box`, rustc would find that trait's `code` before a user's own
/// `code` of the type behind it.
pub trait Answering: Error + Answerable {
    /// The error that observers see: behind a pointer, the one that it points to.
    fn as_value(&self) -> &(dyn Error + 'static)
    where
        Self: Sized + 'static,
    {
        self
    }
}

/// The conversion of an error into one without its type. As a method of `MretsError`, each type would have to implement
/// it.
pub trait AsAnsweringError {
    fn as_answering_error(&self) -> &dyn AnsweringError;
}

impl<T: Answering> AsAnsweringError for T {
    fn as_answering_error(&self) -> &dyn AnsweringError {
        self
    }
}

/// Takes one of several errors, and at least how many follow it.
pub type Visit<'a> = dyn FnMut(&dyn AnsweringError, usize) -> fmt::Result + 'a;

/// An error without its type: its answer for the client, its message and its source for the log.
///
/// The code behind `&dyn AnsweringError` exists once, and not once for each type. Its table of methods is
/// short, while `&dyn MretsError` has all the provided methods of two public traits.
pub trait AnsweringError: Answerable {
    /// Shows the message, as `Display` does.
    ///
    /// # Errors
    ///
    /// Fails if the formatter or a field's own `Display` fails.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;

    /// The error as a value, for logs and observers. It links the `Debug` of each type, so it is there only where a
    /// framework is.
    #[cfg(feature = "__framework")]
    fn as_error(&self) -> &(dyn Error + 'static)
    where
        Self: 'static;

    /// The source, as `Error` gives it.
    fn own_source(&self) -> Option<&(dyn Error + 'static)>;
}

impl<T: Answering> AnsweringError for T {
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    #[cfg(feature = "__framework")]
    fn as_error(&self) -> &(dyn Error + 'static)
    where
        Self: 'static,
    {
        self.as_value()
    }

    fn own_source(&self) -> Option<&(dyn Error + 'static)> {
        self.source()
    }
}

impl fmt::Display for dyn AnsweringError + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(f)
    }
}
