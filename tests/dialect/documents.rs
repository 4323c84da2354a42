//! The catalogue, the page, the lock and OpenAPI in a dialect.

use crate::{PlainError, ShopError, shop};
use http::StatusCode;
use mrets_errors::dialect::Body;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{Catalog, Dialect, Entry, MretsError};
use serde_json::{Value, json};

/// An enum as in a crate that declares no dialect.
#[derive(Debug, MretsError)]
#[mrets(dialect = mrets_errors::private::DEFAULT_DIALECT)]
enum Undeclared {
    #[status(404)]
    NoPage,
    #[status(401)]
    Stranger,
    #[status(409, code = "taken", detail = "{0} has it.", meta(by = .0))]
    Taken(u32),
    #[status(401, challenge = "Basic")]
    Basic,
    #[status(429, retry_after = 1)]
    Limited,
    #[status(.0)]
    Upstream(StatusCode),
    #[status(304)]
    Same,
}

fn entry(catalog: &Catalog, variant: &str) -> Entry {
    let mut entries = catalog.entries();
    *entries.find(|entry| entry.variant == variant).unwrap()
}

#[test]
fn the_catalogue_speaks_the_dialect() {
    let catalog = ShopError::catalog();
    let entry = catalog.entries().next().unwrap();
    assert_eq!(entry.title, Some("Not here"));
    assert_eq!(entry.code, Some("not_found"));
    assert_eq!(entry.detail, Some("No such page in this shop."));
    assert_eq!(entry.media_type, "application/json");
}

#[test]
fn the_outer_types_dialect_comes_before_the_inner_ones() {
    let catalog = PlainError::catalog();
    assert_eq!(entry(&catalog, "NoPage").code, Some("E_OTHER"));
    assert_eq!(
        entry(&catalog, "NoPage").media_type,
        "application/vnd.api+json"
    );
    assert_eq!(entry(&catalog, "NoArticle").code, Some("no_article"));
    // By itself it speaks its own dialect.
    assert_eq!(
        entry(&ShopError::catalog(), "NoPage").code,
        Some("not_found")
    );
    // One code of several statuses is no contradiction: nobody wrote it.
    assert!(!catalog.to_html().contains("contradict"));
}

#[test]
fn the_catalogue_of_another_dialect() {
    let catalog = Undeclared::catalog().dialect(&shop::SHOP);
    let no_page = entry(&catalog, "NoPage");
    assert_eq!(no_page.code, Some("not_found"));
    assert_eq!(no_page.title, Some("Not here"));
    assert_eq!(no_page.media_type, "application/json");
    assert_eq!(no_page.anchor(), "not_found");
    assert_eq!(
        no_page.link().as_deref(),
        Some("https://shop.example/errors#not_found")
    );
    let taken = entry(&catalog, "Taken");
    assert_eq!(
        (taken.code, taken.detail),
        (Some("taken"), Some("{0} has it."))
    );
    let challenge = |variant: &str| entry(&catalog, variant).challenge;
    assert_eq!(challenge("Stranger"), Some("Bearer realm=\"shop\""));
    assert_eq!(challenge("Basic"), Some("Basic"));
    assert_eq!(challenge("NoPage"), None);
    // The type's own catalogue stays as it is.
    let error = Undeclared::catalog();
    assert_eq!(entry(&error, "NoPage").code, Some("404"));
    assert_eq!(entry(&error, "Stranger").challenge, Some("ApiKey"));
    let back = catalog.dialect(&mrets_errors::private::DEFAULT_DIALECT);
    assert_eq!(back.to_json(), error.to_json());
    let layer = EnvelopeLayer::catalog().dialect(&shop::SHOP);
    assert_eq!(entry(&layer, "NoRoute").code, Some("not_found"));
}

#[test]
fn the_page_shows_what_a_client_gets() {
    let catalog = Undeclared::catalog()
        .with_examples([Undeclared::Taken(7)])
        .dialect(&shop::SHOP);
    let page = catalog.to_markdown();
    for text in [
        "{\n  \"code\": \"not_found\",\n  \"message\": \"No such page in this shop.\"\n}",
        "{\n  \"code\": \"taken\",\n  \"message\": \"7 has it.\"\n}",
        "| 404 | Not here | No such page in this shop. |",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
    assert!(
        !page.contains("M-RETS") && !page.contains("ApiKey"),
        "{page}"
    );
    let html = catalog.to_html();
    for text in [
        "content-type: application/json\n",
        "www-authenticate: Bearer realm=&#34;shop&#34;",
    ] {
        assert!(html.contains(text), "{text}\n{html}");
    }
    let json = catalog.to_json();
    assert_eq!(
        json["errors"][0]["example"],
        json!({ "code": "not_found", "message": "No such page in this shop." })
    );
    // The order of the calls does not matter.
    let other = Undeclared::catalog()
        .dialect(&shop::SHOP)
        .with_examples([Undeclared::Taken(7)]);
    assert_eq!(other.to_json(), json);
}

#[test]
fn the_lock_has_the_codes_that_clients_see() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("errors.lock.json");
    let catalog = || Undeclared::catalog().dialect(&shop::SHOP);
    catalog().bless(&path).unwrap();
    let lock = std::fs::read_to_string(&path).unwrap();
    assert!(lock.contains("\"code\":\"not_found\"") || lock.contains("\"code\": \"not_found\""));
    assert!(lock.contains("https://shop.example/errors#not_found"));
    assert!(catalog().check(&path).unwrap().is_empty());
    // Another dialect breaks clients.
    assert!(Undeclared::catalog().check(&path).is_err());
}

fn content(catalog: &Catalog, status: &str) -> Value {
    let document = json!({
        "paths": { "/": { "get": { "responses": catalog.openapi_responses() } } },
        "components": catalog.openapi_components(),
    });
    catalog.check_openapi(&document).unwrap();
    let responses = document["components"]["responses"].as_object().unwrap();
    let mut names = responses.keys();
    let name = names.find(|name| name.ends_with(&format!(".{status}")));
    responses[name.unwrap()].clone()
}

#[test]
fn openapi_has_the_shape_beside_the_standards() {
    let catalog = Undeclared::catalog().dialect(&shop::SHOP);
    let response = content(&catalog, "404");
    assert_eq!(response["description"], "No such page in this shop.");
    let content = response["content"].as_object().unwrap();
    let mut types: Vec<_> = content.keys().map(String::as_str).collect();
    types.sort_unstable();
    assert_eq!(
        types,
        [
            "application/json",
            "application/problem+json",
            "application/vnd.api+json"
        ]
    );
    let own = &content["application/json"];
    assert_eq!(
        own["schema"],
        json!({ "type": "object", "additionalProperties": true })
    );
    assert_eq!(
        own["examples"]["not_found"]["value"],
        json!({ "code": "not_found", "message": "No such page in this shop." })
    );
    let standard = &content["application/vnd.api+json"]["schema"]["$ref"];
    assert!(standard.as_str().unwrap().ends_with("Undeclared.envelope"));
}

#[test]
fn openapi_has_the_schema_that_the_dialect_says() {
    static TYPED: Dialect = Dialect::NEUTRAL
        .body("application/x-shop", |error| Body::text(error.code()))
        .schema(|| json!({ "type": "string", "maxLength": 20 }));
    static TEXT: Dialect = Dialect::NEUTRAL.body("text/plain", |error| Body::text(error.code()));
    static LIST: Dialect = Dialect::NEUTRAL.body("application/x-list+json", |_| Body::json(&[1]));
    static BROKEN: Dialect = Dialect::NEUTRAL.body("application/x-none", |_| panic!("a shape"));
    static PROBLEM: Dialect = Dialect::NEUTRAL.problem();

    let described = |dialect, media_type: &str| {
        let catalog = Undeclared::catalog().dialect(dialect);
        let response = content(&catalog, "404");
        assert_eq!(
            response["description"],
            "Nothing was found at this address."
        );
        response["content"][media_type].clone()
    };
    let typed = described(&TYPED, "application/x-shop");
    assert_eq!(
        typed["schema"],
        json!({ "type": "string", "maxLength": 20 })
    );
    let text = described(&TEXT, "text/plain");
    assert_eq!(text["schema"], json!({ "type": "string" }));
    let [example] = text["examples"]
        .as_object()
        .unwrap()
        .values()
        .collect::<Vec<_>>()[..]
    else {
        panic!()
    };
    assert_eq!(example["value"], "404");
    assert_eq!(
        described(&LIST, "application/x-list+json").get("schema"),
        None
    );
    assert_eq!(described(&BROKEN, "application/x-none"), json!({}));
    let problem = described(&PROBLEM, "application/problem+json");
    let schema = problem["schema"]["$ref"].as_str().unwrap();
    assert!(schema.ends_with("Undeclared.problem"));
    let examples = problem["examples"].as_object().unwrap();
    assert_eq!(
        examples.values().next().unwrap()["value"]["type"],
        "about:blank"
    );
}

/// Any error, in a wrapper that derives nothing.
struct Wrapper(std::io::Error);

mrets_errors::answers!(Wrapper => .0);

/// An error with a dialect, in a wrapper whose crate has another.
struct PlainWrapper(PlainError);

mrets_errors::answers!(PlainWrapper => .0);

#[test]
fn a_wrappers_catalog_speaks_its_crates_dialect() {
    let catalog = Wrapper::catalog();
    let entry = entry(&catalog, "InternalError");
    assert_eq!(entry.code, Some("internal_server_error"));
    assert_eq!(
        entry.detail,
        Some("An unexpected error occurred on the server. Try again later.")
    );
    assert_eq!(entry.media_type, "application/json");
    let components = catalog.openapi_components();
    let described = serde_json::to_value(<Wrapper as utoipa::IntoResponses>::responses()).unwrap();
    let name = described["500"]["$ref"].as_str().unwrap();
    let name = name.strip_prefix("#/components/responses/").unwrap();
    assert!(components["responses"][name]["content"]["application/json"].is_object());

    let own: Vec<_> = PlainError::catalog().entries().map(Entry::link).collect();
    let wrapped: Vec<_> = PlainWrapper::catalog().entries().map(Entry::link).collect();
    assert_eq!(own.len(), wrapped.len());
    assert_ne!(own, wrapped, "the wrapper's dialect has a page");
}
