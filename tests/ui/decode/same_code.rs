use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", decode)]
enum Error {
    #[status(404, code = "missing")]
    NoAccount,
    #[status(410, code = "missing")]
    Gone,
}

fn main() {}
