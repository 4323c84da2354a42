//! All items that generated code may name. Semantic versioning does not cover them: the derive is
//! pinned to this very version.

pub use crate::__mrets_formatted as formatted;
pub use crate::__mrets_respond as respond;
pub use crate::__mrets_respond_wrapper as respond_wrapper;
pub use crate::answer::answerable::{Answerable, Answering, AnsweringError, Question};
pub use crate::answer::catalog::{Catalog, SchemaOf};
pub use crate::answer::display::{display, forward};
pub use crate::answer::docs_link::DocsLink;
pub use crate::answer::header_fields::HeaderFields;
pub use crate::answer::objects::like;
pub use crate::answer::retry_after::RetryAfter;
pub use crate::answer::row::Text;
pub use crate::answer::row::answer::Answer;
pub use crate::answer::row::part::Part;
pub use crate::answer::row::table::{Rendered, Table};
pub use crate::answer::selection::{named, selected};
pub use crate::answer::sink::{MetaValue, Sink};
pub use crate::document::dialect::{DEFAULT_DIALECT, Dialect, is_root};
pub use crate::document::escape::{Percent, Pointer};
#[cfg(feature = "fluent")]
pub use crate::document::languages::argument::Formatted;
pub use crate::document::object::ErrorObject;
pub use crate::error::as_status::{AsStatus, FromStatus, as_status};
pub use crate::error::bounds::{AsDisplay, AsMretsError, ErrorCollection, inner};
pub use crate::error::code_value::{CodeValue, IsText, NoCode, ShowsText};
pub use crate::error::decode::{
    Decode, DecodeErrors, FromMeta, NotSent, Tried, decode, decode_collected, decode_errors,
    from_flattened, from_meta1, from_meta2, from_meta3, from_meta4, from_status, not_sent,
};
pub use crate::error::describe::{Describe, DescribeNothing, Inner, Items, type_by};
pub use crate::error::internal::InternalError;
pub use crate::error::meta_schema::{MetaSchema, MetaType};
pub use crate::error::mrets_error::MretsError;
pub use crate::error::source::{SourceField, marked_source, named_source};
pub use crate::error::wrapper::{IsError, IsMretsError, IsPointer, Wrapped, probe, probe_by};
pub use crate::respond as frameworks;
pub use crate::respond::with_framework;
pub use serde::Serialize;
// By one short path each, since a macro and rustc take time for each token of a path.
pub use std::any::type_name;
pub use std::boxed::Box;
pub use std::convert::From;
pub use std::error::Error;
pub use std::fmt::{Display, Formatter, Result as FmtResult};
pub use std::option::Option::{self, None, Some};
pub use std::panic::Location;
pub use std::result::Result::Ok;
