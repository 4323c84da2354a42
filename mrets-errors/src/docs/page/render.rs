//! The page of a service's errors as HTML and as Markdown.

use super::Page;
use super::section::rendered;
use super::shown::Shown;
use crate::docs::doc_comment::Names;
#[cfg(feature = "fluent")]
use crate::docs::texts::words_in;
use crate::docs::{markdown, word};
use crate::document::word::Value;
use crate::document::words::{ENGLISH, Words};
use askama::Template;

const STYLE: &str = include_str!("../../../templates/errors.css");
const SCRIPT: &str = include_str!("../../../templates/errors.js");

/// The hashes of the page's style and script, in base64 of SHA-256 (CSP 3). A test compares them with the templates.
const STYLE_HASH: &str = "fszMvzxpb3rjtAUXNEH5cQw/TP0KKtLcSREGZs6ltFQ=";
const SCRIPT_HASH: &str = "SkFK+/aBCy+uLUlT9+wKxaCjR6grpQXMT1cM+hKqRVM=";

#[derive(Template)]
#[template(path = "errors.html")]
struct Html<'a>(Shown<'a>);

#[derive(Template)]
#[template(path = "errors.md", escape = "none")]
struct Markdown<'a>(Shown<'a>);

impl Page {
    #[cfg_attr(
        not(feature = "fluent"),
        allow(clippy::unused_self, reason = "there is one language")
    )]
    fn words(&self) -> Words<'static> {
        #[cfg(feature = "fluent")]
        if let Some(language) = self.language {
            return words_in(language);
        }
        Words::new(ENGLISH, None)
    }

    /// The page as one file of HTML; see [`Catalog::to_html`](crate::Catalog::to_html).
    #[must_use]
    pub fn to_html(&self) -> String {
        let (names, words) = (Names::of(&self.catalog), self.words());
        rendered(&Html(Shown::new(self, &names, &words)))
    }

    /// The page as one file of Markdown; see [`Catalog::to_markdown`](crate::Catalog::to_markdown).
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let (names, words) = (Names::of(&self.catalog), self.words());
        rendered(&Markdown(Shown::new(self, &names, &words)))
    }

    /// The page as several files of Markdown, one for each error, with name and text.
    /// `#[mrets(docs = "https://example.org/errors/{code}")]` then leads to each file.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404, code = "no_account")]
    /// struct NoAccount;
    ///
    /// let files = NoAccount::catalog().page().to_markdown_files();
    /// assert_eq!(files[0].0, "no_account.md");
    /// assert!(files[0].1.starts_with("# <a id=\"no_account\"></a>`no_account` Not Found"));
    /// ```
    #[must_use]
    pub fn to_markdown_files(&self) -> Vec<(String, String)> {
        let (names, words) = (Names::of(&self.catalog), self.words());
        let shown = Shown::new(self, &names, &words);
        let files = shown.errors.iter().map(|error| {
            let text = format!("{}\n", error.markdown("#").trim_end());
            (format!("{}.md", error.anchor), text)
        });
        files.collect()
    }
}
