use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(503, log = "warning")]
    Busy,
    #[status(404, log = warn)]
    Missing,
}

fn main() {}
