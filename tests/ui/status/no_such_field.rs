use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(.code)]
    Mistaken { status: http::StatusCode },
}

fn main() {}
