//! [`Entry`]: one answer of a catalogue.

use crate::answer::note::Notes;
use crate::answer::retry_class::RetryClass;
use crate::answer::row::Text;
use crate::answer::row::answer::Answer;
use crate::answer::row::part::Part;
use crate::answer::row::table::{RowId, Table};
use crate::document::address::{self, docs_link};
use crate::document::dialect::Dialect;
#[cfg(feature = "docs")]
use crate::document::grpc_code::GrpcCode;
use http::StatusCode;

/// One answer: of a variant, or of a struct.
///
/// ```
/// use mrets_errors::MretsError;
///
/// #[derive(Debug, MretsError)]
/// enum TransferError {
///     /// Another transfer was faster.
///     #[status(409, code = "taken", headers("X-Shard" = "eu"))]
///     Taken,
/// }
///
/// let catalog = TransferError::catalog();
/// let entry = catalog.entries().next().unwrap();
/// assert_eq!((entry.type_name, entry.variant), ("TransferError", "Taken"));
/// assert_eq!(entry.status.unwrap(), 409);
/// assert_eq!(entry.headers, ["x-shard"]);
/// assert_eq!(entry.doc, "Another transfer was faster.");
/// ```
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Entry {
    /// The type's name, without its path.
    pub type_name: &'static str,
    /// The variant's name; a struct's own.
    pub variant: &'static str,
    /// The HTTP status; `None` if a value decides it at run time.
    pub status: Option<StatusCode>,
    /// The code; `None` if a value decides it, or if it is the status that a field holds.
    pub code: Option<&'static str>,
    /// The title; `None` if it depends on the status that a field holds.
    pub title: Option<&'static str>,
    /// The detail: the format string as written, in which `{{` is a brace, else the description of the status.
    /// `None` if the status has no description, or if another derive or a hand-written `Display` has the message.
    pub detail: Option<&'static str>,
    /// The doc comment; of a struct, the type's own. Empty without one.
    pub doc: &'static str,
    /// Whether the variant is `#[doc(hidden)]`: it answers, and stands in the lock, but on no page and in no
    /// OpenAPI document.
    pub is_hidden: bool,
    /// The note of a `#[deprecated]` variant, which may be empty.
    pub deprecated: Option<&'static str>,
    /// The members of `source`: `pointer`, `parameter`, `header`.
    pub source: &'static [&'static str],
    /// The names of the headers that it can have, in lower case, without Content-Type.
    pub headers: &'static [&'static str],
    /// Whether a `#[headers]` field adds others, whose names are known only at run time.
    pub has_other_headers: bool,
    /// The names of the members of `meta`.
    pub meta: &'static [&'static str],
    /// Whether a `#[meta(flatten)]` field adds others, whose names are known only at run time.
    pub has_other_meta: bool,
    /// The Content-Type, which the dialect decides.
    pub media_type: &'static str,
    /// The `WWW-Authenticate` of a 401; `None` if a value decides it.
    pub challenge: Option<&'static str>,
    /// The type's full name.
    pub(crate) origin: &'static str,
    pub(crate) id: RowId,
    pub(crate) answer: Answer,
    pub(crate) note: Notes,
}

impl Entry {
    /// The entry of a row of a type's table, in the dialect of an outer type, else in the type's own.
    pub(crate) fn new(
        origin: &'static str,
        table: &'static Table,
        row: usize,
        note: Notes,
        outer: &'static Dialect,
    ) -> Self {
        let answer = Answer::of(table, row).spoken_in(outer);
        Self::of(origin, RowId::new(table, row), answer, note)
    }

    /// The same entry in another dialect.
    pub(crate) fn in_dialect(&self, dialect: &'static Dialect) -> Self {
        let mut answer = self.answer;
        answer.dialect = dialect;
        Self::of(self.origin, self.id, answer, self.note)
    }

    fn of(origin: &'static str, id: RowId, answer: Answer, note: Notes) -> Self {
        let status = StatusCode::from_u16(answer.row.status()).ok();
        let some = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let detail = some(note.detail);
        // The macro does not know a message of another derive, or of a hand-written `Display`.
        let detail = detail.or_else(|| {
            let detail = match status {
                Some(_) => answer.constant_detail(),
                None => some(answer.text(Text::Detail)),
            };
            detail.filter(|_| !note.is_message)
        });
        Self {
            type_name: address::short(origin),
            variant: answer.variant(),
            status,
            code: status
                .filter(|_| answer.has_default_code())
                .and_then(|status| answer.dialect.word_of(status))
                .or_else(|| some(answer.text(Text::Code))),
            title: some(answer.text(Text::Title))
                .or_else(|| Some(answer.dialect.title_of(status?))),
            detail,
            doc: note.doc,
            is_hidden: note.is_hidden,
            deprecated: note.deprecated,
            source: note.source,
            headers: note.headers,
            has_other_headers: note.has_other_headers,
            meta: note.meta,
            has_other_meta: note.has_other_meta,
            media_type: answer.dialect.media_type(),
            challenge: challenge(answer, status, note),
            origin,
            id,
            answer,
            note,
        }
    }

    /// The anchor of this answer on the page of the catalogue. It needs no escape in a URL. It is the code, if
    /// the service made one. Else it is the type and the variant, as in `RegistryError-NotFound`, with the type's
    /// modules before them, as in `invoices-Error-NotFound`. Modules called `error` or `errors` are left out.
    ///
    /// Two types with the same name, in two functions of one module, share an anchor. The page and the lock report
    /// this; a `code` on each tells them apart.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404, code = "no_account")]
    /// struct NoAccount;
    ///
    /// let catalog = NoAccount::catalog();
    /// assert_eq!(catalog.entries().next().unwrap().anchor(), "no_account");
    /// ```
    #[must_use]
    pub fn anchor(&self) -> String {
        self.answer.anchor()
    }

    /// The address that clients get as `links.type`, and as the `type` of a problem document. The key `type`
    /// gives it, with placeholders as written, else `#[mrets(docs = "...")]`, else the page of the
    /// [dialect](crate::Dialect::docs).
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[mrets(docs = "https://example.org/errors")]
    /// #[status(404, code = "no_account")]
    /// struct NoAccount;
    ///
    /// let catalog = NoAccount::catalog();
    /// let link = catalog.entries().next().unwrap().link();
    /// assert_eq!(link.as_deref(), Some("https://example.org/errors#no_account"));
    /// ```
    #[must_use]
    pub fn link(&self) -> Option<String> {
        if self.status == Some(StatusCode::NOT_MODIFIED) {
            // There is no body that could hold it.
            return None;
        }
        if !self.note.docs.is_empty() {
            return Some(docs_link(self.note.docs, &self.anchor()));
        }
        let mut links = self.note.links.iter();
        match links.find(|[name, _]| *name == "type") {
            Some([_, link]) => Some((*link).to_owned()),
            None => self.answer.link(),
        }
    }

    /// Whether a client may send the request again. The attribute says it, else status and headers.
    #[must_use]
    pub fn retry(&self) -> RetryClass {
        match self.note.retry {
            "after" => RetryClass::After,
            "never" => RetryClass::Never,
            "unknown" => RetryClass::Unknown,
            _ => RetryClass::of(self.status, self.headers),
        }
    }

    /// The name of the gRPC code that the key `grpc` gives, as google.rpc.Code has it. `None` if the
    /// [status](Self::status) decides it. Of the feature `docs`.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(409, code = "taken", grpc = "ALREADY_EXISTS")]
    /// struct Taken;
    ///
    /// let catalog = Taken::catalog();
    /// assert_eq!(catalog.entries().next().unwrap().grpc(), Some("ALREADY_EXISTS"));
    /// ```
    #[cfg(feature = "docs")]
    #[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
    #[must_use]
    pub fn grpc(&self) -> Option<&'static str> {
        self.answer.grpc_code().map(GrpcCode::name)
    }

    /// The path of the variant, such as `my_crate::invoices::Error::NotFound`, or of the struct.
    #[must_use]
    pub fn path(&self) -> String {
        let path = address::without_arguments(self.origin);
        if self.variant == self.type_name {
            path.to_owned()
        } else {
            format!("{path}::{}", self.variant)
        }
    }

    /// The code, if it is the service's own word and not merely the status.
    #[cfg(feature = "docs")]
    pub(crate) fn own_code(&self) -> Option<&'static str> {
        self.code.filter(|code| {
            let status = self.status.as_ref().map(StatusCode::as_str);
            Some(*code) != status
        })
    }
}

/// Gives the challenge, unless the attribute's headers bring it.
fn challenge(answer: Answer, status: Option<StatusCode>, note: Notes) -> Option<&'static str> {
    let is_written = !answer.text(Text::Challenge).is_empty();
    let may_be_a_value = answer.has(Part::Headers) && note.headers.contains(&"www-authenticate");
    (status == Some(StatusCode::UNAUTHORIZED) && (is_written || !may_be_a_value))
        .then(|| answer.challenge())
}
