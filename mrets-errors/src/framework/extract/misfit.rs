//! [`Misfit`]: the way in which an input does not fit its type, by serde's structure and not by its texts.

use crate::document::escape::Pointer;
use crate::framework::extract::expectation::Expectation;
use serde::de::{self, Expected, Unexpected};
use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};

/// The error of our deserializers: the expectation, and the place. It keeps nothing of the value that was
/// sent, and no text that a type's `Deserialize` made, since that may repeat the value.
///
/// [`Display`] shows one line of at most 160 bytes.
#[derive(Debug)]
pub(crate) struct Misfit {
    problem: Problem,
    /// From the inside to the outside.
    path: Vec<Segment>,
}

#[derive(Debug)]
enum Problem {
    /// A value of another type, scalar or not, and the expectation, if it is a primitive type's.
    Type(Found, Option<Cow<'static, str>>),
    /// A value that its type refuses.
    Value(Option<Cow<'static, str>>),
    /// Too many or too few elements.
    Length,
    /// The expectation, in its final words.
    Expected(Cow<'static, str>),
    Missing(&'static str),
    Duplicate(&'static str),
    UnknownField,
    UnknownVariant,
    /// The type can never be read from such an input: a defect of the service.
    Defect(&'static str),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Scalar,
    Compound,
}

/// A step of a path.
#[derive(Debug)]
pub(crate) enum Segment {
    /// A member of an object; without a name if that is no text, or too long to repeat.
    Member(Option<String>),
    Element(usize),
}

/// The value that a visitor was given.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Visited {
    Whole(Option<i128>),
    Scalar,
    /// An array, an object, an enum: the mistake may lie within.
    Compound,
}

/// The longest name of a member, a field or a parameter that is repeated, in bytes.
const MAX_NAME: usize = 64;

/// The longest pointer, in bytes of JSON.
const MAX_POINTER: usize = 160;

impl Misfit {
    fn new(problem: Problem) -> Self {
        Self {
            problem,
            path: Vec::new(),
        }
    }

    /// A value of another type.
    pub(crate) fn of_type(expectation: &Expectation) -> Self {
        Self::new(Problem::Expected(expectation.of_type()))
    }

    /// A value of the right type that does not fit.
    pub(crate) fn of_value(expectation: &Expectation, whole: Option<i128>) -> Self {
        Self::new(Problem::Expected(expectation.of_value(whole)))
    }

    /// A type that such an input can never give.
    pub(crate) fn defect(reason: &'static str) -> Self {
        Self::new(Problem::Defect(reason))
    }

    /// Adds the expectation of the visitor that got this value, unless an inner one has added its own.
    pub(crate) fn expecting(mut self, expectation: &Expectation, visited: Visited) -> Self {
        let is_here = self.path.is_empty();
        let words = match (&self.problem, visited) {
            (Problem::Type(Found::Compound, None), Visited::Compound) if is_here => {
                expectation.of_type()
            }
            (Problem::Length, Visited::Compound) if is_here => match expectation {
                Expectation::ArrayOf(_) | Expectation::Own(_) => expectation.of_type(),
                _ => Cow::Borrowed("another number of elements"),
            },
            (Problem::Type(..), Visited::Whole(_) | Visited::Scalar) => expectation.of_type(),
            (Problem::Value(_), Visited::Whole(whole)) => expectation.of_value(whole),
            (Problem::Value(_), Visited::Scalar) => expectation.of_value(None),
            _ => return self,
        };
        self.problem = Problem::Expected(words);
        self
    }

    /// Adds a step at the outer end.
    pub(crate) fn within(mut self, segment: Segment) -> Self {
        self.path.push(segment);
        self
    }

    /// Adds the name of a text. A text has no fields, so a `Deserialize` that complains of a field means the value.
    pub(crate) fn within_text(mut self, name: &str) -> Self {
        if let Problem::Missing(_)
        | Problem::Duplicate(_)
        | Problem::UnknownField
        | Problem::Length = self.problem
        {
            self.problem = Problem::Value(None);
        }
        self.within(Segment::member(name))
    }

    /// The reason why the service does not fit, rather than the input.
    pub(crate) fn as_defect(&self) -> Option<&'static str> {
        match self.problem {
            Problem::Defect(reason) => Some(reason),
            _ => None,
        }
    }

    /// Whether the whole input is to blame, rather than a part of it or the service.
    pub(crate) fn is_of_all(&self) -> bool {
        self.path.is_empty() && self.as_defect().is_none()
    }

    /// Whether the names are to blame, rather than a value. The service has chosen the names in the path of a route.
    pub(crate) fn is_of_names(&self) -> bool {
        self.path.is_empty() && matches!(self.problem, Problem::Missing(_))
            || matches!(self.problem, Problem::UnknownField)
    }

    /// The place in the body (RFC 6901), or the innermost place around it that is short enough and on one
    /// line.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        let twice = match self.problem {
            Problem::Duplicate(name) => Some(Segment::member(name)),
            _ => None,
        };
        for segment in self.path.iter().rev().chain(&twice) {
            let step = match segment {
                Segment::Element(index) => format!("/{index}"),
                Segment::Member(Some(name)) => format!("/{}", Pointer(name)),
                Segment::Member(None) => break,
            };
            let escapes = step.bytes().filter(|byte| matches!(byte, b'"' | b'\\'));
            if pointer.len() + step.len() + escapes.count() > MAX_POINTER {
                break;
            }
            pointer.push_str(&step);
        }
        pointer
    }

    /// The parameter of a query or a path, if one is to blame.
    pub(crate) fn parameter(&self) -> Option<&str> {
        match (self.path.last(), &self.problem) {
            (Some(Segment::Member(name)), _) => name.as_deref(),
            (None, Problem::Missing(name) | Problem::Duplicate(name)) => Some(*name),
            _ => None,
        }
        .filter(|name| is_repeatable(name))
    }
}

/// Whether a client's name is short, and on one line.
fn is_repeatable(name: &str) -> bool {
    name.len() <= MAX_NAME && !name.contains(char::is_control)
}

impl Segment {
    /// A member of this name, which is kept only if it may be repeated.
    pub(crate) fn member(name: &str) -> Self {
        Self::Member(is_repeatable(name).then(|| name.to_owned()))
    }
}

impl Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::Expected(words)
            | Problem::Type(_, Some(words))
            | Problem::Value(Some(words)) => write!(f, "expected {words}"),
            Problem::Type(_, None) | Problem::Value(None) => f.write_str("expected another value"),
            Problem::Length => f.write_str("expected another number of elements"),
            Problem::Missing(name) if is_repeatable(name) => write!(f, "missing field `{name}`"),
            Problem::Missing(_) => f.write_str("missing field"),
            Problem::Duplicate(name) if is_repeatable(name) => {
                write!(f, "duplicate field `{name}`")
            }
            Problem::Duplicate(_) => f.write_str("duplicate field"),
            Problem::UnknownField => f.write_str("unknown field"),
            Problem::UnknownVariant => {
                write!(f, "expected {}", Expectation::Choice.of_type())
            }
            Problem::Defect(reason) => f.write_str(reason),
        }
    }
}

impl Error for Misfit {}

/// Keeps nothing of the texts and the values that serde hands over.
impl de::Error for Misfit {
    fn custom<T: Display>(_: T) -> Self {
        Self::new(Problem::Value(None))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_)
            | Unexpected::Unsigned(_)
            | Unexpected::Signed(_)
            | Unexpected::Float(_)
            | Unexpected::Char(_)
            | Unexpected::Str(_)
            | Unexpected::Bytes(_)
            | Unexpected::Unit => Found::Scalar,
            _ => Found::Compound,
        };
        let known = Expectation::of_primitive(expected);
        Self::new(Problem::Type(found, known.map(|known| known.of_type())))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let whole = match found {
            Unexpected::Unsigned(value) => Some(value.into()),
            Unexpected::Signed(value) => Some(value.into()),
            _ => None,
        };
        let known = Expectation::of_primitive(expected);
        Self::new(Problem::Value(known.map(|known| known.of_value(whole))))
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self::new(Problem::Length)
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self::new(Problem::UnknownVariant)
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self::new(Problem::UnknownField)
    }

    fn missing_field(field: &'static str) -> Self {
        Self::new(Problem::Missing(field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::new(Problem::Duplicate(field))
    }
}
