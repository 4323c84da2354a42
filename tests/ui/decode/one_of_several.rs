use mrets_errors::MretsError;

#[derive(Debug)]
struct Id;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(404)]
    NoRecord { of: String, id: Id, at: u64 },
}

fn main() {}
