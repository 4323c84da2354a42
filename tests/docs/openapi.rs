//! OpenAPI: `IntoResponses`, the schemas of the model, and `check_openapi()`.

use http::StatusCode;
use mrets_errors::{
    AnyError, Catalog, Envelope, ErrorObject, Errors, Links, MretsError, Source, errors,
};
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{IntoResponses, Modify, OpenApi, ToSchema};

#[derive(Debug, MretsError)]
enum Field {
    #[status(422, code = "blank", pointer = "/{0}")]
    Blank(String),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Plain;

/// An error with everything that a document shows.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
enum Error {
    /// There is `none`.
    #[status(
        404,
        title = "No record",
        detail = "There is no {id}.",
        headers("X-Id" = .id),
        meta(id = .id, when = .id.to_string())
    )]
    NotFound {
        id: u32,
        #[meta]
        name: &'static str,
        #[meta]
        other: Money,
    },
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
    #[doc(hidden)]
    #[status(418)]
    Teapot,
}

/// A type that utoipa knows.
#[derive(Debug, serde::Serialize, ToSchema)]
struct Money {
    cents: u32,
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

/// The names of an object's members, sorted.
fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value
        .as_object()
        .unwrap()
        .keys()
        .map(|key| &**key)
        .collect();
    keys.sort_unstable();
    keys
}

fn components(catalog: &Catalog) -> Value {
    catalog.openapi_components()
}

#[test]
fn each_status_refers_to_one_response() {
    let responses = responses::<Error>();
    assert_eq!(keys(&responses), ["304", "404", "409", "422", "429"]);
    assert_eq!(
        responses["404"],
        json!({ "$ref": "#/components/responses/DocsOpenapiError.404" })
    );
    let components = components(&Error::catalog());
    let responses = &components["responses"];
    assert_eq!(
        responses["DocsOpenapiError.404"]["description"],
        "The URI requested is invalid or the resource requested, such as an account, does not exist."
    );
    assert_eq!(responses["DocsOpenapiError.409"]["description"], "Conflict");
}

#[test]
fn each_variant_is_an_object_with_its_code_and_status() {
    let components = components(&Error::catalog());
    let schemas = &components["schemas"];
    assert_eq!(
        schemas["DocsOpenapiError.NotFound"],
        json!({
            "type": "object",
            "description": "There is `none`.",
            "required": ["title", "detail", "code", "status", "meta"],
            "properties": {
                "title": { "type": "string" },
                "detail": { "type": "string" },
                "id": { "type": "string" },
                "code": { "type": "string", "enum": ["not_found"] },
                "status": { "type": "string", "enum": ["404"] },
                "meta": {
                    "type": "object",
                    "required": ["id", "name", "other", "when"],
                    "properties": {
                        "id": { "type": "integer", "format": "int32", "minimum": 0 },
                        "name": { "type": "string" },
                        "other": {
                            "type": "object",
                            "description": "A type that utoipa knows.",
                            "required": ["cents"],
                            "properties": {
                                "cents": { "type": "integer", "format": "int32", "minimum": 0 },
                            },
                        },
                        "when": {},
                    },
                    "additionalProperties": true,
                },
            },
        })
    );
    // A detail that the status does not have is not required.
    assert_eq!(
        schemas["DocsOpenapiError.Conflict"]["required"],
        json!(["title", "code", "status"])
    );
    assert_eq!(
        schemas["DocsOpenapiError"],
        json!({ "oneOf": [
            { "$ref": "#/components/schemas/DocsOpenapiError.NotFound" },
            { "$ref": "#/components/schemas/DocsOpenapiError.UnknownPath" },
            { "$ref": "#/components/schemas/DocsOpenapiError.Invalid" },
            { "$ref": "#/components/schemas/DocsOpenapiError.TooMany" },
            { "$ref": "#/components/schemas/DocsOpenapiError.Conflict" },
            { "$ref": "#/components/schemas/DocsOpenapiField" },
            { "$ref": "#/components/schemas/DocsOpenapiPlain" },
        ] })
    );
    assert_eq!(
        schemas["DocsOpenapiError.envelope"]["properties"]["errors"]["items"]["$ref"],
        "#/components/schemas/DocsOpenapiError"
    );
    assert_eq!(
        schemas["DocsOpenapiError.envelope"]["properties"]["meta"]["additionalProperties"],
        true
    );
    let problem = &schemas["DocsOpenapiError.problem"];
    assert_eq!(problem["required"], json!(["type", "title", "status"]));
    assert!(
        problem["properties"]["code"]["enum"]
            .as_array()
            .unwrap()
            .contains(&json!("too_many"))
    );
    assert!(!schemas.to_string().contains("discriminator"));
    // A hidden variant answers, and is in no document.
    assert!(!components.to_string().contains("teapot"));
}

#[test]
fn every_media_type_of_the_service_is_described() {
    let components = components(&Error::catalog());
    let content = &components["responses"]["DocsOpenapiError.404"]["content"];
    assert_eq!(
        keys(content),
        [
            "application/json",
            "application/problem+json",
            "application/vnd.api+json"
        ]
    );
    for (media_type, schema) in [
        ("application/json", "DocsOpenapiError.envelope"),
        ("application/vnd.api+json", "DocsOpenapiError.envelope"),
        ("application/problem+json", "DocsOpenapiError.problem"),
    ] {
        assert_eq!(
            content[media_type]["schema"]["$ref"],
            format!("#/components/schemas/{schema}")
        );
    }
}

#[test]
fn examples_are_typed_or_real() {
    let example = |catalog: &Catalog| {
        let components = components(catalog);
        let content = &components["responses"]["DocsOpenapiError.404"]["content"];
        content["application/vnd.api+json"]["examples"]["not_found"].clone()
    };
    assert_eq!(
        example(&Error::catalog()),
        json!({
            "summary": "No record",
            "value": { "errors": [{
                "title": "No record",
                "detail": "There is no {id}.",
                "code": "not_found",
                "status": "404",
                "meta": { "id": 1, "name": "{name}", "other": { "cents": 1 }, "when": "{when}" },
            }] },
        })
    );
    let real = Error::NotFound {
        id: 7,
        name: "seven",
        other: Money { cents: 9 },
    };
    let example = example(&Error::catalog().with_examples([real]));
    assert_eq!(example["value"]["errors"][0]["detail"], "There is no 7.");
    assert_eq!(example["value"]["errors"][0]["meta"]["other"]["cents"], 9);
}

#[test]
fn headers_are_described() {
    let components = components(&Error::catalog());
    let responses = &components["responses"];
    let headers = &responses["DocsOpenapiError.429"]["headers"];
    assert_eq!(keys(headers), ["retry-after"]);
    assert_eq!(headers["retry-after"]["schema"]["type"], "string");
    assert_eq!(
        keys(&responses["DocsOpenapiError.404"]["headers"]),
        ["x-id"]
    );
}

#[test]
fn a_304_has_no_content() {
    let components = components(&Error::catalog());
    let response = &components["responses"]["DocsOpenapiError.304"];
    assert!(response.get("content").is_none());
    assert_eq!(keys(&response["headers"]), ["etag"]);
}

#[test]
fn errors_of_run_time_are_the_default() {
    assert_eq!(keys(&responses::<Upstream>()), ["500", "default"]);
    let components = components(&Upstream::catalog());
    let any = &components["schemas"]["DocsOpenapiUpstream.Any"]["properties"];
    assert_eq!(any["status"], json!({ "type": "string" }));
    // An object can be both alternatives.
    assert!(components["schemas"]["DocsOpenapiUpstream"]["anyOf"].is_array());

    assert_eq!(keys(&responses::<Open>()), ["400", "default"]);
    for any in [responses::<AnyError>(), responses::<ErrorObject>()] {
        assert_eq!(keys(&any), ["default"]);
        let content = &any["default"]["content"]["application/vnd.api+json"];
        assert_eq!(content["schema"]["$ref"], "#/components/schemas/Envelope");
    }
}

#[test]
fn generic_types_describe_themselves() {
    let responses = responses::<Generic<'static, Plain>>();
    assert_eq!(keys(&responses), ["400", "404"]);
    assert_eq!(
        responses["404"]["$ref"],
        "#/components/responses/DocsOpenapiGeneric_Plain.404"
    );
    assert_eq!(
        self::responses::<Errors<Error>>(),
        self::responses::<Error>()
    );
}

#[test]
fn utoipa_reads_every_component_as_it_is_written() {
    let catalog = Error::catalog()
        .merge(Upstream::catalog())
        .merge(Open::catalog());
    let mut document = Api::openapi();
    document.components = None;
    catalog.modify(&mut document);
    let read = serde_json::to_value(document.components).unwrap();
    let written = components(&catalog);
    for kind in ["schemas", "responses"] {
        assert_eq!(keys(&read[kind]), keys(&written[kind]));
        for name in keys(&written[kind]) {
            assert_eq!(read[kind][name], written[kind][name], "{name}");
        }
    }
}

errors! {
    /// The errors of one endpoint.
    struct OfEndpoint = Error: NotFound, Invalid; Upstream: Broken
}

#[test]
fn a_selection_describes_one_endpoint() {
    let responses = responses::<OfEndpoint>();
    assert_eq!(keys(&responses), ["404", "422", "500"]);
    let reference = "#/components/responses/DocsOpenapiOfEndpoint.404";
    assert_eq!(responses["404"]["$ref"], reference);
    let service = Error::catalog()
        .merge(Upstream::catalog())
        .merge(OfEndpoint::catalog());
    let components = components(&service);
    assert_eq!(
        components["schemas"]["DocsOpenapiOfEndpoint"],
        json!({ "oneOf": [
            { "$ref": "#/components/schemas/DocsOpenapiError.NotFound" },
            { "$ref": "#/components/schemas/DocsOpenapiError.Invalid" },
            { "$ref": "#/components/schemas/DocsOpenapiUpstream.Broken" },
            { "$ref": "#/components/schemas/DocsOpenapiField" },
        ] })
    );
    let document = json!({
        "paths": {
            "/a": { "get": { "responses": responses } },
            "/b": { "get": { "responses": service.openapi_responses() } },
        },
        "components": components,
    });
    service.check_openapi(&document).unwrap();
    OfEndpoint::catalog()
        .check_openapi(&document["paths"]["/a"]["get"])
        .unwrap();

    let unnamed = errors!(Error: NotFound, Invalid);
    let responses = unnamed.openapi_responses();
    assert_eq!(
        responses["422"]["$ref"],
        "#/components/responses/DocsOpenapiError_NotFound_Invalid.422"
    );
}

#[test]
fn a_response_of_several_types_names_them_all() {
    let catalog = Error::catalog()
        .merge(Upstream::catalog())
        .merge(Plain::catalog());
    let responses = catalog.openapi_responses();
    let schema = &responses["404"]["content"]["application/json"]["schema"];
    assert_eq!(
        *schema,
        json!({ "anyOf": [
            { "$ref": "#/components/schemas/DocsOpenapiError.envelope" },
            { "$ref": "#/components/schemas/DocsOpenapiPlain.envelope" },
        ] })
    );
}

macro_rules! two_hundred {
    ($($ty:ident)*) => {
        $(
            #[derive(Debug, MretsError)]
            #[mrets(codes = "snake_case", docs = "https://example.org/errors")]
            enum $ty {
                /// The account does not hold as many certificates as the transfer wants.
                #[status(422, code = concat!(stringify!($ty), "_a"), detail = "There are {left}, and {wanted} are wanted.", meta(left = .left, wanted = .wanted))]
                A { left: u32, wanted: u32 },
                /// No account of this registry has this number.
                #[status(404, code = concat!(stringify!($ty), "_b"), detail = "There is no account {0}.")]
                B(u32),
                /// Somebody else has changed the account in the meantime.
                #[status(409, code = concat!(stringify!($ty), "_c"))]
                C,
                /// The registry is under maintenance, and comes back soon.
                #[status(503, code = concat!(stringify!($ty), "_d"), retry_after = 60)]
                D,
                /// A database that the registry needs did not answer.
                #[status(500, code = concat!(stringify!($ty), "_e"))]
                E,
            }
        )*

        #[derive(Debug, MretsError)]
        enum Service {
            $(
                #[status(transparent)]
                $ty($ty),
            )*
        }
    };
}

two_hundred! {
    A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10
    C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 D1 D2 D3 D4 D5 D6 D7 D8 D9 D10
}

#[test]
fn two_hundred_errors_on_fifty_three_operations_stay_small() {
    let catalog = Service::catalog();
    assert_eq!(catalog.entries().len(), 200);
    let paths: serde_json::Map<String, Value> = (0..53)
        .map(|number| {
            let operation = json!({ "get": { "responses": catalog.openapi_responses() } });
            (format!("/path/{number}"), operation)
        })
        .collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "t", "version": "1" },
        "paths": paths,
        "components": catalog.openapi_components(),
    });
    catalog.check_openapi(&document).unwrap();
    let length = document.to_string().len();
    assert!(length < 400_000, "{length}");
}

#[utoipa::path(get, path = "/a", responses((status = 200, description = "."), Error))]
fn a() {}

#[utoipa::path(post, path = "/b", responses(Upstream))]
fn b() {}

#[utoipa::path(post, path = "/c", responses(Error, Upstream, Plain))]
fn c() {}

/// Brings the components.
struct OfErrors;

impl Modify for OfErrors {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        Error::catalog().modify(document);
        Upstream::catalog().modify(document);
    }
}

#[derive(OpenApi)]
#[openapi(paths(a), components(schemas(Envelope)), modifiers(&OfErrors))]
struct Api;

#[derive(OpenApi)]
#[openapi(paths(b), modifiers(&OfErrors))]
struct Other;

#[derive(OpenApi)]
#[openapi(paths(b))]
struct Dangling;

#[derive(OpenApi)]
#[openapi(paths(c), modifiers(&OfErrors))]
struct Lossy;

#[test]
fn the_envelope_brings_the_schemas_it_refers_to() {
    let document = serde_json::to_value(Api::openapi()).unwrap();
    let schemas = &document["components"]["schemas"];
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
fn each_fault_of_a_document_is_named() {
    let document = json!({ "paths": {
        "/a": {
            "parameters": [],
            "get": { "responses": { "200": {}, "302": {}, "4XX": {} } },
            "put": { "responses": { "410": {}, "5XX": {}, "x-other": {} } },
            "post": { "responses": { "200": { "$ref": "#/components/responses/None" } } },
        },
        "/b": { "delete": { "responses": { "304": {}, "503": {} } } },
    } });
    let error = Plain::catalog().check_openapi(&document).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the OpenAPI document has statuses that no error gives:\n\n\
         - PUT /a: 410\n- PUT /a: 5XX\n- DELETE /b: 304\n- DELETE /b: 503\n\n\
         operations of the OpenAPI document describe no error:\n\n- POST /a\n\n\
         references of the OpenAPI document lead nowhere: add the components of each catalogue that its \
         operations use:\n\n- #/components/responses/None, at #/paths/~1a/post/responses/200\n"
    );
    let operation = &document["paths"]["/a"]["put"];
    let error = Plain::catalog().check_openapi(operation).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the OpenAPI document has statuses that no error gives:\n\n- 410\n- 5XX\n\n\
         the OpenAPI document lacks statuses that errors give:\n\n- 404\n"
    );
    // Any status can be that of a field; it needs a `default`.
    let error = Upstream::catalog().check_openapi(operation).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the OpenAPI document lacks statuses that errors give:\n\n- default\n"
    );
    let open = json!({ "responses": { "default": {}, "418": {} } });
    Upstream::catalog().check_openapi(&open).unwrap();
    Open::catalog().check_openapi(&open).unwrap();
}

#[test]
fn a_document_without_errors_does_not_pass() {
    let document = json!({ "paths": { "/a": { "get": { "responses": { "200": {} } } } } });
    let error = Error::catalog()
        .check_openapi(&document)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("lacks statuses that errors give:\n\n- 304\n- 404\n- 409\n- 422\n- 429\n"),
        "{error}"
    );
    assert!(
        error.contains("describe no error:\n\n- GET /a\n"),
        "{error}"
    );
}

#[test]
fn components_that_are_missing_are_found() {
    let document = serde_json::to_value(Dangling::openapi()).unwrap();
    let error = Upstream::catalog()
        .check_openapi(&document)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains(
            "- #/components/responses/DocsOpenapiUpstream.500, at #/paths/~1b/post/responses/500\n"
        ),
        "{error}"
    );
}

/// References by the rules of URIs and of JSON Schema: percent-encoded, to an anchor, in a path item, and data that only
/// looks like one.
#[test]
fn references_that_lead_somewhere_pass() {
    let document = json!({
        "paths": {
            "/a/{id}": { "get": { "responses": {
                "404": { "$ref": "#/components/responses/not%20there" },
                "4XX": { "$ref": "#/paths/~1a~1%7Bid%7D/get/responses/404" },
            } } },
            "/b": { "$ref": "#/components/pathItems/b" },
        },
        "components": {
            "responses": { "not there": { "content": { "application/json": {
                "schema": { "$ref": "#here" },
                "examples": { "one": { "value": { "$ref": "#/data" } } },
            } } } },
            "pathItems": { "b": { "get": { "responses": { "404": {} } } } },
            "schemas": { "Here": {
                "$anchor": "here",
                "examples": [{ "$ref": "#/data" }],
                "default": { "$ref": "#/data" },
                "enum": [{ "$ref": "#/data" }],
            } },
        },
    });
    Plain::catalog().check_openapi(&document).unwrap();
}

/// The names of properties are the service's, and no keywords.
#[test]
fn references_of_properties_are_checked() {
    let document = json!({
        "paths": { "/a": { "get": { "responses": { "404": {} } } } },
        "components": { "schemas": { "example": { "properties": {
            "value": { "$ref": "#/components/schemas/None" },
            "properties": { "properties": { "default": { "$ref": "#/%zz" } } },
        } } } },
    });
    let error = Plain::catalog()
        .check_openapi(&document)
        .unwrap_err()
        .to_string();
    let place = "#/components/schemas/example/properties";
    for found in [
        format!("- #/components/schemas/None, at {place}/value\n"),
        format!("- #/%zz, at {place}/properties/properties/default\n"),
    ] {
        assert!(error.contains(&found), "{error}");
    }
}

/// A document of Swagger 2.0 has named responses at its top.
#[test]
fn a_document_with_responses_beside_its_paths_is_no_operation() {
    let document = json!({
        "swagger": "2.0",
        "paths": { "/a": { "get": { "responses": { "404": { "$ref": "#/responses/None" } } } } },
        "responses": { "None": { "description": "There is none." } },
    });
    Plain::catalog().check_openapi(&document).unwrap();
}

#[test]
fn a_response_that_took_the_place_of_another_is_found() {
    let document = serde_json::to_value(Lossy::openapi()).unwrap();
    let service = Error::catalog().merge(Upstream::catalog());
    let error = service.check_openapi(&document).unwrap_err().to_string();
    assert!(
        error.contains("\n\n- POST /c: 404 of `DocsOpenapiError`\n"),
        "{error}"
    );
}

#[test]
fn other_values_are_refused() {
    // Indexing a missing member of a document gives null.
    for nothing in [json!(null), json!({}), json!([]), json!({ "paths": [] })] {
        let error = Error::catalog().check_openapi(&nothing).unwrap_err();
        assert!(error.to_string().starts_with("this is neither"), "{error}");
    }
}
