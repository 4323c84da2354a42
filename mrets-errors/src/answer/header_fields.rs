//! [`HeaderFields`]: the headers in a `#[headers]` field, and how many of them an answer takes.

use bytes::Bytes;
use http::StatusCode;
use http::header::{HeaderMap, HeaderName, HeaderValue};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A type that may stand in a `#[headers]` field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a collection of headers",
    label = "a reference to this type does not iterate over names and values",
    note = "a `#[headers]` field is a `http::HeaderMap`, a `Vec<(String, String)>`, a `BTreeMap<String, String>` or the like, or an `Option` of one"
)]
pub trait HeaderFields {
    /// Visits each name and value, as bytes that nobody has checked.
    fn visit(&self, visit: &mut dyn FnMut(&[u8], &[u8]));
}

#[diagnostic::do_not_recommend]
impl<T: ?Sized> HeaderFields for T
where
    for<'a> &'a T: IntoIterator<Item: HeaderItem>,
{
    fn visit(&self, visit: &mut dyn FnMut(&[u8], &[u8])) {
        for item in self {
            item.visit(visit);
        }
    }
}

/// An item of a collection of headers: a name and a value, or the collection in an `Option`.
pub trait HeaderItem {
    fn visit(self, visit: &mut dyn FnMut(&[u8], &[u8]));
}

impl<N: HeaderText, V: HeaderText> HeaderItem for (N, V) {
    fn visit(self, visit: &mut dyn FnMut(&[u8], &[u8])) {
        visit(&self.0.text(), &self.1.text());
    }
}

impl<N: HeaderText, V: HeaderText> HeaderItem for &(N, V) {
    fn visit(self, visit: &mut dyn FnMut(&[u8], &[u8])) {
        visit(&self.0.text(), &self.1.text());
    }
}

macro_rules! collections {
    ($([$($params:tt)*] $collection:ty;)*) => {
        $(
            impl<$($params)*> HeaderItem for &$collection {
                fn visit(self, visit: &mut dyn FnMut(&[u8], &[u8])) {
                    HeaderFields::visit(self, visit);
                }
            }
        )*
    };
}

macro_rules! boxed_collections {
    ($($pointer:ty),*) => {
        $(
            impl<T: HeaderFields + ?Sized> HeaderItem for &$pointer {
                fn visit(self, visit: &mut dyn FnMut(&[u8], &[u8])) {
                    HeaderFields::visit(&**self, visit);
                }
            }
        )*
    };
}

boxed_collections!(&T, Box<T>, Arc<T>);

collections! {
    [] HeaderMap;
    [N: HeaderText, V: HeaderText] Vec<(N, V)>;
    [N: HeaderText, V: HeaderText] [(N, V)];
    [N: HeaderText, V: HeaderText] BTreeMap<N, V>;
    [N: HeaderText, V: HeaderText, S] HashMap<N, V, S>;
}

/// A name, or a value.
pub trait HeaderText {
    fn text(&self) -> Cow<'_, [u8]>;
}

macro_rules! bytes_of {
    ($($text:ty),*) => {
        $(
            impl HeaderText for $text {
                fn text(&self) -> Cow<'_, [u8]> {
                    Cow::Borrowed(self.as_ref())
                }
            }
        )*
    };
}

bytes_of!(str, String, [u8], Vec<u8>, Bytes, HeaderName, HeaderValue);

macro_rules! numbers {
    ($($number:ty),*) => {
        $(
            impl HeaderText for $number {
                fn text(&self) -> Cow<'_, [u8]> {
                    Cow::Owned(self.to_string().into_bytes())
                }
            }
        )*
    };
}

numbers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(
            impl<T: HeaderText + ?Sized> HeaderText for $pointer {
                fn text(&self) -> Cow<'_, [u8]> {
                    (**self).text()
                }
            }
        )*
    };
}

pointers!(&T, Box<T>, Arc<T>);

impl<T: HeaderText + ToOwned + ?Sized> HeaderText for Cow<'_, T> {
    fn text(&self) -> Cow<'_, [u8]> {
        (**self).text()
    }
}

/// At most this many headers come from fields, since clients and proxies refuse a head of more than about a
/// hundred.
pub(crate) const MOST_HEADERS: usize = 64;

/// At most this many bytes of names and values come from fields: proxies allow a head 8 KiB, and its other
/// headers need room.
const MOST_BYTES: usize = 4 * 1024;

/// The headers of one field that an answer takes.
#[derive(Default)]
pub(crate) struct TakenHeaders {
    headers: Vec<(HeaderName, HeaderValue)>,
    bytes: usize,
}

impl TakenHeaders {
    /// Takes a header, unless HTTP forbids it, or it belongs to another body or connection, or there are too
    /// many.
    pub(crate) fn take(&mut self, name: &[u8], value: &[u8], status: StatusCode) {
        let bytes = self.bytes + name.len() + value.len();
        if self.headers.len() == MOST_HEADERS || bytes > MOST_BYTES {
            return;
        }
        let (name, value) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value));
        if let (Ok(name), Ok(value)) = (name, value)
            && is_of_any_body(&name, status)
        {
            self.headers.push((name, value));
            self.bytes = bytes;
        }
    }

    /// Adds the headers, except for names that are there or among the `kept` ones.
    pub(crate) fn add_to(mut self, headers: &mut HeaderMap, kept: Option<&HeaderMap>) {
        self.headers.retain(|(name, _)| {
            let is_kept = kept.is_some_and(|kept| kept.contains_key(name));
            !is_kept && !headers.contains_key(name)
        });
        headers.extend(self.headers);
    }
}

/// Whether a header keeps its meaning beside another body and on another connection.
pub(crate) fn is_of_any_body(name: &HeaderName, status: StatusCode) -> bool {
    let name = name.as_str();
    // RFC 9110, 14.4: it has a meaning only in a 206 and in a 416. In a 416 it gives the length of the resource,
    // and describes no content.
    let is_length = name == "content-range" && status == StatusCode::RANGE_NOT_SATISFIABLE;
    is_length || !(OF_A_BODY.contains(&name) || OF_A_CONNECTION.contains(&name))
}

/// The headers that describe the content, which is ours: RFC 9110, sections 8 and 14.4; RFC 6266; RFC 9530.
const OF_A_BODY: [&str; 11] = [
    "content-digest",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-md5",
    "content-range",
    "content-type",
    "digest",
    "repr-digest",
];

/// The headers that belong to the connection that brought them: RFC 9110, section 7.6.1.
const OF_A_CONNECTION: [&str; 8] = [
    "connection",
    "http2-settings",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
