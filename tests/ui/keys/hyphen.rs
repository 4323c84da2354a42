use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(no-display)]
enum Error {
    #[status(429, retry-after = 3)]
    Mistaken,
    #[status(404, x-trace = 3)]
    Unknown,
}

fn main() {}
