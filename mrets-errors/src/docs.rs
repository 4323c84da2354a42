//! Documentation made of a [`Catalog`](crate::Catalog): the page of a service's errors, the lock that
//! keeps them, and OpenAPI.

#[cfg(feature = "docs")]
mod contradictions;
#[cfg(feature = "__catalog")]
mod example;
#[cfg(feature = "docs")]
mod html;
#[cfg(feature = "docs")]
mod lock;
#[cfg(feature = "docs")]
mod markdown;
#[cfg(feature = "docs")]
mod meta_type;
#[cfg(feature = "docs")]
mod page;
#[cfg(feature = "docs")]
mod render;
#[cfg(feature = "__schema")]
mod schema;
#[cfg(feature = "schemars")]
mod schemars;
#[cfg(feature = "utoipa")]
pub mod utoipa;

#[cfg(feature = "docs")]
pub use self::lock::{Changes, LockError};
