use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(500)]
    Io(#[from] std::io::Error),
}

fn main() {}
