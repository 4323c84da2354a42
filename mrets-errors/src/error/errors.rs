//! [`Errors`]: the failures of one request.

use crate::answer::answerable::{Answerable, Answering, Question};
use crate::answer::catalog::Catalog;
use crate::answer::row::Row;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::row::table::{Rendered, Table};
use crate::answer::sink::Sink;
use crate::document::dialect::DEFAULT_DIALECT;
use crate::document::object::ErrorObject;
use crate::error::bounds::AsMretsError;
use crate::error::decode::{Decode, Tried, decode_errors};
use crate::error::mrets_error::MretsError;
use std::error::Error;
use std::fmt::{self, Display};
use std::{slice, vec};

/// The failures of one request, collected and answered together.
///
/// The status follows JSON:API's rule ("Processing Errors"): equal ones stay,
/// several 4xx make a 400, and any 5xx makes a 500. The headers come from the errors that have this
/// status.
///
/// ```
/// use mrets_errors::{Errors, MretsError};
///
/// #[derive(Debug, MretsError)]
/// enum FieldError {
///     #[status(422, code = "blank", pointer = "/data/attributes/{name}", detail = "{name} can't be blank.")]
///     Blank { name: &'static str },
/// }
///
/// fn validate(name: &str, email: &str) -> Result<(), Errors<FieldError>> {
///     let mut errors = Errors::new();
///     if name.is_empty() {
///         errors.push(FieldError::Blank { name: "name" });
///     }
///     if email.is_empty() {
///         errors.push(FieldError::Blank { name: "email" });
///     }
///     errors.into_result(())
/// }
///
/// assert!(validate("Ada", "ada@example.org").is_ok());
/// let errors = validate("", "").unwrap_err();
/// assert_eq!(errors.status(), 422);
/// assert_eq!(errors.to_envelope().errors.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errors<E> {
    errors: Vec<E>,
}

impl<E> Errors<E> {
    /// Makes an empty collection.
    #[must_use]
    pub const fn new() -> Self {
        Self { errors: Vec::new() }
    }

    /// Adds one error.
    pub fn push(&mut self, error: E) {
        self.errors.push(error);
    }

    /// Gives `ok` if there is no error, else the collection.
    ///
    /// # Errors
    ///
    /// The collection itself, if it is not empty.
    pub fn into_result<T>(self, ok: T) -> Result<T, Self> {
        if self.is_empty() { Ok(ok) } else { Err(self) }
    }

    /// The number of errors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.errors.len()
    }

    /// Whether it is empty. Then it is not an error, and [`into_result`](Self::into_result) gives `Ok`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The errors, in the order in which they were added.
    pub fn iter(&self) -> slice::Iter<'_, E> {
        self.errors.iter()
    }
}

impl<E> Default for Errors<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E> From<E> for Errors<E> {
    fn from(error: E) -> Self {
        Self {
            errors: vec![error],
        }
    }
}

impl<E> FromIterator<E> for Errors<E> {
    fn from_iter<I: IntoIterator<Item = E>>(errors: I) -> Self {
        Self {
            errors: errors.into_iter().collect(),
        }
    }
}

impl<E> Extend<E> for Errors<E> {
    fn extend<I: IntoIterator<Item = E>>(&mut self, errors: I) {
        self.errors.extend(errors);
    }
}

impl<E> IntoIterator for Errors<E> {
    type Item = E;
    type IntoIter = vec::IntoIter<E>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.into_iter()
    }
}

impl<'a, E> IntoIterator for &'a Errors<E> {
    type Item = &'a E;
    type IntoIter = slice::Iter<'a, E>;

    fn into_iter(self) -> Self::IntoIter {
        self.errors.iter()
    }
}

/// Shows all errors, for a log.
impl<E: Display> Display for Errors<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            error.fmt(f)?;
        }
        Ok(())
    }
}

/// `source()` is `None`, since each error has its own.
impl<E: fmt::Debug + Display> Error for Errors<E> {}

impl<E: AsMretsError> Answerable for Errors<E> {
    fn answer(&self) -> Answer {
        static TABLE: Table = Table {
            path: "mrets_errors::Errors",
            texts: "Errors",
            rows: &Row::by_value(Part::Errors.bit() | Part::Headers.bit(), 6),
            constants: &[],
            dialect: &DEFAULT_DIALECT,
            rendered: Rendered::new(),
            arguments: "",
        };
        Answer::combined(&TABLE, 0)
    }

    fn write(&self, _: Part, _: &mut Sink<'_>) -> fmt::Result {
        Ok(())
    }

    fn reply(&self, question: &mut Question<'_>) -> fmt::Result {
        let Question::Errors(visit) = question else {
            return Ok(());
        };
        let mut errors = self.errors.iter();
        while let Some(error) = errors.next() {
            visit(error.as_answering_error(), errors.len())?;
        }
        Ok(())
    }

    fn describe(catalog: &mut Catalog) {
        E::describe(catalog);
    }
}

impl<E: AsMretsError> Answering for Errors<E> {}

impl<E: AsMretsError> MretsError for Errors<E> {}

impl<E: Decode> Decode for Errors<E> {
    fn inner(errors: &[ErrorObject], tried: Tried<'_>) -> Option<Self> {
        decode_errors(errors, Some(tried))
    }

    fn table() -> Option<&'static Table> {
        E::table()
    }
}
