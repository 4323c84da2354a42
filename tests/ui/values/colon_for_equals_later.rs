use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, code = "not_here", title: "Not here")]
    Mistaken,
}

fn main() {}
