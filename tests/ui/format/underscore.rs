use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404, detail = "There is no {_}.")]
struct Error(u8);

fn main() {}
