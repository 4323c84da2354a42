use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404, detail = "There is no {name}.")]
struct Error {
    id: u32,
}

fn main() {}
