//! The test suites of the workspace, through the public crate. `main.rs`, `client.rs`, `conformance.rs`,
//! `dialect.rs` and `properties.rs` are maps of the folders beside them. The package in `ui/` holds a
//! case for every message of the macro.
