//! The state behind the routes: the database, the limits, and the keys.

use std::{
    num::NonZeroU32,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::db::Database;

/// Bounds of the service.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// The number of requests that one key may send.
    pub(crate) requests: Quota,
    /// The longest time that the database may work for one request.
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
    /// More requests than any key sends. The database keeps its time limit.
    pub(crate) fn none() -> Self {
        Self {
            requests: Quota::per_second(NonZeroU32::MAX),
            ..Self::default()
        }
    }
}

/// The state that all requests share.
pub(crate) struct Service {
    pub(crate) database: Database,
    pub(crate) limiter: DefaultKeyedRateLimiter<Key>,
    pub(crate) maintenance: AtomicBool,
}

impl Service {
    /// Opens this database file, or a database in memory.
    pub(crate) fn open(path: Option<&Path>, limits: Limits) -> rusqlite::Result<Arc<Self>> {
        Ok(Arc::new(Self {
            database: Database::open(path, limits.database)?,
            limiter: RateLimiter::keyed(limits.requests),
            maintenance: AtomicBool::new(false),
        }))
    }
}

/// An API key that the registry knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Demo,
    ReadOnly,
}

impl Key {
    pub(crate) fn from_token(token: &[u8]) -> Option<Self> {
        match token {
            b"demo-key" => Some(Self::Demo),
            b"readonly-key" => Some(Self::ReadOnly),
            _ => None,
        }
    }

    pub(crate) fn may_write(self) -> bool {
        self == Self::Demo
    }
}
