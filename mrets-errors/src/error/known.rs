//! [`Known`]: an error that this client may not know yet.

use crate::answer::answerable::{Answerable, Answering, Question};
use crate::answer::catalog::Catalog;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::row::table::Table;
use crate::answer::sink::Sink;
use crate::document::object::ErrorObject;
use crate::error::decode::{Decode, Tried, decode};
use crate::error::mrets_error::MretsError;
use std::error::Error;
use std::fmt;

/// One of several errors, which this client knows or does not know yet.
///
/// A newer server may send a new error beside others. A client that decodes a list of `E` then gets nothing. One that
/// decodes a list of `Known<E>` gets the errors that it knows, and the error objects of the others.
///
/// ```
/// use http::StatusCode;
/// use mrets_errors::{Envelope, ErrorObject, Failure, Known, MretsError};
///
/// #[derive(Debug, PartialEq, MretsError)]
/// #[mrets(codes = "snake_case", decode)]
/// enum FieldError {
///     #[status(422)]
///     Blank { name: String },
/// }
///
/// #[derive(Debug, PartialEq, MretsError)]
/// #[mrets(codes = "snake_case", decode)]
/// enum AccountError {
///     #[status(422)]
///     Invalid(#[errors] Vec<Known<FieldError>>),
/// }
///
/// let blank = FieldError::Blank { name: "name".to_owned() };
/// let new = ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY).with_code("reserved");
/// let envelope = Envelope::new([blank.to_envelope().errors[0].clone(), new.clone()]);
///
/// let failure = Failure::from(&envelope.to_response());
/// let expected = AccountError::Invalid(vec![Known::Known(blank), Known::Unknown(new)]);
/// assert_eq!(AccountError::from_failure(&failure), Ok(expected));
/// ```
#[derive(Debug, Clone, PartialEq)]
#[allow(
    clippy::large_enum_variant,
    reason = "a list of errors is short, and a box would stand in each pattern"
)]
pub enum Known<E> {
    /// An error that this client knows.
    Known(E),
    /// The error object of another error, with all that the server sent.
    Unknown(ErrorObject),
}

impl<E> Known<E> {
    /// The error, if this client knows it.
    pub fn known(&self) -> Option<&E> {
        match self {
            Self::Known(error) => Some(error),
            Self::Unknown(_) => None,
        }
    }
}

impl<E> From<E> for Known<E> {
    fn from(error: E) -> Self {
        Self::Known(error)
    }
}

impl<E: Decode> Decode for Known<E> {
    fn inner(errors: &[ErrorObject], tried: Tried<'_>) -> Option<Self> {
        let known = decode(errors, tried).map(Self::Known);
        known.or_else(|| match errors {
            [error] => Some(Self::Unknown(error.clone())),
            _ => None,
        })
    }

    fn is_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }

    fn table() -> Option<&'static Table> {
        E::table()
    }
}

impl<E: Answerable> Answerable for Known<E> {
    fn answer(&self) -> Answer {
        match self {
            Self::Known(error) => error.answer(),
            Self::Unknown(error) => error.answer(),
        }
    }

    fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result {
        match self {
            Self::Known(error) => error.write(part, out),
            Self::Unknown(error) => error.write(part, out),
        }
    }

    fn reply(&self, question: &mut Question<'_>) -> fmt::Result {
        match self {
            Self::Known(error) => error.reply(question),
            Self::Unknown(error) => error.reply(question),
        }
    }

    fn describe(catalog: &mut Catalog) {
        E::describe(catalog);
    }
}

impl<E: MretsError> Answering for Known<E> {
    fn as_value(&self) -> &(dyn Error + 'static)
    where
        Self: 'static,
    {
        match self {
            Self::Known(error) => error.as_value(),
            Self::Unknown(error) => error.as_value(),
        }
    }
}

impl<E: MretsError> MretsError for Known<E> {}

impl<E: fmt::Display> fmt::Display for Known<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(error) => error.fmt(f),
            Self::Unknown(error) => error.fmt(f),
        }
    }
}

impl<E: Error> Error for Known<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Known(error) => error.source(),
            Self::Unknown(error) => error.source(),
        }
    }
}
