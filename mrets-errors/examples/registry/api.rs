//! The routes of the service and their handlers.

use std::sync::{Arc, atomic::Ordering};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header::ETAG},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
};
use mrets_errors::{
    Dialect,
    axum::extract::{Json, Path},
    tower::EnvelopeLayer,
};
use serde::Deserialize;
use serde_json::json;
use utoipa::{OpenApi as _, ToSchema};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};
use uuid::Uuid;

use crate::{
    db,
    document::{Document, MEDIA_TYPE, Success},
    error::RegistryError,
    extract::{Page, is_known},
    grpc,
    guard::{self, MAINTENANCE_PATH},
    pages::{self, Api, InputErrors},
    service::Service,
    transfer::{Transfer, TransferRequest},
};

/// The dialect of the layer: a person with a browser gets a page, and other clients JSON.
static REGISTRY: Dialect = Dialect::MRETS.html();

/// Builds the router: routes, guards, pages, gRPC, and an envelope around every error.
pub(crate) fn router(service: Arc<Service>) -> Router {
    const READ: &str = "GET, HEAD";
    let (routes, document) = OpenApiRouter::with_openapi(Api::openapi())
        .routes(only(READ, routes!(accounts)))
        .routes(only(READ, routes!(account)))
        .routes(only("POST", routes!(transfer)))
        .routes(only(READ, routes!(broken)))
        .routes(only(READ, routes!(slow)))
        .routes(only("PUT", routes!(maintenance)))
        .split_for_parts();
    routes
        .route_layer(from_fn_with_state(Arc::clone(&service), guard::authorize))
        .merge(pages::router(document))
        .fallback(async || RegistryError::UnknownPath)
        .layer(from_fn_with_state(Arc::clone(&service), guard::maintenance))
        .layer(from_fn(guard::whole_body))
        .merge(grpc::router(Arc::clone(&service)))
        .layer(EnvelopeLayer::new().dialect(&REGISTRY))
        .with_state(service)
}

/// Answers every other method of the path with a 405.
fn only(
    allow: &'static str,
    (schemas, paths, methods): UtoipaMethodRouter<Arc<Service>>,
) -> UtoipaMethodRouter<Arc<Service>> {
    let methods = methods.fallback(async move || RegistryError::MethodNotAllowed {
        allow: allow.into(),
    });
    (schemas, paths, methods)
}

/// Lists one page of the accounts.
#[utoipa::path(
    get,
    path = "/v1/public/rec/accounts",
    params(
        // OpenAPI knows no u32.
        ("page[number]" = Option<i64>, Query, minimum = 1, maximum = 4_294_967_295_i64),
        ("page[size]" = Option<u32>, Query, minimum = 1, maximum = 1000),
    ),
    responses(
        (status = 200, description = "The accounts.", body = Success, content_type = MEDIA_TYPE),
        RegistryError,
    ),
)]
async fn accounts(
    State(service): State<Arc<Service>>,
    page: Page,
) -> Result<Document, RegistryError> {
    let (accounts, total) = service.database.accounts(page.size, page.offset()).await?;
    Ok(Document::accounts(&accounts, total))
}

/// Shows one account and its holdings.
#[utoipa::path(
    get,
    path = "/v1/public/rec/accounts/{id}",
    params(
        ("id" = Uuid, Path),
        ("If-None-Match" = Option<String>, Header, description = "The tag that the client has."),
    ),
    responses(
        (
            status = 200,
            description = "The account.",
            body = Success,
            content_type = MEDIA_TYPE,
            headers(("etag" = String, description = "The tag of this state.")),
        ),
        InputErrors,
    ),
)]
async fn account(
    State(service): State<Arc<Service>>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, RegistryError> {
    let document = Document::account(&service.database.account(id).await?);
    let etag = document.etag();
    if is_known(&headers, &etag) {
        return Err(RegistryError::NotModified { etag });
    }
    Ok(([(ETAG, etag)], document))
}

/// Moves certificates from one account to another.
#[utoipa::path(
    post,
    path = "/v1/public/rec/transactions",
    request_body(content = TransferRequest, content_type = MEDIA_TYPE),
    responses(
        (status = 201, description = "They are moved.", body = Success, content_type = MEDIA_TYPE),
        InputErrors,
    ),
)]
async fn transfer(
    State(service): State<Arc<Service>>,
    Json(request): Json<TransferRequest>,
) -> Result<(StatusCode, Document), RegistryError> {
    let transfer = Transfer::try_from(request)?;
    let id = service.database.transfer(transfer).await?;
    Ok((StatusCode::CREATED, Document::transaction(id, transfer)))
}

/// Runs a report that fails.
#[utoipa::path(
    get,
    path = "/v1/public/rec/reports/broken",
    responses(
        (status = 200, description = "The report.", body = Success, content_type = MEDIA_TYPE),
        RegistryError,
    ),
)]
async fn broken(service: State<Arc<Service>>) -> Result<Document, RegistryError> {
    report(service, db::BROKEN_REPORT).await
}

/// Runs a report that takes too long.
#[utoipa::path(
    get,
    path = "/v1/public/rec/reports/slow",
    responses(
        (status = 200, description = "The report.", body = Success, content_type = MEDIA_TYPE),
        RegistryError,
    ),
)]
async fn slow(service: State<Arc<Service>>) -> Result<Document, RegistryError> {
    report(service, db::SLOW_REPORT).await
}

async fn report(
    State(service): State<Arc<Service>>,
    sql: &'static str,
) -> Result<Document, RegistryError> {
    let result = service.database.report(sql).await?;
    Ok(Document::meta(&json!({ "result": result })))
}

#[derive(Debug, Deserialize, ToSchema)]
struct Maintenance {
    enabled: bool,
}

/// Turns maintenance on or off.
#[utoipa::path(
    put,
    path = MAINTENANCE_PATH,
    request_body(content = Maintenance, content_type = MEDIA_TYPE),
    responses(
        (status = 200, description = "It is done.", body = Success, content_type = MEDIA_TYPE),
        InputErrors,
    ),
)]
async fn maintenance(
    State(service): State<Arc<Service>>,
    Json(Maintenance { enabled }): Json<Maintenance>,
) -> Document {
    service.maintenance.store(enabled, Ordering::Relaxed);
    Document::meta(&json!({ "enabled": enabled }))
}
