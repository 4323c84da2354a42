//! [`Table`] and [`Answer`]: the static half of a type's answers, and the row that answers for a value.

use crate::document::format::Format;
use crate::document::table;
use http::StatusCode;
use std::ptr;

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

/// The text members, in their order on the wire. The members of one object stand together.
pub(crate) static MEMBERS: &[Member] = members! {
    Pointer = "source"."pointer",
    Parameter = "source"."parameter",
    Header = "source"."header",
    About = "links"."about",
    Type = "links"."type",
};

/// The level of the event that logs an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogLevel {
    /// A 5xx is an error, and a 4xx is for debugging.
    ByStatus,
    Error,
    Warn,
    Info,
    Debug,
    Trace,
    /// There is no event.
    Off,
}

impl LogLevel {
    #[cfg(all(feature = "__framework", feature = "tracing"))]
    const ALL: [Self; 7] = [
        Self::ByStatus,
        Self::Error,
        Self::Warn,
        Self::Info,
        Self::Debug,
        Self::Trace,
        Self::Off,
    ];
    /// It stands in three bits of [`Row::parts`], between the parts and the flags.
    const SHIFT: u16 = 11;

    /// The bits of [`Row::parts`] that say that a row has this level.
    #[must_use]
    pub const fn bits(self) -> u16 {
        (self as u16) << Self::SHIFT
    }
}

const _: () = assert!((Part::Errors as u16) < LogLevel::SHIFT);

/// A text of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// The variant's name.
    Variant,
    /// The `WWW-Authenticate` of a 401.
    Challenge,
    /// Absent: by the status.
    Title,
    /// Absent: the status as text.
    Code,
    /// The constant detail. Absent: by the status.
    Detail,
    /// The constant message of `Display`. Absent: the detail, else the title.
    Display,
    /// Absent: `application/vnd.api+json`.
    MediaType,
    /// The envelope up to the detail; where nothing in it varies, the whole of it.
    Before,
    /// The envelope behind the detail, where nothing but that varies.
    After,
}

/// The static half of a type's answers: a row for each variant, and the texts of all rows in one.
///
/// Rows name their texts by numbers. A pointer would cost five words in the binary, and time of the
/// loader; a table has three, however many variants there are.
#[derive(Debug)]
pub struct Table {
    pub texts: &'static str,
    pub rows: &'static [Row],
    /// The texts that the path of a const gives: the row, the text, and its value.
    pub constants: &'static [(usize, Text, &'static str)],
}

/// The constant half of the answer of one variant.
#[derive(Debug)]
pub struct Row {
    /// 0 where a field decides it.
    pub status: u16,
    /// The [bits](Part::bit) of the parts that
    /// [`Answerable::write`](crate::private::Answerable::write) can write, and the flags below.
    pub parts: u16,
    /// Where each [`Text`] starts in the table's texts, and where the last one ends. An empty text is an
    /// absent one.
    pub bounds: [u32; 10],
}

impl Row {
    /// The detail of a 5xx is shown, though a field decides the status.
    pub const EXPOSE: u16 = 1 << 15;
    /// The table's constants have texts of this row.
    pub const CONSTANTS: u16 = 1 << 14;

    /// Whether it has a part.
    pub(crate) const fn has(&self, part: Part) -> bool {
        self.parts & part.bit() != 0
    }
}

/// The identity of a row: its table, by address, and its number there. Rows themselves have no address of
/// their own, for equal ones may be stored once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RowId(usize, usize);

impl RowId {
    pub(crate) fn new(table: &'static Table, row: usize) -> Self {
        Self(ptr::from_ref(table).addr(), row)
    }
}

/// The row that answers for a value, and the status it answers with.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    table: &'static Table,
    pub(crate) row: &'static Row,
    pub(crate) status: StatusCode,
    /// Whether another error answers, whose `Display` is its own.
    pub(crate) transparent: bool,
}

impl Answer {
    /// Answers with a row of the table, and the row's status.
    #[must_use]
    pub fn of(table: &'static Table, row: usize) -> Self {
        Self::new(table, row, None)
    }

    /// Answers with a row whose status a field holds. A status that is not an error's is a defect of the
    /// server.
    #[must_use]
    pub fn at(table: &'static Table, row: usize, status: StatusCode) -> Self {
        Self::new(table, row, Some(status))
    }

    fn new(table: &'static Table, row: usize, status: Option<StatusCode>) -> Self {
        static ABSENT: Row = Row {
            status: 0,
            parts: 0,
            bounds: [0; 10],
        };
        // The derive counts the rows: there is no other.
        let row = table.rows.get(row).unwrap_or(&ABSENT);
        let status = status.or_else(|| StatusCode::from_u16(row.status).ok());
        let is_answer = |status: &StatusCode| matches!(status.as_u16(), 304 | 400..=599);
        Self {
            table,
            row,
            status: status
                .filter(is_answer)
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            transparent: false,
        }
    }

    /// The identity of the row.
    #[cfg(feature = "__catalog")]
    pub(crate) fn id(self) -> RowId {
        let mut rows = self.table.rows.iter();
        let row = rows.position(|row| ptr::eq(row, self.row));
        RowId::new(self.table, row.unwrap_or_default())
    }

    /// This answer, given for another error.
    #[must_use]
    pub fn transparent(self) -> Self {
        Self {
            transparent: true,
            ..self
        }
    }

    /// A text of the row; empty where it is absent.
    pub(crate) fn text(&self, text: Text) -> &'static str {
        if self.row.parts & Row::CONSTANTS != 0
            && let Some(constant) = self.constant(text)
        {
            return constant;
        }
        let bounds = self.row.bounds.get(text as usize..);
        let Some([start, end]) = bounds.and_then(<[u32]>::first_chunk) else {
            return "";
        };
        if start == end {
            return "";
        }
        let text = self.table.texts.get(*start as usize..*end as usize);
        text.unwrap_or_default()
    }

    fn constant(&self, text: Text) -> Option<&'static str> {
        let mut constants = self.table.constants.iter();
        let (_, _, value) = constants.find(|(row, of, _)| {
            let row = self.table.rows.get(*row);
            *of == text && row.is_some_and(|row| ptr::eq(row, self.row))
        })?;
        Some(value)
    }

    /// The level of the event that logs the answer.
    #[cfg(all(feature = "__framework", feature = "tracing"))]
    pub(crate) fn log_level(self) -> LogLevel {
        let level = self.row.parts >> LogLevel::SHIFT & 0b111;
        let level = LogLevel::ALL.get(usize::from(level)).copied();
        level.unwrap_or(LogLevel::ByStatus)
    }

    /// The variant's name.
    pub(crate) fn variant(&self) -> &'static str {
        self.text(Text::Variant)
    }

    /// The Content-Type.
    pub(crate) fn media_type(&self) -> &'static str {
        match self.text(Text::MediaType) {
            "" => Format::JsonApi.media_type(),
            media_type => media_type,
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
        match self.text(Text::Title) {
            "" => table::title(self.status),
            title => title,
        }
    }

    pub(crate) fn code(&self) -> &str {
        match self.text(Text::Code) {
            "" => self.status.as_str(),
            code => code,
        }
    }

    /// The detail of an answer that has no varying one, or whose varying one failed.
    pub(crate) fn constant_detail(self) -> Option<&'static str> {
        match self.text(Text::Detail) {
            _ if !self.has_content() => None,
            detail if !detail.is_empty() && !self.is_private() => Some(detail),
            _ if self.row.status == 0 => table::description(self.status),
            _ => table::row(self.status).map(|row| row.description),
        }
    }

    /// A 5xx that is one only at run time says what the table says.
    fn is_private(self) -> bool {
        self.row.status == 0 && self.status.is_server_error() && self.row.parts & Row::EXPOSE == 0
    }
}
