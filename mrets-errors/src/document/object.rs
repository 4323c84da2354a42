//! The error object of JSON:API, and its parts.

use crate::document::table;
use http::StatusCode;
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::{Map, Value};

/// One problem ([JSON:API 1.1](https://jsonapi.org/format/#error-objects)).
///
/// ```
/// use http::StatusCode;
/// use mrets_errors::{ErrorObject, Source};
///
/// let error = ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY)
///     .with_code("blank")
///     .with_detail("Name can't be blank.")
///     .with_source(Source::pointer("/data/attributes/name"));
/// assert_eq!(
///     serde_json::to_string(&error)?,
///     r#"{"title":"Unprocessable Entity","detail":"Name can't be blank.","code":"blank","source":{"pointer":"/data/attributes/name"},"status":"422"}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct ErrorObject {
    /// The kind of problem, in words that do not vary between occurrences.
    pub title: Option<String>,
    /// The explanation of this occurrence.
    pub detail: Option<String>,
    /// An identifier of this occurrence.
    pub id: Option<String>,
    /// The application's own code; never the HTTP status.
    pub code: Option<String>,
    /// The place in the request that is the cause.
    pub source: Option<Source>,
    /// Addresses of further reading.
    pub links: Option<Links>,
    /// The HTTP status of this problem, as text.
    pub status: Option<String>,
    /// Non-standard information.
    pub meta: Option<Map<String, Value>>,
}

impl ErrorObject {
    /// An error with the title, the description and the code of its status, as
    /// `#[status(...)]` without keys gives them.
    #[must_use]
    pub fn new(status: StatusCode) -> Self {
        let (title, detail) = table::texts(status);
        Self {
            title: Some(title.to_owned()),
            detail: detail.map(str::to_owned),
            code: Some(status.as_str().to_owned()),
            status: Some(status.as_str().to_owned()),
            ..Self::default()
        }
    }

    /// Sets `title`.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets `detail`.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Sets `id`.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Sets `code`.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Sets `source`.
    #[must_use]
    pub fn with_source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// Sets `links`.
    #[must_use]
    pub fn with_links(mut self, links: Links) -> Self {
        self.links = Some(links);
        self
    }

    /// Adds a member to `meta`.
    #[must_use]
    pub fn with_meta(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        let meta = self.meta.get_or_insert_default();
        meta.insert(name.into(), value.into());
        self
    }

    /// Sets a text member of `source` or `links` by its name on the wire.
    pub(crate) fn set_member(&mut self, parent: &str, name: &str, text: String) {
        let member = match parent {
            "source" => self.source.get_or_insert_default().member(name),
            _ => self.links.get_or_insert_default().member(name),
        };
        if let Some(member) = member {
            *member = Some(text);
        }
    }

    /// The `status` as a status code, if it is one.
    #[must_use]
    pub fn http_status(&self) -> Option<StatusCode> {
        self.status.as_deref()?.parse().ok()
    }
}

/// Writes strictly: absent members are left out, and the others have the order of the M-RETS service. An error object
/// has at least one member (JSON:API 1.1, "Error Objects"), so an empty one is written as a 500.
impl Serialize for ErrorObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            title,
            detail,
            id,
            code,
            source,
            links,
            status,
            meta,
        } = self;
        let source = source.as_ref().filter(|source| !source.is_empty());
        let links = links.as_ref().filter(|links| !links.is_empty());
        let texts = [title, detail, id, code, status];
        let len = texts.iter().filter(|text| text.is_some()).count()
            + usize::from(source.is_some())
            + usize::from(links.is_some())
            + usize::from(meta.is_some());
        if len == 0 {
            return Self::new(StatusCode::INTERNAL_SERVER_ERROR).serialize(serializer);
        }
        let mut object = serializer.serialize_struct("ErrorObject", len)?;
        member(&mut object, "title", title.as_ref())?;
        member(&mut object, "detail", detail.as_ref())?;
        member(&mut object, "id", id.as_ref())?;
        member(&mut object, "code", code.as_ref())?;
        member(&mut object, "source", source)?;
        member(&mut object, "links", links)?;
        member(&mut object, "status", status.as_ref())?;
        member(&mut object, "meta", meta.as_ref())?;
        object.end()
    }
}

/// Writes a member that may be absent.
pub(crate) fn member<S: SerializeStruct, T: Serialize>(
    object: &mut S,
    name: &'static str,
    value: Option<&T>,
) -> Result<(), S::Error> {
    match value {
        Some(value) => object.serialize_field(name, value),
        None => object.skip_field(name),
    }
}

/// Writes an object of texts that may be absent.
fn texts<S: Serializer>(
    serializer: S,
    object: &'static str,
    texts: &[(&'static str, &Option<String>)],
) -> Result<S::Ok, S::Error> {
    let len = texts.iter().filter(|(_, text)| text.is_some()).count();
    let mut object = serializer.serialize_struct(object, len)?;
    for (name, text) in texts {
        member(&mut object, name, text.as_ref())?;
    }
    object.end()
}

/// The place in the request that caused the problem.
///
/// ```
/// use mrets_errors::Source;
///
/// let source = Source::pointer("/data/attributes/name");
/// assert_eq!(serde_json::to_string(&source)?, r#"{"pointer":"/data/attributes/name"}"#);
/// assert_eq!(Source::parameter("page[size]").parameter.unwrap(), "page[size]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Source {
    /// A JSON pointer into the request's body (RFC 6901); `""` is the whole of it.
    pub pointer: Option<String>,
    /// The name of a query parameter.
    pub parameter: Option<String>,
    /// The name of a request header.
    pub header: Option<String>,
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            pointer,
            parameter,
            header,
        } = self;
        let members = [
            ("pointer", pointer),
            ("parameter", parameter),
            ("header", header),
        ];
        texts(serializer, "Source", &members)
    }
}

impl Source {
    /// A place in the request's body.
    #[must_use]
    pub fn pointer(pointer: impl Into<String>) -> Self {
        Self {
            pointer: Some(pointer.into()),
            ..Self::default()
        }
    }

    /// A query parameter.
    #[must_use]
    pub fn parameter(name: impl Into<String>) -> Self {
        Self {
            parameter: Some(name.into()),
            ..Self::default()
        }
    }

    /// A request header.
    #[must_use]
    pub fn header(name: impl Into<String>) -> Self {
        Self {
            header: Some(name.into()),
            ..Self::default()
        }
    }

    /// The member of this name on the wire.
    pub(crate) fn member(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "pointer" => Some(&mut self.pointer),
            "parameter" => Some(&mut self.parameter),
            "header" => Some(&mut self.header),
            _ => None,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Addresses of further reading.
///
/// ```
/// use mrets_errors::Links;
///
/// let links = Links::default().with_type("https://shop.example/errors#taken");
/// assert_eq!(serde_json::to_string(&links)?, r#"{"type":"https://shop.example/errors#taken"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Links {
    /// About this occurrence.
    pub about: Option<String>,
    /// About this kind of problem.
    pub type_: Option<String>,
}

impl Serialize for Links {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { about, type_ } = self;
        texts(serializer, "Links", &[("about", about), ("type", type_)])
    }
}

impl Links {
    /// Sets `about`.
    #[must_use]
    pub fn with_about(mut self, about: impl Into<String>) -> Self {
        self.about = Some(about.into());
        self
    }

    /// Sets `type`.
    #[must_use]
    pub fn with_type(mut self, kind: impl Into<String>) -> Self {
        self.type_ = Some(kind.into());
        self
    }

    /// The member of this name on the wire.
    pub(crate) fn member(&mut self, name: &str) -> Option<&mut Option<String>> {
        match name {
            "about" => Some(&mut self.about),
            "type" => Some(&mut self.type_),
            _ => None,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
