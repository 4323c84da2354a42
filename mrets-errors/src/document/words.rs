//! [`Words`]: the texts of a page in its language.

use crate::document::language::Language;
use crate::document::template::{Piece, pieces};
use crate::document::word::{Value, Word};
use askama::filters::{Html, HtmlSafe, escape};
use std::fmt;

/// The language of a word that is not translated.
pub(crate) const ENGLISH: &str = "en";

/// The words of a page in its language. A word that the language does not have is English.
#[derive(Debug, Clone)]
pub(crate) struct Words<'a> {
    /// The tag of the page's language.
    pub(crate) lang: &'a str,
    /// The direction in which the page's language is written, if it is known.
    pub(crate) dir: Option<&'static str>,
    /// The language of the words; `None` is English.
    pub(crate) language: Option<Language>,
}

/// A text with its language, as HTML where that is not the page's.
pub(crate) struct Text {
    text: String,
    /// `None` is the language of the page.
    lang: Option<&'static str>,
}

#[cfg(any(feature = "docs", all(feature = "html", feature = "__rewrite")))]
impl<'a> Words<'a> {
    /// The words in a language, for a page whose language has this tag.
    pub(crate) fn new(lang: &'a str, language: Option<Language>) -> Self {
        let language_of_page = language.filter(|language| language.tag() == lang);
        let dir = match language_of_page {
            Some(language) if language.is_right_to_left() => Some("rtl"),
            Some(_) => Some("ltr"),
            None => (lang == ENGLISH).then_some("ltr"),
        };
        Self {
            lang,
            dir,
            language,
        }
    }
}

impl Words<'_> {
    /// The language of a text, where it is not the page's.
    pub(crate) fn other(&self, lang: &'static str) -> Option<&'static str> {
        Some(lang).filter(|lang| *lang != self.lang)
    }

    /// The language of the attributes, where it is not the page's.
    pub(crate) fn of_attributes(&self) -> Option<&'static str> {
        self.other(self.language?.default_tag())
    }

    /// The title that a status has by itself: `own` in the attributes' language, and translated by the status's code in
    /// the dialect.
    pub(crate) fn title_of_status(&self, code: &str, own: &str) -> Text {
        let translated = self
            .language
            .and_then(|language| language.title_of_status(code));
        self.translated_or(translated, own)
    }

    /// The detail that a status has by itself, in the same way.
    #[cfg(feature = "docs")]
    pub(crate) fn detail_of_status(&self, code: &str, own: &str) -> Text {
        let translated = self
            .language
            .and_then(|language| language.detail_of_status(code));
        self.translated_or(translated, own)
    }

    fn translated_or(&self, translated: Option<String>, own: &str) -> Text {
        match (translated, self.language) {
            (Some(text), Some(language)) => Text::new(text, self.other(language.tag())),
            _ => Text::new(own.to_owned(), self.of_attributes()),
        }
    }

    pub(crate) fn say(&self, word: Word) -> Text {
        self.say_with(word, &[])
    }

    /// A word with its arguments.
    pub(crate) fn say_with(&self, word: Word, arguments: &[(&'static str, Value<'_>)]) -> Text {
        if let Some(language) = self.language
            && let Some(text) = language.word(word, arguments)
        {
            return Text::new(text, self.other(language.tag()));
        }
        let english = match (word.english_of_one, arguments) {
            (Some(of_one), [(_, Value::Number(1))]) => of_one,
            _ => word.english,
        };
        let value = |name| arguments.iter().find(|(known, _)| *known == name);
        let text = pieces(english).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Placeholder(name) => {
                value(name).map_or_else(|| format!("{{{name}}}"), |(_, value)| value.to_string())
            }
        });
        Text::new(text.collect(), self.other(ENGLISH))
    }
}

impl Text {
    /// A text; `None` is the language of the page.
    pub(crate) const fn new(text: String, lang: Option<&'static str>) -> Self {
        Self { text, lang }
    }

    /// Without its language: for attributes, and for Markdown.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    #[cfg(feature = "html")]
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// The attributes of an element that has the text.
    pub(crate) fn lang(&self) -> Lang {
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
pub(crate) struct Lang(pub(crate) Option<&'static str>);

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => Ok(()),
            Some(lang) => write!(f, r#" lang="{lang}""#),
        }
    }
}

impl HtmlSafe for Lang {}
