use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent)]
    #[status(transparent)]
    Mistaken(Inner),
}

#[derive(Debug, MretsError)]
#[status(400)]
struct Inner;

fn main() {}
