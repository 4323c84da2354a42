//! Generated code under every lint that a user's crate may have switched on.
#![forbid(unsafe_code)]
// rustc's groups, and the lints outside of them. `guest/lib.rs` has the lints that only a crate can
// switch on.
#![deny(
    warnings,
    keyword_idents,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_compatibility,
    rust_2018_idioms,
    unknown_or_malformed_diagnostic_attributes,
    unused,
    absolute_paths_not_starting_with_crate,
    ambiguous_negative_literals,
    explicit_outlives_requirements,
    macro_use_extern_crate,
    meta_variable_misuse,
    missing_copy_implementations,
    missing_debug_implementations,
    missing_docs,
    redundant_imports,
    redundant_lifetimes,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unit_bindings,
    unnameable_types,
    unreachable_pub,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::cargo)]
#![expect(
    clippy::redundant_pub_crate,
    reason = "it contradicts `unreachable_pub`"
)]

use crate::support::object;
use http::StatusCode;
use mrets_errors::{AnyError, MretsError};

/// Types as a library exports them, under clippy's restriction lints too.
mod exported {
    #![deny(clippy::restriction)]
    #![expect(
        clippy::blanket_clippy_restriction_lints,
        clippy::absolute_paths,
        clippy::arbitrary_source_item_ordering,
        clippy::pub_with_shorthand,
        clippy::std_instead_of_core,
        clippy::field_scoped_visibility_modifiers,
        reason = "they are about what stands here, not about what is generated"
    )]

    use http::StatusCode;
    use mrets_errors::{AnyError, MretsError};
    use std::collections::HashMap;
    use std::path::PathBuf;
    use std::time::Duration;

    /// Every form and key.
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case", challenge = "Basic")]
    pub(crate) enum Everything {
        /// Constant.
        #[status(404)]
        Constant,
        /// With a detail alone.
        #[status(404, detail = "There is no {id}.")]
        Detail {
            /// Which.
            id: u64,
        },
        /// With every key.
        #[status(
            429,
            title = "All",
            detail("{} of {max}", .count, max = .count.saturating_add(1)),
            display = "{count}",
            code = "all",
            id = .count,
            pointer = "/{name}",
            parameter = "{name}",
            header = "{name}",
            about = "a/{name}",
            type = "t/{name}",
            meta(count = .count, name = .name),
            headers("X-Count" = .count),
            retry_after = .wait
        )]
        All {
            /// How many.
            count: u32,
            /// The kind.
            name: String,
            /// How long.
            wait: Duration,
            /// Beside.
            #[meta]
            extra: Option<bool>,
        },
        /// With a status of run time.
        #[status(.status, expose, detail = "{path}")]
        RunTime {
            /// Which.
            status: StatusCode,
            /// Where.
            path: PathBuf,
        },
        /// With a code of run time.
        #[status(.status.as_u16(), code = .code, retry_after = 1)]
        Decided {
            /// Which.
            status: StatusCode,
            /// What.
            code: String,
        },
        /// As another error.
        #[status(like = .0, meta(context = .1))]
        Like(Inner, u8),
        /// As one that an expression makes.
        #[status(like = Inner)]
        Made,
        /// With a source.
        #[status(500)]
        From(#[from] std::io::Error),
        /// With one that may be absent.
        #[status(500)]
        Maybe(#[source] Option<Box<dyn core::error::Error + Send + Sync>>),
        /// With one of a known type that may be absent.
        #[status(500)]
        Optional(#[from] Option<core::fmt::Error>),
        /// With another error.
        #[status(transparent)]
        Transparent(#[from] AnyError),
        /// With several errors.
        #[status(422)]
        Several(#[errors] Vec<Self>),
        /// Without content.
        #[status(304, headers("ETag" = "v1"))]
        NotModified,
        /// No longer used.
        #[deprecated]
        #[status(410)]
        Deprecated,
        /// Neither is this.
        #[deprecated(note = "use another")]
        #[status(410, detail = "{old}")]
        DeprecatedWithField {
            /// How old.
            old: u32,
        },
        /// Nobody can make one.
        #[status(500)]
        Never(core::convert::Infallible),
    }

    /// With the way back.
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case", decode, docs = "https://example.org/errors")]
    pub(crate) enum Decoded {
        /// Constant.
        #[status(404)]
        Constant,
        /// With fields.
        #[status(409, detail = "There is no {0}.")]
        Fields(u64, Option<Duration>),
        /// With a status of run time.
        #[status(.status, display = "{secret}")]
        RunTime {
            /// Which.
            status: StatusCode,
            /// Not sent.
            secret: String,
        },
        /// With a source.
        #[status(500)]
        From(#[from] Option<core::fmt::Error>),
        /// With another error.
        #[status(transparent)]
        Transparent(Box<Self>),
        /// As another error.
        #[status(like = .inner)]
        Like {
            /// Answers.
            inner: Box<Self>,
            /// Sent beside it.
            #[meta]
            context: u8,
        },
        /// With several errors.
        #[status(422)]
        Several(#[errors] Vec<Self>),
        /// Without content.
        #[status(304)]
        NotModified,
        /// No longer used.
        #[deprecated]
        #[status(410)]
        Deprecated(u8),
    }

    /// With the message of another derive.
    #[derive(Debug, thiserror::Error, MretsError)]
    #[mrets(codes = "kebab-case", dialect = crate::support::PLAIN_JSON, no_response)]
    pub(crate) enum Message<T> {
        /// With a detail that is the message.
        #[error("there is no {0}")]
        #[status(404)]
        NotFound(T),
        /// With one of its own.
        #[error("the disk is full: {}", .cause)]
        #[status(503, detail = "Come back later.", retry_after = 1)]
        Full {
            /// Why.
            #[source]
            cause: std::io::Error,
        },
        /// With the other derive's as a part.
        #[error(transparent)]
        #[status(transparent)]
        Transparent(#[from] Inner),
    }

    /// Answered for by others.
    #[derive(Debug, thiserror::Error, MretsError)]
    #[error("inner")]
    #[status(403)]
    pub(crate) struct Inner;

    /// With parameters, with the way back, and with expressions of every form.
    #[derive(Debug, MretsError)]
    #[mrets(decode, docs = "https://example.org/errors")]
    #[status(
        409,
        code = "generic",
        detail("{} {shown:>8}", .values.len(), shown = if .values.is_empty() { "none" } else { "some" }),
        id = .values.iter().map(AsRef::as_ref).collect::<String>(),
        about = "a/{text:?}",
        header = "X",
        headers("X-Text" = .text),
        retry_after = .wait
    )]
    pub(crate) struct Returned<T: AsRef<str>, U>
    where
        U: Clone,
    {
        /// Sent.
        pub(crate) values: Vec<T>,
        /// Sent too.
        pub(crate) text: String,
        /// A time.
        pub(crate) wait: Option<Duration>,
        /// Sent as other members.
        #[meta(flatten)]
        pub(crate) others: Option<HashMap<String, T>>,
        /// Sent in the head.
        #[headers]
        pub(crate) limits: &'static [(&'static str, u8)],
        /// Not sent.
        #[source]
        pub(crate) cause: Option<U>,
    }

    /// A field that is deprecated.
    #[derive(Debug, MretsError)]
    #[status(404, detail = "{id} {old}", meta(old = .old))]
    pub(crate) struct OfDeprecated {
        /// New.
        pub(crate) id: u8,
        /// Old.
        #[deprecated]
        pub(crate) old: u8,
    }

    /// A type that is deprecated.
    #[deprecated]
    #[derive(Debug, MretsError)]
    #[status(404)]
    pub(crate) struct DeprecatedType;

    /// With parameters.
    #[derive(Debug, MretsError)]
    pub(crate) enum Generic<'text, T, const N: usize>
    where
        T: Copy,
    {
        /// A text.
        #[status(400, detail = "{0}")]
        Text(&'text str),
        /// Several values.
        #[status(400, detail = "{0:?}")]
        Values([T; N]),
    }

    /// Nobody can make one.
    #[derive(Debug, MretsError)]
    pub(crate) enum Empty {}

    /// With names that are not in style.
    #[derive(Debug, MretsError)]
    #[status(400, detail = "{camelCase} {SHOUTED}")]
    #[expect(non_snake_case, reason = "so is the wire")]
    pub(crate) struct Styled {
        /// One.
        pub(crate) camelCase: u8,
        /// Another.
        pub(crate) SHOUTED: u8,
    }
}

/// Types where `forbid` makes every `allow` an error.
mod forbidden {
    #![forbid(unused, unsafe_code, missing_docs, clippy::all, clippy::pedantic)]

    use mrets_errors::{AnyError, MretsError};

    /// With all that is imported for it.
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    pub(crate) enum Forbidden {
        /// With a source.
        #[status(500)]
        From(#[from] Option<std::io::Error>),
        /// With several errors.
        #[status(422)]
        Several(#[errors] Vec<Self>),
        /// With another error.
        #[status(transparent)]
        Transparent(#[from] AnyError),
    }
}

#[test]
fn it_compiles_and_answers() {
    use exported::{Empty, Everything, Generic, Inner, Message, OfDeprecated, Returned, Styled};

    assert_eq!(object(&exported::Decoded::Constant)["code"], "constant");
    let received = exported::Decoded::from_error_object(
        &exported::Decoded::Fields(7, None).to_envelope().errors[0],
    )
    .unwrap();
    assert!(matches!(received, exported::Decoded::Fields(7, None)));
    assert!(forbidden::Forbidden::catalog().is_open());
    assert_eq!(object(&Everything::Constant)["code"], "constant");
    assert_eq!(Everything::Detail { id: 7 }.detail(), "There is no 7.");
    let all = Everything::All {
        count: 1,
        name: "a".to_owned(),
        wait: std::time::Duration::from_secs(1),
        extra: Some(true),
    };
    assert_eq!(all.detail(), "1 of 2");
    assert_eq!(object(&all)["meta"]["extra"], true);
    let decided = Everything::Decided {
        status: StatusCode::GONE,
        code: "decided".to_owned(),
    };
    assert_eq!(object(&decided)["code"], "decided");
    assert_eq!(object(&Everything::Like(Inner, 7))["meta"]["context"], 7);
    assert_eq!(Everything::Made.status(), 403);
    let like = exported::Decoded::Like {
        inner: Box::new(exported::Decoded::Constant),
        context: 7,
    };
    assert_eq!(object(&like)["meta"]["context"], 7);
    let run_time = Everything::RunTime {
        status: StatusCode::BAD_GATEWAY,
        path: "/a".into(),
    };
    assert_eq!(object(&run_time)["detail"], "/a");
    assert_eq!(Everything::from(std::io::Error::other("a")).status(), 500);
    assert_eq!(Everything::Maybe(None).status(), 500);
    assert_eq!(Everything::from(std::fmt::Error).status(), 500);
    let several = Everything::Several(vec![all, run_time, Everything::NotModified]);
    assert_eq!(crate::support::objects(&several).len(), 2);
    assert_eq!(Everything::from(AnyError::from(several)).status(), 422);
    #[expect(deprecated, reason = "it still answers")]
    {
        assert_eq!(Everything::Deprecated.status(), 410);
        assert_eq!(Everything::DeprecatedWithField { old: 7 }.detail(), "7");
        assert_eq!(object(&exported::DeprecatedType)["status"], "404");
        assert_eq!(OfDeprecated { id: 1, old: 2 }.detail(), "1 2");
    }
    assert_eq!(object(&Message::NotFound(7))["detail"], "there is no 7");
    let cause = std::io::Error::other("a");
    assert_eq!(Message::<u8>::Full { cause }.status(), 503);
    assert_eq!(Message::<u8>::from(Inner).status(), 403);
    let returned: Returned<String, std::fmt::Error> = Returned {
        values: vec!["a".to_owned(), "b".to_owned()],
        text: String::new(),
        wait: None,
        others: Some([("extra".to_owned(), "c".to_owned())].into()),
        limits: &[("x-limit", 7)],
        cause: None,
    };
    assert_eq!(object(&returned)["id"], "ab");
    assert_eq!(object(&returned)["meta"]["extra"], "c");
    assert_eq!(returned.headers()["x-limit"], "7");
    let envelope = returned.to_envelope();
    let back = Returned::<String, std::fmt::Error>::from_error_object(&envelope.errors[0]);
    assert_eq!(back.unwrap().detail(), "2     some");
    assert_eq!(Generic::<u8, 2>::Text("a").detail(), "a");
    assert_eq!(Generic::Values([1, 2]).detail(), "[1, 2]");
    let styled = Styled {
        camelCase: 1,
        SHOUTED: 2,
    };
    assert_eq!(styled.detail(), "1 2");
    let none: Option<Empty> = None;
    assert!(none.is_none());
    let never: Option<Everything> = None::<std::convert::Infallible>.map(Everything::Never);
    assert!(never.is_none());
}
