use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(crate = 17)]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
