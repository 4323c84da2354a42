//! Attributes of the language beside ours: `cfg`, `cfg_attr`, `non_exhaustive`, `deprecated`, and the
//! visibilities.

use crate::support::{body, header, object, objects};
use mrets_errors::{Errors, MretsError};

/// The derive does not see variants and fields that are configured out.
#[cfg_attr(test, derive(Debug, PartialEq, MretsError))]
#[cfg_attr(
    test,
    mrets(codes = "snake_case", decode, docs = "https://example.org/errors")
)]
#[cfg_attr(not(test), mrets(codes = "unknown"))]
enum Configured {
    #[cfg(not(test))]
    #[status(200)]
    Gone(Missing),
    #[cfg(test)]
    #[status(404)]
    There,
    #[cfg_attr(test, status(410, detail = "{id} of {max}"))]
    #[cfg_attr(not(test), status(200))]
    Fields {
        #[cfg(not(test))]
        id: Missing,
        #[cfg(test)]
        id: u8,
        #[cfg(not(test))]
        #[from]
        gone: Missing,
        #[cfg_attr(test, meta)]
        max: u8,
    },
    #[status(409, detail = "{0} of {1}", pointer = "/{1}")]
    Tuple(#[cfg(test)] u8, #[cfg(not(test))] Missing, u16),
    #[status(422)]
    Several(
        #[cfg(not(test))] Missing,
        #[cfg_attr(test, errors)] Vec<Configured>,
        #[cfg_attr(not(test), errors)] u8,
    ),
    #[status(500)]
    Source(#[cfg_attr(test, from)] Option<std::fmt::Error>),
}

#[test]
fn what_is_configured_out_is_not_there() {
    assert_eq!(object(&Configured::There)["code"], "there");
    let fields = Configured::Fields { id: 1, max: 2 };
    assert_eq!(object(&fields)["detail"], "1 of 2");
    assert_eq!(object(&fields)["meta"], serde_json::json!({ "max": 2 }));
    let tuple = Configured::Tuple(1, 2);
    assert_eq!(object(&tuple)["detail"], "1 of 2");
    assert_eq!(object(&tuple)["source"]["pointer"], "/2");
    let several = Configured::Several(vec![Configured::There, tuple], 7);
    assert_eq!(objects(&several).len(), 2);
    assert_eq!(Configured::from(std::fmt::Error).status(), 500);
    assert_eq!(Configured::catalog().entries().count(), 5);
    let tuple = Configured::Tuple(1, 2);
    let envelope = tuple.to_envelope();
    assert_eq!(
        Configured::from_error_object(&envelope.errors[0]),
        Ok(tuple)
    );
}

/// `cfg_attr` may bring every attribute of ours, on a struct too.
#[derive(Debug)]
#[cfg_attr(test, derive(MretsError), status(401), mrets(challenge = "Basic"))]
struct Struct {
    #[cfg_attr(test, source)]
    cause: std::fmt::Error,
    #[cfg(not(test))]
    gone: Missing,
}

#[test]
fn a_struct_by_configuration() {
    let error = Struct {
        cause: std::fmt::Error,
    };
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(header(&error, "www-authenticate").unwrap(), "Basic");
}

/// Types that are less visible than the types around them.
mod visibilities {
    use super::MretsError;

    /// Private, with private fields of a private type.
    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Private {
        #[status(422, detail = "{0:?}")]
        Field(Inner),
        #[status(transparent)]
        Failure(Failure),
    }

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Inner {
        id: u8,
    }

    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(decode)]
    #[status(409, code = "failure", detail = "{id}")]
    struct Failure {
        id: u8,
    }

    #[derive(Debug, MretsError)]
    pub(in crate::behaviour::types::language_attributes) enum Public {
        #[status(transparent)]
        Private(Hidden),
    }

    /// Private to this module, which exports only the answers.
    #[derive(Debug, MretsError)]
    #[status(transparent)]
    pub(in crate::behaviour::types::language_attributes) struct Hidden(Box<dyn MretsError>);

    pub(in crate::behaviour::types::language_attributes) fn public() -> [Public; 2] {
        let inner = Private::Field(Inner { id: 7 });
        let object = &inner.to_envelope().errors[0];
        assert_eq!(Private::from_error_object(object).as_ref(), Ok(&inner));
        let failure = Private::Failure(Failure { id: 7 });
        let errors: [Box<dyn MretsError>; 2] = [Box::new(inner), Box::new(failure)];
        errors.map(|error| Public::Private(Hidden(error)))
    }
}

#[test]
fn a_private_type_answers_behind_a_visible_one() {
    let [field, failure] = visibilities::public();
    assert_eq!(object(&field)["detail"], "Inner { id: 7 }");
    assert_eq!(object(&failure)["code"], "failure");
}

/// Deprecated items of every kind, and `non_exhaustive` ones.
mod marked {
    #![deny(deprecated, clippy::all, clippy::pedantic)]

    use super::{Errors, MretsError};

    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode, docs = "https://example.org/errors")]
    #[non_exhaustive]
    pub(super) enum Marked {
        #[deprecated = "since"]
        #[status(410)]
        Unit,
        #[deprecated(since = "1.0.0", note = "use another")]
        #[non_exhaustive]
        #[status(410, detail("{old} {}", .old), id = .old, pointer = "/{old}")]
        Fields {
            #[deprecated]
            old: u8,
        },
        #[deprecated]
        #[status(transparent)]
        Transparent(Box<Marked>),
        #[status(422)]
        Several(
            #[deprecated]
            #[errors]
            Errors<Marked>,
        ),
        #[status(500)]
        Source {
            #[deprecated]
            #[from]
            cause: Option<std::fmt::Error>,
        },
        #[status(.status)]
        RunTime {
            #[deprecated]
            status: http::StatusCode,
            #[deprecated]
            #[meta]
            member: u8,
        },
    }

    #[deprecated]
    #[derive(Debug, MretsError)]
    #[non_exhaustive]
    #[status(410, detail = "{0}")]
    pub(super) struct Struct<T>(pub(super) T);
}

#[test]
#[expect(deprecated, reason = "it still answers")]
fn what_is_deprecated_or_may_grow_answers_and_comes_back() {
    use marked::{Marked, Struct};
    assert_eq!(object(&Struct(7))["detail"], "7");
    let fields = || Marked::Fields { old: 7 };
    assert_eq!(object(&fields())["detail"], "7 7");
    let transparent = Marked::Transparent(Box::new(fields()));
    assert_eq!(body(&transparent), body(&fields()));
    assert_eq!(Marked::from(std::fmt::Error).status(), 500);
    for error in [
        Marked::Unit,
        fields(),
        Marked::Several([Marked::Unit, fields()].into_iter().collect()),
        Marked::Source { cause: None },
        Marked::RunTime {
            status: http::StatusCode::GONE,
            member: 7,
        },
    ] {
        let failure = mrets_errors::Failure::from(&error.to_response());
        assert_eq!(Marked::from_failure(&failure), Ok(error));
    }
}

#[test]
fn a_hidden_variant_answers_and_stands_in_no_document() {
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    enum Error {
        #[status(404)]
        Shown,
        /// Nobody's business.
        #[doc(hidden)]
        #[status(418)]
        Teapot,
        #[deprecated(note = "it is `Shown` from version 3 on")]
        #[status(410)]
        Gone,
    }
    assert_eq!(Error::Teapot.status(), 418);
    let catalog = Error::catalog();
    let hidden: Vec<_> = catalog.entries().map(|entry| entry.is_hidden).collect();
    assert_eq!(hidden, [false, true, false]);
    for page in [catalog.to_html(), catalog.to_markdown()] {
        assert!(page.contains("shown"), "the first one is missing");
        assert!(!page.contains("Nobody"), "the hidden one is shown");
        assert!(page.contains("from version 3 on"), "the note is missing");
    }
    #[allow(deprecated, reason = "it still answers")]
    let gone = Error::Gone;
    assert_eq!(gone.code(), "gone");
}

mod old {
    #![allow(deprecated, reason = "the types of a former version")]

    #[deprecated]
    #[derive(Debug)]
    pub(super) struct Old;

    impl std::fmt::Display for Old {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("old")
        }
    }

    impl std::error::Error for Old {}
}

/// The impls name the types of the fields, so the lints that a field allows are allowed in them.
#[test]
#[deny(deprecated, non_snake_case)]
fn lints_that_a_field_allows() {
    #[derive(Debug, MretsError)]
    #[allow(non_snake_case)]
    #[status(500)]
    enum Error {
        Old(
            #[from]
            #[allow(deprecated)]
            old::Old,
        ),
        #[status(404, detail = "{a__b}")]
        Named { a__b: u8 },
    }
    assert_eq!(Error::Named { a__b: 7 }.detail(), "7");
    #[allow(deprecated)]
    let error = Error::from(old::Old);
    assert!(std::error::Error::source(&error).is_some());
}

/// derive_more's `From` has attributes of the same name.
#[test]
fn attributes_of_other_derives() {
    #[derive(Debug, derive_more::From, MretsError)]
    enum Error {
        #[from(skip)]
        #[status(404, detail = "{v:$<5}")]
        Missing { v: u8 },
        #[status(409)]
        Taken(u16),
    }
    assert_eq!(Error::Missing { v: 7 }.detail(), "7$$$$");
    assert!(matches!(Error::from(7_u16), Error::Taken(7)));
}
