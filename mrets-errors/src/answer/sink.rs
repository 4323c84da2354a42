//! What [`Answerable::write`] writes to: a JSON string, a formatter, a header map.

use crate::answer::answerable::Answerable;
use crate::answer::body::JsonString;
use crate::answer::response::add_headers;
use crate::answer::row::Part;
use crate::error::bounds::RetryAfter;
use crate::error::mrets_error::MretsError;
use bytes::Bytes;
use http::HeaderMap;
use http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::{self, Display, Write as _};

/// Where [`Answerable::write`] writes to.
pub struct Sink<'a>(Target<'a>);

/// Takes one of several errors, and how many at least will follow it.
type VisitError<'a> = dyn FnMut(&dyn MretsError, usize) -> fmt::Result + 'a;

enum Target<'a> {
    /// Within a JSON string, escaped.
    Json(&'a mut Vec<u8>),
    Text(&'a mut String),
    Formatter(&'a mut dyn Show),
    Meta(&'a mut Map<String, Value>),
    Headers(&'a mut HeaderMap),
    Errors(&'a mut VisitError<'a>),
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

    pub(crate) fn meta_members(members: &'a mut Map<String, Value>) -> Self {
        Self(Target::Meta(members))
    }

    pub(crate) fn headers(headers: &'a mut HeaderMap) -> Self {
        Self(Target::Headers(headers))
    }

    pub(crate) fn errors(visit: &'a mut VisitError<'a>) -> Self {
        Self(Target::Errors(visit))
    }

    /// Writes texts, and behind each its value; the last text may have none. The texts need no
    /// escape within JSON.
    ///
    /// # Errors
    ///
    /// Those of a value's own `Display`, or of the formatter that it writes to.
    pub fn write(&mut self, texts: &[&str], values: &[&dyn Display]) -> fmt::Result {
        match &mut self.0 {
            Target::Json(out) => interleave(texts, values, |text, value| {
                out.extend_from_slice(text.as_bytes());
                value.map_or(Ok(()), |value| write!(JsonString(out), "{value}"))
            }),
            Target::Text(out) => interleave(texts, values, |text, value| {
                out.push_str(text);
                value.map_or(Ok(()), |value| write!(out, "{value}"))
            }),
            Target::Formatter(out) => interleave(texts, values, |text, value| {
                out.write_str(text)?;
                value.map_or(Ok(()), |value| write!(out, "{value}"))
            }),
            Target::Meta(_) | Target::Headers(_) | Target::Errors(_) => Ok(()),
        }
    }

    /// Adds a member to `meta`; one that cannot be serialized is left out.
    pub fn meta<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Target::Meta(members) = &mut self.0
            && let Ok(mut value) = serde_json::to_value(value)
        {
            value.sort_all_objects();
            members.insert(name.to_owned(), value);
        }
    }

    /// Adds a header; one whose value HTTP forbids is left out. `name` is in lower case.
    pub fn header<T: Display + ?Sized>(&mut self, name: &'static str, value: &T) {
        let mut text = String::new();
        if write!(text, "{value}").is_ok() {
            self.append(HeaderName::from_static(name), text);
        }
    }

    /// Adds `Retry-After`, in seconds; a value that is none is left out.
    pub fn retry_after<T: RetryAfter + ?Sized>(&mut self, value: &T) {
        if let Some(seconds) = value.seconds() {
            self.append(RETRY_AFTER, seconds.to_string());
        }
    }

    fn append(&mut self, name: HeaderName, value: String) {
        if let Target::Headers(headers) = &mut self.0
            && let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(value))
        {
            headers.append(name, value);
        }
    }

    /// Adds the headers of one of several errors, which can bring the same ones.
    pub(crate) fn merge_headers(&mut self, error: &dyn Answerable) {
        let Target::Headers(headers) = &mut self.0 else {
            return;
        };
        let mut added = HeaderMap::new();
        add_headers(error, error.answer(), &mut added);
        for (name, value) in &added {
            if name == RETRY_AFTER {
                // One time to wait, RFC 9110, 10.2.3: the longest.
                if seconds(headers.get(name)) < seconds(Some(value)) {
                    headers.insert(name, value.clone());
                }
            } else if !headers.get_all(name).iter().any(|known| known == value) {
                headers.append(name, value.clone());
            }
        }
    }

    /// Shows an error that answers for another.
    fn show(&mut self, error: &dyn MretsError) -> fmt::Result {
        match &mut self.0 {
            Target::Formatter(out) => out.show(&error),
            _ => self.write(&[""], &[&error]),
        }
    }

    /// One of several errors, and how many at least will follow it.
    pub(crate) fn error(&mut self, error: &dyn MretsError, following: usize) -> fmt::Result {
        match &mut self.0 {
            Target::Errors(visit) => visit(error, following),
            _ => Ok(()),
        }
    }
}

fn interleave(
    texts: &[&str],
    values: &[&dyn Display],
    mut write: impl FnMut(&str, Option<&dyn Display>) -> fmt::Result,
) -> fmt::Result {
    let mut values = values.iter().copied();
    texts.iter().try_for_each(|text| write(text, values.next()))
}

/// A time to wait that is given in seconds; a date stands where there is none.
fn seconds(value: Option<&HeaderValue>) -> Option<u64> {
    let value = value?.to_str().ok()?;
    Some(value.parse().unwrap_or_default())
}

/// `Display` of a derived type.
///
/// # Errors
///
/// Those of a field's own `Display`, or of the formatter.
pub fn display(parts: &dyn Answerable, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let answer = parts.answer();
    let part = if answer.transparent || answer.has(Part::Display) {
        Part::Display
    } else if !answer.row.display.is_empty() {
        return f.write_str(answer.row.display);
    } else if answer.has(Part::Detail) {
        Part::Detail
    } else {
        return f.write_str(answer.title());
    };
    parts.write(part, &mut Sink(Target::Formatter(f)))
}

/// A part of an error that answers for another.
///
/// # Errors
///
/// Those of [`Answerable::write`].
pub fn forward(inner: &dyn MretsError, part: Part, out: &mut Sink<'_>) -> fmt::Result {
    match part {
        Part::Display => out.show(inner),
        part => inner.write(part, out),
    }
}
