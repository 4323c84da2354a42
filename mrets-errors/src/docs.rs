//! Documentation made of a [`Catalog`](crate::Catalog): the page of a service's errors, the lock that
//! keeps them, and OpenAPI.

#[cfg(feature = "docs")]
mod contradictions;
#[cfg(feature = "docs")]
mod doc_comment;
#[cfg(feature = "docs")]
mod documented;
#[cfg(feature = "__catalog")]
mod example;
#[cfg(feature = "fluent")]
mod fluent;
#[cfg(feature = "docs")]
mod grpc;
#[cfg(feature = "docs")]
mod html;
#[cfg(feature = "docs")]
mod json;
#[cfg(feature = "docs")]
mod lock;
#[cfg(feature = "docs")]
mod markdown;
#[cfg(feature = "docs")]
mod markdown_writer;
#[cfg(feature = "__catalog")]
mod meta_type;
#[cfg(feature = "__catalog")]
mod openapi;
#[cfg(feature = "docs")]
mod page;
#[cfg(feature = "__schema")]
mod schema;
#[cfg(feature = "schemars")]
mod schemars;
#[cfg(feature = "docs")]
mod texts;
#[cfg(feature = "utoipa")]
pub mod utoipa;
#[cfg(any(feature = "docs", feature = "fluent"))]
mod word;

#[cfg(feature = "docs")]
pub use self::documented::UndocumentedError;
#[cfg(feature = "fluent")]
pub use self::fluent::{FluentError, FluentFault};
#[cfg(feature = "docs")]
pub use self::lock::{Changes, LockError};
#[cfg(feature = "__catalog")]
pub use self::openapi::OpenApiError;
#[cfg(feature = "docs")]
pub use self::page::{Order, Page};
