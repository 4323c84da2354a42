//! The client's side: the response that came back instead of a success.

mod api_error;
mod bounds;
pub(crate) mod failure;
mod readers;
mod request_id;
#[cfg(feature = "reqwest")]
pub mod reqwest;
mod response;
pub(crate) mod retry;
mod secrets;
#[cfg(feature = "tonic")]
mod tonic;

pub use api_error::{ApiError, Transport};
pub use failure::Failure;
pub use response::{ResponseExt, Strict};
pub use retry::budget::RetryBudget;
pub use retry::policy::{Retry, RetryPolicy};
