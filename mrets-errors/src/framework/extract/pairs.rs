//! Pairs of a name and a value, as in a query, a form or the parameters of a path.

use crate::framework::extract::expectation::Expectation;
use crate::framework::extract::misfit::{Misfit, Segment, Visited};
use crate::framework::extract::text::{Text, units_and_newtypes};
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;

/// A name and its value.
pub(crate) type Pair<'de> = (Cow<'de, str>, Cow<'de, str>);

/// Reads names and values. A name may occur twice.
pub(crate) fn from_pairs<'de, T: DeserializeOwned>(
    pairs: impl Iterator<Item = Pair<'de>>,
) -> Result<T, Misfit> {
    T::deserialize(Pairs(pairs))
}

struct Pairs<I>(I);

impl<'de, I: Iterator<Item = Pair<'de>>> Deserializer<'de> for Pairs<I> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let visited = visitor.visit_map(Members::new(self.0));
        visited.map_err(|misfit: Misfit| misfit.expecting(&Expectation::Object, Visited::Compound))
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let pairs = self
            .0
            .map(|(name, value)| (Text::new(name), Text::new(value)));
        visitor.visit_seq(MapDeserializer::new(pairs))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    units_and_newtypes!();

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Names and values as the members of an object.
pub(crate) struct Members<'de, I> {
    pairs: I,
    next: Option<Pair<'de>>,
}

impl<'de, I: Iterator<Item = Pair<'de>>> Members<'de, I> {
    pub(crate) fn new(pairs: I) -> Self {
        Self { pairs, next: None }
    }
}

impl<'de, I: Iterator<Item = Pair<'de>>> MapAccess<'de> for Members<'de, I> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let Some((name, value)) = self.pairs.next() else {
            return Ok(None);
        };
        // A wrong name is told, and so is the name of a wrong value.
        let key = seed.deserialize(Text::new(name.clone()));
        let key = key.map_err(|misfit| misfit.within(Segment::member(&name)))?;
        self.next = Some((name, value));
        Ok(Some(key))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let Some((name, value)) = self.next.take() else {
            return Err(Misfit::defect("a value was asked for before its name"));
        };
        let value = seed.deserialize(Text::new(value));
        value.map_err(|misfit| misfit.within_text(&name))
    }
}
