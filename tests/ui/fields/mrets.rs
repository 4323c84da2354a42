use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404)]
    Mistaken(#[mrets(no_response)] u32),
}

fn main() {}
