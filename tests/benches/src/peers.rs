//! The same answers, written by hand and by other libraries.

use crate::model::Body;
use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use http_api_problem::{HttpApiProblem, PROBLEM_JSON_MEDIA_TYPE};
use problem_details::{JsonProblemDetails, ProblemDetails};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::fmt::Display;

/// Checked by the compiler, so that no contender checks it again.
pub(crate) const JSON_API: HeaderValue = HeaderValue::from_static("application/vnd.api+json");
const PROBLEM_DETAILS_JSON: HeaderValue =
    HeaderValue::from_static(JsonProblemDetails::<()>::CONTENT_TYPE);
const HTTP_API_PROBLEM_JSON: HeaderValue = HeaderValue::from_static(PROBLEM_JSON_MEDIA_TYPE);

/// The head of the published 404, and a body.
pub(crate) fn not_found(media_type: HeaderValue, body: impl Into<Bytes>) -> Response<Bytes> {
    let mut response = Response::new(body.into());
    *response.status_mut() = StatusCode::NOT_FOUND;
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

/// The error object of the published 404, borrowed (`&str`), owned (`String`) or shown in place.
#[derive(Serialize)]
pub(crate) struct Object<Text, Detail = Text> {
    pub(crate) title: Text,
    pub(crate) detail: Detail,
    pub(crate) code: Text,
    pub(crate) status: Text,
}

#[derive(Serialize)]
pub(crate) struct Document<Objects> {
    pub(crate) errors: Objects,
}

/// Serializes with serde and some care.
pub(crate) fn borrowed(title: &str, detail: &str, status: &str) -> Vec<u8> {
    let object = Object {
        title,
        detail,
        code: status,
        status,
    };
    to_vec(&Document { errors: [object] })
}

/// Serializes with serde and no care.
pub(crate) fn owned(title: &str, detail: String, status: &str) -> Vec<u8> {
    let object = Object {
        title: title.to_owned(),
        detail,
        code: status.to_owned(),
        status: status.to_owned(),
    };
    to_vec(&Document {
        errors: vec![object],
    })
}

/// Serializes with serde and all care: the detail is shown within the serializer.
pub(crate) fn collected(title: &str, detail: &impl Display, status: &str) -> Vec<u8> {
    struct Shown<'a, T>(&'a T);

    impl<T: Display> Serialize for Shown<'_, T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self.0)
        }
    }

    let object = Object {
        title,
        detail: Shown(detail),
        code: status,
        status,
    };
    to_vec(&Document { errors: [object] })
}

pub(crate) fn json_macro(title: &str, detail: &str, status: &str) -> Vec<u8> {
    let object = json!({ "title": title, "detail": detail, "code": status, "status": status });
    to_vec(&json!({ "errors": [object] }))
}

pub(crate) fn problem_details(title: &str, detail: &str) -> Response<Bytes> {
    let problem = ProblemDetails::from_status_code(StatusCode::NOT_FOUND)
        .with_title(title)
        .with_detail(detail);
    not_found(PROBLEM_DETAILS_JSON, to_vec(&problem))
}

pub(crate) fn http_api_problem(title: &str, detail: &str) -> Response<Bytes> {
    let problem = HttpApiProblem::new(http_api_problem::StatusCode::NOT_FOUND)
        .title(title)
        .detail(detail);
    not_found(HTTP_API_PROBLEM_JSON, problem.json_bytes())
}

/// The error object of a wrong field.
#[derive(Serialize)]
pub(crate) struct FieldObject<'a> {
    pub(crate) title: &'a str,
    pub(crate) detail: String,
    pub(crate) code: &'a str,
    pub(crate) source: Pointer,
    pub(crate) status: &'a str,
}

#[derive(Serialize)]
pub(crate) struct Pointer {
    pub(crate) pointer: String,
}

/// Plain structs of all members that an envelope can hold, for reading.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Plain {
    errors: Vec<PlainObject>,
}

#[derive(Serialize, Deserialize)]
struct PlainObject {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<PlainSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<PlainLinks>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<Map<String, Value>>,
}

#[derive(Serialize, Deserialize)]
struct PlainSource {
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct PlainLinks {
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
}

impl Body for Plain {
    fn body(self) -> Bytes {
        to_vec(&self).into()
    }
}

pub(crate) fn to_vec(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}
