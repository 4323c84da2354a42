//! The functions that messages can call.

use fluent_bundle::builtins::NUMBER;
use fluent_bundle::{FluentArgs, FluentValue};
use std::cell::Cell;

/// A function of Fluent, as a bundle takes it.
type Function = for<'a> fn(&[FluentValue<'a>], &FluentArgs<'_>) -> FluentValue<'a>;

/// The functions, by their names.
pub(crate) const FUNCTIONS: [(&str, Function); 2] = [("NUMBER", number), ("DATE", date)];

thread_local! {
    /// Whether a function has failed. Fluent shows `NUMBER()` in its place, and reports no error.
    static HAS_FAILED: Cell<bool> = const { Cell::new(false) };
    /// Whether the arguments are placeholders.
    static IS_TEMPLATE: Cell<bool> = const { Cell::new(false) };
}

/// Formats a message whose arguments are placeholders, which functions show as they are.
#[cfg(any(feature = "docs", feature = "html"))]
pub(super) fn of_template<T>(format: impl FnOnce() -> T) -> T {
    IS_TEMPLATE.set(true);
    let result = format();
    IS_TEMPLATE.set(false);
    result
}

/// Formats a message, and tells whether each function that it called gave a value.
pub(super) fn all_succeed<T>(format: impl FnOnce() -> T) -> (T, bool) {
    HAS_FAILED.set(false);
    let result = format();
    (result, !HAS_FAILED.get())
}

fn checked<'a>(value: FluentValue<'a>, positional: &[FluentValue<'a>]) -> FluentValue<'a> {
    if !matches!(value, FluentValue::Error) {
        return value;
    }
    match positional.first() {
        Some(placeholder) if IS_TEMPLATE.get() => placeholder.clone(),
        _ => {
            HAS_FAILED.set(true);
            value
        }
    }
}

/// Fluent's own function for numbers. The options `decimal` and `group` give the marks of the language, and turn the
/// number into a text. A database of all languages would double the time that Fluent takes to build.
fn number<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    let value = NUMBER(positional, named);
    let mark = |name| match named.get(name) {
        Some(FluentValue::String(mark)) => Some(&**mark),
        _ => None,
    };
    match (&value, mark("decimal"), mark("group")) {
        (_, None, None) => checked(value, positional),
        (FluentValue::Number(number), decimal, group) => {
            let text = number.as_string();
            marked(&text, decimal.unwrap_or("."), group.unwrap_or_default()).into()
        }
        _ => checked(value, positional),
    }
}

/// Writes a number with a mark before its decimals, and one between its thousands.
fn marked(number: &str, decimal: &str, group: &str) -> String {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let mut text = String::new();
    for (at, char) in whole.char_indices() {
        let is_inside = text.ends_with(|char: char| char.is_ascii_digit());
        if is_inside && (whole.len() - at).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(char);
    }
    if !decimals.is_empty() {
        text.push_str(decimal);
        text.push_str(decimals);
    }
    text
}

/// Gives a part of a date, as a number. So a message puts the parts in the language's order, and selects the name of
/// the month by its number.
fn date<'a>(positional: &[FluentValue<'a>], named: &FluentArgs<'_>) -> FluentValue<'a> {
    let part = match (positional.first(), named.get("part")) {
        (Some(FluentValue::String(date)), Some(FluentValue::String(part))) => {
            Date::read(date).and_then(|date| date.part(part))
        }
        _ => None,
    };
    let part = part.map_or(FluentValue::Error, FluentValue::from);
    checked(part, positional)
}

/// A date, and its time if there is one, as they are shown: in the offset of the value.
struct Date {
    year: i32,
    month: i32,
    day: i32,
    time: Option<(i32, i32)>,
}

impl Date {
    /// Reads a date as the usual crates show it: `2026-05-12`, with `T10:30:00Z` or ` 10:30:00 UTC` behind it.
    fn read(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
        let time = match rest.strip_prefix(['T', 't', ' ']) {
            Some(time) => Some(time_of_day(time)?),
            None if rest.is_empty() => None,
            None => return None,
        };
        let is_date = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_date.then_some(Self {
            year,
            month,
            day,
            time,
        })
    }

    fn part(&self, name: &str) -> Option<i32> {
        match name {
            "year" => Some(self.year),
            "month" => Some(self.month),
            "day" => Some(self.day),
            "weekday" => Some(self.weekday()),
            "hour" => Some(self.time?.0),
            "minute" => Some(self.time?.1),
            _ => None,
        }
    }

    /// 1 for Monday to 7 for Sunday, by Sakamoto's method.
    fn weekday(&self) -> i32 {
        const OF_MONTHS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let month = usize::try_from(self.month - 1).unwrap_or_default();
        let of_month = OF_MONTHS.get(month).copied().unwrap_or_default();
        let year = if self.month < 3 {
            self.year - 1
        } else {
            self.year
        };
        let since_sunday = (year + year / 4 - year / 100 + year / 400 + of_month + self.day) % 7;
        if since_sunday == 0 { 7 } else { since_sunday }
    }
}

/// Hour and minute; the hour may have one digit.
fn time_of_day(text: &str) -> Option<(i32, i32)> {
    let (hour, rest) = text.split_once(':')?;
    let [hour] = numbers(hour, ':', [hour.len().clamp(1, 2)])?;
    let [minute] = numbers(rest.get(..2)?, ':', [2])?;
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}

/// Numbers of these lengths, with a separator between them.
fn numbers<const N: usize>(text: &str, separator: char, lengths: [usize; N]) -> Option<[i32; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let part = parts.next()?;
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = part.parse().ok().filter(|_| is_number)?;
    }
    parts.next().is_none().then_some(numbers)
}
