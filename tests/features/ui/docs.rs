use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(404)]
struct Missing;

fn main() {
    let catalog = Missing::catalog();
    println!("{}", catalog.to_html());
    catalog.page().title("Errors").to_markdown();
    catalog.check("errors.lock").unwrap();
}
