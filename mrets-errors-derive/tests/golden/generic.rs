#[derive(Debug, MretsError)]
pub enum StoreError<S: Store, T = String>
where
    S: 'static,
{
    #[status(404, detail = "There is no {0}.")]
    Missing(T),
    #[status(503, retry_after = .after)]
    Away {
        #[source]
        cause: S::Error,
        after: Option<u32>,
    },
}
