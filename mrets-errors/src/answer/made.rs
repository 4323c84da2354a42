//! [`MadeObject`]: an error object that no row describes.

use crate::answer::row::answer::Answer;
use crate::document::defaults::Defaults;
#[cfg(feature = "fluent")]
use crate::document::languages::source::Origin;
use crate::document::object::ErrorObject;

/// An error object that was made by hand, or the object of another error that a variant has changed.
///
/// Code that copies and restates an object is linked only where an error type makes one.
#[derive(Debug)]
pub struct MadeObject {
    pub(crate) object: ErrorObject,
    pub(crate) defaults: Defaults,
    #[cfg(feature = "fluent")]
    pub(crate) origin: Origin,
}

impl MadeObject {
    /// Copies an object that was made by hand, with the words of the answer's dialect for the texts that nobody wrote.
    pub(crate) fn by_hand(object: &ErrorObject, answer: &Answer) -> Self {
        let defaults = Defaults::of_object(object);
        let mut object = object.clone();
        if !answer.dialect.is_default() {
            answer.dialect.restate(&mut object, defaults, answer.status);
        }
        Self {
            object,
            defaults,
            #[cfg(feature = "fluent")]
            origin: Origin::default(),
        }
    }
}
