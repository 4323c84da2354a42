//! The page: what its templates show.

use super::{html, markdown};
use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::answer::row::Part;
use crate::docs::example;
use crate::document::table;
use askama::Template;
use http::StatusCode;
use std::collections::BTreeSet;

const STYLE: &str = include_str!("../../templates/errors.css");
const SCRIPT: &str = include_str!("../../templates/errors.js");
/// What may run is this very text, base64 of SHA-256 (CSP 3). A test holds them together.
const STYLE_HASH: &str = "zl62hD9xMXt/371/EwM49WzF4qbdO0T5aZnppLy9IM8=";
const SCRIPT_HASH: &str = "1oUwdyeM6LBng1RoapxrjD9SHI0+xff+uiX//CznnkQ=";

pub(super) fn html(catalog: &Catalog) -> String {
    rendered(&Html(Page::new(catalog)))
}

pub(super) fn markdown(catalog: &Catalog) -> String {
    rendered(&Markdown(Page::new(catalog)))
}

fn rendered(template: &impl Template) -> String {
    // Writing to memory does not fail.
    template.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "errors.html")]
struct Html<'a>(Page<'a>);

#[derive(Template)]
#[template(path = "errors.md", escape = "none")]
struct Markdown<'a>(Page<'a>);

struct Page<'a> {
    statuses: Vec<Status>,
    errors: Vec<Section<'a>>,
    /// Whether a field decides a status.
    has_run_time_status: bool,
    is_open: bool,
}

struct Status {
    code: StatusCode,
    text: &'static str,
    description: &'static str,
}

struct Section<'a> {
    anchor: String,
    entry: &'a Entry,
    detail: Option<String>,
    source: Vec<(&'static str, String)>,
    has_list: bool,
    example: Option<String>,
}

impl<'a> Page<'a> {
    fn new(catalog: &'a Catalog) -> Self {
        let statuses: BTreeSet<StatusCode> =
            catalog.entries().filter_map(|entry| entry.status).collect();
        let errors = example::anchored(catalog).map(|(anchor, entry)| Section {
            anchor,
            entry,
            detail: entry.detail.map(example::text),
            source: (entry.source.iter().copied())
                .zip(entry.note.places.iter().map(|place| example::text(place)))
                .collect(),
            has_list: entry.row.has(Part::Errors),
            example: example(catalog, entry),
        });
        Self {
            statuses: statuses.into_iter().map(Status::new).collect(),
            errors: errors.collect(),
            has_run_time_status: catalog.entries().any(|entry| entry.status.is_none()),
            is_open: catalog.is_open(),
        }
    }
}

impl Status {
    fn new(code: StatusCode) -> Self {
        Self {
            code,
            text: table::title(code),
            description: table::description(code).unwrap_or_default(),
        }
    }
}

impl Section<'_> {
    fn heading(&self) -> &str {
        self.entry.title.unwrap_or(self.entry.variant)
    }

    fn status(&self) -> String {
        match self.entry.status {
            Some(status) => format!("{} {}", status.as_str(), table::title(status)),
            None => "known at run time".to_owned(),
        }
    }

    /// What a search looks into.
    fn search(&self) -> String {
        let status = self.entry.status.as_ref().map(StatusCode::as_str);
        [status, self.entry.code, Some(self.heading())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The real body, or what is made of the templates.
fn example(catalog: &Catalog, entry: &Entry) -> Option<String> {
    let made = example::envelope(entry);
    let envelope = catalog.example(entry.row).or(made.as_ref())?;
    // Writing the model does not fail.
    serde_json::to_string_pretty(envelope).ok()
}
