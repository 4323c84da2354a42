use http::StatusCode;
use mrets_errors::{AsStatus, MretsError};

#[derive(Debug)]
struct Own;

impl AsStatus for Own {
    fn as_status(&self) -> Option<StatusCode> {
        None
    }
}

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Error {
    #[status(.0)]
    Mistaken(Own),
}

fn main() {}
