use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(422, detail = "{name} is wrong.")]
    Invalid { name: &'static str },
}

fn main() {}
