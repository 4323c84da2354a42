//! The table of cases by frameworks in the manual.

use crate::cases::{Exception, Instead, cases};
use std::fmt::Write as _;
use std::{env, fs};

const FRAMEWORKS: [(&str, &[Exception]); 6] = [
    ("actix-web", crate::actix_web::EXCEPTIONS),
    ("axum", crate::axum::EXCEPTIONS),
    ("poem", crate::poem::EXCEPTIONS),
    ("rocket", crate::rocket::EXCEPTIONS),
    ("salvo", crate::salvo::EXCEPTIONS),
    ("warp", crate::warp::EXCEPTIONS),
];
const PAGE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../mrets-errors/src/manual/frameworks.md"
);
/// The table stands below this heading, as far as the next one.
const EXCEPTIONS: &str = "## Where they differ\n";
/// The list stands from here to the end of the page.
const COMMON: &str = "## What all six answer alike\n";

/// The cases that some framework cannot pass, and the reasons.
fn exceptions() -> String {
    let mut reasons = Vec::new();
    let mut table = "\n| case |".to_owned();
    for (framework, _) in FRAMEWORKS {
        write!(table, " {framework} |").unwrap();
    }
    table += "\n| --- |";
    table += &" --- |".repeat(FRAMEWORKS.len());
    for case in cases().iter().filter(|case| !is_common(case.name)) {
        write!(table, "\n| {} |", case.name).unwrap();
        for (_, exceptions) in FRAMEWORKS {
            let exception = exceptions.iter().find(|found| found.case == case.name);
            let Some(Exception {
                instead, reason, ..
            }) = exception
            else {
                table += " as it should |";
                continue;
            };
            let known = reasons.iter().position(|known| known == reason);
            let number = known.unwrap_or_else(|| {
                reasons.push(*reason);
                reasons.len() - 1
            });
            let instead = match instead {
                Instead::Closed => "no answer".to_owned(),
                Instead::Status(status) => status.to_string(),
                Instead::Lacks(lacked) => format!("no `{lacked}`"),
            };
            write!(table, " {instead} ({}) |", number + 1).unwrap();
        }
    }
    table += "\n\n";
    for (index, reason) in reasons.iter().enumerate() {
        writeln!(table, "{}. {reason}.", index + 1).unwrap();
    }
    table + "\n"
}

/// The cases that all frameworks pass.
fn common() -> String {
    let cases = cases();
    let names = cases.iter().map(|case| case.name);
    let common: Vec<_> = names.filter(|name| is_common(name)).collect();
    let mut list = format!("\n{} cases:\n\n", common.len());
    for name in common {
        writeln!(list, "- {name}").unwrap();
    }
    list
}

fn is_common(case: &str) -> bool {
    let mut exceptions = FRAMEWORKS.iter().flat_map(|(_, exceptions)| *exceptions);
    !exceptions.any(|exception| exception.case == case)
}

#[test]
fn the_manual_has_it() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (start, rest) = page.split_once(EXCEPTIONS).unwrap();
    let end = rest.find("## ").unwrap();
    let (middle, _) = rest[end..].split_once(COMMON).unwrap();
    let (exceptions, common) = (exceptions(), common());
    let written = format!("{start}{EXCEPTIONS}{exceptions}{middle}{COMMON}{common}");
    if env::var_os("FRAMEWORKS").is_some_and(|wish| wish == "overwrite") {
        fs::write(PAGE, written).unwrap();
    } else {
        assert!(
            page == written,
            "frameworks.md has other tables, FRAMEWORKS=overwrite writes these:\n{exceptions}\n{common}"
        );
    }
}

#[test]
fn names_are_unique_and_exceptions_are_cases() {
    let cases = cases();
    let mut names: Vec<_> = cases.iter().map(|case| case.name).collect();
    assert!(names.len() >= 90, "{} cases", names.len());
    for (framework, exceptions) in FRAMEWORKS {
        for exception in exceptions {
            let name = exception.case;
            assert!(names.contains(&name), "{framework}: {name}");
        }
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len());
}
