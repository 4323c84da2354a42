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

    /// Match three: replies to a question about the errors in the value, or about its place. Only types with such
    /// fields bring a method of their own.
    ///
    /// It is one method, since each method is a word in the table of each type.
    ///
    /// # Errors
    ///
    /// Fails if the visitor of errors fails.
    fn reply(&self, question: &mut Question<'_>) -> fmt::Result {
        let _ = question;
        Ok(())
    }

    /// Adds every answer that the type can give.
    fn describe(catalog: &mut Catalog)
    where
        Self: Sized;
}

/// A question to which few types have a reply. Code that only their answers need is linked by their replies.
#[allow(missing_debug_implementations)] // A visitor has none.
pub enum Question<'a> {
    /// Visits the errors in an `#[errors]` field, or the one error that a variant is like.
    Errors(&'a mut Visit<'a>),
    /// Gives the error object, if the value is one that was made by hand, in the dialect of this answer.
    Made(&'a Answer, &'a mut Option<Box<MadeObject>>),
    /// Changes an object of the error that a variant is like, by the keys of this answer.
    Change(&'a mut MadeObject, &'a Answer),
    /// Gives the place where the error was made, for the log. A `#[location]` field holds it.
    Location(&'a mut Option<&'static Location<'static>>),
}

impl Question<'_> {
    /// Says where the error was made.
    pub fn locate(&mut self, location: &'static Location<'static>) {
        if let Self::Location(place) = self {
            **place = Some(location);
        }
    }
}

impl dyn Answerable + '_ {
    /// Visits the errors in the value.
    ///
    /// # Errors
    ///
    /// Fails if the visitor fails.
    pub(crate) fn errors(&self, visit: &mut Visit<'_>) -> fmt::Result {
        self.reply(&mut Question::Errors(visit))
    }

    /// The error object, if the value is one that was made by hand, in the dialect of this answer.
    pub(crate) fn made(&self, answer: &Answer) -> Option<Box<MadeObject>> {
        let mut made = None;
        // Only a visitor fails.
        let _ = self.reply(&mut Question::Made(answer, &mut made));
        made
    }

    /// The place where the error was made.
    #[cfg(all(feature = "__framework", feature = "tracing"))]
    pub(crate) fn location(&self) -> Option<&'static Location<'static>> {
        let mut location = None;
        // Only a visitor fails.
        let _ = self.reply(&mut Question::Location(&mut location));
        location
    }
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

        fn reply(
            &self,
            question: &mut $crate::answer::answerable::Question<'_>,
        ) -> ::std::fmt::Result {
            let $this = self;
            $error.reply(question)
        }
    };
}

pub(crate) use answer_as;

/// An error that answers, or a pointer to one. The derive implements it.
///
/// A pointer is no `MretsError`: in front of a `Box`, rustc would find that trait's `code` before a user's own
/// `code` of the type behind it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not derive `MretsError`",
    label = "write `#[derive(MretsError)]` on this type",
    note = "`MretsError` is derived, and not implemented by hand"
)]
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
pub(crate) type Visit<'a> = dyn FnMut(&dyn AnsweringError, usize) -> fmt::Result + 'a;

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
