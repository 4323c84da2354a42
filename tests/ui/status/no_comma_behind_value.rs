use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(.status title = "Mistaken")]
    Field { status: http::StatusCode },
    #[status(.status.as_u16() title = "Mistaken")]
    Method { status: http::StatusCode },
}

fn main() {}
