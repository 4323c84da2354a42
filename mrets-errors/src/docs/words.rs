//! [`Words`]: the texts of a page in its language.

use super::example;
#[cfg(feature = "fluent")]
use super::fluent::text_in;
use super::template::{Piece, pieces};
#[cfg(feature = "fluent")]
use super::word::WORDS;
use super::word::{self, Word};
use crate::answer::entry::Entry;
use crate::document::dialect::Dialect;
#[cfg(feature = "fluent")]
use crate::document::languages::{Language, Member};
use askama::filters::{Html, HtmlSafe, escape};
use http::StatusCode;
use std::fmt;

/// The language of a word that is not translated.
pub(super) const ENGLISH: &str = "en";

/// The texts of a page, its own words and the errors'. A word that its language does not have is English, and an error's
/// text the attribute's.
pub(super) struct Words {
    /// The tag of the page's language.
    pub(super) lang: &'static str,
    /// The direction in which the page is written.
    pub(super) dir: &'static str,
    /// The tag of the language in which the attributes are written.
    attributes: &'static str,
    #[cfg(feature = "fluent")]
    language: Option<Language>,
}

/// A text with its language, as HTML where that is not the page's.
pub(super) struct Text {
    text: String,
    /// `None` is the language of the page.
    lang: Option<&'static str>,
}

impl Words {
    /// The words of a page in English.
    pub(super) const fn english() -> Self {
        Self {
            lang: ENGLISH,
            dir: "ltr",
            attributes: ENGLISH,
            #[cfg(feature = "fluent")]
            language: None,
        }
    }

    /// The words of a page in a language. One that has none of them leaves the page in English.
    #[cfg(feature = "fluent")]
    pub(super) fn new(language: Language) -> Self {
        let mut words = WORDS.iter();
        let has_words = words.any(|word| language.word(word.id, &[]).is_some());
        let mut new = Self {
            attributes: language.default_tag(),
            language: Some(language),
            ..Self::english()
        };
        if has_words {
            new.lang = language.tag();
            new.dir = if language.is_right_to_left() {
                "rtl"
            } else {
                "ltr"
            };
        }
        new
    }

    /// The language of a text, where it is not the page's.
    pub(super) fn other(&self, lang: &'static str) -> Option<&'static str> {
        Some(lang).filter(|lang| *lang != self.lang)
    }

    /// The language of the attributes, where it is not the page's.
    pub(super) fn of_attributes(&self) -> Option<&'static str> {
        self.other(self.attributes)
    }

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
        let own = [
            dialect.title_of(status),
            dialect.detail_of(status).unwrap_or_default(),
        ];
        let own = own.map(|text| Text::new(text.to_owned(), self.of_attributes()));
        #[cfg(feature = "fluent")]
        if let Some(language) = self.language {
            let [title, detail] = own;
            let translated = language.texts_of_status(&dialect.code_of(status));
            let [its_title, its_detail] =
                translated.map(|text| text.map(|text| Text::new(text, self.other(language.tag()))));
            return [its_title.unwrap_or(title), its_detail.unwrap_or(detail)];
        }
        own
    }

    pub(super) fn say(&self, word: Word) -> Text {
        self.say_with(word, &[])
    }

    /// A word with its arguments.
    pub(super) fn say_with(&self, word: Word, arguments: &[(&'static str, &str)]) -> Text {
        #[cfg(feature = "fluent")]
        if let Some(text) = self
            .language
            .and_then(|language| language.word(word.id, arguments))
        {
            return Text { text, lang: None };
        }
        let value = |name| arguments.iter().find(|(known, _)| *known == name);
        let text = pieces(word.english).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Placeholder(name) => {
                value(name).map_or_else(|| format!("{{{name}}}"), |(_, value)| (*value).to_owned())
            }
        });
        Text {
            text: text.collect(),
            lang: self.other(ENGLISH),
        }
    }
}

impl Text {
    /// A text that is no word of the page; `None` is the language of the page.
    pub(super) const fn new(text: String, lang: Option<&'static str>) -> Self {
        Self { text, lang }
    }

    /// Without its language: for attributes, and for Markdown.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The attributes of an element that has the text.
    pub(super) fn lang(&self) -> Lang {
        Lang(self.lang)
    }
}

/// Writes HTML.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(text) = escape(&self.text, Html);
        match self.lang {
            None => write!(f, "{text}"),
            Some(lang) => write!(f, r#"<span lang="{lang}" dir="auto">{text}</span>"#),
        }
    }
}

impl HtmlSafe for Text {}

/// The attribute of an element whose text has another language than the page.
pub(super) struct Lang(pub(super) Option<&'static str>);

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => Ok(()),
            Some(lang) => write!(f, r#" lang="{lang}""#),
        }
    }
}

impl HtmlSafe for Lang {}
