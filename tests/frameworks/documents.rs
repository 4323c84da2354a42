//! The documents of other OpenAPI libraries, with the errors of a catalogue as `serde_json::Value` in them.

use aide::openapi::{Info, OpenApi, Operation, PathItem, Paths, ReferenceOr};
use mrets_errors::{Catalog, MretsError, errors};
use poem_openapi::payload::PlainText;
use poem_openapi::{ApiResponse, OpenApiService};
use serde_json::{Map, Value, json};

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
#[expect(dead_code, reason = "it is described only")]
enum TransferError {
    /// The account holds too little.
    #[status(422, detail = "There are {left}.", pointer = "/data/quantity", meta(left = .left))]
    TooFew { left: u32 },
    /// No account has this number.
    #[status(404, detail = "There is no account {0}.")]
    NoAccount(u32),
    #[status(503, retry_after = 60)]
    Closed,
    #[status(304, headers("ETag" = "1"))]
    NotModified,
}

#[derive(Debug, MretsError)]
#[expect(dead_code, reason = "it is described only")]
enum RegistryError {
    #[status(401, code = "signed_out", challenge = "Bearer realm=\"registry\"")]
    SignedOut,
    #[status(transparent)]
    Transfer(TransferError),
}

/// The errors of the second operation.
fn of_account() -> Catalog {
    errors!(TransferError: NoAccount, Closed)
}

fn service() -> Catalog {
    RegistryError::catalog().merge(of_account())
}

/// Reads the document by a model of OpenAPI 3.1 that is not ours, which must lose nothing of the errors.
fn assert_is_openapi(document: &Value) {
    let read: OpenApi = serde_json::from_str(&document.to_string()).unwrap();
    let read = serde_json::to_value(read).unwrap();
    assert_holds(&read["components"], &document["components"], "components");
    for (path, method) in [("/transfers", "post"), ("/accounts", "get")] {
        let responses = |document: &Value| document["paths"][path][method]["responses"].clone();
        assert_holds(&responses(&read), &responses(document), path);
    }
}

/// Whether a library's model kept every member; aide adds the defaults of a header.
fn assert_holds(read: &Value, written: &Value, place: &str) {
    match written {
        Value::Object(members) => {
            for (name, value) in members {
                assert_holds(&read[name], value, &format!("{place}/{name}"));
            }
        }
        value => assert_eq!(read, value, "{place}"),
    }
}

fn assert_has_errors(document: &Value) {
    service().check_openapi(document).unwrap();
    let account = &document["paths"]["/accounts"]["get"];
    of_account().check_openapi(account).unwrap();
    for (kind, components) in service().openapi_components().as_object().unwrap() {
        for (name, component) in components.as_object().unwrap() {
            assert_holds(&document["components"][kind][name], component, name);
        }
    }
    // Prove that the check can fail.
    let mut without = document.clone();
    let schemas = without["components"]["schemas"].as_object_mut().unwrap();
    schemas.remove("TransferError.TooFew").unwrap();
    let error = service().check_openapi(&without).unwrap_err().to_string();
    assert!(error.contains("lead nowhere"), "{error}");
}

struct Api;

#[derive(ApiResponse)]
enum Moved {
    #[oai(status = 201)]
    Done(PlainText<String>),
}

#[poem_openapi::OpenApi]
#[expect(
    clippy::unused_async,
    reason = "poem-openapi takes async functions alone"
)]
impl Api {
    #[oai(path = "/transfers", method = "post")]
    async fn transfer(&self) -> Moved {
        Moved::Done(PlainText("moved".to_owned()))
    }

    #[oai(path = "/accounts", method = "get")]
    async fn account(&self) -> PlainText<String> {
        PlainText("account".to_owned())
    }
}

fn object<'a>(value: &'a mut Value, name: &str) -> &'a mut Map<String, Value> {
    let members = value.as_object_mut().unwrap();
    let member = members.entry(name).or_insert_with(|| json!({}));
    member.as_object_mut().unwrap()
}

fn into_object(value: Value) -> Map<String, Value> {
    serde_json::from_value(value).unwrap()
}

#[test]
fn poem_openapi() {
    let written = OpenApiService::new(Api, "Registry", "1").spec();
    let mut document: Value = serde_json::from_str(&written).unwrap();
    // poem-openapi writes 3.0, and schemas of `meta` can be those of 3.1.
    document["openapi"] = json!("3.1.0");
    for (kind, components) in into_object(service().openapi_components()) {
        object(&mut document["components"], &kind).extend(into_object(components));
    }
    for (path, method, catalog) in [
        ("/transfers", "post", RegistryError::catalog()),
        ("/accounts", "get", of_account()),
    ] {
        let operation = &mut document["paths"][path][method];
        object(operation, "responses").extend(into_object(catalog.openapi_responses()));
    }
    // Its own answers are still there.
    let transfer = &document["paths"]["/transfers"]["post"]["responses"];
    assert!(transfer["201"]["content"].is_object(), "{transfer}");
    assert_has_errors(&document);
    assert_is_openapi(&document);
}

/// aide's model takes the JSON; its version of schemars need not be ours.
#[test]
fn aide() {
    let operation = |catalog: &Catalog| {
        let responses = serde_json::from_value(catalog.openapi_responses()).unwrap();
        Some(Operation {
            responses: Some(responses),
            ..Operation::default()
        })
    };
    let transfers = PathItem {
        post: operation(&RegistryError::catalog()),
        ..PathItem::default()
    };
    let accounts = PathItem {
        get: operation(&of_account()),
        ..PathItem::default()
    };
    let mut paths = Paths::default();
    let mut insert =
        |path: &str, item| paths.paths.insert(path.to_owned(), ReferenceOr::Item(item));
    insert("/transfers", transfers);
    insert("/accounts", accounts);
    let document = OpenApi {
        info: Info {
            title: "Registry".to_owned(),
            version: "1".to_owned(),
            ..Info::default()
        },
        paths: Some(paths),
        components: Some(serde_json::from_value(service().openapi_components()).unwrap()),
        ..OpenApi::default()
    };
    let document = serde_json::to_value(document).unwrap();
    assert_has_errors(&document);
    assert_is_openapi(&document);
}
