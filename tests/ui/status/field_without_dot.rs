use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(status)]
    Mistaken { status: http::StatusCode },
}

fn main() {}
