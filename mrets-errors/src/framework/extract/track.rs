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

mod access;
mod deserializer;
mod visitor;

use crate::framework::extract::misfit::{Misfit, Segment};
use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, Error as _};
use std::cell::Cell;

/// Reads a value, or tells where it does not fit.
pub(crate) fn locate<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, Misfit> {
    let stash = Stash::default();
    T::deserialize(Tracked::new(deserializer, &stash))
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
    /// Tracks a value, which is no name.
    fn new(inner: D, stash: &'t Stash) -> Self {
        Self {
            inner,
            stash,
            name: None,
        }
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
