use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(500)]
enum Error {
    Named { source: String },
    Perhaps { source: Option<u32> },
    Converted(#[from] String),
    Marked(#[source] &'static str),
    NotTheSource { r#source: String },
    Skipped {
        #[source(skip)]
        source: String,
    },
}

fn main() {}
