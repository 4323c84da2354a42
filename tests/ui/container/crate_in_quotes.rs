use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(crate = "mrets_errors")]
enum Error {
    #[status(404)]
    Mistaken,
}

fn main() {}
