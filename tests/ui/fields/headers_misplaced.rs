use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[headers]
enum Error {
    #[status(404)]
    #[headers("X-Trace" = 1)]
    Missing,
    #[status(404)]
    Argument(#[headers(all)] Vec<(String, String)>),
    #[status(transparent)]
    Transparent(#[headers] Box<Error>),
}

fn main() {}
