//! [`RetryAfter`]: a time to wait.

use std::time::Duration;

/// A value of the key `retry_after`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no time to wait",
    label = "`retry_after` takes whole seconds, a `Duration`, or an `Option` of one of them"
)]
pub trait RetryAfter {
    /// Whole seconds, rounded up.
    fn seconds(&self) -> Option<u64>;
}

impl RetryAfter for Duration {
    fn seconds(&self) -> Option<u64> {
        let begun = u64::from(self.subsec_nanos() > 0);
        Some(self.as_secs().saturating_add(begun))
    }
}

impl<T: RetryAfter> RetryAfter for Option<T> {
    fn seconds(&self) -> Option<u64> {
        self.as_ref()?.seconds()
    }
}

impl<T: RetryAfter + ?Sized> RetryAfter for &T {
    fn seconds(&self) -> Option<u64> {
        (**self).seconds()
    }
}

macro_rules! retry_after_integers {
    ($($integer:ty)*) => {
        $(
            impl RetryAfter for $integer {
                fn seconds(&self) -> Option<u64> {
                    u64::try_from(*self).ok()
                }
            }
        )*
    };
}

retry_after_integers!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize);
