//! [`Watched`]: a visitor around the user's.

use crate::framework::extract::expectation::Expectation;
use crate::framework::extract::misfit::{Misfit, Segment, Visited};
use crate::framework::extract::track::access::{Elements, Members};
use crate::framework::extract::track::{Name, Stash, Tracked};
use serde::de::{self, Deserializer, EnumAccess, MapAccess, SeqAccess, Visitor};

/// The user's visitor, whose misfits say what was expected.
pub(super) struct Watched<'t, V> {
    pub(super) visitor: V,
    pub(super) expected: Expectation,
    pub(super) stash: &'t Stash,
    /// Set if this visits a name.
    pub(super) name: Option<&'t Name>,
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
            visitor.visit_seq(Elements::new(inner, stash))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.visit(Visited::Compound, |visitor, stash, _| {
            visitor.visit_map(Members::new(inner, stash))
        })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, inner: A) -> Result<V::Value, A::Error> {
        self.visit(Visited::Compound, |visitor, stash, _| {
            visitor.visit_enum(Tracked::new(inner, stash))
        })
    }
}
