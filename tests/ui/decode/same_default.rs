use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
#[status(500)]
enum Error {
    Io,
    Database,
}

fn main() {}
