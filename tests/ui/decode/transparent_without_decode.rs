use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(409)]
struct Conflict;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(transparent)]
    Conflict(#[from] Conflict),
}

fn main() {}
