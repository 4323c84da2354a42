use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, allow = "GET")]
    Allow,
    #[status(404, path = "/data", body = "There is no page.")]
    Body,
}

fn main() {}
