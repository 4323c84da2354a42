//! The client's side: what came back instead of a success.

mod content;
mod excerpt;
mod failure;
mod markup;
mod other;
#[cfg(feature = "reqwest")]
pub mod reqwest;
mod retry;
mod text;
mod wait;

pub use failure::Failure;
pub use retry::{Retry, RetryPolicy};
