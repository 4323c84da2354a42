//! No name of the prelude exists.

use crate::support::{body, header, object, objects};
use http::StatusCode;
use mrets_errors::{Failure, MretsError};
use std::error::Error as _;

mod without_prelude {
    #![no_implicit_prelude]

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    pub(super) enum Everything {
        #[status(404, detail("no {id} of {n}", n = .id.len()), meta(id = .id), pointer = "/{id}")]
        NotFound { id: &'static str },
        #[status(500)]
        Broken(#[from] ::core::fmt::Error),
        #[status(500)]
        Boxed(
            #[source]
            ::std::boxed::Box<
                dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync,
            >,
        ),
        #[status(transparent)]
        Inner(Inner),
        #[status(422)]
        Several(#[errors] ::std::vec::Vec<Inner>),
        #[status(400, detail = "{path}")]
        Path { path: ::std::path::PathBuf },
    }

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    #[status(401)]
    pub(super) struct Inner;

    #[derive(::core::fmt::Debug, ::mrets_errors::MretsError)]
    pub(super) enum Never {}

    #[derive(::core::fmt::Debug, ::core::cmp::PartialEq, ::mrets_errors::MretsError)]
    #[mrets(
        codes = "snake_case",
        challenge = "Basic",
        decode,
        docs = "https://example.org/errors"
    )]
    pub(super) enum Decoded<E> {
        /// Documented.
        #[status(422, detail("{} and {n}", .0, n = .1.is_some()), retry_after = .0.len() as u64)]
        Sent(::std::string::String, ::core::option::Option<E>),
        #[status(.status, headers("X-Secret" = .secret))]
        RunTime {
            status: ::http::StatusCode,
            #[meta]
            value: E,
            secret: u8,
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
fn no_implicit_prelude_on_the_way_back() {
    use without_prelude::Decoded;
    every_variant_comes_back!(Decoded);
}

#[test]
fn no_implicit_prelude() {
    use without_prelude::{Everything, Inner, Never};
    let error = Everything::NotFound { id: "a/b" };
    assert_eq!(
        body(&error),
        r#"{"errors":[{"title":"Not Found","detail":"no a/b of 3","code":"404","source":{"pointer":"/a~1b"},"status":"404","meta":{"id":"a/b"}}]}"#
    );
    assert!(Everything::from(std::fmt::Error).source().is_some());
    let boxed = Everything::Boxed(std::fmt::Error.into());
    assert!(boxed.source().unwrap().is::<std::fmt::Error>());
    let inner = Everything::Inner(Inner);
    assert_eq!(header(&inner, "www-authenticate").unwrap(), "ApiKey");
    assert_eq!(objects(&Everything::Several(vec![Inner])).len(), 1);
    assert_eq!(Everything::Path { path: "/a".into() }.detail(), "/a");
    let never: Option<Never> = None;
    assert!(never.is_none());
}
