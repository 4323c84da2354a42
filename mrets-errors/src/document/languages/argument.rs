//! [`Argument`]: a value that a message can show, with its type.

use crate::document::languages::id::argument_name;
use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;
use serde_json::Value as Json;
use std::fmt::{self, Display, Write as _};

/// A value of an error that its message can show, without the language.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Argument {
    /// The name, as in the placeholder.
    pub(crate) name: &'static str,
    pub(crate) value: Value,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    /// A number that an `f64` holds without loss, with as many decimals as it is shown with.
    Number(FluentNumber),
}

/// The longest number, in bytes. An `f64` loses digits of a longer one.
const LONGEST: usize = 17;

/// The width to which a value is asked to pad itself with zeros.
const WIDTH: usize = 40;

impl Value {
    /// Reads a value by its `Display`; `None` if that fails.
    ///
    /// `std::fmt` asks of numeric types alone that the flag `0` pads them with zeros, so a padded value is a number.
    /// A text ignores the flag, even one of digits. Newtypes that hand the formatter on to their number
    /// are numbers too, and so are decimals of other crates.
    pub(crate) fn of(value: &dyn Display) -> Option<Self> {
        let mut shown = String::new();
        write!(shown, "{value}").ok()?;
        // A width in the format string pads it.
        let trimmed = shown.trim();
        if trimmed.len() <= LONGEST
            && trimmed.ends_with(|char: char| char.is_ascii_digit())
            && let Some(bare) = bare_number(value)
            && let Some(number) = exact(trimmed).or_else(|| exact(&bare))
        {
            return Some(Self::Number(number));
        }
        Some(Self::Text(shown))
    }

    /// Reads a member of `meta`; `None` for an object, a list or a null.
    fn of_json(value: &Json) -> Option<Self> {
        match value {
            Json::String(text) => Some(Self::Text(text.clone())),
            Json::Bool(bool) => Some(Self::Text(bool.to_string())),
            Json::Number(number) => {
                let text = number.to_string();
                Some(exact(&text).map_or(Self::Text(text), Self::Number))
            }
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        }
    }

    pub(super) fn to_fluent(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => FluentValue::Number(number.clone()),
        }
    }

    pub(super) fn into_fluent(self) -> FluentValue<'static> {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => FluentValue::Number(number),
        }
    }
}

/// The members of `meta` that are arguments, with their names.
pub(super) fn of_meta<'a>(
    meta: impl IntoIterator<Item = (&'a String, &'a Json)>,
) -> impl Iterator<Item = (String, Value)> {
    let members = meta.into_iter();
    members.filter_map(|(name, value)| Some((argument_name(name), Value::of_json(value)?)))
}

/// The digits of a value that pads itself with zeros; `None` for any other value.
fn bare_number(value: &dyn Display) -> Option<String> {
    let mut padded = String::new();
    write!(padded, "{value:0WIDTH$}").ok()?;
    let (sign, digits) = match padded.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", padded.as_str()),
    };
    let is_number = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if padded.len() != WIDTH || !is_number {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    // One zero stands before the decimals, or for the number 0.
    let zero = if digits.starts_with(|char: char| char.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    Some(format!("{sign}{zero}{digits}"))
}

/// The number of a text, if the number shows itself as this text.
fn exact(text: &str) -> Option<FluentNumber> {
    let number: FluentNumber = text.parse().ok()?;
    let is_exact = number.value.is_finite() && text.len() <= LONGEST && number.as_string() == text;
    is_exact.then_some(number)
}

/// A value, and the text that the format string makes of it: `{price:.2}`. Generated code makes it.
#[derive(Clone, Copy)]
#[allow(missing_docs)] // Hidden: generated code names it.
pub struct Formatted<'a> {
    pub value: &'a dyn Display,
    pub text: fmt::Arguments<'a>,
}

impl fmt::Debug for Formatted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.text, f)
    }
}

impl Display for Formatted<'_> {
    /// Shows the value itself if asked to pad with zeros, since a text of [`format_args!`] ignores the flag.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.sign_aware_zero_pad() && f.width() == Some(WIDTH) {
            self.value.fmt(f)
        } else {
            self.text.fmt(f)
        }
    }
}
