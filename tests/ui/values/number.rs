use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, code = 17)]
    Mistaken,
}

fn main() {}
