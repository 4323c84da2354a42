//! Messages of Fluent made of a catalogue: the file for translators, and the check of their translations.

mod check;
mod error;
mod messages;
mod references;

pub use self::error::{FluentError, FluentFault};

use self::messages::{Message, Text, messages};
#[cfg(feature = "docs")]
use self::messages::{arguments_shown, defaults_of, ids_of};
use crate::answer::catalog::Catalog;
#[cfg(feature = "docs")]
use crate::answer::entry::Entry;
#[cfg(feature = "html")]
use crate::document::error_page::ErrorPage;
#[cfg(feature = "docs")]
use crate::document::languages::id::Member;
#[cfg(feature = "docs")]
use crate::document::languages::language::Language;
#[cfg(any(feature = "docs", feature = "html"))]
use crate::document::template::{Piece, pieces};
#[cfg(any(feature = "docs", feature = "html"))]
use crate::document::word::Word;
#[cfg(feature = "html")]
use crate::document::word::error_page;
use std::fmt::Write as _;
use std::path::Path;

/// Messages of Fluent, of the feature `fluent`.
#[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
impl Catalog {
    /// The texts of these errors as a file of [Fluent](https://projectfluent.org), from which a translator
    /// starts. Each placeholder is a variable, and the doc comment is the translator's note.
    ///
    /// The value of a message is the detail, and its attribute `.title` the title. Its id is the code, see the
    /// [manual](crate::manual::languages). Errors without texts of their own share the message of their
    /// status. The words of our pages are files of their own: [`Page::to_fluent`](crate::Page::to_fluent) writes the
    /// words of the page of errors, such as its headings, and
    /// [`ErrorPage::to_fluent`](crate::dialect::ErrorPage::to_fluent) those of the page of one error.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[mrets(codes = "snake_case")]
    /// enum TransferError {
    ///     /// The account holds too little.
    ///     #[status(422, title = "Too few", detail = "There are {left} certificates.")]
    ///     TooFew { left: u32 },
    /// }
    ///
    /// let text = TransferError::catalog().to_fluent();
    /// assert_eq!(
    ///     text.lines().collect::<Vec<_>>(),
    ///     [
    ///         "### A message is the detail of an error, and its attribute the title.",
    ///         "",
    ///         "## 422",
    ///         "",
    ///         "# The account holds too little.",
    ///         "too_few = There are { $left } certificates.",
    ///         "    .title = Too few",
    ///     ]
    /// );
    /// ```
    #[must_use]
    pub fn to_fluent(&self) -> String {
        let mut out =
            "### A message is the detail of an error, and its attribute the title.\n".to_owned();
        let mut group = None;
        for message in messages(self) {
            if group != Some(message.status) {
                group = Some(message.status);
                let status = message
                    .status
                    .map_or("any status".to_owned(), |status| status.to_string());
                // Writing to memory does not fail.
                let _ = write!(out, "\n## {status}\n");
            }
            out.push('\n');
            write_message(&mut out, &message);
        }
        out
    }

    /// Checks the translations of these errors in a directory, in a test of the service.
    ///
    /// The directory has a file for each language, `pl.ftl`, or a directory of files, `pl/errors.ftl`. The file
    /// that [`to_fluent`](Self::to_fluent) has written may stand beside them.
    ///
    /// ```
    /// use mrets_errors::{FluentFault, MretsError};
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(409, code = "taken", detail = "The name {name} is taken.")]
    /// struct Taken {
    ///     name: String,
    /// }
    ///
    /// let dir = tempfile::tempdir()?;
    /// std::fs::write(
    ///     dir.path().join("pl.ftl"),
    ///     "taken = Nazwa { $nazwa } jest zajęta.\nerror-409 = Konflikt.\n    .title = Konflikt\n",
    /// )?;
    /// let error = Taken::catalog().check_fluent(dir.path()).unwrap_err();
    /// let [FluentFault::UnknownArgument { id, argument, .. }] = error.faults() else {
    ///     panic!("{error}");
    /// };
    /// assert_eq!((id.as_str(), argument.as_str()), ("taken", "nazwa"));
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails with all faults of all files:
    ///
    /// - A message, or its attribute `.title`, is missing for a text that these errors have.
    /// - A message is stale: no error has its id, and no message that is sent refers to it. An
    ///   [open](Self::is_open) catalogue has no stale messages.
    /// - A word of the [page of errors](crate::Page::to_fluent), or of the
    ///   [page of one error](crate::dialect::ErrorPage::to_fluent), is missing where the language has others of it.
    /// - A message asks for an argument that its error does not have.
    /// - A message refers to a message, a term or a function that does not exist, or to itself.
    /// - A line is no Fluent, a message occurs twice, a name is no language's tag, or a file cannot be
    ///   read.
    /// - There is no language.
    pub fn check_fluent(&self, dir: impl AsRef<Path>) -> Result<(), FluentError> {
        let dir = dir.as_ref();
        let faults = check::faults(&messages(self), self, dir);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(FluentError::new(dir, faults))
        }
    }
}

/// The words of our page.
#[cfg(feature = "html")]
#[cfg_attr(docsrs, doc(cfg(all(feature = "fluent", feature = "html"))))]
impl ErrorPage<'_> {
    /// The page's own words as a file of [Fluent](https://projectfluent.org), from which a translator starts, beside
    /// the [errors' texts](Catalog::to_fluent): the advice, and what to quote. They are the same for every service,
    /// and their ids start with `error-page-`. A wait is a number, of which the form of a noun may depend.
    ///
    /// If a language has one of them, [`check_fluent`](Catalog::check_fluent) asks for all. A word that a language
    /// does not have is English.
    ///
    /// ```
    /// use mrets_errors::dialect::ErrorPage;
    ///
    /// let words = ErrorPage::to_fluent();
    /// assert!(words.contains("\nerror-page-later = Try again later.\n"));
    /// assert!(words.contains("\n   *[other] Try again in { $hours } hours.\n"));
    /// ```
    #[must_use]
    pub fn to_fluent() -> String {
        words("The words of the page of one error.", error_page::WORDS)
    }
}

/// The words of one of our pages, for translators.
#[cfg(any(feature = "docs", feature = "html"))]
pub(super) fn words(title: &str, words: &[Word]) -> String {
    let mut out = format!("### {title}\n\n");
    for word in words {
        out.push_str(word.id);
        out.push_str(" = ");
        match word.english_of_one {
            None => write_text(&mut out, &template(word.english)),
            Some(of_one) => write_by_number(&mut out, &template(of_one), &template(word.english)),
        }
        out.push('\n');
    }
    out
}

#[cfg(any(feature = "docs", feature = "html"))]
fn template(english: &str) -> Vec<Text> {
    let pieces = pieces(english).into_iter();
    let text = pieces.map(|piece| match piece {
        Piece::Text(text) => Text::Constant(text.to_owned()),
        Piece::Placeholder(name) => Text::Argument(name.to_owned()),
    });
    text.collect()
}

/// Writes a pattern of two forms, selected by the number that they show.
#[cfg(any(feature = "docs", feature = "html"))]
fn write_by_number(out: &mut String, one: &[Text], other: &[Text]) {
    let number = other.iter().find_map(|piece| match piece {
        Text::Argument(name) => Some(name),
        Text::Constant(_) => None,
    });
    let Some(number) = number else {
        return write_text(out, other);
    };
    // Writing to memory does not fail.
    let _ = write!(out, "{{ ${number} ->\n    [one] ");
    write_text(out, one);
    out.push_str("\n   *[other] ");
    write_text(out, other);
    out.push_str("\n }");
}

/// The text of an entry in a language, in which each argument is its placeholder.
#[cfg(feature = "docs")]
pub(super) fn text_in(language: Language, entry: &Entry, member: Member) -> Option<String> {
    let (text, is_default) = match member {
        Member::Title => (entry.title, defaults_of(entry).title),
        Member::Detail => (entry.detail, defaults_of(entry).detail),
    };
    text?;
    language.template(&ids_of(entry), member, is_default, &arguments_shown(entry))
}

fn write_message(out: &mut String, message: &Message) {
    for line in message.note.lines() {
        let line = line.trim_end();
        out.push_str(if line.is_empty() { "#" } else { "# " });
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(&message.id);
    out.push_str(" =");
    if let Some(detail) = &message.detail {
        out.push(' ');
        write_text(out, detail);
    }
    out.push('\n');
    if let Some(title) = &message.title {
        out.push_str("    .title = ");
        write_text(out, title);
        out.push('\n');
    }
}

/// Writes the pattern of a text, on one line.
fn write_text(out: &mut String, text: &[Text]) {
    if matches!(text, [] | [Text::Constant(_)]) && text.iter().all(Text::is_empty) {
        return out.push_str(r#"{ "" }"#);
    }
    let last = text.len() - 1;
    for (at, piece) in text.iter().enumerate() {
        match piece {
            Text::Argument(name) => {
                let _ = write!(out, "{{ ${name} }}");
            }
            Text::Constant(text) => {
                // Spaces at the ends of a pattern are not part of it.
                let end = text.len() - 1;
                let is_end = |place| at == 0 && place == 0 || at == last && place == end;
                for (place, char) in text.char_indices() {
                    match char {
                        ' ' if is_end(place) => out.push_str(r#"{ " " }"#),
                        '{' | '}' => {
                            let _ = write!(out, r#"{{ "{char}" }}"#);
                        }
                        '\n' | '\r' => {
                            let _ = write!(out, r#"{{ "\u{:04X}" }}"#, u32::from(char));
                        }
                        char => out.push(char),
                    }
                }
            }
        }
    }
}
