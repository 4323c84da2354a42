use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(400)]
struct Inner;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparant)]
    Mistaken(#[from] Inner),
}

fn main() {}
