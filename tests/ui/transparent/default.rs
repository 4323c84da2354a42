use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(transparent)]
enum Error {
    One(#[from] Inner),
    None,
    Two(Inner, Inner),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

fn main() {}
