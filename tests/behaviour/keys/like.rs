//! `like = EXPR`: a variant that answers as another error does, except for its keys.

use crate::support::{body, header, object, objects};
use mrets_errors::{AnyError, ErrorObject, Errors, Internal, MretsError, errors};
use serde_json::{Value, json};
use std::backtrace::Backtrace;
use std::error::Error;
use std::fmt;
use std::panic::Location;

#[derive(Debug, Clone, Copy, MretsError)]
#[mrets(codes = "snake_case")]
enum Kind {
    #[status(404, title = "No such book", detail = "There is no book {0}.", meta(book = .0))]
    Missing(u32),
    #[status(429, retry_after = 5, headers("X-Limit" = "10"))]
    Limited,
    #[status(401, challenge = "Basic")]
    Unauthenticated,
    #[status(500, display = "disk 7 is full")]
    Full,
    #[status(304, headers("ETag" = "\"v1\""))]
    Same,
    #[status(503, detail = "Back at {0}.", expose)]
    Closed(u32),
}

fn kinds() -> [Kind; 6] {
    use Kind::{Closed, Full, Limited, Missing, Same, Unauthenticated};
    [Missing(7), Limited, Unauthenticated, Full, Same, Closed(9)]
}

#[track_caller]
fn answers_as(outer: &dyn MretsError, inner: &dyn MretsError) {
    assert_eq!(outer.status(), inner.status());
    assert_eq!(outer.title(), inner.title());
    assert_eq!(outer.code(), inner.code());
    assert_eq!(outer.detail(), inner.detail());
    assert_eq!(outer.headers(), inner.headers());
    assert_eq!(body(outer), body(inner));
}

/// An error that stands in a field, with other fields beside it.
#[derive(Debug, MretsError)]
#[status(like = .kind)]
struct Placed {
    #[from]
    kind: Kind,
    #[location]
    at: &'static Location<'static>,
    trace: Backtrace,
}

#[test]
fn it_answers_as_the_field_does() {
    for kind in kinds() {
        let error = Placed::from(kind);
        answers_as(&error, &kind);
        assert_eq!(error.to_string(), kind.to_string());
        assert_eq!(error.at.file(), file!());
        assert!(error.source().unwrap().is::<Kind>());
        let _ = &error.trace;
    }
}

fn outer_dialect(kind: Kind) -> Changed {
    Changed::All(kind, "shelf \"3\"")
}

#[derive(Debug, MretsError)]
#[mrets(codes = "kebab-case", challenge = "Digest")]
enum Changed {
    #[status(like = .0)]
    Nothing(Kind),
    #[status(
        like = .0,
        title = "Changed",
        detail = "See {1}.",
        code = "changed",
        id = 17,
        pointer = "/data",
        about = "https://e.example/{1}",
        meta(shelf = .1, book = 0),
        headers("X-Limit" = "20", "X-Shelf" = 3),
        retry_after = 60,
    )]
    All(Kind, &'static str),
    #[status(like = .0, challenge = "Bearer", display = "log {1}")]
    Challenge(Kind, &'static str),
    #[status(like = .0, code = .1, detail = "{1}", expose)]
    Exposed(Kind, String),
}

#[test]
fn without_keys_nothing_changes() {
    for kind in kinds() {
        answers_as(&Changed::Nothing(kind), &kind);
    }
}

#[test]
fn keys_replace_and_meta_and_headers_add_up() {
    let error = outer_dialect(Kind::Missing(7));
    assert_eq!(error.status(), 404);
    assert_eq!(
        object(&error),
        json!({
            "title": "Changed",
            "detail": "See shelf \"3\".",
            "id": "17",
            "code": "changed",
            "source": {"pointer": "/data"},
            "links": {"about": "https://e.example/shelf%20%223%22"},
            "status": "404",
            "meta": {"book": 0, "shelf": "shelf \"3\""},
        })
    );
    let error = outer_dialect(Kind::Limited);
    assert_eq!(header(&error, "x-limit").as_deref(), Some("20"));
    assert_eq!(header(&error, "x-shelf").as_deref(), Some("3"));
    assert_eq!(header(&error, "retry-after").as_deref(), Some("60"));
}

/// A detail of a 5xx reaches no client without `expose`; the other error's own detail may.
#[test]
fn a_5xx_stays_private() {
    let error = Changed::All(Kind::Full, "canary");
    assert_eq!(error.detail(), Kind::Full.detail());
    assert_eq!(error.to_string(), "See canary.");
    let error = Changed::All(Kind::Closed(9), "canary");
    assert_eq!(error.detail(), "Back at 9.");
    let error = Changed::Exposed(Kind::Full, "shown".to_owned());
    assert_eq!(
        (error.detail(), error.code()),
        ("shown".into(), "shown".into())
    );
}

#[test]
fn the_challenge_is_the_other_errors_unless_written() {
    let challenge = |error: &Changed| header(error, "www-authenticate");
    let kind = Kind::Unauthenticated;
    assert_eq!(challenge(&Changed::Nothing(kind)).as_deref(), Some("Basic"));
    let error = Changed::Challenge(kind, "x");
    assert_eq!(challenge(&error).as_deref(), Some("Bearer"));
    assert_eq!(challenge(&Changed::Challenge(Kind::Limited, "x")), None);
}

#[test]
fn a_304_has_no_body() {
    let error = outer_dialect(Kind::Same);
    assert_eq!(body(&error), "");
    assert_eq!(header(&error, "etag").as_deref(), Some("\"v1\""));
    assert_eq!(header(&error, "x-shelf").as_deref(), Some("3"));
}

#[test]
fn the_message_is_its_own_else_the_other_errors() {
    assert_eq!(Changed::Nothing(Kind::Full).to_string(), "disk 7 is full");
    assert_eq!(
        format!("{:>16}", Changed::Nothing(Kind::Full)),
        format!("{:>16}", Kind::Full)
    );
    assert_eq!(Changed::Challenge(Kind::Full, "x").to_string(), "log x");
}

/// Errors that a method makes, of a catalogue of codes.
#[derive(Debug, Clone, Copy)]
struct Code(u16);

#[derive(Debug, Clone, MretsError)]
#[status(.status, code = .word, title = "Of the catalogue", detail = "Code {word}.")]
struct Listed {
    status: u16,
    word: &'static str,
}

impl Code {
    fn entry(self) -> Listed {
        CATALOGUE.get(self.0).clone()
    }
}

struct Catalogue([Listed; 2]);

impl Catalogue {
    fn get(&self, code: u16) -> &Listed {
        &self.0[usize::from(code)]
    }
}

static CATALOGUE: Catalogue = Catalogue([
    Listed {
        status: 404,
        word: "L0",
    },
    Listed {
        status: 502,
        word: "L1",
    },
]);

#[derive(Debug, MretsError)]
enum Made {
    #[status(like = .0.entry())]
    ByMethod(Code),
    #[status(like = CATALOGUE.get(*.code))]
    ByCatalogue { code: u16 },
    #[status(like = self.kind(), meta(n = .0))]
    BySelf(u32),
    #[status(like = Self::boxed(.0))]
    Boxed(u32),
    #[status(like = (.0).1.0)]
    Place((u8, (Kind,))),
    #[status(like = CATALOGUE.0[1])]
    Indexed,
}

impl Made {
    fn kind(&self) -> Kind {
        match self {
            Self::BySelf(n) => Kind::Missing(*n),
            _ => Kind::Full,
        }
    }

    fn boxed(n: &u32) -> AnyError {
        AnyError::new(Kind::Missing(*n))
    }
}

#[test]
fn a_value_that_is_made_answers() {
    answers_as(&Made::ByMethod(Code(0)), &CATALOGUE.0[0]);
    answers_as(&Made::ByMethod(Code(1)), &CATALOGUE.0[1]);
    answers_as(&Made::ByCatalogue { code: 0 }, &CATALOGUE.0[0]);
    answers_as(&Made::Boxed(3), &Kind::Missing(3));
    answers_as(&Made::Place((0, (Kind::Limited,))), &Kind::Limited);
    answers_as(&Made::Indexed, &CATALOGUE.0[1]);
    let error = Made::BySelf(4);
    assert_eq!(object(&error)["meta"], json!({"book": 4, "n": 4}));
    assert_eq!(error.to_string(), Kind::Missing(4).to_string());
}

#[test]
fn its_catalogue_is_the_other_errors() {
    let variants = |catalog: mrets_errors::Catalog| -> Vec<_> {
        catalog.entries().map(|entry| entry.variant).collect()
    };
    let of_kind = variants(Kind::catalog());
    assert_eq!(variants(Placed::catalog()), of_kind);
    assert!(!Placed::catalog().is_open());
    // The types that methods return, once each.
    let of_made: Vec<_> = ["Listed"].into_iter().chain(of_kind).collect();
    assert_eq!(variants(Made::catalog()), of_made);
    assert!(Made::catalog().is_open());
    let of_one = errors!(Made: BySelf);
    assert_eq!(of_one.entries().len(), 6);
    assert!(!of_one.is_open());
    assert!(errors!(Made: Boxed).is_open());
}

/// A variant with a code of its own has an entry of its own.
#[test]
fn a_code_of_its_own_stands_in_the_catalogue() {
    let catalog = Changed::catalog();
    let entry = catalog.by_code("changed").next().unwrap();
    assert_eq!(
        (entry.variant, entry.title, entry.status),
        ("All", Some("Changed"), None)
    );
    assert!(catalog.is_open());
}

#[derive(Debug, MretsError)]
#[mrets(no_response)]
enum Wide {
    #[status(like = .0, meta(request = .1))]
    Several(Errors<Kind>, u8),
    #[status(like = .0, title = "Any")]
    Any(AnyError),
    #[status(like = .0)]
    ByHand(ErrorObject),
    #[status(like = .0, code = "hidden")]
    Internal(Internal),
    #[status(like = .0, title = "Boxed")]
    Boxed(Box<dyn MretsError + Send + Sync>),
    #[status(like = .0, title = "Nested")]
    Nested(Changed),
    #[status(transparent)]
    Outer(Box<Wide>),
}

#[test]
fn whatever_answers_may_stand_there() {
    let errors: Errors<_> = [Kind::Missing(1), Kind::Missing(2)].into_iter().collect();
    let error = Wide::Several(errors, 9);
    assert_eq!(error.status(), 404);
    let metas: Vec<_> = objects(&error)
        .iter()
        .map(|object| object["meta"].clone())
        .collect();
    assert_eq!(
        metas,
        [
            json!({"book": 1, "request": 9}),
            json!({"book": 2, "request": 9})
        ]
    );
    let error = Wide::Any(Kind::Missing(1).into());
    assert_eq!(
        (error.title(), error.code()),
        ("Any".into(), "missing".into())
    );
    let by_hand = ErrorObject::new(http::StatusCode::GONE).with_title("By hand");
    answers_as(&Wide::ByHand(by_hand.clone()), &by_hand);
    let error = Wide::Internal(Internal::from("canary"));
    assert!(!body(&error).contains("canary"));
    assert_eq!(
        (error.status().as_u16(), error.code()),
        (500, "hidden".into())
    );
    let error = Wide::Boxed(Box::new(Kind::Limited));
    assert_eq!(
        (error.title(), error.status().as_u16()),
        ("Boxed".into(), 429)
    );
    let error = Wide::Outer(Box::new(Wide::Nested(Changed::All(Kind::Limited, "x"))));
    assert_eq!(
        (error.title(), error.code()),
        ("Nested".into(), "changed".into())
    );
    assert_eq!(header(&error, "retry-after").as_deref(), Some("60"));
    assert_eq!(error.to_string(), "See x.");
}

#[test]
fn a_source_of_its_own_comes_before_the_other_errors() {
    #[derive(Debug, MretsError)]
    #[status(500)]
    struct Broken(#[source] fmt::Error);

    #[derive(Debug, MretsError)]
    enum Sourced {
        #[status(like = .0)]
        Lent(Broken),
        #[status(like = .kind)]
        Own {
            kind: Kind,
            #[source]
            cause: std::num::ParseIntError,
        },
    }
    assert!(
        Sourced::Lent(Broken(fmt::Error))
            .source()
            .unwrap()
            .is::<fmt::Error>()
    );
    let cause = "x".parse::<u8>().unwrap_err();
    let error = Sourced::Own {
        kind: Kind::Full,
        cause,
    };
    assert!(error.source().unwrap().is::<std::num::ParseIntError>());
}

#[test]
fn a_generic_field_answers() {
    #[derive(Debug, MretsError)]
    #[status(like = .inner, meta(context = .context))]
    struct Context<E> {
        inner: E,
        context: String,
    }
    let error = Context {
        inner: Kind::Missing(7),
        context: "import".to_owned(),
    };
    assert_eq!(
        object(&error)["meta"],
        json!({"book": 7, "context": "import"})
    );
    assert_eq!(Context::<Kind>::catalog().entries().len(), 6);
}

#[test]
fn it_stands_beside_thiserror() {
    #[derive(Debug, thiserror::Error, MretsError)]
    enum Mixed {
        #[error("importing {name} failed: {kind}")]
        #[status(like = .kind)]
        Import { kind: Kind, name: String },
    }
    let error = Mixed::Import {
        kind: Kind::Missing(7),
        name: "shelf".to_owned(),
    };
    answers_as(&error, &Kind::Missing(7));
    assert!(error.to_string().starts_with("importing shelf failed"));
}

/// The way back: a field's error, by its own code.
#[test]
fn a_field_comes_back() {
    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Sent {
        #[status(422)]
        TooFew { left: u32 },
    }

    #[derive(Debug, PartialEq, MretsError)]
    #[mrets(codes = "snake_case", decode)]
    enum Shared {
        #[status(like = .inner)]
        Like {
            inner: Sent,
            #[meta]
            request: u8,
            note: Option<String>,
        },
        #[status(like = .0.made())]
        Made(Maker),
        #[status(404, code = .0)]
        Varies(String),
        #[status(.0)]
        Upstream(u16),
    }

    #[derive(Debug, PartialEq)]
    struct Maker;

    impl Maker {
        #[allow(clippy::unused_self)]
        fn made(&self) -> Kind {
            Kind::Limited
        }
    }

    let back = |error: &Shared| Shared::from_error_object(&error.to_envelope().errors[0]).ok();
    let like = |note| Shared::Like {
        inner: Sent::TooFew { left: 3 },
        request: 9,
        note,
    };
    assert_eq!(back(&like(Some("kept".to_owned()))), Some(like(None)));
    assert_eq!(back(&Shared::Upstream(409)), Some(Shared::Upstream(409)));
    assert_eq!(back(&Shared::Made(Maker)), None);
    assert_eq!(back(&Shared::Varies("x".to_owned())), None);
}

/// Written members of either error replace a map's, and a map of a 5xx stays private.
#[test]
fn maps_add_up() {
    #[derive(Debug, MretsError)]
    enum Mapped {
        #[status(like = .0, meta(own = 1), headers("X-Own" = "1"))]
        Private(
            Kind,
            #[meta(flatten)] Value,
            #[headers] [(&'static str, &'static str); 4],
        ),
        #[status(like = .0, expose)]
        Exposed(
            Kind,
            #[meta(flatten)] Value,
            #[headers] [(&'static str, &'static str); 4],
        ),
    }
    let map = || json!({"own": "map", "book": "map", "other": "map"});
    let headers = [
        ("x-own", "map"),
        ("x-limit", "map"),
        ("retry-after", "99"),
        ("x-other", "map"),
    ];
    let error = Mapped::Private(Kind::Missing(7), map(), headers);
    assert_eq!(
        object(&error)["meta"],
        json!({"book": 7, "other": "map", "own": 1})
    );
    let error = Mapped::Private(Kind::Limited, map(), headers);
    for (name, value) in [
        ("x-own", "1"),
        ("x-limit", "10"),
        ("retry-after", "5"),
        ("x-other", "map"),
    ] {
        assert_eq!(header(&error, name).as_deref(), Some(value), "{name}");
    }
    let error = Mapped::Private(Kind::Full, map(), headers);
    assert_eq!(object(&error)["meta"], json!({"own": 1}));
    assert_eq!(error.headers().len(), 1);
    let error = Mapped::Exposed(Kind::Full, map(), headers);
    assert_eq!(object(&error)["meta"], map());
    assert_eq!(header(&error, "x-other").as_deref(), Some("map"));
}
