//! [`Section`]: one error of the page, and all answers that have its address.

use super::Page;
use super::answer_view::AnswerView;
use crate::answer::entry::Entry;
use crate::docs::doc_comment::Names;
use crate::docs::lock::Retired;
use crate::docs::{grpc, markdown, word};
use crate::document::word::Value;
use crate::document::words::{ENGLISH, Text, Words};
use crate::document::{address, table};
use askama::Template;
use std::collections::{HashMap, HashSet};

/// One error: the answers with one address.
pub(super) struct Section<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) anchor: String,
    pub(super) first: &'a Entry,
    pub(super) title: Text,
    /// The name in the index.
    pub(super) label: String,
    pub(super) since: Option<Text>,
    pub(super) answers: Vec<AnswerView<'a>>,
}

pub(super) struct RetiredSection<'a> {
    pub(super) anchor: String,
    pub(super) code: &'a str,
    pub(super) title: &'a str,
    pub(super) status: Text,
    pub(super) span: Text,
}

#[derive(Template)]
#[template(path = "error.md", escape = "none")]
struct MarkdownOfError<'a> {
    error: &'a Section<'a>,
    level: &'a str,
}

pub(super) fn rendered(template: &impl Template) -> String {
    // Writing to memory does not fail.
    template.render().unwrap_or_default()
}

/// Gives one section for each address. Answers that contradict each other have a section each, the second with
/// a number behind its anchor.
pub(super) fn sections<'a>(
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
        let title = words.title_of(entry);
        sections.push(Section {
            words,
            anchor: unique(&entry.anchor(), taken),
            first: entry,
            label: label(entry, &title).to_owned(),
            title,
            since,
            answers: vec![answer],
        });
    }
    tell_apart(&mut sections);
    sections
}

/// Gives the name of an error in the index: its code, if it is more than the status; else its title.
fn label<'t>(entry: &Entry, title: &'t Text) -> &'t str {
    let title = match entry.title {
        Some(_) => title.text(),
        None => entry.variant,
    };
    entry.own_code().unwrap_or(title)
}

/// Adds the anchor to each label that several sections have, such as the title of a status.
fn tell_apart(sections: &mut [Section<'_>]) {
    let mut times: HashMap<String, usize> = HashMap::new();
    for section in &*sections {
        *times.entry(section.label.clone()).or_default() += 1;
    }
    for section in sections {
        let is_shared = times.get(&section.label).is_some_and(|times| *times > 1);
        if is_shared && section.label != section.anchor {
            section.label = format!("{} ({})", section.label, section.anchor);
        }
    }
}

pub(super) fn unique(anchor: &str, taken: &mut HashSet<String>) -> String {
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
    pub(super) fn code(&self) -> &str {
        self.first.code.unwrap_or(self.first.variant)
    }

    /// The status with the phrase that HTTP gives it, which is English.
    pub(super) fn status(&self) -> Text {
        match self.first.status {
            Some(status) => {
                let text = format!("{} {}", status.as_str(), table::title(status));
                Text::new(text, self.words.other(ENGLISH))
            }
            None => self.words.say(word::STATUS_AT_RUN_TIME),
        }
    }

    pub(super) fn class(&self) -> &'static str {
        match self.first.status {
            Some(status) if status.is_client_error() => "client",
            Some(status) if status.is_server_error() => "server",
            _ => "other",
        }
    }

    pub(super) fn deprecated(&self) -> Option<&'static str> {
        self.answers
            .iter()
            .find_map(|answer| answer.entry.deprecated)
    }

    pub(super) fn markdown(&self, level: &str) -> String {
        rendered(&MarkdownOfError { error: self, level })
    }
}

impl<'a> RetiredSection<'a> {
    pub(super) fn new(
        retired: &'a Retired,
        words: &Words<'_>,
        taken: &mut HashSet<String>,
    ) -> Self {
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
