use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[mrets(decode)]
enum Error {
    #[status(404)]
    NoAccount,
    #[status(410)]
    Gone,
    #[status(404, detail = "There is no {0}.")]
    NoRecord(u32),
}

fn main() {}
