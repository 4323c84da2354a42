//! The hidden half of [`MretsError`]: what the derive writes, and every body is made of.
//!
//! A value's answer starts at a static [`Row`], which holds all that does not vary; [`Parts::write`]
//! writes the rest, into whatever [`Out`] is: a JSON string, a formatter, a header map.

use crate::envelope::ErrorObject;
use crate::error::MretsError;
use crate::json::JsonString;
use crate::response::add_headers;
use crate::table;
use bytes::Bytes;
use http::header::{HeaderName, HeaderValue, RETRY_AFTER};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};
use std::fmt::{self, Display, Write as _};
use std::time::Duration;

/// What the derive implements; [`MretsError`] is provided methods over it.
///
/// It does not ask for `Error`: a generic type's `Display` reads it, and would run in circles.
pub trait Parts {
    /// Match one: the row that answers for this value.
    fn answer(&self) -> Answer;

    /// Match two: writes a part that the row says it has. What a variant with one part writes does
    /// not depend on `part`.
    ///
    /// # Errors
    ///
    /// Those of a field's own `Display`.
    fn write(&self, part: Part, out: &mut Out<'_>) -> fmt::Result;

    /// This value without its type: one copy of the code that reads it serves all types.
    fn as_parts(&self) -> &dyn Parts;

    /// The error object that was made by hand, where this is one.
    fn as_made(&self) -> Option<&ErrorObject> {
        None
    }
}

/// A part of an answer that varies, or stands beside the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Detail,
    Display,
    Id,
    Pointer,
    Parameter,
    Header,
    About,
    Type,
    Meta,
    Headers,
    Errors,
}

/// What does not vary in the answer of one variant; an empty text is an absent one.
#[derive(Debug)]
pub struct Row {
    /// The variant's name.
    pub variant: &'static str,
    /// 0 where a field decides it.
    pub status: u16,
    /// Empty: by the status.
    pub title: &'static str,
    /// Empty: the status as text.
    pub code: &'static str,
    /// The constant detail, or what stands in for a varying one that fails.
    pub detail: &'static str,
    /// What `Display` shows, where that is constant and not the title.
    pub display: &'static str,
    /// The `WWW-Authenticate` of a 401.
    pub challenge: &'static str,
    /// Empty: `application/vnd.api+json`.
    pub media_type: &'static str,
    /// Whether the detail of a 5xx is shown, where a field decides the status.
    pub expose: bool,
    /// The parts that `Parts::write` can write.
    pub parts: u16,
    /// The envelope, where nothing in it varies.
    pub body: &'static str,
    /// Where nothing but the detail does: the envelope around it.
    pub before: &'static str,
    pub after: &'static str,
}

impl Row {
    /// What a row literal does not name.
    pub const BASE: Self = Self {
        variant: "",
        status: 0,
        title: "",
        code: "",
        detail: "",
        display: "",
        challenge: "",
        media_type: "",
        expose: false,
        parts: 0,
        body: "",
        before: "",
        after: "",
    };

    pub const DETAIL: u16 = 1 << Part::Detail as u16;
    pub const DISPLAY: u16 = 1 << Part::Display as u16;
    pub const ID: u16 = 1 << Part::Id as u16;
    pub const POINTER: u16 = 1 << Part::Pointer as u16;
    pub const PARAMETER: u16 = 1 << Part::Parameter as u16;
    pub const HEADER: u16 = 1 << Part::Header as u16;
    pub const ABOUT: u16 = 1 << Part::About as u16;
    pub const TYPE: u16 = 1 << Part::Type as u16;
    pub const META: u16 = 1 << Part::Meta as u16;
    pub const HEADERS: u16 = 1 << Part::Headers as u16;
    pub const ERRORS: u16 = 1 << Part::Errors as u16;
}

/// The row that answers for a value, and the status it answers with.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub(crate) row: &'static Row,
    pub(crate) status: StatusCode,
    /// Whether another error answers, whose `Display` is its own.
    transparent: bool,
}

impl Answer {
    /// A row with a status of its own.
    #[must_use]
    pub fn of(row: &'static Row) -> Self {
        // The derive has checked it: there is no other case.
        let status = StatusCode::from_u16(row.status);
        Self::at(row, status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR))
    }

    /// A row whose status a field holds. What is no answer of an error is a defect of the server.
    #[must_use]
    pub fn at(row: &'static Row, status: StatusCode) -> Self {
        let is_answer = matches!(status.as_u16(), 304 | 400..=599);
        Self {
            row,
            status: if is_answer {
                status
            } else {
                StatusCode::INTERNAL_SERVER_ERROR
            },
            transparent: false,
        }
    }

    /// The answer of another error.
    #[must_use]
    pub fn transparent(inner: &dyn MretsError) -> Self {
        Self {
            transparent: true,
            ..inner.answer()
        }
    }

    /// Whether `Parts::write` has this part.
    pub(crate) fn has(self, part: Part) -> bool {
        self.row.parts & (1 << part as u16) != 0
    }

    /// Whether `Parts::write` gives the detail that clients read.
    pub(crate) fn has_varying_detail(self) -> bool {
        self.has(Part::Detail) && !self.is_private() && self.has_content()
    }

    /// Whether a body follows the head.
    pub(crate) fn has_content(self) -> bool {
        self.status != StatusCode::NOT_MODIFIED
    }

    pub(crate) fn title(self) -> &'static str {
        match self.row.title {
            "" => table::title(self.status),
            title => title,
        }
    }

    pub(crate) fn code(&self) -> &str {
        match self.row.code {
            "" => self.status.as_str(),
            code => code,
        }
    }

    /// The detail of an answer that has no varying one, or whose varying one failed.
    pub(crate) fn constant_detail(self) -> Option<&'static str> {
        match self.row.detail {
            _ if !self.has_content() => None,
            detail if !detail.is_empty() && !self.is_private() => Some(detail),
            _ if self.row.status == 0 => table::description(self.status),
            _ => None,
        }
    }

    /// A 5xx that is one only at run time says what the table says.
    fn is_private(self) -> bool {
        self.row.status == 0 && self.status.is_server_error() && !self.row.expose
    }
}

/// Where [`Parts::write`] writes to.
pub struct Out<'a>(Sink<'a>);

enum Sink<'a> {
    /// Within a JSON string, escaped.
    Json(&'a mut Vec<u8>),
    Text(&'a mut String),
    Formatter(&'a mut dyn Show),
    Meta(&'a mut Map<String, Value>),
    Headers(&'a mut HeaderMap),
    Errors(&'a mut dyn FnMut(&dyn MretsError) -> fmt::Result),
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

impl fmt::Debug for Out<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Out").finish_non_exhaustive()
    }
}

impl<'a> Out<'a> {
    pub(crate) fn json(buffer: &'a mut Vec<u8>) -> Self {
        Self(Sink::Json(buffer))
    }

    pub(crate) fn text(text: &'a mut String) -> Self {
        Self(Sink::Text(text))
    }

    pub(crate) fn meta_members(members: &'a mut Map<String, Value>) -> Self {
        Self(Sink::Meta(members))
    }

    pub(crate) fn headers(headers: &'a mut HeaderMap) -> Self {
        Self(Sink::Headers(headers))
    }

    pub(crate) fn errors(visit: &'a mut dyn FnMut(&dyn MretsError) -> fmt::Result) -> Self {
        Self(Sink::Errors(visit))
    }

    /// Writes texts, and behind each its value; the last text may have none. The texts need no
    /// escape within JSON.
    ///
    /// # Errors
    ///
    /// Those of a value's own `Display`, or of the formatter that it writes to.
    pub fn write(&mut self, texts: &[&str], values: &[&dyn Display]) -> fmt::Result {
        let mut values = values.iter();
        for text in texts {
            let value = values.next();
            match (&mut self.0, value) {
                (Sink::Json(out), Some(value)) => {
                    out.extend_from_slice(text.as_bytes());
                    write!(JsonString(out), "{value}")?;
                }
                (Sink::Json(out), None) => out.extend_from_slice(text.as_bytes()),
                (Sink::Text(out), None) => out.push_str(text),
                (Sink::Text(out), Some(value)) => {
                    out.push_str(text);
                    write!(out, "{value}")?;
                }
                (Sink::Formatter(out), Some(value)) => {
                    out.write_str(text)?;
                    write!(out, "{value}")?;
                }
                (Sink::Formatter(out), None) => out.write_str(text)?,
                (Sink::Meta(_) | Sink::Headers(_) | Sink::Errors(_), _) => {}
            }
        }
        Ok(())
    }

    /// Adds a member to `meta`; one that cannot be serialized is left out.
    pub fn meta<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Sink::Meta(members) = &mut self.0
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
        if let Sink::Headers(headers) = &mut self.0
            && let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(value))
        {
            headers.append(name, value);
        }
    }

    /// Adds the headers of one of several errors, which can bring the same ones.
    pub(crate) fn merge_headers(&mut self, error: &dyn Parts) {
        let Sink::Headers(headers) = &mut self.0 else {
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
            Sink::Formatter(out) => out.show(&error),
            _ => self.write(&[""], &[&error]),
        }
    }

    /// One of several errors.
    pub(crate) fn error(&mut self, error: &dyn MretsError) -> fmt::Result {
        match &mut self.0 {
            Sink::Errors(visit) => visit(error),
            _ => Ok(()),
        }
    }
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
pub fn display(parts: &dyn Parts, f: &mut fmt::Formatter<'_>) -> fmt::Result {
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
    parts.write(part, &mut Out(Sink::Formatter(f)))
}

/// A part of an error that answers for another.
///
/// # Errors
///
/// Those of [`Parts::write`].
pub fn forward(inner: &dyn MretsError, part: Part, out: &mut Out<'_>) -> fmt::Result {
    match part {
        Part::Display => out.show(inner),
        part => inner.write(part, out),
    }
}

/// The error in a transparent field.
pub fn inner<T: AsMretsError + ?Sized>(field: &T) -> &dyn MretsError {
    field.as_mrets_error()
}

/// The status in a `.field`.
#[must_use]
pub fn status_code(status: &StatusCode) -> StatusCode {
    *status
}

/// What may stand in a transparent or an `#[errors]` field: a [`MretsError`], or an
/// [`AnyError`](crate::AnyError).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `MretsError`, so it cannot answer for this one",
    label = "derive `MretsError` on this type",
    note = "a cause that is not shown to clients takes `#[status(500)]` and `#[from]` or `#[source]`"
)]
pub trait AsMretsError: fmt::Debug + fmt::Display {
    fn as_mrets_error(&self) -> &dyn MretsError;
}

impl<T: MretsError> AsMretsError for T {
    fn as_mrets_error(&self) -> &dyn MretsError {
        self
    }
}

/// What may stand in an `#[errors]` field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection of `MretsError`s",
    label = "a reference to this type does not iterate over `MretsError`s",
    note = "an `#[errors]` field is a `Vec<E>`, an `Errors<E>` or the like, where `E` derives `MretsError`"
)]
pub trait Errors {
    /// # Errors
    ///
    /// Those of the visitor.
    fn write(&self, out: &mut Out<'_>) -> fmt::Result;
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> Errors for T
where
    for<'a> &'a T: IntoIterator<Item: AsMretsError>,
{
    fn write(&self, out: &mut Out<'_>) -> fmt::Result {
        self.into_iter()
            .try_for_each(|error| out.error(error.as_mrets_error()))
    }
}

/// What `retry_after` takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time to wait",
    label = "`retry_after` takes whole seconds, a `Duration`, or an `Option` of one of them"
)]
pub trait RetryAfter {
    /// Whole seconds, rounded up.
    fn seconds(&self) -> Option<u64>;
}

impl RetryAfter for Duration {
    fn seconds(&self) -> Option<u64> {
        let begun = u64::from(self.subsec_nanos() > 0);
        Some(self.as_secs().saturating_add(begun))
    }
}

impl<T: RetryAfter> RetryAfter for Option<T> {
    fn seconds(&self) -> Option<u64> {
        self.as_ref()?.seconds()
    }
}

impl<T: RetryAfter + ?Sized> RetryAfter for &T {
    fn seconds(&self) -> Option<u64> {
        (**self).seconds()
    }
}

macro_rules! retry_after_integers {
    ($($integer:ty)*) => {
        $(
            impl RetryAfter for $integer {
                fn seconds(&self) -> Option<u64> {
                    u64::try_from(*self).ok()
                }
            }
        )*
    };
}

retry_after_integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);

/// A value within a JSON pointer, escaped by RFC 6901, section 3.
pub struct Pointer<'a>(pub &'a dyn Display);

impl fmt::Debug for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pointer({self})")
    }
}

impl Display for Pointer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Escaping {
            out: f,
            escape: |char| match char {
                '~' => Some("~0"),
                '/' => Some("~1"),
                _ => None,
            },
        }
        .write_fmt(format_args!("{}", self.0))
    }
}

/// A value within a link, percent-encoded by RFC 3986, section 2, but for unreserved characters:
/// so it is one path segment, or one query value.
pub struct Percent<'a>(pub &'a dyn Display);

impl fmt::Debug for Percent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Percent({self})")
    }
}

impl Display for Percent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(PercentEncoding(f), "{}", self.0)
    }
}

struct Escaping<'a, 'b> {
    out: &'a mut fmt::Formatter<'b>,
    escape: fn(char) -> Option<&'static str>,
}

impl fmt::Write for Escaping<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some((at, escaped)) = rest
            .char_indices()
            .find_map(|(at, char)| Some((at, (self.escape)(char)?)))
        {
            let (clean, tail) = rest.split_at(at);
            self.out.write_str(clean)?;
            self.out.write_str(escaped)?;
            let mut tail = tail.chars();
            tail.next();
            rest = tail.as_str();
        }
        self.out.write_str(rest)
    }
}

struct PercentEncoding<'a, 'b>(&'a mut fmt::Formatter<'b>);

impl fmt::Write for PercentEncoding<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.bytes().try_for_each(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                self.0.write_char(char::from(byte))
            }
            byte => write!(self.0, "%{byte:02X}"),
        })
    }
}
