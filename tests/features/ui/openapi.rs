use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404)]
struct Missing;

fn main() {
    let catalog = Missing::catalog().with_examples([Missing]);
    catalog.check_openapi(&()).unwrap();
}
