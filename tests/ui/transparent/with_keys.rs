use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(transparent, detail = "{0}", code = "mistaken")]
    Mistaken(Inner),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Inner;

fn main() {}
