use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent, title = "Mistaken")]
    Mistaken(#[from] Inner),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

fn main() {}
