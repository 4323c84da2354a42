use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(302)]
enum Error {
    First,
    Second,
}

fn main() {}
