//! `JsonSchema` for the data model.

use crate::docs::schema::Model;
use crate::document::envelope::Envelope;
use crate::document::object::{ErrorObject, Links, Source};
use ::schemars::{JsonSchema, Schema, SchemaGenerator};
use std::borrow::Cow;

macro_rules! json_schemas {
    ($($model:ident),*) => {
        $(
            impl JsonSchema for $model {
                fn schema_name() -> Cow<'static, str> {
                    Cow::Borrowed(Model::$model.name())
                }

                fn schema_id() -> Cow<'static, str> {
                    Cow::Borrowed(concat!("mrets_errors::", stringify!($model)))
                }

                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    let schema = Model::$model.schema(|model| {
                        let schema = match model {
                            Model::Envelope => generator.subschema_for::<Envelope>(),
                            Model::ErrorObject => generator.subschema_for::<ErrorObject>(),
                            Model::Source => generator.subschema_for::<Source>(),
                            Model::Links => generator.subschema_for::<Links>(),
                        };
                        schema.to_value()
                    });
                    // An object is a schema.
                    Schema::try_from(schema).unwrap_or_default()
                }
            }
        )*
    };
}

json_schemas!(Envelope, ErrorObject, Source, Links);
