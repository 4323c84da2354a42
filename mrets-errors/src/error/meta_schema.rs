//! The JSON Schema of a field's type, if it is known.

use crate::answer::catalog::SchemaOf;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::marker::PhantomData;
#[cfg(any(feature = "utoipa", feature = "schemars"))]
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

/// The type of a field that stands in `meta`.
///
/// Autoref picks the best source of the schema: utoipa if the type is a `ToSchema`, else schemars if it is
/// a `JsonSchema`, else this file, else none.
#[derive(Debug)]
pub struct MetaType<T: ?Sized>(PhantomData<fn(&T)>);

impl<T: ?Sized> MetaType<T> {
    const KNOWN: Self = Self(PhantomData);

    #[cfg(any(feature = "utoipa", feature = "schemars"))]
    pub const TYPE: OwnSchema<T> = OwnSchema(Self::KNOWN);
    #[cfg(not(any(feature = "utoipa", feature = "schemars")))]
    pub const TYPE: Self = Self::KNOWN;
}

impl<T: ?Sized> Clone for MetaType<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for MetaType<T> {}

/// A type that may bring a schema of its own. If it does not, rustc dereferences it.
#[cfg(any(feature = "utoipa", feature = "schemars"))]
#[derive(Debug)]
pub struct OwnSchema<T: ?Sized>(MetaType<T>);

#[cfg(any(feature = "utoipa", feature = "schemars"))]
impl<T: ?Sized> Deref for OwnSchema<T> {
    type Target = MetaType<T>;

    fn deref(&self) -> &MetaType<T> {
        &self.0
    }
}

/// Gives the function that makes the schema, and adds the definitions that it refers to below `#/components/schemas/`.
pub trait MetaSchema {
    fn __mrets_schema(self) -> SchemaOf;
}

#[cfg(feature = "utoipa")]
impl<T: utoipa::ToSchema> MetaSchema for OwnSchema<T> {
    fn __mrets_schema(self) -> SchemaOf {
        |definitions| {
            let mut schemas = Vec::new();
            T::schemas(&mut schemas);
            for (name, schema) in schemas {
                definitions.insert(name, serde_json::to_value(schema).unwrap_or_default());
            }
            serde_json::to_value(T::schema()).unwrap_or_default()
        }
    }
}

#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> MetaSchema for &OwnSchema<T> {
    fn __mrets_schema(self) -> SchemaOf {
        |definitions| {
            let mut generator = schemars::generate::SchemaSettings::draft2020_12()
                .with(|settings| {
                    settings.definitions_path = Cow::Borrowed("/components/schemas");
                    settings.meta_schema = None;
                })
                .into_generator();
            let schema = generator.subschema_for::<T>().to_value();
            definitions.append(&mut generator.take_definitions(true));
            schema
        }
    }
}

impl<T: KnownSchema + ?Sized> MetaSchema for MetaType<T> {
    fn __mrets_schema(self) -> SchemaOf {
        |_| T::schema()
    }
}

impl<T: ?Sized> MetaSchema for &MetaType<T> {
    fn __mrets_schema(self) -> SchemaOf {
        |_| Value::Null
    }
}

/// A type of the standard library that serde writes in one way.
pub trait KnownSchema {
    fn schema() -> Value;
}

macro_rules! known_schemas {
    ($($schema:expr => $($ty:ty),*;)*) => {
        $($(
            impl KnownSchema for $ty {
                fn schema() -> Value {
                    $schema
                }
            }
        )*)*
    };
}

known_schemas! {
    of_type("boolean") => bool;
    of_type("string") => str, String, char;
    of_type("number") => f32, f64;
    of_type("integer") => i8, i16, i32, i64, i128, isize;
    of_unsigned() => u8, u16, u32, u64, u128, usize;
}

fn of_type(name: &str) -> Value {
    json!({ "type": name })
}

fn of_unsigned() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

macro_rules! transparent_schemas {
    ($($ty:ty),*) => {
        $(
            impl<T: KnownSchema + ?Sized> KnownSchema for $ty {
                fn schema() -> Value {
                    T::schema()
                }
            }
        )*
    };
}

transparent_schemas!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: KnownSchema + ToOwned + ?Sized> KnownSchema for Cow<'_, T> {
    fn schema() -> Value {
        T::schema()
    }
}

impl<T: KnownSchema> KnownSchema for Option<T> {
    fn schema() -> Value {
        let mut schema = T::schema();
        if let Some(name) = schema.get_mut("type") {
            *name = json!([name.clone(), "null"]);
        }
        schema
    }
}

impl<T: KnownSchema> KnownSchema for Vec<T> {
    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }
}

impl<T: KnownSchema> KnownSchema for [T] {
    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }
}
