//! Answers of one catalogue that a client could not tell apart, though they mean different things.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use std::collections::BTreeMap;

/// Gives a line for each pair of answers that share an address and are not one error: two
/// meanings of one code, or two types of one name.
pub(crate) fn contradictions(catalog: &Catalog) -> Vec<String> {
    let mut first_at: BTreeMap<String, &Entry> = BTreeMap::new();
    let mut items = Vec::new();
    for entry in catalog.entries() {
        let first = *first_at.entry(entry.anchor()).or_insert(entry);
        let has_same_meaning = first.status == entry.status && first.title == entry.title;
        // A dialect may give one code to several statuses.
        let has_default_code = |entry: &Entry| entry.answer.has_default_code();
        let is_one_error = entry.own_code().is_some()
            && first.own_code() == entry.own_code()
            && (has_same_meaning || has_default_code(first) && has_default_code(entry));
        if !std::ptr::eq(first, entry) && !is_one_error {
            items.push(format!(
                "`{}` is {} and {}",
                entry
                    .own_code()
                    .map_or_else(|| entry.anchor(), str::to_owned),
                meaning(first),
                meaning(entry)
            ));
        }
    }
    items
}

fn meaning(entry: &Entry) -> String {
    let status = entry.status.map_or_else(
        || "any status".to_owned(),
        |status| status.as_str().to_owned(),
    );
    let title = entry.title.map(|title| format!(" {title:?}"));
    format!(
        "{status}{} of `{}`",
        title.unwrap_or_default(),
        entry.path()
    )
}
