//! [`Table`] and [`Answer`]: the static half of a type's answers, and the row that answers for a value.
//!
//! rustc takes time for each value of a constant: it resolves its path, checks its type and evaluates it. So the
//! rows of a table are one literal of bytes, and their texts are one text.

use crate::document::defaults::{Address, Defaults};
use crate::document::dialect::Dialect;
use crate::document::grpc_code::GrpcCode;
use crate::document::table;
use bytes::Bytes;
use http::StatusCode;
use std::borrow::Cow;
use std::ptr;
use std::sync::OnceLock;

/// A part of an answer that varies, or stands beside the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Detail,
    Display,
    Id,
    Code,
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
    pub(crate) const fn bit(self) -> u32 {
        1 << self as u32
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
pub(crate) enum LogLevel {
    /// A 5xx is an error, and a 4xx is for debugging.
    #[cfg_attr(
        not(all(feature = "__framework", feature = "tracing")),
        expect(dead_code, reason = "the log reads it, and it sets no bit")
    )]
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
    /// The level stands in three bits of [`Row::parts`], between the parts and the flags.
    const SHIFT: u32 = 24;

    const BITS: u32 = 0b111 << Self::SHIFT;

    /// The bits of [`Row::parts`] that say that a row has this level.
    const fn bits(self) -> u32 {
        (self as u32) << Self::SHIFT
    }
}

impl GrpcCode {
    /// The code stands in five bits of [`Row::parts`], between the parts and the level. If no bit is set, it is the
    /// code of the status.
    const SHIFT: u32 = 19;

    const BITS: u32 = 0b1_1111 << Self::SHIFT;

    /// The bits of [`Row::parts`] that say that a row has this code.
    const fn bits(self) -> u32 {
        (self as u32) << Self::SHIFT
    }
}

const _: () = assert!((Part::Errors as u32) < GrpcCode::SHIFT);
const _: () = assert!(GrpcCode::BITS < 1 << LogLevel::SHIFT);

// The derive writes these bits as numbers, and asserts that they are the same.
mrets_errors_derive::__assert_row_bits!();

/// A text of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// The variant's name.
    Variant,
    /// The `WWW-Authenticate` of a 401.
    Challenge,
    /// The title. If absent, it depends on the status.
    Title,
    /// The code. If absent, it is the status as text.
    Code,
    /// The constant detail. If absent, it depends on the status.
    Detail,
    /// The constant message of `Display`. If absent, it is the detail, else the title.
    Display,
    /// The envelope up to the detail; the whole of it if nothing varies.
    Before,
    /// The envelope behind the detail, if nothing else varies.
    After,
}

/// The static half of a type's answers: a row for each variant, and the texts of all rows in one.
///
/// Rows name their texts by numbers. A pointer would cost five words in the binary, and time of the
/// loader. A table has three pointers, however many variants there are.
#[derive(Debug)]
pub struct Table {
    /// The path of the type, without generic arguments.
    pub path: &'static str,
    pub texts: &'static str,
    /// The rows, 42 bytes each, one behind the other.
    pub rows: &'static [u8],
    /// The texts that the path of a const gives: the row, the text, and its value.
    pub constants: &'static [(usize, Text, &'static str)],
    /// The dialect of the type, else of its crate.
    pub dialect: &'static Dialect,
    pub rendered: Rendered,
    /// A line for each row whose detail has values: the number of the row and its placeholders, separated by spaces,
    /// as in `3 held wanted`. The placeholder of a piece of text is empty.
    pub arguments: &'static str,
}

/// The value of a placeholder with a format, such as `{price:.2}`. A message takes the value itself.
#[cfg(feature = "fluent")]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_formatted {
    ($value:expr, $text:expr) => {
        &$crate::private::Formatted {
            value: $value,
            text: $text,
        }
    };
}

#[cfg(not(feature = "fluent"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_formatted {
    ($value:expr, $text:expr) => {
        &$text
    };
}

/// The bodies of constant answers in the shape of a dialect, each rendered once.
///
/// They stand beside the rows, since a cell in each of 1,000 rows costs a second of a release build.
#[derive(Debug)]
pub struct Rendered(OnceLock<Box<[OnceLock<Bytes>]>>);

impl Rendered {
    #[must_use]
    #[allow(clippy::new_without_default)] // It stands in statics alone.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }
}

/// A row as the derive writes it, all numbers in little-endian order:
///
/// | bytes | |
/// | --- | --- |
/// | 2 | the status; 0 if a value decides it |
/// | 4 | [`Row::parts`] |
/// | 9 times 4 | the start of each [`Text`] in the table's texts, and the end of the last one; an empty text is absent |
pub(crate) type RowBytes = [u8; 42];

/// The constant half of the answer of one variant, without its texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    /// Its place in the table.
    number: usize,
    /// 0 if a value decides it.
    pub(crate) status: u16,
    /// The [bits](Part::bit) of the parts that
    /// [`Answerable::write`](crate::private::Answerable::write) can write, and the flags below.
    parts: u32,
}

impl Row {
    /// Clients see the detail and the maps even if the status turns out to be a 5xx.
    const EXPOSE: u32 = 1 << 31;
    /// The table's constants have texts of this row.
    const CONSTANTS: u32 = 1 << 30;
    /// Nobody wrote the code, which is the status as text.
    const DEFAULT_CODE: u32 = 1 << 29;
    /// Another error answers, and this row has the variant's changes.
    const LIKE: u32 = 1 << 28;

    /// The only row of a table of this crate's own: a value decides its status.
    ///
    /// The one text that it may have is the variant's name, of this many bytes.
    pub(crate) const fn by_value(parts: u32, name: u8) -> RowBytes {
        let [p0, p1, p2, p3] = parts.to_le_bytes();
        let n = name;
        #[rustfmt::skip] // one number a line
        let bytes = [
            0, 0,
            p0, p1, p2, p3,
            0, 0, 0, 0,
            n, 0, 0, 0,
            n, 0, 0, 0,
            n, 0, 0, 0,
            n, 0, 0, 0,
            n, 0, 0, 0,
            n, 0, 0, 0,
            n, 0, 0, 0,
            n, 0, 0, 0,
        ];
        bytes
    }

    const fn new(number: usize, bytes: &RowBytes) -> Self {
        let [s0, s1, p0, p1, p2, p3, ..] = *bytes;
        Self {
            number,
            status: u16::from_le_bytes([s0, s1]),
            parts: u32::from_le_bytes([p0, p1, p2, p3]),
        }
    }

    /// Whether it has a part.
    const fn has(self, part: Part) -> bool {
        self.parts & part.bit() != 0
    }
}

impl Table {
    /// The number of its rows.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len() / size_of::<RowBytes>()
    }

    /// The derive counts the rows: there is no other.
    fn row(&self, number: usize) -> Row {
        let bytes = self.row_bytes(number);
        Row::new(number, bytes.unwrap_or(&[0; size_of::<RowBytes>()]))
    }

    fn row_bytes(&self, number: usize) -> Option<&'static RowBytes> {
        let bytes = self.rows.get(number * size_of::<RowBytes>()..)?;
        bytes.first_chunk()
    }

    /// A text of a row; empty where it is absent.
    fn text(&self, row: usize, text: Text) -> &'static str {
        let bounds = self.row_bytes(row).and_then(|bytes| bytes.get(6..));
        let (bounds, _) = bounds.unwrap_or_default().as_chunks();
        let bounds = bounds.get(text as usize..).unwrap_or_default();
        let [start, end, ..] = bounds else {
            return "";
        };
        let (start, end) = (u32::from_le_bytes(*start), u32::from_le_bytes(*end));
        if start == end {
            return "";
        }
        let text = self.texts.get(start as usize..end as usize);
        text.unwrap_or_default()
    }

    /// The first row with this code, by which a client finds its variant, if the row's status may be the answer's.
    pub(crate) fn row_of_code(
        &'static self,
        code: &str,
        may_be: impl Fn(StatusCode) -> bool,
    ) -> Option<usize> {
        // A row without a constant code has an empty one.
        let mut rows = 0..if code.is_empty() { 0 } else { self.len() };
        rows.find(|row| {
            let answer = Answer::of(self, *row);
            answer.text(Text::Code) == code
                // A value decides the status.
                && (answer.row.status == 0 || may_be(answer.status))
                // The error that the variant is like has a code of its own, and a 304 has no code.
                && !answer.is_like()
                && answer.has_content()
        })
    }

    /// The first row that answers 304.
    pub(crate) fn row_of_not_modified(&self) -> Option<usize> {
        (0..self.len()).find(|number| self.row(*number).status == 304)
    }

    /// Gives [`Text::Before`] and [`Text::After`] of a row. They stand side by side, and every answer reads both, so
    /// this reads their bounds at once.
    fn around_detail(&self, row: usize) -> Option<(&'static [u8], &'static [u8])> {
        const START: usize = size_of::<RowBytes>() - 12;
        let (bounds, _) = self.row_bytes(row)?.get(START..)?.as_chunks();
        let [start, middle, end] = bounds else {
            return None;
        };
        let bound = |bytes: &[u8; 4]| u32::from_le_bytes(*bytes) as usize;
        let (start, middle, end) = (bound(start), bound(middle), bound(end));
        if start == end {
            return None;
        }
        let text = self.texts.as_bytes().get(start..end)?;
        text.split_at_checked(middle.checked_sub(start)?)
    }
}

// `Before` and `After` are the last two texts of a row.
const _: () = assert!(6 + 4 * (Text::Before as usize) == size_of::<RowBytes>() - 12);

/// The identity of a row: its table, by address, and its number there. Rows themselves have no address of
/// their own, for equal ones may be stored once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowId(usize, usize);

impl RowId {
    pub(crate) fn new(table: &'static Table, row: usize) -> Self {
        Self(ptr::from_ref(table).addr(), row)
    }
}

/// The row that answers for a value, and the status of the answer.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    table: &'static Table,
    pub(crate) row: Row,
    pub(crate) status: StatusCode,
    /// The table's dialect, or the one of an outer type.
    pub(crate) dialect: &'static Dialect,
    /// Whether another error answers, whose `Display` is its own.
    pub(crate) transparent: bool,
    /// Whether the errors in the value decide the status and the dialect.
    pub(crate) is_combined: bool,
}

impl Answer {
    /// The bits of a row that leave its body as it is.
    const BESIDE_THE_BODY: u32 = LogLevel::BITS
        | GrpcCode::BITS
        | Part::Headers.bit()
        | Part::Display.bit()
        | Row::CONSTANTS
        | Row::DEFAULT_CODE;

    /// Answers with a row of the table, and the row's status.
    #[must_use]
    pub fn of(table: &'static Table, row: usize) -> Self {
        Self::new(table, row, None)
    }

    /// Answers with a row whose status a value decides. A status that is not an error's is a defect of the
    /// server, and so is a missing one: both answer 500.
    #[must_use]
    pub fn at(table: &'static Table, row: usize, status: Option<StatusCode>) -> Self {
        Self::new(table, row, status)
    }

    /// Answers with a row of a list, whose errors decide the status.
    #[must_use]
    pub(crate) fn combined(table: &'static Table, row: usize) -> Self {
        Self {
            is_combined: true,
            ..Self::new(table, row, None)
        }
    }

    /// This answer, changed by a row of the outer type whose variant is like this error.
    #[must_use]
    pub fn like(self, outer: &'static Table, row: usize) -> Self {
        Self {
            dialect: self.spoken_in(outer.dialect).dialect,
            is_combined: self.is_combined,
            ..Self::new(outer, row, Some(self.status))
        }
    }

    fn new(table: &'static Table, row: usize, status: Option<StatusCode>) -> Self {
        let row = table.row(row);
        let status = status.or_else(|| StatusCode::from_u16(row.status).ok());
        let is_answer = |status: &StatusCode| matches!(status.as_u16(), 304 | 400..=599);
        Self {
            table,
            row,
            status: status
                .filter(is_answer)
                .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            dialect: table.dialect,
            transparent: false,
            is_combined: false,
        }
    }

    /// The identity of the row.
    #[cfg(feature = "__catalog")]
    pub(crate) fn id(self) -> RowId {
        RowId::new(self.table, self.row.number)
    }

    /// This answer, given for an error of the outer type.
    #[must_use]
    pub fn transparent(self, outer: &'static Table) -> Self {
        Self {
            transparent: true,
            ..self.spoken_in(outer.dialect)
        }
    }

    /// This answer in the dialect of an outer type, which comes before its own.
    #[must_use]
    pub(crate) fn spoken_in(mut self, outer: &'static Dialect) -> Self {
        self.speak_in(outer);
        self
    }

    /// As [`spoken_in`](Self::spoken_in), in place.
    pub(crate) fn speak_in(&mut self, outer: &'static Dialect) {
        if !outer.is_default() {
            self.dialect = outer;
        }
    }

    /// The body of an answer in which nothing varies, rendered once for all.
    ///
    /// # Errors
    ///
    /// Fails if `render` fails.
    pub(crate) fn rendered_once<E>(
        &self,
        render: impl FnOnce() -> Result<Bytes, E>,
    ) -> Result<Bytes, E> {
        let is_constant = self.row.status != 0 && self.row.parts & !Self::BESIDE_THE_BODY == 0;
        if !is_constant || !ptr::eq(self.dialect, self.table.dialect) {
            return render();
        }
        let cells = self.table.rendered.0.get_or_init(|| {
            let cells = (0..self.table.len()).map(|_| OnceLock::new());
            cells.collect()
        });
        let cell = cells.get(self.row.number);
        if let Some(body) = cell.and_then(OnceLock::get) {
            return Ok(body.clone());
        }
        let body = render()?;
        Ok(match cell {
            Some(cell) => cell.get_or_init(|| body).clone(),
            None => body,
        })
    }

    /// A text of the row; empty if it is absent.
    pub(crate) fn text(&self, text: Text) -> &'static str {
        if self.row.parts & Row::CONSTANTS != 0
            && let Some(constant) = self.constant(text)
        {
            return constant;
        }
        self.table.text(self.row.number, text)
    }

    /// Gives the two parts of the envelope, before and behind its detail, as the macro has rendered them in the words
    /// of the default dialect. They are empty if it has not. A constant never gives these texts.
    #[inline]
    pub(crate) fn around_detail(&self) -> (&'static [u8], &'static [u8]) {
        let rendered = self.table.around_detail(self.row.number);
        rendered.unwrap_or_default()
    }

    fn constant(&self, text: Text) -> Option<&'static str> {
        let mut constants = self.table.constants.iter();
        let (_, _, value) =
            constants.find(|(row, of, _)| *row == self.row.number && *of == text)?;
        Some(value)
    }

    /// The placeholders of the detail, one beside each value that it writes.
    #[cfg(feature = "fluent")]
    pub(crate) fn placeholders(self) -> Vec<&'static str> {
        let mut lines = self.table.arguments.lines();
        let names = lines.find_map(|line| {
            let (row, names) = line.split_once(' ')?;
            (row.parse() == Ok(self.row.number)).then_some(names)
        });
        names.map_or_else(Vec::new, |names| names.split(' ').collect())
    }

    /// The level of the event that logs the answer.
    #[cfg(all(feature = "__framework", feature = "tracing"))]
    pub(crate) fn log_level(self) -> LogLevel {
        let level = (self.row.parts & LogLevel::BITS) >> LogLevel::SHIFT;
        let level = LogLevel::ALL.get(level as usize).copied();
        level.unwrap_or(LogLevel::ByStatus)
    }

    /// The code of gRPC, if the attribute gives one.
    #[cfg(any(feature = "docs", feature = "tonic"))]
    pub(crate) fn grpc_code(self) -> Option<GrpcCode> {
        let number = (self.row.parts & GrpcCode::BITS) >> GrpcCode::SHIFT;
        GrpcCode::from_number(number as usize)
    }

    /// The variant's name.
    pub(crate) fn variant(&self) -> &'static str {
        self.text(Text::Variant)
    }

    /// The `links.type` that the page of the dialect gives, unless the attribute has one.
    pub(crate) fn link(&self) -> Option<String> {
        if self.has(Part::Type) || !self.dialect.has_docs() {
            return None;
        }
        let code = self.word();
        self.dialect
            .link(&self.address(), code.as_deref(), self.status)
    }

    /// The anchor on a page: the code, if it is the service's own word and known before run time; else the
    /// path of the variant.
    pub(crate) fn anchor(&self) -> String {
        let code = self.word();
        self.address().anchor(code.as_deref(), self.status)
    }

    /// The variant as a page knows it.
    pub(crate) fn address(&self) -> Address {
        let is_of_run_time = self.row.status == 0 && self.has_default_code();
        Address {
            path: self.table.path,
            variant: self.variant(),
            is_code_known: !is_of_run_time && !self.has(Part::Code),
        }
    }

    /// The texts of the answer that nobody wrote.
    pub(crate) fn defaults(self) -> Defaults {
        Defaults {
            title: self.text(Text::Title).is_empty(),
            detail: self.text(Text::Detail).is_empty() && !self.has_varying_detail(),
            code: self.has_default_code(),
            address: (!self.has(Part::Type)).then(|| self.address()),
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

    /// Whether the body is an envelope in the words of the default dialect, or there is none.
    pub(crate) fn speaks_by_default(self) -> bool {
        self.dialect.is_default() || !self.has_content()
    }

    /// Whether there may be headers beside Content-Type.
    pub(crate) fn has_headers(self) -> bool {
        self.row.parts & (Part::Headers.bit() | Row::LIKE) != 0
            || self.status == StatusCode::UNAUTHORIZED
    }

    /// Whether a body follows the head.
    pub(crate) fn has_content(self) -> bool {
        self.status != StatusCode::NOT_MODIFIED
    }

    pub(crate) fn title(self) -> &'static str {
        match self.text(Text::Title) {
            "" => self.dialect.title_of(self.status),
            title => title,
        }
    }

    /// Whether another error answers, and this row has the changes.
    pub(crate) fn is_like(&self) -> bool {
        self.row.parts & Row::LIKE != 0
    }

    /// Whether the row has a title, a detail or a code of its own.
    #[cfg(feature = "fluent")]
    pub(crate) fn has_words(&self) -> bool {
        let texts = [Text::Title, Text::Detail, Text::Code];
        self.has(Part::Detail)
            || self.has(Part::Code)
            || texts.iter().any(|text| !self.text(*text).is_empty())
    }

    /// Whether the catalogue has an entry for it. The other error's entry stands for a variant that is like it and
    /// changes no code.
    pub(crate) fn has_entry(&self) -> bool {
        !self.is_like() || !self.text(Text::Code).is_empty()
    }

    /// The constant code, if the row or the dialect has one; else the code is the status as text. It stands in for a
    /// varying code that failed.
    pub(crate) fn word(&self) -> Option<Cow<'static, str>> {
        match self.text(Text::Code) {
            _ if self.row.parts & Row::DEFAULT_CODE != 0 && !self.dialect.is_default() => {
                Some(self.dialect.code_of(self.status))
            }
            "" if self.dialect.is_default() => None,
            "" => Some(self.dialect.code_of(self.status)),
            code => Some(Cow::Borrowed(code)),
        }
    }

    /// Whether nobody wrote the code.
    pub(crate) fn has_default_code(&self) -> bool {
        let is_absent = self.text(Text::Code).is_empty() && !self.has(Part::Code);
        is_absent || self.row.parts & Row::DEFAULT_CODE != 0
    }

    /// The `WWW-Authenticate` of a 401.
    pub(crate) fn challenge(&self) -> &'static str {
        match self.text(Text::Challenge) {
            "" => self.dialect.challenge_text(),
            challenge => challenge,
        }
    }

    /// The constant detail, which stands in for a varying one that failed.
    pub(crate) fn constant_detail(self) -> Option<&'static str> {
        match self.written_detail() {
            _ if !self.has_content() => None,
            Some(detail) => Some(detail),
            // If the status is known only at run time and has no phrase, its class gives the text.
            _ if self.row.status != 0 && self.dialect.is_default() => {
                table::row(self.status).map(|row| row.description)
            }
            _ => self.dialect.detail_of(self.status),
        }
    }

    /// The constant detail that the attribute gives.
    pub(crate) fn written_detail(self) -> Option<&'static str> {
        let is_shown = self.has_content() && !self.is_private();
        Some(self.text(Text::Detail)).filter(|detail| is_shown && !detail.is_empty())
    }

    /// Whether the status turned out to be a 5xx at run time, without `expose`. Then the dialect's text answers.
    pub(crate) fn is_private(self) -> bool {
        self.row.status == 0 && self.status.is_server_error() && self.row.parts & Row::EXPOSE == 0
    }
}
