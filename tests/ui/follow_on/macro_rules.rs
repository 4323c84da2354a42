use axum::response::IntoResponse as _;
use mrets_errors::MretsError;

macro_rules! errors {
    ($name:ident, $status:literal, $title:expr, $text:literal, $ty:ty) => {
        #[derive(Debug, MretsError)]
        enum $name {
            #[status($status)]
            Status,
            #[status(404, title = $title)]
            Title,
            #[status(404, detail = $text)]
            Detail { id: u32 },
            #[status(500)]
            Io(#[from] $ty),
        }
    };
}

errors!(First, 200, "{id}", "There is no {name}.", std::io::Error);
errors!(Second, -404, concat!("a", "b"), "There is no {id}.", std::fmt::Error);

macro_rules! mistaken {
    ($name:ident) => {
        #[derive(Debug, MretsError)]
        #[status(404, detail = "There is no {nothing}.")]
        struct $name;
    };
}

mistaken!(Third);

fn read(path: &str) -> Result<String, First> {
    Ok(std::fs::read_to_string(path)?)
}

fn write(out: &mut impl std::fmt::Write) -> Result<(), Second> {
    out.write_str("text")?;
    Ok(())
}

fn main() {
    println!("{:?}", First::Status.into_response());
    println!("{} {}", Second::Title, Third.status());
    read("accounts.json").unwrap();
    write(&mut String::new()).unwrap();
}
