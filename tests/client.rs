//! The client's side: a `Failure` of any response, whether it may be tried again, and the clients that
//! give one.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod client {
    mod bad;
    mod retry;
    mod socket;
    mod table;
}
