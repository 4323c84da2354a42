//! [`Changes`]: what clients would notice.

use super::markdown;
use crate::answer::catalog::{Catalog, Entry};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// What has changed since the lock was written, for clients who read codes, statuses and titles.
///
/// It shows itself as the sections of a changelog, in the form of
/// [Keep a Changelog](https://keepachangelog.com/en/1.1.0/). [`Catalog::check`] gives it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    added: Vec<Answer>,
    changed: Vec<(Answer, Answer)>,
    removed: Vec<Answer>,
}

/// What the lock keeps of an entry. Entries that differ in nothing of it are one: a client cannot tell
/// them apart either.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Answer {
    code: String,
    /// None where a field decides it.
    status: Option<u16>,
    title: Option<String>,
}

impl Answer {
    /// None where even the code is known only at run time.
    fn of(entry: &Entry) -> Option<Self> {
        Some(Self {
            code: entry.code?.to_owned(),
            status: entry.status.map(|status| status.as_u16()),
            title: entry.title.map(str::to_owned),
        })
    }

    pub(super) fn all(catalog: &Catalog) -> BTreeSet<Self> {
        catalog.entries().filter_map(Self::of).collect()
    }
}

impl Changes {
    pub(super) fn between(old: &BTreeSet<Answer>, new: &BTreeSet<Answer>) -> Self {
        let mut changes = Self {
            added: new.difference(old).cloned().collect(),
            ..Self::default()
        };
        for old in old.difference(new) {
            match changes.take_successor(old) {
                Some(new) => changes.changed.push((old.clone(), new)),
                None => changes.removed.push(old.clone()),
            }
        }
        changes
    }

    /// What has come in the place of an answer: one with its code, at best with its status too.
    fn take_successor(&mut self, old: &Answer) -> Option<Answer> {
        let same_code = |new: &Answer| new.code == old.code;
        let same_status = |new: &Answer| same_code(new) && new.status == old.status;
        let at = (self.added.iter().position(same_status))
            .or_else(|| self.added.iter().position(same_code))?;
        Some(self.added.remove(at))
    }

    /// Whether nothing has changed.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && !self.is_breaking()
    }

    /// Whether clients can break: something has changed or is gone.
    #[must_use]
    pub const fn is_breaking(&self) -> bool {
        !self.changed.is_empty() || !self.removed.is_empty()
    }

    /// The same, a line each: what is gone, and what has come.
    pub(super) fn write_diff(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines: Vec<(&Answer, char)> = Vec::new();
        lines.extend(self.removed.iter().map(|answer| (answer, '-')));
        for (old, new) in &self.changed {
            lines.extend([(old, '-'), (new, '+')]);
        }
        lines.extend(self.added.iter().map(|answer| (answer, '+')));
        lines.sort_by_key(|(answer, _)| &answer.code);
        for (answer, sign) in lines {
            let Answer { code, title, .. } = answer;
            write!(f, "{sign} {code:?}: {}", answer.status())?;
            if let Some(title) = title {
                write!(f, " {title:?}")?;
            }
            f.write_str("\n")?;
        }
        Ok(())
    }
}

impl Answer {
    fn status(&self) -> String {
        match self.status {
            Some(status) => status.to_string(),
            None => "any status".to_owned(),
        }
    }

    fn title(&self) -> String {
        match &self.title {
            Some(title) => format!("\"{}\"", markdown::text(title)),
            None => "that of its status".to_owned(),
        }
    }
}

/// As it stands in the changelog.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", markdown::code(&self.code), self.status())?;
        if self.title.is_some() {
            write!(f, ", {}", self.title())?;
        }
        Ok(())
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let changed = self.changed.iter().map(|(old, new)| {
            let mut parts = Vec::new();
            if old.status != new.status {
                parts.push(format!("status {} is now {}", old.status(), new.status()));
            }
            if old.title != new.title {
                parts.push(format!("title {} is now {}", old.title(), new.title()));
            }
            format!("{}: {}", markdown::code(&old.code), parts.join(", "))
        });
        let sections = [
            ("Added", self.added.iter().map(Answer::to_string).collect()),
            ("Changed", changed.collect::<Vec<_>>()),
            (
                "Removed",
                self.removed.iter().map(Answer::to_string).collect(),
            ),
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
