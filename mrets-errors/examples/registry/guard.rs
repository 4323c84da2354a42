//! Middleware that a request passes before it reaches its handler.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{Arc, atomic::Ordering},
};

use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use governor::clock::Clock;

use crate::{
    error::RegistryError,
    service::{Key, Service},
};

/// The only path that answers during maintenance.
pub(crate) const MAINTENANCE_PATH: &str = "/v1/public/admin/maintenance";

/// The longest body that a handler gets, in bytes.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// The longest body that is read to its end, in bytes.
const PATIENCE: usize = 64 * 1024 * 1024;

/// Reads the whole body before anything answers. A client that is still sending when the connection
/// closes would never see the envelope.
pub(crate) async fn whole_body(request: Request, next: Next) -> Result<Response, RegistryError> {
    let (parts, mut body) = request.into_parts();
    let mut bytes = Vec::new();
    let mut length = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| RegistryError::UnreadableBody)?;
        let data = frame.into_data().unwrap_or_default();
        length += data.len();
        if length <= BODY_LIMIT {
            bytes.extend_from_slice(&data);
        } else if length > PATIENCE {
            break;
        }
    }
    if length > BODY_LIMIT {
        return Err(RegistryError::BodyTooLarge { limit: BODY_LIMIT });
    }
    Ok(next
        .run(Request::from_parts(parts, Body::from(bytes)))
        .await)
}

/// Refuses every request during maintenance, except the one that ends it.
pub(crate) async fn maintenance(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Result<Response, RegistryError> {
    if request.uri().path() != MAINTENANCE_PATH {
        open(&service)?;
    }
    Ok(next.run(request).await)
}

/// Fails during maintenance.
pub(crate) fn open(service: &Service) -> Result<(), RegistryError> {
    if service.maintenance.load(Ordering::Relaxed) {
        return Err(RegistryError::Maintenance);
    }
    Ok(())
}

/// Demands a known key, with requests left, and with the right to do this.
pub(crate) async fn authorize(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Result<Response, RegistryError> {
    let token = request.headers().get("x-api-key");
    let token = token.map(HeaderValue::as_bytes);
    admit(&service, token, request.method().is_safe())?;
    Ok(next.run(request).await)
}

/// Fails unless this key is known, has requests left, and may do this.
pub(crate) fn admit(
    service: &Service,
    token: Option<&[u8]>,
    is_read: bool,
) -> Result<(), RegistryError> {
    let key = token.and_then(Key::from_token);
    let key = key.ok_or(RegistryError::Unauthenticated)?;
    service
        .limiter
        .check_key(&key)
        .map_err(|refusal| RegistryError::TooManyRequests {
            wait: refusal.wait_time_from(service.limiter.clock().now()),
        })?;
    if !key.may_write() && !is_read {
        return Err(RegistryError::ReadOnlyKey);
    }
    Ok(())
}
