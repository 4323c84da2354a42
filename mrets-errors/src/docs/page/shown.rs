//! [`Shown`]: all that the templates of the page show.

use super::section::{RetiredSection, Section, sections};
use super::{Order, Page};
use crate::answer::entry::Entry;
use crate::docs::contradictions::contradictions;
use crate::docs::doc_comment::Names;
use crate::docs::{html, word};
use crate::document::dialect::Dialect;
use crate::document::word::{Value, Word};
use crate::document::words::{ENGLISH, Lang, Text, Words};
use http::StatusCode;
use std::collections::{BTreeMap, HashSet};

/// All that the templates show.
pub(super) struct Shown<'a> {
    pub(super) words: &'a Words<'a>,
    names: &'a Names,
    /// The language of doc comments, if it is not the page's.
    pub(super) docs_lang: Lang,
    pub(super) title: Text,
    pub(super) introduction: Text,
    pub(super) contradictions: Vec<String>,
    pub(super) statuses: Vec<Status>,
    pub(super) errors: Vec<Section<'a>>,
    pub(super) retired: Vec<RetiredSection<'a>>,
    /// Whether a field decides a status.
    pub(super) has_run_time_status: bool,
    pub(super) is_open: bool,
}

pub(super) struct Status {
    pub(super) code: StatusCode,
    pub(super) text: Text,
    pub(super) description: Text,
}

pub(super) struct IndexGroup<'a> {
    pub(super) name: String,
    pub(super) lang: Lang,
    pub(super) class: &'static str,
    pub(super) items: Vec<(&'a str, &'a str)>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(page: &'a Page, names: &'a Names, words: &'a Words<'a>) -> Self {
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
            names,
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
    pub(super) fn template(&self, word: Word) -> String {
        let names = [
            ("found", Value::Text("{found}")),
            ("all", Value::Text("{all}")),
            ("shown", Value::Text("{shown}")),
            ("code", Value::Text("{code}")),
        ];
        self.words.say_with(word, &names).text().to_owned()
    }

    pub(super) fn introduction_html(&self) -> String {
        html::introduction(self.introduction.text(), self.names)
    }

    /// The indexes: by status, by type, by first letter.
    pub(super) fn index(&self) -> [(Word, Vec<IndexGroup<'_>>); 3] {
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
                    let first = error.label.chars().find(|char| char.is_alphanumeric());
                    first.map_or_else(|| "#".to_owned(), |first| first.to_uppercase().collect())
                }),
            ),
        ]
    }

    pub(super) fn grouped(&self, name: impl Fn(&Section<'a>) -> String) -> Vec<IndexGroup<'_>> {
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
            group.items.push((&error.anchor, &error.label));
        }
        groups.into_values().collect()
    }
}
