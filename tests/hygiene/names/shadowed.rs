//! Other items stand under the names that generated code uses.

use crate::support::{PLAIN_JSON as PLAIN, body, header, object, objects};
use http::StatusCode;
use mrets_errors::{Failure, MretsError};
use std::error::Error as _;
use std::time::Duration;

/// Other items under the names that generated code uses.
mod names {
    #![allow(
        clippy::module_inception,
        dead_code,
        non_snake_case,
        non_camel_case_types,
        non_upper_case_globals,
        unused_macros,
        clippy::upper_case_acronyms,
        reason = "they are in the way"
    )]

    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Box;
    pub(super) struct Formatter;
    pub(super) struct StatusCode;
    pub(super) struct Envelope;
    pub(super) struct Parts;
    pub(super) struct Answer;
    pub(super) struct Row;
    pub(super) struct Out;
    pub(super) struct Errors;
    pub(super) struct Cow;
    pub(super) struct str;
    pub(super) struct bool;
    pub(super) struct u16;
    pub(super) struct usize;
    pub(super) trait MretsError {}
    pub(super) trait Error {}
    pub(super) trait Display {}
    pub(super) trait Debug {}
    pub(super) trait From {}
    pub(super) trait Into {}
    pub(super) trait Clone {}
    pub(super) trait Default {}
    pub(super) trait ToString {}
    pub(super) trait IntoIterator {}
    pub(super) trait Iterator {}
    pub(super) trait FromIterator {}
    pub(super) trait AsRef {}
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) trait Sized {}
    pub(super) trait Fn {}
    pub(super) trait FnMut {}
    pub(super) trait Serialize {}
    pub(super) trait Decode {}
    pub(super) struct ErrorObject;
    pub(super) struct Catalog;
    pub(super) struct char;
    pub(super) struct u8;
    pub(super) struct u64;
    pub(super) const error: () = ();
    pub(super) const response: () = ();
    pub(super) const errors: () = ();
    pub(super) const inner: () = ();
    pub(super) const tried: () = ();
    pub(super) const part: () = ();
    pub(super) const out: () = ();
    pub(super) fn Ok() {}
    pub(super) fn Err() {}
    pub(super) fn Some() {}
    pub(super) fn None() {}
    pub(super) fn drop() {}
    pub(super) mod std {}
    pub(super) mod core {}
    pub(super) mod alloc {}
    pub(super) mod http {}
    pub(super) mod bytes {}
    pub(super) mod serde {}
    pub(super) mod serde_json {}
    pub(super) mod mrets_errors {}
    pub(super) mod axum {}
    macro_rules! format_args {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! write {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! matches {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! unreachable {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! respond {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! concat {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }
    macro_rules! panic {
        ($($any:tt)*) => {
            compile_error!("shadowed")
        };
    }

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[mrets(codes = "snake_case")]
    pub(super) enum Everything {
        #[status(404, detail = "no {id}", id = .id, pointer = "/{id}", about = "a/{id}")]
        NotFound { id: &'static ::core::primitive::str },
        #[status(500, display = "broken")]
        Broken(#[from] ::core::fmt::Error),
        #[status(500)]
        Maybe(#[source] ::core::option::Option<::std::io::Error>),
        #[status(429, retry_after = .0, headers("X-N" = 1), meta(n = 2))]
        Limited(::core::time::Duration),
        #[status(transparent)]
        Inner(Inner),
        #[status(422)]
        Several(#[errors] ::std::vec::Vec<Inner>),
        #[status(.0)]
        RunTime(::http::StatusCode),
        #[status(400, detail = "{0}")]
        Path(::std::path::PathBuf),
        #[status(.0, code = .1)]
        Decided(::core::primitive::u16, &'static ::core::primitive::str),
        #[status(like = .0, meta(n = .1))]
        Like(Inner, ::core::primitive::u32),
        #[status(like = self.made())]
        Made,
    }

    impl Everything {
        fn made(&self) -> Inner {
            Inner
        }
    }

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[status(403)]
    pub(super) struct Inner;

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[status(409, detail = "{0}")]
    pub(super) struct Generic<T>(pub(super) T);

    #[derive(::core::fmt::Debug, ::core::cmp::PartialEq, ::mrets_errors::MretsError)]
    #[mrets(
        codes = "snake_case",
        challenge = "Basic",
        dialect = super::PLAIN,
        decode,
        docs = "https://example.org/errors"
    )]
    pub(super) enum Decoded<E> {
        /// Documented.
        #[status(422, detail("{} and {n}", .0, n = .1.is_some()))]
        Sent(::std::string::String, ::core::option::Option<E>),
        #[status(.status)]
        RunTime {
            status: ::http::StatusCode,
            #[meta]
            value: E,
            secret: ::core::primitive::u8,
            #[meta(flatten)]
            others: ::core::option::Option<E>,
            #[headers]
            headers: ::std::vec::Vec<(::std::string::String, ::std::string::String)>,
        },
        #[status(500)]
        From(#[from] ::core::option::Option<::core::fmt::Error>),
        #[status(transparent)]
        Boxed(::std::boxed::Box<Decoded<E>>),
        #[status(400)]
        Several(#[errors] ::std::vec::Vec<Decoded<E>>),
        #[status(401)]
        Unauthenticated,
        #[status(304)]
        NotModified,
    }
}

#[test]
fn shadowed_names() {
    use names::{Everything, Generic, Inner};
    let error = Everything::NotFound { id: "a/b" };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Not Found","detail":"no a/b","id":"a/b","code":"not_found","source":{"pointer":"/a~1b"},"links":{"about":"a/a%2Fb"},"status":"404"}]}"#
    );
    let broken = Everything::from(std::fmt::Error);
    assert_eq!(broken.to_string(), "broken");
    assert!(broken.source().is_some());
    assert!(Everything::Maybe(None).source().is_none());
    let limited = Everything::Limited(Duration::from_secs(2));
    assert_eq!(header(&limited, "retry-after").unwrap(), "2");
    assert_eq!(object(&limited)["meta"]["n"], 2);
    assert_eq!(Everything::Inner(Inner).status(), 403);
    assert_eq!(objects(&Everything::Several(vec![Inner, Inner])).len(), 2);
    assert_eq!(Everything::RunTime(StatusCode::GONE).status(), 410);
    assert_eq!(Everything::Path("/a".into()).detail(), "/a");
    let decided = Everything::Decided(410, "gone");
    assert_eq!(object(&decided)["code"], "gone");
    assert_eq!(object(&Everything::Like(Inner, 3))["meta"]["n"], 3);
    assert_eq!(Everything::Made.status(), 403);
    assert!(Everything::catalog().is_open());
    assert_eq!(Generic(7).detail(), "7");
}

#[test]
fn shadowed_names_on_the_way_back() {
    use names::Decoded;
    every_variant_comes_back!(Decoded);
}
