//! One small service, written once in each framework, and `cases.rs`, the list of requests with the answer that each
//! framework must give. Each framework has a file.
