//! What holds for whatever stands in the fields: a family of errors that writes every key, generated
//! values, and for each rule a second, naive way to the same answer.
//!
//! Two properties stand elsewhere: `negotiate` beside the rules of RFC 9110 (`conformance/negotiate.rs`),
//! and the way back beside `decode` (`decode.rs`).
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]
#![allow(dead_code, reason = "some fields are there to be left out")]

mod support;

mod properties {
    mod answers;
    mod decode;
    mod errors;
    mod family;
    mod formats;
    mod links;
    mod pointers;
    mod privacy;

    /// Nothing is left beside the sources where one fails.
    fn config() -> proptest::test_runner::Config {
        proptest::test_runner::Config {
            failure_persistence: None,
            ..Default::default()
        }
    }
}
