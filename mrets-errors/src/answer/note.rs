//! [`Note`]: the part of a variant that only documentation reads.

/// Texts and names of a variant, beside its [`Row`](super::row::Row), that only documentation reads.
#[derive(Debug)]
pub struct Note {
    pub doc: &'static str,
    /// The detail as written; empty where it is the row's, or unknown.
    pub detail: &'static str,
    /// Whether the detail is the type's own message: the row's only stands in for it.
    pub is_message: bool,
    pub source: &'static [&'static str],
    /// The members of `source` as written, in the order of their names.
    pub places: &'static [&'static str],
    /// The members of `links`: name, and template.
    pub links: &'static [(&'static str, &'static str)],
    pub headers: &'static [&'static str],
    pub meta: &'static [&'static str],
    /// Whether a `#[headers]` field adds others.
    pub has_other_headers: bool,
    /// Whether a `#[meta(flatten)]` field adds others.
    pub has_other_meta: bool,
    /// The template of `#[mrets(docs = "...")]`, where `links.type` comes from it; else empty.
    pub docs: &'static str,
    /// Whether the variant is `#[doc(hidden)]`.
    pub is_hidden: bool,
    /// The note of `#[deprecated]`; empty where it has none.
    pub deprecated: Option<&'static str>,
    /// `after`, `never` or `unknown`, where the attribute says it; else empty.
    pub retry: &'static str,
}

impl Note {
    /// The values that a note literal does not name.
    pub const BASE: Self = Self {
        doc: "",
        detail: "",
        is_message: false,
        source: &[],
        places: &[],
        links: &[],
        headers: &[],
        meta: &[],
        has_other_headers: false,
        has_other_meta: false,
        docs: "",
        is_hidden: false,
        deprecated: None,
        retry: "",
    };
}
