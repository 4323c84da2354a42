//! The service: its routes, and what stands behind them.

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, header::ETAG},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use mrets_errors::{
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
    db::{self, Database},
    document::{Document, MEDIA_TYPE},
    error::{RegistryError, UnsupportedMediaType},
    extract::{Page, is_known},
    guard::{self, Key},
    pages::{self, Api, Success},
    transfer::{self, Transfer},
};

/// The one path that answers under maintenance too.
pub(crate) const MAINTENANCE_PATH: &str = "/v1/public/admin/maintenance";

/// What the service allows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Requests of one key.
    pub(crate) requests: Quota,
    /// The time that the database has for one request.
    pub(crate) database: Duration,
}

impl Default for Limits {
    /// Ten requests at once, and ten more every five seconds.
    fn default() -> Self {
        let at_once = const { NonZeroU32::new(10).unwrap() };
        let per_minute = const { NonZeroU32::new(120).unwrap() };
        Self {
            requests: Quota::per_minute(per_minute).allow_burst(at_once),
            database: Duration::from_millis(250),
        }
    }
}

impl Limits {
    /// So many requests that no one key sends them; the database keeps its time.
    pub(crate) fn none() -> Self {
        Self {
            requests: Quota::per_second(NonZeroU32::MAX),
            ..Self::default()
        }
    }
}

/// What all requests share.
pub(crate) struct Service {
    database: Database,
    pub(crate) limiter: DefaultKeyedRateLimiter<Key>,
    pub(crate) maintenance: AtomicBool,
}

impl Service {
    /// A service on this database file, or on one in memory.
    pub(crate) fn open(
        path: Option<&std::path::Path>,
        limits: Limits,
    ) -> rusqlite::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            database: Database::open(path, limits.database)?,
            limiter: RateLimiter::keyed(limits.requests),
            maintenance: AtomicBool::new(false),
        }))
    }
}

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
        .layer(EnvelopeLayer::new())
        .with_state(service)
}

/// Answers all other methods of a path.
fn only(
    allow: &'static str,
    (schemas, paths, methods): UtoipaMethodRouter<Arc<Service>>,
) -> UtoipaMethodRouter<Arc<Service>> {
    let methods = methods.fallback(async move || RegistryError::MethodNotAllowed {
        allow: allow.into(),
    });
    (schemas, paths, methods)
}

/// One page of all accounts.
#[utoipa::path(
    get,
    path = "/v1/public/rec/accounts",
    params(
        ("page[number]" = Option<u32>, Query, minimum = 1, maximum = 4_294_967_295_i64),
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

/// One account, and what it holds.
#[utoipa::path(
    get,
    path = "/v1/public/rec/accounts/{id}",
    params(
        ("id" = Uuid, Path),
        ("If-None-Match" = Option<String>, Header, description = "The tag that is known."),
    ),
    responses(
        (
            status = 200,
            description = "The account.",
            body = Success,
            content_type = MEDIA_TYPE,
            headers(("etag" = String, description = "The tag of this state.")),
        ),
        RegistryError,
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
    request_body(content = transfer::Document, content_type = MEDIA_TYPE),
    responses(
        (status = 201, description = "They are moved.", body = Success, content_type = MEDIA_TYPE),
        RegistryError,
        UnsupportedMediaType,
    ),
)]
async fn transfer(
    State(service): State<Arc<Service>>,
    Json(document): Json<transfer::Document>,
) -> Result<(StatusCode, Document), RegistryError> {
    let transfer = Transfer::try_from(document)?;
    let id = service.database.transfer(transfer).await?;
    Ok((StatusCode::CREATED, Document::transaction(id, transfer)))
}

/// A report that fails.
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

/// A report that takes too long.
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
        RegistryError,
        UnsupportedMediaType,
    ),
)]
async fn maintenance(
    State(service): State<Arc<Service>>,
    Json(Maintenance { enabled }): Json<Maintenance>,
) -> Document {
    service.maintenance.store(enabled, Ordering::Relaxed);
    Document::meta(&json!({ "enabled": enabled }))
}
