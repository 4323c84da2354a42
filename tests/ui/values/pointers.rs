use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(422, pointer = "name")]
    Relative,
    #[status(422, pointer = "#/data/x")]
    Fragment,
    #[status(422, pointer = "/a~b")]
    Tilde,
    #[status(422, pointer = "{0}/name")]
    Value(String),
}

fn main() {}
