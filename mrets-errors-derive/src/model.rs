//! The input after its check: what expansion reads. Nothing in it can be wrong.

use crate::format::{Text, Value};
use crate::parse::ast::{Field, Input, Variant};
use crate::status::Known;
use std::borrow::Cow;

pub(crate) struct Model<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) replies: Vec<Reply<'a>>,
}

/// How one variant answers.
pub(crate) struct Reply<'a> {
    pub(crate) variant: &'a Variant<'a>,
    /// The field that `source()` gives, where `Error` is ours.
    pub(crate) source: Option<&'a Field<'a>>,
    /// The field that `From` takes, where `From` is ours.
    pub(crate) from: Option<&'a Field<'a>>,
    pub(crate) kind: Kind<'a>,
}

pub(crate) enum Kind<'a> {
    /// The field answers.
    Transparent(&'a Field<'a>),
    Own(Box<Answer<'a>>),
}

/// What `#[status(...)]` says, with every default filled in.
pub(crate) struct Answer<'a> {
    pub(crate) status: Status<'a>,
    /// None: by the status, at run time.
    pub(crate) title: Option<String>,
    pub(crate) detail: Detail<'a>,
    pub(crate) expose: bool,
    /// What `Display` shows where it is not the detail.
    pub(crate) display: Option<Text<'a>>,
    /// None: the status as text.
    pub(crate) code: Option<String>,
    pub(crate) id: Option<Value<'a>>,
    pub(crate) pointer: Option<Text<'a>>,
    pub(crate) parameter: Option<Text<'a>>,
    pub(crate) header: Option<Text<'a>>,
    pub(crate) about: Option<Text<'a>>,
    pub(crate) type_: Option<Text<'a>>,
    /// By name, in their order on the wire.
    pub(crate) meta: Vec<(String, Value<'a>)>,
    /// By name, in lower case.
    pub(crate) headers: Vec<(String, Value<'a>)>,
    pub(crate) retry_after: Option<Value<'a>>,
    /// The `WWW-Authenticate` of a 401.
    pub(crate) challenge: Option<String>,
    /// The field whose errors give the error objects.
    pub(crate) errors: Option<&'a Field<'a>>,
    /// How each field comes back on the client; empty without `decode`.
    pub(crate) restored: Vec<(&'a Field<'a>, Restore)>,
}

/// Where `decode` finds a field.
pub(crate) enum Restore {
    /// In `meta`, under the field's name.
    Meta,
    /// In `status`.
    Status,
    /// In the error objects.
    Errors,
    /// Nowhere: it was not sent.
    Default,
}

pub(crate) enum Status<'a> {
    Fixed(u16),
    /// A field that holds a `http::StatusCode`.
    Field(&'a Field<'a>),
}

pub(crate) enum Detail<'a> {
    /// As written.
    Written(Text<'a>),
    /// The type's own `Display`, which another derive writes. `fallback` stands in where it fails.
    Message { fallback: Option<&'static str> },
    /// The table's description, where it has a row.
    Description(Option<&'static str>),
}

impl Answer<'_> {
    /// The code as clients read it; none where it is a status that is known only at run time.
    pub(crate) fn code(&self) -> Option<Cow<'_, str>> {
        match (&self.code, &self.status) {
            (Some(code), _) => Some(Cow::Borrowed(code)),
            (None, Status::Fixed(status)) => Some(Cow::Owned(status.to_string())),
            (None, Status::Field(_)) => None,
        }
    }
}

impl Status<'_> {
    pub(crate) fn known(&self) -> Option<&'static Known> {
        match self {
            Self::Fixed(status) => crate::status::by_number(*status),
            Self::Field(_) => None,
        }
    }
}
