use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(405, allow = "GET")]
    Key,
    #[status(405, heders("Allow" = "GET"))]
    Typo,
    #[status(426, header("Upgrade" = "h2"))]
    Member,
}

fn main() {}
