//! The manual's table of codes beside the code of each status.

use http::StatusCode;
use mrets_errors::tonic::code_of;
use std::collections::BTreeMap;
use tonic::Code;

const PAGE: &str = include_str!("../../mrets-errors/src/manual/grpc.md");

/// The rows `| 401, 407 | `UNAUTHENTICATED` | ...`: by status, the code.
fn table() -> BTreeMap<u16, String> {
    let rows = PAGE.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let (statuses, code) = (cells.next()?, cells.next()?);
        let statuses: Option<Vec<u16>> =
            statuses.split(", ").map(|text| text.parse().ok()).collect();
        let code = code.trim_matches(['`', ' ', '|']).to_owned();
        Some(
            statuses?
                .into_iter()
                .map(move |status| (status, code.clone())),
        )
    });
    rows.flatten().collect()
}

#[test]
fn the_page_has_the_code_of_each_status() {
    let table = table();
    assert!(table.len() > 20, "{table:?}");
    for status in (400..=599).chain([304]) {
        let code = format!("{:?}", code_of(StatusCode::from_u16(status).unwrap()));
        let rest = if status < 500 {
            "INVALID_ARGUMENT"
        } else {
            "INTERNAL"
        };
        let expected = table.get(&status).map_or(rest, String::as_str);
        assert_eq!(
            code.to_lowercase(),
            expected.replace('_', "").to_lowercase(),
            "{status}"
        );
    }
    assert_eq!(code_of(StatusCode::IM_A_TEAPOT), Code::InvalidArgument);
}
