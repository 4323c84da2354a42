//! [`TextSource`]: the facts of an envelope by which its texts are found in another language.

use crate::document::defaults::Defaults;
use crate::document::languages::argument::{Argument, of_meta};
use crate::document::languages::id::argument_name;
use crate::document::object::ErrorObject;
use fluent_bundle::FluentArgs;
use http::StatusCode;
use std::borrow::Cow;

/// Facts of an error object on which its message depends, and which it does not send.
#[derive(Debug, Clone, Default)]
pub(crate) struct Origin {
    /// The name of the variant; empty if the object was made by hand.
    pub(crate) variant: &'static str,
    pub(crate) arguments: Vec<Argument>,
}

/// The sources of the texts of an envelope's error objects.
pub(crate) struct TextSource<'a> {
    /// Beside each error object.
    pub(crate) defaults: &'a [Defaults],
    /// Beside each error object.
    pub(crate) origins: &'a [Origin],
    /// The code that the dialect gives an error of a status.
    pub(crate) code_of: &'a dyn Fn(StatusCode) -> Cow<'static, str>,
    /// Whether titles stay.
    pub(crate) keeps_titles: bool,
}

/// The arguments of an error object: the members of its `meta`, and before these its placeholders.
pub(super) fn arguments<'a>(object: &ErrorObject, origin: &'a Origin) -> FluentArgs<'a> {
    let mut arguments = FluentArgs::new();
    for (name, value) in of_meta(object.meta.iter().flatten()) {
        arguments.set(name, value.into_fluent());
    }
    for Argument { name, value } in &origin.arguments {
        arguments.set(argument_name(name), value.to_fluent());
    }
    arguments
}
