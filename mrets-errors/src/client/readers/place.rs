//! Places in a request: the names that services write become `source`.

use crate::document::escape::Pointer;
use crate::document::object::Source;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::fmt::Write as _;

/// The longest pointer that is made, in bytes.
const LONGEST: usize = 512;

/// The part of the request in which a field is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Location {
    #[default]
    Body,
    Query,
    Header,
}

impl Location {
    /// The location that a key in a map of maps names, as webargs and marshmallow write them.
    pub(super) fn of_map(word: &str) -> Option<Self> {
        match word {
            "json" | "form" | "files" => Some(Self::Body),
            "query" | "querystring" | "view_args" | "json_or_form" => Some(Self::Query),
            "headers" => Some(Self::Header),
            _ => None,
        }
    }

    /// The location that a word names, as webargs, FastAPI, express-validator and OpenAPI write it.
    pub(super) fn named(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "body" | "json" | "form" | "files" | "payload" | "data" => Some(Self::Body),
            "query" | "querystring" | "query_string" | "queryparams" | "params" | "path"
            | "url" => Some(Self::Query),
            "header" | "headers" => Some(Self::Header),
            _ => None,
        }
    }
}

/// A field, within other fields.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place<'a> {
    outer: Option<&'a Place<'a>>,
    segment: &'a str,
    pub(super) location: Location,
}

impl<'a> Place<'a> {
    /// A field within this one.
    pub(super) fn field(&'a self, segment: &'a str) -> Place<'a> {
        Place {
            outer: Some(self),
            segment,
            location: self.location,
        }
    }

    /// The same place in another part of the request.
    pub(super) fn within(&self, location: Location) -> Self {
        Place { location, ..*self }
    }

    /// Whether this is a field, and not the whole request.
    pub(super) fn is_field(&self) -> bool {
        self.outer.is_some()
    }

    fn segments(&self) -> Option<Vec<&'a str>> {
        let mut segments = Vec::new();
        let mut length = 0;
        let mut place = self;
        while let Some(outer) = place.outer {
            length += place.segment.len() + 1;
            if length > LONGEST {
                return None;
            }
            segments.push(place.segment);
            place = outer;
        }
        segments.reverse();
        Some(segments)
    }

    /// The source of an error at this field, or at a field of this name within it.
    pub(super) fn source(&self, name: Option<&Value>) -> Option<Source> {
        let mut location = self.location;
        let mut segments: Vec<String> = Vec::new();
        for segment in self.segments()? {
            split(segment, &mut segments);
        }
        match name {
            None => {}
            Some(Value::String(name)) if is_pointer(name) => {
                let pointer = name.strip_prefix('#').unwrap_or(name);
                let pointer = percent_decode_str(pointer).decode_utf8().ok()?;
                return (segments.is_empty() && pointer.len() <= LONGEST)
                    .then(|| Source::pointer(pointer.into_owned()));
            }
            Some(Value::String(name)) => {
                let mut own = Vec::new();
                split(name, &mut own);
                // Canvas names the field within its errors, too.
                if !own.starts_with(&segments) {
                    segments.append(&mut own);
                } else if !own.is_empty() {
                    segments = own;
                }
            }
            // FHIR has a list of one.
            Some(Value::Array(path)) if path.len() == 1 && path.iter().all(Value::is_string) => {
                path.iter()
                    .filter_map(Value::as_str)
                    .for_each(|name| split(name, &mut segments));
            }
            Some(Value::Array(path)) => {
                let mut path = path.iter().peekable();
                // FastAPI's `["query", "page"]`
                if path.len() > 1
                    && let Some(word) = path.peek().and_then(|first| first.as_str())
                    && matches!(word, "body" | "query" | "header" | "path" | "cookie")
                {
                    location = Location::named(word).unwrap_or(Location::Query);
                    path.next();
                }
                for item in path {
                    // Valibot's `{"key":"name"}`
                    let key = item.as_object().map(|members| members.get("key"));
                    segments.push(segment_of(key.unwrap_or(Some(item))?)?);
                }
            }
            Some(_) => return None,
        }
        source_of(location, &segments)
    }
}

/// A text or a number of a path.
fn segment_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The source of a field; `None` if it has no name, or too long a one.
fn source_of(location: Location, segments: &[String]) -> Option<Source> {
    if segments.is_empty() || segments.iter().map(String::len).sum::<usize>() > LONGEST {
        return None;
    }
    Some(match location {
        Location::Body => {
            let mut pointer = String::new();
            for segment in segments {
                write!(pointer, "/{}", Pointer(segment)).ok()?;
            }
            Source::pointer(pointer)
        }
        Location::Query => Source::parameter(segments.join(".")),
        Location::Header => Source::header(segments.join(".")),
    })
}

/// Whether a name is a JSON pointer already, perhaps in a URI fragment (RFC 9457, 3.1.1).
fn is_pointer(name: &str) -> bool {
    name.starts_with("#/") || name.starts_with('/')
}

/// Whether a name means the whole request instead of a field, as Rails, Django and ASP.NET write it.
pub(super) fn is_whole(name: &str) -> bool {
    matches!(
        name,
        "" | "$"
            | "base"
            | "*"
            | "_"
            | "non_field_errors"
            | "__all__"
            | "_schema"
            | "_root"
            | "__root__"
    )
}

/// Splits a name into segments: `items[0].qty`, `$.items[0].qty`, `items.0.qty` and `$['items'][0]['qty']` have
/// three each. A name with spaces is one segment.
fn split(name: &str, segments: &mut Vec<String>) {
    let name = name.strip_prefix('$').unwrap_or(name);
    if name.contains(char::is_whitespace) {
        segments.push(name.to_owned());
        return;
    }
    let parts = name.split(['.', '[', ']']);
    let parts = parts.map(|part| part.trim_matches(['\'', '"']));
    segments.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
}
