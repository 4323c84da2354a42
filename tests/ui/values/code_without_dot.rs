use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, code = code)]
    Mistaken { code: &'static str },
}

fn main() {}
