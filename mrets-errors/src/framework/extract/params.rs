//! The parameters of a path. The service chooses their names and their number. If those do not fit
//! the handler, the service is wrong, and not the client.

use crate::framework::extract::misfit::Misfit;
use crate::framework::extract::pairs::{Members, Pair};
use crate::framework::extract::text::{Text, units_and_newtypes};
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor,
};
use std::borrow::Cow;
use std::fmt;

const NUMBER: &str = "the route has another number of parameters";
const NAMES: &str = "the route has no parameter of this name";
const TYPE: &str = "the parameters of a path are no such value";

/// The names and values that a route has captured, in their order.
#[derive(Debug, Default)]
pub(crate) struct Params(pub(crate) Vec<(String, String)>);

impl Params {
    /// Reads one value, a tuple, a list, or an object by the parameters' names.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Misfit> {
        T::deserialize(All(&self.0)).map_err(|misfit| match &self.0[..] {
            // The type's own `Deserialize` has refused the value.
            [(name, _)] if misfit.is_of_all() => misfit.within_text(name),
            _ => misfit,
        })
    }
}

/// Takes the decoded parameters from a framework's own deserializer.
impl<'de> Deserialize<'de> for Params {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Params;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("parameters")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Params, A::Error> {
                let mut params = Vec::new();
                while let Some((Name(name), value)) = map.next_entry()? {
                    params.push((name, value));
                }
                Ok(Params(params))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// A name, which actix-web gives only as an identifier.
struct Name(String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsText;

        impl Visitor<'_> for AsText {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
        }

        deserializer.deserialize_identifier(AsText)
    }
}

struct All<'de>(&'de [(String, String)]);

impl<'de> All<'de> {
    fn pairs(&self) -> impl Iterator<Item = Pair<'de>> + use<'de> {
        self.0
            .iter()
            .map(|(name, value)| (Cow::Borrowed(&**name), Cow::Borrowed(&**value)))
    }

    /// Hands the only parameter to a function.
    fn only<T>(&self, read: impl FnOnce(Text<'de>) -> Result<T, Misfit>) -> Result<T, Misfit> {
        let [(name, value)] = self.0 else {
            return Err(Misfit::defect(NUMBER));
        };
        let read = read(Text::new(Cow::Borrowed(value)));
        read.map_err(|misfit| misfit.within_text(name))
    }

    fn visit_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_seq(Elements { rest: self.0 })
    }

    fn visit_tuple<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Misfit> {
        if self.0.len() != len {
            return Err(Misfit::defect(NUMBER));
        }
        self.visit_seq(visitor)
    }
}

macro_rules! only {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
                self.only(|value| value.$method(visitor))
            }
        )*
    };
}

macro_rules! never {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misfit> {
                Err(Misfit::defect(TYPE))
            }
        )*
    };
}

impl<'de> Deserializer<'de> for All<'de> {
    type Error = Misfit;

    only! {
        deserialize_any deserialize_bool
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string
        deserialize_byte_buf
    }

    never! {
        deserialize_bytes deserialize_option deserialize_identifier deserialize_ignored_any
    }

    units_and_newtypes!();

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.visit_seq(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.visit_tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.visit_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let visited = visitor.visit_map(Members::new(self.pairs()));
        visited.map_err(|misfit: Misfit| {
            if misfit.is_of_names() {
                Misfit::defect(NAMES)
            } else {
                misfit
            }
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.only(|value| value.deserialize_enum(name, variants, visitor))
    }
}

/// The parameters as the elements of a list or a tuple.
struct Elements<'de> {
    rest: &'de [(String, String)],
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(((name, value), rest)) = self.rest.split_first() else {
            return Ok(None);
        };
        self.rest = rest;
        let element = seed.deserialize(Text::element(name, value));
        let element = element.map_err(|misfit| misfit.within_text(name))?;
        Ok(Some(element))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}
