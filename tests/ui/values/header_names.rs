use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(400, header = "not a header")]
    Space,
    #[status(400, header = "X-{0}:")]
    Colon(String),
}

fn main() {}
