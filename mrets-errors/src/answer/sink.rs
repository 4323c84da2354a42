//! [`Sink`]: a JSON string, a formatter, `meta` or a header map to write to.

use crate::answer::header_fields::{HeaderFields, TakenHeaders};
use crate::answer::json_string::JsonString;
use crate::answer::retry_after::RetryAfter;
use crate::answer::row::answer::Answer;
#[cfg(feature = "fluent")]
use crate::document::languages::argument::Value as Argument;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::{self, Display, Write as _};

/// The place that [`Answerable::write`](crate::private::Answerable::write) writes a part to.
pub struct Sink<'a>(Target<'a>);

enum Target<'a> {
    /// Within a JSON string, escaped.
    Json(&'a mut Vec<u8>),
    Text(&'a mut String),
    Formatter(&'a mut dyn Show),
    Meta(&'a mut Map<String, Value>, Answer),
    Headers(HeadersTarget<'a>),
    /// The values alone, each with its type.
    #[cfg(feature = "fluent")]
    Arguments(&'a mut Vec<Option<Argument>>),
}

struct HeadersTarget<'a> {
    headers: &'a mut HeaderMap,
    /// The headers of the error that the answer is like: a field does not replace them.
    kept: Option<&'a HeaderMap>,
    answer: Answer,
}

/// A `Formatter` without the lifetime of what it writes to.
trait Show: fmt::Write {
    /// With the formatter's flags.
    fn show(&mut self, value: &dyn Display) -> fmt::Result;
}

impl Show for fmt::Formatter<'_> {
    fn show(&mut self, value: &dyn Display) -> fmt::Result {
        value.fmt(self)
    }
}

impl fmt::Debug for Sink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Sink").finish_non_exhaustive()
    }
}

impl<'a> Sink<'a> {
    pub(crate) fn json(buffer: &'a mut Vec<u8>) -> Self {
        Self(Target::Json(buffer))
    }

    pub(crate) fn text(text: &'a mut String) -> Self {
        Self(Target::Text(text))
    }

    /// A sink for the members of `meta` of this answer.
    pub(crate) fn meta_members(members: &'a mut Map<String, Value>, answer: Answer) -> Self {
        Self(Target::Meta(members, answer))
    }

    /// A sink for the headers of this answer, which is like an error that has the `kept` ones.
    pub(crate) fn headers(
        headers: &'a mut HeaderMap,
        kept: Option<&'a HeaderMap>,
        answer: Answer,
    ) -> Self {
        Self(Target::Headers(HeadersTarget {
            headers,
            kept,
            answer,
        }))
    }

    #[cfg(feature = "fluent")]
    pub(crate) fn arguments(values: &'a mut Vec<Option<Argument>>) -> Self {
        Self(Target::Arguments(values))
    }

    pub(crate) fn formatter(f: &'a mut fmt::Formatter<'_>) -> Self {
        Self(Target::Formatter(f))
    }

    /// Writes a text that needs no escape within JSON, and each value at its place in it.
    ///
    /// Before each piece of text that has a value behind it stands a char: as a number, the length of the piece.
    /// Numbers beside the values would take more code in each variant that has values.
    ///
    /// # Errors
    ///
    /// Fails if the formatter or a value's own `Display` fails.
    pub fn write(&mut self, text: &str, values: &[&dyn Display]) -> fmt::Result {
        match &mut self.0 {
            Target::Json(out) => interleave(text, values, |text, value| {
                out.extend_from_slice(text.as_bytes());
                value.map_or(Ok(()), |value| write!(JsonString(out), "{value}"))
            }),
            Target::Text(out) => write_text(*out, text, values),
            Target::Formatter(out) => write_text(*out, text, values),
            Target::Meta(..) | Target::Headers(..) => Ok(()),
            #[cfg(feature = "fluent")]
            Target::Arguments(out) => {
                out.extend(values.iter().map(|value| Argument::of(*value)));
                Ok(())
            }
        }
    }

    /// Adds members to `meta`, except for values that cannot be serialized.
    ///
    /// The text has all names, and their lengths as in [`write`](Self::write).
    ///
    /// # Errors
    ///
    /// Never, but an arm of generated code ends with this call.
    pub fn meta(&mut self, names: &str, values: &[&dyn MetaValue]) -> fmt::Result {
        let Target::Meta(members, _) = &mut self.0 else {
            return Ok(());
        };
        interleave(names, values, |name, value| {
            if let Some(value) = value.and_then(MetaValue::to_json) {
                members.insert(name.to_owned(), value);
            }
            Ok(())
        })
    }

    /// Adds the members of a map to `meta`, except for names that are there. [`meta`](Self::meta) replaces them
    /// afterwards. Leaves out a value that is no JSON object, and the map of a private answer.
    pub fn flatten<T: Serialize + ?Sized>(&mut self, map: &T) {
        if let Target::Meta(members, answer) = &mut self.0
            && !answer.is_private()
            && let Ok(Value::Object(map)) = serde_json::to_value(map)
        {
            for (name, mut value) in map {
                value.sort_all_objects();
                members.entry(name).or_insert(value);
            }
        }
    }

    /// Adds a header, unless HTTP forbids its value. `name` is in lower case.
    pub fn header<T: Display + ?Sized>(&mut self, name: &'static str, value: &T) {
        let mut text = String::new();
        if write!(text, "{value}").is_ok() {
            self.append(HeaderName::from_static(name), text);
        }
    }

    /// Adds the headers of a field, except for names that are there. Adds nothing to a private answer.
    pub fn header_fields<T: HeaderFields + ?Sized>(&mut self, fields: &T) {
        if let Target::Headers(target) = &mut self.0
            && !target.answer.is_private()
        {
            let mut taken = TakenHeaders::default();
            let status = target.answer.status;
            fields.visit(&mut |name, value| taken.take(name, value, status));
            taken.add_to(target.headers, target.kept);
        }
    }

    /// Adds `Retry-After`, in seconds, unless the value is negative or `None`.
    pub fn retry_after<T: RetryAfter + ?Sized>(&mut self, value: &T) {
        if let Some(seconds) = value.seconds() {
            self.append(RETRY_AFTER, seconds.to_string());
        }
    }

    fn append(&mut self, name: HeaderName, value: String) {
        if let Some(headers) = self.header_map()
            && let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(value))
        {
            headers.append(name, value);
        }
    }

    /// The headers, if the sink takes headers.
    pub(crate) fn header_map(&mut self) -> Option<&mut HeaderMap> {
        match &mut self.0 {
            Target::Headers(target) => Some(target.headers),
            _ => None,
        }
    }

    /// Writes a value, with the formatter's flags where there is a formatter.
    pub(crate) fn show(&mut self, value: &dyn Display) -> fmt::Result {
        match &mut self.0 {
            Target::Formatter(out) => out.show(value),
            _ => self.write("\0", &[value]),
        }
    }
}

/// The value of a member of `meta`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written to `meta`: it does not implement `serde::Serialize`",
    label = "this is a member of `meta`",
    note = "derive it: `#[derive(serde::Serialize)]`",
    note = "for a type of another crate, look for a feature `serde` there"
)]
pub trait MetaValue {
    /// The value as JSON, with sorted keys; `None` if it cannot be serialized.
    fn to_json(&self) -> Option<Value>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> MetaValue for T {
    fn to_json(&self) -> Option<Value> {
        sorted(serde_json::to_value(self))
    }
}

/// Sorts the keys. It stands apart so that no type of a field has code here that drops a value.
fn sorted(value: serde_json::Result<Value>) -> Option<Value> {
    let mut value = value.ok()?;
    value.sort_all_objects();
    Some(value)
}

fn write_text(out: &mut dyn fmt::Write, text: &str, values: &[&dyn Display]) -> fmt::Result {
    interleave(text, values, |text, value| {
        out.write_str(text)?;
        value.map_or(Ok(()), |value| write!(out, "{value}"))
    })
}

#[inline]
fn interleave<V: Copy>(
    text: &str,
    values: &[V],
    mut write: impl FnMut(&str, Option<V>) -> fmt::Result,
) -> fmt::Result {
    let mut rest = text;
    for value in values {
        let mut chars = rest.chars();
        let length = chars.next().map_or(0, number_of);
        rest = chars.as_str();
        // The derive has counted the bytes, so each value's place lies in the text.
        let piece = rest.split_at_checked(length);
        let (before, behind) = piece.unwrap_or((rest, ""));
        write(before, Some(*value))?;
        rest = behind;
    }
    write(rest, None)
}

/// The number that the derive writes as this char. It leaves out the surrogates, which are no chars.
const fn number_of(char: char) -> usize {
    let number = char as usize;
    if number < 0xD800 {
        number
    } else {
        number - 0x800
    }
}
