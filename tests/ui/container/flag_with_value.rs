use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(no_response = true)]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
