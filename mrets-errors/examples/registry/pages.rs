//! The pages that describe the service: its errors, and its OpenAPI document.

use std::{sync::LazyLock, time::Duration};

use axum::{Router, response::Html, routing::get};
use mrets_errors::{Catalog, LockError, MretsError, Refusal, errors};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        OpenApi as Document,
        security::{ApiKey, ApiKeyValue, SecurityScheme},
    },
};
use utoipa_swagger_ui::SwaggerUi;
use uuid::Uuid;

use crate::{
    error::{FieldError, RecordNotFound, RegistryError},
    guard::BODY_LIMIT,
};

/// The path that `#[mrets(docs = "...")]` links to.
pub(crate) const ERRORS: &str = "/errors";
pub(crate) const OPENAPI: &str = "/openapi.json";

/// Every error that the service can answer with.
pub(crate) fn catalog() -> Catalog {
    RegistryError::catalog()
        .merge(Refusal::catalog())
        .merge(InputErrors::catalog())
}

errors! {
    /// The errors of an operation that reads a path or a body: the registry's, and those of the library's extractors.
    pub(crate) struct InputErrors = RegistryError; Refusal
}

static PAGE: LazyLock<String> = LazyLock::new(|| {
    page().unwrap_or_else(|error| {
        tracing::error!("the page of errors has no history: {error}");
        examples().to_html()
    })
});

fn page() -> Result<String, LockError> {
    let page = examples()
        .page()
        .title("Errors of the registry")
        .introduction(
            "Every error comes in a JSON:API document, whose `code` names it. Paste a message or a \
             whole body into the search to find it here.",
        )
        .history(include_str!("errors.lock.json"))?;
    Ok(page.to_html())
}

/// Every error, with the bodies of real values.
fn examples() -> Catalog {
    let id = Uuid::from_u128(1);
    let name = "quantity";
    catalog()
        .with_examples([
            RegistryError::InvalidPage {
                name: "page[size]".into(),
                max: 1000,
            },
            RegistryError::UnknownParameter {
                name: "sort".to_owned(),
            },
            RegistryError::MethodNotAllowed {
                allow: "GET, HEAD".into(),
            },
            RegistryError::WrongType {
                expected: "transactions".into(),
            },
            RegistryError::BodyTooLarge { limit: BODY_LIMIT },
            RegistryError::TooManyRequests {
                wait: Duration::from_secs(1),
            },
            RegistryError::Invalid(
                [
                    FieldError::SameAccount,
                    FieldError::InvalidAttribute {
                        name: name.into(),
                        expected: "a whole number of at least 1".into(),
                    },
                ]
                .into_iter()
                .collect(),
            ),
        ])
        .with_examples([RecordNotFound { id }])
        .with_examples([
            FieldError::InvalidAttribute {
                name: name.into(),
                expected: "a whole number of at least 1".into(),
            },
            FieldError::UnknownAccount {
                name: "to_account".into(),
                id,
            },
            FieldError::InsufficientCertificates {
                held: 50,
                wanted: 80,
            },
        ])
}

/// The page, the document, and a page to try it out, whose files are part of the program.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(document: Document) -> Router<S> {
    Router::new()
        .route(ERRORS, get(async || Html(PAGE.as_str())))
        .merge(SwaggerUi::new("/docs").url(OPENAPI, document))
}

/// The OpenAPI document, to which the routes add their paths.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Registry",
        description = "A small registry of renewable energy certificates. [Its errors](/errors)."
    ),
    security(("key" = [])),
    modifiers(&Keys, &Errors),
)]
pub(crate) struct Api;

struct Keys;

impl Modify for Keys {
    fn modify(&self, document: &mut Document) {
        let key = ApiKey::Header(ApiKeyValue::with_description(
            "X-Api-Key",
            "`demo-key`, or `readonly-key`, which may only read.",
        ));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("key", SecurityScheme::ApiKey(key));
    }
}

/// Brings the components that the operations' errors refer to.
struct Errors;

impl Modify for Errors {
    fn modify(&self, document: &mut Document) {
        examples().modify(document);
    }
}
