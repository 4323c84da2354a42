//! [`locate`]: a deserializer around another, which finds the place and the reason of a misfit.
//!
//! The inner deserializer calls a visitor, which must fail with the deserializer's error. The user's visitor fails
//! with a [`Misfit`]. It is laid into a [`Stash`] on the way in, and taken out of it on the way out:
//!
//! ```text
//! T::deserialize  -> Tracked -> the inner deserializer -> Watched -> T's visitor
//!                 Misfit <- taken <- its own error <- laid <- Misfit
//! ```
//!
//! If the stash is empty, the inner deserializer failed by itself, on a value of another type than the
//! called method asks for.

use crate::framework::extract::expectation::Expectation;
use crate::framework::extract::misfit::{Misfit, Segment, Visited};
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess,
    SeqAccess, VariantAccess, Visitor,
};
use std::cell::Cell;

/// Reads a value, or tells where it does not fit.
pub(crate) fn locate<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, Misfit> {
    let stash = Stash::default();
    T::deserialize(Tracked {
        inner: deserializer,
        stash: &stash,
        name: None,
    })
}

/// The misfit that is on its way through the inner deserializer.
#[derive(Default)]
struct Stash(Cell<Option<Misfit>>);

impl Stash {
    /// An error of the inner deserializer that stands for the misfit.
    fn lay<E: de::Error>(&self, misfit: Misfit) -> E {
        self.0.set(Some(misfit));
        E::custom("")
    }

    fn take(&self) -> Option<Misfit> {
        self.0.take()
    }

    fn take_or_custom(&self) -> Misfit {
        self.take().unwrap_or_else(|| Misfit::custom(""))
    }
}

/// The name of the member that is read.
type Name = Cell<Option<Segment>>;

/// A deserializer, and everything that comes from one.
struct Tracked<'t, D> {
    inner: D,
    stash: &'t Stash,
    /// Set if this reads a name.
    name: Option<&'t Name>,
}

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

/// The user's visitor, whose misfits say what was expected.
struct Watched<'t, V> {
    visitor: V,
    expected: Expectation,
    stash: &'t Stash,
    name: Option<&'t Name>,
}

impl<'t, V> Watched<'t, V> {
    /// Lets the visitor visit a value.
    fn visit<T, E: de::Error>(
        self,
        visited: Visited,
        visit: impl FnOnce(V, &'t Stash, Option<&'t Name>) -> Result<T, Misfit>,
    ) -> Result<T, E> {
        let Self {
            visitor,
            expected,
            stash,
            name,
        } = self;
        let result = visit(visitor, stash, name);
        result.map_err(|misfit| stash.lay(misfit.expecting(&expected, visited)))
    }

    fn keep_name(&self, text: &str) {
        if let Some(name) = self.name {
            name.set(Some(Segment::member(text)));
        }
    }
}

macro_rules! visit {
    ($($method:ident($ty:ty) |$value:ident| $visited:expr,)*) => {
        $(
            fn $method<E: de::Error>(self, $value: $ty) -> Result<V::Value, E> {
                if self.name.is_some() {
                    self.keep_name(&$value.to_string());
                }
                self.visit($visited, |visitor, _, _| visitor.$method($value))
            }
        )*
    };
}

macro_rules! visit_text {
    ($($method:ident($ty:ty),)*) => {
        $(
            fn $method<E: de::Error>(self, value: $ty) -> Result<V::Value, E> {
                self.keep_name(&value);
                self.visit(Visited::Scalar, |visitor, _, _| visitor.$method(value))
            }
        )*
    };
}

macro_rules! visit_bytes {
    ($($method:ident($ty:ty),)*) => {
        $(
            fn $method<E: de::Error>(self, value: $ty) -> Result<V::Value, E> {
                self.visit(Visited::Scalar, |visitor, _, _| visitor.$method(value))
            }
        )*
    };
}

macro_rules! visit_nothing {
    ($($method:ident)*) => {
        $(
            fn $method<E: de::Error>(self) -> Result<V::Value, E> {
                self.visit(Visited::Scalar, |visitor, _, _| visitor.$method())
            }
        )*
    };
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watched<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.visitor.expecting(f)
    }

    visit! {
        visit_bool(bool) |value| Visited::Scalar,
        visit_i8(i8) |value| Visited::Whole(Some(value.into())),
        visit_i16(i16) |value| Visited::Whole(Some(value.into())),
        visit_i32(i32) |value| Visited::Whole(Some(value.into())),
        visit_i64(i64) |value| Visited::Whole(Some(value.into())),
        visit_i128(i128) |value| Visited::Whole(Some(value)),
        visit_u8(u8) |value| Visited::Whole(Some(value.into())),
        visit_u16(u16) |value| Visited::Whole(Some(value.into())),
        visit_u32(u32) |value| Visited::Whole(Some(value.into())),
        visit_u64(u64) |value| Visited::Whole(Some(value.into())),
        visit_u128(u128) |value| Visited::Whole(i128::try_from(value).ok()),
        visit_f32(f32) |value| Visited::Scalar,
        visit_f64(f64) |value| Visited::Scalar,
        visit_char(char) |value| Visited::Scalar,
    }

    visit_text! {
        visit_str(&str),
        visit_borrowed_str(&'de str),
        visit_string(String),
    }

    visit_bytes! {
        visit_bytes(&[u8]),
        visit_borrowed_bytes(&'de [u8]),
        visit_byte_buf(Vec<u8>),
    }

    visit_nothing! { visit_none visit_unit }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visit(Visited::Compound, |visitor, stash, name| {
            visitor.visit_some(Tracked { inner, stash, name })
        })
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.visit(Visited::Compound, |visitor, stash, name| {
            visitor.visit_newtype_struct(Tracked { inner, stash, name })
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.visit(Visited::Compound, |visitor, stash, _| {
            visitor.visit_seq(Elements {
                inner,
                stash,
                index: 0,
            })
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.visit(Visited::Compound, |visitor, stash, _| {
            let name = Name::default();
            visitor.visit_map(Members { inner, stash, name })
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.visit(Visited::Compound, |visitor, stash, _| {
            visitor.visit_enum(Tracked {
                inner,
                stash,
                name: None,
            })
        })
    }
}

/// A seed: a value that is read next.
impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Tracked<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        let Self {
            inner: seed,
            stash,
            name,
        } = self;
        let read = seed.deserialize(Tracked { inner, stash, name });
        read.map_err(|misfit| stash.lay(misfit))
    }
}

struct Elements<'t, A> {
    inner: A,
    stash: &'t Stash,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<'_, A> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let stash = self.stash;
        let seed = Tracked {
            inner: seed,
            stash,
            name: None,
        };
        let element = self.inner.next_element_seed(seed);
        let element = element.map_err(|_| {
            let misfit = stash.take_or_custom();
            misfit.within(Segment::Element(self.index))
        })?;
        self.index += 1;
        Ok(element)
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

struct Members<'t, A> {
    inner: A,
    stash: &'t Stash,
    name: Name,
}

impl<A> Members<'_, A> {
    /// The misfit of a name, or of its value.
    fn misfit(&self) -> Misfit {
        let misfit = self.stash.take_or_custom();
        match self.name.take() {
            Some(name) => misfit.within(name),
            None => misfit,
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<'_, A> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        self.name.set(None);
        let seed = Tracked {
            inner: seed,
            stash: self.stash,
            name: Some(&self.name),
        };
        let key = self.inner.next_key_seed(seed);
        key.map_err(|_| self.misfit())
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let seed = Tracked {
            inner: seed,
            stash: self.stash,
            name: None,
        };
        let value = self.inner.next_value_seed(seed);
        value.map_err(|_| self.misfit())
    }

    fn size_hint(&self) -> Option<usize> {
        self.inner.size_hint()
    }
}

impl<'de, 't, A: EnumAccess<'de>> EnumAccess<'de> for Tracked<'t, A> {
    type Error = Misfit;
    type Variant = Variant<'t, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), Misfit> {
        let stash = self.stash;
        let name = Name::default();
        let seed = Tracked {
            inner: seed,
            stash,
            name: Some(&name),
        };
        let variant = self.inner.variant_seed(seed);
        let (value, inner) = variant.map_err(|_| stash.take_or_custom())?;
        let name = name.take();
        Ok((value, Variant { inner, stash, name }))
    }
}

/// The content of a variant, which stands beneath its name.
struct Variant<'t, A> {
    inner: A,
    stash: &'t Stash,
    name: Option<Segment>,
}

impl<A> Variant<'_, A> {
    fn read<'de, S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Misfit>
    where
        A: VariantAccess<'de>,
    {
        let Self { inner, stash, name } = self;
        let read = inner.newtype_variant_seed(Tracked {
            inner: seed,
            stash,
            name: None,
        });
        read.map_err(|_| match (stash.take(), name) {
            (Some(misfit), Some(name)) => misfit.within(name),
            (Some(misfit), None) => misfit,
            // The name stands there by itself.
            (None, _) => Misfit::of_type(&Expectation::Object),
        })
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Variant<'_, A> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        let unit = self.inner.unit_variant();
        unit.map_err(|_| Misfit::of_type(&Expectation::Text))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Misfit> {
        self.read(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.read(Tuple(len, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.read(Struct(fields, visitor))
    }
}

/// The content of a tuple variant, which is an array in JSON.
struct Tuple<V>(usize, V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Tuple<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let Self(len, visitor) = self;
        deserializer.deserialize_tuple(len, visitor)
    }
}

/// The content of a struct variant, which is an object in JSON.
struct Struct<V>(&'static [&'static str], V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Struct<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        let Self(fields, visitor) = self;
        deserializer.deserialize_struct("", fields, visitor)
    }
}
