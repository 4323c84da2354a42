//! A catalogue of 10,000 entries takes ten times as much as one of 1,000, not a hundred times.

use allocation_counter::measure;
use mrets_errors::Catalog;
// The tables that the derive writes, since it would take minutes to compile 10,000 variants.
use mrets_errors::private::{DEFAULT_DIALECT, Rendered, Table};
use serde_json::json;

/// The types have 100 variants each.
fn catalog(types: usize) -> Catalog {
    let mut catalog = Catalog::new();
    for ty in 0..types {
        let mut texts = String::new();
        let mut end = |text: &str| {
            texts.push_str(text);
            u32::try_from(texts.len()).unwrap()
        };
        let rows = (0..100_u16).flat_map(|row| {
            let start = end("");
            let variant = end(&format!("Variant{row}"));
            let code = end(&format!("code_{ty}_{row}"));
            let detail = end(&format!("This is {row} of {ty}."));
            let bounds = [
                start, variant, variant, variant, code, detail, detail, detail, detail,
            ];
            let status = (400 + row % 25).to_le_bytes().into_iter();
            let bounds = bounds.into_iter().flat_map(u32::to_le_bytes);
            status.chain([0; 4]).chain(bounds).collect::<Vec<u8>>()
        });
        let rows: Vec<u8> = rows.collect();
        let doc = "It is wrong.\n\n# Solutions\n\nMake it right.";
        let notes = (0..100).map(|row| {
            format!(
                "{row} doc {}:{doc}{row} headers 1:1{row} meta 1:1",
                doc.len()
            )
        });
        let notes: String = notes.collect();
        let words = ["x-left", "left"].repeat(100);
        let table: &Table = Box::leak(Box::new(Table {
            path: "shop::many::Error",
            texts: texts.leak(),
            rows: rows.leak(),
            constants: &[],
            dialect: &DEFAULT_DIALECT,
            rendered: Rendered::new(),
            arguments: "",
        }));
        let origin: &str = format!("shop::many::Error{ty}").leak();
        catalog.describe(origin, table, notes.leak(), words.leak(), &[]);
        let members = (0..100).map(|row| format!("{row} meta 4:left"));
        let members: &str = members.collect::<String>().leak();
        catalog.describe_meta(table, &[(members, |_| json!({ "type": "integer" }))]);
    }
    catalog
}

fn document(catalog: &Catalog) -> serde_json::Value {
    let operation = json!({ "post": { "responses": catalog.openapi_responses() } });
    json!({
        "paths": { "/": operation },
        "components": catalog.openapi_components(),
    })
}

/// A way out of a catalogue, which gives the length of the text.
type Way = fn(&Catalog) -> usize;

const WAYS: [(&str, Way); 5] = [
    ("HTML", |catalog| catalog.to_html().len()),
    ("Markdown", |catalog| catalog.to_markdown().len()),
    ("JSON", |catalog| catalog.to_json().to_string().len()),
    ("OpenAPI and its check", |catalog| {
        let document = document(catalog);
        catalog.check_openapi(&document).unwrap();
        document.to_string().len()
    }),
    ("merging", |catalog| {
        let merged = Catalog::new().merge(catalog.clone());
        merged.merge(catalog.clone()).entries().len()
    }),
];

#[test]
fn ten_times_the_entries_are_ten_times_the_work() {
    let (few, many) = (catalog(10), catalog(100));
    assert_eq!((few.entries().len(), many.entries().len()), (1_000, 10_000));
    for (name, way) in WAYS {
        let cost = |catalog: &Catalog| {
            let mut length = 0;
            let allocated = measure(|| length = way(catalog));
            (length, allocated.count_total, allocated.bytes_total)
        };
        let (few, many) = (cost(&few), cost(&many));
        let message = format!("{name}: {few:?}, {many:?}");
        assert!(many.0 <= 12 * few.0, "{message}");
        assert!(many.1 <= 12 * few.1, "{message}");
        // A buffer may have grown once more, to twice its size.
        assert!(many.2 <= 25 * few.2, "{message}");
    }
}
