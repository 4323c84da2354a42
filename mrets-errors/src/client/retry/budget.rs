//! [`RetryBudget`].

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use web_time::Instant;

/// A bound on all retries of a client, so that it does not bury a server that is down. Each request earns
/// a part of a retry, and each retry costs one.
///
/// Twitter's finagle and tower have the same idea. A clone shares the budget.
///
/// ```
/// use mrets_errors::RetryBudget;
///
/// let budget = RetryBudget::new(0.2, 2);
/// assert!(budget.withdraw() && budget.withdraw());
/// assert!(!budget.withdraw(), "the reserve is used up");
/// for _ in 0..5 {
///     budget.deposit();
/// }
/// assert!(budget.withdraw(), "five requests earn one retry");
/// ```
#[derive(Debug, Clone)]
pub struct RetryBudget {
    /// The part of a retry that a request earns.
    ratio: f64,
    /// The retries at the start, which come again within [`WINDOW`].
    reserve: f64,
    balance: Arc<Mutex<Balance>>,
}

#[derive(Debug)]
struct Balance {
    retries: f64,
    at: Instant,
}

/// The time in which the whole reserve comes again.
const WINDOW: Duration = Duration::from_secs(10);

/// The most retries that requests can have earned.
const MOST: f64 = 100.0;

/// Allows a fifth of the requests to be retries, and ten more retries in ten seconds.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(0.2, 10)
    }
}

impl RetryBudget {
    /// Makes a budget in which a request earns `ratio` of a retry, with a `reserve` of retries for a client that
    /// sends few requests. The reserve comes again within ten seconds. A `ratio` that is negative or not a number
    /// earns nothing.
    #[must_use]
    pub fn new(ratio: f32, reserve: u32) -> Self {
        let balance = Balance {
            retries: f64::from(reserve),
            at: Instant::now(),
        };
        Self {
            ratio: f64::from(ratio).max(0.0),
            reserve: f64::from(reserve),
            balance: Arc::new(Mutex::new(balance)),
        }
    }

    /// Earns for a request that is sent for the first time.
    pub fn deposit(&self) {
        self.update(|retries| *retries = (*retries + self.ratio).min(MOST.max(self.reserve)));
    }

    /// Pays for a retry. `false` means that the budget is used up, and the request must not be sent again.
    #[must_use]
    pub fn withdraw(&self) -> bool {
        self.update(|retries| {
            // Five times a fifth may be a little less than one.
            let has_one = *retries + 1e-9 >= 1.0;
            if has_one {
                *retries = (*retries - 1.0).max(0.0);
            }
            has_one
        })
    }

    fn update<T>(&self, change: impl FnOnce(&mut f64) -> T) -> T {
        let mut balance = self.balance.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let elapsed = now.saturating_duration_since(balance.at);
        let refilled = self.reserve * elapsed.as_secs_f64() / WINDOW.as_secs_f64();
        if balance.retries < self.reserve {
            balance.retries = (balance.retries + refilled).min(self.reserve);
        }
        balance.at = now;
        change(&mut balance.retries)
    }
}
