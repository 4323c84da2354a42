//! The published table, and the answers that the macro makes of it.

use http::StatusCode;
use mrets_errors::{MretsError, table};

/// The table as published.
const PAGE: &str = "
| 200  | OK                    | Success! |
| 304  | Not Modified          | There was no new data to return. |
| 400  | Bad Request           | The request was invalid or cannot be otherwise served. An accompanying error message will explain further. |
| 401  | Unauthorized          | Missing or incorrect authentication credentials. This may also returned in other undefined circumstances. |
| 403  | Forbidden             | The request is understood, but it has been refused or access is not allowed. |
| 404  | Not Found             | The URI requested is invalid or the resource requested, such as an account, does not exist. |
| 422  | Unprocessable Entity  | Returned when the data is unable to be processed (for example, if a to POST account is not valid, or the JSON body of a request is badly-formed). |
| 429  | Too Many Requests     | Returned when a request cannot be served due to the API token's rate limit having been exhausted. See Rate Limiting. |
| 500  | Internal Server Error | Something is broken. This is usually a temporary error, for example in a high load situation or if an endpoint is temporarily having issues. Contact the M-RETS Administrator to get information about the issue, or try again later. |
| 503  | Service Unavailable   | M-RETS servers are up, but overloaded with requests or being upgraded. Try again later. |
| 504  | Gateway timeout       | M-RETS servers are up, but the request couldn\u{2019}t be serviced due to some failure within the internal stack. Try again later. |
";

/// Status, text and description, in the order of the page.
fn page() -> Vec<(u16, &'static str, &'static str)> {
    PAGE.trim()
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [status, text, description] = cells[..] else {
                panic!("not a row of three cells: {line}");
            };
            (status.parse().unwrap(), text, description)
        })
        .collect()
}

#[test]
fn all_rows_are_verbatim_and_in_order() {
    let rows: Vec<_> = table::ROWS
        .iter()
        .map(|row| (row.status.as_u16(), row.text, row.description))
        .collect();
    assert_eq!(rows.len(), 11);
    assert_eq!(rows, page());
}

#[test]
fn row_finds_what_the_page_has_and_nothing_else() {
    for number in 100..=999 {
        let status = StatusCode::from_u16(number).unwrap();
        let published = page().into_iter().find(|row| row.0 == number);
        let row = table::row(status).map(|row| (row.status.as_u16(), row.text, row.description));
        assert_eq!(row, published, "{number}");
    }
}

/// Compares a derived answer with the page and with `http`.
#[track_caller]
fn says_what_its_status_says(error: &dyn MretsError, status: StatusCode) {
    assert_eq!(error.status(), status);
    assert_eq!(error.code(), status.as_str());
    let published = page()
        .into_iter()
        .find(|row| row.0 == status.as_u16() && status != StatusCode::NOT_MODIFIED);
    let title = published.map_or_else(|| status.canonical_reason().unwrap(), |row| row.1);
    assert_eq!(error.title(), title, "{status}");
    let detail = published.map_or("", |row| row.2);
    assert_eq!(error.detail(), detail, "{status}");
}

macro_rules! all_statuses {
    ($($number:literal $name:ident)*) => {
        /// Every status that `#[status(...)]` takes and `http` has a constant for.
        const ALL: &[u16] = &[$($number),*];

        #[test]
        fn derived_answers_say_the_page_and_http() {
            $({
                // Headers that RFC 9110 demands of some statuses.
                #[derive(Debug, MretsError)]
                #[status($name, headers("Allow" = "GET", "Upgrade" = "h2c", "Proxy-Authenticate" = "Basic"))]
                struct Answer;

                says_what_its_status_says(&Answer, StatusCode::$name);
            })*
        }

        #[test]
        fn number_name_and_field_agree() {
            $({
                #[derive(Debug, MretsError)]
                #[status($number, headers("Allow" = "GET", "Upgrade" = "h2c", "Proxy-Authenticate" = "Basic"))]
                struct ByNumber;

                #[derive(Debug, MretsError)]
                #[status($name, headers("Allow" = "GET", "Upgrade" = "h2c", "Proxy-Authenticate" = "Basic"))]
                struct ByName;

                #[derive(Debug, MretsError)]
                #[status(.0, headers("Allow" = "GET", "Upgrade" = "h2c", "Proxy-Authenticate" = "Basic"))]
                struct ByField(StatusCode);

                let by_number = ByNumber.to_response();
                for other in [ByName.to_response(), ByField(StatusCode::$name).to_response()] {
                    assert_eq!(other.status(), StatusCode::$name);
                    assert_eq!(other.status(), by_number.status());
                    assert_eq!(other.headers(), by_number.headers());
                    assert_eq!(other.body(), by_number.body());
                }
            })*
        }
    };
}

all_statuses! {
    304 NOT_MODIFIED
    400 BAD_REQUEST
    401 UNAUTHORIZED
    402 PAYMENT_REQUIRED
    403 FORBIDDEN
    404 NOT_FOUND
    405 METHOD_NOT_ALLOWED
    406 NOT_ACCEPTABLE
    407 PROXY_AUTHENTICATION_REQUIRED
    408 REQUEST_TIMEOUT
    409 CONFLICT
    410 GONE
    411 LENGTH_REQUIRED
    412 PRECONDITION_FAILED
    413 PAYLOAD_TOO_LARGE
    414 URI_TOO_LONG
    415 UNSUPPORTED_MEDIA_TYPE
    416 RANGE_NOT_SATISFIABLE
    417 EXPECTATION_FAILED
    418 IM_A_TEAPOT
    421 MISDIRECTED_REQUEST
    422 UNPROCESSABLE_ENTITY
    423 LOCKED
    424 FAILED_DEPENDENCY
    425 TOO_EARLY
    426 UPGRADE_REQUIRED
    428 PRECONDITION_REQUIRED
    429 TOO_MANY_REQUESTS
    431 REQUEST_HEADER_FIELDS_TOO_LARGE
    451 UNAVAILABLE_FOR_LEGAL_REASONS
    500 INTERNAL_SERVER_ERROR
    501 NOT_IMPLEMENTED
    502 BAD_GATEWAY
    503 SERVICE_UNAVAILABLE
    504 GATEWAY_TIMEOUT
    505 HTTP_VERSION_NOT_SUPPORTED
    506 VARIANT_ALSO_NEGOTIATES
    507 INSUFFICIENT_STORAGE
    508 LOOP_DETECTED
    510 NOT_EXTENDED
    511 NETWORK_AUTHENTICATION_REQUIRED
}

#[test]
fn the_list_above_is_complete() {
    let named: Vec<u16> = [304]
        .into_iter()
        .chain(400..600)
        .filter(|number| {
            let status = StatusCode::from_u16(*number).unwrap();
            status.canonical_reason().is_some()
        })
        .collect();
    assert_eq!(ALL, named);
}
