//! [`Catalog`]: every answer that a type can give.

use crate::answer::entry::Entry;
use crate::answer::note::{self, NoteReader};
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::row::table::{RowId, Table};
#[cfg(feature = "__catalog")]
use crate::document::defaults::Defaults;
use crate::document::dialect::Dialect;
#[cfg(feature = "__catalog")]
use crate::document::envelope::Envelope;
#[cfg(feature = "__catalog")]
use http::StatusCode;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::slice;

/// Every answer that a type, or a whole service, can give. Documentation, OpenAPI and checks of
/// compatibility are made of it. [`MretsError::catalog`](crate::MretsError::catalog()) gives the catalogue of a
/// type.
///
/// It is read from static data, and costs nothing unless it is used.
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
    /// The types that are described, generic arguments included, and named selections of their answers.
    pub(crate) groups: Vec<Group>,
    /// The type that is being described, and those whose fields hold it: indices into `groups`.
    describing: Vec<usize>,
    /// The dialect of the type that is being described; `None` is the default.
    dialect: Option<&'static Dialect>,
    /// The variant whose field is being described.
    holder: &'static str,
    is_open: bool,
    /// The schemas of the members of `meta`, by row and name.
    pub(crate) schemas: BTreeMap<(RowId, &'static str), SchemaOf>,
    /// Real values' envelopes, by their rows.
    #[cfg(feature = "__catalog")]
    pub(crate) examples: BTreeMap<RowId, Example>,
}

/// The envelope of a real value.
#[cfg(feature = "__catalog")]
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) status: StatusCode,
    pub(crate) envelope: Envelope,
    /// Beside each error object.
    pub(crate) defaults: Vec<Defaults>,
}

#[cfg(feature = "__catalog")]
impl Example {
    /// Says in this dialect what nobody wrote.
    pub(crate) fn speak(&mut self, dialect: &Dialect) {
        for (object, defaults) in self.envelope.errors.iter_mut().zip(&self.defaults) {
            dialect.restate(object, *defaults, self.status);
        }
    }
}

/// A type, or a named selection, with its answers.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// The type's full name; a selection's name.
    pub(crate) name: Cow<'static, str>,
    /// Its own answers.
    pub(crate) rows: Vec<RowId>,
    /// The types that answer in its fields, each with the variant that holds it.
    pub(crate) inner: Vec<(&'static str, &'static str)>,
    /// Whether a user asked for it, and not for a type that holds it.
    pub(crate) is_root: bool,
    /// The variants with a field whose answers are known only at run time.
    pub(crate) open: Vec<&'static str>,
    /// Whether it is a selection.
    pub(crate) is_selection: bool,
}

impl Group {
    pub(crate) fn new(name: &'static str, is_root: bool) -> Self {
        Self {
            name: Cow::Borrowed(name),
            rows: Vec::new(),
            inner: Vec::new(),
            is_root,
            open: Vec::new(),
            is_selection: false,
        }
    }
}

impl Catalog {
    /// Makes an empty catalogue. [`merge`](Self::merge) adds the answers of a type.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            groups: Vec::new(),
            describing: Vec::new(),
            dialect: None,
            holder: "",
            is_open: false,
            schemas: BTreeMap::new(),
            #[cfg(feature = "__catalog")]
            examples: BTreeMap::new(),
        }
    }

    /// The answers, in the order of the variants. A transparent or an `#[errors]` field has its answers in
    /// the place of the variant that holds it. Each type is listed once.
    pub fn entries(&self) -> slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The answers with this code.
    pub fn by_code<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries().filter(move |entry| entry.code == Some(code))
    }

    /// Whether there can be other answers, which are known only at run time: an
    /// [`AnyError`](crate::AnyError), an [`ErrorObject`](crate::ErrorObject) or another `dyn` field
    /// answers for a variant, or an expression gives its code.
    ///
    /// ```
    /// use mrets_errors::{AnyError, MretsError};
    ///
    /// #[derive(Debug, MretsError)]
    /// enum Error {
    ///     #[status(404)]
    ///     NotFound,
    ///     #[status(transparent)]
    ///     Other(AnyError),
    /// }
    ///
    /// assert!(Error::catalog().is_open());
    /// ```
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.is_open
    }

    /// Adds the answers of another catalogue, so that several enums make the catalogue of a service. The answers
    /// of a type are added once, in the dialect of the first catalogue that has them. If a type answers in two
    /// services with different dialects, give each service a catalogue, a page and a lock of its own.
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
    #[inline] // Few users merge: only they compile the tables.
    pub fn merge(mut self, other: Self) -> Self {
        let mut known: HashSet<RowId> = self.entries().map(|entry| entry.id).collect();
        let is_new = |entry: &Entry| known.insert(entry.id);
        self.entries
            .extend(other.entries.into_iter().filter(is_new));
        for group in other.groups {
            match self
                .groups
                .iter_mut()
                .find(|known| known.name == group.name)
            {
                Some(known) => known.is_root |= group.is_root,
                None => self.groups.push(group),
            }
        }
        self.is_open |= other.is_open;
        // The first is kept.
        let schemas = std::mem::replace(&mut self.schemas, other.schemas);
        self.schemas.extend(schemas);
        #[cfg(feature = "__catalog")]
        {
            let examples = std::mem::replace(&mut self.examples, other.examples);
            self.examples.extend(examples);
        }
        self
    }
}

impl Catalog {
    /// The same answers in another dialect: titles, details, codes, challenge, media type and addresses that no
    /// attribute writes.
    ///
    /// Types that declare no dialect speak the layer's, and so do the layer's own answers: show them in it by this
    /// method. It changes types that declare a dialect as well, so merge those afterwards.
    ///
    /// ```
    /// use mrets_errors::dialect::Codes;
    /// use mrets_errors::{Catalog, Dialect, MretsError};
    ///
    /// pub static SHOP: Dialect = Dialect::NEUTRAL
    ///     .codes(Codes::SnakeCase)
    ///     .docs("https://shop.example/errors#{code}");
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404)]
    /// struct NoPage;
    ///
    /// let catalog = NoPage::catalog().dialect(&SHOP);
    /// let entry = catalog.entries().next().unwrap();
    /// assert_eq!(entry.code, Some("not_found"));
    /// assert_eq!(entry.detail, Some("Nothing was found at this address."));
    /// assert_eq!(entry.link().as_deref(), Some("https://shop.example/errors#not_found"));
    /// ```
    #[must_use]
    pub fn dialect(mut self, dialect: &'static Dialect) -> Self {
        for entry in &mut self.entries {
            *entry = entry.in_dialect(dialect);
            #[cfg(feature = "__catalog")]
            if let Some(example) = self.examples.get_mut(&entry.id) {
                example.speak(dialect);
            }
        }
        self
    }

    /// Keeps the answers of these rows, and whether there are others.
    pub(crate) fn retain_rows(&mut self, rows: &HashSet<RowId>) {
        self.entries.retain(|entry| rows.contains(&entry.id));
        self.is_open = self.groups.iter().any(|group| !group.open.is_empty());
    }
}

/// Gives the JSON Schema of a field's type, and adds the definitions that it refers to; `null` if
/// nothing is known of the type.
pub type SchemaOf = fn(&mut Map<String, Value>) -> Value;

/// Adds the answers of a field.
type DescribeInner = fn(&mut Catalog);

/// Called by generated code.
#[doc(hidden)]
impl Catalog {
    /// Adds a type: its rows, and behind as many of them as `inner` says, the answers of a field. It does not
    /// add a type twice, so that recursion ends.
    ///
    /// `origin` is the type's full name: this function exists once, and not once for each type.
    #[doc(hidden)] // cargo-semver-checks does not look at the impl
    pub fn describe(
        &mut self,
        origin: &'static str,
        table: &'static Table,
        notes: &'static str,
        words: &'static [&'static str],
        inner: &[(usize, &'static str, DescribeInner)],
    ) {
        let holder = std::mem::take(&mut self.holder);
        let outer = self.describing.last();
        if let Some(outer) = outer.and_then(|at| self.groups.get_mut(*at)) {
            outer.inner.push((holder, origin));
        }
        if self.groups.iter().any(|group| group.name == origin) {
            return;
        }
        let is_root = self.describing.is_empty();
        self.describing.push(self.groups.len());
        let outer = self.dialect;
        // An outer type's dialect comes before the dialects of the types in its fields.
        let dialect = outer.unwrap_or(table.dialect);
        self.dialect = Some(dialect).filter(|dialect| !dialect.is_default());
        let has_entry = |row: &usize| Answer::of(table, *row).has_entry();
        let rows = 0..table.len();
        self.groups.push(Group {
            rows: (rows.clone().filter(has_entry))
                .map(|row| RowId::new(table, row))
                .collect(),
            ..Group::new(origin, is_root)
        });
        for answer in rows.map(|row| Answer::of(table, row)) {
            if answer.has(Part::Code) {
                self.holder = answer.variant();
                self.open();
            }
        }
        // Instances of a generic type share their rows.
        let first = (0..table.len()).find(has_entry);
        let first = RowId::new(table, first.unwrap_or_default());
        let is_known = self.entries.iter().any(|entry| entry.id == first);
        let own = (0..table.len()).filter(|_| !is_known);
        let mut notes = NoteReader::new(notes, words);
        let mut own = own.map(|row| Entry::new(origin, table, row, notes.next(row), dialect));
        let mut taken = 0;
        for (before, variant, describe) in inner {
            let entries = own.by_ref().take(before.saturating_sub(taken));
            let entries = entries.filter(|entry| entry.answer.has_entry());
            self.entries.extend(entries);
            taken = *before;
            self.holder = variant;
            describe(self);
        }
        self.entries
            .extend(own.filter(|entry| entry.answer.has_entry()));
        self.describing.pop();
        self.dialect = outer;
    }

    /// Adds the answers of a field, in the dialect of the type that holds it.
    pub fn describe_in(&mut self, dialect: &'static Dialect, describe: impl FnOnce(&mut Self)) {
        let outer = self.dialect;
        self.dialect = outer.or(Some(dialect).filter(|dialect| !dialect.is_default()));
        describe(self);
        self.dialect = outer;
    }

    /// Notes the schema of each type, for the members of `meta` that have it. They are written like
    /// [notes](NoteReader::new), as in `0 meta 4:left0 meta 6:wanted`.
    #[inline]
    pub fn describe_meta(&mut self, table: &'static Table, schemas: &[(&'static str, SchemaOf)]) {
        for (members, schema) in schemas {
            for (row, name) in note::of_rows(members) {
                let member = (RowId::new(table, row), name);
                self.schemas.entry(member).or_insert(*schema);
            }
        }
    }

    /// Notes that a field answers whose type is known only at run time.
    pub fn open(&mut self) {
        self.is_open = true;
        let group = self.describing.last();
        if let Some(group) = group.and_then(|at| self.groups.get_mut(*at)) {
            group.open.push(self.holder);
        }
    }
}
