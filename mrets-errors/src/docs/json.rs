//! The catalogue as JSON, for other tools.

use crate::answer::catalog::Catalog;
use crate::docs::{example, grpc, meta_type};
use serde_json::{Map, Value, json};

/// The catalogue as JSON, of the feature `docs`.
#[cfg_attr(docsrs, doc(cfg(feature = "docs")))]
impl Catalog {
    /// The JSON Schema of [`to_json`](Self::to_json).
    pub const JSON_SCHEMA: &str = include_str!("../../schemas/catalog.schema.json");

    /// The JSON Schema of the lock that [`check`](Self::check) reads.
    pub const LOCK_SCHEMA: &str = include_str!("../../schemas/lock.schema.json");

    /// The catalogue as JSON: an object for each error, with everything that the page shows. Its schema
    /// is [`JSON_SCHEMA`](Self::JSON_SCHEMA).
    ///
    /// ```
    /// use mrets_errors::MretsError;
    ///
    /// /// No account has this number.
    /// #[derive(Debug, MretsError)]
    /// #[status(404, code = "no_account")]
    /// struct NoAccount;
    ///
    /// let catalog = NoAccount::catalog().to_json();
    /// assert_eq!(catalog["errors"][0]["code"], "no_account");
    /// assert_eq!(catalog["errors"][0]["retry"], "never");
    /// ```
    #[must_use]
    pub fn to_json(&self) -> Value {
        let has_grpc = grpc::is_spoken(self);
        let errors = self
            .entries()
            .filter(|entry| !entry.is_hidden)
            .map(|entry| {
                let meta: Map<String, Value> = (entry.meta.iter())
                    .map(|name| {
                        (
                            (*name).to_owned(),
                            json!(meta_type::name(self, entry, name)),
                        )
                    })
                    .collect();
                let source: Map<String, Value> = (entry.source.iter().zip(entry.note.places))
                    .map(|(name, place)| ((*name).to_owned(), json!(example::template(place))))
                    .collect();
                json!({
                    "code": entry.code,
                    "status": entry.status.map(|status| status.as_u16()),
                    "title": entry.title,
                    "detail": entry.detail.map(example::template),
                    "doc": entry.doc,
                    "anchor": entry.anchor(),
                    "address": entry.link(),
                    "by": entry.path(),
                    "source": source,
                    "headers": entry.headers,
                    "has_other_headers": entry.has_other_headers,
                    "meta": meta,
                    "has_other_meta": entry.has_other_meta,
                    "retry": entry.retry().as_str(),
                    "grpc": grpc::code(entry).filter(|_| has_grpc),
                    "media_type": entry.media_type,
                    "challenge": entry.challenge,
                    "deprecated": entry.deprecated,
                    "example": example::value(self, entry),
                })
            });
        json!({ "version": 1, "is_open": self.is_open(), "errors": errors.collect::<Vec<_>>() })
    }
}
