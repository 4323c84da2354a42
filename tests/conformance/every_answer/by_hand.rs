//! Error objects and envelopes made by hand, and reports of the validation libraries.

use super::case::Case;
use garde::Validate as _;
use http::StatusCode;
use mrets_errors::{Envelope, ErrorObject, Errors, Links, Source};
use serde_json::{Map, Value, json};
use validator::Validate as _;

/// An error object that uses every builder.
pub(crate) fn made(text: &str) -> ErrorObject {
    ErrorObject::new(StatusCode::UNPROCESSABLE_ENTITY)
        .with_title("Made by hand")
        .with_detail(text)
        .with_id(text)
        .with_code("made")
        .with_source(Source::pointer(format!(
            "/data/attributes/{}",
            escaped(text)
        )))
        .with_links(
            Links::default()
                .with_about("/occurrences/1")
                .with_type("https://example.org/problems/made"),
        )
        .with_meta(text, text)
        .with_meta("list", json!([1, { "a": null, "b": text }]))
}

/// Escapes a name as RFC 6901, section 3, asks for.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Error objects made by hand: each member alone, all of them, and none.
pub(super) fn by_hand() -> Vec<Case> {
    let empty = ErrorObject::default;
    let mut nothing_inside = ErrorObject::default();
    nothing_inside.source = Some(Source::default());
    nothing_inside.links = Some(Links::default());
    let mut empty_meta = empty();
    empty_meta.meta = Some(Map::new());
    let mut without_status = empty().with_title("Only a title");
    without_status.status = None;
    let status = |text: &str| {
        let mut object = made("x");
        object.status = Some(text.to_owned());
        object
    };
    let mut both = made("x");
    both.source = Some({
        let mut source = Source::pointer("");
        source.parameter = Some("page[size]".to_owned());
        source.header = Some("X-Api-Key".to_owned());
        source
    });
    let objects = [
        made("x"),
        both,
        without_status,
        empty(),
        nothing_inside,
        empty_meta,
        empty().with_id("1"),
        empty().with_code("1"),
        empty().with_detail("Only a detail."),
        empty().with_meta("only", "meta"),
        empty().with_source(Source::header("X-Api-Key")),
        empty().with_source(Source::parameter("include")),
        empty().with_links(Links::default().with_about("/a")),
        empty().with_links(Links::default().with_type("/t")),
        status("401"),
        status("404"),
        status("200"),
        status("304"),
        status("600"),
        status("not_found"),
        status(""),
        ErrorObject::new(StatusCode::UNAUTHORIZED),
        ErrorObject::new(StatusCode::CONFLICT),
        ErrorObject::new(StatusCode::from_u16(499).unwrap()),
        ErrorObject::new(StatusCode::SERVICE_UNAVAILABLE),
    ];
    let mut cases: Vec<Case> = objects
        .iter()
        .flat_map(|object| {
            let name = serde_json::to_string(object).unwrap();
            [
                Case::envelope_of(
                    format!("envelope of {name}"),
                    Envelope::new([object.clone()]),
                ),
                Case::new(name, object.clone()),
            ]
        })
        .collect();
    cases.push(Case::new("all by hand", Errors::from_iter(objects.clone())));
    cases.push(Case::envelope_of(
        "an envelope of all",
        Envelope::new(objects),
    ));
    cases
}

/// Envelopes with every member that may stand in them.
pub(super) fn envelopes() -> Vec<Case> {
    let object = |value: Value| value.as_object().cloned();
    let mut full = Envelope::new([made("x"), ErrorObject::new(StatusCode::CONFLICT)]);
    full.jsonapi = object(json!({ "version": "1.1" }));
    full.links = object(
        json!({ "self": "/accounts", "related": null, "describedby": { "href": "/schema" } }),
    );
    full.meta = object(json!({ "request": "4f1c" }));
    let mut extended = full.clone();
    extended.jsonapi = object(json!({
        "version": "1.1",
        "ext": ["https://jsonapi.org/ext/atomic"],
        "profile": ["https://example.org/profiles/timestamps"],
        "meta": { "x": 1 },
    }));
    vec![
        Case::envelope_of("a full envelope", full),
        Case::envelope_of("an envelope with extensions", extended),
        Case::envelope_of(
            "an envelope of 401s",
            Envelope::new([
                ErrorObject::new(StatusCode::UNAUTHORIZED),
                ErrorObject::new(StatusCode::UNAUTHORIZED),
            ]),
        ),
    ]
}

#[derive(garde::Validate)]
struct ByGarde {
    #[garde(length(min = 1), ascii)]
    name: String,
    #[garde(inner(range(min = 1)))]
    quantities: Vec<u32>,
}

#[derive(validator::Validate)]
struct ByValidator {
    #[validate(length(min = 1), email(message = "That is no address."))]
    name: String,
    #[validate(range(min = 1, max = 10))]
    quantity: u32,
}

pub(super) fn reports() -> Vec<Case> {
    let of_garde = ByGarde {
        name: String::new(),
        quantities: vec![0, 1, 0],
    };
    let of_validator = ByValidator {
        name: String::new(),
        quantity: 0,
    };
    let of_garde = of_garde.validate().unwrap_err();
    let of_validator = of_validator.validate().unwrap_err();
    vec![
        Case::new("garde", Errors::<ErrorObject>::from(of_garde)),
        Case::new("validator", Errors::<ErrorObject>::from(of_validator)),
    ]
}
