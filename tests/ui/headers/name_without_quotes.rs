use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, headers(X-Request-Cost = 3))]
    Mistaken,
    #[status(404, meta(per-page = 3))]
    Meta,
}

fn main() {}
