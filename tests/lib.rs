//! The test suites of the workspace, through the public crate. `behaviour.rs`, `client.rs`,
//! `conformance.rs` and `properties.rs` are maps of the folders beside them. The package in `ui/` holds a
//! case for every message of the macro.
