//! The data model as JSON Schema, for every feature that describes it.

use serde_json::{Value, json};

/// A type of the data model.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Model {
    Envelope,
    ErrorObject,
    Source,
    Links,
}

impl Model {
    #[cfg(feature = "__catalog")]
    pub(crate) const ALL: [Self; 4] =
        [Self::Envelope, Self::ErrorObject, Self::Source, Self::Links];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Envelope => "Envelope",
            Self::ErrorObject => "ErrorObject",
            Self::Source => "Source",
            Self::Links => "Links",
        }
    }

    /// The schema of the type as it is written; `reference` gives the schema by which the members
    /// refer to another type.
    pub(crate) fn schema(self, mut reference: impl FnMut(Self) -> Value) -> Value {
        let text = |description: &str| json!({ "type": "string", "description": description });
        let free = |description: &str| {
            json!({
                "type": "object",
                "description": description,
                "additionalProperties": true,
            })
        };
        match self {
            Self::Envelope => json!({
                "type": "object",
                "description": "A JSON:API document that says what went wrong.",
                "required": ["errors"],
                "properties": {
                    "errors": {
                        "type": "array",
                        "description": "The error objects.",
                        "items": reference(Self::ErrorObject),
                    },
                    "jsonapi": free("The server's implementation of JSON:API."),
                    "links": free("Links of the whole document."),
                    "meta": free("Non-standard information about the whole document."),
                },
            }),
            Self::ErrorObject => json!({
                "type": "object",
                "description": "One problem.",
                "minProperties": 1,
                "properties": {
                    "title": text("The kind of problem; the same in every occurrence."),
                    "detail": text("The explanation of this occurrence."),
                    "id": text("An identifier of this occurrence."),
                    "code": text("The application's own code."),
                    "source": reference(Self::Source),
                    "links": reference(Self::Links),
                    "status": text("The HTTP status of this problem."),
                    "meta": free("Non-standard information."),
                },
            }),
            Self::Source => json!({
                "type": "object",
                "description": "The place in the request that caused the problem.",
                "properties": {
                    "pointer": text("A JSON pointer into the request's body (RFC 6901)."),
                    "parameter": text("The name of a query parameter."),
                    "header": text("The name of a request header."),
                },
            }),
            Self::Links => json!({
                "type": "object",
                "description": "Addresses of further reading.",
                "properties": {
                    "about": text("About this occurrence."),
                    "type": text("About this kind of problem."),
                },
            }),
        }
    }
}
