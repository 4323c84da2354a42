//! [`Table`]: the static half of a type's answers.

use crate::answer::row::{Row, RowBytes, Text};
use crate::document::dialect::Dialect;
use bytes::Bytes;
use std::ptr;
use std::sync::OnceLock;

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

/// The bodies of constant answers in the shape of a dialect, each rendered once.
///
/// They stand beside the rows, since a cell in each of 1,000 rows costs a second of a release build.
#[derive(Debug)]
pub struct Rendered(pub(super) OnceLock<Box<[OnceLock<Bytes>]>>);

impl Rendered {
    #[must_use]
    #[allow(clippy::new_without_default)] // It stands in statics alone.
    pub const fn new() -> Self {
        Self(OnceLock::new())
    }
}

impl Table {
    /// The number of its rows.
    pub(crate) const fn len(&self) -> usize {
        self.rows.len() / size_of::<RowBytes>()
    }

    /// The derive counts the rows: there is no other.
    pub(super) fn row(&self, number: usize) -> Row {
        let bytes = self.rows.get(number * size_of::<RowBytes>()..);
        let bytes = bytes.and_then(<[u8]>::first_chunk);
        bytes.map_or(Row::NOTHING, Row)
    }

    /// The place of one of its rows.
    pub(super) fn number_of(&self, row: Row) -> usize {
        let (start, row) = (self.rows.as_ptr(), row.0.as_ptr());
        row.addr().saturating_sub(start.addr()) / size_of::<RowBytes>()
    }

    /// A text of a row; empty where it is absent.
    pub(super) fn text(&self, row: Row, text: Text) -> &'static str {
        let (bounds, _) = row.0.get(6..).unwrap_or_default().as_chunks();
        let bounds = bounds.get(text as usize..).unwrap_or_default();
        let [start, end, ..] = bounds else {
            return "";
        };
        let text = self.texts.get(bound(*start)..bound(*end));
        text.unwrap_or_default()
    }

    /// The envelope of a row in which nothing varies: [`Text::Before`], if nothing stands behind it.
    pub(super) fn whole_envelope(&self, row: Row) -> Option<&'static [u8]> {
        let [start, middle, end] = around_detail(row)?;
        if start == middle || middle != end {
            return None;
        }
        self.texts.as_bytes().get(start..middle)
    }

    /// [`Text::Before`] and [`Text::After`] of a row.
    pub(super) fn around_detail(&self, row: Row) -> Option<(&'static [u8], &'static [u8])> {
        let [start, middle, end] = around_detail(row)?;
        if start == middle {
            return None;
        }
        let texts = self.texts.as_bytes();
        Some((texts.get(start..middle)?, texts.get(middle..end)?))
    }
}

/// The bounds of [`Text::Before`] and [`Text::After`]. They are the last two texts of a row, and every answer reads
/// both, so this reads their bounds at once.
fn around_detail(row: Row) -> Option<[usize; 3]> {
    let (bounds, _) = row.0.get(AROUND_DETAIL..)?.as_chunks();
    let [start, middle, end] = bounds else {
        return None;
    };
    Some([bound(*start), bound(*middle), bound(*end)])
}

/// A bound of a text, as a row has it.
const fn bound(bytes: [u8; 4]) -> usize {
    u32::from_le_bytes(bytes) as usize
}

/// The place of these bounds in a row.
const AROUND_DETAIL: usize = size_of::<RowBytes>() - 12;

const _: () = assert!(6 + 4 * (Text::Before as usize) == AROUND_DETAIL);

/// The identity of a row: its table, by address, and its number there. Rows themselves have no address of
/// their own, for equal ones may be stored once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct RowId(usize, usize);

impl RowId {
    pub(crate) fn new(table: &'static Table, row: usize) -> Self {
        Self(ptr::from_ref(table).addr(), row)
    }
}
