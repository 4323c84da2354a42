//! The answers that every rule is checked against: each key and each status of the derive, several
//! errors at once, errors made by hand, and reports of the validation libraries.

mod by_hand;
mod case;
mod errors;

pub(crate) use self::by_hand::made;
use self::by_hand::{by_hand, envelopes, reports};
pub(crate) use self::case::Case;
pub(crate) use self::errors::Bare;
use self::errors::{Constant, Failing, Fails, Holder, Struct, Thiserror, Varying};
use http::StatusCode;
use mrets_errors::{AnyError, Envelope, Errors, MretsError};
use serde_json::{Map, json};

/// Texts with characters that are special in JSON, pointers, URIs, headers or format strings.
pub(crate) const HOSTILE: [&str; 12] = [
    "",
    "a/b~c",
    "~1~0//",
    "\"quoted\" and back\\slashed",
    "{id} {{}} %20 ?#[]@!$&'()*+,;=",
    "a\r\nSet-Cookie: b=c",
    "\0\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{9f}",
    "\u{2028}\u{2029}\u{feff}\u{fffd}\u{10ffff}",
    "naïve Übergrößen 日本語 \u{1f468}\u{200d}\u{1f469} \u{202e}rtl",
    "</script><!--",
    " leading and trailing\t",
    "]},{\"errors\":[{\"status\":\"200\"}]",
];

/// Puts a text into each place where one can stand.
pub(crate) fn varying(text: &str) -> Vec<Case> {
    let text = || text.to_owned();
    let members = Map::from_iter([(text(), json!({ text(): [text(), 1, null] }))]);
    let mut cases: Vec<Case> = [
        Varying::Detail { text: text() },
        Varying::Id { text: text() },
        Varying::Pointer { text: text() },
        Varying::Parameter { text: text() },
        Varying::Header { text: text() },
        Varying::About { text: text() },
        Varying::Type { text: text() },
        Varying::Meta { text: text() },
        Varying::MetaField {
            text: text(),
            members,
        },
        Varying::Display { text: text() },
        Varying::Exposed { text: text() },
        Varying::Headers { text: text() },
        Varying::Runtime {
            status: StatusCode::CONFLICT,
            text: text(),
        },
        Varying::Runtime {
            status: StatusCode::BAD_GATEWAY,
            text: text(),
        },
        Varying::Runtime {
            status: StatusCode::OK,
            text: text(),
        },
        Varying::RuntimeExposed {
            status: StatusCode::BAD_GATEWAY,
            text: text(),
        },
        Varying::All { text: text() },
    ]
    .into_iter()
    .map(|error| Case::new(format!("{error:?}"), error))
    .collect();
    cases.push(Case::new("a struct", Struct { text: text() }));
    cases.push(Case::new("thiserror", Thiserror::Shown(text())));
    cases.push(Case::new("several", several(&text())));
    cases.push(Case::new("made by hand", made(&text())));
    cases.push(Case::any(
        "any",
        AnyError::new(Varying::All { text: text() }),
    ));
    cases.push(Case::envelope_of(
        "an envelope",
        Envelope::new([made(&text()), made("")]),
    ));
    cases
}

/// The errors of one request, some of which are equal.
fn several(text: &str) -> Errors<Holder> {
    let text = || text.to_owned();
    let pointer = || Varying::Pointer { text: text() };
    Errors::from_iter([
        Holder::Flat(vec![pointer(), pointer(), Varying::Id { text: text() }]),
        Holder::Nested {
            inner: vec![
                Holder::Flat(vec![Varying::All { text: text() }]),
                Holder::Nested { inner: Vec::new() },
            ],
        },
        Holder::Made(Errors::from(made(&text()))),
        Holder::Transparent(AnyError::new(Varying::Detail { text: text() })),
    ])
}

/// Every answer. Each rule holds for all of them.
pub(crate) fn corpus() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(named(Bare::all()));
    cases.extend(constants());
    cases.extend(runtime());
    for text in HOSTILE {
        cases.extend(varying(text));
    }
    cases.extend(varying(&"long ".repeat(2000)));
    cases.extend(failing());
    cases.extend(many());
    cases.extend(by_hand());
    cases.extend(envelopes());
    cases.extend(reports());
    cases.push(Case::new("hidden", Thiserror::Hidden("secret".to_owned())));
    cases
}

/// Every answer that has a body.
pub(crate) fn bodies() -> Vec<Case> {
    let mut cases = corpus();
    cases.retain(Case::has_content);
    assert!(cases.len() > 350, "{}", cases.len());
    cases
}

fn named<E: MretsError + 'static>(
    errors: impl IntoIterator<Item = E>,
) -> impl Iterator<Item = Case> {
    errors
        .into_iter()
        .map(|error| Case::new(format!("{error:?}"), error))
}

fn constants() -> impl Iterator<Item = Case> {
    use Constant::*;
    named([
        Texts,
        Code,
        Id,
        Pointer,
        WholeDocument,
        EmptyName,
        Parameter,
        Header,
        About,
        Type,
        Meta,
        Challenged,
        Digest,
        Wait,
        Overloaded,
        Fresh,
        All,
    ])
}

/// Each status that a field can hold.
fn runtime() -> impl Iterator<Item = Case> {
    let statuses = [100, 200, 204, 301, 304, 600, 999]
        .into_iter()
        .chain(400..600);
    named(statuses.map(|status| {
        let status = StatusCode::from_u16(status).unwrap();
        Varying::Runtime {
            status,
            text: "x".to_owned(),
        }
    }))
}

fn failing() -> impl Iterator<Item = Case> {
    let fails = || Fails;
    named([
        Failing::Detail { fails: fails() },
        Failing::DetailWithoutDescription { fails: fails() },
        Failing::Runtime {
            status: StatusCode::NOT_FOUND,
            fails: fails(),
        },
        Failing::Runtime {
            status: StatusCode::BAD_GATEWAY,
            fails: fails(),
        },
        Failing::Some { fails: fails() },
        Failing::All { fails: fails() },
        Failing::Meta { fails: fails() },
    ])
}

fn many() -> Vec<Case> {
    let pointer = |name: &str| Varying::Pointer {
        text: name.to_owned(),
    };
    vec![
        Case::new("one", Errors::from(pointer("a"))),
        Case::new("two", Errors::from_iter([pointer("a"), pointer("b")])),
        Case::new(
            "the same twice",
            Errors::from_iter([pointer("a"), pointer("a")]),
        ),
        Case::new(
            "several 4xx",
            Errors::from_iter([Bare::Conflict, Bare::Forbidden]),
        ),
        Case::new(
            "a 5xx among 4xx",
            Errors::from_iter([Bare::Conflict, Bare::BadGateway]),
        ),
        Case::new(
            "several 401",
            Errors::from_iter([Constant::Challenged, Constant::Digest, Constant::Digest]),
        ),
        Case::new(
            "several 429",
            Errors::from_iter([Constant::Wait, Constant::Wait]),
        ),
        Case::new("a 401 with its own", Errors::from(Bare::Unauthorized)),
        Case::new(
            "a 304 among errors",
            Errors::from_iter([Bare::NotModified, Bare::Conflict]),
        ),
        Case::new("nothing but 304", Errors::from(Bare::NotModified)),
        Case::new("an empty collection", Errors::<Bare>::new()),
        Case::new("an empty holder", Holder::Flat(Vec::new())),
        Case::new(
            "holder of 304",
            Holder::Nested {
                inner: vec![Holder::Bare(Bare::NotModified)],
            },
        ),
        Case::new("holder", Holder::Flat(vec![pointer("a"), pointer("b")])),
        Case::new(
            "holder of any",
            Holder::Any(vec![
                Bare::NotFound.into(),
                Constant::All.into(),
                Bare::BadGateway.into(),
            ]),
        ),
        Case::new(
            "a holder in a holder",
            Holder::Nested {
                inner: vec![
                    Holder::Any(vec![Bare::NotFound.into()]),
                    Holder::Bare(Bare::Gone),
                ],
            },
        ),
        Case::new("transparent", Holder::Bare(Bare::Unauthorized)),
        Case::new(
            "any in transparent",
            Holder::Transparent(AnyError::new(Constant::All)),
        ),
        Case::any("any", AnyError::new(Bare::Unauthorized)),
        Case::any(
            "any of several",
            AnyError::new(Errors::from_iter([pointer("a"), pointer("b")])),
        ),
        Case::new(
            "errors of any",
            Errors::<AnyError>::from_iter([Bare::NotFound.into(), Constant::Code.into()]),
        ),
        Case::new("boxed", Errors::from(Box::new(Bare::NotFound))),
    ]
}
