//! [`Argument`]: a value that a message can show, with its type.

use crate::document::languages::id::argument_name;
use fluent_bundle::FluentValue;
use fluent_bundle::types::FluentNumber;
use serde_json::Value as Json;
use std::fmt::{self, Display, Write as _};

/// A value of an error that its message can show, without the language.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Argument {
    /// As the placeholder has it.
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

/// The longest number, in bytes: beyond it an `f64` has lost digits.
const LONGEST: usize = 17;

/// The width to which a value is asked to pad itself with zeros.
const WIDTH: usize = 40;

impl Value {
    /// Measures a value by its `Display`; none where that fails.
    ///
    /// A number is known by what `std::fmt` asks of numeric types alone: the flag `0` pads it with zeros.
    /// A text ignores the flag, even one of digits. So newtypes that hand the formatter on to their number
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

    /// A member of `meta`; none for an object, a list or a null.
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

/// The digits of a value that pads itself with zeros; none for any other.
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
    // One zero stands before the decimals, and for nothing.
    let zero = if digits.starts_with(|char: char| char.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    Some(format!("{sign}{zero}{digits}"))
}

/// The number of a text, where it shows itself as this text.
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
    /// A text of [`format_args!`] ignores flags: the value itself answers whether it is a number.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.sign_aware_zero_pad() && f.width() == Some(WIDTH) {
            self.value.fmt(f)
        } else {
            self.text.fmt(f)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Formatted, Value, WIDTH};
    use std::fmt::Display;

    fn shown(value: &dyn Display) -> (bool, String) {
        match Value::of(value).unwrap() {
            Value::Text(text) => (false, text),
            Value::Number(number) => (true, number.as_string().into_owned()),
        }
    }

    #[test]
    fn numbers_are_known_by_their_type() {
        let is_number = |text: &str| (true, text.to_owned());
        let is_text = |text: &str| (false, text.to_owned());
        assert_eq!(shown(&0), is_number("0"));
        assert_eq!(shown(&&5_u8), is_number("5"));
        assert_eq!(shown(&-12_i64), is_number("-12"));
        assert_eq!(shown(&0.1_f32), is_number("0.1"));
        assert_eq!(shown(&-0.5), is_number("-0.5"));
        assert_eq!(shown(&2.0), is_number("2"));
        assert_eq!(shown(&std::num::NonZeroU32::MIN), is_number("1"));
        assert_eq!(shown(&"5"), is_text("5"));
        assert_eq!(shown(&String::from("007")), is_text("007"));
        assert_eq!(shown(&'7'), is_text("7"));
        assert_eq!(shown(&"0".repeat(WIDTH)), is_text(&"0".repeat(WIDTH)));
        assert_eq!(shown(&f64::NAN), is_text("NaN"));
        assert_eq!(shown(&f64::INFINITY), is_text("inf"));
        // An `f64` would show another number.
        assert_eq!(
            shown(&9_007_199_254_740_993_u64),
            is_text("9007199254740993")
        );
        assert_eq!(shown(&u128::MAX), is_text(&u128::MAX.to_string()));
    }

    #[test]
    fn a_format_keeps_its_number() {
        let (price, id) = (3.5, "7");
        let formatted = |value, text: std::fmt::Arguments<'_>| shown(&Formatted { value, text });
        assert_eq!(
            formatted(&price, format_args!("{price:.2}")),
            (true, "3.50".to_owned())
        );
        assert_eq!(
            formatted(&price, format_args!("{price:>8}")),
            (true, "3.5".to_owned())
        );
        assert_eq!(
            formatted(&price, format_args!("{price:08.2}")),
            (true, "3.5".to_owned())
        );
        assert_eq!(
            formatted(&id, format_args!("{id:>3}")),
            (false, "  7".to_owned())
        );
    }
}
