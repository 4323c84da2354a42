//! The web frameworks: responses of ours, and envelopes in place of theirs.

#[cfg(feature = "actix-web")]
pub mod actix_web;
#[cfg(feature = "__respond")]
mod answer;
#[cfg(feature = "axum")]
pub mod axum;
#[cfg(feature = "__extract")]
pub(crate) mod extract;
#[cfg(all(feature = "__respond", feature = "tracing"))]
mod log;
#[cfg(feature = "poem")]
pub mod poem;
#[cfg(feature = "__rewrite")]
mod rewrite;
#[cfg(feature = "rocket")]
pub mod rocket;
#[cfg(feature = "salvo")]
pub mod salvo;
#[cfg(feature = "tower")]
pub mod tower;
#[cfg(feature = "warp")]
pub mod warp;
