//! The service as a process.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::time::Duration;
use tokio::time::sleep;

/// The resources of a process.
#[derive(Clone, Copy)]
pub(crate) struct Held {
    /// Resident memory, in kB.
    pub(crate) memory: u64,
    /// File descriptors.
    pub(crate) files: usize,
}

impl Held {
    fn of(process: u32) -> Self {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS"))
            .unwrap();
        let memory = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        let files = fs::read_dir(format!("/proc/{process}/fd")).unwrap().count();
        Self { memory, files }
    }
}

/// The address that the service prints.
pub(crate) fn address(server: &mut Child) -> String {
    let mut line = String::new();
    let out = server.stdout.take().unwrap();
    BufReader::new(out).read_line(&mut line).unwrap();
    line.trim().to_owned()
}

/// Waits until the idle process holds no more than before, or no less for some seconds. A request that
/// waits for the database ends within ten seconds.
pub(crate) async fn at_rest(process: u32, before: Option<Held>) -> Held {
    let mut held = Held::of(process);
    let mut unchanged = 0;
    while unchanged < 12 {
        sleep(Duration::from_secs(1)).await;
        let now = Held::of(process);
        let is_less = now.files < held.files || now.memory < held.memory;
        unchanged = if is_less { 0 } else { unchanged + 1 };
        held = now;
        if before.is_some_and(|before| now.files <= before.files && now.memory <= before.memory) {
            break;
        }
    }
    held
}

/// The causes of 5xx answers, each with its number of lines in the log.
pub(crate) fn causes(log: &str) -> BTreeMap<String, usize> {
    let mut causes = BTreeMap::new();
    for line in log.lines() {
        if let Some((_, sources)) = line.split_once(" error.sources=[") {
            let cause = sources.split("] debug=").next().unwrap_or_default();
            *causes.entry(cause.to_owned()).or_default() += 1;
        }
    }
    causes
}

/// The number of errors in the log, each on one line.
pub(crate) fn events(log: &str) -> usize {
    let events = log
        .lines()
        .filter(|line| line.contains(" mrets_errors::log: "));
    events.count()
}
