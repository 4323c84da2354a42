//! Each feature, with its tokens in each kind of fragment.

use crate::support::{header, object, objects};
use http::StatusCode;
use mrets_errors::MretsError;
use serde_json::json;
use std::error::Error as _;
use std::panic::Location;
use std::{fmt, io};

/// Every feature, as items that `$by!` gives a derive.
macro_rules! features {
    ($by:ident) => {
        use super::*;

        $by! {
            pub(super) enum Sources {
                #[status(500)]
                Io(#[from] io::Error),
                #[status(500)]
                Named { #[source] cause: fmt::Error, at: u8 },
                #[status(500)]
                Optional(#[from] Option<fmt::Error>),
                #[status(500)]
                NoSource { r#source: String },
            }
        }

        $by! {
            #[status(
                422,
                code = "invalid",
                title = "Invalid",
                pointer = "/data/{name}",
                about = "https://example.org/{name}",
                detail("{name}: {n} of {}, {own}", .max + 1, n = self.len(), own = name.len()),
                display = "{self:?}",
                id = .name,
                meta(max = .max, len = name.len()),
                headers("X-Name" = .name, "X-Len" = self.len()),
                retry_after = .wait
            )]
            pub(super) struct Text { name: String, max: u8, wait: u64 }
        }

        impl Text {
            fn len(&self) -> usize {
                self.name.len()
            }
        }

        $by! {
            #[status(404, detail("{0} {1:?} {2:>4} {len}", len = _0.len()))]
            pub(super) struct Tuple(String, Option<u8>, u8);
        }

        $by! {
            pub(super) enum Outer {
                #[status(transparent)]
                Inner(#[from] Tuple),
                #[status(422)]
                List(#[errors] Vec<Tuple>),
            }
        }

        $by! {
            #[mrets(codes = "snake_case", decode)]
            pub(super) enum Back {
                #[status(409, detail = "{name} is taken.")]
                Taken { name: String, size: u8 },
                #[status(404)]
                Missing(u8),
                #[status(.status)]
                Upstream { status: StatusCode },
                #[status(409)]
                Marked { #[meta] kept: u8, #[meta(skip)] left: u8 },
            }
        }

        $by! {
            pub(super) enum Located {
                #[status(500)]
                Io {
                    #[from] cause: io::Error,
                    #[location] at: &'static Location<'static>,
                    #[from(default)] attempt: u8,
                },
            }
        }

        $by! {
            #[mrets(challenge = "Bearer")]
            pub(super) enum Generic<T: fmt::Debug> {
                #[status(404, detail = "There is no {0}.")]
                Missing(T),
                #[status(401)]
                Unauthenticated,
            }
        }

        $by! {
            pub(super) enum Decided {
                #[status(.status, code = .code)]
                Fields { status: u16, code: String },
                #[status(.0.len() as u16 + 400, code = self.word())]
                Methods(String),
                #[status(like = .0, meta(n = .1), code = Self::LISTED)]
                Like(Tuple, u8),
                #[status(like = self.listed())]
                Made(String),
            }
        }

        impl Decided {
            const LISTED: &str = "listed";

            fn word(&self) -> &'static str {
                "word"
            }

            fn listed(&self) -> Tuple {
                Tuple("made".to_owned(), None, 1)
            }
        }

        #[test]
        fn fragments_stand_wherever_tokens_do() {
            let fields = Decided::Fields { status: 410, code: "gone".to_owned() };
            assert_eq!((fields.status().as_u16(), fields.code()), (410, "gone".into()));
            let methods = Decided::Methods("four".to_owned());
            assert_eq!((methods.status().as_u16(), methods.code()), (404, "word".into()));
            let like = object(&Decided::Like(Tuple("a".to_owned(), None, 7), 3));
            assert_eq!((&like["code"], &like["meta"]["n"]), (&json!("listed"), &json!(3)));
            assert!(Decided::Made(String::new()).detail().starts_with("made"));
            assert!(Decided::catalog().entries().any(|entry| entry.variant == "Tuple"));

            let io = Sources::from(io::Error::other("io"));
            assert_eq!(io.source().unwrap().to_string(), "io");
            let named = Sources::Named { cause: fmt::Error, at: 7 };
            assert!(named.source().is_some());
            assert!(Sources::from(fmt::Error).source().is_some());
            assert!(Sources::NoSource { source: String::new() }.source().is_none());

            let text = Text { name: "ab".to_owned(), max: 4, wait: 9 };
            assert_eq!(text.detail(), "ab: 2 of 5, 2");
            let object_of_text = object(&text);
            assert_eq!(object_of_text["code"], "invalid");
            assert_eq!(object_of_text["id"], "ab");
            assert_eq!(object_of_text["source"], json!({"pointer": "/data/ab"}));
            assert_eq!(object_of_text["links"], json!({"about": "https://example.org/ab"}));
            assert_eq!(object_of_text["meta"], json!({"len": 2, "max": 4}));
            assert_eq!(header(&text, "x-name").as_deref(), Some("ab"));
            assert_eq!(header(&text, "x-len").as_deref(), Some("2"));
            assert_eq!(header(&text, "retry-after").as_deref(), Some("9"));

            let tuple = || Tuple("a".to_owned(), None, 7);
            assert_eq!(tuple().detail(), "a None    7 1");
            assert_eq!(Outer::from(tuple()).to_string(), "a None    7 1");
            assert_eq!(objects(&Outer::List(vec![tuple(), tuple()])).len(), 2);

            for back in [
                Back::Taken { name: "x".to_owned(), size: 2 },
                Back::Missing(3),
                Back::Upstream { status: StatusCode::BAD_GATEWAY },
                Back::Marked { kept: 4, left: 0 },
            ] {
                let envelope = back.to_envelope();
                let received = Back::from_error_object(&envelope.errors[0]).unwrap();
                assert_eq!(format!("{received:?}"), format!("{back:?}"));
            }

            let Located::Io { at, attempt, .. } = Located::from(io::Error::other("io"));
            assert_eq!((at.file(), attempt), (file!(), 0));

            assert_eq!(Generic::Missing("x").detail(), "There is no x.");
            let challenge = header(&Generic::<u8>::Unauthenticated, "www-authenticate");
            assert_eq!(challenge.as_deref(), Some("Bearer"));
        }
    };
}

macro_rules! as_written {
    ($($t:tt)*) => { #[derive(Debug, MretsError)] $($t)* };
}

mod whole_item_by_tokens {
    macro_rules! by { ($($t:tt)*) => { as_written! { $($t)* } } }
    features!(by);
}

mod whole_item {
    macro_rules! by {
        ($i:item) => {
            #[derive(Debug, MretsError)]
            $i
        };
    }
    features!(by);
}

mod nested_items {
    macro_rules! inner {
        ($i:item) => {
            #[derive(Debug, MretsError)]
            $i
        };
    }
    macro_rules! by {
        ($i:item) => {
            inner! { $i }
        };
    }
    features!(by);
}

mod attributes_and_types {
    macro_rules! inner {
        ($(#[$attr:meta])* $vis:vis enum $name:ident { $(
            #[$status:meta] $variant:ident
            $(($($(#[$tuple:meta])* $tuple_type:ty),*))?
            $({ $($(#[$field:meta])* $field_name:ident: $field_type:ty),* $(,)? })?
        ),* $(,)? }) => {
            #[derive(Debug, MretsError)]
            $(#[$attr])*
            $vis enum $name { $(
                #[$status]
                $variant
                $(($($(#[$tuple])* $tuple_type),*))?
                $({ $($(#[$field])* $field_name: $field_type),* })?
            ),* }
        };
        ($($t:tt)*) => { #[derive(Debug, MretsError)] $($t)* };
    }
    macro_rules! by { ($($t:tt)*) => { inner! { $($t)* } } }
    features!(by);
}

mod field_lists {
    macro_rules! by {
        ($(#[$attr:meta])* $vis:vis enum $name:ident { $($fields:tt)* }) => {
            #[derive(Debug, MretsError)]
            $(#[$attr])*
            $vis enum $name { $($fields)* }
        };
        ($(#[$attr:meta])* $vis:vis struct $name:ident { $($fields:tt)* }) => {
            #[derive(Debug, MretsError)]
            $(#[$attr])*
            $vis struct $name { $($fields)* }
        };
        ($(#[$attr:meta])* $vis:vis struct $name:ident ( $($fields:tt)* );) => {
            #[derive(Debug, MretsError)]
            $(#[$attr])*
            $vis struct $name ( $($fields)* );
        };
        ($($t:tt)*) => { #[derive(Debug, MretsError)] $($t)* };
    }
    features!(by);
}

/// The pieces of an attribute one by one.
macro_rules! pieces {
    (
        $name:ident, $status:literal, $case:literal, $title:expr, $text:literal, $argument:expr,
        $key:ident, $value:expr, $header:literal, $wait:expr, $field:ident: $ty:ty, $krate:path
    ) => {
        #[derive(Debug, MretsError)]
        #[mrets(codes = $case, crate = $krate)]
        #[status(
                                                    $status,
                                                    title = $title,
                                                    detail($text, argument = $argument),
                                                    meta($key = $value),
                                                    headers($header = $argument),
                                                    pointer = concat!("/data/", stringify!($field)),
                                                    retry_after = $wait,
                                                    id = .$field
                                                )]
        struct $name {
            $field: $ty,
        }
    };
}

pieces!(
    TooLong, 422, "kebab-case", "Too long", "{name} has {argument} letters.", 2 + 3,
    limit, 1 + 1, "X-Length", 60 * 2, name: &'static str, ::mrets_errors
);

#[test]
fn literals_expressions_identifiers_types_and_paths() {
    let error = TooLong { name: "hello" };
    assert_eq!(error.detail(), "hello has 5 letters.");
    assert_eq!(error.code(), "too-long");
    let object = object(&error);
    assert_eq!(object["meta"], json!({"limit": 2}));
    assert_eq!(object["source"]["pointer"], "/data/name");
    assert_eq!(object["id"], "hello");
    assert_eq!(header(&error, "x-length").as_deref(), Some("5"));
    assert_eq!(header(&error, "retry-after").as_deref(), Some("120"));
}
