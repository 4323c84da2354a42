//! Most suites, in one test binary, so that they link once. The modules are the map of them.

mod behaviour {
    mod keys {
        mod challenge;
        mod code;
        mod decode;
        mod detail;
        mod display;
        mod errors;
        mod expose;
        mod from;
        mod grpc;
        mod headers;
        mod id;
        mod like;
        mod links;
        mod location;
        mod meta;
        mod retry;
        mod retry_after;
        mod source;
        mod status;
        mod title;
        mod transparent;
    }
    mod types {
        mod any_error;
        mod as_thiserror;
        mod bounds;
        mod boxes;
        mod collected_errors;
        mod fragments;
        mod generics;
        mod internal;
        mod language_attributes;
        mod macro_rules;
        mod shapes;
    }
    mod writes {
        mod any_text;
        mod arguments;
        mod body;
        mod constants;
        mod failing_values;
        mod format_strings;
        mod published_table;
    }
    /// Other derives on the same type.
    mod beside {
        mod derive_more;
        mod displaydoc;
        mod miette;
        mod snafu;
        mod strum;
        mod thiserror;
    }
}

/// Generated code under every lint, and where every name means something else.
mod hygiene {
    mod lints;
    mod names;
}

mod docs {
    mod catalog;
    mod lock;
    mod many;
    mod openapi;
    mod page;
}

/// axum and tower, over real sockets.
mod servers {
    mod axum_handlers;
    mod error_page;
    mod extract;
    mod hostile;
    pub(crate) mod layered;
    mod log;
    mod observe;
    mod other_bodies;
    mod own_catalogs;
    mod request_ids;
    mod server;
    mod stack;
    mod tower;
}

/// Reports of the validation libraries.
mod validation {
    mod garde;
    mod validator;
}

/// The fuzz targets, over the files of their corpora.
mod fuzz {
    mod corpora;
    #[path = "src/lib.rs"]
    #[allow(unreachable_pub, reason = "it is a library elsewhere")]
    mod targets;
}

/// The import rules of the code.
mod structure;

mod support;
