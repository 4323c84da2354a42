//! The page of a service's errors.

use super::page;
use crate::answer::catalog::Catalog;
use crate::answer::objects::envelope;
use crate::answer::row::Row;
use crate::document::envelope::Envelope;
use crate::error::bounds::AsMretsError;
use std::ptr;

/// The page of a service's errors, of the feature `docs`.
///
/// It has the shape of the M-RETS page: a table of the statuses, then each error with its anchor,
/// which is where `#[mrets(docs = "...")]` links to, its status, code, title, detail, doc comment and an
/// example of its envelope.
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
impl Catalog {
    /// Shows these values' bodies as examples, each with the entry that it answers by; the first one of
    /// an entry is taken. An entry without shows its templates, as `{id}`.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// enum RegistryError {
    ///     #[status(404, detail = "There is no account {id}.")]
    ///     NoAccount { id: u32 },
    ///     #[status(409, detail = "Account {id} is closed.")]
    ///     Closed { id: u32 },
    /// }
    ///
    /// let page = RegistryError::catalog()
    ///     .with_examples([RegistryError::NoAccount { id: 7 }])
    ///     .to_markdown();
    /// assert!(page.contains("\"detail\": \"There is no account 7.\""));
    /// assert!(page.contains("\"detail\": \"Account {id} is closed.\""));
    /// ```
    ///
    /// Values of several types come as `&dyn MretsError`, or in several calls.
    #[must_use]
    pub fn with_examples<E: AsMretsError>(mut self, examples: impl IntoIterator<Item = E>) -> Self {
        for example in examples {
            let error = example.as_answering_error();
            let envelope = envelope(error);
            if !envelope.errors.is_empty() {
                self.examples.push((error.answer().row, envelope));
            }
        }
        self
    }

    /// The page as one file of HTML, which loads nothing: readable in light and dark, without script
    /// too, and searchable by status, code and title.
    ///
    /// Doc comments are read as Markdown, in which HTML is text. All else is shown as it is written.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// /// A title with <b>HTML</b> stays one.
    /// #[derive(Debug, MretsError)]
    /// #[status(409, title = "a < b")]
    /// struct Conflict;
    ///
    /// let page = Conflict::catalog().to_html();
    /// assert!(page.starts_with("<!DOCTYPE html>"));
    /// assert!(page.contains(r#"<article id="Conflict""#));
    /// assert!(page.contains("a &#60; b"));
    /// assert!(page.contains("&lt;b&gt;HTML&lt;/b&gt;"));
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        page::html(self)
    }

    /// The page as Markdown, GitHub's tables included. Doc comments are Markdown already, and pass as
    /// they are written.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// /// Somebody was faster.
    /// #[derive(Debug, MretsError)]
    /// #[status(404)]
    /// struct Gone;
    ///
    /// let page = Gone::catalog().to_markdown();
    /// assert!(page.contains("| 404 | Not Found | The URI requested is invalid or"));
    /// assert!(page.contains("### <a id=\"Gone\"></a>Not Found"));
    /// assert!(page.contains("Somebody was faster."));
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        page::markdown(self)
    }

    /// The envelope of a real value that answered by this row.
    pub(super) fn example(&self, row: &'static Row) -> Option<&Envelope> {
        let mut examples = self.examples.iter();
        let (_, envelope) = examples.find(|(of, _)| ptr::eq(*of, row))?;
        Some(envelope)
    }
}
