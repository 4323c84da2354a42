//! The rows that run: times, beside the allocations of `counts` and the instructions of callgrind.

use crate::model::{AllCounts, Contender, Counts, Metric, OURS, Row, counts_file, output};
use crate::report::{Line, Unit, median};
use crate::rows::ROWS;
use criterion::Criterion;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, iter};

/// The results of a row's contenders, by name.
struct Results {
    /// Seconds, one for each round.
    times: BTreeMap<&'static str, Vec<f64>>,
    counts: BTreeMap<String, Counts>,
    instructions: BTreeMap<&'static str, u64>,
}

pub(crate) fn lines(is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Line>, Box<dyn Error>> {
    let counts = fs::read(counts_file()).ok();
    let counts = counts.and_then(|counts| serde_json::from_slice::<AllCounts>(&counts).ok());
    let mut counts = counts.unwrap_or_default();
    // Criterion would compare with the files of an earlier run.
    let criterion = output().join("criterion");
    if criterion.exists() {
        fs::remove_dir_all(criterion)?;
    }
    let mut lines = Vec::new();
    for (name, row) in ROWS.iter().filter(|(name, _)| is_wanted(name)) {
        let row = row();
        let times = times(name, &row)?;
        let results = Results {
            counts: counts.remove(*name).unwrap_or_default(),
            instructions: instructions(name, &row, &times),
            times,
        };
        lines.extend(row_lines(&row, &results));
    }
    Ok(lines)
}

fn row_lines(row: &Row, results: &Results) -> Vec<Line> {
    let lines = row.goals.iter().filter_map(|goal| {
        let counts = |name: &str| results.counts.get(name);
        let ours = counts(OURS);
        let line = |work: &str, against: &str, unit, rounds: &[_]| {
            let work = format!("{}{work}", row.work);
            Line::new(work, against, goal.bound, unit, rounds)
        };
        Some(match goal.metric {
            Metric::Time => {
                let (ours, other) = (results.times.get(OURS)?, results.times.get(goal.against)?);
                let rounds: Vec<_> = iter::zip(ours.clone(), other.clone()).collect();
                let mut line = line("", goal.against, Unit::Seconds, &rounds);
                line.allocations = counts(OURS)
                    .zip(counts(goal.against))
                    .map(|(ours, other)| [ours.allocations, other.allocations]);
                let instructions = |name| results.instructions.get(name).copied();
                line.instructions = instructions(OURS)
                    .zip(instructions(goal.against))
                    .map(Into::into);
                line
            }
            Metric::Instructions => {
                let instructions = |name| results.instructions.get(name).copied();
                let rounds = (
                    instructions(OURS)? as f64,
                    instructions(goal.against)? as f64,
                );
                line(": instructions", goal.against, Unit::Count, &[rounds])
            }
            Metric::Allocations => {
                let rounds = (
                    ours?.allocations as f64,
                    counts(goal.against)?.allocations as f64,
                );
                line(": allocations", goal.against, Unit::Count, &[rounds])
            }
            Metric::Peak => {
                let rounds = (ours?.peak as f64, ours?.body as f64);
                line(": peak memory", "the body", Unit::Bytes, &[rounds])
            }
            Metric::Kept => {
                let rounds = (ours?.kept as f64, KEPT);
                line(": kept afterwards", "64 kB", Unit::Bytes, &[rounds])
            }
        })
    });
    lines.collect()
}

/// The largest buffer that may be kept, in bytes.
const KEPT: f64 = 64e3;

/// Times all contenders in turn, round by round, so that all see the same machine.
fn times(name: &str, row: &Row) -> Result<BTreeMap<&'static str, Vec<f64>>, Box<dyn Error>> {
    let mut times = BTreeMap::<_, Vec<_>>::new();
    let rounds = if row.is_heavy { 1 } else { 5 };
    for round in 0..rounds {
        for contender in row.timed() {
            let time = time(name, contender, round, row.is_heavy)?;
            times.entry(contender.name).or_default().push(time);
        }
    }
    Ok(times)
}

/// Times one contender. Returns the median of criterion's samples, in seconds.
fn time(
    row: &str,
    contender: &Contender,
    round: usize,
    is_heavy: bool,
) -> Result<f64, Box<dyn Error>> {
    #[derive(Deserialize)]
    struct Estimates {
        median: Estimate,
    }

    #[derive(Deserialize)]
    struct Estimate {
        point_estimate: f64,
    }

    let (samples, warm_up, measurement) = if is_heavy {
        (10, 1, 500)
    } else {
        (20, 20, 100)
    };
    // Each round is a new baseline, so that criterion compares nothing.
    let round = format!("round-{round}");
    let directory = output().join("criterion");
    let mut criterion = Criterion::default()
        .without_plots()
        .output_directory(&directory)
        .save_baseline(round.clone())
        .sample_size(samples)
        .warm_up_time(Duration::from_millis(warm_up))
        .measurement_time(Duration::from_millis(measurement))
        .nresamples(1_001);
    let mut group = criterion.benchmark_group(row);
    group.bench_function(contender.name, |bencher| {
        bencher.iter_custom(|times| {
            let start = Instant::now();
            (contender.run)(times);
            start.elapsed()
        });
    });
    group.finish();
    let contender = contender.name;
    let path = directory
        .join(row)
        .join(contender)
        .join(round)
        .join("estimates.json");
    let estimates: Estimates = serde_json::from_slice(&fs::read(path)?)?;
    Ok(estimates.median.point_estimate / 1e9)
}

/// Counts the instructions of one run, if valgrind is installed: the difference of many runs and a few.
fn instructions(
    name: &str,
    row: &Row,
    times: &BTreeMap<&'static str, Vec<f64>>,
) -> BTreeMap<&'static str, u64> {
    const FEW: u64 = 2;
    if row.is_heavy {
        return BTreeMap::new();
    }
    let contenders = row.timed().filter_map(|contender| {
        let time = median(times.get(contender.name)?.iter().copied());
        let more: u64 = match time {
            ..1e-5 => 100,
            1e-5..1e-4 => 10,
            _ => 1,
        };
        let few = collected(name, contender.name, FEW)?;
        let many = collected(name, contender.name, FEW + more)?;
        Some((contender.name, many.checked_sub(few)? / more))
    });
    contenders.collect()
}

fn collected(row: &str, contender: &str, times: u64) -> Option<u64> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().ok()?)
        .args(["--once", row, contender, &times.to_string()])
        .output()
        .ok()?;
    // ==1== Collected : 1234
    let report = String::from_utf8(output.stderr).ok()?;
    let (_, collected) = report.split_once("Collected : ")?;
    collected.split_whitespace().next()?.parse().ok()
}

/// Runs only a contender, for callgrind.
pub(crate) fn once(row: &str, contender: &str, times: u64) -> Result<(), Box<dyn Error>> {
    let (_, row) = ROWS
        .iter()
        .find(|(name, _)| *name == row)
        .ok_or("no such row")?;
    let row = row();
    let contender = row
        .contenders
        .iter()
        .find(|known| known.name == contender)
        .ok_or("no such contender")?;
    (contender.run)(times);
    Ok(())
}
