use axum::response::IntoResponse as _;
use mrets_errors::MretsError;

#[derive(Debug, MretsError)]
#[status(
    302,
    title = "Not at {place}",
    titel = "Not here",
    detail = "There is no {name}.",
    code = "",
    code = "not_here",
    expose = 1,
    pointer("/data"),
    headers("Content-Type" = "text/plain"),
    meta(max = .maximum),
    retry_after,
)]
#[mrets(docs = "no url", codes = "SNAKE_CASE")]
struct NotFound {
    place: &'static str,
    #[mrets]
    id: u32,
}

fn find(id: u32) -> Result<u32, NotFound> {
    Err(NotFound { place: "here", id })
}

fn main() {
    let error = find(7).unwrap_err();
    let boxed: Box<dyn std::error::Error> = error.into();
    println!("{boxed}");
    match find(8) {
        Ok(_) => {}
        Err(error) => println!("{} {:?}", error.status(), error.into_response()),
    }
}
