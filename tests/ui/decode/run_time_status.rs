use http::StatusCode;
use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(.status)]
    Upstream { status: StatusCode },
}

fn main() {}
