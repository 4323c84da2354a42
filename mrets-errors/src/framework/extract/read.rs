//! Reads the parts of a request as values, for the extractors of all frameworks.

#[cfg(feature = "__content-type")]
use crate::framework::extract::content_type::{FORM, JSON, is_form, is_json};
use crate::framework::extract::json::from_slice;
use crate::framework::extract::pairs::{Pair, from_pairs};
use crate::framework::extract::params::Params;
use crate::framework::extract::refusal::Refusal;
use serde::de::DeserializeOwned;

#[cfg(feature = "__content-type")]
/// Checks the Content-Type of a body of JSON.
pub(crate) fn expect_json(content_type: Option<&[u8]>) -> Result<(), Refusal> {
    let is_json = content_type.is_some_and(is_json);
    is_json
        .then_some(())
        .ok_or_else(|| Refusal::content_type(JSON))
}

#[cfg(feature = "__content-type")]
/// Checks the Content-Type of a form.
pub(crate) fn expect_form(content_type: Option<&[u8]>) -> Result<(), Refusal> {
    let is_form = content_type.is_some_and(is_form);
    is_form
        .then_some(())
        .ok_or_else(|| Refusal::content_type(FORM))
}

/// Reads a body of JSON.
pub(crate) fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    from_slice(body).map_err(Refusal::json::<T>)
}

/// Reads a form that was sent as the body.
pub(crate) fn form<'de, T: DeserializeOwned>(
    pairs: impl Iterator<Item = Pair<'de>>,
) -> Result<T, Refusal> {
    from_pairs(pairs).map_err(|misfit| Refusal::body::<T>(&misfit))
}

/// Reads a query.
pub(crate) fn query<T: DeserializeOwned>(query: &str) -> Result<T, Refusal> {
    let read = from_pairs(form_urlencoded::parse(query.as_bytes()));
    read.map_err(|misfit| Refusal::query::<T>(&misfit))
}

/// Reads the parameters of a path.
pub(crate) fn path<T: DeserializeOwned>(params: &Params) -> Result<T, Refusal> {
    let read = params.read();
    read.map_err(|misfit| Refusal::path::<T>(&misfit))
}
