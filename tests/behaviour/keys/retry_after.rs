//! `retry_after`.

use crate::support::header;
use mrets_errors::MretsError;
use std::time::Duration;

macro_rules! retry_after {
    ($($value:expr => $seconds:expr;)*) => {
        $({
            // The value decides `T`.
            #[derive(Debug, MretsError)]
            #[status(429, retry_after = .0)]
            struct Later<T>(T);
            let seconds: Option<&str> = $seconds;
            let error = Later($value);
            assert_eq!(
                header(&error, "retry-after").as_deref(),
                seconds,
                "{}",
                stringify!($value)
            );
            let response = error.to_response();
            assert_eq!(response.headers().contains_key("retry-after"), seconds.is_some());
        })*
    };
}

#[test]
fn retry_after_is_whole_seconds_rounded_up() {
    retry_after! {
        Duration::from_millis(1200) => Some("2");
        Duration::from_secs(2) => Some("2");
        Duration::from_nanos(1) => Some("1");
        Duration::from_nanos(1_999_999_999) => Some("2");
        Duration::ZERO => Some("0");
        Duration::MAX => Some("18446744073709551615");
        Duration::new(u64::MAX, 0) => Some("18446744073709551615");
        Some(Duration::from_millis(1)) => Some("1");
        None::<Duration> => None;
    }
}

#[test]
fn retry_after_of_integers() {
    retry_after! {
        0 => Some("0");
        3u8 => Some("3");
        3i64 => Some("3");
        u64::MAX => Some("18446744073709551615");
        u128::from(u64::MAX) => Some("18446744073709551615");
        5usize => Some("5");
        -1 => None;
        i64::MIN => None;
        i8::MIN => None;
        Some(3u16) => Some("3");
        Some(-3) => None;
        None::<u32> => None;
        Some(Some(4u8)) => Some("4");
        &7u8 => Some("7");
    }
}

#[test]
fn a_number_that_is_no_u64_is_dropped() {
    retry_after! {
        u128::MAX => None;
        i128::MAX => None;
        i128::MIN => None;
    }
}

#[test]
fn retry_after_of_expressions_and_constants() {
    #[derive(Debug, MretsError)]
    enum Later {
        #[status(429, retry_after = 5)]
        Constant,
        #[status(503, retry_after = Duration::from_millis(2500))]
        Computed,
        #[status(429, retry_after = .wait.map(|wait| wait * 2))]
        Mapped { wait: Option<Duration> },
        #[status(503, retry_after = .0, headers("Retry-After-Not" = .0))]
        WithHeaders(u8),
    }
    let wait = |error: Later| header(&error, "retry-after");
    assert_eq!(wait(Later::Constant).unwrap(), "5");
    assert_eq!(wait(Later::Computed).unwrap(), "3");
    let mapped = Later::Mapped {
        wait: Some(Duration::from_secs(2)),
    };
    assert_eq!(wait(mapped).unwrap(), "4");
    assert_eq!(wait(Later::Mapped { wait: None }), None);
    let with_headers = Later::WithHeaders(1);
    assert_eq!(header(&with_headers, "retry-after-not").unwrap(), "1");
    assert_eq!(wait(with_headers).unwrap(), "1");
}
