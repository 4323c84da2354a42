//! The rules of JSON:API 1.1 (<https://jsonapi.org/format/1.1/>) about errors. Sections are cited by their headings.

use super::every_answer::{Bare, Case, HOSTILE, bodies, corpus, made, varying};
use crate::support::text;
use http::{HeaderMap, StatusCode};
use mrets_errors::{
    AnyError, Envelope, ErrorObject, Errors, Format, MretsError, Source, negotiate,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Checks each member of this name in each error object.
#[track_caller]
fn each_member(name: &str, check: impl Fn(&Value) -> bool) {
    let mut count = 0;
    for case in bodies() {
        for object in case.objects() {
            if let Some(member) = object.get(name) {
                assert!(check(member), "{}: {object}", case.name);
                count += 1;
            }
        }
    }
    assert!(count > 0, "no answer has the member");
}

/// The names of an object's members.
#[track_caller]
fn names(object: &Value) -> Vec<&str> {
    let object = object.as_object().unwrap();
    object.keys().map(String::as_str).collect()
}

#[track_caller]
fn has_only(object: &Value, allowed: &[&str]) -> bool {
    names(object).iter().all(|name| allowed.contains(name))
}

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, detail = "The JSON is malformed.")]
    Malformed,
    #[status(
        400,
        parameter = "include",
        detail = "There is no relationship {path}."
    )]
    Include { path: &'static str },
    #[status(400, header = "X-Api-Key")]
    Header,
    #[status(422, pointer = "/data/attributes/{0}")]
    Attribute(String),
    #[status(422, pointer = "/{0}")]
    TopLevel(&'static str),
    #[status(422, pointer = "")]
    Document,
    #[status(.0)]
    Runtime(StatusCode),
    #[status(409)]
    Holder(#[errors] Vec<Error>),
}

/// "Top Level": "A JSON object MUST be at the root of every JSON:API request and response document
/// containing data."
#[test]
fn an_object_is_at_the_root() {
    for case in bodies() {
        assert!(case.document().is_object(), "{}", case.name);
    }
}

/// "Error Objects": "Error objects MUST be returned as an array keyed by `errors` in the top level
/// of a JSON:API document."
#[test]
fn errors_is_an_array_of_objects() {
    for case in bodies() {
        let objects = case.objects();
        assert!(!objects.is_empty(), "{}", case.name);
        assert!(objects.iter().all(Value::is_object), "{}", case.name);
    }
}

/// "Top Level": "The members `data` and `errors` MUST NOT coexist in the same document." Beside
/// `errors` may stand `meta`, `jsonapi` and `links`; `included` belongs to `data`.
#[test]
fn nothing_but_meta_jsonapi_and_links_stands_beside_errors() {
    let mut seen = Vec::new();
    for case in bodies() {
        let document = case.document();
        assert!(
            has_only(&document, &["errors", "meta", "jsonapi", "links"]),
            "{document}"
        );
        seen.extend(names(&document).into_iter().map(str::to_owned));
    }
    for name in ["meta", "jsonapi", "links"] {
        assert!(seen.iter().any(|seen| seen == name), "no answer has {name}");
    }
}

/// "Top Level", as above: a document that has both is read, and written without `data`.
#[test]
fn data_is_not_kept_beside_errors() {
    let read = Envelope::from_slice(br#"{"errors":[{"status":"404"}],"data":null,"included":[]}"#);
    assert_eq!(read.unwrap().to_json(), r#"{"errors":[{"status":"404"}]}"#);
}

/// "Error Objects": "An error object MAY have the following members, and MUST contain at least one
/// of" them.
#[test]
fn an_error_object_has_at_least_one_member() {
    for case in bodies() {
        for object in case.objects() {
            assert!(!names(&object).is_empty(), "{}", case.name);
        }
    }
    let body = ErrorObject::default().to_json();
    assert_eq!(body, Bare::InternalServerError.to_json());
}

/// "Document Structure": "Unless otherwise noted, objects defined by this specification or any applied
/// extensions MUST NOT contain any additional members."
#[test]
fn an_error_object_has_no_other_member() {
    let allowed = [
        "id", "links", "status", "code", "title", "detail", "source", "meta",
    ];
    let mut seen = Vec::new();
    for case in bodies() {
        for object in case.objects() {
            assert!(has_only(&object, &allowed), "{}: {object}", case.name);
            seen.extend(names(&object).into_iter().map(str::to_owned));
        }
    }
    for name in allowed {
        assert!(seen.iter().any(|seen| seen == name), "no answer has {name}");
    }
}

/// "Error Objects": "`id`: a unique identifier for this particular occurrence of the problem"; as all
/// identifiers ("Identification") a string.
#[test]
fn id_is_a_string() {
    each_member("id", Value::is_string);
}

/// "Error Objects": "`links`: a links object that MAY contain the following members: `about` ...
/// `type`".
#[test]
fn links_are_about_and_type() {
    each_member("links", |links| {
        !names(links).is_empty() && has_only(links, &["about", "type"])
    });
}

/// "Links": "a link MUST be represented as either: a string whose value is a URI-reference", or an
/// object, or null. It is written as a string, and what is put into one cannot break it.
#[test]
fn a_link_is_a_uri_reference() {
    each_member("links", |links| {
        let mut links = links.as_object().unwrap().values();
        links.all(|link| link.as_str().is_some_and(is_uri_reference))
    });
}

/// Made of the characters of RFC 3986, section 2, with two digits behind each percent sign.
fn is_uri_reference(text: &str) -> bool {
    let is_allowed =
        |char: char| char.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=".contains(char);
    let mut parts = text.split('%');
    let starts = parts
        .next()
        .is_some_and(|start| start.chars().all(is_allowed));
    starts
        && parts.all(|part| {
            let is_hex = |char: char| char.is_ascii_hexdigit();
            part.chars().take(2).filter(|char| is_hex(*char)).count() == 2
                && part.chars().all(is_allowed)
        })
}

/// "Error Objects": "`status`: the HTTP status code applicable to this problem, expressed as a
/// string value."
#[test]
fn status_is_a_string() {
    each_member("status", Value::is_string);
}

/// "Error Objects", as above: a derived error has the number of an error, in every body.
#[test]
fn status_is_the_number_of_an_error() {
    for case in bodies().iter().filter(|case| is_derived(case)) {
        for object in case.objects() {
            let status: u16 = object["status"].as_str().unwrap().parse().unwrap();
            assert!((400..600).contains(&status), "{}: {object}", case.name);
        }
    }
}

/// "Error Objects", as above: the status applies to the problem, so that a single problem has the status
/// of the answer.
#[test]
fn a_single_error_has_the_answers_status() {
    for status in 400..600 {
        let error = Error::Runtime(StatusCode::from_u16(status).unwrap());
        assert_eq!(error.to_response().status(), status);
        let envelope = error.to_envelope();
        assert_eq!(envelope.errors[0].status, Some(status.to_string()));
    }
    for error in Bare::all() {
        if let [object] = error.to_envelope().errors.as_slice() {
            assert_eq!(object.http_status(), Some(error.to_response().status()));
        }
    }
}

/// Whether a case is derived. Errors made by hand may have any status.
fn is_derived(case: &Case) -> bool {
    case.error().is_some() && !case.name.starts_with('{') && !case.name.contains("by hand")
}

/// "Error Objects": "`code`: an application-specific error code, expressed as a string value."
#[test]
fn code_is_a_string() {
    each_member("code", Value::is_string);
}

/// "Error Objects": "`title`: a short, human-readable summary of the problem", so that it is not
/// empty.
#[test]
fn title_is_a_string() {
    each_member("title", |title| {
        title.as_str().is_some_and(|title| !title.is_empty())
    });
}

/// "Error Objects": the title "SHOULD NOT change from occurrence to occurrence of the problem".
#[test]
fn title_does_not_change_from_occurrence_to_occurrence() {
    let titles = |text: &str| -> Vec<Vec<Option<String>>> {
        let titles = |case: &Case| {
            let errors = case.envelope().errors;
            errors.into_iter().map(|error| error.title).collect()
        };
        varying(text).iter().map(titles).collect()
    };
    let first = titles("first");
    assert!(first.len() > 20);
    for text in HOSTILE {
        assert_eq!(titles(text), first, "{text:?}");
    }
}

/// "Error Objects": "`detail`: a human-readable explanation specific to this occurrence of the
/// problem."
#[test]
fn detail_is_a_string() {
    each_member("detail", Value::is_string);
}

/// "Error Objects": "`source` ... SHOULD include one of the following members or be omitted:
/// `pointer` ... `parameter` ... `header`", all of them strings.
#[test]
fn source_is_a_pointer_a_parameter_or_a_header() {
    each_member("source", |source| {
        let values = source.as_object().unwrap().values();
        !names(source).is_empty()
            && has_only(source, &["pointer", "parameter", "header"])
            && values.clone().all(Value::is_string)
    });
}

/// "Meta Information": "The value of each `meta` member MUST be an object (a "meta object")."
#[test]
fn meta_is_an_object() {
    each_member("meta", Value::is_object);
    for case in bodies() {
        let meta = case.document().get("meta").cloned();
        assert!(meta.is_none_or(|meta| meta.is_object()), "{}", case.name);
    }
}

/// "JSON:API Object": "If present, the value of the `jsonapi` member MUST be an object", of the
/// document's maker: it is written as it was given.
#[test]
fn the_jsonapi_object_is_kept() {
    let body = r#"{"errors":[{"status":"404"}],"jsonapi":{"ext":["https://jsonapi.org/ext/atomic"],"version":"1.1"}}"#;
    let envelope = Envelope::from_slice(body.as_bytes()).unwrap();
    assert_eq!(envelope.to_json(), body);
}

/// "Error Objects": "`pointer`: a JSON Pointer". RFC 6901, section 3: it is empty or starts with a
/// slash, and each tilde in it is followed by 0 or 1.
#[test]
fn a_pointer_has_the_syntax_of_rfc_6901() {
    each_member("source", |source| {
        let Some(pointer) = source.get("pointer") else {
            return true;
        };
        let pointer = pointer.as_str().unwrap();
        let mut tildes = pointer.split('~').skip(1);
        (pointer.is_empty() || pointer.starts_with('/'))
            && tildes.all(|behind| behind.starts_with(['0', '1']))
    });
}

/// RFC 6901, section 5: the pointer `""` evaluates to the whole document.
#[test]
fn the_empty_pointer_is_the_whole_document() {
    let envelope = Error::Document.to_envelope();
    assert_eq!(envelope.errors[0].source, Some(Source::pointer("")));
    let document = json!({ "data": null });
    assert_eq!(document.pointer(""), Some(&document));
    let document: Value = serde_json::from_slice(&Error::Document.to_json()).unwrap();
    assert_eq!(document["errors"][0]["source"], json!({ "pointer": "" }));
}

/// RFC 6901, section 5: the pointer `"/"` evaluates to the member with the empty name.
#[test]
fn the_pointer_slash_is_the_member_with_the_empty_name() {
    let envelope = Error::TopLevel("").to_envelope();
    assert_eq!(envelope.errors[0].source, Some(Source::pointer("/")));
}

/// RFC 6901, section 3: `~` is encoded as `~0`, and `/` as `~1`, when they appear in a name.
#[test]
fn names_in_a_pointer_are_escaped() {
    let pairs = [
        ("a/b~c", "/data/attributes/a~1b~0c"),
        ("~1", "/data/attributes/~01"),
        ("", "/data/attributes/"),
        ("//", "/data/attributes/~1~1"),
        ("c%d^e|f\\g\"h i", "/data/attributes/c%d^e|f\\g\"h i"),
    ];
    for (name, pointer) in pairs {
        let envelope = Error::Attribute(name.to_owned()).to_envelope();
        assert_eq!(envelope.errors[0].source, Some(Source::pointer(pointer)));
    }
}

proptest! {
    #![proptest_config(crate::support::proptest_config())]

    /// "Error Objects": a pointer "MUST point to a value in the request document that exists". The
    /// pointer to an attribute finds it, whatever its name is.
    #[test]
    fn a_pointer_finds_the_attribute_that_it_names(name in text()) {
        let envelope = Error::Attribute(name.clone()).to_envelope();
        let pointer = envelope.errors[0].source.clone().unwrap().pointer.unwrap();
        let request = json!({ "data": { "attributes": { name: "found" } } });
        prop_assert_eq!(request.pointer(&pointer), Some(&json!("found")));
    }

    /// All of the above for any text: the answers stay documents with the same members.
    #[test]
    fn no_text_breaks_a_document(text in text()) {
        for (case, plain) in varying(&text).iter().zip(varying("x")) {
            let (objects, plain) = (case.objects(), plain.objects());
            prop_assert_eq!(objects.len(), plain.len());
            for (object, plain) in objects.iter().zip(&plain) {
                prop_assert_eq!(names(object), names(plain));
            }
        }
    }
}

/// "Error Objects": `source` has its members "or [is] omitted", and a pointer's value has to exist,
/// and a body that cannot be parsed has no value.
#[test]
fn a_body_that_cannot_be_parsed_has_no_source() {
    let envelope = Error::Malformed.to_envelope();
    assert_eq!(envelope.errors[0].source, None);
    let document: Value = serde_json::from_slice(&Error::Malformed.to_json()).unwrap();
    assert_eq!(document["errors"][0].get("source"), None);
}

/// "Error Objects": "`parameter`: a string indicating which URI query parameter caused the error".
#[test]
fn a_query_parameter_is_named_by_parameter() {
    let body = Error::Include { path: "author" }.to_json();
    let document: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(
        document["errors"][0]["source"],
        json!({ "parameter": "include" })
    );
}

/// "Error Objects": "`header`: a string indicating the name of a single request header which caused
/// the error."
#[test]
fn a_request_header_is_named_by_header() {
    let document: Value = serde_json::from_slice(&Error::Header.to_json()).unwrap();
    assert_eq!(
        document["errors"][0]["source"],
        json!({ "header": "X-Api-Key" })
    );
}

/// Several errors with these statuses, collected in every way.
fn together(statuses: &[u16]) -> [StatusCode; 4] {
    let runtime = |status: &u16| Error::Runtime(StatusCode::from_u16(*status).unwrap());
    let by_hand = |status: &u16| ErrorObject::new(StatusCode::from_u16(*status).unwrap());
    let errors: Errors<Error> = statuses.iter().map(runtime).collect();
    let any: Errors<AnyError> = statuses.iter().map(runtime).map(AnyError::new).collect();
    let made: Errors<ErrorObject> = statuses.iter().map(by_hand).collect();
    let envelope = Envelope::new(statuses.iter().map(by_hand));
    [
        errors.status(),
        any.to_response().status(),
        made.to_response().status(),
        envelope.to_response().status(),
    ]
}

#[track_caller]
fn answers(statuses: &[u16], status: u16) {
    assert_eq!(
        together(statuses),
        [status; 4].map(|status| StatusCode::from_u16(status).unwrap())
    );
}

/// "Processing Errors": "the most generally applicable HTTP error code SHOULD be used in the
/// response": the status that all problems share.
#[test]
fn problems_of_one_status_answer_with_it() {
    answers(&[404], 404);
    answers(&[422, 422, 422], 422);
    answers(&[401, 401], 401);
    answers(&[503, 503], 503);
}

/// "Processing Errors": "`400 Bad Request` might be appropriate for multiple 4xx errors".
#[test]
fn problems_of_several_4xx_answer_with_400() {
    answers(&[404, 422], 400);
    answers(&[422, 409, 422], 400);
    answers(&[499, 401], 400);
}

/// "Processing Errors": "`500 Internal Server Error` might be appropriate for multiple 5xx errors".
#[test]
fn problems_with_any_5xx_answer_with_500() {
    answers(&[502, 503], 500);
    answers(&[404, 503], 500);
    answers(&[503, 404, 404], 500);
    answers(&[404, 409, 503], 500);
    answers(&[500, 400], 500);
}

/// "Error Objects": "`status`: the HTTP status code applicable to this problem", whatever the status of
/// the answer.
#[test]
fn each_problem_keeps_its_status() {
    let statuses = [StatusCode::NOT_FOUND, StatusCode::BAD_GATEWAY];
    let errors: Errors<Error> = statuses.map(Error::Runtime).into_iter().collect();
    let envelope = errors.to_envelope();
    let inside = envelope.errors.iter().map(ErrorObject::http_status);
    assert!(inside.eq(statuses.map(Some)));
    let holder = Error::Holder(statuses.map(Error::Runtime).into());
    assert_eq!(holder.status(), StatusCode::CONFLICT);
    assert_eq!(holder.to_envelope(), envelope);
}

/// "Universal Responsibilities": "Clients and servers MUST send all JSON:API payloads using the
/// JSON:API media type in the `Content-Type` header"; without parameters, as no extension and no
/// profile is applied.
#[test]
fn the_content_type_is_the_media_type_of_jsonapi() {
    for case in bodies() {
        let headers = case.headers();
        let values: Vec<_> = headers.get_all("content-type").iter().collect();
        assert_eq!(values, ["application/vnd.api+json"], "{}", case.name);
    }
}

#[track_caller]
fn accept(value: &str) -> Format {
    let mut headers = HeaderMap::new();
    headers.insert("accept", value.parse().unwrap());
    negotiate(&headers)
}

/// "Server Responsibilities": "servers MUST ignore instances of that media type which are modified
/// by a media type parameter other than `ext` or `profile`".
#[test]
fn a_media_type_with_other_parameters_is_ignored() {
    let json = |range: &str| accept(&format!("{range}, application/json;q=0.1"));
    assert_eq!(json("application/vnd.api+json"), Format::JsonApi);
    assert_eq!(json("application/vnd.api+json;charset=utf-8"), Format::Json);
    assert_eq!(
        json("application/vnd.api+json; version=1; q=0.9"),
        Format::Json
    );
    assert_eq!(
        json("application/vnd.api+json;profile=x;charset=utf-8"),
        Format::Json
    );
    assert_eq!(
        json("application/vnd.api+json;q=0.9;charset=utf-8"),
        Format::Json
    );
    let other = "application/vnd.api+json;charset=utf-8, application/vnd.api+json;q=0.2";
    assert_eq!(json(other), Format::JsonApi);
}

/// "Server Responsibilities": instances whose `ext` "contains at least one unsupported extension URI"
/// are not acceptable, and no extension is supported.
#[test]
fn a_media_type_with_an_unknown_extension_is_ignored() {
    let ext = r#"application/vnd.api+json;ext="https://jsonapi.org/ext/atomic""#;
    assert_eq!(
        accept(&format!("{ext}, application/problem+json;q=0.1")),
        Format::Problem
    );
}

/// "Server Responsibilities": "A server MUST ignore any profiles that it does not recognize."
#[test]
fn unknown_profiles_are_ignored() {
    let profile =
        r#"application/vnd.api+json;profile="https://example.org/a https://example.org/b""#;
    assert_eq!(
        accept(&format!("{profile}, application/json;q=0.9")),
        Format::JsonApi
    );
}

/// "Server Responsibilities": a server that looks at the parameters of `Accept` "SHOULD specify the
/// `Vary` header with `Accept` as one of its values", in all formats.
#[test]
fn a_negotiated_answer_varies_by_accept() {
    for case in corpus() {
        for format in [Format::JsonApi, Format::Json, Format::Problem] {
            let response = case.response_as(format);
            let vary = response.headers().get_all("vary").iter();
            let mut values = vary.flat_map(|value| value.to_str().unwrap().split(','));
            let is_accept = |value: &str| value.trim().eq_ignore_ascii_case("accept");
            assert!(values.any(is_accept), "{}", case.name);
        }
    }
}

/// "Error Objects": error objects made by hand stand in a document too.
#[test]
fn an_error_object_by_itself_answers_with_a_document() {
    let document: Value = serde_json::from_slice(&made("x").to_json()).unwrap();
    assert_eq!(document, json!({ "errors": [made("x")] }));
}
