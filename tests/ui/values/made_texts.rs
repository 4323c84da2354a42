use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
enum Error {
    #[status(400, title = env!("NO_SUCH_VARIABLE"))]
    Variable,
    #[status(400, detail = include_str!("no_such_file.txt"))]
    File,
    #[status(400, title = concat!("a", [1]))]
    Concat,
    #[status(400, title = concat!("{", "id}"))]
    Placeholder,
}

fn main() {}
