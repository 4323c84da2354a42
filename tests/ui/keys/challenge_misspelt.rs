use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(401, chalenge = "ApiKey")]
    Mistaken,
}

fn main() {}
