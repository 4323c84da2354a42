//! Everything that can go wrong in the shop.

use std::{io, time::Duration};

use mrets_errors::MretsError;

/// The reason why the shop refused a request.
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
pub(crate) enum ShopError {
    /// The shop has no article of this number.
    #[status(404, detail = "There is no article {0}.")]
    ArticleNotFound(u32),

    /// The customer has no order of this number.
    #[status(404, detail = "There is no order {0}.")]
    OrderNotFound(usize),

    /// Fewer pieces are left than the order is for.
    ///
    /// # Solutions
    ///
    /// Order at most `left` pieces.
    #[status(409, detail = "{left} of article {article} are left.", meta(left = .left))]
    SoldOut { article: u32, left: u32 },

    /// An order is for at least one piece.
    #[status(
        422,
        detail = "An order is for 1 to {max} pieces.",
        pointer = "/quantity"
    )]
    InvalidQuantity { max: u32 },

    /// The request does not say who orders.
    #[status(401, detail = "Sign in first.")]
    SignInRequired,

    /// The order is another customer's.
    #[status(403, detail = "This order is another customer's.")]
    NotYourOrder,

    /// A customer orders once in two seconds.
    #[status(429, detail = "Wait before you order again.", retry_after = .wait)]
    TooManyOrders { wait: Duration },

    /// The shop could not read the receipt.
    #[status(500)]
    Receipt(#[from] io::Error),
}
