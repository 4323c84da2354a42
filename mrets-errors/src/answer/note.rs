//! [`Notes`]: what only documentation reads of a variant.

use std::iter;

/// All notes of one variant; texts and lists are empty where there is no note.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // Each is a note of its own.
pub(crate) struct Notes {
    pub(crate) doc: &'static str,
    /// The detail as written, if it is not the row's.
    pub(crate) detail: &'static str,
    /// The detail is the type's own message, and the row's detail only stands in for it.
    pub(crate) is_message: bool,
    /// The members of `source`.
    pub(crate) source: &'static [&'static str],
    /// Their templates, in the same order.
    pub(crate) places: &'static [&'static str],
    /// The members of `links`: name, and template.
    pub(crate) links: &'static [[&'static str; 2]],
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
    words: &'static [&'static str],
}

impl NoteReader {
    /// Reads the notes that are there, and not each note of each variant: rustc takes time for each value of a
    /// constant. So all texts are one, of notes as `3 detail 5:Gone.`: the number of the row, the kind, and the
    /// length in bytes. The words of all lists are one list. The text of a note that is a list says how many words
    /// are its own, as in `3 meta 1:2`.
    pub(crate) const fn new(texts: &'static str, words: &'static [&'static str]) -> Self {
        Self { texts, words }
    }

    /// The notes of the next row.
    pub(crate) fn next(&mut self, row: usize) -> Notes {
        let mut all = Notes::default();
        while let Some((of, kind, text, rest)) = split(self.texts)
            && of == row
        {
            self.texts = rest;
            self.add_to(&mut all, kind, text);
        }
        all
    }

    fn add_to(&mut self, all: &mut Notes, kind: &str, text: &'static str) {
        match kind {
            "doc" => all.doc = text,
            "detail" => all.detail = text,
            "message" => all.is_message = true,
            "source" => all.source = self.list(text),
            "places" => all.places = self.list(text),
            "links" => all.links = self.list(text).as_chunks().0,
            "headers" => all.headers = self.list(text),
            "meta" => all.meta = self.list(text),
            "other_headers" => all.has_other_headers = true,
            "other_meta" => all.has_other_meta = true,
            "docs" => all.docs = text,
            "hidden" => all.is_hidden = true,
            "deprecated" => all.deprecated = Some(text),
            "retry" => all.retry = text,
            // The derive writes no others.
            _ => {}
        }
    }

    /// The next list, of so many words.
    fn list(&mut self, length: &str) -> &'static [&'static str] {
        let length = length.parse().unwrap_or_default();
        let (list, rest) = self.words.split_at_checked(length).unwrap_or_default();
        self.words = rest;
        list
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
