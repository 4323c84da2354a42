//! The rows that run; those that compile stand in `build.rs`.

use crate::model::{Bound, Metric, Row};
use crate::peers::{self, Document, FieldObject, JSON_API, Pointer, not_found};
use bytes::Bytes;
use mrets_errors::{Envelope, Errors, MretsError};
use std::fmt::{self, Display};
use std::hint::black_box;
use std::time::Duration;
use uuid::Uuid;

type MakeRow = fn() -> Row;

/// Each row by its name on the command line and in the files, made one at a time, since some are large.
pub(crate) const ROWS: &[(&str, MakeRow)] = &[
    ("constant", constant),
    ("published", published),
    ("published-string", published_string),
    ("integers", integers),
    ("floats", floats),
    ("uuid", uuid),
    ("debug", debug),
    ("clean-text", clean_text),
    ("escaped-text", escaped_text),
    ("objects", many_objects),
    ("more-objects", || objects("100,000", 100_000)),
    ("read-one", read_one),
    ("read-many", read_many),
    ("huge-value", huge_value),
    ("huge-envelope", huge_envelope),
    ("byte-by-byte", byte_by_byte),
    ("body-in-body", body_in_body),
    // Last: from the first request on, responses carry data for the layer.
    ("layer", crate::layer::success),
    ("layer-unread", crate::layer::success_unread),
    ("layer-error-id", crate::layer::error_with_id),
    ("layer-error-json", crate::layer::error_as_json),
];

/// Ten times as much takes ten times as long, and a bit more where caches end; a square takes 100.
const LINEAR: Bound = Bound::AtMost(2.0);
const TENTHS: &str = "ten of a tenth";

const TITLE: &str = "Record not found";

#[derive(Debug, MretsError)]
enum NotFound {
    #[status(404)]
    Path,
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {id} could not be found."
    )]
    Record { id: Uuid },
    #[status(
        404,
        title = "Record not found",
        detail = "The record identified by {id} could not be found."
    )]
    Named { id: String },
    #[status(
        404,
        title = "Record not found",
        detail = "There is no page {page} of {pages}."
    )]
    Page { page: u64, pages: i32 },
    #[status(
        404,
        title = "Record not found",
        detail = "There is no plant at {latitude}, {longitude}."
    )]
    Plant { latitude: f64, longitude: f64 },
    #[status(
        404,
        title = "Record not found",
        detail = "Nothing was found for {query:?}."
    )]
    Query { query: Query },
    #[status(404, title = "Record not found", detail = "{text}")]
    Text { text: Text },
}

#[derive(Debug)]
#[allow(dead_code, reason = "read by Debug")]
struct Query {
    fuel: &'static str,
    vintage: Option<u16>,
    within: Duration,
}

/// A text that is shown as a whole, byte by byte, or as other bodies.
#[derive(Debug)]
enum Text {
    Whole(String),
    Bytes(String),
    Bodies(usize),
}

impl Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(text) => f.write_str(text),
            Self::Bytes(text) => text
                .chars()
                .try_for_each(|char| f.write_str(char.encode_utf8(&mut [0; 4]))),
            Self::Bodies(bodies) => (0..*bodies).try_for_each(|_| {
                let body = published_error().to_json();
                f.write_str(str::from_utf8(&body).unwrap_or_default())
            }),
        }
    }
}

#[derive(Debug, MretsError)]
enum FieldError {
    #[status(
        422,
        code = "invalid_attribute",
        pointer = "/data/attributes/{name}",
        detail = "{name} {problem}."
    )]
    Invalid { name: String, problem: &'static str },
}

fn published_error() -> NotFound {
    NotFound::Record {
        id: Uuid::from_u128(1),
    }
}

/// The id is a text, so that no time goes to showing it.
fn published_string() -> Row {
    let error = NotFound::Named {
        id: Uuid::from_u128(1).to_string(),
    };
    let ready = error.to_json();
    Row::new("the published 404 with a `String`, response", move || {
        black_box(&error).to_response()
    })
    .peer("limit", move || {
        not_found(JSON_API, Bytes::copy_from_slice(black_box(&ready)))
    })
    .goal(Metric::Time, "limit", Bound::Open)
    .goal(Metric::Instructions, "limit", Bound::AtMost(1.5))
}

fn record_detail(id: &Uuid) -> String {
    format!("The record identified by {id} could not be found.")
}

fn constant() -> Row {
    let ready = NotFound::Path.to_json();
    Row::new("a variant without placeholders, response", || {
        black_box(&NotFound::Path).to_response()
    })
    .peer("limit", move || {
        not_found(JSON_API, Bytes::copy_from_slice(black_box(&ready)))
    })
    .other("head alone", || not_found(JSON_API, Bytes::new()))
    .goal(Metric::Time, "limit", Bound::AtMost(1.1))
    .goal(Metric::Instructions, "head alone", Bound::AtMost(1.1))
    .goal(Metric::Allocations, "head alone", Bound::AtMost(1.0))
}

fn published() -> Row {
    let error = published_error();
    let ready = error.to_json();
    let id = Uuid::from_u128(1);
    Row::new("the published 404, response", move || {
        black_box(&error).to_response()
    })
    .peer("limit", move || {
        not_found(JSON_API, Bytes::copy_from_slice(black_box(&ready)))
    })
    .peer("borrowed serde", move || {
        let detail = record_detail(black_box(&id));
        not_found(JSON_API, peers::borrowed(TITLE, &detail, "404"))
    })
    .peer("owned serde", move || {
        let detail = record_detail(black_box(&id));
        not_found(JSON_API, peers::owned(TITLE, detail, "404"))
    })
    .peer("serde's collect_str", move || {
        let detail = format_args!(
            "The record identified by {} could not be found.",
            black_box(id)
        );
        not_found(JSON_API, peers::collected(TITLE, &detail, "404"))
    })
    .other("problem_details", move || {
        peers::problem_details(TITLE, &record_detail(black_box(&id)))
    })
    .other("http-api-problem", move || {
        peers::http_api_problem(TITLE, &record_detail(black_box(&id)))
    })
    .other("json!", move || {
        let detail = record_detail(black_box(&id));
        not_found(JSON_API, peers::json_macro(TITLE, &detail, "404"))
    })
    .goal(Metric::Time, "limit", Bound::AtMost(1.3))
    .goal(Metric::Allocations, "limit", Bound::AtMost(1.0))
    .goal(Metric::Time, "borrowed serde", Bound::TimesFaster(2.0))
    .goal(Metric::Time, "problem_details", Bound::TimesFaster(2.5))
    .goal(Metric::Time, "http-api-problem", Bound::TimesFaster(2.5))
    .goal(Metric::Time, "json!", Bound::TimesFaster(7.0))
    .goal(Metric::Time, "owned serde", Bound::Open)
    .goal(Metric::Time, "serde's collect_str", Bound::Open)
}

/// The body of a 404 whose detail shows a kind of value.
fn value(kind: &str, error: NotFound, detail: impl Fn() -> String + Send + Sync + 'static) -> Row {
    Row::new(format!("{kind}, body"), move || black_box(&error).to_json())
        .peer("borrowed serde", move || {
            peers::borrowed(TITLE, &detail(), "404")
        })
        .goal(Metric::Time, "borrowed serde", Bound::TimesFaster(1.5))
}

fn integers() -> Row {
    let (page, pages) = (12_345, -17);
    value("integers", NotFound::Page { page, pages }, move || {
        let (page, pages) = black_box((page, pages));
        format!("There is no page {page} of {pages}.")
    })
}

fn floats() -> Row {
    let (latitude, longitude) = (44.977_753, -93.265_011);
    let error = NotFound::Plant {
        latitude,
        longitude,
    };
    value("floats", error, move || {
        let (latitude, longitude) = black_box((latitude, longitude));
        format!("There is no plant at {latitude}, {longitude}.")
    })
}

fn uuid() -> Row {
    value("Uuid", published_error(), || {
        record_detail(black_box(&Uuid::from_u128(1)))
    })
}

fn debug() -> Row {
    let query = || Query {
        fuel: "wind",
        vintage: Some(2024),
        within: Duration::from_millis(1_500),
    };
    let same = query();
    value("{:?}", NotFound::Query { query: query() }, move || {
        let query = black_box(&same);
        format!("Nothing was found for {query:?}.")
    })
}

/// The body of a 404 whose detail is a text, which serde gets as it is.
fn text(work: &str, text: &str) -> Row {
    let error = NotFound::Text {
        text: Text::Whole(text.to_owned()),
    };
    let text = text.to_owned();
    Row::new(work, move || black_box(&error).to_json()).peer("borrowed serde", move || {
        peers::borrowed(TITLE, black_box(&text), "404")
    })
}

fn filled(bytes: usize, text: &str) -> String {
    text.chars().cycle().take(bytes).collect()
}

const KIB_64: usize = 64 * 1024;

fn clean_text() -> Row {
    let clean = filled(KIB_64, "All work and no play. ");
    let same = clean.clone();
    text("64 KiB of clean text, body", &clean)
        .other("memcpy", move || memcpy(&clean))
        .other("allocate and copy", move || {
            Bytes::copy_from_slice(black_box(same.as_bytes()))
        })
        .goal(Metric::Time, "memcpy", Bound::AtMost(2.5))
        .goal(Metric::Time, "allocate and copy", Bound::Open)
        .goal(Metric::Time, "borrowed serde", Bound::Open)
}

/// Copies to memory that is there already.
fn memcpy(text: &str) -> Bytes {
    thread_local! {
        static TARGET: std::cell::RefCell<Vec<u8>> = const { std::cell::RefCell::new(Vec::new()) };
    }
    TARGET.with_borrow_mut(|target| {
        target.clear();
        target.extend_from_slice(black_box(text.as_bytes()));
        black_box(target);
    });
    Bytes::new()
}

fn escaped_text() -> Row {
    // One byte in ten is a quote or a control character, which takes six bytes.
    let dirty = filled(KIB_64, "He said \"any\u{1}thing at");
    text(
        "64 KiB with 10 % quotes and control characters, body",
        &dirty,
    )
    .goal(Metric::Time, "borrowed serde", Bound::AtMost(1.0))
}

const PROBLEM: &str = "can't be blank";

fn field_errors(count: usize) -> Errors<FieldError> {
    (0..count)
        .map(|at| FieldError::Invalid {
            name: format!("field{at}"),
            problem: PROBLEM,
        })
        .collect()
}

fn field_objects(names: &[String]) -> Vec<FieldObject<'static>> {
    names
        .iter()
        .map(|name| FieldObject {
            title: "Unprocessable Entity",
            detail: format!("{name} {PROBLEM}."),
            code: "invalid_attribute",
            source: Pointer {
                pointer: format!("/data/attributes/{name}"),
            },
            status: "422",
        })
        .collect()
}

fn objects(shown: &str, count: usize) -> Row {
    let (errors, tenth) = (field_errors(count), field_errors(count / 10));
    let names: Vec<_> = (0..count).map(|at| format!("field{at}")).collect();
    let ready = field_objects(&names);
    Row::new(format!("{shown} objects, body"), move || {
        black_box(&errors).to_json()
    })
    .peer("serde", move || {
        let errors = field_objects(black_box(&names));
        peers::to_vec(&Document { errors })
    })
    .peer("serde, structs ready", move || {
        let errors = black_box(&ready);
        peers::to_vec(&Document { errors })
    })
    .other(TENTHS, move || ten(|| black_box(&tenth).to_json()))
    .goal(Metric::Time, TENTHS, LINEAR)
}

fn many_objects() -> Row {
    objects("10,000", 10_000)
        .goal(Metric::Time, "serde", Bound::TimesFaster(2.0))
        .goal(Metric::Time, "serde, structs ready", Bound::Open)
        .goal(Metric::Peak, "body", Bound::AtMost(2.0))
}

/// Renders ten bodies that exist at the same time, so that they take as much memory as the one.
fn ten(mut body: impl FnMut() -> Bytes) -> Bytes {
    let bodies: [Bytes; 10] = std::array::from_fn(|_| body());
    let [first, ..] = black_box(bodies);
    first
}

fn read_one() -> Row {
    read("1 object, from_slice", published_error().to_json())
}

fn read_many() -> Row {
    read("1,000 objects, from_slice", field_errors(1_000).to_json())
}

fn read(work: &str, body: Bytes) -> Row {
    let same = body.clone();
    Row::new(work, move || {
        Envelope::from_slice(black_box(&body)).unwrap_or_default()
    })
    .peer("plain structs", move || {
        serde_json::from_slice::<peers::Plain>(black_box(&same)).unwrap_or_default()
    })
    .goal(Metric::Time, "plain structs", Bound::AtMost(1.3))
}

/// A row of input that a stranger decides on, ten times as much as in `tenth`.
fn bad_input(row: Row, tenth: NotFound) -> Row {
    row.other(TENTHS, move || ten(|| black_box(&tenth).to_json()))
        .goal(Metric::Time, TENTHS, LINEAR)
        .goal(Metric::Time, "borrowed serde", Bound::Open)
        .goal(Metric::Kept, "bounded", Bound::AtMost(1.0))
        .heavy()
}

fn huge_value() -> Row {
    let value = |bytes| filled(bytes, "A value without end, with \"quotes\". ");
    let tenth = Text::Whole(value(10_000_000));
    bad_input(
        text("a value of 100 MB, body", &value(100_000_000)),
        NotFound::Text { text: tenth },
    )
}

fn huge_envelope() -> Row {
    objects("1,000,000", 1_000_000)
        .goal(Metric::Kept, "bounded", Bound::AtMost(1.0))
        .heavy()
}

fn byte_by_byte() -> Row {
    let value = |bytes| filled(bytes, "01234567\"9");
    let shown = value(10_000_000);
    let error = NotFound::Text {
        text: Text::Bytes(shown.clone()),
    };
    let row = Row::new("10 MB shown byte by byte, body", move || {
        black_box(&error).to_json()
    })
    .peer("borrowed serde", move || {
        let text = Text::Bytes(black_box(&shown).clone()).to_string();
        peers::borrowed(TITLE, &text, "404")
    });
    let text = Text::Bytes(value(1_000_000));
    bad_input(row, NotFound::Text { text })
}

fn body_in_body() -> Row {
    let error = NotFound::Text {
        text: Text::Bodies(10_000),
    };
    let row = Row::new("10,000 bodies rendered while one is, body", move || {
        black_box(&error).to_json()
    })
    .peer("borrowed serde", || {
        let text = black_box(Text::Bodies(10_000)).to_string();
        peers::borrowed(TITLE, &text, "404")
    });
    let text = Text::Bodies(1_000);
    bad_input(row, NotFound::Text { text })
}
