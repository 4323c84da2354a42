//! A pointer leads serde_json's reader of RFC 6901 to the member that its fields name.

use crate::support::{object, proptest_config, text};
use mrets_errors::MretsError;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

#[derive(Debug, MretsError)]
enum Pointing {
    #[status(422, pointer = "/data/attributes/{0}")]
    Last(String),
    #[status(422, pointer = "/{first}/~0{second}~1/{third}")]
    Each {
        first: String,
        second: String,
        third: String,
    },
    #[status(422, pointer = "/{0}{1}")]
    TwoInOne(String, String),
    #[status(422, pointer = "/data/{0}/{1}")]
    Item(String, usize),
    #[status(422, pointer = "/{0:?}")]
    Debugged(Vec<String>),
}

fn pointer(error: &Pointing) -> String {
    let object = object(error);
    object["source"]["pointer"].as_str().unwrap().to_owned()
}

proptest! {
    #![proptest_config(proptest_config())]

    /// The document has other members too, some with similar names.
    #[test]
    fn it_leads_to_the_member(names in btree_set(text(), 1..6)) {
        let members = names.iter().map(|name| (name.clone(), json!({ "name": name })));
        let members: Map<_, _> = members.collect();
        let document = json!({ "data": { "attributes": members } });
        for name in &names {
            let pointer = pointer(&Pointing::Last(name.clone()));
            prop_assert_eq!(document.pointer(&pointer), Some(&json!({ "name": name })), "{}", pointer);
        }
    }

    #[test]
    fn constant_text_stands_as_written(first in text(), second in text(), third in text()) {
        let document = json!({ &first: { format!("~{second}/"): { &third: 7 } } });
        let pointer = pointer(&Pointing::Each { first, second, third });
        prop_assert_eq!(document.pointer(&pointer), Some(&Value::from(7)), "{}", pointer);
    }

    #[test]
    fn values_side_by_side_are_one_name(one in text(), two in text()) {
        let document = json!({ format!("{one}{two}"): 7 });
        let pointer = pointer(&Pointing::TwoInOne(one, two));
        prop_assert_eq!(document.pointer(&pointer), Some(&Value::from(7)), "{}", pointer);
    }

    #[test]
    fn a_number_leads_to_an_item(name in text(), items in vec(any::<u8>(), 1..12)) {
        for (at, item) in items.iter().enumerate() {
            let document = json!({ "data": { &name: items } });
            let pointer = pointer(&Pointing::Item(name.clone(), at));
            prop_assert_eq!(document.pointer(&pointer), Some(&Value::from(*item)), "{}", pointer);
        }
    }

    /// A value is one name, whatever trait shows it, and none leads deeper than the written pointer.
    #[test]
    fn a_value_is_one_name(names in vec(text(), 0..4)) {
        let document = json!({ format!("{names:?}"): 7 });
        let pointer = pointer(&Pointing::Debugged(names));
        prop_assert_eq!(document.pointer(&pointer), Some(&Value::from(7)), "{}", pointer);
        prop_assert_eq!(pointer.matches('/').count(), 1);
    }
}
