//! [`Answerable`]: the hidden half of [`MretsError`](crate::MretsError).

use crate::answer::catalog::Catalog;
use crate::answer::row::{Answer, Part};
use crate::answer::sink::Sink;
use crate::document::envelope::ErrorObject;
use std::fmt;

/// What the derive implements; [`MretsError`] is provided methods over it.
///
/// It does not ask for `Error`: a generic type's `Display` reads it, and would run in circles.
pub trait Answerable {
    /// Match one: the row that answers for this value.
    fn answer(&self) -> Answer;

    /// Match two: writes a part that the row says it has. What a variant with one part writes does
    /// not depend on `part`.
    ///
    /// # Errors
    ///
    /// Those of a field's own `Display`.
    fn write(&self, part: Part, out: &mut Sink<'_>) -> fmt::Result;

    /// This value without its type: one copy of the code that reads it serves all types.
    fn as_answerable(&self) -> &dyn Answerable;

    /// The error object that was made by hand, where this is one.
    fn as_made(&self) -> Option<&ErrorObject> {
        None
    }

    /// Adds every answer that the type can give.
    fn describe(catalog: &mut Catalog)
    where
        Self: Sized;
}
