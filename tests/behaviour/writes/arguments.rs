//! Arguments of format strings are evaluated once, in their order, as `format!` does it.

use mrets_errors::MretsError;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

thread_local! {
    static TICKET: Cell<u32> = const { Cell::new(0) };
    static CALLS: RefCell<String> = const { RefCell::new(String::new()) };
}

fn next_ticket() -> u32 {
    TICKET.set(TICKET.get() + 1);
    TICKET.get()
}

fn call(name: char) -> char {
    CALLS.with_borrow_mut(|calls| calls.push(name));
    name
}

#[test]
fn an_argument_is_evaluated_once() {
    #[derive(Debug, MretsError)]
    #[status(409, detail("Ticket {t}; quote {t:>4} in your mail, {t:?}.", t = next_ticket()))]
    struct Error;
    assert_eq!(Error.detail(), "Ticket 1; quote    1 in your mail, 1.");
    assert_eq!(Error.to_string(), "Ticket 2; quote    2 in your mail, 2.");
}

#[test]
fn arguments_are_evaluated_in_their_order() {
    #[derive(Debug, MretsError)]
    #[status(409, detail("{b} {1} {a} {0}", call('x'), call('y'), a = call('a'), b = call('b')))]
    struct Error {}
    assert_eq!(Error {}.detail(), "b y a x");
    assert_eq!(CALLS.take(), "xyab");
}

/// Everything that rustc accepts between two commas.
#[test]
fn expressions_of_every_shape() {
    trait Tr<A> {
        type A;
        fn len(&self) -> A;
    }
    impl Tr<u8> for i32 {
        type A = u8;
        fn len(&self) -> u8 {
            3
        }
    }

    #[derive(Debug, MretsError)]
    #[status(
        422,
        id = .a | .b,
        code = "shapes",
        detail(
            "{} {} {} {c} {d} {e} {f:?}",
            <HashMap<u8, u8> as Default>::default().len(),
            if let Some(1 | 2) = .list.first() { "low" } else { "high" },
            (&0 as &dyn Tr<u8, A = u8>).len(),
            c = .list.iter().map(|a| a | 1).fold(0, |a, b| a + b),
            d = matches!(.a, 1 | 2),
            e = u32::from(*.a) << 2,
            f = ..2,
        )
    )]
    struct Error {
        a: u8,
        b: u8,
        list: Vec<u8>,
    }
    let error = Error {
        a: 1,
        b: 2,
        list: vec![2, 4],
    };
    assert_eq!(error.detail(), "0 low 3 8 true 4 ..2");
    assert_eq!(error.code(), "shapes");
    assert_eq!(crate::support::object(&error)["id"], "3");
}
