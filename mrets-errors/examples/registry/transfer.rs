//! A transfer of certificates, read from a JSON:API document.

use mrets_errors::Errors;
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::error::{FieldError, RegistryError};

/// A number of certificates of one kind, on their way from one account to another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Transfer {
    pub(crate) from: Uuid,
    pub(crate) to: Uuid,
    pub(crate) certificate: Uuid,
    pub(crate) quantity: i64,
}

/// The document that asks for a transfer.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = Transfer)]
pub(crate) struct TransferRequest {
    data: Resource,
}

#[derive(Debug, Deserialize, ToSchema)]
struct Resource {
    #[schema(pattern = "^transactions$")]
    r#type: Option<String>,
    // Read by hand below, since serde stops at the first wrong attribute, and the client wants to know all.
    #[schema(value_type = TransferAttributes)]
    attributes: Map<String, Value>,
}

/// The attributes as the OpenAPI document shows them.
#[derive(ToSchema)]
#[allow(dead_code, reason = "it describes the map that is read by hand")]
struct TransferAttributes {
    from_account: Uuid,
    to_account: Uuid,
    certificate: Uuid,
    #[schema(minimum = 1)]
    quantity: i64,
}

impl TransferRequest {
    pub(crate) const TYPE: &str = "transactions";
}

impl TryFrom<TransferRequest> for Transfer {
    type Error = RegistryError;

    fn try_from(TransferRequest { data }: TransferRequest) -> Result<Self, RegistryError> {
        if data
            .r#type
            .is_some_and(|given| given != TransferRequest::TYPE)
        {
            return Err(RegistryError::WrongType {
                expected: TransferRequest::TYPE.into(),
            });
        }
        Self::of_attributes(&data.attributes)
    }
}

impl Transfer {
    /// Reads the attributes, and reports every wrong one.
    pub(crate) fn of_attributes(values: &Map<String, Value>) -> Result<Self, RegistryError> {
        let mut attributes = Attributes {
            values,
            problems: Errors::new(),
        };
        let from = attributes.read("from_account", "the UUID of an account", uuid);
        let to = attributes.read("to_account", "the UUID of an account", uuid);
        let certificate = attributes.read("certificate", "the UUID of a certificate", uuid);
        let quantity = attributes.read("quantity", "a whole number of at least 1", positive);
        let mut problems = attributes.problems;
        if from.is_some() && from == to {
            problems.push(FieldError::SameAccount);
        }
        match (from, to, certificate, quantity) {
            (Some(from), Some(to), Some(certificate), Some(quantity)) if from != to => Ok(Self {
                from,
                to,
                certificate,
                quantity,
            }),
            _ => Err(RegistryError::Invalid(problems)),
        }
    }
}

/// The attributes of a request, with the problems found so far.
struct Attributes<'a> {
    values: &'a Map<String, Value>,
    problems: Errors<FieldError>,
}

impl Attributes<'_> {
    fn read<T>(
        &mut self,
        name: &'static str,
        expected: &'static str,
        read: fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.values.get(name).and_then(read);
        if value.is_none() {
            self.problems.push(FieldError::InvalidAttribute {
                name: name.into(),
                expected: expected.into(),
            });
        }
        value
    }
}

fn uuid(value: &Value) -> Option<Uuid> {
    value.as_str()?.parse().ok()
}

fn positive(value: &Value) -> Option<i64> {
    value.as_i64().filter(|quantity| *quantity > 0)
}
