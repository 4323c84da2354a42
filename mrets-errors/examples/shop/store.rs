//! The articles and the orders, in memory, and the receipts, in files.

use std::{
    collections::HashMap,
    fs, io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde::Serialize;

use crate::error::ShopError;

/// The most pieces that one order is for.
const MAX_QUANTITY: u32 = 99;

#[derive(Clone)]
pub(crate) struct Store {
    shelves: Arc<Mutex<Shelves>>,
    /// The wait of a customer between two orders.
    pause: Duration,
    /// The folder of the receipts.
    receipts: PathBuf,
}

struct Shelves {
    articles: HashMap<u32, Article>,
    orders: Vec<Order>,
    last_orders: HashMap<String, Instant>,
}

#[derive(Clone, Serialize)]
pub(crate) struct Article {
    name: &'static str,
    left: u32,
}

#[derive(Clone, Serialize)]
pub(crate) struct Order {
    number: usize,
    customer: String,
    article: u32,
    quantity: u32,
}

impl Store {
    /// A store with two articles. The folder of the receipts need not exist.
    pub(crate) fn new(pause: Duration, receipts: impl Into<PathBuf>) -> Self {
        let teapot = Article {
            name: "teapot",
            left: 12,
        };
        let kettle = Article {
            name: "kettle",
            left: 0,
        };
        let shelves = Shelves {
            articles: HashMap::from([(1, teapot), (2, kettle)]),
            orders: Vec::new(),
            last_orders: HashMap::new(),
        };
        Self {
            shelves: Arc::new(Mutex::new(shelves)),
            pause,
            receipts: receipts.into(),
        }
    }

    pub(crate) fn article(&self, number: u32) -> Result<Article, ShopError> {
        let found = self.with(|shelves| shelves.articles.get(&number).cloned());
        found.ok_or(ShopError::ArticleNotFound(number))
    }

    pub(crate) fn order(
        &self,
        customer: String,
        article: u32,
        quantity: u32,
    ) -> Result<Order, ShopError> {
        if !(1..=MAX_QUANTITY).contains(&quantity) {
            return Err(ShopError::InvalidQuantity { max: MAX_QUANTITY });
        }
        self.with(|shelves| {
            let last = shelves.last_orders.get(&customer);
            let wait = last.map(|last| self.pause.saturating_sub(last.elapsed()));
            if let Some(wait) = wait.filter(|wait| !wait.is_zero()) {
                return Err(ShopError::TooManyOrders { wait });
            }
            let found = shelves.articles.get_mut(&article);
            let found = found.ok_or(ShopError::ArticleNotFound(article))?;
            let left = found.left;
            found.left = left
                .checked_sub(quantity)
                .ok_or(ShopError::SoldOut { article, left })?;
            shelves.last_orders.insert(customer.clone(), Instant::now());
            let order = Order {
                number: shelves.orders.len() + 1,
                customer,
                article,
                quantity,
            };
            shelves.orders.push(order.clone());
            Ok(order)
        })
    }

    pub(crate) fn order_of(&self, customer: &str, number: usize) -> Result<Order, ShopError> {
        let found = self.with(|shelves| {
            let mut orders = shelves.orders.iter();
            orders.find(|order| order.number == number).cloned()
        });
        let order = found.ok_or(ShopError::OrderNotFound(number))?;
        if order.customer == customer {
            Ok(order)
        } else {
            Err(ShopError::NotYourOrder)
        }
    }

    pub(crate) fn receipt(&self, customer: &str, number: usize) -> Result<String, ShopError> {
        let order = self.order_of(customer, number)?;
        let file = self.receipts.join(format!("{}.txt", order.number));
        let read: io::Result<String> = fs::read_to_string(file);
        Ok(read?) // becomes `Receipt`
    }

    /// Works on the shelves. A panic elsewhere cannot leave them half changed.
    fn with<T>(&self, work: impl FnOnce(&mut Shelves) -> T) -> T {
        let mut shelves = self.shelves.lock().unwrap_or_else(PoisonError::into_inner);
        work(&mut shelves)
    }
}
