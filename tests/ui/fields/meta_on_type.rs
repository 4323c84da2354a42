use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(422)]
#[meta]
struct Error {
    max: u32,
}

fn main() {}
