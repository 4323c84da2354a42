//! A real tonic server, and a bare tonic client that knows nothing of this crate.

use axum::Router;
use axum::routing::any;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::{AnyError, Failure, MretsError};
use std::future::{Pending, Ready, pending, ready};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::service::Routes;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint, Server};
use tonic::{Code, Request, Response, Status, client, server};
use tonic_prost::ProstCodec;
use tonic_types::StatusExt as _;

#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode, docs = "https://shop.example/errors")]
enum FieldError {
    #[status(
        422,
        pointer = "/data/attributes/{name}",
        detail = "{name} can't be blank."
    )]
    Blank { name: String },
}

#[derive(Debug, PartialEq, MretsError)]
#[mrets(codes = "snake_case", decode, docs = "https://shop.example/errors")]
enum AccountError {
    #[status(404, detail = "Für {id} gibt es kein Konto – „{id}“ %.", headers("X-Shard" = "7"))]
    NoAccount { id: u32 },
    #[status(429, retry_after = .0)]
    Busy(#[meta(skip)] Duration),
    #[status(500)]
    Broken { secret: String },
    #[status(422)]
    Invalid(#[errors] Vec<FieldError>),
}

fn blank(index: usize) -> FieldError {
    let name = format!("field_{index}");
    FieldError::Blank { name }
}

/// The error that a request names.
fn give(name: &str) -> Result<String, AccountError> {
    match name {
        "none" => Err(AccountError::NoAccount { id: 7 }),
        "busy" => Err(AccountError::Busy(Duration::from_secs(9))),
        "broken" => Err(AccountError::Broken {
            secret: "s3cret".to_owned(),
        }),
        "blank" => Err(AccountError::Invalid(vec![blank(0), blank(1)])),
        "thousand" => Err(AccountError::Invalid((0..1000).map(blank).collect())),
        name => Ok(name.to_owned()),
    }
}

#[derive(Clone, Copy)]
struct Give;

impl server::UnaryService<String> for Give {
    type Response = String;
    type Future = Ready<Result<Response<String>, Status>>;

    fn call(&mut self, request: Request<String>) -> Self::Future {
        let given = give(&request.into_inner());
        ready(given.map(Response::new).map_err(Status::from))
    }
}

/// Gives two items, then the one that the request names.
#[derive(Clone, Copy)]
struct GiveMany;

impl server::ServerStreamingService<String> for GiveMany {
    type Response = String;
    type ResponseStream = tokio_stream::Iter<std::vec::IntoIter<Result<String, Status>>>;
    type Future = Ready<Result<Response<Self::ResponseStream>, Status>>;

    fn call(&mut self, request: Request<String>) -> Self::Future {
        let names = ["one", "two", request.get_ref()];
        let given = names.map(|name| give(name).map_err(Status::from));
        ready(Ok(Response::new(tokio_stream::iter(Vec::from(given)))))
    }
}

/// A call that never ends.
#[derive(Clone, Copy)]
struct Wait;

impl server::UnaryService<String> for Wait {
    type Response = String;
    type Future = Pending<Result<Response<String>, Status>>;

    fn call(&mut self, _: Request<String>) -> Self::Future {
        pending()
    }
}

const PATH: &str = "/shop.v1.Accounts/Give";
const MANY: &str = "/shop.v1.Accounts/GiveMany";
const WAIT: &str = "/shop.v1.Accounts/Wait";

fn codec() -> ProstCodec<String, String> {
    ProstCodec::new()
}

fn router() -> Router {
    type Call = axum::extract::Request;
    let give = async |call: Call| server::Grpc::new(codec()).unary(Give, call).await;
    let many = async |call: Call| {
        let mut server = server::Grpc::new(codec());
        server.server_streaming(GiveMany, call).await
    };
    let wait = async |call: Call| server::Grpc::new(codec()).unary(Wait, call).await;
    Router::new()
        .route(PATH, any(give))
        .route(MANY, any(many))
        .route(WAIT, any(wait))
}

/// The service on tonic's own server, until the test's runtime ends.
async fn serve(router: Router) -> Channel {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = Server::builder().add_routes(Routes::from(router));
    tokio::spawn(server.serve_with_incoming(TcpListenerStream::new(listener)));
    let endpoint = Endpoint::try_from(format!("http://{address}")).unwrap();
    endpoint.connect().await.unwrap()
}

/// Calls as generated clients do.
async fn call(channel: Channel, name: &str, id: Option<&'static str>) -> Result<String, Status> {
    let mut client = client::Grpc::new(channel);
    client.ready().await.unwrap();
    let mut request = Request::new(name.to_owned());
    if let Some(id) = id {
        let metadata = request.metadata_mut();
        metadata.insert("x-request-id", id.parse().unwrap());
    }
    let response = client
        .unary(request, PATH.parse().unwrap(), codec())
        .await?;
    Ok(response.into_inner())
}

/// An error within a stream comes behind its messages, with its details.
#[tokio::test]
async fn an_error_ends_a_stream() {
    let mut client = client::Grpc::new(serve(router()).await);
    client.ready().await.unwrap();
    let request = Request::new("none".to_owned());
    let path = MANY.parse().unwrap();
    let response = client.server_streaming(request, path, codec()).await;
    let mut stream = response.unwrap().into_inner();
    for name in ["one", "two"] {
        assert_eq!(stream.message().await.unwrap().as_deref(), Some(name));
    }
    let failure = Failure::from(&stream.message().await.unwrap_err());
    assert_eq!(
        AccountError::from_failure(&failure),
        Ok(AccountError::NoAccount { id: 7 })
    );
}

/// An interceptor refuses with `?`, on either side.
#[tokio::test]
async fn an_interceptor_answers_with_an_error() {
    fn refuse(_: Request<()>) -> Result<Request<()>, Status> {
        Err(AccountError::NoAccount { id: 8 })?
    }

    let channel = serve(router()).await;
    let mut client = client::Grpc::new(InterceptedService::new(channel, refuse));
    client.ready().await.unwrap();
    let request = Request::new("well".to_owned());
    let path = PATH.parse().unwrap();
    let answer: Result<Response<String>, Status> = client.unary(request, path, codec()).await;
    let failure = Failure::from(&answer.unwrap_err());
    assert_eq!(
        AccountError::from_failure(&failure),
        Ok(AccountError::NoAccount { id: 8 })
    );
}

/// A deadline that has passed is a failure without details, and no error of ours.
#[tokio::test]
async fn a_deadline_is_a_failure() {
    let mut client = client::Grpc::new(serve(router()).await);
    client.ready().await.unwrap();
    let mut request = Request::new("well".to_owned());
    request.set_timeout(Duration::from_millis(1));
    let path = WAIT.parse().unwrap();
    let answer: Result<Response<String>, Status> = client.unary(request, path, codec()).await;
    let status = answer.unwrap_err();
    let failure = Failure::from(&status);
    let expected = match status.code() {
        Code::Cancelled => 499,
        _ => 504,
    };
    assert_eq!(failure.status(), expected, "{status:?}");
    assert!(failure.error().detail.is_some(), "{status:?}");
    AccountError::from_failure(&failure).unwrap_err();
}

#[tokio::test]
async fn a_bare_client_reads_the_details() {
    let channel = serve(router()).await;
    assert_eq!(call(channel.clone(), "well", None).await.unwrap(), "well");

    let status = call(channel.clone(), "none", None).await.unwrap_err();
    assert_eq!(status.code(), Code::NotFound);
    assert_eq!(status.message(), "Für 7 gibt es kein Konto – „7“ %.");
    assert_eq!(status.metadata().get("x-shard").unwrap(), "7");
    let info = status.get_details_error_info().unwrap();
    assert_eq!(
        (info.reason.as_str(), info.domain.as_str()),
        ("NO_ACCOUNT", "shop.example")
    );
    assert_eq!(info.metadata["id"], "7");
    let help = status.get_details_help().unwrap();
    assert_eq!(help.links[0].url, "https://shop.example/errors#no_account");

    let status = call(channel.clone(), "busy", None).await.unwrap_err();
    assert_eq!(status.code(), Code::ResourceExhausted);
    let retry = status.get_details_retry_info().unwrap();
    assert_eq!(retry.retry_delay, Some(Duration::from_secs(9)));

    let status = call(channel.clone(), "blank", None).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let request = status.get_details_bad_request().unwrap();
    let violations = request.field_violations.iter();
    let violations: Vec<_> = violations
        .map(|of| {
            (
                of.field.as_str(),
                of.description.as_str(),
                of.reason.as_str(),
            )
        })
        .collect();
    let expected = [
        ("field_0", "field_0 can't be blank.", "BLANK"),
        ("field_1", "field_1 can't be blank.", "BLANK"),
    ];
    assert_eq!(violations, expected);
    // No detail is malformed.
    assert!(status.check_error_details().is_ok());

    let status = call(channel, "broken", None).await.unwrap_err();
    assert_eq!(status.code(), Code::Internal);
    assert!(!format!("{status:?}{}", String::from_utf8_lossy(status.details())).contains("s3cret"));
}

/// A client accepts 16 KiB of trailers by default, and a longer status would end the call.
#[tokio::test]
async fn a_thousand_errors_arrive_as_far_as_they_fit() {
    let channel = serve(router()).await;
    let status = call(channel, "thousand", None).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let request = status.get_details_bad_request().unwrap();
    let count = request.field_violations.len();
    assert!((8..1000).contains(&count), "{count}");
    let failure = Failure::from(&status);
    let meta = failure.envelope().unwrap().meta.clone().unwrap();
    assert_eq!(meta["omitted"], 1000 - count);
    let error = AccountError::from_failure(&failure).unwrap();
    assert_eq!(
        error,
        AccountError::Invalid((0..count).map(blank).collect())
    );
}

#[tokio::test]
async fn our_client_has_the_variant_back() {
    let channel = serve(router()).await;
    for name in ["none", "blank"] {
        let status = call(channel.clone(), name, None).await.unwrap_err();
        let failure = Failure::from(&status);
        let sent = give(name).unwrap_err();
        assert_eq!(failure.status(), sent.status());
        assert_eq!(AccountError::from_failure(&failure), Ok(sent));
    }
    let status = call(channel, "broken", None).await.unwrap_err();
    let failure = Failure::from(&status);
    let error = AnyError::from(AccountError::from_failure(&failure).unwrap());
    assert_eq!(error.status(), 500);
}

#[tokio::test]
async fn a_layer_names_the_request() {
    let channel = serve(router().layer(EnvelopeLayer::new())).await;
    let status = call(channel, "none", Some("r-42")).await.unwrap_err();
    let info = status.get_details_request_info().unwrap();
    assert_eq!(info.request_id, "r-42");
    assert_eq!(Failure::from(&status).request_id(), Some("r-42"));
}

/// The path is unknown to the router, which answers as gRPC's servers do.
#[tokio::test]
async fn an_unknown_method_is_left_to_tonic() {
    let channel = serve(Router::new()).await;
    let status = call(channel, "none", None).await.unwrap_err();
    assert_eq!(status.code(), Code::Unimplemented);
    assert_eq!(Failure::from(&status).status(), 501);
}
