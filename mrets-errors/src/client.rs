//! What came back: a response that is no success, on the side of a client.

mod bounds;
pub(crate) mod failure;
mod readers;
mod request_id;
#[cfg(feature = "reqwest")]
pub mod reqwest;
pub(crate) mod retry;

pub use failure::Failure;
pub use retry::budget::RetryBudget;
pub use retry::policy::{Retry, RetryPolicy};
