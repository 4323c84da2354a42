use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(title = "Not here")]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
