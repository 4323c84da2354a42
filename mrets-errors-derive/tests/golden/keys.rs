#[derive(Debug, MretsError)]
#[mrets(challenge = "Bearer", docs = "https://shop.example/errors", crate = api::errors)]
pub enum EveryKey {
    #[status(
        503,
        title = "Away",
        detail = "{name} is away.",
        expose,
        display("{name}: {}", .items.len()),
        id = .id,
        code = codes::AWAY,
        pointer = "/data/attributes/{name}",
        parameter = "filter[{name}]",
        header = "X-Name",
        about = "https://shop.example/away/{name}",
        type = concat!("https://shop.example/", "away"),
        meta(items = .items, "of" = 7),
        headers("X-Name" = .name),
        retry_after = 30,
    )]
    Away { name: String, items: Vec<u8>, id: u64 },
    #[status(401, challenge = "Basic", log = "warn")]
    Unauthenticated,
    /// Goes with version 3.
    #[deprecated(note = "answered as `Away` from version 3 on")]
    #[status(410)]
    Gone,
    #[doc(hidden)]
    #[status(418, grpc = "UNIMPLEMENTED")]
    Teapot,
}
