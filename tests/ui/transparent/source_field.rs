use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent)]
    Mistaken(#[source] Inner),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

fn main() {}
