use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404, title = Self::TITLE)]
struct Error<T>(T);

impl<T> Error<T> {
    const TITLE: &str = "Mistaken";
}

fn main() {}
