//! Compares the translations in a directory with the messages of a catalogue.

use super::error::FluentFault;
use super::messages::{Message, arguments_of, has_body, ids_of};
use super::references::{Reference, references};
use crate::answer::catalog::Catalog;
use crate::docs::word;
use crate::document::languages::functions::FUNCTIONS;
use crate::document::languages::id::Member;
use crate::document::template::{Piece, pieces};
use crate::document::word::{Word, error_page};
use fluent_syntax::ast::{Entry, Pattern, Resource};
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};
use unic_langid::LanguageIdentifier;

const TITLE: &str = match Member::Title.attribute() {
    Some(name) => name,
    None => "",
};

/// The words of each of our pages.
static PAGES: [&[Word]; 2] = [word::WORDS, error_page::WORDS];

/// All faults of the files in a directory.
pub(super) fn faults(messages: &[Message], catalog: &Catalog, dir: &Path) -> Vec<FluentFault> {
    let mut faults = Vec::new();
    let broken = |file: &Path, reason: &dyn ToString| FluentFault::Broken {
        file: file.to_owned(),
        line: 0,
        reason: reason.to_string(),
    };
    let languages = match files(dir) {
        Ok(languages) => languages,
        Err(error) => return vec![broken(dir, &error)],
    };
    if languages.is_empty() {
        return vec![FluentFault::NoLanguage];
    }
    let known = Known::new(catalog);
    for (tag, files) in languages {
        if let Err(error) = tag.parse::<LanguageIdentifier>() {
            let file = files.first().map_or(dir, PathBuf::as_path);
            faults.push(broken(file, &format!("`{tag}` is no language: {error}")));
            continue;
        }
        let mut sources = Vec::new();
        for file in files {
            match fs::read_to_string(&file) {
                Ok(source) => sources.push((file, source)),
                Err(error) => faults.push(broken(&file, &error)),
            }
        }
        let mut resources = Vec::new();
        for (file, source) in &sources {
            resources.push(parse(source.as_str()).unwrap_or_else(|(rest, errors)| {
                faults.extend(errors.into_iter().map(|error| {
                    FluentFault::Broken {
                        file: file.clone(),
                        line: 1 + source
                            .get(..error.pos.start)
                            .unwrap_or_default()
                            .matches('\n')
                            .count(),
                        reason: error.to_string(),
                    }
                }));
                rest
            }));
        }
        let translation = Translation::new(&tag, &resources, &mut faults);
        translation.check(messages, &known, &mut faults);
    }
    faults
}

/// The files of each language.
fn files(dir: &Path) -> io::Result<BTreeMap<String, Vec<PathBuf>>> {
    let is_fluent = |path: &Path| path.extension() == Some(OsStr::new("ftl"));
    let mut languages: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in sorted(dir)? {
        let files = if entry.is_dir() {
            sorted(&entry)?
                .into_iter()
                .filter(|path| is_fluent(path))
                .collect()
        } else if is_fluent(&entry) {
            vec![entry.clone()]
        } else {
            continue;
        };
        let tag = entry.file_stem().unwrap_or_default().to_string_lossy();
        if !files.is_empty() {
            languages.entry(tag.into_owned()).or_default().extend(files);
        }
    }
    Ok(languages)
}

fn sorted(dir: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir)?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

/// The ids that the errors know, each with the arguments that its message has in every answer; `None` if these
/// are known only at run time.
struct Known {
    ids: HashMap<String, Option<BTreeSet<String>>>,
    /// Whether there are errors, and so messages, that only a value knows.
    is_open: bool,
}

impl Known {
    fn new(catalog: &Catalog) -> Self {
        let mut known: HashMap<String, Option<BTreeSet<String>>> = HashMap::new();
        for entry in catalog.entries().filter(|entry| has_body(entry)) {
            let ids = ids_of(entry);
            let arguments = arguments_of(entry);
            for id in ids.own {
                match (
                    known.entry(id).or_insert_with(|| arguments.clone()),
                    &arguments,
                ) {
                    (Some(of_all), Some(arguments)) => {
                        of_all.retain(|argument| arguments.contains(argument));
                    }
                    (of_all @ None, arguments) => of_all.clone_from(arguments),
                    (Some(_), None) => {}
                }
            }
            // The text of a status has no arguments.
            if entry.status.is_some() {
                known.insert(ids.default, Some(BTreeSet::new()));
            }
        }
        for word in PAGES.into_iter().flatten() {
            let names = pieces(word.english)
                .into_iter()
                .filter_map(|piece| match piece {
                    Piece::Placeholder(name) => Some(name.to_owned()),
                    Piece::Text(_) => None,
                });
            let arguments = Some(names.collect());
            known.entry(word.id.to_owned()).or_insert(arguments);
        }
        Self {
            ids: known,
            is_open: catalog.is_open(),
        }
    }
}

/// The messages and terms of one language.
struct Translation<'a> {
    tag: &'a str,
    /// The patterns by id and the name of the attribute; `-id` is a term.
    patterns: HashMap<(String, Option<&'a str>), &'a Pattern<&'a str>>,
    /// The keys of `patterns`, in the order of the files.
    order: Vec<(String, Option<&'a str>)>,
    ids: HashSet<String>,
}

impl<'a> Translation<'a> {
    fn new(
        tag: &'a str,
        resources: &'a [Resource<&'a str>],
        faults: &mut Vec<FluentFault>,
    ) -> Self {
        let mut this = Self {
            tag,
            patterns: HashMap::new(),
            order: Vec::new(),
            ids: HashSet::new(),
        };
        for entry in resources.iter().flat_map(|resource| &resource.body) {
            let (id, value, attributes) = match entry {
                Entry::Message(message) => (
                    message.id.name.to_owned(),
                    message.value.as_ref(),
                    &message.attributes,
                ),
                Entry::Term(term) => (
                    format!("-{}", term.id.name),
                    Some(&term.value),
                    &term.attributes,
                ),
                _ => continue,
            };
            if !this.ids.insert(id.clone()) {
                let language = tag.to_owned();
                faults.push(FluentFault::Duplicate { language, id });
                continue;
            }
            let value = value.map(|pattern| (None, pattern)).into_iter();
            let attributes = attributes.iter();
            let attributes = attributes.map(|known| (Some(known.id.name), &known.value));
            for (attribute, pattern) in value.chain(attributes) {
                this.order.push((id.clone(), attribute));
                this.patterns.insert((id.clone(), attribute), pattern);
            }
        }
        this
    }

    fn check(&self, messages: &[Message], known: &Known, faults: &mut Vec<FluentFault>) {
        for message in messages {
            self.check_is_there(message, faults);
        }
        for page in PAGES {
            self.check_words(page, faults);
        }
        let mut is_reached = HashSet::new();
        for (id, attribute) in &self.order {
            let is_sent = attribute.is_none_or(|name| name == TITLE);
            if let Some(arguments) = known.ids.get(id).filter(|_| is_sent) {
                self.check_arguments(id, *attribute, arguments.as_ref(), &mut is_reached, faults);
            }
        }
        for (id, attribute) in &self.order {
            self.check_references(id, *attribute, faults);
            // Only other messages use a term.
            let is_for_others = known.is_open || id.starts_with('-');
            if !is_for_others && !is_reached.contains(&(id.clone(), *attribute)) {
                faults.push(FluentFault::Stale {
                    language: self.tag.to_owned(),
                    id: path(id, *attribute),
                });
            }
        }
    }

    fn check_is_there(&self, message: &Message, faults: &mut Vec<FluentFault>) {
        let has = |id: &String, attribute| self.patterns.contains_key(&(id.clone(), attribute));
        let members = [(None, &message.detail), (Some(TITLE), &message.title)];
        for (attribute, text) in members {
            let mut stands_in = message.stands_in.iter();
            let is_there = has(&message.id, attribute) || stands_in.any(|id| has(id, attribute));
            if text.is_some() && !is_there {
                faults.push(FluentFault::Missing {
                    language: self.tag.to_owned(),
                    id: path(&message.id, attribute),
                });
            }
        }
    }

    /// A page in this language has all of its words, or none.
    fn check_words(&self, page: &[Word], faults: &mut Vec<FluentFault>) {
        let (there, missing): (Vec<&Word>, Vec<&Word>) =
            page.iter().partition(|word| self.ids.contains(word.id));
        if there.is_empty() {
            return;
        }
        faults.extend(missing.into_iter().map(|word| FluentFault::Missing {
            language: self.tag.to_owned(),
            id: word.id.to_owned(),
        }));
    }

    /// Checks the arguments of a message, and of the messages that it shows.
    fn check_arguments(
        &self,
        id: &str,
        attribute: Option<&'a str>,
        arguments: Option<&BTreeSet<String>>,
        is_reached: &mut HashSet<(String, Option<&'a str>)>,
        faults: &mut Vec<FluentFault>,
    ) {
        let mut unknown = BTreeSet::new();
        let mut seen = HashSet::new();
        let mut left = vec![(id.to_owned(), attribute)];
        while let Some(place) = left.pop() {
            if !seen.insert(place.clone()) {
                continue;
            }
            for reference in self.references_of(&place) {
                match reference {
                    Reference::Argument(name)
                        if arguments.is_some_and(|known| !known.contains(name)) =>
                    {
                        unknown.insert(name);
                    }
                    Reference::Message(id, attribute) => left.push((id.to_owned(), attribute)),
                    _ => {}
                }
            }
        }
        is_reached.extend(seen);
        faults.extend(
            unknown
                .into_iter()
                .map(|name| FluentFault::UnknownArgument {
                    language: self.tag.to_owned(),
                    id: path(id, attribute),
                    argument: name.to_owned(),
                    known: arguments.into_iter().flatten().cloned().collect(),
                }),
        );
    }

    fn check_references(
        &self,
        id: &str,
        attribute: Option<&'a str>,
        faults: &mut Vec<FluentFault>,
    ) {
        let place = (id.to_owned(), attribute);
        for reference in self.references_of(&place) {
            let (is_known, reference) = match reference {
                Reference::Argument(_) => continue,
                Reference::Function(name) => {
                    let is_known = FUNCTIONS.iter().any(|(known, _)| *known == name);
                    (is_known, format!("{name}()"))
                }
                Reference::Message(id, attribute) => {
                    let known = self.patterns.contains_key(&(id.to_owned(), attribute));
                    (known, path(id, attribute))
                }
                Reference::Term(name) => {
                    let term = format!("-{name}");
                    (self.ids.contains(&term), term)
                }
            };
            if !is_known {
                faults.push(FluentFault::UnknownReference {
                    language: self.tag.to_owned(),
                    id: path(id, attribute),
                    reference,
                });
            }
        }
        if self.refers_to_itself(&place) {
            faults.push(FluentFault::Cycle {
                language: self.tag.to_owned(),
                id: path(id, attribute),
            });
        }
    }

    fn refers_to_itself(&self, place: &(String, Option<&'a str>)) -> bool {
        let mut seen = HashSet::new();
        let mut left = self.shown_by(place);
        while let Some(next) = left.pop() {
            if next == *place {
                return true;
            }
            if seen.insert(next.clone()) {
                left.extend(self.shown_by(&next));
            }
        }
        false
    }

    /// The messages and terms that a pattern shows.
    fn shown_by(&self, place: &(String, Option<&'a str>)) -> Vec<(String, Option<&'a str>)> {
        let references = self.references_of(place).into_iter();
        let shown = references.filter_map(|reference| match reference {
            Reference::Message(id, attribute) => Some((id.to_owned(), attribute)),
            Reference::Term(name) => Some((format!("-{name}"), None)),
            Reference::Argument(_) | Reference::Function(_) => None,
        });
        shown.collect()
    }

    fn references_of(&self, place: &(String, Option<&'a str>)) -> Vec<Reference<'a>> {
        let mut found = Vec::new();
        if let Some(pattern) = self.patterns.get(place) {
            references(pattern, &mut found);
        }
        found
    }
}

fn path(id: &str, attribute: Option<&str>) -> String {
    match attribute {
        Some(attribute) => format!("{id}.{attribute}"),
        None => id.to_owned(),
    }
}
