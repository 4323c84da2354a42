//! Everything that can go wrong in the registry. The attributes give the answer over HTTP, and the way in which a
//! client gets the same value back.

use std::{borrow::Cow, time::Duration};

use mrets_errors::{Errors, MretsError};
use uuid::Uuid;

/// A text that the server borrows and the client owns.
type Text = Cow<'static, str>;

/// The reason why a request failed.
#[derive(Debug, MretsError)]
#[mrets(decode, docs = "/errors#{code}")]
pub(crate) enum RegistryError {
    /// The client already has what it asks for.
    #[status(304, headers("ETag" = .etag))]
    NotModified { etag: String },

    /// The number or the size of a page is out of its bounds.
    ///
    /// # Solutions
    ///
    /// Ask for `page[number]` from 1 on, and for a `page[size]` of at most 1000.
    #[status(
        400,
        code = "invalid_page",
        parameter = "{name}",
        detail = "{name} must be a whole number from 1 to {max}."
    )]
    InvalidPage { name: Text, max: u32 },

    /// The path takes no query parameter of this name.
    ///
    /// # Causes
    ///
    /// - A misspelt name: it is `page[number]`, with its brackets.
    /// - A parameter of another path.
    #[status(
        400,
        code = "unknown_parameter",
        parameter = "{name}",
        detail = "There is no query parameter {name} here."
    )]
    UnknownParameter { name: String },

    /// The connection broke before the body had all of its bytes.
    ///
    /// # Solutions
    ///
    /// Send the request again: nothing of it was done.
    #[status(
        400,
        code = "unreadable_body",
        detail = "The request's body ended before it was whole."
    )]
    UnreadableBody,

    /// The request has no key, or one that the registry does not know.
    ///
    /// # Solutions
    ///
    /// Send your key in the header `X-Api-Key`.
    #[status(401)]
    Unauthenticated,

    /// A key that may only read has asked for a change.
    #[status(403)]
    ReadOnlyKey,

    #[status(transparent)]
    RecordNotFound(#[from] RecordNotFound),

    /// No path of the registry is spelt so. See the [document](/docs/).
    #[status(404, code = "unknown_path")]
    UnknownPath,

    /// The path knows other methods, which `Allow` names.
    #[status(405, headers("Allow" = .allow), detail = "The methods of this path are {allow}.")]
    MethodNotAllowed { allow: Text },

    /// The document holds a resource of another type than the path.
    #[status(
        409,
        grpc = "INVALID_ARGUMENT",
        pointer = "/data/type",
        detail = "Resources of this collection are of the type {expected}."
    )]
    WrongType { expected: Text },

    /// The body has more bytes than the registry reads.
    ///
    /// # Solutions
    ///
    /// Send several requests with less in each.
    #[status(413, detail = "A request's body may have at most {limit} bytes.")]
    BodyTooLarge { limit: usize },

    #[status(transparent)]
    Field(#[from] FieldError),

    /// Every wrong attribute of one request, in one answer. A client decodes a single one as `Field`.
    #[status(422)]
    Invalid(#[errors] Errors<FieldError>),

    /// The key has asked ten times within five seconds.
    ///
    /// # Solutions
    ///
    /// Wait as long as `Retry-After` says, and send the request again.
    #[status(429, retry_after = .wait)]
    TooManyRequests {
        /// Sent as `Retry-After`.
        #[meta(skip)]
        wait: Duration,
    },

    /// The registry's database failed. The cause is in the registry's log.
    #[status(500, display = "the database refused to work")]
    Database(#[from] Option<rusqlite::Error>),

    /// A task of the registry broke off. The cause is in the registry's log.
    #[status(500, code = "task", display = "a database task broke off")]
    Task(#[from] Option<tokio::task::JoinError>),

    /// Somebody works on the registry. It answers again when they have finished.
    #[status(503, retry_after = 60, display = "the registry is under maintenance")]
    Maintenance,

    /// The database had no answer in time.
    ///
    /// # Causes
    ///
    /// - A report over too many transactions.
    /// - Many requests at one time.
    #[status(504, display = "the database exceeded its time limit of {limit:?}")]
    DatabaseTimeout {
        limit: Duration,
        source: Option<rusqlite::Error>,
    },
}

/// The example of the M-RETS page, answered as published there: without a link and without `meta`.
#[derive(Debug, MretsError)]
#[mrets(decode)]
#[status(
    404,
    title = "Record not found",
    detail = "The record identified by {id} could not be found."
)]
pub(crate) struct RecordNotFound {
    #[meta(skip)]
    pub(crate) id: Uuid,
}

/// A problem with one attribute of a document.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", decode, docs = "/errors#{code}")]
pub(crate) enum FieldError {
    /// An attribute is missing, or is not what its name promises.
    #[status(
        422,
        pointer = "/data/attributes/{name}",
        detail = "{name} must be {expected}."
    )]
    InvalidAttribute { name: Text, expected: Text },

    /// An attribute names an account that the registry does not hold.
    #[status(
        422,
        pointer = "/data/attributes/{name}",
        detail = "{name} {id} is no account of this registry."
    )]
    UnknownAccount { name: Text, id: Uuid },

    /// A transfer leads from an account to itself.
    #[status(
        422,
        pointer = "/data/attributes/to_account",
        detail = "to_account must be another account than from_account."
    )]
    SameAccount,

    /// The account holds too little. [`FieldError::InvalidAttribute`] is about a quantity that is no number.
    ///
    /// # Causes
    ///
    /// Another transfer was faster.
    ///
    /// # Solutions
    ///
    /// Read the account again, and transfer at most what it holds.
    #[status(
        422,
        pointer = "/data/attributes/quantity",
        detail = "from_account holds {held} of these certificates, {wanted} were asked for."
    )]
    InsufficientCertificates { held: i64, wanted: i64 },
}
