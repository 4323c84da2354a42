use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(crate = nowhere)]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
