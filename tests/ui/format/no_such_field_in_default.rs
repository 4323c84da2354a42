use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(422, detail = "{name} is invalid.")]
enum Error {
    First { id: u32 },
    Second,
    Third { name: String },
}

fn main() {}
