/// The body is too large.
#[derive(Debug, MretsError)]
#[status(413, detail = "At most {limit} bytes are taken.", meta(limit = .limit))]
pub struct TooLarge {
    limit: u64,
}
