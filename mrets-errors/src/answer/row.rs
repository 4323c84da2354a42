//! [`Row`] and [`Answer`]: the static half of an answer, and the row that answers for a value.

use crate::document::format::Format;
use crate::document::table;
use http::StatusCode;

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

impl Part {
    /// The bit of [`Row::parts`] that says that a row has this part.
    #[must_use]
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A text member of an object within the error object.
pub(crate) struct Member {
    pub(crate) part: Part,
    /// The object, and its name on the wire.
    pub(crate) parent: &'static str,
    pub(crate) name: &'static str,
    /// The start of the object, and of the member, as JSON.
    pub(crate) open: &'static str,
    pub(crate) key: &'static str,
}

macro_rules! members {
    ($($part:ident = $parent:literal . $name:literal,)*) => {
        &[$(
            Member {
                part: Part::$part,
                parent: $parent,
                name: $name,
                open: concat!(",\"", $parent, "\":{"),
                key: concat!(",\"", $name, "\":"),
            },
        )*]
    };
}

/// The text members, in their order on the wire; those of one object stand together.
pub(crate) static MEMBERS: &[Member] = members! {
    Pointer = "source"."pointer",
    Parameter = "source"."parameter",
    Header = "source"."header",
    About = "links"."about",
    Type = "links"."type",
};

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
    /// The parts that [`Answerable::write`](crate::private::Answerable::write) can write.
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

    /// Whether it has a part.
    pub(crate) const fn has(&self, part: Part) -> bool {
        self.parts & part.bit() != 0
    }

    /// The Content-Type.
    pub(crate) const fn media_type(&self) -> &'static str {
        if self.media_type.is_empty() {
            Format::JsonApi.media_type()
        } else {
            self.media_type
        }
    }
}

/// The row that answers for a value, and the status it answers with.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    pub(crate) row: &'static Row,
    pub(crate) status: StatusCode,
    /// Whether another error answers, whose `Display` is its own.
    pub(crate) transparent: bool,
}

impl Answer {
    /// A row of the table, with a status of its own.
    #[must_use]
    pub fn of(rows: &'static [Row], row: usize) -> Self {
        // The derive has checked both: there is no other case.
        let row = rows.get(row).unwrap_or(&Row::BASE);
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

    /// This answer, given for another error.
    #[must_use]
    pub fn transparent(self) -> Self {
        Self {
            transparent: true,
            ..self
        }
    }

    /// Whether [`Answerable::write`](crate::private::Answerable::write) has this part.
    pub(crate) fn has(self, part: Part) -> bool {
        self.row.has(part)
    }

    /// Whether [`Answerable::write`](crate::private::Answerable::write) gives the detail that clients read.
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
