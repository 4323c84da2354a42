//! [`Catalog`]: every answer that a type can give.

use crate::answer::entry::Entry;
use crate::answer::note::Note;
use crate::answer::row::{Row, Table};
#[cfg(feature = "__catalog")]
use crate::document::envelope::Envelope;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::HashSet;
use std::{ptr, slice};

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
    /// The types that are described, generic arguments included, and named selections of their answers.
    pub(crate) groups: Vec<Group>,
    /// The type that is being described, and those whose fields hold it: indices into `groups`.
    describing: Vec<usize>,
    is_open: bool,
    /// The schemas of the members of `meta`: the row, the member's name, and its schema.
    pub(crate) schemas: Vec<(&'static Row, &'static str, SchemaOf)>,
    /// Real values' envelopes, by their rows.
    #[cfg(feature = "__catalog")]
    pub(crate) examples: Vec<(&'static Row, Envelope)>,
}

/// A type, or a named selection, with its answers.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// The type's full name; a selection's name.
    pub(crate) name: Cow<'static, str>,
    /// Its own answers.
    pub(crate) rows: Vec<&'static Row>,
    /// The types that answer in its fields, each with the variant that holds it.
    pub(crate) inner: Vec<(&'static str, &'static str)>,
    /// Whether a user asked for it, and not for a type that holds it.
    pub(crate) is_root: bool,
    /// Whether something else can answer in its fields, which is known only at run time.
    pub(crate) is_open: bool,
    /// Whether it is a selection.
    pub(crate) is_selection: bool,
}

impl Group {
    fn new(name: &'static str, is_root: bool) -> Self {
        Self {
            name: Cow::Borrowed(name),
            rows: Vec::new(),
            inner: Vec::new(),
            is_root,
            is_open: false,
            is_selection: false,
        }
    }
}

impl Catalog {
    /// No answer; [`merge`](Self::merge) adds those of a type.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            entries: Vec::new(),
            groups: Vec::new(),
            describing: Vec::new(),
            is_open: false,
            schemas: Vec::new(),
            #[cfg(feature = "__catalog")]
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
        let mut known: HashSet<*const Row> = self
            .entries()
            .map(|entry| ptr::from_ref(entry.row))
            .collect();
        let is_new = |entry: &Entry| known.insert(ptr::from_ref(entry.row));
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
        self.schemas.extend(other.schemas);
        #[cfg(feature = "__catalog")]
        self.examples.extend(other.examples);
        self
    }
}

/// Gives the JSON Schema of a field's type, and adds the definitions that it refers to; `null` where
/// nothing is known.
pub type SchemaOf = fn(&mut Map<String, Value>) -> Value;

/// Adds the answers of a field.
type DescribeInner = fn(&mut Catalog);

/// Called by generated code.
#[doc(hidden)]
impl Catalog {
    /// Adds a type: its rows, and behind as many of them as `inner` says, the answers of a field. A type
    /// that is there already is not added again, by which recursion ends.
    ///
    /// `origin` is the type's full name: this function exists once, and not once a type.
    pub fn describe(
        &mut self,
        origin: &'static str,
        table: &'static Table,
        notes: &'static [Note],
        inner: &[(usize, DescribeInner)],
    ) {
        if let Some(outer) = self
            .describing
            .last()
            .and_then(|at| self.groups.get_mut(*at))
        {
            outer.inner.push(("", origin));
        }
        if self.groups.iter().any(|group| group.name == origin) {
            return;
        }
        let is_root = self.describing.is_empty();
        self.describing.push(self.groups.len());
        self.groups.push(Group {
            rows: table.rows.iter().collect(),
            ..Group::new(origin, is_root)
        });
        // Instances of a generic type share their rows.
        let is_known = (table.rows.first())
            .is_some_and(|row| self.entries.iter().any(|entry| ptr::eq(entry.row, row)));
        let mut own = notes.iter().enumerate().filter(|_| !is_known);
        let mut taken = 0;
        for (before, describe) in inner {
            let entries = own.by_ref().take(before.saturating_sub(taken));
            let entries = entries.map(|(row, note)| Entry::new(origin, table, row, note));
            self.entries.extend(entries);
            taken = *before;
            describe(self);
        }
        self.entries
            .extend(own.map(|(row, note)| Entry::new(origin, table, row, note)));
        self.describing.pop();
    }

    /// Notes the schemas of members of `meta`, each with the number of its row.
    pub fn describe_meta(
        &mut self,
        table: &'static Table,
        schemas: &[(usize, &'static str, SchemaOf)],
    ) {
        let known = schemas
            .iter()
            .filter_map(|(row, name, schema)| Some((table.rows.get(*row)?, *name, *schema)));
        self.schemas.extend(known);
    }

    /// Notes that something answers which is known only at run time.
    pub fn open(&mut self) {
        self.is_open = true;
        if let Some(group) = self
            .describing
            .last()
            .and_then(|at| self.groups.get_mut(*at))
        {
            group.is_open = true;
        }
    }
}
