use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent)]
    Mistaken,
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

fn main() {}
