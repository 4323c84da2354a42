//! [`LockedAnswer`]: the promises of one answer, as the lock keeps them.

use crate::answer::catalog::Catalog;
use crate::answer::entry::Entry;
use crate::docs::{grpc, meta_type};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One line of the lock. Entries with the same promises are one line, since a client cannot tell them apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct LockedAnswer {
    pub(super) code: String,
    /// The HTTP status; `None` if a value decides it at run time.
    pub(super) status: Option<u16>,
    pub(super) title: Option<String>,
    /// `links.type`, and the `type` of a problem document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<String>,
    /// The members of `meta`, each with its type if that is known.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) meta: BTreeMap<String, Option<String>>,
    /// Whether `meta` can have other members, which are known only at run time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) has_other_meta: bool,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) headers: BTreeSet<String>,
    /// Whether there can be other headers, which are known only at run time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) has_other_headers: bool,
    /// Whether a client may send the request again. A lock of version 1 has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) retry: Option<String>,
    /// The name of the gRPC code, where it is not the one that the status has by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) grpc: Option<String>,
    /// The Rust type and variant, for readers of the file and for messages. It is no promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) by: Option<String>,
    /// The service's version that sent it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) since: Option<String>,
    /// The service's version that stopped sending it; empty if that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) retired: Option<String>,
}

/// The part of an answer by which clients know it: code, status and title.
pub(super) type Meaning<'a> = (&'a str, Option<u16>, Option<&'a str>);

impl LockedAnswer {
    /// The line of an entry; `None` if even the code is known only at run time.
    fn of(catalog: &Catalog, entry: &Entry) -> Option<Self> {
        let meta = entry.meta.iter().map(|name| {
            let ty = meta_type::name(catalog, entry, name);
            ((*name).to_owned(), ty)
        });
        Some(Self {
            code: entry.code?.to_owned(),
            status: entry.status.map(|status| status.as_u16()),
            title: entry.title.map(str::to_owned),
            address: entry.link(),
            meta: meta.collect(),
            has_other_meta: entry.has_other_meta,
            headers: entry
                .headers
                .iter()
                .map(|name| (*name).to_owned())
                .collect(),
            has_other_headers: entry.has_other_headers,
            retry: Some(entry.retry().as_str().to_owned()),
            grpc: entry
                .grpc()
                .filter(|code| Some(*code) != grpc::of_status(entry.status))
                .map(str::to_owned),
            by: Some(entry.path()),
            since: None,
            retired: None,
        })
    }

    /// Every promise of a catalogue, sorted.
    pub(super) fn all(catalog: &Catalog) -> Vec<Self> {
        let answers = catalog
            .entries()
            .filter_map(|entry| Self::of(catalog, entry));
        let mut answers: Vec<Self> = answers.collect();
        answers.sort();
        answers.dedup_by(|one, other| one.promises_the_same(other));
        answers
    }

    pub(super) fn is_retired(&self) -> bool {
        self.retired.is_some()
    }

    /// Whether the code is the service's own word, and not merely the status.
    pub(super) fn has_own_code(&self) -> bool {
        self.status
            .is_none_or(|status| self.code != status.to_string())
    }

    pub(super) fn meaning_key(&self) -> Meaning<'_> {
        (&self.code, self.status, self.title.as_deref())
    }

    /// Whether both answers have the same meaning for clients.
    pub(super) fn means_the_same(&self, other: &Self) -> bool {
        self.meaning_key() == other.meaning_key()
    }

    fn promises_the_same(&self, other: &Self) -> bool {
        self.promise() == other.promise()
    }

    /// The promise alone, and whether it is retired.
    pub(super) fn promise(&self) -> Self {
        Self {
            by: None,
            since: None,
            ..self.clone()
        }
    }

    /// The path of the Rust type: the variant's without the variant.
    pub(super) fn type_path(&self) -> Option<&str> {
        let path = self.by.as_deref()?;
        let (outer, _) = path.rsplit_once("::")?;
        let outer_name = outer.rsplit("::").next().unwrap_or(outer);
        // Modules are in lower case, types are not.
        let is_type = outer_name.starts_with(char::is_uppercase);
        Some(if is_type { outer } else { path })
    }

    /// The differences that a client can notice. A lock of version 1 knows only code, status and title.
    pub(super) fn differences(&self, new: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        if self.status != new.status {
            found.push(Difference::Status(self.status, new.status));
        }
        if self.title != new.title {
            found.push(Difference::Title(self.title.clone(), new.title.clone()));
        }
        let Some(retry) = &self.retry else {
            if new.retry.is_some() {
                found.push(Difference::Unknown);
            }
            return found;
        };
        if self.address != new.address {
            found.push(Difference::Address(
                self.address.clone(),
                new.address.clone(),
            ));
        }
        for (name, old) in &self.meta {
            match new.meta.get(name) {
                None => found.push(Difference::MetaGone(name.clone())),
                // A type that is unknown on one side is no difference.
                Some(new) if new != old && new.is_some() && old.is_some() => {
                    found.push(Difference::MetaType(name.clone(), old.clone(), new.clone()));
                }
                Some(_) => {}
            }
        }
        let is_new = |name: &&String| !self.meta.contains_key(*name);
        found.extend(
            new.meta
                .keys()
                .filter(is_new)
                .cloned()
                .map(Difference::MetaNew),
        );
        let gone = self.headers.difference(&new.headers).cloned();
        found.extend(gone.map(Difference::HeaderGone));
        let come = new.headers.difference(&self.headers).cloned();
        found.extend(come.map(Difference::HeaderNew));
        if self.has_other_meta != new.has_other_meta {
            found.push(Difference::OtherMeta(new.has_other_meta));
        }
        if self.has_other_headers != new.has_other_headers {
            found.push(Difference::OtherHeaders(new.has_other_headers));
        }
        if new.retry.as_ref() != Some(retry) {
            let new = new.retry.clone().unwrap_or_default();
            found.push(Difference::Retry(retry.clone(), new));
        }
        // A code that comes with another status is part of that change.
        let (old_code, new_code) = (self.grpc_code(), new.grpc_code());
        if self.grpc != new.grpc && old_code != new_code {
            found.push(Difference::Grpc(old_code, new_code));
        }
        found
    }

    /// The gRPC code that clients see; none where a value decides the status, and with it the code.
    fn grpc_code(&self) -> Option<String> {
        let status = self
            .status
            .and_then(|status| StatusCode::from_u16(status).ok());
        let by_status = || grpc::of_status(status).map(str::to_owned);
        self.grpc.clone().or_else(by_status)
    }
}

/// One difference between a locked answer and today's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference {
    Status(Option<u16>, Option<u16>),
    Title(Option<String>, Option<String>),
    Address(Option<String>, Option<String>),
    MetaGone(String),
    MetaType(String, Option<String>, Option<String>),
    MetaNew(String),
    HeaderGone(String),
    HeaderNew(String),
    /// Whether `meta` now has other members, whose names are known only at run time.
    OtherMeta(bool),
    OtherHeaders(bool),
    Retry(String, String),
    /// The gRPC codes; none where a value decides the status, and with it the code.
    Grpc(Option<String>, Option<String>),
    /// A lock of version 1 does not hold the rest.
    Unknown,
}

impl Difference {
    /// Whether a client that relied on the old answer can break.
    pub(super) fn is_breaking(&self) -> bool {
        match self {
            Self::Status(..)
            | Self::Title(..)
            | Self::MetaGone(_)
            | Self::MetaType(..)
            | Self::HeaderGone(_)
            | Self::Retry(..)
            | Self::Grpc(..) => true,
            Self::Address(old, _) => old.is_some(),
            Self::OtherMeta(are_there) | Self::OtherHeaders(are_there) => !are_there,
            Self::MetaNew(_) | Self::HeaderNew(_) | Self::Unknown => false,
        }
    }
}
