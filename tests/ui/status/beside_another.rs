use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, 410)]
    Numbers,
    #[status(404, GONE)]
    Name,
    #[status(404, transparent)]
    Transparent(Inner),
    #[status(404)]
    #[status(transparent)]
    Attributes(Inner),
}

#[derive(Debug, MretsError)]
#[status(400)]
struct Inner;

fn main() {}
