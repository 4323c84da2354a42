use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500, detail = "Broken: {0}")]
enum Error {
    First(String),
    Second(String),
}

fn main() {}
