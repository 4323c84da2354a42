//! warp.

use crate::cases::{self, Exception, Instead::Closed, Instead::Lacks};
use crate::domain::{self, Account, Fuel, Order, Page, RegistryError};
use crate::speaking::{SHOP, speaks};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use mrets_errors::tower::EnvelopeLayer;
use mrets_errors::warp::{envelopes, envelopes_in, extract, recover};
use mrets_errors::{AnyError, Envelope, Source};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use warp::http::StatusCode;
use warp::reply::{Response, stream, with_header, with_status};
use warp::{Filter, Rejection, Reply, body, header, path};

fn text(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    match status.as_u16() {
        503 => with_header(
            with_status("secret: 10.0.0.1 is down", status),
            "retry-after",
            "7",
        )
        .into_response(),
        401 => with_header(
            with_status("by hand", status),
            "www-authenticate",
            "Basic realm=\"x\"",
        )
        .into_response(),
        413 => with_status("x".repeat(2_000), status).into_response(),
        _ => with_status("by hand", status).into_response(),
    }
}

fn endless(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap();
    let text = with_header(stream(domain::endless()), "content-type", "text/plain");
    with_status(text, status).into_response()
}

fn cached(known: Option<String>) -> Response {
    let status = match known {
        Some(known) if known == domain::ETAG => StatusCode::NOT_MODIFIED.into_response(),
        _ => "fresh".into_response(),
    };
    with_header(status, "etag", domain::ETAG).into_response()
}

/// warp has neither time-outs of handlers nor limits of requests, so that the handler has both.
async fn slow() -> Response {
    let answer = timeout(Duration::from_millis(10), std::future::pending()).await;
    answer.unwrap_or_else(|_| StatusCode::GATEWAY_TIMEOUT.into_response())
}

async fn busy() -> Response {
    static PLACES: Semaphore = Semaphore::const_new(0);
    match PLACES.try_acquire() {
        Ok(_place) => "not busy".into_response(),
        Err(_) => with_header(StatusCode::SERVICE_UNAVAILABLE, "retry-after", "1").into_response(),
    }
}

const PANIC: &str =
    "warp does not catch it; tower-http's `CatchPanicLayer` around `warp::service` does";

pub(crate) const EXCEPTIONS: &[Exception] = &[
    Exception {
        case: "another method",
        instead: Lacks("Allow"),
        reason: "the rejection does not know the methods of other filters",
    },
    Exception {
        case: "a panic",
        instead: Closed,
        reason: PANIC,
    },
    Exception {
        case: "a panic with a number",
        instead: Closed,
        reason: PANIC,
    },
    Exception {
        case: "a panic that holds a lock",
        instead: Closed,
        reason: PANIC,
    },
];

fn routes(
    name: &'static str,
) -> impl Filter<Extract = (Response,), Error = Rejection> + Clone + Send + Sync + 'static {
    let by_reply = warp::get().or(warp::head()).unify().and(
        path("records")
            .and(extract::path("id"))
            .and(path::end())
            .map(|id| domain::record(id).into_response())
            .or(path!("errors").map(|| domain::errors().into_response()))
            .unify()
            .or(path!("generic").map(|| domain::generic().into_response()))
            .unify()
            .or(path!("anyhow").map(|| domain::anyhow().into_response()))
            .unify()
            .or(path!("wrapper").map(|| domain::wrapper().into_response()))
            .unify()
            .or(path!("object").map(|| domain::object().into_response()))
            .unify()
            .or(path!("envelope").map(|| domain::envelope().into_response()))
            .unify()
            .or(path!("any" / "json").map(|| domain::any("json").into_response()))
            .unify()
            .boxed(),
    );
    let by_rejection = path!("domain" / String)
        .and(warp::get())
        .and_then(async |kind: String| -> Result<_, Rejection> { Ok(domain::domain(&kind)?) })
        .or(path!("any" / String)
            .and(warp::get())
            .and_then(async |kind: String| Ok::<_, Rejection>(domain::any(&kind)?)))
        .unify()
        .map(Reply::into_response)
        .boxed();
    let inputs = path!("search")
        .and(extract::query())
        .map(|page: Page| page.page.to_string())
        .or(path!("accounts")
            .and(warp::post())
            .and(body::content_length_limit(1024))
            .and(extract::json())
            .map(|account: Account| account.name))
        .unify()
        .or(path!("orders")
            .and(warp::post())
            .and(extract::json())
            .map(|order: Order| domain::order(&order)))
        .unify()
        .or(path!("orders" / "form")
            .and(
                warp::get()
                    .or(warp::post().and(body::content_length_limit(1024)))
                    .unify(),
            )
            .and(extract::form())
            .map(|order: Order| domain::order(&order)))
        .unify()
        .or(path("orders")
            .and(extract::path("id"))
            .and(extract::path("fuel"))
            .and(path::end())
            .map(|id: u32, fuel: Fuel| domain::line((id, &fuel))))
        .unify()
        .or(path("defect")
            .and(extract::path("id"))
            .and(path::end())
            .map(|path: (u8, u8)| format!("{path:?}")))
        .unify()
        .map(Reply::into_response)
        .boxed();
    let others = path!("text" / u16)
        .map(text)
        .or(path!("hand" / String).map(|name: String| domain::by_hand(&name).into_response()))
        .unify()
        .or(path!("endless" / u16).map(endless))
        .unify()
        .or(path!("cached")
            .and(header::optional("if-none-match"))
            .map(cached))
        .unify()
        .or(path!("lock").map(move || domain::lock(name).into_response()))
        .unify()
        .or(path!("slow").then(slow))
        .unify()
        .or(path!("busy").then(busy))
        .unify()
        .or(path!("panic").map(|| -> Response { panic!("secret") }))
        .unify()
        .or(path!("panic" / "number").map(|| -> Response { std::panic::panic_any(7) }))
        .unify()
        .boxed();
    by_reply
        .or(by_rejection)
        .unify()
        .or(inputs)
        .unify()
        .or(others)
        .unify()
}

/// The whole service, until the test's runtime ends.
pub(crate) async fn serve_all() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = warp::serve(envelopes(routes("warp").recover(recover)));
    tokio::spawn(service.incoming(listener).run());
    address
}

#[tokio::test]
async fn every_answer_is_an_envelope() {
    cases::run(serve_all().await, EXCEPTIONS).await;
}

#[tokio::test]
async fn the_filter_speaks_its_dialect() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = warp::serve(envelopes_in(
        &SHOP,
        routes("warp's dialect").recover(recover),
    ));
    tokio::spawn(service.incoming(listener).run());
    speaks(address).await;
}

/// Wraps the service that warp makes, which hyper then serves, in layers.
#[tokio::test]
async fn layers_around_warp_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = ServiceBuilder::new()
        .layer(EnvelopeLayer::new())
        .layer(CatchPanicLayer::new())
        .service(warp::service(
            routes("warp beneath layers").recover(recover),
        ));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = TowerToHyperService::new(service.clone());
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            tokio::spawn(connection);
        }
    });
    let all = EXCEPTIONS.iter().copied();
    let exceptions: Vec<_> = all.filter(|found| found.instead != Closed).collect();
    cases::run(address, &exceptions).await;
}

/// Rejections that name the header at fault.
#[tokio::test]
async fn headers_to_blame() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let routes = header::<u8>("x-age").map(|age: u8| age.to_string());
    let service = warp::serve(routes.recover(recover));
    tokio::spawn(service.incoming(listener).run());
    for age in [None, Some("old")] {
        let mut request = reqwest::Client::new().get(&url);
        if let Some(age) = age {
            request = request.header("x-age", age);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 400);
        let body = response.bytes().await.unwrap();
        let envelope = Envelope::from_slice(&body).unwrap();
        let expected = Source::header("x-age");
        assert_eq!(envelope.errors[0].source, Some(expected), "{age:?}");
    }
}

/// Every way from an error to a rejection.
#[tokio::test]
async fn every_rejection_of_ours_is_answered() {
    for rejection in [
        Rejection::from(RegistryError::Unauthenticated),
        warp::reject::custom(AnyError::from(RegistryError::Unauthenticated)),
        domain::domain("unauthenticated").unwrap_err().into(),
    ] {
        let response = recover(rejection).await.unwrap();
        assert_eq!(response.status(), 401);
        assert_eq!(
            response.headers()["www-authenticate"],
            "Bearer realm=\"records\""
        );
    }
}

/// An error that cannot cross threads compiles, without being a reply.
#[test]
fn errors_of_one_thread() {
    #[derive(Debug, mrets_errors::MretsError)]
    #[status(404, detail = "{0}")]
    struct Local(std::rc::Rc<str>);

    #[derive(Debug, mrets_errors::MretsError)]
    #[status(404, detail = "{0}")]
    struct Borrowed<'a, T>(&'a str, std::marker::PhantomData<T>)
    where
        T: std::fmt::Debug;

    let local: &dyn mrets_errors::MretsError = &Local("here".into());
    assert_eq!(local.detail(), "here");
    let borrowed = Borrowed("there", std::marker::PhantomData::<u8>);
    assert_eq!(borrowed.into_response().status(), 404);
}

#[tokio::test]
async fn own_extractors_repeat_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = path!("orders")
        .and(body::json())
        .map(|order: Order| domain::order(&order))
        .or(path!("search")
            .and(warp::query())
            .map(|page: Page| page.page.to_string()))
        .recover(recover);
    tokio::spawn(warp::serve(routes).incoming(listener).run());
    cases::own_extractors_repeat_nothing(address).await;
}
