//! [`Tracked`] as a deserializer: each method calls the same one of the inner deserializer, and says what it expects.

use crate::framework::extract::expectation::Expectation;
use crate::framework::extract::misfit::Misfit;
use crate::framework::extract::track::Tracked;
use crate::framework::extract::track::visitor::Watched;
use serde::de::{Deserializer, Visitor};

impl<'t, D> Tracked<'t, D> {
    fn read<'de, V: Visitor<'de>>(
        self,
        expected: &Expectation,
        visitor: V,
        read: impl FnOnce(D, Watched<'t, V>) -> Result<V::Value, D::Error>,
    ) -> Result<V::Value, Misfit>
    where
        D: Deserializer<'de>,
    {
        let Self { inner, stash, name } = self;
        let watched = Watched {
            visitor,
            expected: expected.clone(),
            stash,
            name,
        };
        let read = read(inner, watched);
        read.map_err(|_| stash.take().unwrap_or_else(|| Misfit::of_type(expected)))
    }
}

macro_rules! deserialize {
    ($($method:ident $expected:expr,)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
                self.read(&$expected, visitor, D::$method)
            }
        )*
    };
}

macro_rules! deserialize_own {
    ($($method:ident $expected:expr,)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
                self.read(&$expected.own_or(&visitor, ""), visitor, D::$method)
            }
        )*
    };
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Tracked<'_, D> {
    type Error = Misfit;

    deserialize! {
        deserialize_bool Expectation::Boolean,
        deserialize_i8 Expectation::signed(i8::MIN),
        deserialize_i16 Expectation::signed(i16::MIN),
        deserialize_i32 Expectation::signed(i32::MIN),
        deserialize_i64 Expectation::signed(i64::MIN),
        deserialize_i128 Expectation::signed(i128::MIN),
        deserialize_u8 Expectation::unsigned(u8::MAX),
        deserialize_u16 Expectation::unsigned(u16::MAX),
        deserialize_u32 Expectation::unsigned(u32::MAX),
        deserialize_u64 Expectation::unsigned(u64::MAX),
        deserialize_u128 Expectation::unsigned(u128::MAX),
        deserialize_f32 Expectation::Number,
        deserialize_f64 Expectation::Number,
        deserialize_char Expectation::Character,
        deserialize_option Expectation::Any,
        deserialize_unit Expectation::Null,
        deserialize_seq Expectation::Array,
        deserialize_map Expectation::Object,
        deserialize_identifier Expectation::Text,
        deserialize_ignored_any Expectation::Any,
    }

    deserialize_own! {
        deserialize_any Expectation::Any,
        deserialize_str Expectation::Text,
        deserialize_string Expectation::Text,
        deserialize_bytes Expectation::Text,
        deserialize_byte_buf Expectation::Text,
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let expected = Expectation::Null.own_or(&visitor, name);
        self.read(&expected, visitor, |inner, visitor| {
            inner.deserialize_unit_struct(name, visitor)
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let expected = Expectation::Any.own_or(&visitor, name);
        self.read(&expected, visitor, |inner, visitor| {
            inner.deserialize_newtype_struct(name, visitor)
        })
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.read(&Expectation::ArrayOf(len), visitor, |inner, visitor| {
            inner.deserialize_tuple(len, visitor)
        })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let expected = Expectation::ArrayOf(len).own_or(&visitor, name);
        self.read(&expected, visitor, |inner, visitor| {
            inner.deserialize_tuple_struct(name, len, visitor)
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let expected = Expectation::Object.own_or(&visitor, name);
        self.read(&expected, visitor, |inner, visitor| {
            inner.deserialize_struct(name, fields, visitor)
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let expected = Expectation::Choice.own_or(&visitor, name);
        self.read(&expected, visitor, |inner, visitor| {
            inner.deserialize_enum(name, variants, visitor)
        })
    }

    fn is_human_readable(&self) -> bool {
        self.inner.is_human_readable()
    }
}
