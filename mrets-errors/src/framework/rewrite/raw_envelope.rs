//! An envelope that others made. The members that we do not touch stay as they were written, even each number.

use crate::document::dialect::Dialect;
use crate::document::envelope::Envelope;
use crate::document::problem::Problem;
use crate::document::read::Name;
use bytes::Bytes;
use http::StatusCode;
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// The members of an object, unread.
type Members<'a> = BTreeMap<String, &'a RawValue>;

/// An envelope of which only the places of its error objects are read.
pub(super) struct RawEnvelope<'a> {
    body: &'a [u8],
    first: Members<'a>,
    /// The place of the brace that ends the first error object.
    end: usize,
    errors: Vec<&'a RawValue>,
}

/// The error objects of a document, unread.
struct Document<'a> {
    errors: Vec<&'a RawValue>,
}

impl<'de> Deserialize<'de> for Document<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyDocument)
    }
}

struct AnyDocument;

impl<'de> Visitor<'de> for AnyDocument {
    type Value = Document<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut errors = None;
        while let Some(name) = object.next_key()? {
            match name {
                Name::Errors if errors.is_some() => {
                    return Err(A::Error::duplicate_field("errors"));
                }
                Name::Errors => errors = Some(object.next_value()?),
                _ => object.next_value().map(|IgnoredAny| ())?,
            }
        }
        let errors = errors.ok_or_else(|| A::Error::missing_field("errors"))?;
        Ok(Document { errors })
    }
}

impl<'a> RawEnvelope<'a> {
    /// Reads a body; `None` if it has no error objects.
    pub(super) fn read(body: &'a [u8]) -> Option<Self> {
        let Document { errors } = serde_json::from_slice(body).ok()?;
        let are_objects = errors.iter().all(|error| error.get().starts_with('{'));
        let first = errors.first().filter(|_| are_objects)?;
        let start = first
            .get()
            .as_ptr()
            .addr()
            .checked_sub(body.as_ptr().addr())?;
        Some(Self {
            body,
            end: start + first.get().len() - 1,
            first: members(first)?,
            errors,
        })
    }

    /// Whether each error object has a status. Other APIs have a member `errors` as well, and are no
    /// envelopes.
    pub(super) fn has_statuses(&self) -> bool {
        let mut errors = self.errors.iter();
        errors.all(|error| members(error).is_some_and(|members| members.contains_key("status")))
    }

    /// Whether the first error object can take an id.
    pub(super) fn lacks_id(&self) -> bool {
        !self.first.contains_key("id")
    }

    /// The body with an id in its first error object. `id` is visible ASCII.
    pub(super) fn with_id(&self, id: &str) -> Bytes {
        let (before, after) = self
            .body
            .split_at_checked(self.end)
            .unwrap_or((self.body, b""));
        let comma = if self.first.is_empty() { "" } else { "," };
        let id = serde_json::to_string(id).unwrap_or_default();
        let member = format!("{comma}\"id\":{id}");
        Bytes::from([before, member.as_bytes(), after].concat())
    }

    /// The same as a problem document (RFC 9457), as `Problem::from_envelope` makes it.
    pub(super) fn to_problem(
        &self,
        status: StatusCode,
        id: Option<&str>,
        dialect: &'static Dialect,
    ) -> Bytes {
        // Writing to memory does not fail.
        let problem = serde_json::to_vec(&RawProblem {
            envelope: self,
            status,
            dialect,
            id: id.filter(|_| self.lacks_id()),
        });
        Bytes::from(problem.unwrap_or_default())
    }
}

fn members(object: &RawValue) -> Option<Members<'_>> {
    serde_json::from_str(object.get()).ok()
}

/// A problem document made of an envelope's members, unread.
struct RawProblem<'a> {
    envelope: &'a RawEnvelope<'a>,
    status: StatusCode,
    dialect: &'static Dialect,
    id: Option<&'a str>,
}

impl RawProblem<'_> {
    /// Whether the first error object is the problem. If not, the problem sums up the answer, and lists them all.
    fn is_first(&self) -> bool {
        let RawEnvelope { first, errors, .. } = self.envelope;
        let status = first
            .get("status")
            .map(|status| status.get().trim_matches('"'));
        status == Some(self.status.as_str()) && (errors.len() == 1 || first.contains_key("code"))
    }

    fn serialize_first<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let first = &self.envelope.first;
        let links = first.get("links").and_then(|links| members(links));
        let links = links.unwrap_or_default();
        // A link may be an object, with more members than a URI can hold.
        let is_uri = |link: &&&RawValue| link.get().starts_with('"');
        let kind = links.get("type").filter(is_uri);
        let instance = links.get("about").filter(is_uri);
        match kind {
            Some(kind) => map.serialize_entry("type", kind)?,
            None => map.serialize_entry("type", "about:blank")?,
        }
        serialize(map, "title", first.get("title"))?;
        map.serialize_entry("status", &self.status.as_u16())?;
        serialize(map, "detail", first.get("detail"))?;
        serialize(map, "instance", instance)?;
        if let Some(id) = self.id {
            map.serialize_entry("id", id)?;
        }
        let are_all_uris = kind.iter().chain(&instance).count() == links.len();
        for (name, value) in first {
            let is_said = match name.as_str() {
                "links" => are_all_uris,
                "title" | "detail" | "status" | "type" | "instance" | "errors" => true,
                _ => false,
            };
            if !is_said {
                map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }

    fn serialize_status<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let no_errors = Envelope::default();
        let summary = Problem::in_dialect(&no_errors, self.status, self.dialect);
        map.serialize_entry("type", "about:blank")?;
        map.serialize_entry("title", &summary.title)?;
        map.serialize_entry("status", &self.status.as_u16())?;
        if let Some(detail) = summary.detail {
            map.serialize_entry("detail", &detail)?;
        }
        if let Some(id) = self.id {
            map.serialize_entry("id", id)?;
        }
        Ok(())
    }
}

fn serialize<M: SerializeMap>(
    map: &mut M,
    name: &str,
    value: Option<&&RawValue>,
) -> Result<(), M::Error> {
    match value {
        Some(value) if value.get() != "null" => map.serialize_entry(name, value),
        _ => Ok(()),
    }
}

impl Serialize for RawProblem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let errors = &self.envelope.errors[..];
        let others = if self.is_first() {
            self.serialize_first(&mut map)?;
            errors.get(1..).unwrap_or_default()
        } else {
            self.serialize_status(&mut map)?;
            errors
        };
        if !others.is_empty() {
            map.serialize_entry("errors", others)?;
        }
        map.end()
    }
}
