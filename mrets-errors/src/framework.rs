//! The web frameworks: responses of ours, and envelopes in place of theirs.

#[cfg(feature = "actix-web")]
pub mod actix_web;
pub(crate) mod answer;
#[cfg(feature = "axum")]
pub mod axum;
#[cfg(feature = "__extract")]
pub(crate) mod extract;
#[cfg(feature = "tracing")]
mod log;
pub(crate) mod observe;
#[cfg(feature = "tower")]
mod own;
#[cfg(feature = "poem")]
pub mod poem;
#[cfg(feature = "__rewrite")]
mod request_id;
#[cfg(feature = "__rewrite")]
mod rewrite;
#[cfg(feature = "rocket")]
pub mod rocket;
#[cfg(feature = "salvo")]
pub mod salvo;
#[cfg(feature = "tonic")]
pub mod tonic;
#[cfg(feature = "tower")]
pub mod tower;
#[cfg(feature = "warp")]
pub mod warp;
