//! [`Translation`]: the messages of one language.

use crate::document::languages::functions::{FUNCTIONS, all_succeed};
use crate::document::languages::id::Member;
use crate::document::languages::mistakes::{Mistake, Mistakes};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::panic::{AssertUnwindSafe, catch_unwind};
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// One language, and its messages.
pub(super) struct Translation {
    pub(super) tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

impl Translation {
    /// Makes a language without messages.
    pub(super) fn new(tag: &'static str, mistakes: &Mistakes) -> Self {
        let locale: LanguageIdentifier = tag.parse().unwrap_or_else(|error| {
            mistakes.log(
                Mistake::BrokenFile,
                format_args!("`{tag}` is no language: {error}"),
            );
            LanguageIdentifier::default()
        });
        let is_right_to_left = is_right_to_left(&locale);
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Marks around each argument keep `AB-12` in its own order within Arabic.
        bundle.set_use_isolating(is_right_to_left);
        for (name, function) in FUNCTIONS {
            // It fails only if a function is there already.
            let _ = bundle.add_function(name, function);
        }
        Self { tag, bundle }
    }

    /// Adds the messages of a file.
    pub(super) fn add(&mut self, text: &str, mistakes: &Mistakes) {
        let Self { tag, bundle } = self;
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
            if let Some(error) = errors.first() {
                mistakes.log(
                    Mistake::BrokenFile,
                    format_args!("the file of `{tag}`: {error}"),
                );
            }
            rest
        });
        if let Err(errors) = bundle.add_resource(resource)
            && let Some(error) = errors.first()
        {
            mistakes.log(
                Mistake::BrokenFile,
                format_args!("the files of `{tag}`: {error}"),
            );
        }
    }

    /// The text of a message; `None` if it has none.
    pub(super) fn format(
        &self,
        id: &str,
        member: Member,
        arguments: Option<&FluentArgs<'_>>,
    ) -> Result<Option<String>, String> {
        let Some(message) = self.bundle.get_message(id) else {
            return Ok(None);
        };
        let pattern = match member.attribute() {
            None => message.value(),
            Some(name) => message
                .get_attribute(name)
                .map(|attribute| attribute.value()),
        };
        let Some(pattern) = pattern else {
            return Ok(None);
        };
        let mut errors = Vec::new();
        // Fluent panics at more digits than a number has.
        let formatted = catch_unwind(AssertUnwindSafe(|| {
            all_succeed(|| {
                let text = self.bundle.format_pattern(pattern, arguments, &mut errors);
                text.into_owned()
            })
        }));
        match (formatted, errors.first()) {
            (Ok((text, true)), None) => Ok(Some(text)),
            (Ok(_), Some(error)) => Err(format!("the message `{id}`: {error}")),
            (Ok(_), None) => Err(format!("the message `{id}`: a function has no value")),
            (Err(_), _) => Err(format!("the message `{id}`: it panicked")),
        }
    }
}

/// Whether a language is written from right to left.
pub(super) fn is_right_to_left(locale: &LanguageIdentifier) -> bool {
    locale.character_direction() == CharacterDirection::RTL
}
