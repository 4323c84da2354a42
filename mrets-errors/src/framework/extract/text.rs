//! [`Text`]: a value of a query, a form or a path as a deserializer, which parses it as its type asks.

use crate::framework::extract::expectation::Expectation;
use crate::framework::extract::misfit::{Misfit, Visited};
use serde::de::value::{BorrowedStrDeserializer, SeqDeserializer, StringDeserializer};
use serde::de::{Deserializer, EnumAccess, IntoDeserializer, Visitor};
use std::borrow::Cow;

/// A value that was sent as text.
pub(crate) struct Text<'de> {
    text: Cow<'de, str>,
    /// The name of an element, for a type that reads pairs of name and value.
    name: Option<&'de str>,
}

impl<'de> Text<'de> {
    pub(crate) fn new(text: Cow<'de, str>) -> Self {
        Self { text, name: None }
    }

    /// An element of a list: its value, or a pair of its name and value.
    pub(crate) fn element(name: &'de str, text: &'de str) -> Self {
        let (text, name) = (text.into(), Some(name));
        Self { text, name }
    }

    fn visit<V: Visitor<'de>>(self, expected: Expectation, visitor: V) -> Result<V::Value, Misfit> {
        let expected = expected.own_or(&visitor, "");
        match self.text {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
        .map_err(|misfit: Misfit| misfit.expecting(&expected, Visited::Scalar))
    }
}

macro_rules! whole {
    ($($method:ident $visit:ident $ty:ident $expectation:expr,)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
                let expected = $expectation;
                let Ok(value) = self.text.parse::<$ty>() else {
                    return Err(not_whole(&self.text, &expected));
                };
                let whole = i128::try_from(value).ok();
                let visited = visitor.$visit(value);
                visited.map_err(|misfit: Misfit| misfit.expecting(&expected, Visited::Whole(whole)))
            }
        )*
    };
}

macro_rules! parsed {
    ($($method:ident $visit:ident $ty:ident $expectation:expr,)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
                let expected = $expectation;
                let Ok(value) = self.text.parse::<$ty>() else {
                    return Err(Misfit::of_type(&expected));
                };
                let visited = visitor.$visit(value);
                visited.map_err(|misfit: Misfit| misfit.expecting(&expected, Visited::Scalar))
            }
        )*
    };
}

macro_rules! never {
    ($($method:ident($($argument:ty),*) $expectation:expr,)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, $(_: $argument,)* _: V) -> Result<V::Value, Misfit> {
                Err(Misfit::of_type(&$expectation))
            }
        )*
    };
}

/// The methods of a deserializer for types without an input of their own: a unit reads nothing, and a newtype reads
/// what its field does.
macro_rules! units_and_newtypes {
    () => {
        fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            visitor.visit_unit()
        }

        fn deserialize_unit_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, Misfit> {
            visitor.visit_unit()
        }

        fn deserialize_newtype_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            visitor: V,
        ) -> Result<V::Value, Misfit> {
            visitor.visit_newtype_struct(self)
        }
    };
}

pub(super) use units_and_newtypes;

/// The misfit of a text that is no whole number of the type. A number out of range gets other words than a text.
fn not_whole(text: &str, expected: &Expectation) -> Misfit {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        Misfit::of_value(expected, None)
    } else {
        Misfit::of_type(expected)
    }
}

impl<'de> Deserializer<'de> for Text<'de> {
    type Error = Misfit;

    whole! {
        deserialize_u8 visit_u8 u8 Expectation::unsigned(u8::MAX),
        deserialize_u16 visit_u16 u16 Expectation::unsigned(u16::MAX),
        deserialize_u32 visit_u32 u32 Expectation::unsigned(u32::MAX),
        deserialize_u64 visit_u64 u64 Expectation::unsigned(u64::MAX),
        deserialize_u128 visit_u128 u128 Expectation::unsigned(u128::MAX),
        deserialize_i8 visit_i8 i8 Expectation::signed(i8::MIN),
        deserialize_i16 visit_i16 i16 Expectation::signed(i16::MIN),
        deserialize_i32 visit_i32 i32 Expectation::signed(i32::MIN),
        deserialize_i64 visit_i64 i64 Expectation::signed(i64::MIN),
        deserialize_i128 visit_i128 i128 Expectation::signed(i128::MIN),
    }

    parsed! {
        deserialize_bool visit_bool bool Expectation::Boolean,
        deserialize_f32 visit_f32 f32 Expectation::Number,
        deserialize_f64 visit_f64 f64 Expectation::Number,
        deserialize_char visit_char char Expectation::Character,
    }

    never! {
        deserialize_seq() Expectation::Array,
        deserialize_tuple_struct(&'static str, usize) Expectation::Array,
        deserialize_map() Expectation::Object,
        deserialize_struct(&'static str, &'static [&'static str]) Expectation::Object,
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.visit(Expectation::Any, visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.visit(Expectation::Text, visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.visit(Expectation::Text, visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.text {
            Cow::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
            Cow::Owned(text) => visitor.visit_byte_buf(text.into_bytes()),
        }
        .map_err(|misfit: Misfit| misfit.expecting(&Expectation::Text, Visited::Scalar))
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.name {
            Some(name) if len == 2 => {
                let pair = [Self::new(name.into()), Self::new(self.text)];
                visitor.visit_seq(SeqDeserializer::new(pair.into_iter()))
            }
            _ => Err(Misfit::of_type(&Expectation::Array)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    units_and_newtypes!();

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.text {
            Cow::Borrowed(text) => choose(visitor, BorrowedStrDeserializer::new(text)),
            Cow::Owned(text) => choose(visitor, StringDeserializer::new(text)),
        }
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_str(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_unit()
    }
}

/// Chooses a unit variant. Any failure is one of its name.
fn choose<'de, V, A>(visitor: V, variant: A) -> Result<V::Value, Misfit>
where
    V: Visitor<'de>,
    A: EnumAccess<'de, Error = Misfit>,
{
    let visited = visitor.visit_enum(variant);
    visited.map_err(|_| Misfit::of_type(&Expectation::Choice))
}

impl<'de> IntoDeserializer<'de, Misfit> for Text<'de> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
