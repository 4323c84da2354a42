//! `catalog()`: every answer that a type can give.

use http::StatusCode;
use mrets_errors::{AnyError, Catalog, Entry, Errors, MretsError, errors};
use std::time::Duration;

#[derive(Debug, MretsError)]
enum Field {
    /// It is empty.
    #[status(422, code = "blank", pointer = "/data/attributes/{0}", header = "X")]
    Blank(String),
}

/// One of many.
#[derive(Debug, MretsError)]
#[mrets(dialect = crate::support::PLAIN_JSON)]
#[status(401)]
struct Alone;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
#[status(500)]
enum Error {
    /// There is no record.
    ///
    ///     of that number
    /** Or it is `gone` | "closed". */
    #[status(
        404,
        title = "No record",
        detail = "There is no {id} in {{{name:>8}}}."
    )]
    NotFound {
        id: u32,
        name: String,
    },
    #[status(422)]
    Invalid(#[errors] Vec<Field>),
    #[status(429, retry_after = .0, headers("X-Limit" = 10, "Cache-Control" = "no-store"), meta(limit = 10))]
    TooMany(Duration, #[meta] u8),
    #[status(transparent)]
    Field(#[from] Field),
    #[status(transparent)]
    Alone(Alone),
    #[status(.status)]
    Upstream {
        status: StatusCode,
    },
    #[status(409, detail = "{{braces}}")]
    Conflict,
    Io(#[from] std::io::Error),
    #[status(304, headers("ETag" = "1"))]
    NotModified,
}

fn variants(catalog: &Catalog) -> Vec<String> {
    catalog.entries().map(Entry::anchor).collect()
}

#[test]
fn entries_stand_in_the_order_of_the_variants() {
    let catalog = Error::catalog();
    assert_eq!(
        variants(&catalog),
        [
            "not_found",
            "invalid",
            "blank",
            "too_many",
            "docs-catalog-Alone",
            "upstream",
            "conflict",
            "io",
            "not_modified",
        ]
    );
    assert!(!catalog.is_open());
}

#[test]
fn an_entry_says_what_is_written() {
    let catalog = Error::catalog();
    let entry = |variant: &str| {
        let mut entries = catalog.entries();
        *entries.find(|entry| entry.variant == variant).unwrap()
    };
    let not_found = entry("NotFound");
    assert_eq!(not_found.type_name, "Error");
    assert_eq!(not_found.status, Some(StatusCode::NOT_FOUND));
    assert_eq!(not_found.code, Some("not_found"));
    assert_eq!(not_found.title, Some("No record"));
    assert_eq!(not_found.detail, Some("There is no {id} in {{{name:>8}}}."));
    assert_eq!(
        not_found.doc,
        "There is no record.\n\n    of that number\nOr it is `gone` | \"closed\"."
    );
    assert!(not_found.headers.is_empty() && not_found.meta.is_empty());
    assert_eq!(not_found.media_type, "application/vnd.api+json");

    let too_many = entry("TooMany");
    assert_eq!(
        too_many.headers,
        ["cache-control", "retry-after", "x-limit"]
    );
    assert_eq!(too_many.meta, ["1", "limit"]);
    let description = mrets_errors::table::row(StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(too_many.detail, Some(description.unwrap().description));

    let blank = entry("Blank");
    assert_eq!(blank.source, ["pointer", "header"]);
    assert_eq!(blank.doc, "It is empty.");

    let alone = entry("Alone");
    assert_eq!(alone.code, Some("401"));
    assert_eq!(alone.headers, ["www-authenticate"]);
    assert_eq!(alone.doc, "One of many.");
    assert_eq!(alone.media_type, "application/json");

    let upstream = entry("Upstream");
    assert_eq!(
        (upstream.status, upstream.code, upstream.title),
        (None, Some("upstream"), None)
    );
    assert_eq!(upstream.detail, None);

    let conflict = entry("Conflict");
    assert_eq!(conflict.detail, Some("{{braces}}"));
    assert_eq!(conflict.title, Some("Conflict"));
    assert_eq!(entry("NotModified").headers, ["etag"]);
}

#[test]
fn a_run_time_status_has_no_code_of_its_own() {
    #[derive(Debug, MretsError)]
    #[status(.0)]
    struct Upstream(StatusCode);

    let catalog = Upstream::catalog();
    assert_eq!(catalog.entries().next().unwrap().code, None);
    assert_eq!(catalog.by_code("Upstream").count(), 0);
}

#[derive(Debug, thiserror::Error, MretsError)]
enum Message {
    #[error("there is no {0}")]
    #[status(404)]
    NotFound(u32),
    #[error(transparent)]
    #[status(400, expose)]
    Parse(#[from] std::num::ParseIntError),
    #[error("secret")]
    #[status(500)]
    Broken,
}

#[test]
fn the_message_of_another_derive_is_the_detail() {
    let catalog = Message::catalog();
    let details: Vec<_> = catalog.entries().map(|entry| entry.detail).collect();
    assert_eq!(details[0], Some("there is no {0}"));
    assert_eq!(details[1], None);
    assert!(details[2].unwrap().starts_with("Something is broken."));
}

#[derive(Debug, MretsError)]
enum List {
    #[status(400)]
    End,
    #[status(transparent)]
    Next(Box<List>),
    #[status(422)]
    Tree(#[errors] Vec<List>),
}

#[test]
fn a_recursive_type_is_described_once() {
    let catalog = List::catalog();
    assert_eq!(
        variants(&catalog),
        ["docs-catalog-List-End", "docs-catalog-List-Tree"]
    );
    assert_eq!(
        variants(&Errors::<List>::catalog()),
        ["docs-catalog-List-End", "docs-catalog-List-Tree"]
    );
}

#[derive(Debug, MretsError)]
enum Open {
    #[status(400)]
    Own,
    #[status(transparent)]
    Any(AnyError),
    #[status(transparent)]
    Dyn(Box<dyn MretsError + Send + Sync>),
}

#[test]
fn an_answer_known_only_at_run_time_opens_it() {
    let catalog = Open::catalog();
    assert_eq!(variants(&catalog), ["docs-catalog-Open-Own"]);
    assert!(catalog.is_open());
    assert!(mrets_errors::ErrorObject::catalog().is_open());
    let error = Open::Dyn(Box::new(Alone));
    assert_eq!(error.status(), 401);
    assert!(matches!(Open::Any(Alone.into()), Open::Any(_)));
}

#[derive(Debug, MretsError)]
enum Generic<T> {
    #[status(transparent)]
    Inner(T),
}

#[test]
fn catalogues_merge_and_take_each_type_once() {
    let service = Catalog::new()
        .merge(Field::catalog())
        .merge(Error::catalog())
        .merge(Open::catalog())
        .merge(Generic::<Alone>::catalog())
        .merge(Generic::<List>::catalog());
    assert_eq!(service.entries().len(), 9 + 1 + 2);
    assert_eq!(service.by_code("blank").count(), 1);
    assert!(service.is_open());
}

#[derive(Debug, MretsError)]
#[mrets(docs = "https://example.org/errors")]
enum Documented {
    #[status(404)]
    NotFound,
    #[status(409, type = "https://example.org/other", about = "/{0}")]
    Other(u8),
    #[status(.0)]
    Upstream(StatusCode),
    #[status(304)]
    NotModified,
}

#[test]
fn docs_link_to_the_entry() {
    assert_eq!(
        Documented::NotFound.to_json(),
        "{\"errors\":[{\"title\":\"Not Found\",\"detail\":\"The URI requested is invalid or the \
         resource requested, such as an account, does not exist.\",\"code\":\"404\",\"links\":\
         {\"type\":\"https://example.org/errors#docs-catalog-Documented-NotFound\"},\"status\":\"404\"}]}"
    );
    let link = |error: &Documented| {
        let envelope = error.to_envelope();
        envelope.errors.first()?.links.clone()?.type_
    };
    assert_eq!(
        link(&Documented::Other(1)).unwrap(),
        "https://example.org/other"
    );
    assert_eq!(
        link(&Documented::Upstream(StatusCode::CONFLICT)).unwrap(),
        "https://example.org/errors#docs-catalog-Documented-Upstream"
    );
    assert_eq!(link(&Documented::NotModified), None);
}

#[derive(Debug, MretsError)]
#[mrets(docs = "/errors")]
#[status(404)]
struct Überweisung;

#[test]
fn an_anchor_in_any_script_is_percent_encoded() {
    let links = Überweisung.to_envelope().errors[0].links.clone().unwrap();
    assert_eq!(
        links.type_.unwrap(),
        "/errors#docs-catalog-%C3%9Cberweisung"
    );
    let catalog = Überweisung::catalog();
    assert_eq!(
        catalog.entries().next().unwrap().anchor(),
        "docs-catalog-%C3%9Cberweisung"
    );
}

/// Two modules with types of one name.
mod invoices {
    #[derive(Debug, mrets_errors::MretsError)]
    #[mrets(docs = "https://example.org/errors")]
    pub(super) enum Error {
        #[status(404)]
        NotFound,
        #[status(409, code = "paid twice")]
        Paid,
        #[status(410, code = super::GONE)]
        Gone,
    }
}

mod refunds {
    #[derive(Debug, mrets_errors::MretsError)]
    #[mrets(docs = "https://example.org/errors/{code}.html")]
    pub(super) enum Error {
        #[status(404)]
        NotFound,
        #[status(409, code = "refunded")]
        Refunded,
    }
}

const GONE: &str = "gone";

#[test]
fn each_error_has_one_address() {
    let errors: [&dyn MretsError; 5] = [
        &invoices::Error::NotFound,
        &invoices::Error::Paid,
        &invoices::Error::Gone,
        &refunds::Error::NotFound,
        &refunds::Error::Refunded,
    ];
    let catalog = invoices::Error::catalog().merge(refunds::Error::catalog());
    let expected = [
        "https://example.org/errors#docs-catalog-invoices-Error-NotFound",
        "https://example.org/errors#paid%20twice",
        "https://example.org/errors#gone",
        "https://example.org/errors/docs-catalog-refunds-Error-NotFound.html",
        "https://example.org/errors/refunded.html",
    ];
    for ((error, entry), expected) in errors.into_iter().zip(catalog.entries()).zip(expected) {
        let links = error.to_envelope().errors[0].links.clone().unwrap();
        assert_eq!(links.type_.as_deref(), Some(expected));
        assert_eq!(error.to_problem().type_, expected);
        assert_eq!(entry.link().as_deref(), Some(expected));
        assert!(expected.contains(&entry.anchor()));
    }
    assert_eq!(catalog.entries().len(), 5);
}

#[test]
fn a_selection_has_the_errors_of_one_endpoint() {
    let selection = errors!(Error: NotFound, Field, Invalid; Open: Own);
    assert_eq!(
        variants(&selection),
        ["not_found", "invalid", "blank", "docs-catalog-Open-Own"]
    );
    assert!(!selection.is_open());
    assert!(errors!(Open: Any).is_open());
    assert_eq!(variants(&errors!(Alone)), ["docs-catalog-Alone"]);
    assert_eq!(errors!(Generic<Alone>: Inner).entries().len(), 1);
}

#[test]
fn the_librarys_own_answers_have_a_catalogue() {
    let service = Field::catalog()
        .merge(mrets_errors::Refusal::catalog())
        .merge(mrets_errors::tower::EnvelopeLayer::catalog())
        .merge(mrets_errors::axum::stack::Limits::catalog());
    let codes: std::collections::BTreeSet<_> =
        service.entries().filter_map(|entry| entry.code).collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        [
            "400", "404", "405", "408", "413", "415", "422", "500", "503", "504", "blank"
        ]
    );
    // They have no code of their own, and so the type in their anchor.
    assert!(variants(&service).contains(&"StackError-TooSlow".to_owned()));
    let own = mrets_errors::Refusal::catalog().merge(mrets_errors::axum::stack::Limits::catalog());
    own.check_documented().unwrap();
    own.check_openapi(&serde_json::json!({ "responses": own.openapi_responses() }))
        .unwrap();
}
