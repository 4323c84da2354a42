//! Format strings and expressions that see the fields, by the rules of thiserror's `#[error]`.

mod read;
mod resolve;
mod spec;
mod text;
mod value;
mod write;

pub(crate) use read::{constant, placeholders};
pub(crate) use spec::Trait;
pub(crate) use text::{ConstantPiece, DocsLink, Text};
pub(crate) use value::{Value, shown_field};
pub(crate) use write::{MetaCall, WriteCall, out, part};
