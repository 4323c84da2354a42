//! [`Page`]: the page of a service's errors.

use super::contradictions::contradictions;
use super::doc_comment::{Doc, Names};
use super::lock::{LockError, Retired, history};
use super::{html, markdown, markdown_writer, meta_type};
use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::answer::retry_class::RetryClass;
use crate::answer::row::Part;
use crate::docs::example;
use crate::document::address;
use crate::document::dialect::Dialect;
#[cfg(feature = "fluent")]
use crate::document::languages::{Language, Languages, Member};
use crate::document::table;
use askama::Template;
use http::StatusCode;
use std::collections::{BTreeMap, HashMap, HashSet};

const STYLE: &str = include_str!("../../templates/errors.css");
const SCRIPT: &str = include_str!("../../templates/errors.js");
/// The hash of the one script that may run, base64 of SHA-256 (CSP 3). A test holds them together.
const STYLE_HASH: &str = "keX82MkrwhvJa32+0kicLAieURc7zmwEAhTZNdCECbY=";
const SCRIPT_HASH: &str = "78vnuq+FyEp/g9t7Z0h4CVfCxTiNINzWmx3lkBfClLQ=";

/// The page of a service's errors, of the feature `docs`: for who has an error in hand.
///
/// [`Catalog::page`] makes it, [`Catalog::to_html`] and [`Catalog::to_markdown`] show it as it is by
/// default.
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
    title: String,
    introduction: String,
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
    /// The page, whose title, introduction and order can be set.
    pub fn page(&self) -> Page {
        Page {
            catalog: self.clone(),
            title: "Response Codes".to_owned(),
            introduction:
                "Errors are returned in JSON format, as in the example of each. The `code` in \
                           the body is what a client decides by."
                    .to_owned(),
            order: Order::Declared,
            since: HashMap::new(),
            retired: Vec::new(),
            #[cfg(feature = "fluent")]
            language: None,
        }
    }

    /// The page as one file of HTML, which loads nothing: readable in light and dark, on a narrow screen,
    /// and without script.
    ///
    /// Its search finds codes, titles, types, headers, members of `meta`, words of doc comments, and the
    /// error that a pasted message, link or body is of. Doc comments are read as Markdown, in which HTML
    /// is text; their sections `# Causes` and `# Solutions` have places of their own. All else is shown
    /// as it is written. Errors that contradict each other are named at the top.
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
    /// Doc comments are written anew: their headings stand below the error's, what MDX would run is
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
        self.title = title.into();
        self
    }

    /// Sets the paragraphs below the title, in Markdown.
    pub fn introduction(mut self, text: impl Into<String>) -> Self {
        self.introduction = text.into();
        self
    }

    /// Sets the order of the errors.
    pub fn order(mut self, order: Order) -> Self {
        self.order = order;
        self
    }

    /// Shows since which version of the service each error is sent, and those that are retired: from the
    /// text of the lock, `include_str!("errors.lock.json")`.
    ///
    /// # Errors
    ///
    /// The text is not a lock that this release knows.
    pub fn history(mut self, lock: &str) -> Result<Self, LockError> {
        let (since, retired) = history(lock)?;
        self.since = since;
        self.retired = retired;
        Ok(self)
    }

    /// Shows titles and details in one of the languages, of the feature `fluent`; a placeholder stands
    /// where a value does, and of a plural the form of all other numbers. Doc comments and examples stay in
    /// the language of the attributes.
    ///
    /// ```
    /// # #[cfg(feature = "fluent")] {
    /// use mrets_errors::{Languages, MretsError};
    ///
    /// static LANGUAGES: Languages = Languages::new("en", &[("pl", "sold_out = { $item } wyprzedano.")]);
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(409, code = "sold_out", detail = "{item} is sold out.")]
    /// struct SoldOut {
    ///     item: &'static str,
    /// }
    ///
    /// let page = SoldOut::catalog().page().language(&LANGUAGES, "pl").to_markdown();
    /// assert!(page.contains("- Message: \\{item\\} wyprzedano."));
    /// # }
    /// ```
    #[cfg(feature = "fluent")]
    #[cfg_attr(docsrs, doc(cfg(feature = "fluent")))]
    pub fn language(mut self, languages: &'static Languages, accept_language: &str) -> Self {
        self.language = Some(languages.choose(accept_language));
        self
    }

    /// The tag of the texts' language, where it is another one than the attributes'.
    #[cfg_attr(
        not(feature = "fluent"),
        allow(clippy::unused_self, reason = "there is one language")
    )]
    fn tag(&self) -> Option<&'static str> {
        #[cfg(feature = "fluent")]
        return self
            .language
            .filter(|language| !language.is_default())
            .map(Language::tag);
        #[cfg(not(feature = "fluent"))]
        None
    }

    #[cfg_attr(
        not(feature = "fluent"),
        allow(clippy::unused_self, reason = "there is one language")
    )]
    fn title_of(&self, entry: &Entry) -> Option<String> {
        #[cfg(feature = "fluent")]
        if let Some(title) = self.translated(entry, Member::Title) {
            return Some(title);
        }
        entry.title.map(str::to_owned)
    }

    #[cfg_attr(
        not(feature = "fluent"),
        allow(clippy::unused_self, reason = "there is one language")
    )]
    fn detail_of(&self, entry: &Entry) -> Option<String> {
        #[cfg(feature = "fluent")]
        if let Some(detail) = self.translated(entry, Member::Detail) {
            return Some(detail);
        }
        entry.detail.map(example::template)
    }

    #[cfg(feature = "fluent")]
    fn translated(&self, entry: &Entry, member: Member) -> Option<String> {
        super::fluent::text_in(self.language?, entry, member)
    }

    /// The page as one file of HTML, see [`Catalog::to_html`].
    #[must_use]
    pub fn to_html(&self) -> String {
        let names = Names::of(&self.catalog);
        rendered(&Html(Shown::new(self, &names)))
    }

    /// The page as one file of Markdown, see [`Catalog::to_markdown`].
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let names = Names::of(&self.catalog);
        rendered(&Markdown(Shown::new(self, &names)))
    }

    /// The page as several files of Markdown, one an error: name and text. `docs` then leads to each, as
    /// `#[mrets(docs = "https://example.org/errors/{code}")]`.
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
        let names = Names::of(&self.catalog);
        let shown = Shown::new(self, &names);
        let files = shown.errors.iter().map(|error| {
            let text = format!("{}\n", error.markdown("#").trim_end());
            (format!("{}.md", error.anchor), text)
        });
        files.collect()
    }
}

fn rendered(template: &impl Template) -> String {
    // Writing to memory does not fail.
    template.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "errors.html")]
struct Html<'a>(Shown<'a>);

#[derive(Template)]
#[template(path = "errors.md", escape = "none")]
struct Markdown<'a>(Shown<'a>);

#[derive(Template)]
#[template(path = "error.md", escape = "none")]
struct MarkdownOfError<'a> {
    error: &'a Section<'a>,
    level: &'a str,
}

/// All that the templates show.
struct Shown<'a> {
    title: &'a str,
    /// The tag of the errors' texts, where these are translated.
    lang: Option<&'static str>,
    introduction: &'a str,
    contradictions: Vec<String>,
    statuses: Vec<Status>,
    errors: Vec<Section<'a>>,
    retired: Vec<RetiredSection<'a>>,
    /// Whether a field decides a status.
    has_run_time_status: bool,
    is_open: bool,
}

struct Status {
    code: StatusCode,
    text: &'static str,
    description: &'static str,
}

/// One error: the answers with one address.
struct Section<'a> {
    anchor: String,
    first: &'a Entry,
    title: Option<String>,
    since: Option<&'a str>,
    answers: Vec<AnswerView<'a>>,
}

/// One variant that answers with the error.
struct AnswerView<'a> {
    entry: &'a Entry,
    path: String,
    doc: Doc,
    names: &'a Names,
    detail: Option<String>,
    source: Vec<(&'static str, String)>,
    headers: &'static [&'static str],
    meta: Vec<(&'static str, Option<String>)>,
    link: Option<String>,
    has_list: bool,
    /// Status line and headers of the example.
    head: String,
    example: Option<String>,
}

struct RetiredSection<'a> {
    anchor: String,
    code: &'a str,
    title: &'a str,
    status: String,
    span: String,
}

impl<'a> Shown<'a> {
    fn new(page: &'a Page, names: &'a Names) -> Self {
        let catalog = &page.catalog;
        let visible = catalog.entries().filter(|entry| !entry.is_hidden);
        let mut entries: Vec<&Entry> = visible.collect();
        match page.order {
            Order::Declared => {}
            Order::Code => entries.sort_by_key(|entry| entry.code),
            Order::Status => entries.sort_by_key(|entry| entry.status),
        }
        let mut statuses: BTreeMap<StatusCode, &Dialect> = BTreeMap::new();
        for entry in &entries {
            if let Some(status) = entry.status {
                statuses.entry(status).or_insert(entry.answer.dialect);
            }
        }
        let has_run_time_status = entries.iter().any(|entry| entry.status.is_none());
        let mut taken = HashSet::new();
        let errors = sections(page, entries, names, &mut taken);
        let retired = page.retired.iter();
        Self {
            title: &page.title,
            lang: page.tag(),
            introduction: &page.introduction,
            contradictions: contradictions(catalog),
            statuses: statuses
                .into_iter()
                .map(|(code, dialect)| Status::new(code, dialect))
                .collect(),
            errors,
            retired: retired
                .map(|retired| RetiredSection::new(retired, &mut taken))
                .collect(),
            has_run_time_status,
            is_open: catalog.is_open(),
        }
    }

    fn introduction_html(&self) -> String {
        html::introduction(self.introduction)
    }

    /// The indexes: by status, by type, by first letter.
    fn index(&self) -> [(&'static str, Vec<IndexGroup<'_>>); 3] {
        [
            ("By status", self.grouped(Section::status)),
            (
                "By type",
                self.grouped(|error| error.first.type_name.to_owned()),
            ),
            (
                "A to Z",
                self.grouped(|error| {
                    let first = error.label().chars().find(|char| char.is_alphanumeric());
                    first.map_or_else(|| "#".to_owned(), |first| first.to_uppercase().collect())
                }),
            ),
        ]
    }

    fn grouped(&self, name: impl Fn(&Section<'a>) -> String) -> Vec<IndexGroup<'_>> {
        let mut groups: BTreeMap<String, IndexGroup<'_>> = BTreeMap::new();
        for error in &self.errors {
            let name = name(error);
            let class = if name == error.status() {
                error.class()
            } else {
                ""
            };
            let group = groups.entry(name.clone()).or_insert_with(|| IndexGroup {
                name,
                class,
                items: Vec::new(),
            });
            group.items.push((&error.anchor, error.label()));
        }
        groups.into_values().collect()
    }
}

struct IndexGroup<'a> {
    name: String,
    class: &'static str,
    items: Vec<(&'a str, &'a str)>,
}

impl Status {
    fn new(code: StatusCode, dialect: &Dialect) -> Self {
        Self {
            code,
            text: dialect.title_of(code),
            description: dialect.detail_of(code).unwrap_or_default(),
        }
    }
}

/// Gives one section for each address. Answers that contradict each other have one each, the second with
/// a number behind its anchor.
fn sections<'a>(
    page: &'a Page,
    entries: Vec<&'a Entry>,
    names: &'a Names,
    taken: &mut HashSet<String>,
) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut by_code: HashMap<_, usize> = HashMap::new();
    for entry in entries {
        let answer = AnswerView::new(page, entry, names);
        let meaning = entry
            .own_code()
            .map(|code| (code, entry.status, entry.title));
        let known = meaning.and_then(|meaning| by_code.get(&meaning).copied());
        if let Some(section) = known.and_then(|at| sections.get_mut(at)) {
            section.answers.push(answer);
            continue;
        }
        if let Some(meaning) = meaning {
            by_code.insert(meaning, sections.len());
        }
        let since = entry.code.and_then(|code| {
            let key = (code.to_owned(), entry.title.map(str::to_owned));
            page.since.get(&key).map(String::as_str)
        });
        sections.push(Section {
            anchor: unique(&entry.anchor(), taken),
            first: entry,
            title: page.title_of(entry),
            since,
            answers: vec![answer],
        });
    }
    sections
}

fn unique(anchor: &str, taken: &mut HashSet<String>) -> String {
    let mut unique = anchor.to_owned();
    let mut number = 2_u32;
    while !taken.insert(unique.clone()) {
        unique = format!("{anchor}-{number}");
        number += 1;
    }
    unique
}

impl Section<'_> {
    /// The code in front of the heading; the variant, where the code is known only at run time.
    fn code(&self) -> &str {
        self.first.code.unwrap_or(self.first.variant)
    }

    fn title(&self) -> &str {
        let title = self.title.as_deref();
        title.unwrap_or("with the title of its status")
    }

    /// The line of the index: the code, where it is more than the status.
    fn label(&self) -> &str {
        let title = self.title.as_deref().unwrap_or(self.first.variant);
        self.first.own_code().unwrap_or(title)
    }

    fn status(&self) -> String {
        match self.first.status {
            Some(status) => format!("{} {}", status.as_str(), table::title(status)),
            None => "known at run time".to_owned(),
        }
    }

    fn class(&self) -> &'static str {
        match self.first.status {
            Some(status) if status.is_client_error() => "client",
            Some(status) if status.is_server_error() => "server",
            _ => "other",
        }
    }

    fn deprecated(&self) -> Option<&'static str> {
        self.answers
            .iter()
            .find_map(|answer| answer.entry.deprecated)
    }

    fn markdown(&self, level: &str) -> String {
        rendered(&MarkdownOfError { error: self, level })
    }
}

impl<'a> AnswerView<'a> {
    fn new(page: &Page, entry: &'a Entry, names: &'a Names) -> Self {
        let catalog = &page.catalog;
        let places = entry
            .note
            .places
            .iter()
            .map(|place| example::template(place));
        let meta = entry.meta.iter();
        Self {
            entry,
            path: entry.path(),
            doc: Doc::of(entry.doc),
            names,
            detail: page.detail_of(entry),
            source: entry.source.iter().copied().zip(places).collect(),
            headers: entry.headers,
            meta: meta
                .map(|name| (*name, meta_type::name(catalog, entry, name)))
                .collect(),
            link: entry.link(),
            has_list: entry.answer.has(Part::Errors),
            head: head(entry),
            example: example::text(catalog, entry),
        }
    }

    fn retry(&self) -> &'static str {
        if self.entry.status == Some(StatusCode::NOT_MODIFIED) {
            return "Not needed: the client has the answer already.";
        }
        match self.entry.retry() {
            RetryClass::After if self.headers.contains(&"retry-after") => {
                "Yes, after the time in Retry-After."
            }
            RetryClass::After => "Yes, after a wait.",
            RetryClass::Never => "No: the same request fails again.",
            RetryClass::Unknown => {
                "Only a request that may be repeated, such as a GET: this one may have done its work."
            }
        }
    }

    fn meaning_html(&self) -> String {
        html::rendered(&self.doc.meaning, self.entry, self.names)
    }

    fn causes_html(&self) -> String {
        html::rendered(&self.doc.causes, self.entry, self.names)
    }

    fn solutions_html(&self) -> String {
        html::rendered(&self.doc.solutions, self.entry, self.names)
    }

    fn meaning_markdown(&self, level: &str) -> String {
        markdown_writer::rendered(&self.doc.meaning, self.entry, self.names, level)
    }

    fn causes_markdown(&self, level: &str) -> String {
        markdown_writer::rendered(&self.doc.causes, self.entry, self.names, level)
    }

    fn solutions_markdown(&self, level: &str) -> String {
        markdown_writer::rendered(&self.doc.solutions, self.entry, self.names, level)
    }
}

/// Gives status line and headers of an answer; values that only a request gives are dots.
fn head(entry: &Entry) -> String {
    let status = entry.status.map_or_else(
        || "{status}".to_owned(),
        |status| {
            format!(
                "{} {}",
                status.as_str(),
                status.canonical_reason().unwrap_or_default()
            )
        },
    );
    let mut lines = vec![format!("HTTP/1.1 {}", status.trim_end())];
    if entry.status != Some(StatusCode::NOT_MODIFIED) {
        lines.push(format!("content-type: {}", entry.media_type));
    }
    lines.extend(entry.headers.iter().map(|name| match entry.challenge {
        Some(challenge) if *name == "www-authenticate" => format!("{name}: {challenge}"),
        _ => format!("{name}: ..."),
    }));
    lines.join("\n")
}

impl<'a> RetiredSection<'a> {
    fn new(retired: &'a Retired, taken: &mut HashSet<String>) -> Self {
        let span = match (retired.since.as_deref(), retired.until.as_str()) {
            (Some(since), "") => format!("sent since {since}"),
            (Some(since), last) => format!("sent since {since}, until {last}"),
            (None, "") => "sent once".to_owned(),
            (None, last) => format!("sent until {last}"),
        };
        Self {
            anchor: unique(
                &address::anchor("", &retired.code, Some(&retired.code)),
                taken,
            ),
            code: &retired.code,
            title: retired.title.as_deref().unwrap_or_default(),
            status: retired
                .status
                .map_or_else(|| "any status".to_owned(), |status| status.to_string()),
            span,
        }
    }
}
