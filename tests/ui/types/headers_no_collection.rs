use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404)]
    Text(#[headers] String),
    #[status(404)]
    Values(#[headers] Vec<String>),
    #[status(404)]
    Flattened(#[meta(flatten)] NoMap),
}

#[derive(Debug)]
struct NoMap;

fn main() {}
