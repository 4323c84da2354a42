use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(title = "Mistaken", .status)]
    Mistaken { status: http::StatusCode },
}

fn main() {}
