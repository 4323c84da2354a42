//! actix-web's `HeaderMap` in a `#[headers]` field.

use crate::answer::header_fields::{HeaderFields, HeaderItem, HeaderText};
use ::actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use std::borrow::Cow;

impl HeaderText for HeaderName {
    fn text(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(self.as_ref())
    }
}

impl HeaderText for HeaderValue {
    fn text(&self) -> Cow<'_, [u8]> {
        Cow::Borrowed(self.as_bytes())
    }
}

impl HeaderItem for &HeaderMap {
    fn visit(self, visit: &mut dyn FnMut(&[u8], &[u8])) {
        HeaderFields::visit(self, visit);
    }
}
