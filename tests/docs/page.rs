//! The page: `to_html()` and `to_markdown()`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use mrets_errors::{AnyError, Catalog, Errors, MretsError, Order, errors, table};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs;
use std::path::Path;

#[derive(Debug, MretsError)]
enum Field {
    /// It is empty.
    #[status(422, code = "blank", pointer = "/data/attributes/{0}", header = "X")]
    Blank(String),
}

#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case", docs = "/errors")]
enum Error {
    /// There is no such record.
    #[status(
        404,
        title = "No record",
        detail = "There is no {id} in {{{name:>8}}}."
    )]
    NotFound { id: u32, name: String },
    #[status(422)]
    Invalid(#[errors] Errors<Field>),
    #[status(429, id = 7, retry_after = 5, headers("X-Limit" = 10), meta(limit = 10))]
    TooMany,
    #[status(.status)]
    Upstream { status: StatusCode },
    #[status(409, about = "/closed/{0}")]
    Closed(u32),
    #[status(304, headers("ETag" = "1"))]
    NotModified,
    #[status(500)]
    Io(#[from] std::io::Error),
}

/// The Markdown as a reader sees it: the cells of each row, the text of each heading and each item, and
/// the code blocks.
#[derive(Debug, Default)]
struct Read {
    rows: Vec<Vec<String>>,
    headings: Vec<String>,
    items: Vec<String>,
    blocks: Vec<String>,
    paragraphs: Vec<String>,
}

fn read(markdown: &str) -> Read {
    let mut read = Read::default();
    let mut text = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::TableRow | Tag::TableHead) => read.rows.push(Vec::new()),
            Event::Start(
                Tag::TableCell
                | Tag::Heading { .. }
                | Tag::Item
                | Tag::CodeBlock(_)
                | Tag::Paragraph,
            ) => text.clear(),
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::InlineHtml(html) if &*html == "<br />" => text.push('\n'),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::End(TagEnd::TableCell) => read.rows.last_mut().unwrap().push(text.clone()),
            Event::End(TagEnd::Heading(_)) => read.headings.push(text.clone()),
            Event::End(TagEnd::Item) => read.items.push(text.clone()),
            Event::End(TagEnd::CodeBlock) => read.blocks.push(text.clone()),
            Event::End(TagEnd::Paragraph) => read.paragraphs.push(text.clone()),
            _ => {}
        }
    }
    read
}

fn errors(example: &str) -> Vec<Value> {
    let document: Value = serde_json::from_str(example).unwrap();
    document["errors"].as_array().unwrap().clone()
}

#[test]
fn the_table_has_the_rows_that_are_used_and_the_other_statuses() {
    let page = read(&Error::catalog().to_markdown());
    let codes: Vec<_> = page.rows.iter().map(|row| &*row[0]).collect();
    assert_eq!(codes, ["Code", "304", "404", "409", "422", "429", "500"]);
    for row in &page.rows[1..] {
        let published = table::row(row[0].parse().unwrap());
        let (text, description) =
            published.map_or(("Conflict", ""), |row| (row.text, row.description));
        assert_eq!((&*row[1], &*row[2]), (text, description));
    }
    let html = Error::catalog().to_html();
    assert_eq!(html.matches("<th scope=\"row\">").count(), 6);
    assert!(html.contains("<td>There was no new data to return.</td>"));
}

#[test]
fn each_error_has_its_section() {
    let page = read(&Error::catalog().to_markdown());
    assert_eq!(
        page.headings,
        [
            "Response Codes",
            "Errors",
            "not_found No record",
            "invalid Unprocessable Entity",
            "blank Unprocessable Entity",
            "too_many Too Many Requests",
            "upstream with the title of its status",
            "closed Conflict",
            "not_modified Not Modified",
            "io Internal Server Error",
            "HTTP status codes",
        ]
    );
    for item in [
        "Status: 404 Not Found",
        "Message: There is no {id} in {{name}}.",
        "Try again: Yes, after the time in Retry-After.",
        "Try again: No: the same request fails again.",
        "Source: pointer, /data/attributes/{0}",
        "Source: header, X",
        "Header: retry-after",
        "Header: x-limit",
        "Meta: limit, integer",
        "Type: /errors#too_many",
        "Status: known at run time",
    ] {
        assert!(page.items.iter().any(|read| read == item), "{item}");
    }
    for paragraph in [
        "There is no such record.",
        "It is empty.",
        "It has no body.",
    ] {
        let count = page.paragraphs.iter().filter(|read| *read == paragraph);
        assert_eq!(count.count(), 1, "{paragraph}");
    }
    let html = Error::catalog().to_html();
    for text in [
        r#"<article id="not_found" class="client">"#,
        r##"<a href="#not_found"><code><bdi>not_found</bdi></code></a> <span class="text">No record</span>"##,
        r#"<dd class="text detail" dir="auto">There is no {id} in {{name}}.</dd>"#,
        "<p>There is no such record.</p>",
        "<dd><code>pointer</code>: <code><bdi>/data/attributes/{0}</bdi></code></dd>",
        "<dd><code>retry-after</code></dd>",
        "<p>It has no body.</p>",
    ] {
        assert_eq!(html.matches(text).count(), 1, "{text}");
    }
}

#[test]
fn an_example_is_the_real_body_or_what_is_written() {
    let not_found = Error::NotFound {
        id: 7,
        name: "a\"b".to_owned(),
    };
    let page = Error::catalog()
        .with_examples([&not_found])
        .with_examples([Field::Blank("name".to_owned())])
        .to_markdown();
    let page = read(&page);
    let bodies: Vec<Vec<Value>> = page.blocks.iter().map(|block| errors(block)).collect();
    let body: Value = serde_json::from_slice(&not_found.to_json()).unwrap();
    assert_eq!(body["errors"], Value::from(bodies[0].clone()));
    let order: String = page.blocks[0].split_whitespace().collect();
    let real = String::from_utf8(not_found.to_json().to_vec()).unwrap();
    assert_eq!(order, real.split_whitespace().collect::<String>());

    assert_eq!(bodies[2][0]["source"]["pointer"], "/data/attributes/name");
    let too_many = &bodies[3][0];
    assert_eq!(too_many["id"], "{id}");
    assert_eq!(too_many["meta"]["limit"], 1);
    assert_eq!(too_many["links"]["type"], "/errors#too_many");
    assert_eq!(bodies[4][0]["status"], "{status}");
    assert_eq!(bodies[5][0]["links"]["about"], "/closed/{0}");
    assert_eq!(bodies.len(), 7);
}

#[test]
fn the_first_example_of_an_entry_is_taken() {
    let example = |id| Error::NotFound {
        id,
        name: String::new(),
    };
    let page = Error::catalog().with_examples([example(1), example(2)]);
    let page = Catalog::new().merge(page).to_html();
    assert!(page.contains("There is no 1 in"));
    assert!(!page.contains("There is no 2 in"));
    // Examples of several types are taken.
    let errors: [&dyn MretsError; 2] = [&example(3), &Field::Blank("name".to_owned())];
    let page = Error::catalog().with_examples(errors).to_html();
    assert!(page.contains("There is no 3 in") && page.contains("/data/attributes/name"));
    // A 304 has no body to show.
    let page = Error::catalog().with_examples([Error::NotModified]);
    assert!(page.to_html().contains("It has no body."));
}

#[derive(Debug, MretsError)]
enum Open {
    #[status(transparent)]
    Any(AnyError),
}

#[test]
fn an_open_catalogue_says_so() {
    let says = "This list is open";
    assert!(Open::catalog().to_html().contains(says));
    assert!(Open::catalog().to_markdown().contains(says));
    assert!(!Error::catalog().to_html().contains(says));
    assert!(!Error::catalog().to_markdown().contains(says));
}

mod other {
    #[derive(Debug, mrets_errors::MretsError)]
    #[status(400)]
    pub(super) struct Alone;
}

#[derive(Debug, MretsError)]
#[status(409)]
struct Alone;

#[derive(Debug, MretsError)]
#[status(409, code = "twice")]
struct One;

#[derive(Debug, MretsError)]
#[status(410, code = "twice")]
struct Two;

#[test]
fn two_types_of_one_name_have_two_anchors() {
    let html = Alone::catalog().merge(other::Alone::catalog()).to_html();
    let ids = ids(&html);
    assert!(
        ids.contains(&"docs-page-Alone") && ids.contains(&"docs-page-other-Alone"),
        "{ids:?}"
    );
    assert!(!html.contains("These errors contradict each other"));
}

#[test]
fn errors_without_a_code_have_names_of_their_own_in_the_index() {
    #[derive(Debug, MretsError)]
    #[expect(dead_code, reason = "the catalogue alone is read")]
    enum Plain {
        #[status(404)]
        NoAccount,
        #[status(404)]
        NoTransfer,
        #[status(404, code = "no_record")]
        NoRecord,
        #[status(409)]
        Closed,
    }
    let html = Plain::catalog().to_html();
    let nav = html.split("<nav").nth(1).unwrap();
    let by_status = nav.split("</details>").next().unwrap();
    let names = by_status.split("<bdi>").skip(1);
    let names = names.filter_map(|rest| rest.split("</bdi>").next());
    let expected = [
        "404 Not Found",
        "Not Found (docs-page-Plain-NoAccount)",
        "Not Found (docs-page-Plain-NoTransfer)",
        "no_record",
        "409 Conflict",
        "Conflict",
    ];
    assert_eq!(names.collect::<Vec<_>>(), expected);
}

#[test]
fn errors_that_contradict_each_other_are_named_at_the_top() {
    let html = One::catalog().merge(Two::catalog()).to_html();
    let ids = ids(&html);
    assert!(ids.contains(&"twice") && ids.contains(&"twice-2"));
    assert!(html.contains("These errors contradict each other"));
    assert!(
        html.contains("`twice` is 409 &#34;Conflict&#34; of `behaviour::docs::page::One` and 410"),
        "{html}"
    );
}

/// The ids of a page, each once.
fn ids(html: &str) -> Vec<&str> {
    let ids: Vec<&str> = html
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    ids
}

/// The account holds too little.
///
/// # Causes
///
/// Somebody else was faster, see [`Teaching::Gone`].
///
/// # Solutions
///
/// - Ask for less.
/// - Read [the guide](https://example.org).
#[derive(Debug, MretsError)]
#[mrets(codes = "snake_case")]
enum Teaching {
    /// As [`Self::Gone`], [`std::io::Error`] and [Gone](Teaching::Gone); not [this].
    ///
    /// # Causes
    ///
    /// Somebody was faster.
    ///
    /// ## More
    ///
    /// A part of the causes.
    ///
    /// # Solutions
    ///
    /// Ask for less.
    ///
    /// # Examples
    ///
    /// The rest.
    #[status(422)]
    TooFew,
    #[status(410)]
    Gone,
    /// Left out.
    #[doc(hidden)]
    #[status(418)]
    Teapot,
    #[deprecated = "use `gone`"]
    #[status(409)]
    Old,
}

#[test]
fn causes_and_solutions_have_their_places() {
    let html = Teaching::catalog().to_html();
    let article = html.split("<article ").nth(1).unwrap();
    let (meaning, rest) = article
        .split_once("<section class=\"causes\"><h4>Causes</h4>\n<div class=\"doc\" dir=\"auto\">")
        .unwrap();
    let (causes, solutions) = rest
        .split_once(
            "<section class=\"solutions\"><h4>What to do</h4>\n<div class=\"doc\" dir=\"auto\">",
        )
        .unwrap();
    assert!(
        meaning.contains("<h4>Examples</h4>\n<p>The rest.</p>"),
        "{meaning}"
    );
    assert!(
        causes.contains("<h5>More</h5>\n<p>A part of the causes.</p>"),
        "{causes}"
    );
    assert!(solutions.contains("<p>Ask for less.</p>"), "{solutions}");
    let markdown = Teaching::catalog().to_markdown();
    assert!(
        markdown.contains(
            "\n**Causes**\n\nSomebody was faster.\n\n##### More\n\nA part of the causes.\n"
        ),
        "{markdown}"
    );
    assert!(
        markdown.contains("\n#### Examples\n\nThe rest.\n"),
        "{markdown}"
    );
}

#[test]
fn links_to_rust_items_lead_to_their_error_or_are_code() {
    let html = Teaching::catalog().to_html();
    assert!(
        html.contains(r##"<p>As <a href="#gone"><code>Self::Gone</code></a>, <code>std::io::Error</code> and <a href="#gone">Gone</a>; not [this].</p>"##),
        "{html}"
    );
    let markdown = Teaching::catalog().to_markdown();
    assert!(
        markdown.contains(
            r"As [`Self::Gone`](#gone), `std::io::Error` and [Gone](#gone); not \[this\]."
        ),
        "{markdown}"
    );
}

#[test]
fn a_hidden_variant_is_left_out_and_a_deprecated_one_says_so() {
    let catalog = Teaching::catalog();
    assert_eq!(catalog.by_code("teapot").count(), 1);
    for page in [catalog.to_html(), catalog.to_markdown()] {
        assert!(!page.contains("teapot") && !page.contains("Left out."));
    }
    assert!(
        catalog
            .to_html()
            .contains("<span class=\"tag\">Deprecated: <bdi>use `gone`</bdi></span>")
    );
    assert!(
        catalog
            .to_markdown()
            .contains("- Deprecated: use \\`gone\\`\n")
    );
}

/// A service that writes a code of gRPC has one beside each error, and others see nothing of it.
#[test]
fn the_codes_of_grpc_stand_where_the_service_speaks_it() {
    #[derive(Debug, MretsError)]
    #[mrets(codes = "snake_case")]
    #[allow(clippy::enum_variant_names)] // It is the code.
    enum Account {
        #[status(409, grpc = "ALREADY_EXISTS")]
        Taken,
        #[status(404)]
        NoAccount,
        #[status(.0)]
        Upstream(StatusCode),
    }

    let catalog = Account::catalog();
    let page = read(&catalog.to_markdown());
    let codes = page
        .items
        .iter()
        .filter(|item| item.starts_with("gRPC code: "));
    assert_eq!(
        codes.collect::<Vec<_>>(),
        ["gRPC code: ALREADY_EXISTS", "gRPC code: NOT_FOUND"]
    );
    let html = catalog.to_html();
    assert!(html.contains("<dt>gRPC code</dt><dd><code>ALREADY_EXISTS</code></dd>"));
    let json = catalog.to_json();
    let codes = json["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| &error["grpc"]);
    assert_eq!(
        codes.collect::<Vec<_>>(),
        [
            &Value::from("ALREADY_EXISTS"),
            &Value::from("NOT_FOUND"),
            &Value::Null
        ]
    );
    let written: Vec<_> = catalog.entries().map(mrets_errors::Entry::grpc).collect();
    assert_eq!(written, [Some("ALREADY_EXISTS"), None, None]);

    let others = Teaching::catalog();
    assert!(!others.to_html().contains("gRPC") && !others.to_markdown().contains("gRPC"));
    assert!(
        others.to_json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .all(|error| error["grpc"].is_null())
    );
}

#[test]
fn title_introduction_and_order_can_be_set() {
    let page = Teaching::catalog()
        .page()
        .title("a < b")
        .introduction("Read *this*.");
    let html = page.clone().to_html();
    assert!(html.contains("<h1>a &#60; b</h1>") && html.contains("<p>Read <em>this</em>.</p>"));
    let order = |order| {
        let html = page.clone().order(order).to_html();
        let articles = html.split("<article id=\"").skip(1);
        let ids: Vec<String> = articles
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        ids
    };
    assert_eq!(order(Order::Declared), ["too_few", "gone", "old"]);
    assert_eq!(order(Order::Code), ["gone", "old", "too_few"]);
    assert_eq!(order(Order::Status), ["old", "gone", "too_few"]);
}

#[test]
fn the_introduction_is_read_as_doc_comments_are() {
    let text = "# Before\n\n<b>[`Teaching::Gone`]</b> and [a script](javascript:alert(1)), ![a map](map.png).";
    let page = Teaching::catalog().page().introduction(text).to_html();
    assert!(page.contains("<h2>Before</h2>"));
    assert!(page.contains("&lt;b&gt;<a href=\"#gone\"><code>Teaching::Gone</code></a>&lt;/b&gt;"));
    assert!(page.contains("<a href=\"#\">a script</a>, <a href=\"map.png\">a map</a>."));
}

#[test]
fn the_lock_gives_versions_and_retired_errors() {
    let lock = r#"{"version":2,"errors":[
{"code":"gone","status":410,"title":"Gone","retry":"never","since":"1.2.0"},
{"code":"old_one","status":404,"title":"Old <one>","retry":"never","since":"1.0.0","retired":"1.3.0"},
{}]}"#;
    let page = Teaching::catalog().page().history(lock).unwrap();
    let html = page.to_html();
    assert_eq!(html.matches("<span>Since 1.2.0</span>").count(), 1);
    assert!(
        html.contains(r#"<article id="old_one" class="retired">"#)
            && html.contains("Old &#60;one&#62;")
    );
    assert!(html.contains("sent since 1.0.0, until 1.3.0"));
    assert!(page.to_markdown().contains(
        "- <a id=\"old_one\"></a>`old_one` Old \\<one\\>, 404, sent since 1.0.0, until 1.3.0\n"
    ));
    Teaching::catalog()
        .page()
        .history("<<<<<<< HEAD\n")
        .unwrap_err();
}

#[test]
fn each_error_can_be_a_file() {
    let files = Teaching::catalog().page().to_markdown_files();
    let names: Vec<&str> = files.iter().map(|(name, _)| &**name).collect();
    assert_eq!(names, ["too_few.md", "gone.md", "old.md"]);
    assert!(
        files[0]
            .1
            .starts_with("# <a id=\"too_few\"></a>`too_few` Unprocessable Entity\n\n- Status: 422")
    );
    assert!(files[0].1.contains("\n## Examples\n"));
}

#[test]
fn every_error_must_say_what_it_means() {
    let error = Teaching::catalog()
        .check_documented()
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "these errors have no doc comment:\n\n- behaviour::docs::page::Teaching::Gone\n\
         - behaviour::docs::page::Teaching::Old\n\n\
         Write above each what it means, and under `# Solutions` what to do"
    );
    let documented = errors!(Teaching: TooFew, Teapot);
    documented.check_documented().unwrap();
}

const TITLE: &str = "<b>a</b> | `b` *c* _d_ [e](f) ~~g~~ \\h &amp; $i$ ## שלום";
const LINES: &str = "# one | two\n\n- `three`\r\n<script>alert(1)</script>\n    four";

#[derive(Debug, MretsError)]
#[mrets(codes = "kebab-case")]
enum Bad {
    #[status(
        404,
        title = "<b>a</b> | `b` *c* _d_ [e](f) ~~g~~ \\h &amp; $i$ ## שלום",
        detail = "# one | two\n\n- `three`\r\n<script>alert(1)</script>\n    four",
        code = "``a` <i>\"",
        pointer = "/`a``b`",
        meta("<td>\"'&" = 1)
    )]
    Text,
    /// Reads `a` | `b`, or <b>HTML</b>, <script>alert("1")</script>:
    ///
    /// <div onclick="alert(2)">
    /// a block
    /// </div>
    ///
    /// | head | `a \| b` |
    /// | --- | --- |
    /// | שלום | \<i> |
    ///
    /// # Heading
    ///
    /// [link](java&#115;cript:alert(3)), [good](https://example.org/?a=1&b=2) and ![image](x.png)
    #[status(409, title = "second")]
    Doc,
    /// ```rust,no_run
    /// let a = "</code></pre><script>";
    #[status(410, title = "third")]
    Unclosed,
    /// <!-- a comment
    #[status(412, title = "fourth")]
    Comment,
    #[status(413, title = "fifth")]
    Last,
}

#[test]
fn markdown_comes_out_as_written() {
    let markdown = Bad::catalog().to_markdown();
    let page = read(&markdown);
    assert_eq!(page.headings[2], format!("``a` <i>\" {TITLE}"));
    let detail = LINES.replace("\r\n", "\n");
    assert!(page.items.contains(&format!("Message: {detail}")));
    assert!(page.items.contains(&"Source: pointer, /`a``b`".to_owned()));
    assert!(page.items.contains(&"Meta: <td>\"'&, integer".to_owned()));
    let examples: Vec<&String> = (page.blocks.iter())
        .filter(|block| block.starts_with('{'))
        .collect();
    assert_eq!(examples.len(), 5);
    assert_eq!(errors(examples[0])[0]["title"], TITLE);
    assert_eq!(errors(examples[0])[0]["detail"], LINES);
    // A doc comment is Markdown still, and ends where it ends.
    assert!(
        markdown.contains("\n| head | `a \\| b` |\n| --- | --- |\n| שלום | \\<i\\> |\n"),
        "{markdown}"
    );
    assert!(markdown.contains("\n\\<!-- a comment\n"), "{markdown}");
    assert!(
        markdown.contains("\n```rust\nlet a = \"</code></pre><script>\";\n```\n"),
        "{markdown}"
    );
    assert_eq!(page.headings.len(), 2 + 5 + 1 + 1);
    // MDX runs what stands in braces, and reads tags.
    let mut is_code = false;
    for line in markdown.lines() {
        is_code ^= line.starts_with("```");
        let own = line.replace("<br />", "");
        let own = own.split("</a>").last().unwrap();
        let spans: String = own.split('`').step_by(2).collect();
        let runs = |char| {
            spans
                .match_indices(char)
                .any(|(at, _)| !spans[..at].ends_with('\\'))
        };
        assert!(
            is_code || line.contains("``") || !(runs('{') || runs('<')),
            "{line}"
        );
    }
}

#[test]
fn html_comes_out_as_written() {
    let html = Bad::catalog().to_html();
    let escaped = |text: &str| {
        text.replace('&', "&#38;")
            .replace('<', "&#60;")
            .replace('>', "&#62;")
            .replace('"', "&#34;")
            .replace('\'', "&#39;")
    };
    let title = escaped(TITLE);
    assert!(html.contains(&format!(
        r##"<h3 dir="auto"><a href="#%60%60a%60%20%3Ci%3E%22"><code><bdi>{}</bdi></code></a> <span class="text">{title}</span></h3>"##,
        escaped("``a` <i>\"")
    )));
    let detail = format!(
        "<dd class=\"text detail\" dir=\"auto\">{}</dd>",
        escaped(LINES)
    );
    assert!(html.contains(&detail));
    for doc in [
        "<code>a</code> | <code>b</code>, or &lt;b&gt;HTML&lt;/b&gt;, &lt;script&gt;alert(\"1\")&lt;/script&gt;:",
        "<p>&lt;div onclick=\"alert(2)\"&gt;\na block\n&lt;/div&gt;\n</p>",
        "<th>head</th><th><code>a | b</code></th>",
        "<td>שלום</td><td>&lt;i&gt;</td>",
        "<h4>Heading</h4>",
        r##"<a href="#">link</a>"##,
        r#"<a href="https://example.org/?a=1&amp;b=2">good</a>"#,
        r#"<a href="x.png">image</a>"#,
        "let a = \"&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;\";",
        "&lt;!-- a comment",
    ] {
        assert!(html.contains(doc), "{doc}\n{html}");
    }
    assert_eq!(html.matches("<script").count(), 1);
    assert_eq!(html.matches("<article ").count(), 5);
    // tests/pages looks at this file in a browser.
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad.html");
    fs::write(file, &html).unwrap();
    assert!(!html.contains("<img") && !html.contains("onclick=\"alert(2)\">\n"));
}

#[test]
fn the_policy_lets_the_pages_own_style_and_script_alone_run() {
    let html = Error::catalog().to_html();
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
        let text = html.split_once(&format!("<{element}>")).unwrap().1;
        let text = text.split_once(&format!("</{element}>")).unwrap().0;
        let hash = STANDARD.encode(Sha256::digest(text));
        let policy = format!("{directive} 'sha256-{hash}'");
        assert!(html.contains(&policy), "the page must say {policy}");
    }
    assert!(html.contains("content=\"default-src 'none';"));
    // It loads nothing.
    assert!(!html.contains("src=\"") && !html.contains("@import") && !html.contains("url("));
    assert_eq!(html.matches("<link ").count(), 1);
}
