use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(.status)]
    Field { status: String },
    #[status(.0.len())]
    Method(String),
}

fn main() {}
