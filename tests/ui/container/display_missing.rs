use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(no_display)]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
