//! Error types of services in shapes that public APIs have, each once by hand and once by the derive:
//! `services.rs` compares them.
