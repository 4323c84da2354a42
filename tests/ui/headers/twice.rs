use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(429, headers("Retry-After" = 3), retry_after = 4)]
    Key,
    #[status(412, headers("ETag" = "a", "etag" = "b"))]
    List,
    #[status(404, headers("Link" = "<a>", "Link" = "<b>"))]
    Allowed,
}

fn main() {}
