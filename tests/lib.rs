//! The test suites of the workspace, through the public crate: one file a behaviour, gathered by
//! `behaviour.rs`; `ui/` holds a case for every message of the macro.
