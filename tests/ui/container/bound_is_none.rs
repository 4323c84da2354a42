use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(bound = "T is Display")]
#[status(404)]
struct Error<T>(T);

fn main() {}
