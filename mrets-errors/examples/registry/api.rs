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
    routing::{get, post, put},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use mrets_errors::{
    axum::extract::{Json, Path},
    tower::EnvelopeLayer,
};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::{
    db::{self, Database},
    document::Document,
    error::RegistryError,
    extract::{Page, is_known},
    guard::{self, Key},
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
    Router::new()
        .route(
            "/v1/public/rec/accounts",
            get(accounts).fallback(async || only(READ)),
        )
        .route(
            "/v1/public/rec/accounts/{id}",
            get(account).fallback(async || only(READ)),
        )
        .route(
            "/v1/public/rec/transactions",
            post(transfer).fallback(async || only("POST")),
        )
        .route(
            "/v1/public/rec/reports/broken",
            get(|service| report(service, db::BROKEN_REPORT)).fallback(async || only(READ)),
        )
        .route(
            "/v1/public/rec/reports/slow",
            get(|service| report(service, db::SLOW_REPORT)).fallback(async || only(READ)),
        )
        .route(
            MAINTENANCE_PATH,
            put(maintenance).fallback(async || only("PUT")),
        )
        .route_layer(from_fn_with_state(Arc::clone(&service), guard::authorize))
        .fallback(async || RegistryError::UnknownPath)
        .layer(from_fn_with_state(Arc::clone(&service), guard::maintenance))
        .layer(from_fn(guard::whole_body))
        .layer(EnvelopeLayer::new())
        .with_state(service)
}

async fn accounts(
    State(service): State<Arc<Service>>,
    page: Page,
) -> Result<Document, RegistryError> {
    let (accounts, total) = service.database.accounts(page.size, page.offset()).await?;
    Ok(Document::accounts(&accounts, total))
}

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

async fn transfer(
    State(service): State<Arc<Service>>,
    Json(document): Json<transfer::Document>,
) -> Result<(StatusCode, Document), RegistryError> {
    let transfer = Transfer::try_from(document)?;
    let id = service.database.transfer(transfer).await?;
    Ok((StatusCode::CREATED, Document::transaction(id, transfer)))
}

async fn report(
    State(service): State<Arc<Service>>,
    sql: &'static str,
) -> Result<Document, RegistryError> {
    let result = service.database.report(sql).await?;
    Ok(Document::meta(&json!({ "result": result })))
}

#[derive(Debug, Deserialize)]
struct Maintenance {
    enabled: bool,
}

async fn maintenance(
    State(service): State<Arc<Service>>,
    Json(Maintenance { enabled }): Json<Maintenance>,
) -> Document {
    service.maintenance.store(enabled, Ordering::Relaxed);
    Document::meta(&json!({ "enabled": enabled }))
}

/// The answer to a method that a path does not have.
fn only(allow: &'static str) -> RegistryError {
    RegistryError::MethodNotAllowed { allow }
}
