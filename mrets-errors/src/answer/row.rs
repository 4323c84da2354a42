//! [`Row`]: the constant half of the answer of one variant, as bytes.
//!
//! rustc takes time for each value of a constant: it resolves its path, checks its type and evaluates it. So the
//! rows of a [table](table::Table) are one literal of bytes, and their texts are one text.

pub(crate) mod answer;
mod find;
pub(crate) mod part;
pub(crate) mod table;

use crate::answer::row::part::Part;
use crate::document::grpc_code::GrpcCode;

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

/// A row as the derive writes it, all numbers in little-endian order:
///
/// | bytes | |
/// | --- | --- |
/// | 2 | the status; 0 if a value decides it |
/// | 4 | [`Row::parts`] |
/// | 9 times 4 | the start of each [`Text`] in the table's texts, and the end of the last one; an empty text is absent |
pub(crate) type RowBytes = [u8; 42];

/// The constant half of the answer of one variant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row(&'static RowBytes);

impl Row {
    /// A row without parts and texts, whose status a value decides.
    pub(crate) const NOTHING: Self = Self(&[0; size_of::<RowBytes>()]);

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

    /// The status; 0 if a value decides it.
    pub(crate) const fn status(self) -> u16 {
        let [s0, s1, ..] = *self.0;
        u16::from_le_bytes([s0, s1])
    }

    /// The [bits](Part::bit) of the parts that
    /// [`Answerable::write`](crate::private::Answerable::write) can write, and the flags above.
    const fn parts(self) -> u32 {
        // A slice, since the compiler reads each byte of a pattern alone.
        let (_, rest) = self.0.split_at(2);
        match rest.first_chunk() {
            Some(parts) => u32::from_le_bytes(*parts),
            None => 0,
        }
    }

    /// Whether it has a part.
    const fn has(self, part: Part) -> bool {
        self.parts() & part.bit() != 0
    }
}

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
