use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, code = "missing", title = "Account missing")]
    Account,
    #[status(404, code = "missing", title = "Certificate missing")]
    Certificate,
}

fn main() {}
