//! [`Catalog::check_openapi`]: the check that a document describes these errors, and no others.

use super::names;
use super::responses::by_status;
use crate::answer::catalog::Catalog;
use http::StatusCode;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt;

/// Checks of an OpenAPI document, of the features `docs` and `utoipa`.
#[cfg_attr(docsrs, doc(cfg(any(feature = "docs", feature = "utoipa"))))]
impl Catalog {
    /// Checks, in a test of the service, that an OpenAPI document describes all of these errors and no others. Any
    /// tool may have made the document.
    ///
    /// It takes a whole document, or one operation for the catalogue of that operation. It checks
    /// 304, 400 to 599, ranges such as `4XX`, and `default`, which stands for every status.
    ///
    /// ```
    /// use mrets_errors::MretsError;
    /// use serde_json::json;
    ///
    /// #[derive(Debug, MretsError)]
    /// enum AccountError {
    ///     #[status(404)]
    ///     NotFound,
    /// }
    ///
    /// let operation = json!({ "responses": { "200": {}, "404": {} } });
    /// assert!(AccountError::catalog().check_openapi(&operation).is_ok());
    ///
    /// let document = json!({ "paths": { "/accounts": { "get": { "responses": { "410": {} } } } } });
    /// let error = AccountError::catalog().check_openapi(&document).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "the OpenAPI document has statuses that no error gives:\n\n- GET /accounts: 410\n\n\
    ///      the OpenAPI document lacks statuses that errors give:\n\n- 404\n"
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// Fails with all of these faults:
    ///
    /// - The document has a status that no error gives, unless errors can have any status.
    /// - It lacks a status that an error gives.
    /// - An operation describes no error at all.
    /// - A reference leads nowhere.
    /// - An operation describes the errors of a type, but another type's response replaces one of
    ///   them, as happens when utoipa merges `responses(A, B)`.
    /// - The value is neither a document nor an operation.
    pub fn check_openapi(&self, document: &Value) -> Result<(), OpenApiError> {
        let mut found = Findings::default();
        // A document of Swagger 2.0 has `responses` beside its `paths`.
        if let Some(paths) = object(document, "paths") {
            let empty = Map::new();
            let components = document.get("components");
            let responses = components.and_then(|components| object(components, "responses"));
            let responses = responses.unwrap_or(&empty);
            let operations: Vec<Operation> = operations(document, paths).collect();
            for operation in &operations {
                operation.check(self, responses, &mut found);
                let is_error = |key: &String| key == "default" || is_of_error(key);
                if !self.is_empty() && !operation.responses.keys().any(is_error) {
                    found.bare.push(operation.name.clone());
                }
            }
            self.check_complete(&operations, &mut found);
            let mut place = Place::default();
            dangling(document, document, &mut place, &mut found.dangling);
        } else if let Some(responses) = object(document, "responses") {
            let operation = Operation {
                name: String::new(),
                responses: responses.clone(),
            };
            operation.check(self, &Map::new(), &mut found);
            self.check_complete(&[operation], &mut found);
        } else {
            found.is_nothing = true;
        }
        if found.is_empty() {
            Ok(())
        } else {
            Err(OpenApiError(Box::new(found)))
        }
    }

    fn is_empty(&self) -> bool {
        self.entries().len() == 0 && !self.is_open()
    }

    /// Adds the statuses that errors give and no operation has.
    fn check_complete(&self, operations: &[Operation], found: &mut Findings) {
        let keys: BTreeSet<&String> = operations
            .iter()
            .flat_map(|operation| operation.responses.keys())
            .collect();
        let visible = self.entries().filter(|entry| !entry.is_hidden);
        let statuses: BTreeSet<Option<StatusCode>> = visible.map(|entry| entry.status).collect();
        for status in statuses {
            let is_described = keys.iter().any(|key| {
                *key == "default" || status.is_some_and(|status| is_within(status.as_str(), key))
            });
            if !is_described {
                found.missing.push(names::key(status));
            }
        }
    }

    /// Whether an error can have a status within this key.
    fn gives(&self, key: &str) -> bool {
        let is_any = self.is_open() || self.entries().any(|entry| entry.status.is_none());
        let mut statuses = self.entries().filter_map(|entry| entry.status);
        is_any || statuses.any(|status| is_within(status.as_str(), key))
    }
}

/// One operation of a document.
struct Operation {
    /// The method and the path, such as `GET /accounts`; empty if only the operation is known.
    name: String,
    responses: Map<String, Value>,
}

impl Operation {
    fn item(&self, text: &str) -> String {
        if self.name.is_empty() {
            text.to_owned()
        } else {
            format!("{}: {text}", self.name)
        }
    }

    fn check(&self, catalog: &Catalog, components: &Map<String, Value>, found: &mut Findings) {
        let keys = self.responses.keys().filter(|key| is_of_error(key));
        let unknown = keys.filter(|key| !catalog.gives(key));
        found.unknown.extend(unknown.map(|key| self.item(key)));
        self.check_losses(catalog, components, found);
    }

    /// Adds the statuses of a described type that the operation gives to another type alone.
    fn check_losses(
        &self,
        catalog: &Catalog,
        components: &Map<String, Value>,
        found: &mut Findings,
    ) {
        let described: BTreeMap<&String, BTreeSet<String>> = (self.responses.iter())
            .map(|(key, response)| (key, groups_of(response, components)))
            .collect();
        let named: BTreeSet<&String> = described.values().flatten().collect();
        for group in &catalog.groups {
            let name = names::group(group);
            if !named.contains(&name) {
                continue;
            }
            for status in by_status(catalog, group).into_keys() {
                let key = names::key(status);
                let by = described.get(&key);
                if by.is_none_or(|groups| !groups.contains(&name)) {
                    found.lost.push(self.item(&format!("{key} of `{name}`")));
                }
            }
        }
    }
}

fn object<'a>(value: &'a Value, name: &str) -> Option<&'a Map<String, Value>> {
    value.get(name)?.as_object()
}

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

fn operations<'a>(
    document: &'a Value,
    paths: &'a Map<String, Value>,
) -> impl Iterator<Item = Operation> + 'a {
    paths.iter().flat_map(move |(path, item)| {
        let reference = item.get("$ref").and_then(Value::as_str);
        let item = reference
            .and_then(|at| target(document, at))
            .unwrap_or(item);
        METHODS.into_iter().filter_map(move |method| {
            let operation = item.get(method)?;
            Some(Operation {
                name: format!("{} {path}", method.to_uppercase()),
                responses: object(operation, "responses").cloned().unwrap_or_default(),
            })
        })
    })
}

/// Gives the types that a response describes, by the names of the components that it refers to.
fn groups_of(response: &Value, components: &Map<String, Value>) -> BTreeSet<String> {
    let mut groups = BTreeSet::new();
    references(response, &mut |reference| {
        groups.insert(names::group_of_reference(reference).to_owned());
        let name = reference.strip_prefix("#/components/responses/");
        if let Some(component) = name.and_then(|name| components.get(name)) {
            references(component, &mut |reference| {
                groups.insert(names::group_of_reference(reference).to_owned());
            });
        }
    });
    groups
}

fn references(value: &Value, visit: &mut dyn FnMut(&str)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(reference) if name == "$ref" => visit(reference),
                    value => references(value, visit),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, visit)),
        _ => {}
    }
}

/// The value to which a reference within the document leads, a JSON pointer in a URI fragment (RFC 6901, section 6).
fn target<'a>(document: &'a Value, reference: &str) -> Option<&'a Value> {
    document.pointer(&decoded(reference.strip_prefix('#')?)?)
}

/// A text without its percent-encoding; `None` if that is malformed.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next()?.as_bytes());
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// A place in a document.
#[derive(Default)]
struct Place {
    pointer: String,
    /// Whether its members have names of the service's choice, which are no keywords.
    is_of_names: bool,
}

impl Place {
    /// Whether a member is data, whatever it holds.
    fn is_data(&self, name: &str, value: &Value) -> bool {
        // In a schema `examples` is a list of data, elsewhere a map of objects with a `value`.
        let is_data = match name {
            "example" | "value" | "default" | "const" | "enum" => true,
            "examples" => value.is_array(),
            _ => false,
        };
        is_data && !self.is_of_names
    }

    /// Whether the members of a member have names of the service's choice.
    fn holds_names(&self, name: &str) -> bool {
        const HOLDERS: [&str; 20] = [
            "$defs",
            "callbacks",
            "content",
            "definitions",
            "dependentSchemas",
            "encoding",
            "examples",
            "headers",
            "links",
            "mapping",
            "parameters",
            "pathItems",
            "paths",
            "patternProperties",
            "properties",
            "requestBodies",
            "responses",
            "schemas",
            "securitySchemes",
            "variables",
        ];
        !self.is_of_names && HOLDERS.contains(&name)
    }

    /// Goes to a member, and gives what `leave` needs to come back.
    fn enter(&mut self, name: &str) -> (usize, bool) {
        let outer = (self.pointer.len(), self.is_of_names);
        self.is_of_names = self.holds_names(name);
        self.pointer.push('/');
        self.pointer
            .push_str(&name.replace('~', "~0").replace('/', "~1"));
        outer
    }

    fn leave(&mut self, (length, is_of_names): (usize, bool)) {
        self.pointer.truncate(length);
        self.is_of_names = is_of_names;
    }
}

/// Adds the references within the document that lead nowhere, each with its place.
fn dangling(document: &Value, value: &Value, place: &mut Place, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if !place.is_data(name, value) {
                    let outer = place.enter(name);
                    dangling(document, value, place, found);
                    place.leave(outer);
                }
            }
            let reference = members.get("$ref").and_then(Value::as_str);
            // Another fragment is the name of an anchor, and another reference leads to another document.
            let pointer = reference.filter(|at| *at == "#" || at.starts_with("#/"));
            if let Some(reference) = pointer
                && target(document, reference).is_none()
            {
                found.push(format!("{reference}, at #{}", place.pointer));
            }
        }
        Value::Array(values) => {
            for (index, value) in values.iter().enumerate() {
                let outer = place.enter(&index.to_string());
                dangling(document, value, place, found);
                place.leave(outer);
            }
        }
        _ => {}
    }
}

/// Whether a key of responses includes a status: `404` is within `404` and `4XX`.
fn is_within(status: &str, key: &str) -> bool {
    let range = key.strip_suffix("XX");
    status == key || range.is_some_and(|class| status.strip_prefix(class).is_some())
}

fn is_of_error(key: &str) -> bool {
    matches!(key.as_bytes(), b"304" | [b'4' | b'5', _, _])
}

/// The faults that [`Catalog::check_openapi`] finds in a document.
///
/// `Debug` shows the message too, so that a test that unwraps the error shows it.
#[cfg_attr(docsrs, doc(cfg(any(feature = "docs", feature = "utoipa"))))]
pub struct OpenApiError(Box<Findings>);

#[derive(Default)]
struct Findings {
    /// Whether the value is neither a document nor an operation.
    is_nothing: bool,
    unknown: Vec<String>,
    missing: Vec<String>,
    bare: Vec<String>,
    lost: Vec<String>,
    dangling: Vec<String>,
}

impl Findings {
    fn sections(&self) -> [(&'static str, &[String]); 5] {
        [
            (
                "the OpenAPI document has statuses that no error gives",
                &self.unknown,
            ),
            (
                "the OpenAPI document lacks statuses that errors give",
                &self.missing,
            ),
            (
                "operations of the OpenAPI document describe no error",
                &self.bare,
            ),
            (
                "the OpenAPI document lost responses to the responses of another type: let one response hold \
                 both, as `errors!` and `merge` do",
                &self.lost,
            ),
            (
                "references of the OpenAPI document lead nowhere: add the components of each \
                 catalogue that its operations use",
                &self.dangling,
            ),
        ]
    }

    fn is_empty(&self) -> bool {
        !self.is_nothing && self.sections().iter().all(|(_, items)| items.is_empty())
    }
}

impl fmt::Display for OpenApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_nothing {
            return f.write_str(
                "this is neither an OpenAPI document, which has `paths`, nor an operation, which has \
                 `responses`",
            );
        }
        let mut is_first = true;
        for (heading, items) in self.0.sections() {
            if items.is_empty() {
                continue;
            }
            if !is_first {
                f.write_str("\n")?;
            }
            is_first = false;
            write!(f, "{heading}:\n\n")?;
            for item in items {
                writeln!(f, "- {item}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for OpenApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Error for OpenApiError {}
