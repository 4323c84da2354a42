//! One small service, written once in each framework, and one list of requests with the answer that each
//! framework must give: `cases.rs`. A file a framework.
