//! The elements, members and variants that the inner deserializer gives one after the other. Each adds its place to
//! the misfit of a value within it.

use crate::framework::extract::expectation::Expectation;
use crate::framework::extract::misfit::{Misfit, Segment};
use crate::framework::extract::track::{Name, Stash, Tracked};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};

/// The elements of an array.
pub(super) struct Elements<'t, A> {
    inner: A,
    stash: &'t Stash,
    index: usize,
}

impl<'t, A> Elements<'t, A> {
    pub(super) fn new(inner: A, stash: &'t Stash) -> Self {
        Self {
            inner,
            stash,
            index: 0,
        }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<'_, A> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let stash = self.stash;
        let seed = Tracked::new(seed, stash);
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

/// The members of an object.
pub(super) struct Members<'t, A> {
    inner: A,
    stash: &'t Stash,
    name: Name,
}

impl<'t, A> Members<'t, A> {
    pub(super) fn new(inner: A, stash: &'t Stash) -> Self {
        Self {
            inner,
            stash,
            name: Name::default(),
        }
    }

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
        let seed = Tracked::new(seed, self.stash);
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
pub(super) struct Variant<'t, A> {
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
        let read = inner.newtype_variant_seed(Tracked::new(seed, stash));
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
