use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
enum Error {
    Marked(#[source] NoError),
    Named { source: NoError },
    Converted(#[from] NoError),
    Perhaps { source: Option<NoError> },
}

#[derive(Debug)]
struct NoError;

fn main() {}
