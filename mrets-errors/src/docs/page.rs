//! [`Page`]: the page of a service's errors.

mod answer_view;
mod render;
mod section;
mod shown;

use super::lock::{LockError, Retired, history};
#[cfg(feature = "fluent")]
use super::word;
use crate::answer::catalog::Catalog;
#[cfg(feature = "fluent")]
use crate::document::languages::Languages;
#[cfg(feature = "fluent")]
use crate::document::languages::language::Language;
use std::collections::HashMap;

/// The page of a service's errors, with the feature `docs`, for people who got one.
///
/// [`Catalog::page`] makes it. [`Catalog::to_html`] and [`Catalog::to_markdown`] show it with its
/// defaults.
///
/// ```
/// use mrets_errors::{MretsError, Order};
///
/// #[derive(Debug, MretsError)]
/// #[mrets(codes = "snake_case")]
/// enum ShopError {
///     /// The shop does not sell this.
///     #[status(404)]
///     NoSuchItem,
///     /// Somebody else was faster.
///     #[status(409)]
///     SoldOut,
/// }
///
/// let page = ShopError::catalog()
///     .page()
///     .title("Errors of the shop")
///     .introduction("Each body has a `code`, by which this page finds it.")
///     .order(Order::Code)
///     .to_html();
/// assert!(page.contains("<h1>Errors of the shop</h1>"));
/// assert!(page.contains(r#"<article id="sold_out""#));
/// ```
#[derive(Debug, Clone)]
#[must_use]
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
pub struct Page {
    catalog: Catalog,
    /// `None` is the page's own, in its language.
    title: Option<String>,
    introduction: Option<String>,
    order: Order,
    /// The versions since which errors are sent, by code and title.
    since: HashMap<(String, Option<String>), String>,
    retired: Vec<Retired>,
    #[cfg(feature = "fluent")]
    language: Option<Language>,
}

/// The order in which a [`Page`] shows its errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
pub enum Order {
    /// As the types declare them.
    #[default]
    Declared,
    /// By code.
    Code,
    /// By status, then as the types declare them.
    Status,
}

/// The page of these errors, of the feature `docs`.
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
impl Catalog {
    /// Makes the page, whose title, introduction and order can be set.
    pub fn page(&self) -> Page {
        Page {
            catalog: self.clone(),
            title: None,
            introduction: None,
            order: Order::Declared,
            since: HashMap::new(),
            retired: Vec::new(),
            #[cfg(feature = "fluent")]
            language: None,
        }
    }

    /// The page as one file of HTML, which loads nothing. It is readable in light and dark, on a narrow screen,
    /// and without script.
    ///
    /// Its search finds codes, titles, types, headers, members of `meta`, words of doc comments, and the
    /// error of a pasted message, link or body. Doc comments are read as Markdown, in which HTML
    /// is text; their sections `# Causes` and `# Solutions` have places of their own. All other texts are shown
    /// as they are written. The top of the page names errors that contradict each other.
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
        self.page().to_html()
    }

    /// The page as Markdown that GitHub, mdBook and MDX read in one way, GitHub's tables included.
    ///
    /// Doc comments are written anew. Their headings are below the error's, code that MDX would run is
    /// escaped, and links to Rust items lead to their error, or are plain code.
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
    /// assert!(page.contains("### <a id=\"Gone\"></a>`404` Not Found"));
    /// assert!(page.contains("Somebody was faster."));
    /// assert!(page.contains("| 404 | Not Found | The URI requested is invalid or"));
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        self.page().to_markdown()
    }
}

impl Page {
    /// Sets the title.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the paragraphs below the title, in Markdown. Links to Rust items lead to their errors, as in doc comments.
    pub fn introduction(mut self, text: impl Into<String>) -> Self {
        self.introduction = Some(text.into());
        self
    }

    /// Sets the order of the errors.
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// Shows the version of the service that first sent each error, and the retired errors. It takes them from the
    /// text of the lock, `include_str!("errors.lock.json")`.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404, code = "no_account")]
    /// struct NoAccount;
    ///
    /// let lock = r#"{"version":2,"errors":[
    /// {"code":"no_account","status":404,"title":"Not Found","since":"1.4.0"},
    /// {}]}"#;
    /// let page = NoAccount::catalog().page().history(lock)?.to_markdown();
    /// assert!(page.contains("1.4.0"));
    /// # Ok::<(), mrets_errors::LockError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the text is no lock, or of a version that this release does not know.
    pub fn history(mut self, lock: &str) -> Result<Self, LockError> {
        let (since, retired) = history(lock)?;
        self.since = since;
        self.retired = retired;
        Ok(self)
    }

    /// Shows the page in one of the languages, with the feature `fluent`: titles, details, and
    /// [its own words](Self::to_fluent). A placeholder stands for each value, and a plural has the form of all
    /// other numbers. Doc comments and examples stay in the language of the attributes, and so does each text
    /// that is not translated. The page's own words are English unless they are translated.
    ///
    /// ```
    /// # #[cfg(feature = "fluent")] {
    /// use mrets_errors::{Languages, MretsError};
    ///
    /// const POLISH: &str = "\
    /// sold_out = { $item } wyprzedano.
    /// errors-page-message = Komunikat
    /// ";
    /// static LANGUAGES: Languages = Languages::new("en", &[("pl", POLISH)]);
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(409, code = "sold_out", detail = "{item} is sold out.")]
    /// struct SoldOut {
    ///     item: &'static str,
    /// }
    ///
    /// let page = SoldOut::catalog().page().language(&LANGUAGES, "pl").to_markdown();
    /// assert!(page.contains("- Komunikat: \\{item\\} wyprzedano."));
    /// # }
    /// ```
    #[cfg(feature = "fluent")]
    #[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
    pub fn language(mut self, languages: &'static Languages, accept_language: &str) -> Self {
        self.language = Some(languages.choose(accept_language));
        self
    }

    /// The page's own words as a file of [Fluent](https://projectfluent.org), from which a translator starts,
    /// beside the [errors' texts](Catalog::to_fluent): headings, labels, the search. They are the same for
    /// every service, and their ids start with `errors-page-`.
    ///
    /// If a language has one of them, [`check_fluent`](Catalog::check_fluent) asks for all.
    ///
    /// ```
    /// use mrets_errors::Catalog;
    ///
    /// let words = Catalog::new().page().to_fluent();
    /// assert!(words.contains("\nerrors-page-causes = Causes\n"));
    /// assert!(words.contains("\nerrors-page-found = { $found } of { $all } errors\n"));
    /// ```
    #[cfg(feature = "fluent")]
    #[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
    #[must_use]
    pub fn to_fluent(&self) -> String {
        super::fluent::words("The words of the page of errors.", word::WORDS)
    }
}
