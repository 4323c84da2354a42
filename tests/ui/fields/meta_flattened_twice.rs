use mrets_errors::MretsError;
use std::collections::BTreeMap;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Error {
    #[status(422)]
    Member(
        #[meta]
        #[meta(flatten)]
        BTreeMap<String, u8>,
    ),
    #[status(423)]
    Skipped(
        #[meta(flatten)]
        #[meta(skip)]
        BTreeMap<String, u8>,
    ),
    #[status(424)]
    Two(
        #[meta(flatten)] BTreeMap<String, u8>,
        #[meta(flatten)] BTreeMap<String, u8>,
    ),
    #[status(304)]
    NotModified(#[meta(flatten)] BTreeMap<String, u8>),
    #[status(transparent)]
    Transparent(#[meta(flatten)] Box<Error>),
}

fn main() {}
