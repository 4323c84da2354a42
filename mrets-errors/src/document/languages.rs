//! [`Languages`]: the texts of a service's errors in other languages than the attributes'.

mod accept;
pub(crate) mod argument;
pub(crate) mod functions;
pub(crate) mod id;

use crate::document::defaults::Defaults;
use crate::document::envelope::Envelope;
use crate::document::languages::accept::look_up;
use crate::document::languages::argument::{Argument, of_meta};
#[cfg(any(feature = "docs", feature = "html"))]
use crate::document::languages::functions::of_template;
use crate::document::languages::functions::{FUNCTIONS, all_succeed};
use crate::document::languages::id::{argument_name, message_id, message_id_of_variant};
use crate::document::object::ErrorObject;
#[cfg(any(feature = "docs", feature = "html"))]
use crate::document::word::{Value as WordValue, Word};
#[cfg(any(feature = "docs", feature = "html"))]
use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use http::{HeaderMap, StatusCode};
use std::borrow::Cow;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
#[cfg(feature = "__framework")]
use std::sync::atomic::AtomicBool;
use std::sync::atomic::{AtomicU8, Ordering};
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// The languages of a service's errors, of the feature `fluent`: [`Dialect::languages`] takes them.
///
/// The attributes are the texts of the first language. The others are files of
/// [Fluent](https://projectfluent.org), which are compiled in and read when the first error is
/// answered:
///
/// ```
/// use mrets_errors::{Dialect, Languages};
///
/// pub static LANGUAGES: Languages = Languages::new(
///     "en",
///     &[
///         // include_str!("../errors/pl.ftl")
///         ("pl", "too_few = { $left ->\n    [one] Został jeden certyfikat.\n   *[other] Zostało { $left } certyfikatów.\n }"),
///     ],
/// );
/// pub static SHOP: Dialect = Dialect::NEUTRAL.languages(&LANGUAGES);
/// ```
///
/// [The manual](crate::manual::languages) says which message an error has, and what happens if one is missing.
///
/// [`Dialect::languages`]: crate::Dialect::languages
#[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
pub struct Languages {
    default: &'static str,
    files: &'static [(&'static str, &'static str)],
    translations: OnceLock<Vec<Translation>>,
    /// The files of the first language, for the words of our pages alone.
    #[cfg(any(feature = "docs", feature = "html"))]
    own: OnceLock<Vec<Translation>>,
    /// The bits of the [mistakes](Mistake) that are logged.
    logged: AtomicU8,
}

/// One language, and its messages.
struct Translation {
    tag: &'static str,
    bundle: FluentBundle<FluentResource>,
}

/// A mistake in a translation. A process logs each kind once, since every answer would repeat it.
#[derive(Clone, Copy)]
enum Mistake {
    /// A file has a line that is no message, a message twice, or no language's tag.
    BrokenFile = 1,
    /// An error has no message.
    MissingMessage = 2,
    /// A message asks for an argument, a term or a function that does not exist, or for itself.
    FailingMessage = 4,
}

impl Languages {
    /// Makes languages of their tags (BCP 47): the tag of the attributes' language, and each other language's tag
    /// with the text of its file.
    ///
    /// A language may have several files. A file of the first language gives the words of
    /// [our pages](crate::manual::languages) alone, since the attributes have its other texts.
    ///
    /// Nothing fails here: a line that is no message is left out, and logged once.
    /// [`check_fluent`](crate::Catalog::check_fluent) finds it in a test.
    #[must_use]
    pub const fn new(
        default: &'static str,
        files: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            default,
            files,
            translations: OnceLock::new(),
            #[cfg(any(feature = "docs", feature = "html"))]
            own: OnceLock::new(),
            logged: AtomicU8::new(0),
        }
    }

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

    fn translations(&'static self) -> &'static [Translation] {
        self.translations
            .get_or_init(|| self.read_files(|tag| !self.is_default(tag)))
    }

    #[cfg(any(feature = "docs", feature = "html"))]
    fn own(&'static self) -> Option<&'static Translation> {
        let own = self
            .own
            .get_or_init(|| self.read_files(|tag| self.is_default(tag)));
        own.first()
    }

    fn is_default(&self, tag: &str) -> bool {
        tag.eq_ignore_ascii_case(self.default)
    }

    fn read_files(&self, is_wanted: impl Fn(&str) -> bool) -> Vec<Translation> {
        let mut translations: Vec<Translation> = Vec::new();
        for (tag, text) in self.files.iter().filter(|(tag, _)| is_wanted(tag)) {
            let is_known = |known: &Translation| known.tag.eq_ignore_ascii_case(tag);
            let at = translations.iter().position(is_known).unwrap_or_else(|| {
                let bundle = self.new_bundle(tag);
                translations.push(Translation { tag, bundle });
                translations.len() - 1
            });
            if let Some(known) = translations.get_mut(at) {
                self.read(tag, text, &mut known.bundle);
            }
        }
        translations
    }

    fn new_bundle(&self, tag: &str) -> FluentBundle<FluentResource> {
        let locale: LanguageIdentifier = tag.parse().unwrap_or_else(|error| {
            self.log(
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
        bundle
    }

    fn read(&self, tag: &str, text: &str, bundle: &mut FluentBundle<FluentResource>) {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, errors)| {
            if let Some(error) = errors.first() {
                self.log(
                    Mistake::BrokenFile,
                    format_args!("the file of `{tag}`: {error}"),
                );
            }
            rest
        });
        if let Err(errors) = bundle.add_resource(resource)
            && let Some(error) = errors.first()
        {
            self.log(
                Mistake::BrokenFile,
                format_args!("the files of `{tag}`: {error}"),
            );
        }
    }

    fn log(&self, mistake: Mistake, what: fmt::Arguments<'_>) {
        let bit = mistake as u8;
        if self.logged.fetch_or(bit, Ordering::Relaxed) & bit != 0 {
            return;
        }
        #[cfg(feature = "tracing")]
        tracing::warn!(target: "mrets_errors::log", "a translation falls back to the attribute's text: {what}");
        #[cfg(not(feature = "tracing"))]
        let _ = what;
    }
}

fn is_right_to_left(locale: &LanguageIdentifier) -> bool {
    locale.character_direction() == CharacterDirection::RTL
}

impl fmt::Debug for Languages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tags = self.files.iter().map(|(tag, _)| tag);
        f.debug_struct("Languages")
            .field("default", &self.default)
            .field("tags", &tags.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// The language in which an error is answered.
#[derive(Clone, Copy)]
pub(crate) struct Language {
    languages: &'static Languages,
    /// `None` is the attributes' own.
    translation: Option<&'static Translation>,
}

/// The text of an error object that a message can replace.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Member {
    Title,
    Detail,
}

impl Member {
    /// The attribute of the message that has the text; empty for the message's value.
    pub(crate) const fn attribute(self) -> Option<&'static str> {
        match self {
            Self::Title => Some("title"),
            Self::Detail => None,
        }
    }
}

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

/// The ids of the messages of an error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MessageIds {
    /// The ids for its own texts, of which the first existing one counts: `code-Variant`, then `code`. If the code is
    /// the status's, there is the first id alone. A 5xx has none.
    pub(crate) own: Vec<String>,
    /// The id for the texts of its status.
    pub(crate) default: String,
}

impl MessageIds {
    /// `default_code` is the code that the dialect gives an error of this status. A 5xx has the texts of its status
    /// alone, since they are written without knowledge of any cause.
    pub(crate) fn new(
        status: Option<StatusCode>,
        code: &str,
        default_code: &str,
        defaults: Defaults,
        variant: &str,
    ) -> Self {
        let is_private = status.is_some_and(|status| status.is_server_error());
        let has_texts = !defaults.title || !defaults.detail;
        let is_own = !defaults.code || has_texts;
        let mut own = Vec::new();
        if is_own && !is_private && !variant.is_empty() {
            own.push(message_id_of_variant(code, variant));
        }
        if !defaults.code && !is_private {
            own.push(message_id(code));
        }
        Self {
            own,
            default: message_id(default_code),
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
            self.languages.log(
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
                self.languages.log(
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
                    self.languages.log(
                        Mistake::MissingMessage,
                        format_args!("`{}` has no message `{id}{attribute}`", translation.tag),
                    );
                }
            }
        }
        None
    }
}

impl Translation {
    /// The text of a message; `None` if it has none.
    fn format(
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

/// The arguments of an error object: the members of its `meta`, and before these its placeholders.
fn arguments<'a>(object: &ErrorObject, origin: &'a Origin) -> FluentArgs<'a> {
    let mut arguments = FluentArgs::new();
    for (name, value) in of_meta(object.meta.iter().flatten()) {
        arguments.set(name, value.into_fluent());
    }
    for Argument { name, value } in &origin.arguments {
        arguments.set(argument_name(name), value.to_fluent());
    }
    arguments
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Language").field(&self.tag()).finish()
    }
}

/// Whether a layer has languages. It may answer for errors of crates that have none.
#[cfg(feature = "__framework")]
static ARE_WANTED: AtomicBool = AtomicBool::new(false);

#[cfg(feature = "__framework")]
pub(crate) fn are_wanted() -> bool {
    ARE_WANTED.load(Ordering::Relaxed)
}

/// Notes that a layer has languages. The layer calls it before it asks its service.
#[cfg(feature = "__rewrite")]
pub(crate) fn want() {
    // Once: a store for each request would keep the line from other cores.
    if !are_wanted() {
        ARE_WANTED.store(true, Ordering::Relaxed);
    }
}
