//! The rows that compile: generated packages, built side by side.

use crate::enums;
use crate::model::Bound;
use crate::package::{CDYLIB, Files, Package, Result, pairs};
use crate::report::{Line, Unit};
use crate::services::{self, Feature, Service};

type Lines = fn() -> Result<Vec<Line>>;

/// Each row by its name on the command line.
const ROWS: &[(&str, Lines)] = &[
    ("check", || Ok(vec![check(1_000)?, check(4_000)?])),
    ("release", || release(1_000)),
    ("service-100", || service(100)),
    ("service-10", || service(10)),
    ("one-enum", one_enum),
    ("cold", cold),
];

/// Measures the rows of these names, features included, and shows each line as soon as it is there.
pub(crate) fn lines(is_wanted: impl Fn(&str) -> bool) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut add = |more: Vec<Line>| {
        for line in &more {
            eprintln!("{}", line.row());
        }
        lines.extend(more);
    };
    for (_, row) in ROWS.iter().filter(|(name, _)| is_wanted(name)) {
        add(row()?);
    }
    for feature in services::FEATURES {
        if is_wanted(feature.name) {
            add(price(feature)?);
        }
    }
    Ok(lines)
}

/// Writes 1000 as 1,000.
fn shown(count: usize) -> String {
    match (count / 1_000, count % 1_000) {
        (0, rest) => rest.to_string(),
        (thousands, rest) => format!("{thousands},{rest:03}"),
    }
}

fn one_file(source: String) -> Files {
    vec![("lib.rs".to_owned(), source)]
}

fn check(count: usize) -> Result<Line> {
    let ours = Package::new(
        &format!("check-ours-{count}"),
        OURS,
        &one_file(enums::ours(count)),
    )?;
    let other = Package::new(
        &format!("check-thiserror-{count}"),
        "thiserror = \"2\"",
        &one_file(enums::thiserror(count)),
    )?;
    let rounds = pairs(5, &ours, &other, |package| {
        package.rustc_seconds(&["check"])
    })?;
    let work = format!("{} variants, cargo check", shown(count));
    Ok(Line::new(
        work,
        "thiserror",
        Bound::AtMost(1.3),
        Unit::Seconds,
        &rounds,
    ))
}

fn release(count: usize) -> Result<Vec<Line>> {
    let packages = |count| -> Result<_> {
        Ok((
            Package::new(
                &format!("release-ours-{count}"),
                OURS,
                &one_file(enums::ours_in_use(count)),
            )?,
            Package::new(
                &format!("release-by-hand-{count}"),
                BY_HAND,
                &one_file(enums::by_hand(count)),
            )?,
        ))
    };
    let (ours, other) = packages(count)?;
    let rounds = pairs(5, &ours, &other, |package| package.rustc_seconds(&CDYLIB))?;
    let (ours_of_one, other_of_one) = packages(1)?;
    let [all, rest] = [(&ours, &other), (&ours_of_one, &other_of_one)]
        .map(|(ours, other)| text_bytes(ours, other));
    let (all, rest) = (all?, rest?);
    let line = |work: &str, bound, unit, rounds: &[_]| {
        Line::new(
            format!("{} variants, {work}", shown(count)),
            "thiserror and by hand",
            bound,
            unit,
            rounds,
        )
    };
    Ok(vec![
        line("release build", Bound::AtMost(1.0), Unit::Seconds, &rounds),
        line("`.text`", Bound::AtMost(1.0), Unit::Bytes, &[all]),
        line(
            "`.text` above that of one variant",
            Bound::AtMost(1.0),
            Unit::Bytes,
            &[(all.0 - rest.0, all.1 - rest.1)],
        ),
    ])
}

fn text_bytes(ours: &Package, other: &Package) -> Result<(f64, f64)> {
    let ([ours], [other]) = (
        ours.section_bytes([".text"])?,
        other.section_bytes([".text"])?,
    );
    Ok((ours, other))
}

/// Our service, the one by hand, and the one by hand that logs.
fn service_packages(service: Service) -> Result<[Package; 3]> {
    let Service { modules, variants } = service;
    let package = |name, dependencies: &str, files| {
        let name = format!("service-{name}-{modules}-{variants}");
        Package::new(&name, dependencies, &files)
    };
    let by_hand = format!("{BY_HAND}\n{}", services::AXUM.framework);
    Ok([
        package(
            "ours",
            &services::AXUM.dependencies(),
            service.ours(&services::AXUM),
        )?,
        package("by-hand", &by_hand, service.by_hand())?,
        package("by-hand-logged", &by_hand, service.by_hand_with_log())?,
    ])
}

/// Sizes beside the service by hand that logs its 5xx, since ours does: for that, `Debug` and the tables of `Error`'s
/// methods are linked.
fn beside_logged(work: &str, ours: f64, logged: f64) -> Line {
    Line::new(
        work,
        "by hand with a log of each 5xx",
        Bound::Open,
        Unit::Bytes,
        &[(ours, logged)],
    )
}

/// A service of many small enums, answered by axum.
fn service(modules: usize) -> Result<Vec<Line>> {
    const SECTIONS: [&str; 2] = [".text", ".data.rel.ro"];
    let variants = 10;
    let [ours, other, logged] = service_packages(Service { modules, variants })?;
    let line = |work: &str, bound, unit, rounds: &[_]| {
        Line::new(
            format!("{modules} enums of {variants} with axum, {work}"),
            "thiserror and by hand",
            Bound::AtMost(bound),
            unit,
            rounds,
        )
    };
    let seconds = |work: &str, bound, measure: &dyn Fn(&Package) -> Result<f64>| -> Result<Line> {
        let rounds = pairs(5, &ours, &other, measure)?;
        Ok(line(work, bound, Unit::Seconds, &rounds))
    };
    let [ours_text, ours_data] = ours.section_bytes(SECTIONS)?;
    let [other_text, other_data] = other.section_bytes(SECTIONS)?;
    let [logged_text, logged_data] = logged.section_bytes(SECTIONS)?;
    let size = |section| format!("{modules} enums of {variants} with axum, `{section}`");
    Ok(vec![
        seconds("cargo check", 1.0, &|package| {
            package.rustc_seconds(&["check"])
        })?,
        seconds("debug build", 1.0, &|package| {
            package.rustc_seconds(&["build"])
        })?,
        seconds("incremental debug build", 1.1, &|package| {
            package.incremental_seconds(&["build"])
        })?,
        seconds("release build", 1.0, &|package| {
            package.rustc_seconds(&["build", "--release"])
        })?,
        line("`.text`", 0.9, Unit::Bytes, &[(ours_text, other_text)]),
        line(
            "`.data.rel.ro`",
            2.0,
            Unit::Bytes,
            &[(ours_data, other_data)],
        ),
        beside_logged(&size(".text"), ours_text, logged_text),
        beside_logged(&size(".data.rel.ro"), ours_data, logged_data),
    ])
}

fn one_enum() -> Result<Vec<Line>> {
    let (modules, variants) = (1, 1_000);
    let packages = service_packages(Service { modules, variants })?;
    let [ours, other, logged] = packages.map(|package| package.section_bytes([".text"]));
    let ([ours], [other], [logged]) = (ours?, other?, logged?);
    let work = format!("{} variants with axum, `.text`", shown(variants));
    Ok(vec![
        Line::new(
            work.as_str(),
            "thiserror and by hand",
            Bound::AtMost(0.95),
            Unit::Bytes,
            &[(ours, other)],
        ),
        beside_logged(&work, ours, logged),
    ])
}

/// The price of a feature, beyond the price of the derive.
fn price(feature: &Feature) -> Result<Vec<Line>> {
    let (modules, variants) = (100, 10);
    let package = |name: &str, feature: &Feature| {
        Package::new(
            &format!("feature-{name}"),
            &feature.dependencies(),
            &Service { modules, variants }.ours(feature),
        )
    };
    let alone = package("none", &services::ALONE)?;
    let with = package(feature.name, feature)?;
    let line = |arguments: &[&str]| -> Result<Line> {
        let rounds = pairs(3, &with, &alone, |package| package.rustc_seconds(arguments))?;
        let mut line = Line::new(
            "",
            "the derive alone",
            Bound::AtMost(1.5),
            Unit::Seconds,
            &rounds,
        );
        line.work = format!(
            "`{}`, cargo {} ({} a variant)",
            feature.name,
            arguments.join(" "),
            Unit::Seconds.difference((line.ours - line.other) / (modules * variants) as f64),
        );
        Ok(line)
    };
    Ok(vec![line(&["check"])?, line(&["build", "--release"])?])
}

/// The one crate that ours may bring in addition.
const HECK: f64 = 1.0;

fn cold() -> Result<Vec<Line>> {
    let ours = Package::new("cold-ours", OURS_ALONE, &one_file(String::new()))?;
    let other = Package::new("cold-by-hand", BY_HAND, &one_file(String::new()))?;
    let rounds = pairs(3, &ours, &other, Package::cold_seconds)?;
    let cpu: Vec<_> = rounds
        .iter()
        .map(|(ours, other)| (ours.0, other.0))
        .collect();
    let wall: Vec<_> = rounds
        .iter()
        .map(|(ours, other)| (ours.1, other.1))
        .collect();
    let (ours, other) = (ours.crates()?, other.crates()?);
    let more: Vec<_> = ours.difference(&other).map(String::as_str).collect();
    let line = |work: &str, bound, unit, rounds: &[_]| {
        Line::new(
            format!("cold build, {work}"),
            "all by hand",
            bound,
            unit,
            rounds,
        )
    };
    Ok(vec![
        line("processor time", Bound::AtMost(1.1), Unit::Seconds, &cpu),
        line("wall clock", Bound::Open, Unit::Seconds, &wall),
        line(
            &format!("crates but heck (ours alone: {})", more.join(", ")),
            Bound::AtMost(1.0),
            Unit::Count,
            &[(ours.len() as f64 - HECK, other.len() as f64)],
        ),
    ])
}

const OURS: &str = "mrets-errors = { path = PATH }\nhttp = \"1\"\nbytes = \"1\"";
const OURS_ALONE: &str = "mrets-errors = { path = PATH }";
const BY_HAND: &str = r#"thiserror = "2"
serde = { version = "1", features = ["derive"] }
serde_json = "1"
http = "1"
bytes = "1""#;
