//! [`Expectation`]: the value that a field takes, in words that a client understands.

use serde::de::{Expected, Visitor};
use std::any::type_name;
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// The value that a field takes, by the method of the deserializer that its type calls.
///
/// The words are ours, and name no type of Rust: `a whole number`, not `u32`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expectation {
    /// A whole number from the first to the second.
    Whole(i128, u128),
    Number,
    Boolean,
    Character,
    Text,
    Null,
    Array,
    ArrayOf(usize),
    Object,
    /// A variant of an enum.
    Choice,
    Any,
    /// The words of the type's author.
    Own(String),
}

/// The longest words of an author that are repeated, in bytes.
const MAX_OWN: usize = 96;

impl Expectation {
    /// The author's words, if the visitor has some that name no type of Rust; else this expectation.
    ///
    /// serde's derive says `struct LoginRequest`, and hand-written visitors say `a UUID string`. The
    /// words that name the container, the visitor or the value's type are not repeated.
    pub(crate) fn own_or<'de, V: Visitor<'de>>(self, visitor: &V, container: &str) -> Self {
        let Some(text) = bounded::<MAX_OWN>(visitor) else {
            return self;
        };
        let types = [type_name::<V>(), type_name::<V::Value>()];
        let is_type = |word: &str| word == container || types.iter().any(|ty| names(ty, word));
        if text.is_empty() || text.contains(char::is_control) || words(&text).any(is_type) {
            return self;
        }
        Self::Own(text)
    }

    /// The expectation of a primitive type, by the text that serde's own visitor has for it.
    ///
    /// For a value that serde has buffered, for `flatten` or an untagged enum, this text is all that tells the
    /// expectation.
    pub(crate) fn of_primitive(expected: &dyn Expected) -> Option<Self> {
        Some(match bounded::<20>(expected)?.as_str() {
            "u8" => Self::unsigned(u8::MAX),
            "u16" => Self::unsigned(u16::MAX),
            "u32" => Self::unsigned(u32::MAX),
            "u64" | "usize" => Self::unsigned(u64::MAX),
            "u128" => Self::Whole(0, u128::MAX),
            "i8" => Self::signed(i8::MIN),
            "i16" => Self::signed(i16::MIN),
            "i32" => Self::signed(i32::MIN),
            "i64" | "isize" => Self::signed(i64::MIN),
            "i128" => Self::signed(i128::MIN),
            "f32" | "f64" => Self::Number,
            "a boolean" => Self::Boolean,
            "a character" => Self::Character,
            "a string" | "a borrowed string" => Self::Text,
            "unit" => Self::Null,
            "a sequence" => Self::Array,
            "a map" => Self::Object,
            _ => return None,
        })
    }

    /// A whole number that is not negative.
    pub(crate) fn unsigned(max: impl Into<u128>) -> Self {
        Self::Whole(0, max.into())
    }

    /// A whole number of a signed type with this least value.
    pub(crate) fn signed(min: impl Into<i128>) -> Self {
        let min = min.into();
        // Two's complement: the greatest value is the least one's complement.
        Self::Whole(min, (!min).unsigned_abs())
    }

    /// The words for a value of another type.
    pub(crate) fn of_type(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Whole(..) => "a whole number",
            Self::Number => "a number",
            Self::Boolean => "true or false",
            Self::Character => "a single character",
            Self::Text => "a string",
            Self::Null => "null",
            Self::Array => "an array",
            Self::ArrayOf(len) => return format!("an array of {len} elements").into(),
            Self::Object => "an object",
            Self::Choice => "one of the values that are allowed here",
            Self::Any => "another value",
            Self::Own(text) => return text.clone().into(),
        })
    }

    /// The words for a wrong value of the right type; `whole` is the value as a whole number.
    pub(crate) fn of_value(&self, whole: Option<i128>) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Whole(min, max) if whole.is_none_or(|whole| !is_within(whole, *min, *max)) => {
                return format!("a whole number from {min} to {max}").into();
            }
            Self::Whole(..) => "another whole number",
            Self::Number => "another number",
            Self::Text => "another string",
            Self::Array => "another array",
            Self::Object => "another object",
            Self::Boolean | Self::Null | Self::Any => "another value",
            Self::Character | Self::ArrayOf(_) | Self::Choice | Self::Own(_) => {
                return self.of_type();
            }
        })
    }
}

fn is_within(whole: i128, min: i128, max: u128) -> bool {
    whole >= min && u128::try_from(whole).is_ok_and(|whole| whole <= max)
        || (min..0).contains(&whole)
}

/// The text of an expectation, if it has at most `MAX` bytes.
fn bounded<const MAX: usize>(expected: &dyn Expected) -> Option<String> {
    struct Bounded<const MAX: usize>(String);

    impl<const MAX: usize> fmt::Write for Bounded<MAX> {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            if self.0.len() + text.len() > MAX {
                return Err(fmt::Error);
            }
            self.0.push_str(text);
            Ok(())
        }
    }

    let mut text = Bounded::<MAX>(String::new());
    write!(text, "{expected}").ok()?;
    Some(text.0)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| !char.is_alphanumeric() && char != '_')
        .filter(|word| !word.is_empty())
}

/// Whether a type's path has this word as the name of a type, which is not all in lower case.
fn names(ty: &str, word: &str) -> bool {
    let is_name = word.contains(|char: char| char.is_ascii_uppercase() || char.is_ascii_digit());
    is_name && words(ty).any(|name| name == word)
}
