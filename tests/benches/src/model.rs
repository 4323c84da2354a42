//! Rows, contenders and goals, and the counts that `counts` hands to `table`.

use bytes::Bytes;
use http::Response;
use mrets_errors::Envelope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::PathBuf;

/// One kind of work, and all who do it.
pub(crate) struct Row {
    pub(crate) work: String,
    pub(crate) contenders: Vec<Contender>,
    pub(crate) goals: Vec<Goal>,
    /// Long work, which is timed once and not run under callgrind.
    pub(crate) is_heavy: bool,
}

impl Row {
    /// Starts a row with ours, which the others are compared with.
    pub(crate) fn new<B: Body>(
        work: impl Into<String>,
        ours: impl Fn() -> B + Send + Sync + 'static,
    ) -> Self {
        Self {
            work: work.into(),
            contenders: vec![Contender::new(OURS, true, ours)],
            goals: Vec::new(),
            is_heavy: false,
        }
    }

    /// Adds a contender with the same body, byte for byte.
    pub(crate) fn peer<B: Body>(
        mut self,
        name: &'static str,
        run: impl Fn() -> B + Send + Sync + 'static,
    ) -> Self {
        self.contenders.push(Contender::new(name, true, run));
        self
    }

    /// Adds a contender that does comparable work with another body.
    pub(crate) fn other<B: Body>(
        mut self,
        name: &'static str,
        run: impl Fn() -> B + Send + Sync + 'static,
    ) -> Self {
        self.contenders.push(Contender::new(name, false, run));
        self
    }

    pub(crate) fn goal(mut self, metric: Metric, against: &'static str, bound: Bound) -> Self {
        self.goals.push(Goal {
            metric,
            against,
            bound,
        });
        self
    }

    /// The contenders whose times or instructions are asked for.
    pub(crate) fn timed(&self) -> impl Iterator<Item = &Contender> {
        self.contenders.iter().filter(|contender| {
            let is_asked = |goal: &Goal| {
                [Metric::Time, Metric::Instructions].contains(&goal.metric)
                    && [OURS, goal.against].contains(&contender.name)
            };
            self.goals.iter().any(is_asked)
        })
    }

    pub(crate) fn heavy(mut self) -> Self {
        self.is_heavy = true;
        self
    }
}

pub(crate) const OURS: &str = "ours";

/// A way to do the work of a row.
pub(crate) struct Contender {
    pub(crate) name: &'static str,
    pub(crate) has_our_body: bool,
    /// Does the work this many times. The loop is inside, so that no dynamic call is measured.
    pub(crate) run: Box<dyn Fn(u64) + Send + Sync>,
    /// Does the work once, and gives its body.
    pub(crate) body: Box<dyn Fn() -> Bytes + Send + Sync>,
}

impl Contender {
    fn new<B, F>(name: &'static str, has_our_body: bool, run: F) -> Self
    where
        B: Body,
        F: Fn() -> B + Send + Sync + 'static,
    {
        let run = std::sync::Arc::new(run);
        let once = run.clone();
        Self {
            name,
            has_our_body,
            run: Box::new(move |times| (0..times).for_each(|_| drop(black_box(run())))),
            body: Box::new(move || once().body()),
        }
    }
}

/// The result of a contender.
pub(crate) trait Body {
    fn body(self) -> Bytes;
}

impl Body for Bytes {
    fn body(self) -> Bytes {
        self
    }
}

impl Body for Vec<u8> {
    fn body(self) -> Bytes {
        self.into()
    }
}

impl Body for Response<Bytes> {
    fn body(self) -> Bytes {
        self.into_body()
    }
}

impl Body for Envelope {
    fn body(self) -> Bytes {
        self.to_json()
    }
}

/// A figure of ours, the contender that it is compared with, and the bound.
pub(crate) struct Goal {
    pub(crate) metric: Metric,
    pub(crate) against: &'static str,
    pub(crate) bound: Bound,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Metric {
    Time,
    /// Where valgrind is installed.
    Instructions,
    Allocations,
    /// The most bytes at one time, compared with the bytes of the body.
    Peak,
    /// The bytes that the first body of a thread leaves behind.
    Kept,
}

#[derive(Clone, Copy)]
pub(crate) enum Bound {
    AtMost(f64),
    TimesFaster(f64),
    /// The figure is shown without a goal.
    Open,
}

/// The allocations of one run of a contender.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Counts {
    pub(crate) allocations: u64,
    pub(crate) bytes: u64,
    pub(crate) peak: u64,
    pub(crate) kept: i64,
    pub(crate) body: usize,
}

/// The counts by row and contender.
pub(crate) type AllCounts = BTreeMap<String, BTreeMap<String, Counts>>;

/// The directory of all results: `bench` in cargo's target directory.
pub(crate) fn output() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench")
}

pub(crate) fn counts_file() -> PathBuf {
    output().join("counts.json")
}
