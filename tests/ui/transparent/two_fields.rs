use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent)]
    Mistaken(#[from] Inner, u32),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

fn main() {}
