use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(404, title = .title)]
    Mistaken { title: &'static str },
}

fn main() {}
