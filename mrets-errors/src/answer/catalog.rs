//! [`Catalog`]: every answer that a type can give.

use crate::answer::row::Row;
#[cfg(feature = "docs")]
use crate::document::envelope::Envelope;
use crate::document::table;
use http::StatusCode;
use std::any::type_name;
use std::slice;

/// Every answer that a type, or a whole service, can give: what documentation, OpenAPI and checks of
/// compatibility are made of. [`MretsError::catalog`](crate::MretsError::catalog()) gives the one of a
/// type.
///
/// It is read from static data, and costs nothing where it is not used.
///
/// ```
/// use mrets_errors::{Catalog, MretsError};
///
/// #[derive(Debug, MretsError)]
/// #[mrets(codes = "snake_case")]
/// enum TransferError {
///     /// The account holds too little.
///     #[status(422, detail = "There are {left} certificates.", meta(left = .left))]
///     TooFew { left: u32 },
/// }
///
/// #[derive(Debug, MretsError)]
/// enum RegistryError {
///     #[status(404)]
///     NotFound,
///     #[status(transparent)]
///     Transfer(#[from] TransferError),
/// }
///
/// let catalog = RegistryError::catalog();
/// let variants: Vec<_> = catalog.entries().map(|entry| entry.variant).collect();
/// assert_eq!(variants, ["NotFound", "TooFew"]);
///
/// let entry = catalog.by_code("too_few").next().unwrap();
/// assert_eq!(entry.status.unwrap(), 422);
/// assert_eq!(entry.detail, Some("There are {left} certificates."));
/// assert_eq!(entry.doc, "The account holds too little.");
/// assert_eq!(entry.meta, ["left"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    entries: Vec<Entry>,
    /// The types that are described, generic arguments included.
    types: Vec<&'static str>,
    is_open: bool,
    /// What real values answer, by their rows.
    #[cfg(feature = "docs")]
    pub(crate) examples: Vec<(&'static Row, Envelope)>,
}

impl Catalog {
    /// No answer; [`merge`](Self::merge) adds those of a type.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            types: Vec::new(),
            is_open: false,
            #[cfg(feature = "docs")]
            examples: Vec::new(),
        }
    }

    /// The answers, in the order of the variants. Those of a transparent or an `#[errors]` field stand
    /// where the variant that holds it stands, and each type's stand there once.
    pub fn entries(&self) -> slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The answers with this code.
    pub fn by_code<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries().filter(move |entry| entry.code == Some(code))
    }

    /// Whether there can be other answers, which are known only at run time: an
    /// [`AnyError`](crate::AnyError), an [`ErrorObject`](crate::ErrorObject) or another `dyn` field
    /// answers for a variant.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// These answers and those of another catalogue: several enums make the catalogue of a service.
    /// What a type answers is taken once.
    ///
    /// ```
    /// use mrets_errors::{Catalog, MretsError};
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404)]
    /// struct NotFound;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(409)]
    /// struct Conflict;
    ///
    /// let service = NotFound::catalog().merge(Conflict::catalog()).merge(NotFound::catalog());
    /// assert_eq!(service.entries().len(), 2);
    /// ```
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        let known = std::mem::take(&mut self.types);
        let is_new = |entry: &Entry| !known.contains(&entry.origin);
        self.entries
            .extend(other.entries.into_iter().filter(is_new));
        self.types = known;
        for ty in other.types {
            self.add_type(ty);
        }
        self.is_open |= other.is_open;
        #[cfg(feature = "docs")]
        self.examples.extend(other.examples);
        self
    }

    /// Takes note of a type; whether it is a new one.
    fn add_type(&mut self, ty: &'static str) -> bool {
        let is_new = !self.types.contains(&ty);
        if is_new {
            self.types.push(ty);
        }
        is_new
    }
}

/// Adds what answers in a field.
type DescribeInner = fn(&mut Catalog);

/// Called by generated code.
#[doc(hidden)]
impl Catalog {
    /// Adds a type: its rows, and behind as many of them as `inner` says, what it answers with in a
    /// field. A type that is there already is not added again, by which recursion ends.
    pub fn describe<T: ?Sized>(
        &mut self,
        rows: &'static [Row],
        notes: &'static [Note],
        inner: &[(usize, DescribeInner)],
    ) {
        let origin = type_name::<T>();
        if !self.add_type(origin) {
            return;
        }
        let mut own = rows.iter().zip(notes);
        let mut taken = 0;
        for (before, describe) in inner {
            let entries = own.by_ref().take(before.saturating_sub(taken));
            let entries = entries.map(|(row, note)| Entry::new(origin, row, note));
            self.entries.extend(entries);
            taken = *before;
            describe(self);
        }
        self.entries
            .extend(own.map(|(row, note)| Entry::new(origin, row, note)));
    }

    /// Something answers that is known only at run time.
    pub fn open(&mut self) {
        self.is_open = true;
    }
}

/// One answer: of a variant, or of a struct.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Entry {
    /// The type's name, without its path.
    pub type_name: &'static str,
    /// The variant's name; a struct's own.
    pub variant: &'static str,
    /// None where a field holds it.
    pub status: Option<StatusCode>,
    /// None where it is the status that a field holds, as text.
    pub code: Option<&'static str>,
    /// None where it is that of the status that a field holds.
    pub title: Option<&'static str>,
    /// As written: a format string, in which `{{` is a brace. Without a written one, the description of
    /// the status; none where there is none, or where it is a message that is written elsewhere.
    pub detail: Option<&'static str>,
    /// The doc comment; of a struct, the type's own. Empty without one.
    pub doc: &'static str,
    /// Which members `source` has: `pointer`, `parameter`, `header`.
    pub source: &'static [&'static str],
    /// The names of the headers that it can have, in lower case; all but Content-Type.
    pub headers: &'static [&'static str],
    /// Which members `meta` has.
    pub meta: &'static [&'static str],
    /// The Content-Type.
    pub media_type: &'static str,
    /// The type's full name.
    pub(crate) origin: &'static str,
    #[cfg(any(feature = "docs", feature = "utoipa"))]
    pub(crate) row: &'static Row,
    #[cfg(any(feature = "docs", feature = "utoipa"))]
    pub(crate) note: &'static Note,
}

impl Entry {
    fn new(origin: &'static str, row: &'static Row, note: &'static Note) -> Self {
        let status = StatusCode::from_u16(row.status).ok();
        let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let detail = some(note.detail);
        let detail = detail.or_else(|| some(row.detail).filter(|_| !note.is_message));
        Self {
            type_name: short(origin),
            variant: row.variant,
            status,
            code: some(row.code),
            title: some(row.title).or_else(|| status.map(table::title)),
            detail,
            doc: note.doc,
            source: note.source,
            headers: note.headers,
            meta: note.meta,
            media_type: row.media_type(),
            origin,
            #[cfg(any(feature = "docs", feature = "utoipa"))]
            row,
            #[cfg(any(feature = "docs", feature = "utoipa"))]
            note,
        }
    }

    /// Where a page that is made of the catalogue has this answer: `RegistryError-NotFound`, or of a
    /// struct its name. `#[mrets(docs = "...")]` links to it.
    #[must_use]
    pub fn anchor(&self) -> String {
        if self.variant == self.type_name {
            self.variant.to_owned()
        } else {
            format!("{}-{}", self.type_name, self.variant)
        }
    }
}

/// `Error` of `my_crate::Error<T>`.
fn short(path: &'static str) -> &'static str {
    let path = path.split('<').next().unwrap_or(path);
    let name = path.rsplit("::").next().unwrap_or(path);
    name.strip_prefix("r#").unwrap_or(name)
}

/// What only documentation reads of a variant, beside its [`Row`].
#[doc(hidden)]
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
    /// The members of `links`: name, and what is written.
    pub links: &'static [(&'static str, &'static str)],
    pub headers: &'static [&'static str],
    pub meta: &'static [&'static str],
}

#[doc(hidden)]
impl Note {
    /// What a note literal does not name.
    pub const BASE: Self = Self {
        doc: "",
        detail: "",
        is_message: false,
        source: &[],
        places: &[],
        links: &[],
        headers: &[],
        meta: &[],
    };
}
