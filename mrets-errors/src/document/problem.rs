//! Problem details (RFC 9457), the other standard shape of an error.

use crate::document::dialect::{DEFAULT_DIALECT, Dialect};
use crate::document::envelope::Envelope;
use crate::document::format::Format;
use crate::document::object::{ErrorObject, Links, Source};
use bytes::Bytes;
use http::StatusCode;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A problem document (RFC 9457), media type `application/problem+json`.
///
/// An error object becomes a problem without loss. `links.type` is `type`, and `links.about` is
/// `instance`. `code`, `id` and `source` are extension members, and so is each member of `meta`
/// (RFC 9457, section 3.2); a member whose name is taken stays in an extension member `meta`. Of
/// several error objects the first is the problem, and the extension member `errors` holds the others.
/// If the first one has another status than the answer, or no `code`, the problem
/// has the answer's status alone, and `errors` holds them all.
///
/// ```
/// use mrets_errors::MretsError;
///
/// #[derive(Debug, MretsError)]
/// #[status(409, code = "taken", detail = "The name is taken.", parameter = "name")]
/// struct Taken;
///
/// assert_eq!(
///     Taken.to_problem().to_json(),
///     r#"{"type":"about:blank","title":"Conflict","status":409,"detail":"The name is taken.","code":"taken","source":{"parameter":"name"}}"#,
/// );
/// assert_eq!(Taken.to_problem().to_envelope(), Taken.to_envelope());
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Problem {
    /// A URI that identifies the kind of problem; `about:blank` if the status says it all.
    pub type_: String,
    /// The kind of problem.
    pub title: Option<String>,
    /// The HTTP status of the answer.
    pub status: Option<StatusCode>,
    /// The explanation of this occurrence.
    pub detail: Option<String>,
    /// A URI that identifies this occurrence.
    pub instance: Option<String>,
    /// All other members.
    pub extensions: Map<String, Value>,
}

const ABOUT_BLANK: &str = "about:blank";

impl Default for Problem {
    fn default() -> Self {
        Self {
            type_: ABOUT_BLANK.to_owned(),
            title: None,
            status: None,
            detail: None,
            instance: None,
            extensions: Map::new(),
        }
    }
}

impl Envelope {
    /// The body in a format, of an answer with this status in this dialect.
    pub(crate) fn to_body(
        &self,
        format: Format,
        status: StatusCode,
        dialect: &'static Dialect,
    ) -> Bytes {
        match format {
            Format::JsonApi | Format::Json => self.to_json(),
            Format::Problem => Problem::in_dialect(self, status, dialect).to_json(),
        }
    }
}

impl Problem {
    /// The problem of an envelope, for an answer with `status`.
    #[must_use]
    pub fn from_envelope(envelope: &Envelope, status: StatusCode) -> Self {
        Self::in_dialect(envelope, status, &DEFAULT_DIALECT)
    }

    /// The problem of an envelope in this dialect.
    pub(crate) fn in_dialect(
        envelope: &Envelope,
        status: StatusCode,
        dialect: &'static Dialect,
    ) -> Self {
        match envelope.errors.split_first() {
            Some((first, others))
                if first.http_status() == Some(status)
                    && (others.is_empty() || first.code.is_some()) =>
            {
                let mut problem = Self::from_object(first, status);
                problem.set_errors(others);
                problem
            }
            _ if dialect.is_default() => Self::summary(&envelope.errors, status),
            _ => Self::plain_summary(&envelope.errors, status),
        }
    }

    /// A problem that sums up the answer, and is not one of its errors.
    fn summary(errors: &[ErrorObject], status: StatusCode) -> Self {
        let object = ErrorObject {
            code: None,
            ..ErrorObject::new(status)
        };
        let mut problem = Self::from_object(&object, status);
        problem.set_errors(errors);
        problem
    }

    /// A problem that sums up the answer, with the phrase of the status alone (RFC 9457, 4.2.1). So a client knows it
    /// in any dialect.
    pub(crate) fn plain_summary(errors: &[ErrorObject], status: StatusCode) -> Self {
        let mut problem = Self {
            title: status.canonical_reason().map(str::to_owned),
            status: Some(status),
            ..Self::default()
        };
        problem.set_errors(errors);
        problem
    }

    /// Whether a problem, without its `errors`, only sums up the answer.
    #[inline]
    pub(crate) fn is_summary(&self) -> bool {
        let is_summary = |status| {
            *self == Self::summary(&[], status) || *self == Self::plain_summary(&[], status)
        };
        self.status.is_some_and(is_summary)
    }

    fn from_object(object: &ErrorObject, status: StatusCode) -> Self {
        let links = object.links.clone().unwrap_or_default();
        let mut extensions = Map::new();
        let mut taken = Map::new();
        for (name, value) in object.meta.iter().flatten() {
            let members = if is_taken(name) {
                &mut taken
            } else {
                &mut extensions
            };
            members.insert(name.clone(), value.clone());
        }
        let members = [
            ("id", object.id.clone().map(Value::String)),
            ("code", object.code.clone().map(Value::String)),
            ("source", object.source.as_ref().and_then(to_value)),
            ("meta", (!taken.is_empty()).then_some(Value::Object(taken))),
        ];
        let members = members.into_iter();
        extensions.extend(members.filter_map(|(name, value)| Some((name.to_owned(), value?))));
        Self {
            type_: links.type_.unwrap_or_else(|| ABOUT_BLANK.to_owned()),
            title: object.title.clone(),
            status: Some(status),
            detail: object.detail.clone(),
            instance: links.about,
            extensions,
        }
    }

    fn set_errors(&mut self, errors: &[ErrorObject]) {
        if !errors.is_empty() {
            let errors = errors.iter().filter_map(to_value).collect();
            self.extensions.insert("errors".to_owned(), errors);
        }
    }

    /// The envelope of this problem. Extension members that have no place of their own become members of `meta`.
    #[must_use]
    #[inline]
    pub fn to_envelope(&self) -> Envelope {
        self.clone().into_envelope()
    }

    /// Turns the problem into its envelope, without a copy of members that may be long.
    #[inline]
    pub(crate) fn into_envelope(mut self) -> Envelope {
        let others: Vec<ErrorObject> = take(&mut self.extensions, "errors").unwrap_or_default();
        if !others.is_empty() && self.is_summary() {
            return Envelope::new(others);
        }
        let mut rest = self.extensions;
        let id = take(&mut rest, "id");
        let code = take(&mut rest, "code");
        let source: Option<Source> = take(&mut rest, "source");
        let mut meta = match rest.remove("meta") {
            Some(Value::Object(meta)) => meta,
            Some(other) => Map::from_iter([("meta".to_owned(), other)]),
            None => Map::new(),
        };
        for (name, value) in rest {
            meta.entry(name).or_insert(value);
        }
        let links = Links {
            about: self.instance,
            type_: Some(self.type_).filter(|kind| kind != ABOUT_BLANK),
        };
        let first = ErrorObject {
            title: self.title,
            detail: self.detail,
            id,
            code,
            source,
            links: Some(links).filter(|links| !links.is_empty()),
            status: self.status.map(|status| status.as_str().to_owned()),
            meta: Some(meta).filter(|meta| !meta.is_empty()),
        };
        Envelope::new([first].into_iter().chain(others))
    }

    /// Reads a problem document.
    ///
    /// ```
    /// use mrets_errors::Problem;
    ///
    /// let problem = Problem::from_slice(br#"{"title":"You do not have enough credit.","balance":30}"#)?;
    /// assert_eq!(problem.type_, "about:blank");
    /// assert_eq!(problem.extensions["balance"], 30);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the body is no JSON object. A member whose value has the wrong type is
    /// ignored (RFC 9457, section 3.1).
    #[inline] // Few users read: only they compile the reader.
    pub fn from_slice(body: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(body)
    }

    /// The body.
    #[must_use]
    pub fn to_json(&self) -> Bytes {
        // Writing the model to memory does not fail.
        Bytes::from(serde_json::to_vec(self).unwrap_or_default())
    }
}

/// The members of the standard (RFC 9457, section 3.1).
pub(crate) const STANDARD: [&str; 5] = ["type", "title", "status", "detail", "instance"];

/// Whether a member of `meta` cannot stand at the top level, since another member has its name.
fn is_taken(name: &str) -> bool {
    STANDARD.contains(&name) || ["id", "code", "source", "meta", "errors"].contains(&name)
}

fn to_value<T: Serialize>(value: &T) -> Option<Value> {
    serde_json::to_value(value).ok()
}

/// Takes a member that is a `T` and holds nothing more. Another API may have an extension of this name.
fn take<T: Serialize + DeserializeOwned>(
    members: &mut Map<String, Value>,
    name: &str,
) -> Option<T> {
    let member = members.get(name)?;
    let read = T::deserialize(member).ok()?;
    let is_all = to_value(&read).as_ref() == Some(member);
    is_all.then(|| members.remove(name))?;
    Some(read)
}

/// The members of the standard first, then the extensions by name.
impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            type_,
            title,
            status,
            detail,
            instance,
            extensions,
        } = self;
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("type", type_)?;
        if let Some(title) = title {
            object.serialize_entry("title", title)?;
        }
        if let Some(status) = status {
            object.serialize_entry("status", &status.as_u16())?;
        }
        if let Some(detail) = detail {
            object.serialize_entry("detail", detail)?;
        }
        if let Some(instance) = instance {
            object.serialize_entry("instance", instance)?;
        }
        // With serde_json's feature `preserve_order` they come in another order.
        let mut extensions: Vec<_> = extensions.iter().collect();
        extensions.sort_unstable_by_key(|(name, _)| *name);
        for (name, value) in extensions {
            // A member of the standard is written once.
            if !STANDARD.contains(&name.as_str()) {
                object.serialize_entry(name, value)?;
            }
        }
        object.end()
    }
}

impl<'de> Deserialize<'de> for Problem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Value::Object(mut members) = Value::deserialize(deserializer)? else {
            return Err(D::Error::custom("expected a JSON object"));
        };
        let status = members.remove("status").and_then(|status| status.as_u64());
        let mut text = |name: &str| match members.remove(name) {
            Some(Value::String(text)) => Some(text),
            _ => None,
        };
        Ok(Self {
            type_: text("type").unwrap_or_else(|| ABOUT_BLANK.to_owned()),
            title: text("title"),
            status: status
                .and_then(|status| u16::try_from(status).ok())
                .and_then(|status| StatusCode::from_u16(status).ok()),
            detail: text("detail"),
            instance: text("instance"),
            extensions: members,
        })
    }
}
