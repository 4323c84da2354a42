use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404)]
    #[mrets(no_response)]
    Mistaken,
}

fn main() {}
