//! Reads the data model. A member whose value has the wrong type is skipped, as RFC 9457, section 3.1, asks, and the
//! rest of the document counts.

use crate::document::envelope::Envelope;
use crate::document::object::{ErrorObject, Links, Source};
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Number, Value};
use std::fmt;
use std::marker::PhantomData;

impl Envelope {
    /// Reads an envelope leniently. Explicit `null`s are absent members; a `code`, `status` or `id`
    /// may be a number; a link may be an object with `href`. Unknown members, and members whose value
    /// has the wrong type, are ignored. If a member occurs twice, the last one counts.
    ///
    /// ```
    /// use mrets_errors::Envelope;
    ///
    /// let envelope = Envelope::from_slice(br#"{"errors":[{"title":null,"detail":"Too long","status":422}]}"#)?;
    /// assert_eq!(envelope.errors[0].title, None);
    /// assert_eq!(envelope.errors[0].status.as_deref(), Some("422"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the body is no JSON, or no object with an array `errors` of objects.
    #[inline] // Few users read: only they compile the reader.
    pub fn from_slice(body: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(body)
    }
}

/// The names of all members that have a meaning in one of the objects.
pub(crate) enum Name {
    About,
    Code,
    Detail,
    Errors,
    Header,
    Href,
    Id,
    Jsonapi,
    Links,
    Meta,
    Parameter,
    Pointer,
    Source,
    Status,
    Title,
    Type,
    Unknown,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(AnyName)
    }
}

struct AnyName;

impl Visitor<'_> for AnyName {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(match name {
            "about" => Name::About,
            "code" => Name::Code,
            "detail" => Name::Detail,
            "errors" => Name::Errors,
            "header" => Name::Header,
            "href" => Name::Href,
            "id" => Name::Id,
            "jsonapi" => Name::Jsonapi,
            "links" => Name::Links,
            "meta" => Name::Meta,
            "parameter" => Name::Parameter,
            "pointer" => Name::Pointer,
            "source" => Name::Source,
            "status" => Name::Status,
            "title" => Name::Title,
            "type" => Name::Type,
            _ => Name::Unknown,
        })
    }
}

/// A type of value that a member may have. The reader skips a value of any other type.
trait Kind {
    type Value;

    fn of_text(_: &str) -> Option<Self::Value> {
        None
    }

    fn of_number(_: Number) -> Option<Self::Value> {
        None
    }

    fn of_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self::Value>, A::Error> {
        IgnoredAny::deserialize(MapAccessDeserializer::new(object))?;
        Ok(None)
    }
}

/// Reads the value of a member. A value of a wrong type leaves an earlier one of the same name.
fn set<'de, K: Kind, A: MapAccess<'de>>(
    member: &mut Option<K::Value>,
    object: &mut A,
) -> Result<(), A::Error> {
    if let Some(value) = object.next_value_seed(Lenient::<K>(PhantomData))? {
        *member = Some(value);
    }
    Ok(())
}

fn pass<'de, A: MapAccess<'de>>(object: &mut A) -> Result<(), A::Error> {
    object.next_value().map(|IgnoredAny| ())
}

struct Lenient<K>(PhantomData<K>);

impl<'de, K: Kind> DeserializeSeed<'de> for Lenient<K> {
    type Value = Option<K::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, K: Kind> Visitor<'de> for Lenient<K> {
    type Value = Option<K::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(K::of_number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(K::of_number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(number).and_then(K::of_number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(K::of_text(text))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        K::of_object(object)
    }
}

struct Text;

impl Kind for Text {
    type Value = String;

    fn of_text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

/// A text, or a number, as old versions of the service write it.
struct TextOrNumber;

impl Kind for TextOrNumber {
    type Value = String;

    fn of_text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn of_number(number: Number) -> Option<String> {
        Some(number.to_string())
    }

    fn of_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self::Value>, A::Error> {
        // With serde_json's feature `arbitrary_precision` a number comes as an object.
        match Value::deserialize(MapAccessDeserializer::new(object))? {
            Value::Number(number) => Ok(Self::of_number(number)),
            _ => Ok(None),
        }
    }
}

/// A link is a string, or an object with `href`.
struct Link;

impl Kind for Link {
    type Value = String;

    fn of_text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn of_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self::Value>, A::Error> {
        let mut href = None;
        while let Some(name) = object.next_key()? {
            match name {
                Name::Href => set::<Text, _>(&mut href, &mut object)?,
                _ => pass(&mut object)?,
            }
        }
        Ok(href)
    }
}

impl Kind for Map<String, Value> {
    type Value = Self;

    fn of_object<'de, A: MapAccess<'de>>(object: A) -> Result<Option<Self::Value>, A::Error> {
        // By way of a `Value`, which knows a number that comes as an object.
        match Value::deserialize(MapAccessDeserializer::new(object))? {
            Value::Object(members) => Ok(Some(members)),
            _ => Ok(None),
        }
    }
}

impl Kind for Source {
    type Value = Self;

    fn of_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self::Value>, A::Error> {
        let mut source = Self::default();
        while let Some(name) = object.next_key()? {
            match name {
                Name::Pointer => set::<Text, _>(&mut source.pointer, &mut object)?,
                Name::Parameter => set::<Text, _>(&mut source.parameter, &mut object)?,
                Name::Header => set::<Text, _>(&mut source.header, &mut object)?,
                _ => pass(&mut object)?,
            }
        }
        Ok(Some(source))
    }
}

impl Kind for Links {
    type Value = Self;

    fn of_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self::Value>, A::Error> {
        let mut links = Self::default();
        while let Some(name) = object.next_key()? {
            match name {
                Name::About => set::<Link, _>(&mut links.about, &mut object)?,
                Name::Type => set::<Link, _>(&mut links.type_, &mut object)?,
                _ => pass(&mut object)?,
            }
        }
        Ok(Some(links))
    }
}

impl Kind for ErrorObject {
    type Value = Self;

    fn of_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<Option<Self::Value>, A::Error> {
        let mut error = Self::default();
        while let Some(name) = object.next_key()? {
            match name {
                Name::Title => set::<Text, _>(&mut error.title, &mut object)?,
                Name::Detail => set::<Text, _>(&mut error.detail, &mut object)?,
                Name::Id => set::<TextOrNumber, _>(&mut error.id, &mut object)?,
                Name::Code => set::<TextOrNumber, _>(&mut error.code, &mut object)?,
                Name::Source => set::<Source, _>(&mut error.source, &mut object)?,
                Name::Links => set::<Links, _>(&mut error.links, &mut object)?,
                Name::Status => set::<TextOrNumber, _>(&mut error.status, &mut object)?,
                Name::Meta => set::<Map<_, _>, _>(&mut error.meta, &mut object)?,
                _ => pass(&mut object)?,
            }
        }
        Ok(Some(error))
    }
}

/// A JSON object, and nothing else.
struct Object<T>(PhantomData<T>);

impl<'de, T: Kind<Value = T>> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        let read = T::of_object(object)?;
        read.ok_or_else(|| serde::de::Error::custom("expected a JSON object"))
    }
}

macro_rules! objects {
    ($($object:ty),*) => {
        $(
            impl<'de> Deserialize<'de> for $object {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_map(Object(PhantomData))
                }
            }
        )*
    };
}

objects!(ErrorObject, Source, Links);

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Document)
    }
}

struct Document;

impl<'de> Visitor<'de> for Document {
    type Value = Envelope;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut errors = None;
        let mut envelope = Envelope::default();
        while let Some(name) = object.next_key()? {
            match name {
                Name::Errors => errors = Some(object.next_value()?),
                Name::Jsonapi => set::<Map<_, _>, _>(&mut envelope.jsonapi, &mut object)?,
                Name::Links => set::<Map<_, _>, _>(&mut envelope.links, &mut object)?,
                Name::Meta => set::<Map<_, _>, _>(&mut envelope.meta, &mut object)?,
                _ => pass(&mut object)?,
            }
        }
        envelope.errors = errors.ok_or_else(|| serde::de::Error::missing_field("errors"))?;
        Ok(envelope)
    }
}
