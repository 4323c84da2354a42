use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404, detail = "There is no {1:?}.")]
struct Missing(u8, [u8]);

#[derive(Debug, MretsError)]
#[status(404)]
struct Text(str);

fn main() {}
