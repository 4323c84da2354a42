//! [utoipa](https://docs.rs/utoipa): every derived error describes its responses in OpenAPI.
//!
//! ```
//! use mrets_errors::{Envelope, MretsError};
//! use utoipa::OpenApi;
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     /// No account has this number.
//!     #[status(404, title = "Record not found", detail = "There is no account {id}.")]
//!     NotFound { id: u32 },
//!     #[status(429, retry_after = 5)]
//!     TooMany,
//! }
//!
//! #[utoipa::path(get, path = "/accounts/{id}", params(("id" = u32, Path)), responses(
//!     (status = 200, body = String),
//!     AccountError,
//! ))]
//! async fn account() {}
//!
//! // utoipa does not see which schemas these responses use: name the envelope's.
//! #[derive(OpenApi)]
//! #[openapi(paths(account), components(schemas(Envelope)))]
//! struct Api;
//!
//! let document = serde_json::to_value(Api::openapi())?;
//! let responses = &document["paths"]["/accounts/{id}"]["get"]["responses"];
//! let content = &responses["404"]["content"]["application/vnd.api+json"];
//! assert_eq!(content["schema"]["$ref"], "#/components/schemas/Envelope");
//! let example = &content["examples"]["AccountError-NotFound"];
//! assert_eq!(example["description"], "No account has this number.");
//! assert_eq!(example["value"]["errors"][0]["detail"], "There is no account {id}.");
//! assert!(responses["429"]["headers"]["retry-after"].is_object());
//!
//! // In a test: the document has no status that no error gives.
//! AccountError::catalog().check_openapi(&document)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each status is one response, and each variant that gives it an example of that. A status that a
//! field holds, and any that is known only at run time, is the `default` response. One operation takes
//! one error type: of several, utoipa keeps the last one's response to a status. So let an enum hold
//! them, in transparent variants.
//!
//! [`Envelope`], [`ErrorObject`], [`Source`] and [`Links`] are `ToSchema`s.

use crate::answer::answerable::Answerable;
use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::docs::example;
use crate::docs::schema::Model;
use crate::document::envelope::Envelope;
use crate::document::format::Format;
use crate::document::object::{ErrorObject, Links, Source};
use crate::document::table;
pub use ::utoipa::IntoResponses;
use ::utoipa::openapi::example::{Example, ExampleBuilder};
use ::utoipa::openapi::{
    Content, ContentBuilder, Header, Object, Ref, RefOr, Response, ResponseBuilder, Schema, Type,
};
use ::utoipa::{PartialSchema, ToSchema};
use http::StatusCode;
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;

/// What [`IntoResponses`] gives: each status, or `default`, with its response.
pub type Responses = BTreeMap<String, RefOr<Response>>;

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_utoipa {
    ([$($params:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($params)*> $crate::utoipa::IntoResponses for $ty $($bounds)* {
            fn responses() -> $crate::utoipa::Responses {
                $crate::utoipa::responses::<Self>()
            }
        }
    };
}

/// The responses of generated impls.
#[doc(hidden)]
#[must_use]
pub fn responses<E: Answerable>() -> Responses {
    let mut catalog = Catalog::new();
    E::describe(&mut catalog);
    let mut statuses: BTreeMap<Option<StatusCode>, Vec<(String, &Entry)>> = BTreeMap::new();
    if catalog.is_open() {
        statuses.insert(None, Vec::new());
    }
    for (anchor, entry) in example::anchored(&catalog) {
        let entries = statuses.entry(entry.status).or_default();
        entries.push((anchor, entry));
    }
    let responses = statuses.into_iter().map(|(status, entries)| {
        let key = status.as_ref().map_or("default", StatusCode::as_str);
        (key.to_owned(), response(status, &entries).into())
    });
    responses.collect()
}

fn response(status: Option<StatusCode>, entries: &[(String, &Entry)]) -> Response {
    let description = match status {
        Some(status) => table::description(status).unwrap_or_else(|| table::title(status)),
        None => "An error whose status is known only at run time.",
    };
    let mut response = ResponseBuilder::new().description(description);
    for (_, entry) in entries {
        for name in entry.headers {
            let text = Object::with_type(Type::String);
            response = response.header(*name, Header::new(text));
        }
    }
    for (media_type, examples) in contents(status, entries) {
        response = response.content(media_type, content(examples));
    }
    response.build()
}

/// Each media type, with its examples; nothing of a 304.
fn contents<'a>(
    status: Option<StatusCode>,
    entries: &'a [(String, &Entry)],
) -> BTreeMap<&'static str, Vec<(&'a str, Example)>> {
    let mut contents: BTreeMap<_, Vec<_>> = BTreeMap::new();
    if status.is_none() {
        contents.insert(Format::JsonApi.media_type(), Vec::new());
    }
    for (anchor, entry) in entries {
        if let Some(example) = example(entry) {
            let examples = contents.entry(entry.media_type).or_default();
            examples.push((anchor.as_str(), example));
        }
    }
    contents
}

fn content(examples: Vec<(&str, Example)>) -> Content {
    ContentBuilder::new()
        .schema(Some(reference(Model::Envelope)))
        .examples_from_iter(examples)
        .build()
}

fn example(entry: &Entry) -> Option<Example> {
    let envelope = example::envelope(entry)?;
    let example = ExampleBuilder::new()
        .summary(entry.title.unwrap_or(entry.variant))
        .description(entry.doc)
        .value(serde_json::to_value(envelope).ok());
    Some(example.build())
}

fn reference(model: Model) -> Ref {
    Ref::from_schema_name(model.name())
}

fn schema(model: Model) -> RefOr<Schema> {
    let schema = model.schema(|model| serde_json::to_value(reference(model)).unwrap_or_default());
    // It is one, which a test shows.
    serde_json::from_value(schema).unwrap_or_else(|_| Schema::default().into())
}

macro_rules! to_schemas {
    ($($model:ident [$($inner:ident),*]),*) => {
        $(
            impl PartialSchema for $model {
                fn schema() -> RefOr<Schema> {
                    schema(Model::$model)
                }
            }

            impl ToSchema for $model {
                fn name() -> Cow<'static, str> {
                    Cow::Borrowed(Model::$model.name())
                }

                fn schemas(_schemas: &mut Vec<(String, RefOr<Schema>)>) {
                    $(
                        _schemas.push(($inner::name().into_owned(), $inner::schema()));
                        $inner::schemas(_schemas);
                    )*
                }
            }
        )*
    };
}

to_schemas!(Envelope [ErrorObject], ErrorObject [Source, Links], Source [], Links []);

/// OpenAPI, of the feature `utoipa`.
#[cfg_attr(docsrs, doc(cfg(feature = "utoipa")))]
impl Catalog {
    /// Checks that an OpenAPI document has no status that none of these errors gives: for a test of the
    /// service, whatever the document was made by.
    ///
    /// It takes a whole document, or one operation of it. What is looked at is 304 and 400 to 599, and
    /// ranges such as `4XX`; `default` says nothing of a status. Where these errors' statuses are known
    /// only at run time, any can be given.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    /// use serde_json::json;
    ///
    /// #[derive(Debug, MretsError)]
    /// enum AccountError {
    ///     #[status(404)]
    ///     NotFound,
    /// }
    ///
    /// let operation = json!({ "responses": { "200": {}, "404": {} } });
    /// assert!(AccountError::catalog().check_openapi(&operation).is_ok());
    ///
    /// let document = json!({ "paths": { "/accounts": { "get": { "responses": { "410": {} } } } } });
    /// let error = AccountError::catalog().check_openapi(&document).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the OpenAPI document has statuses that no error gives:\n\n- GET /accounts: 410\n"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// Where there is such a status, or neither a document nor an operation.
    pub fn check_openapi(&self, document: &Value) -> Result<(), OpenApiError> {
        let member = |value: &Value, name| value.get(name).and_then(Value::as_object).cloned();
        let mut unknown = Vec::new();
        if let Some(responses) = member(document, "responses") {
            unknown.extend(self.unknown(&responses));
        } else if let Some(paths) = member(document, "paths") {
            for (path, operations) in &paths {
                for method in METHODS {
                    let operation = operations.get(method);
                    let responses = operation.and_then(|operation| member(operation, "responses"));
                    for status in self.unknown(&responses.unwrap_or_default()) {
                        unknown.push(format!("{} {path}: {status}", method.to_uppercase()));
                    }
                }
            }
        } else {
            return Err(OpenApiError(None));
        }
        if unknown.is_empty() {
            return Ok(());
        }
        Err(OpenApiError(Some(unknown)))
    }

    /// The statuses and ranges of errors that no entry gives.
    fn unknown(&self, responses: &serde_json::Map<String, Value>) -> Vec<String> {
        let is_known = |key: &str| {
            let is_open = self.is_open() || self.entries().any(|entry| entry.status.is_none());
            let is_given = |status: StatusCode| is_within(status.as_str(), key);
            is_open
                || self
                    .entries()
                    .filter_map(|entry| entry.status)
                    .any(is_given)
        };
        let keys = responses.keys().filter(|key| is_of_error(key));
        keys.filter(|key| !is_known(key)).cloned().collect()
    }
}

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// `404` is within `404`, `4XX`.
fn is_within(status: &str, key: &str) -> bool {
    let range = key.strip_suffix("XX");
    status == key || range.is_some_and(|class| status.strip_prefix(class).is_some())
}

fn is_of_error(key: &str) -> bool {
    matches!(key.as_bytes(), b"304" | [b'4' | b'5', _, _])
}

/// What [`Catalog::check_openapi`] finds.
#[derive(Debug)]
#[cfg_attr(docsrs, doc(cfg(feature = "utoipa")))]
pub struct OpenApiError(Option<Vec<String>>);

impl fmt::Display for OpenApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(unknown) = &self.0 else {
            return f.write_str(
                "this is neither an OpenAPI document, which has `paths`, nor an operation, which has \
                 `responses`",
            );
        };
        f.write_str("the OpenAPI document has statuses that no error gives:\n\n")?;
        for status in unknown {
            writeln!(f, "- {status}")?;
        }
        Ok(())
    }
}

impl Error for OpenApiError {}
