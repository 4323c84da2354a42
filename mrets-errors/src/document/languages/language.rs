//! [`Language`]: the language in which an error is answered.

use crate::document::defaults::Defaults;
use crate::document::envelope::Envelope;
use crate::document::languages::Languages;
use crate::document::languages::accept::look_up;
#[cfg(any(feature = "docs", feature = "html"))]
use crate::document::languages::functions::of_template;
#[cfg(any(feature = "docs", feature = "html"))]
use crate::document::languages::id::message_id;
use crate::document::languages::id::{Member, MessageIds};
use crate::document::languages::mistakes::Mistake;
use crate::document::languages::source::{Origin, TextSource, arguments};
use crate::document::languages::translation::Translation;
#[cfg(any(feature = "docs", all(feature = "html", feature = "__rewrite")))]
use crate::document::languages::translation::is_right_to_left;
#[cfg(any(feature = "docs", feature = "html"))]
use crate::document::word::{Value as WordValue, Word};
use fluent_bundle::FluentArgs;
#[cfg(any(feature = "docs", feature = "html"))]
use fluent_bundle::FluentValue;
use http::{HeaderMap, StatusCode};
use std::fmt;

/// The language in which an error is answered.
#[derive(Clone, Copy)]
pub(crate) struct Language {
    languages: &'static Languages,
    /// `None` is the attributes' own.
    translation: Option<&'static Translation>,
}

impl Languages {
    /// The tag of the language that a request wants, by its `Accept-Language` (RFC 9110, 12.5.4, and the
    /// look-up of RFC 4647, section 3.4). If the request names none of the languages, it is the first one's.
    ///
    /// ```
    /// use http::HeaderMap;
    /// use mrets_errors::Languages;
    ///
    /// static LANGUAGES: Languages = Languages::new("en", &[("pl", ""), ("zh-Hant", "")]);
    ///
    /// let mut request = HeaderMap::new();
    /// assert_eq!(LANGUAGES.negotiate(&request), "en");
    /// request.insert("accept-language", "de, zh-Hant-TW;q=0.9, pl;q=0.8".parse()?);
    /// assert_eq!(LANGUAGES.negotiate(&request), "zh-Hant");
    /// # Ok::<(), http::header::InvalidHeaderValue>(())
    /// ```
    #[must_use]
    pub fn negotiate(&'static self, request: &HeaderMap) -> &'static str {
        self.choose_for(request).tag()
    }

    /// The language that a request wants.
    pub(crate) fn choose_for(&'static self, request: &HeaderMap) -> Language {
        let lines = request.get_all(http::header::ACCEPT_LANGUAGE).iter();
        let lines = lines.map(|line| String::from_utf8_lossy(line.as_bytes()));
        self.choose(&lines.collect::<Vec<_>>().join(","))
    }

    /// The language that an `Accept-Language` asks for.
    pub(crate) fn choose(&'static self, accept: &str) -> Language {
        let translations = self.translations();
        let tags: Vec<&str> = translations.iter().map(|known| known.tag).collect();
        let found = look_up(accept, self.default, &tags);
        Language {
            languages: self,
            translation: found.and_then(|at| translations.get(at)),
        }
    }
}

impl Language {
    pub(crate) fn tag(self) -> &'static str {
        self.translation
            .map_or(self.languages.default, |known| known.tag)
    }

    pub(crate) fn is_default(&self) -> bool {
        self.translation.is_none()
    }

    /// The tag of the attributes' language.
    #[cfg(any(feature = "docs", feature = "html"))]
    pub(crate) fn default_tag(self) -> &'static str {
        self.languages.default
    }

    /// Whether it is written from right to left.
    #[cfg(any(feature = "docs", all(feature = "html", feature = "__rewrite")))]
    pub(crate) fn is_right_to_left(self) -> bool {
        self.tag().parse().is_ok_and(|tag| is_right_to_left(&tag))
    }

    /// A word of a page; `None` if this language does not have it, which is no mistake.
    #[cfg(any(feature = "docs", feature = "html"))]
    pub(crate) fn word(
        self,
        word: Word,
        arguments: &[(&'static str, WordValue<'_>)],
    ) -> Option<String> {
        let translation = self.translation.or_else(|| self.languages.own())?;
        let arguments = arguments.iter().map(|(name, value)| match value {
            WordValue::Text(text) => (*name, FluentValue::from(*text)),
            WordValue::Number(number) => (*name, FluentValue::from(*number)),
        });
        let arguments = arguments.collect();
        let word = of_template(|| translation.format(word.id, Member::Detail, Some(&arguments)));
        word.unwrap_or_else(|failure| {
            self.languages.mistakes.log(
                Mistake::FailingMessage,
                format_args!("`{}`: {failure}", translation.tag),
            );
            None
        })
    }

    /// The title that a status has by itself; `code` is the status's in the dialect.
    #[cfg(any(feature = "docs", feature = "html"))]
    pub(crate) fn title_of_status(self, code: &str) -> Option<String> {
        self.text_of_status(code, Member::Title)
    }

    /// The detail that a status has by itself; `code` is the status's in the dialect.
    #[cfg(feature = "docs")]
    pub(crate) fn detail_of_status(self, code: &str) -> Option<String> {
        self.text_of_status(code, Member::Detail)
    }

    #[cfg(any(feature = "docs", feature = "html"))]
    fn text_of_status(self, code: &str, member: Member) -> Option<String> {
        let ids = MessageIds {
            own: Vec::new(),
            default: message_id(code),
        };
        self.text(&ids, member, true, &FluentArgs::new())
    }

    /// Puts the texts of this language into an envelope, and gives the tags of the languages that it then speaks.
    pub(crate) fn translate(
        self,
        envelope: &mut Envelope,
        status: StatusCode,
        source: &TextSource<'_>,
    ) -> Vec<&'static str> {
        let mut spoken = Vec::new();
        if self.is_default() {
            return vec![self.tag()];
        }
        let no_origin = Origin::default();
        for (at, object) in envelope.errors.iter_mut().enumerate() {
            let defaults = source.defaults.get(at).copied();
            let defaults = defaults.unwrap_or_else(|| Defaults::of_object(object));
            let origin = source.origins.get(at).unwrap_or(&no_origin);
            let status = object.http_status().unwrap_or(status);
            let ids = MessageIds::new(
                Some(status),
                object.code.as_deref().unwrap_or_default(),
                &(source.code_of)(status),
                defaults,
                origin.variant,
            );
            let arguments = arguments(object, origin);
            let title = Some(&mut object.title).filter(|_| !source.keeps_titles);
            let members = [
                (Member::Title, title, defaults.title),
                (Member::Detail, Some(&mut object.detail), defaults.detail),
            ];
            for (member, text, is_default) in members {
                let Some(Some(text)) = text else { continue };
                let translated = self.text(&ids, member, is_default, &arguments);
                let tag = if translated.is_some() {
                    self.tag()
                } else {
                    self.languages.default
                };
                if let Some(translated) = translated {
                    *text = translated;
                }
                if !spoken.contains(&tag) {
                    spoken.push(tag);
                }
            }
        }
        spoken
    }

    /// The text of a member for documentation, whose arguments are placeholders.
    #[cfg(feature = "docs")]
    pub(crate) fn template(
        self,
        ids: &MessageIds,
        member: Member,
        is_default: bool,
        placeholders: &FluentArgs<'_>,
    ) -> Option<String> {
        of_template(|| self.text(ids, member, is_default, placeholders))
    }

    /// The text of a member; `None`, with an event, if the attribute's text stays.
    fn text(
        self,
        ids: &MessageIds,
        member: Member,
        is_default: bool,
        arguments: &FluentArgs<'_>,
    ) -> Option<String> {
        let translation = self.translation?;
        let own = ids.own.iter().map(|id| (id.as_str(), Some(arguments)));
        let default = is_default.then_some((ids.default.as_str(), None));
        let mut messages = own.chain(default);
        let found = messages
            .find_map(|(id, arguments)| translation.format(id, member, arguments).transpose());
        match found {
            Some(Ok(text)) => return Some(text),
            Some(Err(failure)) => {
                self.languages.mistakes.log(
                    Mistake::FailingMessage,
                    format_args!("`{}`: {failure}", translation.tag),
                );
            }
            None => {
                // An attribute's text of a 5xx is not translated, by intent.
                let id = if is_default {
                    Some(&ids.default)
                } else {
                    ids.own.last()
                };
                if let Some(id) = id {
                    let attribute = member
                        .attribute()
                        .map_or(String::new(), |name| format!(".{name}"));
                    self.languages.mistakes.log(
                        Mistake::MissingMessage,
                        format_args!("`{}` has no message `{id}{attribute}`", translation.tag),
                    );
                }
            }
        }
        None
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.tag()).finish()
    }
}
