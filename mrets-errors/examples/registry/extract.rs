//! Extractors of the registry: the page of a list, and `If-None-Match`.

use axum::{
    extract::{FromRequestParts, Query},
    http::{HeaderMap, header, request::Parts},
};

use crate::error::RegistryError;

/// The page of a collection that a request asks for.
#[derive(Debug)]
pub(crate) struct Page {
    number: u32,
    pub(crate) size: u32,
}

/// The most records of a page.
const MOST: u32 = 1000;

impl Default for Page {
    fn default() -> Self {
        Self {
            number: 1,
            size: 25,
        }
    }
}

impl Page {
    /// The page with this number and size; 0 stands for the default.
    pub(crate) fn of(number: u32, size: u32) -> Result<Self, RegistryError> {
        let or = |number, default| if number == 0 { default } else { number };
        let default = Self::default();
        if size > MOST {
            return Err(RegistryError::InvalidPage {
                name: "page_size".into(),
                max: MOST,
            });
        }
        Ok(Self {
            number: or(number, default.number),
            size: or(size, default.size),
        })
    }

    /// The number of records before this page.
    pub(crate) fn offset(&self) -> u64 {
        u64::from(self.number.saturating_sub(1)) * u64::from(self.size)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = RegistryError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, RegistryError> {
        // Any query is a list of pairs of text, so the default is never used.
        let Query(pairs) =
            Query::<Vec<(String, String)>>::try_from_uri(&parts.uri).unwrap_or_default();
        let mut page = Self::default();
        for (name, value) in pairs {
            match name.as_str() {
                "page[number]" => page.number = up_to(u32::MAX, "page[number]", &value)?,
                "page[size]" => page.size = up_to(MOST, "page[size]", &value)?,
                _ => return Err(RegistryError::UnknownParameter { name }),
            }
        }
        Ok(page)
    }
}

fn up_to(max: u32, name: &'static str, value: &str) -> Result<u32, RegistryError> {
    value
        .parse()
        .ok()
        .filter(|number| (1..=max).contains(number))
        .ok_or(RegistryError::InvalidPage {
            name: name.into(),
            max,
        })
}

/// Tells whether `If-None-Match` names this tag, so that the client has the document already.
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        // The comparison is the weak one (RFC 9110, 13.1.2).
        .any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}
