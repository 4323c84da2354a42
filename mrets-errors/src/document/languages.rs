//! [`Languages`]: the texts of a service's errors in other languages than the attributes'.

mod accept;
pub(crate) mod argument;
pub(crate) mod functions;
pub(crate) mod id;
pub(crate) mod language;
mod mistakes;
pub(crate) mod source;
mod translation;

use crate::document::languages::mistakes::Mistakes;
use crate::document::languages::translation::Translation;
use std::fmt;
use std::sync::OnceLock;

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
    mistakes: Mistakes,
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
            mistakes: Mistakes::new(),
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
                translations.push(Translation::new(tag, &self.mistakes));
                translations.len() - 1
            });
            if let Some(translation) = translations.get_mut(at) {
                translation.add(text, &self.mistakes);
            }
        }
        translations
    }
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
