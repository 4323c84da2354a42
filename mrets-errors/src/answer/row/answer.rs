//! [`Answer`]: the row that answers for a value.

use crate::answer::row::part::Part;
#[cfg(feature = "__catalog")]
use crate::answer::row::table::RowId;
use crate::answer::row::table::Table;
use crate::answer::row::{LogLevel, Row, Text};
use crate::document::address::Address;
use crate::document::defaults::Defaults;
use crate::document::dialect::Dialect;
use crate::document::grpc_code::GrpcCode;
use crate::document::table;
use bytes::Bytes;
use http::StatusCode;
use std::borrow::Cow;
use std::ptr;
use std::sync::OnceLock;

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
        let is_answer = |status: &StatusCode| matches!(status.as_u16(), 304 | 400..=599);
        let status = match status {
            Some(status) => Some(status).filter(is_answer),
            // The derive has checked it.
            None => StatusCode::from_u16(row.status()).ok(),
        };
        Self {
            table,
            row,
            status: status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            dialect: table.dialect,
            transparent: false,
            is_combined: false,
        }
    }

    /// The row's place in the table. Few ask for it, so an answer does not carry it.
    fn number(&self) -> usize {
        self.table.number_of(self.row)
    }

    /// The identity of the row.
    #[cfg(feature = "__catalog")]
    pub(crate) fn id(self) -> RowId {
        RowId::new(self.table, self.number())
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

    /// The answer that stands in for this one, with nothing but a status.
    #[must_use]
    pub(crate) fn with_nothing_but(self, status: StatusCode) -> Self {
        Self {
            row: Row::NOTHING,
            status,
            ..self
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
        let is_constant = self.row.status() != 0 && self.row.parts() & !Self::BESIDE_THE_BODY == 0;
        if !is_constant || !ptr::eq(self.dialect, self.table.dialect) {
            return render();
        }
        let cells = self.table.rendered.0.get_or_init(|| {
            let cells = (0..self.table.len()).map(|_| OnceLock::new());
            cells.collect()
        });
        let cell = cells.get(self.number());
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
    #[inline(never)] // It is called in a dozen places.
    pub(crate) fn text(&self, text: Text) -> &'static str {
        if self.row.parts() & Row::CONSTANTS != 0
            && let Some(constant) = self.constant(text)
        {
            return constant;
        }
        self.table.text(self.row, text)
    }

    /// The envelope in which nothing varies, as the macro has rendered it in the words of the default dialect.
    #[inline]
    pub(crate) fn whole_envelope(&self) -> Option<&'static [u8]> {
        self.table.whole_envelope(self.row)
    }

    /// The two parts of the envelope in which only the detail varies, before and behind it, as the macro has rendered
    /// them in the words of the default dialect. A constant never gives these texts.
    #[inline]
    pub(crate) fn around_detail(&self) -> Option<(&'static [u8], &'static [u8])> {
        self.table.around_detail(self.row)
    }

    fn constant(&self, text: Text) -> Option<&'static str> {
        let mut constants = self.table.constants.iter();
        let (_, _, value) = constants.find(|(row, of, _)| *row == self.number() && *of == text)?;
        Some(value)
    }

    /// The placeholders of the detail, one beside each value that it writes.
    #[cfg(feature = "fluent")]
    pub(crate) fn placeholders(self) -> Vec<&'static str> {
        let mut lines = self.table.arguments.lines();
        let names = lines.find_map(|line| {
            let (row, names) = line.split_once(' ')?;
            (row.parse() == Ok(self.number())).then_some(names)
        });
        names.map_or_else(Vec::new, |names| names.split(' ').collect())
    }

    /// The level of the event that logs the answer.
    #[cfg(all(feature = "__framework", feature = "tracing"))]
    pub(crate) fn log_level(self) -> LogLevel {
        let level = (self.row.parts() & LogLevel::BITS) >> LogLevel::SHIFT;
        let level = LogLevel::ALL.get(level as usize).copied();
        level.unwrap_or(LogLevel::ByStatus)
    }

    /// The code of gRPC, if the attribute gives one.
    #[cfg(any(feature = "docs", feature = "tonic"))]
    pub(crate) fn grpc_code(self) -> Option<GrpcCode> {
        let number = (self.row.parts() & GrpcCode::BITS) >> GrpcCode::SHIFT;
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
        let is_of_run_time = self.row.status() == 0 && self.has_default_code();
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
    #[cfg(feature = "__framework")]
    pub(crate) fn speaks_by_default(self) -> bool {
        self.dialect.is_default() || !self.has_content()
    }

    /// Whether there may be headers beside Content-Type.
    pub(crate) fn has_headers(self) -> bool {
        self.row.parts() & (Part::Headers.bit() | Row::LIKE) != 0
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
        self.row.parts() & Row::LIKE != 0
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
            _ if self.row.parts() & Row::DEFAULT_CODE != 0 && !self.dialect.is_default() => {
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
        is_absent || self.row.parts() & Row::DEFAULT_CODE != 0
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
            _ if self.row.status() != 0 && self.dialect.is_default() => {
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
        self.row.status() == 0
            && self.status.is_server_error()
            && self.row.parts() & Row::EXPOSE == 0
    }
}
