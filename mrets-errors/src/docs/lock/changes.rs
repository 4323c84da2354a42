//! [`Changes`]: the differences that clients would notice.

use super::answer::{Difference, LockedAnswer};
use crate::docs::markdown;
use std::collections::BTreeMap;
use std::fmt;

/// The differences between the lock and today's errors that clients can notice: in codes, statuses, titles,
/// addresses, `meta`, headers, gRPC codes and whether to try again.
///
/// `Display` shows them as the sections of a changelog, in the form of
/// [Keep a Changelog](https://keepachangelog.com/en/1.1.0/). [`Catalog::check`](crate::Catalog::check())
/// and [`Catalog::bless`](crate::Catalog::bless()) give them.
///
/// ```
/// use mrets_errors::MretsError;
///
/// mod before {
///     #[derive(Debug, mrets_errors::MretsError)]
///     #[status(404, code = "no_account")]
///     pub struct NoAccount;
/// }
///
/// mod after {
///     #[derive(Debug, mrets_errors::MretsError)]
///     #[status(410, code = "no_account")]
///     pub struct NoAccount;
/// }
///
/// # let dir = tempfile::tempdir()?;
/// # let path = dir.path().join("errors.lock.json");
/// before::NoAccount::catalog().bless(&path)?;
/// let changes = after::NoAccount::catalog().bless(&path)?;
/// assert!(changes.is_breaking());
/// println!("{changes}"); // for the changelog
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    added: Vec<LockedAnswer>,
    changed: Vec<Changed>,
    removed: Vec<LockedAnswer>,
    /// Retired codes that come back with the meaning they had.
    restored: Vec<LockedAnswer>,
    /// Retired codes that come back with another meaning: the retired answer, and the new one.
    reused: Vec<(LockedAnswer, LockedAnswer)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Changed {
    old: LockedAnswer,
    new: LockedAnswer,
    differences: Vec<Difference>,
}

impl Changes {
    pub(super) fn between(old: &[LockedAnswer], new: &[LockedAnswer]) -> Self {
        let mut changes = Self::default();
        let mut rest: BTreeMap<&str, Vec<&LockedAnswer>> = BTreeMap::new();
        for answer in new {
            rest.entry(&answer.code).or_default().push(answer);
        }
        let (retired, mut sent): (Vec<_>, Vec<_>) =
            old.iter().partition(|answer| answer.is_retired());
        // Among the answers with one code, match the most similar ones first.
        let nearness: [fn(&LockedAnswer, &LockedAnswer) -> bool; 4] = [
            |old, new| old.differences(new).is_empty(),
            LockedAnswer::means_the_same,
            |old, new| old.status == new.status,
            |_, _| true,
        ];
        for is_near in nearness {
            sent.retain(|old| {
                let same_code = rest.get_mut(old.code.as_str());
                let found = same_code.and_then(|same_code| {
                    let at = same_code.iter().position(|new| is_near(old, new))?;
                    Some(same_code.remove(at))
                });
                if let Some(new) = found {
                    changes.compare(old, new);
                }
                found.is_none()
            });
        }
        changes.removed = sent.into_iter().cloned().collect();
        for new in rest.into_values().flatten() {
            let mut known = retired.iter().filter(|old| old.code == new.code).peekable();
            match known.peek() {
                None => changes.added.push(new.clone()),
                Some(_) if !new.has_own_code() => changes.added.push(new.clone()),
                Some(first) => {
                    let first = (**first).clone();
                    if known.any(|old| old.means_the_same(new)) {
                        changes.restored.push(new.clone());
                    } else {
                        changes.reused.push((first, new.clone()));
                    }
                }
            }
        }
        changes
    }

    fn compare(&mut self, old: &LockedAnswer, new: &LockedAnswer) {
        let differences = old.differences(new);
        if !differences.is_empty() {
            self.changed.push(Changed {
                old: old.clone(),
                new: new.clone(),
                differences,
            });
        }
    }

    /// Whether nothing has changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty()
            && self.changed.is_empty()
            && self.removed.is_empty()
            && self.restored.is_empty()
            && self.reused.is_empty()
    }

    /// Whether clients can break, because a promise that they rely on has changed or is gone.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        !self.removed.is_empty()
            || !self.reused.is_empty()
            || (self.changed.iter())
                .any(|changed| changed.differences.iter().any(Difference::is_breaking))
    }

    /// Whether a retired code comes back with another meaning.
    pub(super) const fn reuses_a_code(&self) -> bool {
        !self.reused.is_empty()
    }

    /// Whether a code is gone.
    pub(super) const fn removes_a_code(&self) -> bool {
        !self.removed.is_empty()
    }

    /// The answers that are gone, which stay in the lock as retired.
    pub(super) fn removed(&self) -> &[LockedAnswer] {
        &self.removed
    }

    /// The answers that have changed, each with the locked one and today's.
    pub(super) fn changed(&self) -> impl Iterator<Item = (&LockedAnswer, &LockedAnswer)> {
        self.changed
            .iter()
            .map(|changed| (&changed.old, &changed.new))
    }

    /// Writes each breaking change as an item of a list.
    pub(super) fn write_breaking(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for changed in &self.changed {
            let breaking = changed
                .differences
                .iter()
                .filter(|difference| difference.is_breaking());
            let breaking: Vec<String> = breaking.map(Difference::to_string).collect();
            if !breaking.is_empty() {
                writeln!(
                    f,
                    "- {}: {}",
                    markdown::code(&changed.old.code),
                    breaking.join(", ")
                )?;
            }
        }
        for gone in &self.removed {
            writeln!(f, "- {gone}: is gone")?;
        }
        Ok(())
    }

    /// Writes each retired code that comes back with another meaning.
    pub(super) fn write_reused(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (retired, new) in &self.reused {
            writeln!(f, "- {retired}: was retired, and is now {}", new.meaning())?;
        }
        Ok(())
    }
}

impl LockedAnswer {
    pub(super) fn meaning(&self) -> String {
        match &self.title {
            Some(_) => format!("{}, {}", status(self.status), title(self.title.as_deref())),
            None => status(self.status),
        }
    }
}

fn status(status: Option<u16>) -> String {
    status.map_or_else(|| "any status".to_owned(), |status| status.to_string())
}

fn title(title: Option<&str>) -> String {
    match title {
        Some(title) => format!("\"{}\"", markdown::text(title)),
        None => "the title of its status".to_owned(),
    }
}

fn address(address: Option<&str>) -> String {
    address.map_or_else(|| "none".to_owned(), markdown::code)
}

fn grpc(code: Option<&str>) -> String {
    code.map_or_else(|| "of its status".to_owned(), markdown::code)
}

fn type_name(name: Option<&str>) -> &str {
    name.unwrap_or("of any type")
}

/// Shows the answer as in the changelog.
impl fmt::Display for LockedAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", markdown::code(&self.code), self.meaning())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(old, new) => {
                write!(f, "status {} is now {}", status(*old), status(*new))
            }
            Self::Title(old, new) => {
                let (old, new) = (title(old.as_deref()), title(new.as_deref()));
                write!(f, "title {old} is now {new}")
            }
            Self::Address(None, new) => write!(f, "has the address {}", address(new.as_deref())),
            Self::Address(old, new) => {
                let (old, new) = (address(old.as_deref()), address(new.as_deref()));
                write!(f, "address {old} is now {new}")
            }
            Self::MetaGone(name) => write!(f, "`meta` no longer has {}", markdown::code(name)),
            Self::MetaType(name, old, new) => {
                let (old, new) = (type_name(old.as_deref()), type_name(new.as_deref()));
                write!(
                    f,
                    "{} in `meta` was {old} and is now {new}",
                    markdown::code(name)
                )
            }
            Self::MetaNew(name) => write!(f, "`meta` now has {}", markdown::code(name)),
            Self::HeaderGone(name) => write!(f, "no longer sends the header `{name}`"),
            Self::HeaderNew(name) => write!(f, "now sends the header `{name}`"),
            Self::OtherMeta(true) => f.write_str("`meta` can have other members now"),
            Self::OtherMeta(false) => f.write_str("`meta` no longer has other members"),
            Self::OtherHeaders(true) => f.write_str("can send other headers now"),
            Self::OtherHeaders(false) => f.write_str("no longer sends other headers"),
            Self::Retry(old, new) => write!(f, "retry `{old}` is now `{new}`"),
            Self::Grpc(old, new) => {
                let (old, new) = (grpc(old.as_deref()), grpc(new.as_deref()));
                write!(f, "gRPC code {old} is now {new}")
            }
            Self::Unknown => {
                f.write_str("address, `meta`, headers and retry are locked from now on")
            }
        }
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = |answers: &[LockedAnswer]| -> Vec<String> {
            answers.iter().map(LockedAnswer::to_string).collect()
        };
        let changed = self.changed.iter().filter_map(|changed| {
            // Clients do not notice the upgrade of a lock.
            let differences = changed.differences.iter();
            let differences: Vec<String> = differences
                .filter(|difference| **difference != Difference::Unknown)
                .map(Difference::to_string)
                .collect();
            (!differences.is_empty()).then(|| {
                format!(
                    "{}: {}",
                    markdown::code(&changed.old.code),
                    differences.join(", ")
                )
            })
        });
        let mut added = items(&self.added);
        added.extend(
            self.restored
                .iter()
                .map(|answer| format!("{answer} (again)")),
        );
        let sections = [
            ("Added", added),
            ("Changed", changed.collect::<Vec<_>>()),
            ("Removed", items(&self.removed)),
        ];
        let mut is_first = true;
        for (name, items) in sections {
            if items.is_empty() {
                continue;
            }
            if !is_first {
                f.write_str("\n")?;
            }
            is_first = false;
            write!(f, "### {name}\n\n")?;
            for item in items {
                writeln!(f, "- {item}")?;
            }
        }
        Ok(())
    }
}
