//! The texts of errors on the page of errors, in the page's language.

use super::example;
#[cfg(feature = "fluent")]
use super::fluent::text_in;
use super::word;
use crate::answer::entry::Entry;
use crate::document::dialect::Dialect;
#[cfg(feature = "fluent")]
use crate::document::language::Language;
#[cfg(feature = "fluent")]
use crate::document::languages::id::Member;
#[cfg(feature = "fluent")]
use crate::document::words::ENGLISH;
use crate::document::words::{Text, Words};
use http::StatusCode;

/// The words of a page in a language. One that has none of them leaves the page in English.
#[cfg(feature = "fluent")]
pub(super) fn words_in(language: Language) -> Words<'static> {
    let mut words = word::WORDS.iter();
    let has_words = words.any(|word| language.word(*word, &[]).is_some());
    let lang = if has_words { language.tag() } else { ENGLISH };
    Words::new(lang, Some(language))
}

impl Words<'_> {
    /// The title of an error.
    pub(super) fn title_of(&self, entry: &Entry) -> Text {
        #[cfg(feature = "fluent")]
        if let Some(title) = self.translated(entry, Member::Title) {
            return title;
        }
        match entry.title {
            Some(title) => Text::new(title.to_owned(), self.of_attributes()),
            None => self.say(word::TITLE_OF_STATUS),
        }
    }

    /// The detail of an error, with its placeholders.
    pub(super) fn detail_of(&self, entry: &Entry) -> Option<Text> {
        #[cfg(feature = "fluent")]
        if let Some(detail) = self.translated(entry, Member::Detail) {
            return Some(detail);
        }
        let detail = entry.detail.map(example::template)?;
        Some(Text::new(detail, self.of_attributes()))
    }

    #[cfg(feature = "fluent")]
    fn translated(&self, entry: &Entry, member: Member) -> Option<Text> {
        let language = self.language?;
        let text = text_in(language, entry, member)?;
        Some(Text::new(text, self.other(language.tag())))
    }

    /// Title and detail that a status has by itself.
    pub(super) fn of_status(&self, status: StatusCode, dialect: &Dialect) -> [Text; 2] {
        let code = dialect.code_of(status);
        let detail = dialect.detail_of(status).unwrap_or_default();
        [
            self.title_of_status(&code, dialect.title_of(status)),
            self.detail_of_status(&code, detail),
        ]
    }
}
