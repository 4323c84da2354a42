//! [`Note`]: a text of a variant that only documentation reads.

/// A text, or names, of a variant that only documentation reads. It stands beside the number of the variant's
/// [`Row`](super::row::Row).
///
/// A type lists only the notes that exist, since rustc takes time for each value of a constant.
#[derive(Debug, Clone, Copy)]
pub enum Note {
    Doc(&'static str),
    /// The detail as written, if it is not the row's.
    Detail(&'static str),
    /// The detail is the type's own message, and the row's detail only stands in for it.
    IsMessage,
    /// The members of `source`, and their templates in the same order.
    Source(&'static [&'static str], &'static [&'static str]),
    /// The members of `links`: name, and template.
    Links(&'static [(&'static str, &'static str)]),
    Headers(&'static [&'static str]),
    Meta(&'static [&'static str]),
    /// A `#[headers]` field adds other headers.
    HasOtherHeaders,
    /// A `#[meta(flatten)]` field adds other members.
    HasOtherMeta,
    /// The template of `#[mrets(docs = "...")]`, if `links.type` comes from it.
    Docs(&'static str),
    /// The variant is `#[doc(hidden)]`.
    IsHidden,
    /// The note of `#[deprecated]`, which may be empty.
    Deprecated(&'static str),
    /// `after`, `never` or `unknown`, as the attribute says it.
    Retry(&'static str),
}

/// The notes of a type, each with the number of its row, in the order of the rows.
pub type NoteList = &'static [(usize, Note)];

/// All notes of one variant; texts and lists are empty where there is no note.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools)] // Each is a note of its own.
pub(crate) struct Notes {
    pub(crate) doc: &'static str,
    pub(crate) detail: &'static str,
    pub(crate) is_message: bool,
    pub(crate) source: &'static [&'static str],
    pub(crate) places: &'static [&'static str],
    pub(crate) links: &'static [(&'static str, &'static str)],
    pub(crate) headers: &'static [&'static str],
    pub(crate) meta: &'static [&'static str],
    pub(crate) has_other_headers: bool,
    pub(crate) has_other_meta: bool,
    pub(crate) docs: &'static str,
    pub(crate) is_hidden: bool,
    pub(crate) deprecated: Option<&'static str>,
    pub(crate) retry: &'static str,
}

impl Notes {
    /// The notes of a row, out of the notes of its type.
    pub(crate) fn of(row: usize, notes: NoteList) -> Self {
        let first = notes.partition_point(|(of, _)| *of < row);
        let notes = notes.iter().skip(first);
        let mut all = Self::default();
        for (_, note) in notes.take_while(|(of, _)| *of == row) {
            match *note {
                Note::Doc(doc) => all.doc = doc,
                Note::Detail(detail) => all.detail = detail,
                Note::IsMessage => all.is_message = true,
                Note::Source(names, places) => (all.source, all.places) = (names, places),
                Note::Links(links) => all.links = links,
                Note::Headers(headers) => all.headers = headers,
                Note::Meta(meta) => all.meta = meta,
                Note::HasOtherHeaders => all.has_other_headers = true,
                Note::HasOtherMeta => all.has_other_meta = true,
                Note::Docs(docs) => all.docs = docs,
                Note::IsHidden => all.is_hidden = true,
                Note::Deprecated(note) => all.deprecated = Some(note),
                Note::Retry(retry) => all.retry = retry,
            }
        }
        all
    }
}
