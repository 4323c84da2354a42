//! The words of a dialect for each status: texts, codes, challenge, links.

use crate::document::address::Address;
use crate::document::defaults::Defaults;
use crate::document::dialect::{Dialect, Text};
use crate::document::object::ErrorObject;
use http::StatusCode;
use std::borrow::Cow;

impl Dialect {
    /// The challenge of a 401.
    pub(crate) const fn challenge_text(&self) -> &'static str {
        self.challenge
    }

    /// The name of the service; empty if the dialect gives none.
    #[cfg(feature = "tonic")]
    pub(crate) const fn domain_name(&self) -> &'static str {
        self.domain
    }

    /// Whether there is a page of errors, to which `links.type` leads.
    pub(crate) const fn has_docs(&self) -> bool {
        self.link.is_some()
    }

    /// The `links.type` of an error at this address of the page, with this code; `None` if there is no page.
    pub(crate) fn link(
        &self,
        address: &Address,
        code: Option<&str>,
        status: StatusCode,
    ) -> Option<String> {
        Some(self.link?(address, self.docs, code, status))
    }

    /// The code of a status, unless it is the status as text.
    pub(crate) fn word_of(&self, status: StatusCode) -> Option<&'static str> {
        Some(self.code?(status))
    }

    /// The code of a status.
    pub(crate) fn code_of(&self, status: StatusCode) -> Cow<'static, str> {
        match self.word_of(status) {
            Some(word) => Cow::Borrowed(word),
            None => Cow::Owned(status.as_str().to_owned()),
        }
    }

    /// The title of a status.
    pub(crate) fn title_of(&self, status: StatusCode) -> &'static str {
        match self.text_of(status) {
            Some(text) => text.title,
            None => (self.texts_of)(status).0,
        }
    }

    /// The detail of a status.
    pub(crate) fn detail_of(&self, status: StatusCode) -> Option<&'static str> {
        match self.text_of(status) {
            Some(text) => Some(text.detail).filter(|detail| !detail.is_empty()),
            None => (self.texts_of)(status).1,
        }
    }

    fn text_of(&self, status: StatusCode) -> Option<&'static Text> {
        let number = status.as_u16();
        self.texts.iter().find(|text| text.status == number)
    }

    /// The error object of a status, as in an answer without keys.
    pub(crate) fn error_object(&self, status: StatusCode) -> ErrorObject {
        let mut object = ErrorObject::default().with_title(self.title_of(status));
        object.detail = self.detail_of(status).map(str::to_owned);
        object.code = Some(self.code_of(status).into_owned());
        object.status = Some(status.as_str().to_owned());
        object
    }

    /// Restates in this dialect the texts that came from another one, and tells whether any of them was another
    /// text. `status` is the answer's, for an object without a status.
    pub(crate) fn restate(
        &self,
        object: &mut ErrorObject,
        defaults: Defaults,
        status: StatusCode,
    ) -> bool {
        let status = object.http_status().unwrap_or(status);
        let mut is_changed = false;
        if defaults.title {
            is_changed |= set(&mut object.title, Some(self.title_of(status)));
        }
        if defaults.detail {
            is_changed |= set(&mut object.detail, self.detail_of(status));
        }
        if defaults.code {
            is_changed |= set(&mut object.code, Some(&self.code_of(status)));
        }
        if let Some(address) = &defaults.address {
            let link = self.link(address, object.code.as_deref(), status);
            if link.is_some() || object.links.is_some() {
                let links = object.links.get_or_insert_default();
                is_changed |= set(&mut links.type_, link.as_deref());
            }
        }
        is_changed
    }
}

/// Sets a text, and tells whether it was another one.
fn set(text: &mut Option<String>, said: Option<&str>) -> bool {
    let is_other = text.as_deref() != said;
    if is_other {
        *text = said.map(str::to_owned);
    }
    is_other
}
