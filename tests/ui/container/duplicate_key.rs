use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(no_response, no_response)]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
