use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
struct Error {
    id: u32,
}

fn main() {}
