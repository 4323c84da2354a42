//! The one table, as text, JSON and a chart.

use crate::model::{Bound, output};
use plotters::prelude::*;
use serde::Serialize;
use std::env::consts;
use std::error::Error;
use std::fmt::Write as _;
use std::process::Command;
use std::time::SystemTime;
use std::{fs, thread};

/// A figure of ours beside the same figure of another.
#[derive(Serialize)]
pub(crate) struct Line {
    pub(crate) work: String,
    pub(crate) against: String,
    unit: Unit,
    goal: String,
    /// The median of the rounds' ratios.
    ratio: f64,
    /// The part of the goal that is used up, if there is a goal.
    used: Option<f64>,
    /// Medians.
    pub(crate) ours: f64,
    pub(crate) other: f64,
    pub(crate) allocations: Option<[u64; 2]>,
    pub(crate) instructions: Option<[u64; 2]>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Unit {
    Seconds,
    Bytes,
    Count,
}

impl Line {
    /// Takes one figure of each side a round.
    pub(crate) fn new(
        work: impl Into<String>,
        against: impl Into<String>,
        bound: Bound,
        unit: Unit,
        rounds: &[(f64, f64)],
    ) -> Self {
        let against = against.into();
        let ratio = median(rounds.iter().map(|(ours, other)| ours / other));
        let (goal, used) = match bound {
            Bound::AtMost(most) => (format!("at most {most} of {against}"), Some(ratio / most)),
            Bound::TimesFaster(times) => (
                format!("{times} times faster than {against}"),
                Some(ratio * times),
            ),
            Bound::Open => (format!("beside {against}"), None),
        };
        Self {
            work: work.into(),
            against,
            unit,
            goal,
            ratio,
            used,
            ours: median(rounds.iter().map(|(ours, _)| *ours)),
            other: median(rounds.iter().map(|(_, other)| *other)),
            allocations: None,
            instructions: None,
        }
    }

    fn is_reached(&self) -> Option<bool> {
        self.used.map(|used| used <= 1.0)
    }

    /// A row of a Markdown table.
    pub(crate) fn row(&self) -> String {
        format!("| {} |", self.cells().join(" | "))
    }

    fn cells(&self) -> [String; 7] {
        let pair = |pair: Option<[u64; 2]>| match pair {
            Some([ours, other]) => format!("{ours} / {other}"),
            None => "-".to_owned(),
        };
        let ratio = match self.ratio {
            ratio @ 0.005..1.0 => format!("{ratio:.2} (1/{:.2})", 1.0 / self.ratio),
            ratio => format!("{ratio:.2}"),
        };
        let reached = match self.is_reached() {
            Some(true) => "yes",
            Some(false) => "**no**",
            None => "",
        };
        [
            self.work.clone(),
            self.goal.clone(),
            ratio,
            format!(
                "{} / {}",
                self.unit.show(self.ours),
                self.unit.show(self.other)
            ),
            pair(self.allocations),
            pair(self.instructions),
            reached.to_owned(),
        ]
    }
}

impl Unit {
    /// Shows a difference, with its sign.
    pub(crate) fn difference(self, value: f64) -> String {
        let sign = if value < 0.0 { '-' } else { '+' };
        format!("{sign}{}", self.show(value.abs()))
    }

    /// Three digits and a prefix.
    fn show(self, value: f64) -> String {
        let (scales, unit): (&[_], _) = match self {
            Self::Seconds => (&[(1.0, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n")], "s"),
            Self::Bytes => (&[(1e6, "M"), (1e3, "k"), (1.0, "")], "B"),
            Self::Count => return format!("{value}"),
        };
        let scale = scales.iter().find(|(scale, _)| value >= *scale);
        let (scale, prefix) = scale.unwrap_or(&(1.0, ""));
        let value = value / scale;
        let digits = match value {
            ..10.0 => 2,
            10.0..100.0 => 1,
            _ => 0,
        };
        format!("{value:.digits$} {prefix}{unit}")
    }
}

pub(crate) fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<_> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The content of `table.json`.
#[derive(Serialize)]
struct Table<'a> {
    date: String,
    machine: String,
    rustc: String,
    lines: &'a [Line],
}

pub(crate) fn write(lines: &[Line]) -> Result<(), Box<dyn Error>> {
    let rustc = Command::new("rustc").arg("--version").output()?;
    let table = Table {
        date: httpdate::fmt_http_date(SystemTime::now()),
        machine: machine(),
        rustc: String::from_utf8(rustc.stdout)?.trim().to_owned(),
        lines,
    };
    fs::create_dir_all(output())?;
    let json = serde_json::to_vec_pretty(&table)?;
    fs::write(output().join("table.json"), json)?;
    draw(lines)?;
    println!("\n{}, {}, {}", table.date, table.machine, table.rustc);
    println!("{}", markdown(lines)?);
    println!("Also in {}: table.json, table.svg", output().display());
    Ok(())
}

/// The number of processors, and their model if the system tells it.
fn machine() -> String {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let information = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = information.lines().find_map(|line| {
        let (name, model) = line.split_once(':')?;
        (name.trim() == "model name").then(|| model.trim())
    });
    format!("{processors} x {}", model.unwrap_or(consts::ARCH))
}

fn markdown(lines: &[Line]) -> Result<String, std::fmt::Error> {
    let head = [
        "work",
        "goal",
        "ratio",
        "ours / other",
        "allocations",
        "instructions",
        "reached",
    ];
    let mut table = format!("\n| {} |\n|{}\n", head.join(" | "), " --- |".repeat(7));
    for line in lines {
        writeln!(table, "{}", line.row())?;
    }
    Ok(table)
}

/// Draws a bar for each goal: the part of it that is used up.
fn draw(lines: &[Line]) -> Result<(), Box<dyn Error>> {
    const LINE: i32 = 20;
    const LEFT: i32 = 680;
    const ALLOWED: i32 = 300;
    const WIDTH: i32 = LEFT + 2 * ALLOWED;

    let lines: Vec<_> = lines
        .iter()
        .filter_map(|line| Some((line, line.used?)))
        .collect();
    let height = LINE * (i32::try_from(lines.len())? + 2);
    let path = output().join("table.svg");
    let area = SVGBackend::new(&path, (WIDTH.try_into()?, height.try_into()?)).into_drawing_area();
    area.fill(&WHITE)?;
    let style = ("sans-serif", 14).into_font().color(&BLACK);
    let title = "how much of what a goal allows is used up; the line is the goal";
    area.draw(&Text::new(title, (LEFT, 4), style.clone()))?;
    for (at, (line, used)) in (1..).zip(lines) {
        let top = at * LINE;
        let label = format!("{}: {}", line.work, line.goal);
        area.draw(&Text::new(label, (8, top + 4), style.clone()))?;
        #[allow(clippy::cast_possible_truncation, reason = "a bar ends with the chart")]
        let length = (used.min(1.9) * f64::from(ALLOWED)) as i32;
        let color = if used <= 1.0 { GREEN } else { RED };
        area.draw(&Rectangle::new(
            [(LEFT, top + 2), (LEFT + length, top + LINE - 2)],
            color.mix(0.5).filled(),
        ))?;
        let ratio = format!("{:.2}", line.ratio);
        area.draw(&Text::new(ratio, (LEFT + 6, top + 4), style.clone()))?;
    }
    let goal = LEFT + ALLOWED;
    area.draw(&PathElement::new(vec![(goal, LINE), (goal, height)], BLACK))?;
    area.present()?;
    Ok(())
}
