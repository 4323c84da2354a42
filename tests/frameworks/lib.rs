//! One small service, written once in each framework, and one list of requests with what each of
//! them must be answered: `cases.rs`. A file a framework.
