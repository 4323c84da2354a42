//! [`Notes`]: what only documentation reads of a variant.

use std::iter;

/// A list that only documentation reads. It stands beside the number of the variant's row.
#[derive(Debug, Clone, Copy)]
pub enum NoteList {
    /// The members of `source`, and their templates in the same order.
    Source(&'static [&'static str], &'static [&'static str]),
    /// The members of `links`: name, and template.
    Links(&'static [(&'static str, &'static str)]),
    /// The names of the headers.
    Headers(&'static [&'static str]),
    /// The names of the members of `meta`.
    Meta(&'static [&'static str]),
}

/// All notes of one variant; texts and lists are empty where there is no note.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // Each is a note of its own.
pub(crate) struct Notes {
    pub(crate) doc: &'static str,
    /// The detail as written, if it is not the row's.
    pub(crate) detail: &'static str,
    /// The detail is the type's own message, and the row's detail only stands in for it.
    pub(crate) is_message: bool,
    pub(crate) source: &'static [&'static str],
    pub(crate) places: &'static [&'static str],
    pub(crate) links: &'static [(&'static str, &'static str)],
    pub(crate) headers: &'static [&'static str],
    pub(crate) meta: &'static [&'static str],
    /// A `#[headers]` field adds other headers.
    pub(crate) has_other_headers: bool,
    /// A `#[meta(flatten)]` field adds other members.
    pub(crate) has_other_meta: bool,
    /// The template of `#[mrets(docs = "...")]`, if `links.type` comes from it.
    pub(crate) docs: &'static str,
    /// The variant is `#[doc(hidden)]`.
    pub(crate) is_hidden: bool,
    /// The note of `#[deprecated]`, which may be empty.
    pub(crate) deprecated: Option<&'static str>,
    /// `after`, `never` or `unknown`, as the attribute says it.
    pub(crate) retry: &'static str,
}

/// The notes of a type, read in the order of its rows.
pub(crate) struct NoteReader {
    texts: &'static str,
    lists: &'static [(usize, NoteList)],
}

impl NoteReader {
    /// Reads the notes that are there, and not each note of each variant: rustc takes time for each value of a
    /// constant. So all texts are one, of notes as `3 detail 5:Gone.`: the number of the row, the kind, and the
    /// length in bytes.
    pub(crate) const fn new(texts: &'static str, lists: &'static [(usize, NoteList)]) -> Self {
        Self { texts, lists }
    }

    /// The notes of the next row.
    pub(crate) fn next(&mut self, row: usize) -> Notes {
        let mut all = Notes::default();
        while let Some((of, kind, text, rest)) = split(self.texts)
            && of == row
        {
            self.texts = rest;
            all.add(kind, text);
        }
        while let [(of, list), rest @ ..] = self.lists
            && *of == row
        {
            self.lists = rest;
            match *list {
                NoteList::Source(names, places) => (all.source, all.places) = (names, places),
                NoteList::Links(links) => all.links = links,
                NoteList::Headers(headers) => all.headers = headers,
                NoteList::Meta(meta) => all.meta = meta,
            }
        }
        all
    }
}

/// The rows and texts of notes of one kind.
pub(crate) fn of_rows(notes: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    let mut notes = notes;
    iter::from_fn(move || {
        let (row, _, text, rest) = split(notes)?;
        notes = rest;
        Some((row, text))
    })
}

/// Splits the first note into row, kind and text; behind it stand the others.
fn split(notes: &'static str) -> Option<(usize, &'static str, &'static str, &'static str)> {
    let (head, rest) = notes.split_once(':')?;
    let (row, head) = head.split_once(' ')?;
    let (kind, length) = head.split_once(' ')?;
    let (text, rest) = rest.split_at_checked(length.parse().ok()?)?;
    Some((row.parse().ok()?, kind, text, rest))
}

impl Notes {
    fn add(&mut self, kind: &str, text: &'static str) {
        match kind {
            "doc" => self.doc = text,
            "detail" => self.detail = text,
            "message" => self.is_message = true,
            "other_headers" => self.has_other_headers = true,
            "other_meta" => self.has_other_meta = true,
            "docs" => self.docs = text,
            "hidden" => self.is_hidden = true,
            "deprecated" => self.deprecated = Some(text),
            "retry" => self.retry = text,
            // The derive writes no others.
            _ => {}
        }
    }
}
