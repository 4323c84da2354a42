//! [`Page`]: the page of a service's errors.

use super::contradictions::contradictions;
use super::doc_comment::{Doc, Names};
use super::lock::{LockError, Retired, history};
#[cfg(feature = "fluent")]
use super::texts::words_in;
use super::word;
use super::{grpc, html, markdown, markdown_writer, meta_type};
use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::answer::retry_class::RetryClass;
use crate::answer::row::Part;
use crate::docs::example;
use crate::document::address;
use crate::document::dialect::Dialect;
#[cfg(feature = "fluent")]
use crate::document::languages::{Language, Languages};
use crate::document::table;
use crate::document::word::{Value, Word};
use crate::document::words::{ENGLISH, Lang, Text, Words};
use askama::Template;
use http::StatusCode;
use std::collections::{BTreeMap, HashMap, HashSet};

const STYLE: &str = include_str!("../../templates/errors.css");
const SCRIPT: &str = include_str!("../../templates/errors.js");
/// The hashes of the page's style and script, in base64 of SHA-256 (CSP 3). A test compares them with the templates.
const STYLE_HASH: &str = "TgAuQ95orl5SEUi2VfZLQjQOt6GOw7t10QxhqFEWdQ0=";
const SCRIPT_HASH: &str = "SkFK+/aBCy+uLUlT9+wKxaCjR6grpQXMT1cM+hKqRVM=";

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

    /// Sets the paragraphs below the title, in Markdown.
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

    /// The page as one file of HTML; see [`Catalog::to_html`].
    #[must_use]
    pub fn to_html(&self) -> String {
        let (names, words) = (Names::of(&self.catalog), self.words());
        rendered(&Html(Shown::new(self, &names, &words)))
    }

    /// The page as one file of Markdown; see [`Catalog::to_markdown`].
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
    words: &'a Words<'a>,
    /// The language of doc comments, if it is not the page's.
    docs_lang: Lang,
    title: Text,
    introduction: Text,
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
    text: Text,
    description: Text,
}

/// One error: the answers with one address.
struct Section<'a> {
    words: &'a Words<'a>,
    anchor: String,
    first: &'a Entry,
    title: Text,
    since: Option<Text>,
    answers: Vec<AnswerView<'a>>,
}

/// One variant that answers with the error.
struct AnswerView<'a> {
    words: &'a Words<'a>,
    entry: &'a Entry,
    path: String,
    doc: Doc,
    names: &'a Names,
    detail: Option<Text>,
    grpc: Option<&'static str>,
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
    status: Text,
    span: Text,
}

impl<'a> Shown<'a> {
    fn new(page: &'a Page, names: &'a Names, words: &'a Words<'a>) -> Self {
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
        let errors = sections(page, entries, names, words, &mut taken);
        let retired = page.retired.iter();
        // Who sets a text writes it in the page's language.
        let own = |text: &Option<String>, word| match text {
            Some(text) => Text::new(text.clone(), None),
            None => words.say(word),
        };
        Self {
            words,
            docs_lang: Lang(words.of_attributes()),
            title: own(&page.title, word::TITLE),
            introduction: own(&page.introduction, word::INTRODUCTION),
            contradictions: contradictions(catalog),
            statuses: statuses
                .into_iter()
                .map(|(code, dialect)| {
                    let [text, description] = words.of_status(code, dialect);
                    Status {
                        code,
                        text,
                        description,
                    }
                })
                .collect(),
            errors,
            retired: retired
                .map(|retired| RetiredSection::new(retired, words, &mut taken))
                .collect(),
            has_run_time_status,
            is_open: catalog.is_open(),
        }
    }

    /// A word whose arguments the script puts in.
    fn template(&self, word: Word) -> String {
        let names = [
            ("found", Value::Text("{found}")),
            ("all", Value::Text("{all}")),
            ("shown", Value::Text("{shown}")),
            ("code", Value::Text("{code}")),
        ];
        self.words.say_with(word, &names).text().to_owned()
    }

    fn introduction_html(&self) -> String {
        html::introduction(self.introduction.text())
    }

    /// The indexes: by status, by type, by first letter.
    fn index(&self) -> [(Word, Vec<IndexGroup<'_>>); 3] {
        [
            (
                word::BY_STATUS,
                self.grouped(|error| error.status().text().to_owned()),
            ),
            (
                word::BY_TYPE,
                self.grouped(|error| error.first.type_name.to_owned()),
            ),
            (
                word::BY_LETTER,
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
            let class = if name == error.status().text() {
                error.class()
            } else {
                ""
            };
            let lang = Lang(self.words.other(ENGLISH).filter(|_| !class.is_empty()));
            let group = groups.entry(name.clone()).or_insert_with(|| IndexGroup {
                name,
                lang,
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
    lang: Lang,
    class: &'static str,
    items: Vec<(&'a str, &'a str)>,
}

/// Gives one section for each address. Answers that contradict each other have a section each, the second with
/// a number behind its anchor.
fn sections<'a>(
    page: &'a Page,
    entries: Vec<&'a Entry>,
    names: &'a Names,
    words: &'a Words<'a>,
    taken: &mut HashSet<String>,
) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    let mut by_code: HashMap<_, usize> = HashMap::new();
    let has_grpc = grpc::is_spoken(&page.catalog);
    for entry in entries {
        let mut answer = AnswerView::new(page, entry, names, words);
        answer.grpc = answer.grpc.filter(|_| has_grpc);
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
            let version = page.since.get(&key)?;
            Some(words.say_with(word::SINCE, &[("version", Value::Text(version))]))
        });
        sections.push(Section {
            words,
            anchor: unique(&entry.anchor(), taken),
            first: entry,
            title: words.title_of(entry),
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
    /// The code in front of the heading; the variant if the code is known only at run time.
    fn code(&self) -> &str {
        self.first.code.unwrap_or(self.first.variant)
    }

    /// The line of the index: the code, if it is more than the status.
    fn label(&self) -> &str {
        let title = match self.first.title {
            Some(_) => self.title.text(),
            None => self.first.variant,
        };
        self.first.own_code().unwrap_or(title)
    }

    /// The status with the phrase that HTTP gives it, which is English.
    fn status(&self) -> Text {
        match self.first.status {
            Some(status) => {
                let text = format!("{} {}", status.as_str(), table::title(status));
                Text::new(text, self.words.other(ENGLISH))
            }
            None => self.words.say(word::STATUS_AT_RUN_TIME),
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
    fn new(page: &Page, entry: &'a Entry, names: &'a Names, words: &'a Words<'a>) -> Self {
        let catalog = &page.catalog;
        let places = entry
            .note
            .places
            .iter()
            .map(|place| example::template(place));
        let meta = entry.meta.iter();
        Self {
            words,
            entry,
            path: entry.path(),
            doc: Doc::of(entry.doc),
            names,
            detail: words.detail_of(entry),
            grpc: grpc::code(entry),
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

    fn retry(&self) -> Text {
        if self.entry.status == Some(StatusCode::NOT_MODIFIED) {
            return self.words.say(word::NOT_NEEDED);
        }
        self.words.say(match self.entry.retry() {
            RetryClass::After if self.headers.contains(&"retry-after") => word::AFTER_HEADER,
            RetryClass::After => word::AFTER_WAIT,
            RetryClass::Never => word::NEVER,
            RetryClass::Unknown => word::MAYBE,
        })
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

/// Gives the status line and the headers of an answer, with dots for values that only a request gives.
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
    fn new(retired: &'a Retired, words: &Words<'_>, taken: &mut HashSet<String>) -> Self {
        let until = ("until", Value::Text(&retired.until));
        let span = match (retired.since.as_deref(), &*retired.until) {
            (Some(since), "") => words.say_with(word::SENT, &[("since", Value::Text(since))]),
            (Some(since), _) => {
                words.say_with(word::SENT_UNTIL, &[("since", Value::Text(since)), until])
            }
            (None, "") => words.say(word::SENT_ONCE),
            (None, _) => words.say_with(word::SENT_ONCE_UNTIL, &[until]),
        };
        Self {
            anchor: unique(
                &address::anchor("", &retired.code, Some(&retired.code)),
                taken,
            ),
            code: &retired.code,
            title: retired.title.as_deref().unwrap_or_default(),
            status: match retired.status {
                Some(status) => Text::new(status.to_string(), None),
                None => words.say(word::ANY_STATUS),
            },
            span,
        }
    }
}
