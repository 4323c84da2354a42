//! OpenAPI: the errors of a catalogue as components and responses.

mod check;
mod names;
mod responses;
mod schemas;

pub use self::check::OpenApiError;

use crate::answer::catalog::Catalog;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// OpenAPI 3.1, of the features `docs` and `utoipa`: as `serde_json::Value`, for documents by any library
/// or by hand.
#[cfg_attr(docsrs, doc(cfg(any(feature = "docs", feature = "utoipa"))))]
impl Catalog {
    /// The Components Object of these errors, with the schemas and responses to which the document's operations
    /// refer.
    ///
    /// Each Rust type has four kinds of components, named by the type with its modules before it:
    ///
    /// | name | component |
    /// | --- | --- |
    /// | `TransferError` | its error objects: one of its variants, or of the types in its fields |
    /// | `TransferError.TooFew` | the error object of a variant: `code` and `status` have one value; the members of `meta` have the schema of their field's type, if utoipa or schemars know it |
    /// | `TransferError.envelope`, `TransferError.problem` | the two documents that hold the error objects |
    /// | `TransferError.422` | the response of a status, under `responses`; `TransferError.default` for a status that is known only at run time |
    ///
    /// ```
    /// use mrets_errors::MretsError;
    /// use serde_json::json;
    ///
    /// #[derive(Debug, MretsError)]
    /// enum TransferError {
    ///     #[status(422, code = "too_few", detail = "There are {left} left.", meta(left = .left))]
    ///     TooFew { left: u32 },
    /// }
    ///
    /// let catalog = TransferError::catalog();
    /// let document = json!({
    ///     "openapi": "3.1.0",
    ///     "info": { "title": "Registry", "version": "1" },
    ///     "paths": { "/transfers": { "post": { "responses": catalog.openapi_responses() } } },
    ///     "components": catalog.openapi_components(),
    /// });
    /// catalog.check_openapi(&document)?;
    ///
    /// let too_few = &document["components"]["schemas"]["TransferError.TooFew"];
    /// assert_eq!(too_few["properties"]["code"]["enum"], json!(["too_few"]));
    /// assert_eq!(too_few["required"], json!(["title", "detail", "code", "status", "meta"]));
    /// # Ok::<(), mrets_errors::OpenApiError>(())
    /// ```
    ///
    /// Each response has an example of each error: the body of a value from
    /// [`with_examples`](Self::with_examples()), else the templates with values of the right
    /// type. Variants that are `#[doc(hidden)]` are left out.
    #[must_use]
    pub fn openapi_components(&self) -> Value {
        // Sorted by name, so that a document changes only if its errors do.
        let schemas: BTreeMap<String, Value> = schemas::all(self).into_iter().collect();
        let responses: BTreeMap<String, Value> = responses::components(self).into_iter().collect();
        json!({ "schemas": schemas, "responses": responses })
    }

    /// The Responses Object of an operation that can answer with each of these errors: every status, or
    /// `default`, refers to its response among [`openapi_components`](Self::openapi_components).
    ///
    /// ```
    /// use mrets_errors::MretsError;
    /// use serde_json::json;
    ///
    /// #[derive(Debug, MretsError)]
    /// #[status(404)]
    /// struct NotFound;
    ///
    /// assert_eq!(
    ///     NotFound::catalog().openapi_responses(),
    ///     json!({ "404": { "$ref": "#/components/responses/NotFound.404" } }),
    /// );
    /// ```
    ///
    /// If several types of one catalogue answer with one status, its response names them all.
    #[must_use]
    pub fn openapi_responses(&self) -> Value {
        responses::of_operation(self)
    }
}
