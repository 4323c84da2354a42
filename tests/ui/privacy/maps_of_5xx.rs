use http::HeaderMap;
use mrets_errors::MretsError;
use std::collections::BTreeMap;

#[derive(Debug, MretsError)]
enum Error {
    #[status(502)]
    Upstream {
        #[headers]
        headers: HeaderMap,
        #[meta(flatten)]
        answer: BTreeMap<String, String>,
    },
    #[status(502, expose)]
    Exposed(#[headers] HeaderMap),
}

fn main() {}
