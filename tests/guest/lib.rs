//! A library of edition 2021 that has `mrets-errors` under another name. Generated code has to compile
//! here as well, under each of rustc's lint groups.
//!
//! ```
//! use mrets::MretsError;
//!
//! #[derive(Debug, PartialEq, MretsError)]
//! #[mrets(crate = mrets, codes = "snake_case", decode, docs = "https://example.org/errors")]
//! enum TransferError {
//!     #[status(422, detail = "There are {left} certificates.")]
//!     TooFew { left: u32 },
//!     #[status(500)]
//!     Database(#[from] Option<std::fmt::Error>),
//! }
//!
//! let error = TransferError::TooFew { left: 3 };
//! let object = &error.to_envelope().errors[0];
//! assert_eq!(object.detail.as_deref(), Some("There are 3 certificates."));
//! assert_eq!(TransferError::from_error_object(object), Ok(error));
//! ```
//!
//! In edition 2015, `::core` is no crate:
//!
//! ```edition2015
//! extern crate mrets;
//!
//! use mrets::MretsError;
//!
//! #[derive(Debug, MretsError)]
//! #[mrets(crate = mrets)]
//! #[status(500)]
//! enum ImportError {
//!     #[status(422, detail = "Line {line} is no record.")]
//!     NoRecord { line: u32 },
//!     Read(#[from] std::io::Error),
//!     Text(#[from] Box<std::str::Utf8Error>),
//!     Write {
//!         #[from]
//!         cause: Option<std::fmt::Error>,
//!         #[from(default)]
//!         attempt: u32,
//!         #[location]
//!         at: &'static std::panic::Location<'static>,
//!     },
//! }
//!
//! fn main() {
//!     assert_eq!(ImportError::NoRecord { line: 7 }.detail(), "Line 7 is no record.");
//!     assert_eq!(ImportError::from(std::fmt::Error).status(), 500);
//! }
//! ```
#![forbid(unsafe_code)]
#![deny(
    warnings,
    future_incompatible,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_compatibility,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unknown_or_malformed_diagnostic_attributes,
    unused,
    ambiguous_negative_literals,
    explicit_outlives_requirements,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    non_ascii_idents,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    clippy::cargo,
    clippy::restriction
)]
#![expect(
    clippy::absolute_paths,
    clippy::arbitrary_source_item_ordering,
    clippy::blanket_clippy_restriction_lints,
    clippy::cargo_common_metadata,
    clippy::exhaustive_enums,
    clippy::exhaustive_structs,
    clippy::implicit_return,
    clippy::multiple_crate_versions,
    clippy::pub_use,
    reason = "they are about what stands here, not about what is generated"
)]

use core::cell::RefCell;
use core::time::Duration;
use http::StatusCode;
use mrets::dialect::Body;
use mrets::{AnyError, Dialect, Errors, MretsError};
use serde::{Deserialize, Serialize};

pub use mrets as reexported;

/// The envelope of JSON:API by another name.
static PLAIN_JSON: Dialect =
    Dialect::MRETS.body("application/json", |error| Body::json(error.envelope()));

/// Each first item, each kind of variant and field.
#[derive(Debug, MretsError)]
#[mrets(
    crate = mrets,
    codes = "SCREAMING_SNAKE_CASE",
    challenge = "Basic",
    dialect = PLAIN_JSON,
    docs = "https://example.org/errors"
)]
#[status(500)]
pub enum Everything {
    /// The default of all.
    Default,
    /// Constant.
    #[status(NOT_FOUND, title = "Record not found", detail = "{{}}")]
    Constant,
    /// With every key.
    #[status(
        429,
        title = "All",
        detail("{} of {max}", .count, max = .count.saturating_add(1)),
        display("{count} {}", if .wait.is_zero() { "now" } else { "later" }),
        code = "all",
        id = .count,
        pointer = "/{name}",
        parameter = "{name}",
        header = "{name}",
        about = "a/{name}",
        type = "t/{name}",
        meta(count = .count, "other key" = .name),
        headers("X-Count" = .count),
        retry_after = .wait
    )]
    All {
        /// How many.
        count: u32,
        /// The kind.
        name: String,
        /// How long.
        wait: Duration,
        /// Beside.
        #[meta]
        extra: Option<bool>,
    },
    /// With a status of run time.
    #[status(.status, expose, detail = "{status}")]
    RunTime {
        /// Which.
        status: StatusCode,
    },
    /// With a source.
    Source(#[from] std::io::Error),
    /// With one that may be absent.
    Maybe(#[source] Option<Box<dyn core::error::Error + Send + Sync>>),
    /// With another error.
    #[status(transparent)]
    Transparent(#[from] AnyError),
    /// With itself.
    #[status(transparent)]
    Boxed(Box<Self>),
    /// With several errors.
    #[status(422)]
    Several(#[errors] Vec<Self>),
    /// Without content.
    #[status(304, headers("ETag" = "v1"))]
    NotModified,
}

/// With the way back.
#[derive(Debug, Clone, PartialEq, Eq, MretsError)]
#[mrets(crate = mrets, codes = "snake_case", decode)]
pub enum Decoded<T> {
    /// With fields.
    #[status(409, detail = "There is no {0}.")]
    Fields(u64, Option<T>),
    /// With a status of run time.
    #[status(.status)]
    RunTime {
        /// Which.
        status: StatusCode,
        /// Sent.
        #[meta]
        value: T,
        /// Not sent.
        secret: String,
    },
    /// With a source.
    #[status(500)]
    Source(#[from] Option<core::fmt::Error>),
    /// With several errors.
    #[status(422)]
    Several(#[errors] Errors<Part>),
    /// Without content.
    #[status(304)]
    NotModified,
}

/// A part of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, MretsError)]
#[mrets(crate = mrets, decode, no_response)]
#[status(422, code = "part", detail = "{0}")]
pub struct Part(pub String);

/// A struct with parameters.
#[derive(Debug, MretsError)]
#[mrets(crate = ::mrets)]
#[status(400, detail = "{text} {values:?}")]
pub struct Generic<'text, T, const N: usize>
where
    T: Copy,
{
    /// A text.
    pub text: &'text str,
    /// Several values.
    pub values: [T; N],
}

/// An enum that may grow.
#[derive(Debug, MretsError)]
#[mrets(crate = mrets)]
#[non_exhaustive]
pub enum Growing {
    /// May have more fields.
    #[non_exhaustive]
    #[status(404, detail = "There is no {id}.")]
    NotFound {
        /// Which.
        id: u8,
    },
}

impl Growing {
    /// Makes a value, which other crates cannot.
    #[must_use]
    #[inline]
    #[expect(clippy::implicit_return, reason = "it is no word of the derive's")]
    pub const fn not_found(id: u8) -> Self {
        Self::NotFound { id }
    }
}

/// Answers as its field does.
#[derive(Debug, Clone, Copy)]
pub struct Wrapper(pub Empty);

mrets::answers!(Wrapper => .0);

/// Answers as any error does that no client may see.
#[derive(Debug, Clone, Copy)]
pub struct Standard {
    /// Which.
    pub error: core::fmt::Error,
}

mrets::answers!(Standard => .error);

/// Nobody can make one.
#[derive(Debug, Clone, Copy, MretsError)]
#[mrets(crate = mrets, decode)]
pub enum Empty {}

/// `gen` is a name until edition 2024.
#[expect(keyword_idents_2024, non_camel_case_types, reason = "it is one here")]
pub mod names {
    use mrets::MretsError;

    /// Its fields are keywords, now or later.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, MretsError)]
    #[mrets(crate = mrets, codes = "snake_case", decode)]
    pub enum Names {
        /// Used as a name.
        #[status(400, detail("{gen} {} {n} {type}", .gen, n = gen.wrapping_add(1)), id = .gen, pointer = "/{gen}", headers("X-Gen" = gen))]
        gen {
            /// Until 2024.
            gen: u8,
            /// Never.
            r#type: u8,
        },
        /// Used as a raw name.
        #[status(400, detail("{gen} {} {async}", .r#gen, async = .r#async))]
        Raw {
            /// Until 2024.
            r#gen: u8,
            /// Since 2018.
            r#async: u8,
        },
        /// Keywords beside `static` and `crate`.
        #[status(400, detail = "{try} {dyn}")]
        r#Try {
            /// Since 2018.
            r#try: u8,
            /// Since 2018.
            r#dyn: u8,
        },
    }
}

/// Temporaries that the ends of blocks keep alive until edition 2024.
#[derive(Debug, MretsError)]
#[mrets(crate = mrets)]
#[status(
    429,
    detail("{}", .cell.borrow()),
    display("{:?} {}", .cell.borrow(), .cell.borrow().len()),
    id = .cell.borrow(),
    meta(text = .cell.borrow().as_str(), length = .cell.borrow().len()),
    headers("X-Cell" = .cell.borrow()),
    retry_after = u64::try_from(.cell.borrow().len()).ok()
)]
pub struct Temporaries {
    /// Borrowed for as long as it is shown.
    pub cell: RefCell<String>,
}

/// Writes an error into another crate, which need not depend on `mrets-errors`.
#[expect(
    edition_2024_expr_fragment_specifier,
    reason = "it is another one from edition 2024 on"
)]
#[macro_export]
macro_rules! error {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident<$lifetime:lifetime> {
            $($variant:ident($status:literal, $key:ident = $text:literal, $id:expr, $wait:expr_2021, $block:block, $($rest:tt)*) {
                $($field:ident: $ty:ty),*
            })*
        }
        from $source:path
    ) => {
        #[derive(Debug, $crate::reexported::MretsError)]
        #[mrets(crate = $crate::reexported)]
        $(#[$attribute])*
        $visibility enum $name<$lifetime> {
            $(
                #[status($status, $key = $text, id = $id, retry_after = $wait, meta(block = $block), $($rest)*)]
                $variant { $($field: $ty),* },
            )*
            #[status(500)]
            Source(#[from] $source),
            #[status(400, detail = "{0}")]
            Text(&$lifetime str),
        }
    };
}
