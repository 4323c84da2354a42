use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
struct Error {
    #[status(404)]
    id: u32,
}

fn main() {}
