//! [utoipa](https://docs.rs/utoipa): every derived error describes its responses in OpenAPI.
//!
//! ```
//! use mrets_errors::MretsError;
//! use utoipa::{Modify, OpenApi};
//!
//! #[derive(Debug, MretsError)]
//! enum AccountError {
//!     /// No account has this number.
//!     #[status(404, code = "no_account", detail = "There is no account {id}.", meta(id = .id))]
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
//! // utoipa does not see which components these responses use: the catalogue brings them.
//! struct Errors;
//!
//! impl Modify for Errors {
//!     fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
//!         AccountError::catalog().modify(document);
//!     }
//! }
//!
//! #[derive(OpenApi)]
//! #[openapi(paths(account), modifiers(&Errors))]
//! struct Api;
//!
//! let document = serde_json::to_value(Api::openapi())?;
//! let responses = &document["paths"]["/accounts/{id}"]["get"]["responses"];
//! assert_eq!(responses["404"]["$ref"], "#/components/responses/AccountError.404");
//! let not_found = &document["components"]["schemas"]["AccountError.NotFound"];
//! assert_eq!(not_found["description"], "No account has this number.");
//! assert_eq!(not_found["properties"]["meta"]["properties"]["id"]["type"], "integer");
//!
//! // In a test: the document describes these errors, all of them and no others.
//! AccountError::catalog().check_openapi(&document)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each status is one response, with an example of each variant that gives it. A status that is known only at run
//! time is the `default` response. [`Catalog::openapi_components`] lists the components.
//!
//! One operation takes one error type. Of several, utoipa keeps only the last one's response to a status, which
//! `check_openapi` finds. [`errors!`](crate::errors!) makes one type of the errors of several types, or of some
//! variants.
//!
//! [`Envelope`], [`ErrorObject`], [`Source`] and [`Links`] are `ToSchema`s.

use crate::answer::catalog::Catalog;
use crate::docs::schema::Model;
use crate::document::envelope::Envelope;
use crate::document::object::{ErrorObject, Links, Source};
pub use ::utoipa::IntoResponses;
use ::utoipa::openapi::schema::SchemaType;
use ::utoipa::openapi::{Object, OpenApi, Ref, RefOr, Response, Schema};
use ::utoipa::{Modify, PartialSchema, ToSchema};
use serde::Deserialize as _;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The responses that [`IntoResponses`] gives: each status, or `default`, with its response.
pub type Responses = BTreeMap<String, RefOr<Response>>;

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_utoipa {
    (link [$($params:tt)*] [$ty:ty] [$($bounds:tt)*] [$($written:tt)*]) => {
        $crate::private::frameworks::utoipa! { [$($params)*] [$ty] [$($written)*] }
        $crate::private::frameworks::utoipa! { [$($params)*] [$crate::private::Box<$ty>] [$($written)*] }
        $crate::private::frameworks::from_warp! {
            link [$($params)*] [$ty] [$($bounds)*] [$($written)*]
        }
    };
    ([$($params:tt)*] [$ty:ty] [$($bounds:tt)*]) => {
        #[automatically_derived]
        impl<$($params)*> $crate::utoipa::IntoResponses for $ty $($bounds)* {
            #[inline]
            fn responses() -> $crate::utoipa::Responses {
                $crate::utoipa::described(<Self as $crate::private::Answerable>::describe)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __mrets_utoipa_selection {
    ($ty:ty) => {
        #[automatically_derived]
        impl $crate::utoipa::IntoResponses for $ty {
            fn responses() -> $crate::utoipa::Responses {
                $crate::utoipa::responses(&<$ty>::catalog())
            }
        }
    };
}

/// Gives the responses of generated impls.
#[doc(hidden)]
#[must_use]
pub fn described(describe: fn(&mut Catalog)) -> Responses {
    let mut catalog = Catalog::new();
    describe(&mut catalog);
    responses(&catalog)
}

/// Gives the responses of a catalogue.
#[doc(hidden)]
#[must_use]
pub fn responses(catalog: &Catalog) -> Responses {
    // utoipa reads all that we write, which a test shows.
    serde_json::from_value(catalog.openapi_responses()).unwrap_or_default()
}

/// Adds the components of these errors to a document, except for those that it has already.
#[cfg_attr(docsrs, doc(cfg(feature = "utoipa")))]
impl Modify for Catalog {
    fn modify(&self, document: &mut OpenApi) {
        let own = self.openapi_components();
        let components = document.components.get_or_insert_default();
        for (name, value) in members(&own, "schemas") {
            if let Some(schema) = read_schema(value.clone()) {
                components.schemas.entry(name.clone()).or_insert(schema);
            }
        }
        for (name, value) in members(&own, "responses") {
            if let Ok(response) = RefOr::<Response>::deserialize(value) {
                components.responses.entry(name.clone()).or_insert(response);
            }
        }
    }
}

fn members<'a>(object: &'a Value, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    let members = object.get(name).and_then(Value::as_object);
    members.into_iter().flatten()
}

/// Reads a schema. utoipa writes `{}` for any value, but does not read it, so these members of `meta` are added
/// afterwards.
fn read_schema(mut value: Value) -> Option<RefOr<Schema>> {
    let mut free = Vec::new();
    let meta = value.pointer_mut("/properties/meta/properties");
    if let Some(members) = meta.and_then(Value::as_object_mut) {
        members.retain(|name, schema| {
            let is_free = schema.as_object().is_some_and(Map::is_empty);
            if is_free {
                free.push(name.clone());
            }
            !is_free
        });
    }
    let mut schema: RefOr<Schema> = serde_json::from_value(value).ok()?;
    if let RefOr::T(Schema::Object(object)) = &mut schema
        && let Some(RefOr::T(Schema::Object(meta))) = object.properties.get_mut("meta")
    {
        for name in free {
            let any = Object::with_type(SchemaType::AnyValue);
            meta.properties.insert(name, Schema::Object(any).into());
        }
    }
    Some(schema)
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
