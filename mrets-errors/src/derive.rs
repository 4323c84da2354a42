//! The derive macro alone, and the reference of its attributes.
//!
//! [`mrets_errors::MretsError`](trait@crate::MretsError) is the trait and the macro under one name,
//! as serde's are. `mrets_errors::derive::MretsError` is the macro alone, for files that also use a
//! trait with a method `code`, such as miette's `Diagnostic`.
//!
//! # Cheat-sheet
//!
//! ```
//! use mrets_errors::MretsError;
//! use std::time::Duration;
//!
//! #[derive(Debug, MretsError)]
//! #[status(500)]                                          // for variants that have none of their own
//! #[mrets(codes = "snake_case")]                          // the code is the variant's name
//! pub enum Error {
//!     #[status(404)]                                      // a number: all else from the table
//!     NotFound,
//!     #[status(NOT_FOUND, title = "No such thing", detail = "There is no {name}.")]
//!     Missing { name: String },                           // or a constant of http::StatusCode
//!     #[status(.status, detail("It said {:?}.", .answer))]
//!     Upstream { status: http::StatusCode, answer: String }, // or an expression, known at run time
//!     #[status(transparent)]
//!     Other(#[from] OtherError),                          // or another MretsError answers
//!     #[status(like = .error, meta(import = .import))]
//!     Import { error: OtherError, import: u32 },          // or does so but for some keys
//!     #[status(422, code = "too_long", pointer = "/data/attributes/{field}", meta(max = .max))]
//!     TooLong { field: &'static str, max: usize },
//!     #[status(429, retry_after = .wait)]
//!     TooManyRequests { wait: Duration },
//!     #[status(405, headers("Allow" = "GET, HEAD"))]
//!     MethodNotAllowed,
//!     #[status(422)]
//!     Invalid(#[errors] Vec<OtherError>),                 // one error object for each
//!     Io(#[from] std::io::Error),                         // source() and From; the client reads a 500
//! }
//! # #[derive(Debug, MretsError)]
//! # #[status(400)]
//! # pub struct OtherError;
//! # fn main() {}
//! ```
//!
//! # `#[status(...)]`
//!
//! Stands on a variant or a struct. On an enum it is the default of variants that have none: it is
//! replaced whole by a variant's own, not merged with it. Without that default, a variant without
//! `#[status]` is an error.
//!
//! It starts with what decides the status:
//!
//! | first item | meaning |
//! | --- | --- |
//! | `404` | 400 to 599, or 304 |
//! | `NOT_FOUND` | the name of a constant of [`http::StatusCode`], same bounds |
//! | `.status`, `.kind.status()`, `status_of(.kind)` | an expression that decides the status [at run time](#at-run-time) |
//! | `transparent` | the only field is a `MretsError`, or an [`AnyError`](crate::AnyError), and answers for this variant, with its `Display` and `source()` too. Takes no keys |
//! | `like = .kind` | another `MretsError` answers, but for the keys that follow: [see below](#like) |
//!
//! Then, in any order:
//!
//! | key | value | when absent |
//! | --- | --- | --- |
//! | `title = "..."` | [constant text](#texts), or the path of a constant (`TITLE`, `Self::TITLE`): titles do not vary between occurrences (JSON:API), `{{` is a brace | the text of the [table](crate::table), else `canonical_reason()`; a status with neither needs one |
//! | `detail = "..."`, `detail("...", args)` | format string | a 4xx: [the message of the derive](#messages-of-other-derives) that owns `Display`, where one does, else the table's description. A 5xx: the table's description. Where the table has no row, the member is left out |
//! | `expose` | lets the detail of a 5xx name fields, and its maps leave, also where a `.status` is one | a placeholder in a 5xx's detail is refused, and so are `#[meta(flatten)]` and `#[headers]`; those of a `.status` that is one are dropped |
//! | `display = "..."`, `display("...", args)` | format string for `Display`, that is for logs | the detail as written, else the title |
//! | `code = "..."` | constant text, the path of a constant, or an [expression](#at-run-time) such as `.code` | the status as text, or what `#[mrets(codes)]` makes of the variant's name |
//! | `id = EXPR` | shown by `Display` | left out |
//! | `pointer`, `parameter`, `header` `= "..."` | format string, becomes `source`; values put into a pointer are escaped by RFC 6901. Its text is checked: a pointer starts with `/`, a header has a header's name (RFC 9110, 5.1) | left out |
//! | `about`, `type` `= "..."` | format string, becomes `links`; values put in are percent-encoded, as one path segment or query value; its text is a URI reference (RFC 3986) | `about` is left out, `type` is by `#[mrets(docs)]` |
//! | `meta(key = EXPR, "other-key" = EXPR)` | serialized by serde | left out |
//! | `headers("Name" = EXPR, ...)` | shown by `Display`; a value that HTTP forbids is dropped | none |
//! | `retry_after = EXPR` | whole seconds, a `Duration`, which is rounded up, or an `Option` of one of them; a negative one is dropped | none |
//! | `retry = "after"` | `after`, `never` or `unknown`: whether a client may send the request again, whatever the status says; the catalogue has it, clients find it as `meta.retry` | by status and headers |
//! | `challenge = "..."` | the WWW-Authenticate that a 401 must carry (RFC 9110, 15.5.2) | `#[mrets(challenge)]`, else the dialect's, which is `ApiKey` by default |
//! | `log = "warn"` | the level of the event that a framework logs: `error`, `warn`, `info`, `debug`, `trace`, or `off` | a 5xx: `error`, a 4xx: `debug` |
//! | `grpc = "..."` | the code of its gRPC status (feature `tonic`), by its name in google.rpc.Code, such as `ALREADY_EXISTS` | [by the HTTP status](crate::manual::grpc) |
//!
//! A 405 without `Allow`, a 426 without `Upgrade` and a 407 without `Proxy-Authenticate` among its
//! `headers` is refused (RFC 9110, 15.5). A 304 has no content, so it takes `headers` and `display`
//! alone. Two variants with the same `code` but another status or title are
//! refused, whether it is written, made by `codes`, or the status as text.
//!
//! # At run time
//!
//! A status and a code may be expressions that see the fields: a field, a method of one, a function.
//!
//! ```
//! use mrets_errors::MretsError;
//!
//! #[derive(Debug)]
//! pub enum Kind {
//!     Missing,
//!     Offline,
//! }
//!
//! impl Kind {
//!     fn status(&self) -> Option<u16> {
//!         match self {
//!             Self::Missing => Some(404),
//!             Self::Offline => None,
//!         }
//!     }
//! }
//!
//! #[derive(Debug, MretsError)]
//! #[status(.kind.status(), code = .errcode, detail = "{message}")]
//! pub struct StoreError {
//!     kind: Kind,
//!     errcode: &'static str,
//!     message: String,
//! }
//!
//! let error = StoreError { kind: Kind::Missing, errcode: "M_MISSING", message: "There is no room 7.".to_owned() };
//! assert_eq!((error.status().as_u16(), error.code()), (404, "M_MISSING".into()));
//! let error = StoreError { kind: Kind::Offline, errcode: "M_DOWN", message: "db-3 is away".to_owned() };
//! assert_eq!(error.status(), 500);
//! assert!(!error.detail().contains("db-3"));
//! ```
//!
//! - A status is whatever has [`AsStatus`](crate::AsStatus): a [`http::StatusCode`], a `u16`, an `Option` of
//!   one, actix-web's `StatusCode`, a type of yours. `None`, and a number that is neither 304 nor 400 to 599,
//!   answers 500, and never a success.
//! - A 5xx answers the dialect's text, though `detail` is written, unless `expose` is. A status without phrase
//!   takes title and text of its class's x00, as RFC 9110, section 15, treats it. A 401 has its challenge.
//!   `Allow` and the other headers that some statuses demand are yours to give.
//! - A code is a text by `AsRef<str>`, else by `Display`. An empty one is the status as text. The lock does
//!   not know it, and the catalogue [is open](crate::Catalog::is_open).
//! - Expressions are evaluated whenever the answer is asked for: they should be cheap, and give the same each
//!   time.
//!
//! # `like`
//!
//! `like = EXPR` is for a variant that holds another error and more beside it: a source, a place, context.
//! The expression gives the error: a field, or what a method or a catalogue of codes gives.
//!
//! ```
//! use mrets_errors::MretsError;
//!
//! #[derive(Debug, MretsError)]
//! #[mrets(codes = "snake_case")]
//! pub enum Kind {
//!     #[status(404, detail = "There is no book {0}.")]
//!     Missing(u32),
//!     #[status(429, retry_after = 5)]
//!     Limited,
//! }
//!
//! #[derive(Debug, MretsError)]
//! #[status(like = .kind, meta(shelf = .shelf))]
//! pub struct ImportError {
//!     kind: Kind,
//!     shelf: u8,
//!     source: Option<std::io::Error>,
//! }
//!
//! let error = ImportError { kind: Kind::Missing(7), shelf: 3, source: None };
//! assert_eq!(
//!     error.to_json(),
//!     r#"{"errors":[{"title":"Not Found","detail":"There is no book 7.","code":"missing","status":"404","meta":{"shelf":3}}]}"#,
//! );
//! ```
//!
//! - A key replaces what the other error says, in each of its error objects. Members of `meta` and headers are
//!   added to the other error's; one of the same name replaces that. The status is always the other error's.
//! - A `detail` is shown in a 5xx only with `expose`; else the other error's stays, which has passed the same
//!   rule.
//! - `Display` shows `display`, else `detail` as written, else the other error's message. `source()` is the field
//!   that is marked as the source or has the name, else the source of an error that stands in a field. The event
//!   in the log has the other error's level and place, unless the variant has its own.
//! - The catalogue has the other error's entries as they are. A constant `code` has an entry of its own beside
//!   them, and one by expression opens the catalogue. Of what a method makes, the type that it returns tells the
//!   entries.
//! - [`Errors`](crate::Errors), [`AnyError`](crate::AnyError), [`ErrorObject`](crate::ErrorObject) and boxed
//!   errors may stand there, too.
//!
//! # Texts
//!
//! Wherever a text stands, `concat!`, `stringify!`, `env!` and `include_str!` may make it, so that a
//! `macro_rules!` can write an enum of hundreds of codes:
//!
//! ```
//! use mrets_errors::MretsError;
//!
//! macro_rules! errors {
//!     ($($variant:ident = $status:literal $code:ident;)*) => {
//!         #[derive(Debug, MretsError)]
//!         pub enum Error {
//!             $(
//!                 #[doc = concat!("Answers ", stringify!($status), ".")]
//!                 #[status($status, code = stringify!($code), type = concat!("https://example.org/", stringify!($code)))]
//!                 $variant,
//!             )*
//!         }
//!     };
//! }
//!
//! errors! {
//!     Missing = 404 MISSING;
//!     Taken = 409 TAKEN;
//! }
//!
//! assert_eq!(Error::Taken.code(), "TAKEN");
//! ```
//!
//! Format strings and `EXPR` see the fields as thiserror's `#[error]` does: `{id}`, `{0}`, `{id:?}`,
//! `{0:>8}`, `{r#type}` as `{type}`, `detail("{n} of {max}", n = .items.len())`, positional `{}` with
//! arguments; paths show themselves by `display()`. A name in capitals that is no field is a constant
//! in scope. Each argument is evaluated once for each text that is written, in the order written, as
//! `format!` does it.
//!
//! # Fields
//!
//! | attribute | meaning |
//! | --- | --- |
//! | `#[from]` | the source, and `From` of its type |
//! | `#[from]` of a `Box<T>` | `From` of a `T` too, which goes into the box |
//! | `#[from(default)]` | beside a `#[from]` field: `From` fills it by `Default`. A `std::backtrace::Backtrace` needs no attribute there, it is captured |
//! | `#[location]` | a `&'static std::panic::Location<'static>`: `From` fills it with the line of the `?`, and the log names it. It stands in no body |
//! | `#[source]`, or the name `source` | the field that `source()` returns: an error, an `Option` of one, a `Box<dyn Error>`, an `anyhow::Error` |
//! | `#[source(skip)]`, or the name `r#source` | is not the source, whatever its name |
//! | `#[errors]` | anything whose reference iterates over `MretsError`s: the variant gives status and headers, they give the error objects; an empty one answers with the variant's own |
//! | `#[meta]` | becomes a member of `meta`, by its own name |
//! | `#[meta(flatten)]` | a map, or anything else that serde writes as a JSON object, or an `Option` of one: its members become members of `meta`, and of a [problem document](crate::Problem). One whose name is written already is left out, and so is a value that is no object |
//! | `#[meta(skip)]` | with [`decode`](#decode): is not sent |
//! | `#[headers]` | a [`http::HeaderMap`], a collection of name and value such as `Vec<(String, String)>`, `BTreeMap<String, String>` or `[(&str, &str); 2]`, or an `Option` or a `Box` of one: [headers](#headers-of-a-field) of the response |
//!
//! ## Headers of a field
//!
//! A header that is written, by `headers(...)`, `retry_after` or `challenge`, stands before one of the same name
//! in a `#[headers]` field. Of the field's headers these are dropped:
//!
//! - Names and values that HTTP forbids, such as one with a line break.
//! - Headers that describe a body, for the body is ours (RFC 9110, section 8; RFC 6266; RFC 9530): `Content-Type`,
//!   `Content-Length`, `Content-Encoding`, `Content-Language`, `Content-Location`, `Content-Disposition` and
//!   digests. `Content-Range` stays in a 416, where it gives the length of the resource; it means nothing in
//!   another error (section 14.4).
//! - Headers of a connection, which another connection brought (section 7.6.1): `Connection`, `Keep-Alive`,
//!   `Proxy-Connection`, `TE`, `Trailer`, `Transfer-Encoding`, `Upgrade`.
//! - What is more than 64 headers or 4 KiB of names and values, since proxies refuse a larger head.
//!
//! ```
//! use http::StatusCode;
//! use mrets_errors::MretsError;
//! use std::collections::BTreeMap;
//!
//! #[derive(Debug, MretsError)]
//! #[status(.status, detail = "The carrier refused the parcel.")]
//! pub struct Refused {
//!     status: StatusCode,
//!     #[headers]
//!     headers: http::HeaderMap,       // as the carrier sent them
//!     #[meta(flatten)]
//!     reasons: BTreeMap<String, u32>, // sent for a 4xx, and for a 5xx only with `expose`
//! }
//!
//! let error = Refused {
//!     status: StatusCode::UNPROCESSABLE_ENTITY,
//!     headers: http::HeaderMap::new(),
//!     reasons: BTreeMap::from([("grams_over".to_owned(), 120)]),
//! };
//! let object = &error.to_envelope().errors[0];
//! assert_eq!(object.meta.as_ref().unwrap()["grams_over"], 120);
//! ```
//!
//! # `#[mrets(...)]`
//!
//! Stands on the type.
//!
//! | key | meaning |
//! | --- | --- |
//! | `bound = "T: Display"` | the bounds of all impls, in place of the inferred ones: for a type that contains itself through an alias |
//! | `codes = "snake_case"` | codes are the variants' names in this case: also `kebab-case`, `SCREAMING_SNAKE_CASE`, `camelCase`, `PascalCase`; the crate [heck](https://docs.rs/heck) splits the words |
//! | `challenge = "..."` | of all 401 |
//! | `dialect = PATH` | a static [`Dialect`](crate::Dialect), in which this type speaks whatever its crate does: texts, codes, challenge, page, and the body with its media type |
//! | `decode` | the way back, for clients: see [below](#decode) |
//! | `docs = "https://example.org/errors#{code}"` | the address of each error, which is `links.type` of each variant without its own `type`, and the `type` of its problem document. In the place of `{code}` stands its [anchor](crate::Entry::anchor): the code, where it has one of its own, else `Type-Variant` with the modules of the type before it. Without `{code}` the anchor is put behind a `#`. The page is made by `to_html()` of a [`Catalog`](crate::Catalog), with the feature `docs` |
//! | `crate = path` | where this crate is, if not at `::mrets_errors` |
//! | `no_display` | `Display`, `Error` and `From` are written by hand, or by a derive that leaves no attribute (displaydoc, strum). That message is the detail where `detail = "{self}"` says so |
//! | `no_response` | no response traits of frameworks, and no `tonic::Status` |
//!
//! # `decode`
//!
//! Client and server share one enum: [`MretsError::from_failure`](crate::MretsError::from_failure())
//! and [`from_error_object`](crate::MretsError::from_error_object()) give a client the variant
//! that the server answered with.
//!
//! ```
//! use mrets_errors::{Failure, MretsError};
//! use std::borrow::Cow;
//!
//! #[derive(Debug, MretsError)]
//! #[mrets(codes = "snake_case", decode)]
//! pub enum TransferError {
//!     #[status(422, detail = "There are {left} certificates, and {wanted} are wanted.")]
//!     TooFew { left: u32, wanted: u32 },                  // both are sent, in `meta`
//!     #[status(409, detail = "The account is {state}.")]
//!     Account { #[meta] state: Cow<'static, str>, id: u64 }, // the marked one is; `id` is 0 there
//!     #[status(500)]
//!     Database(#[from] Option<std::io::Error>),           // nothing is; there it is `None`
//! }
//!
//! let response = TransferError::TooFew { left: 3, wanted: 5 }.to_response(); // the server's
//! let failure = Failure::from(&response);                                    // the client's
//! match TransferError::from_failure(&failure) {
//!     Ok(TransferError::TooFew { left, .. }) => assert_eq!(left, 3),
//!     Ok(error) => panic!("{error}"),
//!     Err(unknown) => panic!("{unknown}"), // the error object, with all that was sent
//! }
//! ```
//!
//! - The variant is found by its code, so no two have the same one: `codes` or explicit codes see to
//!   that. Code and `meta` are part of the service's contract from then on. A variant without a code is found by
//!   the one that the type's [dialect](crate::Dialect::codes) gives to its status, and a body of the service's own
//!   shape is read by [`Dialect::read`](crate::Dialect::read). A variant whose code is an expression does not come
//!   back.
//! - What is sent: of a 4xx all fields but those marked `#[meta(skip)]`, or only those marked `#[meta]`
//!   where any is; of a 5xx, and of a
//!   `.status`, only marked ones, since nothing private leaves. A source is never sent, nor are `#[headers]` in
//!   the body. The members of a `#[meta(flatten)]` map are sent beside the others; it takes those back that no
//!   other field has, so there is one map at most. Each other field stands in
//!   `meta` under its name, or its number, and needs serde's `Serialize` and `DeserializeOwned`.
//! - What is not sent is its `Default` on the client; an `Option` is `None`, and `#[from]` takes what is
//!   inside of one. The field of a `.status` comes back from the object's `status`, as a
//!   [`http::StatusCode`], a `u16` or an `Option`; another type is marked by `#[meta]`.
//! - A transparent field comes back where its type has `decode` too; an
//!   [`AnyError`](crate::AnyError) is whatever was sent, as an [`ErrorObject`](crate::ErrorObject). An
//!   `#[errors]` field is collected from the error objects, as long as all of them are its own. A
//!   variant's own code comes first, then these fields in their order.
//! - A `like = .field` without a `code` comes back by its field, too, and the fields beside that by the rules
//!   above. What a method makes does not come back.
//!
//! # What is implemented
//!
//! [`MretsError`](trait@crate::MretsError), always. `Display`, `Error` and `From`, unless another
//! derive owns them, which shows by its attribute: `#[error(...)]` (thiserror, derive_more),
//! `#[snafu(...)]` or `#[display(...)]`; one that leaves no attribute, such as a bare
//! `#[derive(Snafu)]`, takes `#[mrets(no_display)]`. So the derive drops onto an existing enum with nothing but
//! `#[status]` added, and what that enum displays is the detail of its 4xx:
//!
//! ```
//! use mrets_errors::MretsError;
//!
//! #[derive(Debug, thiserror::Error, MretsError)]
//! pub enum Error {
//!     #[error("there is no account {0}")]
//!     #[status(404)]
//!     NoAccount(u32),
//!     #[error("the database failed")]
//!     #[status(500)]
//!     Database(#[from] std::io::Error),
//! }
//!
//! assert_eq!(Error::NoAccount(7).detail(), "there is no account 7");
//! let error = Error::from(std::io::Error::other("secret"));
//! assert!(error.detail().starts_with("Something is broken."));
//! ```
//!
//! ## Messages of other derives
//!
//! A message is written for a log before it becomes the detail of a 4xx. So the derive refuses one that shows a
//! cause, and asks for a word:
//!
//! | the message | is refused, because | write |
//! | --- | --- | --- |
//! | shows `{source}`, or a field that is `#[from]` or `#[source]` | a cause is a foreign error's text, with paths, addresses and values | `detail = "..."` for what clients may read; `expose` where they may read this |
//! | shows a backtrace, or a `#[location]` | it names files and lines of the server | the same |
//! | is `transparent` | all of it is a foreign error's | `#[status(transparent)]` where that type is a `MretsError`, else the same |
//! | is written by a function, `fmt = path`, beside a cause | the macro does not see what it shows | the same |
//!
//! This holds for a `.status` too, which may be a 4xx. The log has the message, and `source()`, in any case.
//! derive_more and snafu have the same fields by other names: the only field of a tuple variant, unless it is
//! `#[error(not(source))]`, a field named `source`, `#[snafu(source)]`. Behind `no_display` the macro sees no
//! message at all, so `detail = "{self}"` shows it, and without that word clients read the dialect's text.
//!
//! ```
//! use mrets_errors::MretsError;
//!
//! #[derive(Debug, thiserror::Error, MretsError)]
//! pub enum UploadError {
//!     #[error("cannot parse: {0}")]
//!     #[status(422, detail = "The file is no JSON.")]
//!     Parse(#[from] serde_json::Error),
//!     #[error("not a number: {0}")]
//!     #[status(400, expose)] // harmless: "invalid digit found in string"
//!     Number(#[from] std::num::ParseIntError),
//! }
//!
//! let error = UploadError::from("x".parse::<u8>().unwrap_err());
//! assert_eq!(error.detail(), "not a number: invalid digit found in string");
//! ```
//!
//! And the response traits of the web frameworks whose features are on, and `From` for a `tonic::Status` with the
//! feature `tonic`, unless `no_response`; for
//! `Box<E>` too, into which `?` goes from the types of `#[from]` fields, as clippy's `result_large_err`
//! advises it.
//!
//! A `#[doc(hidden)]` variant answers and is locked, and stands on no page and in no OpenAPI document;
//! `#[deprecated]` is shown there.
//!
//! Structs and variants, generic types, lifetimes and raw identifiers all work. A field's type needs
//! only the traits that the attributes use, and a generic one gets them as bounds.
//!
//! `#[status]` stands below `#[derive(MretsError)]`: above it the compiler does not know it yet.
//!
//! # What rustc says, and what to write
//!
//! The macro sees one type and no other code, so some mistakes are rustc's to find:
//!
//! | rustc says | because | write |
//! | --- | --- | --- |
//! | E0119, conflicting implementations of `Display` or `Error` | they are written by hand, or by a derive that leaves no attribute | `#[mrets(no_display)]` |
//! | E0119, conflicting implementations of `From<T>` | two `#[from]` fields have one type, or `From` is written by hand too | `#[source]` in place of one `#[from]` |
//! | E0119, conflicting implementations of `From`, where `impl<E: Into<...>> From<E>` is written by hand | an error is an `E` itself, and the derive makes the type an error | [`answers!`](crate::answers!) in place of the derive |
//! | E0119, conflicting implementations of `IntoResponse`, `ResponseError`, `Responder`, `From` for a `Status` of tonic, or another trait of a framework | it is written by hand | `#[mrets(no_response)]` |
//! | E0432, unresolved import `mrets_errors` | the dependency has another name in `Cargo.toml`, or another crate re-exports it | `#[mrets(crate = path)]` |
//! | E0277, the type does not implement `Debug` | every error does | `#[derive(Debug, MretsError)]` |
//! | cannot find attribute `error` in this scope | `#[error(...)]` belongs to thiserror | `detail = "..."` in `#[status(...)]`, or `#[derive(thiserror::Error)]` |
//! | E0277, this method needs a feature | the feature is off in `Cargo.toml` | the feature that the message names |

pub use mrets_errors_derive::MretsError;
