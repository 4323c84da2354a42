use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(forward)]
    Mistaken(Other),
}

#[derive(Debug, MretsError)]
#[status(404)]
struct Other;

fn main() {}
