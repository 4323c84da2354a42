//! Compares the scanner with rustc on lists of generated expressions, which rustc splits by `$($e:expr),*`.

use super::list::split;
use super::scan::{Mark, scan};
use fastrand::Rng;
use proc_macro2::{TokenStream, TokenTree};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// The number of lists, each with two or three expressions.
const LISTS: usize = 2_500;

#[test]
fn expressions_end_where_rustc_ends_them() {
    let mut rng = Rng::with_seed(2026);
    let lists: Vec<String> = (0..LISTS).map(|_| list(&mut rng)).collect();
    let folder = std::env::temp_dir().join(format!("mrets-scan-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let answers = ask_rustc(&lists, &folder);
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(answers.len(), lists.len());
    let mut expressions = 0;
    for (list, answer) in lists.iter().zip(answers) {
        let tokens: TokenStream = list.parse().unwrap();
        let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
        scan(&trees, &mut |_, mark| {
            assert!(mark != Mark::Operand, "{list}");
        });
        let runs = split(tokens).into_iter();
        let runs: Vec<String> = runs
            .map(|run| words(&run.tokens.into_iter().collect::<TokenStream>().to_string()))
            .collect();
        assert_eq!(runs, answer, "{list}");
        expressions += runs.len();
    }
    println!("{expressions} expressions");
    assert!(expressions >= 5_000);
}

/// Compiles and runs a program that prints each expression of each list.
fn ask_rustc(lists: &[String], folder: &Path) -> Vec<Vec<String>> {
    let mut source = String::from(
        "macro_rules! list { ($($e:expr),* $(,)?) => { &[$(stringify!($e)),*] } }\n\
         static LISTS: &[&[&str]] = &[\n",
    );
    for list in lists {
        writeln!(source, "list!({list}),").unwrap();
    }
    source.push_str(
        "];\nfn main() { for list in LISTS { println!(\"list\"); \
         for e in *list { println!(\"{}\", e.replace('\\n', \" \")); } } }\n",
    );
    let (file, program) = (folder.join("lists.rs"), folder.join("lists"));
    std::fs::write(&file, source).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled = Command::new(rustc)
        .args(["--edition=2024", "-o"])
        .arg(&program)
        .arg(&file)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&compiled.stderr);
    assert!(compiled.status.success(), "{errors}");
    let output = Command::new(&program).output().unwrap();
    let output = String::from_utf8(output.stdout).unwrap();
    let lists = output.split("list\n").skip(1);
    lists
        .map(|list| list.lines().map(words).collect())
        .collect()
}

/// The letters and digits of an expression, since rustc prints it with its own spaces, parentheses and commas.
fn words(expression: &str) -> String {
    let chars = expression.chars().filter(|char| char.is_alphanumeric());
    chars.collect()
}

fn list(rng: &mut Rng) -> String {
    let expressions: Vec<String> = (0..rng.usize(2..4)).map(|_| expression(rng, 3)).collect();
    let comma = if rng.bool() { "," } else { "" };
    format!("{}{comma}", expressions.join(", "))
}

/// An expression that rustc parses; it need not mean anything.
fn expression(rng: &mut Rng, depth: usize) -> String {
    if depth == 0 {
        return atom(rng);
    }
    let inner = |rng: &mut Rng| expression(rng, depth - 1);
    match rng.usize(0..34) {
        0 => format!("|{}| {}", parameters(rng), inner(rng)),
        1 => format!(
            "move |{}| -> {} {{ {} }}",
            parameters(rng),
            ty(rng, 2),
            inner(rng)
        ),
        2 => format!("|| {}", inner(rng)),
        3 => format!("<{} as {}>::default()", ty(rng, 2), ty_path(rng, 2)),
        4 => format!("<{}>::new({}, {})", ty(rng, 2), inner(rng), inner(rng)),
        5 => format!(
            "a.collect::<{}, {}>({})",
            ty(rng, 2),
            ty(rng, 2),
            inner(rng)
        ),
        6 => format!("Vec::<{}>::with({})", ty(rng, 2), inner(rng)),
        7 => format!("({}) as {}", inner(rng), ty(rng, 2)),
        8 => format!(
            "&{} as &dyn Fn({}) -> {}",
            atom(rng),
            ty(rng, 1),
            ty(rng, 1)
        ),
        9 => format!("({}) | ({})", inner(rng), inner(rng)),
        10 => format!("({}) || {}", inner(rng), atom(rng)),
        11 => format!("({}) < ({})", inner(rng), inner(rng)),
        12 => format!("({}) << {}", inner(rng), atom(rng)),
        13 => format!("({}) > {}", inner(rng), atom(rng)),
        14 => format!(
            "if let {} = ({}) {{ {} }} else {{ {} }}",
            or_pattern(rng),
            inner(rng),
            inner(rng),
            inner(rng)
        ),
        15 => format!("if a < b && let {} = x {{ 1 }} else {{ 2 }}", pattern(rng)),
        16 => format!(
            "match ({}) {{ {} => {}, {} if a | b => 1, _ => 2 }}",
            inner(rng),
            or_pattern(rng),
            inner(rng),
            pattern(rng)
        ),
        17 => format!(
            "{{ let {}: {} = {}; {} }}",
            pattern(rng),
            ty(rng, 2),
            inner(rng),
            inner(rng)
        ),
        18 => format!("format!(\"{{}}\", {}, {})", inner(rng), inner(rng)),
        19 => format!("vec![{}, {}]", inner(rng), inner(rng)),
        20 => format!("matches!({}, {})", atom(rng), or_pattern(rng)),
        21 => format!("{}..{}", atom(rng), atom(rng)),
        22 => format!("..={}", atom(rng)),
        23 => format!("{}..", atom(rng)),
        24 => format!("[{}; {}]", inner(rng), atom(rng)),
        25 => format!(
            "S::<{}> {{ a: {}, ..{} }}",
            ty(rng, 2),
            inner(rng),
            atom(rng)
        ),
        26 => format!("({}, {})", inner(rng), inner(rng)),
        27 => format!("-{}.abs()?[{}]", atom(rng), inner(rng)),
        28 => format!("unsafe {{ {} }}.f({})", inner(rng), inner(rng)),
        29 => format!("'l: loop {{ break 'l {} }}", inner(rng)),
        30 => format!("*{} = {}", atom(rng), inner(rng)),
        31 => format!("async move {{ {} }}.await", inner(rng)),
        32 => format!(
            "for {} in ({}) {{ {}; }}",
            pattern(rng),
            inner(rng),
            inner(rng)
        ),
        _ => atom(rng),
    }
}

fn atom(rng: &mut Rng) -> String {
    let name = rng.u16(..);
    match rng.usize(0..9) {
        0 => format!("{name}"),
        1 => format!("\"t{name}\""),
        2 => format!("v{name}.f{name}.0"),
        3 => "'c'".to_owned(),
        4 => format!("m::C{name}"),
        5 => format!("(v{name} + 1)"),
        6 => format!("&&v{name}"),
        7 => format!("!v{name}"),
        _ => format!("v{name}"),
    }
}

fn ty(rng: &mut Rng, depth: usize) -> String {
    if depth == 0 {
        return format!("T{}", rng.u8(..));
    }
    match rng.usize(0..9) {
        0 => format!("({}, {})", ty(rng, depth - 1), ty(rng, depth - 1)),
        1 => format!("[{}; 4]", ty(rng, depth - 1)),
        2 => format!("&'static mut {}", ty(rng, depth - 1)),
        3 => format!(
            "fn({}, {}) -> {}",
            ty(rng, depth - 1),
            ty(rng, depth - 1),
            ty(rng, depth - 1)
        ),
        4 => format!("*const {}", ty(rng, depth - 1)),
        5 => format!(
            "<{} as {}>::Out",
            ty(rng, depth - 1),
            ty_path(rng, depth - 1)
        ),
        _ => ty_path(rng, depth),
    }
}

fn ty_path(rng: &mut Rng, depth: usize) -> String {
    let name = rng.u8(..);
    if depth == 0 {
        return format!("m::T{name}");
    }
    match rng.usize(0..3) {
        0 => format!("m::T{name}<{}, {}>", ty(rng, depth - 1), ty(rng, depth - 1)),
        1 => format!("T{name}<'static, Out = {}>", ty(rng, depth - 1)),
        _ => format!("T{name}"),
    }
}

fn parameters(rng: &mut Rng) -> String {
    let one = |rng: &mut Rng| match rng.usize(0..3) {
        0 => format!("{}: {}", pattern(rng), ty(rng, 2)),
        _ => pattern(rng),
    };
    let parameters: Vec<String> = (0..rng.usize(1..4)).map(|_| one(rng)).collect();
    parameters.join(", ")
}

fn or_pattern(rng: &mut Rng) -> String {
    format!("{} | {}", pattern(rng), pattern(rng))
}

fn pattern(rng: &mut Rng) -> String {
    let name = rng.u8(..);
    match rng.usize(0..7) {
        0 => format!("(p{name}, _)"),
        1 => format!("Some(p{name} | q{name})"),
        2 => format!("S {{ a: p{name}, .. }}"),
        3 => format!("&p{name}"),
        4 => format!("E::<u8, u16>::V(p{name})"),
        5 => format!("[p{name}, .., _]"),
        _ => format!("p{name}"),
    }
}
