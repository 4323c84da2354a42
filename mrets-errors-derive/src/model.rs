//! The checked input, from which the macro expands. Nothing in it can be wrong.

use crate::format::{Text, Value};
use crate::parse::ast::Input;
use crate::parse::ast::field::Field;
use crate::parse::ast::variant::Variant;
use crate::parse::attr::keys::Member;
use crate::status::StatusRow;
use proc_macro2::TokenStream;
use quote::ToTokens;
use std::borrow::Cow;
use syn::Path;

pub(crate) struct Model<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) replies: Vec<Reply<'a>>,
}

/// The reply of one variant.
pub(crate) struct Reply<'a> {
    pub(crate) variant: &'a Variant<'a>,
    /// The field that `source()` gives, if `Error` is ours.
    pub(crate) source: Option<&'a Field<'a>>,
    /// The field that `From` takes, if `From` is ours.
    pub(crate) from: Option<&'a Field<'a>>,
    /// The field that holds the place where the error was made.
    pub(crate) location: Option<&'a Field<'a>>,
    pub(crate) kind: ReplyKind<'a>,
}

pub(crate) enum ReplyKind<'a> {
    /// The field answers.
    Transparent(&'a Field<'a>),
    Own(Box<Answer<'a>>),
}

/// The answer of a variant as `#[status(...)]` says it, with every default filled in.
pub(crate) struct Answer<'a> {
    pub(crate) status: Status<'a>,
    /// The title as written; `None` is the dialect's, by the status.
    pub(crate) title: Option<Constant<'a>>,
    pub(crate) detail: Detail<'a>,
    pub(crate) expose: bool,
    /// The text of `Display`, if it is not the detail.
    pub(crate) display: Option<Text<'a>>,
    pub(crate) code: Code<'a>,
    pub(crate) id: Option<Value<'a>>,
    /// The template that gives `links.type`, if the variant writes none.
    pub(crate) docs: Option<String>,
    /// The text members, in their order on the wire.
    pub(crate) members: Vec<(Member, Text<'a>)>,
    /// The members of `meta`, in their order on the wire.
    pub(crate) meta: Vec<(String, Value<'a>)>,
    /// The fields whose members become members of `meta`, behind the others.
    pub(crate) flattened: Vec<&'a Field<'a>>,
    /// The headers, with names in lower case.
    pub(crate) headers: Vec<(String, Value<'a>)>,
    /// The fields that hold headers, behind the others.
    pub(crate) header_fields: Vec<&'a Field<'a>>,
    pub(crate) retry_after: Option<Value<'a>>,
    /// Whether a client may send the request again; `meta` has it too.
    pub(crate) retry: Option<String>,
    /// The `WWW-Authenticate` of a 401.
    pub(crate) challenge: Option<String>,
    /// The number of the level of its event; `None` if the status decides it.
    pub(crate) log: Option<u32>,
    /// The number of the code of its gRPC status; `None` if the HTTP status decides it.
    pub(crate) grpc: Option<u32>,
    /// The field whose errors give the error objects.
    pub(crate) errors: Option<&'a Field<'a>>,
    /// The way in which each field comes back on the client; empty without `decode`.
    pub(crate) restored: Vec<(&'a Field<'a>, Restore)>,
}

/// A text that is known at compile time, to the macro or to rustc alone.
#[derive(Clone)]
pub(crate) enum Constant<'a> {
    Text(Cow<'a, str>),
    Path(Cow<'a, Path>),
}

pub(crate) enum Code<'a> {
    /// The code of the status, or of the error that the variant is like.
    Default,
    Constant(Constant<'a>),
    /// A code that is known only at run time.
    Value(Value<'a>),
}

/// The way in which `decode` fills a field.
pub(crate) enum Restore {
    /// From `meta`, under the field's name.
    Meta,
    /// From the members of `meta` that no other field takes.
    Flattened,
    /// From `status`.
    Status,
    /// By decoding the error that the variant is like.
    Like,
    /// From the error objects.
    Errors,
    /// By `Default`, since it was not sent.
    Default,
    /// The line at which the client decodes.
    Location,
    /// By a disabled backtrace, which has no `Default`.
    Backtrace,
}

pub(crate) enum Status<'a> {
    Fixed(u16),
    /// A value that decides it at run time.
    Value(Value<'a>),
    /// A value that is another error, which answers except for the keys.
    Like(Value<'a>),
}

pub(crate) enum Detail<'a> {
    /// The text of the attribute.
    Written(Text<'a>),
    /// The type's own `Display`, which another derive writes.
    Message,
    /// The table's description, if it has a row.
    Description(Option<&'static str>),
}

impl<'a> Answer<'a> {
    /// The field whose error answers, if the whole expression of a `like` is a field.
    pub(crate) fn like_field(&self) -> Option<&'a Field<'a>> {
        match &self.status {
            Status::Like(value) => value.field,
            Status::Fixed(_) | Status::Value(_) => None,
        }
    }

    /// The error that the variant is like, if it stands in a field, so that its source can be lent.
    pub(crate) fn lent_error(&self) -> Option<&Value<'a>> {
        match &self.status {
            Status::Like(value) => Some(value).filter(|value| value.is_place()),
            Status::Fixed(_) | Status::Value(_) => None,
        }
    }

    /// The title in the default dialect; `None` if the status is known only at run time.
    pub(crate) fn title(&self) -> Option<Constant<'a>> {
        let written = self.title.clone();
        written.or_else(|| Some(Constant::Text(Cow::Borrowed(self.status.row()?.title))))
    }

    /// The code as clients read it; `None` if it is known only at run time.
    pub(crate) fn code(&self) -> Option<Constant<'a>> {
        match (&self.code, &self.status) {
            (Code::Constant(code), _) => Some(code.clone()),
            (Code::Default, Status::Fixed(status)) => {
                Some(Constant::Text(status.to_string().into()))
            }
            (Code::Value(_), _) | (Code::Default, Status::Value(_) | Status::Like(_)) => None,
        }
    }

    /// The members of one object of the error object.
    pub(crate) fn members_of(&self, parent: &str) -> Vec<(Member, &Text<'a>)> {
        let mut members = Vec::new();
        for (member, text) in &self.members {
            if member.parent == parent {
                members.push((*member, text));
            }
        }
        members
    }
}

impl Constant<'_> {
    /// The text; `None` if only rustc knows it.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Path(_) => None,
        }
    }
}

impl ToTokens for Constant<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Text(text) => text.to_tokens(tokens),
            Self::Path(path) => path.to_tokens(tokens),
        }
    }
}

impl Status<'_> {
    pub(crate) fn row(&self) -> Option<&'static StatusRow> {
        match self {
            Self::Fixed(status) => crate::status::by_number(*status),
            Self::Value(_) | Self::Like(_) => None,
        }
    }
}
