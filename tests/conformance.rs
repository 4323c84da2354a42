//! What the standards say, rule by rule: each test is named after its rule and cites its source. The
//! rules are held against the answers of one corpus, which writes every key and every status.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod conformance {
    mod corpus;

    mod garde;
    mod http;
    mod jsonapi;
    mod model;
    mod negotiate;
    mod problem;
    mod validator;
    mod validator_npm;

    /// Of the property tests: nothing is left beside the sources where one fails.
    fn config() -> proptest::test_runner::Config {
        proptest::test_runner::Config {
            failure_persistence: None,
            ..Default::default()
        }
    }
}
