//! OpenAPI: `IntoResponses`, the schemas of the model, and `check_openapi()`.

use http::StatusCode;
use mrets_errors::{AnyError, Catalog, Envelope, ErrorObject, Errors, Links, MretsError, Source};
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoResponses, OpenApi, ToSchema};

#[derive(Debug, MretsError)]
enum Field {
    #[status(422, code = "blank", pointer = "/{0}")]
    Blank(String),
}

#[derive(Debug, MretsError)]
#[mrets(media_type = "application/json")]
#[status(404)]
struct Plain;

/// An error with all that a document shows.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
enum Error {
    /// There is `none`.
    #[status(404, title = "No record", detail = "There is no {id}.", headers("X-Id" = .id))]
    NotFound { id: u32 },
    #[status(404)]
    UnknownPath,
    #[status(422)]
    Invalid(#[errors] Errors<Field>),
    #[status(429, retry_after = 5)]
    TooMany,
    #[status(409)]
    Conflict,
    #[status(transparent)]
    Plain(Plain),
    #[status(304, headers("ETag" = "1"))]
    NotModified,
}

#[derive(Debug, MretsError)]
enum Upstream {
    #[status(.0)]
    Any(StatusCode),
    #[status(500)]
    Broken,
}

/// Generic and borrowed types describe themselves too.
#[derive(Debug, MretsError)]
enum Generic<'a, T> {
    #[status(400, detail = "{0}")]
    Text(&'a str),
    #[status(transparent)]
    Inner(T),
}

#[derive(Debug, MretsError)]
enum Open {
    #[status(400)]
    Own,
    #[status(transparent)]
    Any(AnyError),
}

fn responses<T: IntoResponses>() -> Value {
    serde_json::to_value(T::responses()).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(|key| &**key)
        .collect()
}

#[test]
fn each_status_is_one_response() {
    let responses = responses::<Error>();
    assert_eq!(keys(&responses), ["304", "404", "409", "422", "429"]);
    assert_eq!(
        responses["404"]["description"],
        "The URI requested is invalid or the resource requested, such as an account, does not exist."
    );
    assert_eq!(responses["409"]["description"], "Conflict");
}

#[test]
fn each_variant_is_an_example() {
    let responses = responses::<Error>();
    let content = &responses["404"]["content"];
    assert_eq!(
        keys(content),
        ["application/json", "application/vnd.api+json"]
    );
    let content = &content["application/vnd.api+json"];
    assert_eq!(
        content["schema"],
        json!({ "$ref": "#/components/schemas/Envelope" })
    );
    assert_eq!(
        keys(&content["examples"]),
        ["Error-NotFound", "Error-UnknownPath"]
    );
    assert_eq!(
        content["examples"]["Error-NotFound"],
        json!({
            "summary": "No record",
            "description": "There is `none`.",
            "value": { "errors": [{
                "title": "No record",
                "detail": "There is no {id}.",
                "code": "not_found",
                "status": "404",
            }] },
        })
    );
    let plain = &responses["404"]["content"]["application/json"]["examples"]["Plain"];
    assert_eq!(plain["value"]["errors"][0]["code"], "404");
    let invalid = &responses["422"]["content"]["application/vnd.api+json"]["examples"];
    assert_eq!(keys(invalid), ["Error-Invalid", "Field-Blank"]);
    assert_eq!(
        invalid["Field-Blank"]["value"]["errors"][0]["source"]["pointer"],
        "/{0}"
    );
}

#[test]
fn headers_are_described() {
    let responses = responses::<Error>();
    assert_eq!(keys(&responses["429"]["headers"]), ["retry-after"]);
    assert_eq!(keys(&responses["404"]["headers"]), ["x-id"]);
    assert_eq!(
        responses["429"]["headers"]["retry-after"]["schema"]["type"],
        "string"
    );
}

#[test]
fn a_304_has_no_content() {
    let responses = responses::<Error>();
    assert!(responses["304"].get("content").is_none());
    assert_eq!(keys(&responses["304"]["headers"]), ["etag"]);
}

#[test]
fn what_is_known_at_run_time_is_the_default() {
    let upstream = responses::<Upstream>();
    assert_eq!(keys(&upstream), ["500", "default"]);
    let content = &upstream["default"]["content"]["application/vnd.api+json"];
    assert_eq!(keys(&content["examples"]), ["Upstream-Any"]);

    let open = responses::<Open>();
    assert_eq!(keys(&open), ["400", "default"]);
    let content = &open["default"]["content"]["application/vnd.api+json"];
    assert_eq!(content["schema"]["$ref"], "#/components/schemas/Envelope");

    for any in [responses::<AnyError>(), responses::<ErrorObject>()] {
        assert_eq!(keys(&any), ["default"]);
    }
}

#[test]
fn generic_types_describe_themselves() {
    assert_eq!(
        keys(&responses::<Generic<'static, Plain>>()),
        ["400", "404"]
    );
    assert_eq!(responses::<Errors<Error>>(), responses::<Error>());
}

#[utoipa::path(get, path = "/a", responses((status = 200, description = "."), Error))]
fn a() {}

#[utoipa::path(post, path = "/b", responses(Upstream))]
fn b() {}

#[derive(OpenApi)]
#[openapi(paths(a), components(schemas(Envelope)))]
struct Api;

#[derive(OpenApi)]
#[openapi(paths(b))]
struct Other;

#[test]
fn the_envelope_brings_the_schemas_it_refers_to() {
    let document = serde_json::to_value(Api::openapi()).unwrap();
    let schemas = &document["components"]["schemas"];
    assert_eq!(
        keys(schemas),
        ["Envelope", "ErrorObject", "Links", "Source"]
    );
    assert_eq!(
        schemas["Envelope"]["properties"]["errors"]["items"]["$ref"],
        "#/components/schemas/ErrorObject"
    );
    assert_eq!(schemas["ErrorObject"]["minProperties"], 1);
    assert_eq!(
        schemas["Links"]["properties"]["type"]["type"],
        json!("string")
    );
}

/// The types and properties of a schema, without descriptions and references.
fn shape(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| !["$schema", "$defs", "title"].contains(&name.as_str()))
            .map(|(name, value)| {
                let value = match value {
                    Value::String(reference) if name == "$ref" => {
                        json!(reference.rsplit('/').next())
                    }
                    value => shape(value),
                };
                (name.clone(), value)
            })
            .collect(),
        other => other.clone(),
    }
}

fn same_schema<T: ToSchema + JsonSchema>(members: &[&str]) {
    let openapi = T::schema();
    assert!(matches!(openapi, RefOr::T(Schema::Object(_))));
    let openapi = serde_json::to_value(openapi).unwrap();
    let json = schema_for!(T).to_value();
    assert_eq!(<T as ToSchema>::name(), T::schema_name());
    let properties = |schema: &Value| -> Vec<String> {
        let properties = schema["properties"].as_object().unwrap();
        // In the order of the source, or of the names: serde_json's features decide.
        let mut names: Vec<String> = properties.keys().cloned().collect();
        names.sort();
        names
    };
    assert_eq!(properties(&openapi), members);
    assert_eq!(properties(&json), members);
    for member in members {
        assert_eq!(
            shape(&openapi["properties"][member]),
            shape(&json["properties"][member])
        );
    }
    for keyword in ["type", "description", "required", "minProperties"] {
        assert_eq!(openapi.get(keyword), json.get(keyword), "{keyword}");
    }
}

#[test]
fn both_kinds_of_schema_are_one() {
    same_schema::<Envelope>(&["errors", "jsonapi", "links", "meta"]);
    same_schema::<ErrorObject>(&[
        "code", "detail", "id", "links", "meta", "source", "status", "title",
    ]);
    same_schema::<Source>(&["header", "parameter", "pointer"]);
    same_schema::<Links>(&["about", "type"]);
}

#[test]
fn the_schema_knows_every_member_that_is_written() {
    let object = ErrorObject::new(StatusCode::NOT_FOUND)
        .with_id("1")
        .with_source(Source::pointer("/a"))
        .with_links(Links::default().with_about("/").with_type("/"))
        .with_meta("a", 1);
    let written = serde_json::to_value(Envelope::new([object])).unwrap();
    let schema = schema_for!(Envelope).to_value();
    let object = &schema["$defs"]["ErrorObject"]["properties"];
    assert_eq!(keys(&written["errors"][0]), keys(object));
    assert_eq!(
        keys(&written["errors"][0]["links"]),
        keys(&schema["$defs"]["Links"]["properties"])
    );
}

#[test]
fn a_document_of_these_errors_passes() {
    let document = serde_json::to_value(Api::openapi()).unwrap();
    Error::catalog().check_openapi(&document).unwrap();
    Error::catalog()
        .check_openapi(&document["paths"]["/a"]["get"])
        .unwrap();
    let document = serde_json::to_value(Other::openapi()).unwrap();
    Upstream::catalog().check_openapi(&document).unwrap();
    Catalog::new().check_openapi(&document).unwrap_err();
}

#[test]
fn a_status_that_no_error_gives_is_named() {
    let document = json!({ "paths": {
        "/a": {
            "parameters": [],
            "get": { "responses": { "200": {}, "302": {}, "404": {}, "4XX": {}, "default": {} } },
            "put": { "responses": { "410": {}, "5XX": {}, "x-other": {} } },
        },
        "/b": { "delete": { "responses": { "304": {}, "503": {} } } },
    } });
    let error = Plain::catalog().check_openapi(&document).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the OpenAPI document has statuses that no error gives:\n\n\
         - PUT /a: 410\n- PUT /a: 5XX\n- DELETE /b: 304\n- DELETE /b: 503\n"
    );
    let operation = &document["paths"]["/a"]["put"];
    let error = Plain::catalog().check_openapi(operation).unwrap_err();
    assert!(error.to_string().ends_with(":\n\n- 410\n- 5XX\n"));
    Upstream::catalog().check_openapi(&document).unwrap();
    Open::catalog().check_openapi(&document).unwrap();
}

#[test]
fn what_is_no_document_is_refused() {
    // The value of an index into a document that is not there.
    for nothing in [json!(null), json!({}), json!([]), json!({ "paths": [] })] {
        let error = Error::catalog().check_openapi(&nothing).unwrap_err();
        assert!(error.to_string().starts_with("this is neither"), "{error}");
    }
}
