//! What a request must pass before it reaches its handler.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{Arc, atomic::Ordering},
};

use axum::{
    body::{Body, HttpBody},
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use governor::clock::Clock;

use crate::{
    api::{MAINTENANCE_PATH, Service},
    error::RegistryError,
};

/// The longest body that is looked at, in bytes.
pub(crate) const BODY_LIMIT: usize = 64 * 1024;

/// The longest body that is heard to its end, in bytes.
const PATIENCE: usize = 64 * 1024 * 1024;

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Demo,
    ReadOnly,
}

impl Key {
    fn from_token(token: &[u8]) -> Option<Self> {
        match token {
            b"demo-key" => Some(Self::Demo),
            b"readonly-key" => Some(Self::ReadOnly),
            _ => None,
        }
    }

    fn may_write(self) -> bool {
        self == Self::Demo
    }
}

/// Takes the whole body in before anything answers: a client that is still sending when the
/// connection closes would never see the envelope.
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

/// Turns everything away while maintenance lasts, except the request that may end it.
pub(crate) async fn maintenance(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Result<Response, RegistryError> {
    if service.maintenance.load(Ordering::Relaxed) && request.uri().path() != MAINTENANCE_PATH {
        return Err(RegistryError::Maintenance);
    }
    Ok(next.run(request).await)
}

/// Asks for a key that is known, that has requests left, and that may do what it asks for.
pub(crate) async fn authorize(
    State(service): State<Arc<Service>>,
    request: Request,
    next: Next,
) -> Result<Response, RegistryError> {
    let key = request
        .headers()
        .get("x-api-key")
        .and_then(|token| Key::from_token(token.as_bytes()))
        .ok_or(RegistryError::Unauthenticated)?;
    service
        .limiter
        .check_key(&key)
        .map_err(|refusal| RegistryError::TooManyRequests {
            wait: refusal.wait_time_from(service.limiter.clock().now()),
        })?;
    if !key.may_write() && !request.method().is_safe() {
        return Err(RegistryError::ReadOnlyKey);
    }
    Ok(next.run(request).await)
}
