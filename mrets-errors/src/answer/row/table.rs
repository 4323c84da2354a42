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
        let bytes = self.row_bytes(number);
        Row::new(number, bytes.unwrap_or(&[0; size_of::<RowBytes>()]))
    }

    fn row_bytes(&self, number: usize) -> Option<&'static RowBytes> {
        let bytes = self.rows.get(number * size_of::<RowBytes>()..)?;
        bytes.first_chunk()
    }

    /// A text of a row; empty where it is absent.
    pub(super) fn text(&self, row: usize, text: Text) -> &'static str {
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

    /// Gives [`Text::Before`] and [`Text::After`] of a row. They stand side by side, and every answer reads both, so
    /// this reads their bounds at once.
    pub(super) fn around_detail(&self, row: usize) -> Option<(&'static [u8], &'static [u8])> {
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
