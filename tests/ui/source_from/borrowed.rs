use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error<'a> {
    #[status(500)]
    Mistaken(#[source] Inner<'a>),
}

#[derive(Debug, MretsError)]
#[status(500)]
struct Inner<'a>(&'a str);

fn main() {}
