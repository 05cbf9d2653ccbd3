//! `report` and `plot`: files for readers.

use std::fs;

use crate::support::{NATO, PARTNERS, nemcon, stdout};

#[test]
fn a_page_tells_a_base_and_its_variants() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("nato.html");
    let what_if = "scenarios/nato-2024/what-if";
    let command = format!("report {NATO} {what_if}/kallas-presented.toml {what_if}/sweden-never-joins.toml --runs 2_000 -o");
    nemcon(&command).arg(&page).assert().success().stdout_eq("");
    let page = fs::read_to_string(&page).expect("it is written");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Mark Rutte is appointed Secretary General of NATO with probability 6"));
    for section in
        ["outcomes", "time", "members", "persuade", "variants", "sensitivity", "stories", "events", "evidence", "assumptions", "reproduce"]
    {
        assert!(page.contains(&format!("<section id=\"{section}\"")), "{section}");
    }
    assert!(page.contains(&format!("nemcon report {NATO} {what_if}/kallas-presented.toml")) && page.contains("--runs 2000 --seed 2024"));
    for input in ["all on Mark Rutte: accept", "Türkiye, Hungary on Mark Rutte: reserve", "Kaja Kallas enters: half-life"] {
        assert!(page.contains(&format!("<th scope=\"row\">{input}</th>")), "{input}");
    }
    // Everybody has a veto, so that their power says nothing.
    assert!(!page.contains("<section id=\"power\""));
    assert!(page.len() < 400_000, "{} bytes", page.len());
}

#[test]
fn power_is_told_where_members_differ() {
    let page = stdout(nemcon("report scenarios/templates/un-secretary-general.toml --runs 500"));
    assert!(page.contains("<section id=\"power\"") && page.contains("Shapley–Shubik"));
}

/// What `run` is told about days and tables a page is told too, and says so in the command that gives it again.
#[test]
fn a_page_is_of_the_days_and_the_table_that_are_named() {
    let flags = "--coding scenarios/history/coding.toml --by 2024-07-11";
    let page = stdout(nemcon(&format!("report {NATO} --runs 500 --seed 3 {flags} --no-sensitivity --format md")));
    assert!(page.contains("| decided by | 11\u{a0}Jul\u{a0}2024 |") && !page.contains("## What it hangs on"), "{page}");
    assert!(page.contains(&format!("nemcon report {NATO} --runs 500 --seed 3 {flags} --no-sensitivity")), "{page}");
    let run = stdout(nemcon(&format!("run {NATO} --runs 500 --seed 3 {flags} --format json")));
    let run: serde_json::Value = serde_json::from_str(&run).expect("JSON");
    let open = 100.0 * run["by"][0]["still_open"].as_f64().expect("a share");
    assert!(page.contains(&format!("| still open | {open:.1}% |")), "{page}");
}

/// What is unsure in the file is in the answer; a scenario that came by a pipe has a name in the command; one run is one.
#[test]
fn a_page_says_what_is_unsure_and_how_to_make_it_again() {
    let unsure = PARTNERS.replace("\"14 days\"", "{ low = \"1 week\", high = \"20 weeks\" }");
    let page = stdout(nemcon("report - --runs 20_000 --no-sensitivity").stdin(unsure.as_str()));
    let run = stdout(nemcon("run - --runs 20_000 --over-inputs --format json").stdin(unsure.as_str()));
    let run: serde_json::Value = serde_json::from_str(&run).expect("JSON");
    let end = |end: &str| format!("{:.0}%", 100.0 * run["over_inputs"]["outcomes"]["adopted"][end].as_f64().expect("a share"));
    assert!(page.contains(&format!(" ({} to {} over what is unsure)", end("low"), end("high"))), "{page}");
    assert!(page.contains("nemcon report - --runs 20000 --seed 7 --no-sensitivity &lt; scenario.toml</code>"));
    let few = nemcon("report - --runs 1 --format md").stdin(unsure.as_str()).assert().success().get_output().clone();
    let [few, said] = [few.stdout, few.stderr].map(|told| String::from_utf8(told).expect("text"));
    assert!(few.contains("\n1 run, seed 7") && !few.contains("1 runs"), "{few}");
    assert!(said.contains("how the probabilities spread over the inputs is left out: it takes 16,384 runs at least"), "{said}");
}

/// A threshold is not varied to what no body could reach.
#[test]
fn thresholds_stay_within_the_body() {
    let found = stdout(nemcon("sensitivity scenarios/templates/school-board.toml --runs 100 --indices 1 --format json"));
    let found: serde_json::Value = serde_json::from_str(&found).expect("JSON");
    let inputs = found["inputs"].as_array().expect("a list");
    let of = |key: &str| inputs.iter().find(|input| input["input"] == key).expect("it is varied");
    let threshold = of("question.rule.all.2.at_least");
    assert_eq!((&threshold["low"], &threshold["high"]), (&"2".into(), &"7".into()));
    let page = stdout(nemcon("plot scenarios/templates/school-board.toml --what tornado --runs 100"));
    assert!(page.contains("the rule: at least") && page.contains("at its low end") && !page.contains("rho"), "{page}");
}

#[test]
fn the_form_is_that_of_the_name() {
    let markdown = stdout(nemcon("report - --format md").stdin(PARTNERS));
    assert!(markdown.starts_with("# Will the partners agree?\n\n**The merger is adopted with probability "), "{markdown}");
    let svg = stdout(nemcon("plot - --what holdouts").stdin(PARTNERS));
    assert!(svg.starts_with("<svg ") && svg.contains("2,000 runs, seed 7"));
    let tornado = stdout(nemcon("plot - --what tornado --runs 500").stdin(PARTNERS));
    assert!(tornado.starts_with("<svg ") && tornado.contains("What it hangs on: adopted") && tornado.contains("half-life of"), "{tornado}");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("holdouts.png");
    nemcon("plot - --what holdouts --width 400 -o").arg(&file).stdin(PARTNERS).assert().success().stdout_eq("");
    let pixels = fs::read(&file).expect("it is written");
    // What a PNG begins with: its signature, and the width.
    assert_eq!((&pixels[1..4], &pixels[16..20]), (&b"PNG"[..], &400_u32.to_be_bytes()[..]));
    // `.png` is a name that ends in it.
    let file = folder.path().join(".png");
    nemcon("plot - --width 400 -o").arg(&file).stdin(PARTNERS).assert().success();
    assert_eq!(&fs::read(&file).expect("it is written")[1..4], b"PNG");
    let sweep = "plot - --what sweep --runs 500 --set dynamics.reserve=1week..8weeks:3";
    let curve = stdout(nemcon(sweep).stdin(PARTNERS));
    assert!(curve.contains("merger, by half-life of reservations") && curve.matches("<circle").count() == 3, "{curve}");
    let map = stdout(nemcon(&format!("{sweep} --set question.deadline=2031-02-03..2031-03-03:2")).stdin(PARTNERS));
    assert!(map.contains("and deadline: Will the partners agree?</title>") && map.matches("<rect class=\"h").count() == 6 + 9, "{map}");
    let rescaled = nemcon("plot - --what sweep --runs 500 --set stance.1.prior.accept=0.1..0.3:2").stdin(PARTNERS).assert().success();
    let told = [&rescaled.get_output().stdout, &rescaled.get_output().stderr].map(|told| String::from_utf8_lossy(told).into_owned());
    assert!(
        told.iter().all(|told| told.contains("here stance.1.prior.accept varies, the probabilities beside it are rescaled")),
        "{told:?}"
    );
    for (arguments, message) in [
        ("plot - --what tornado --set dynamics.reserve=1week..8weeks:3", "--set is for --what sweep"),
        ("plot - --outcome adopted", "--outcome is for --what tornado and --what sweep"),
        ("plot - --what sweep --set dynamics.reserve=1week..8weeks:3 --outcome nobody", "there is no outcome \"nobody\""),
        ("plot - scenarios/nato-2024/base.toml --what sweep --set dynamics.reserve=1week..8weeks:3", "a sweep is of one file"),
        ("plot - --what sweep", "--set <KEY=A..B:N>"),
        ("report - -o page.html --format md", "another form than --format"),
        ("report - --engine LICENSE-MIT", "standard input has no name"),
        ("report scenarios/nato-2024/base.toml --engine no.gz", "--engine no.gz: No such file"),
        ("report scenarios/nato-2024/base.toml --engine Cargo.toml", "it is not the packed engine that `.ci/wasm` writes"),
        (
            "report - -o page.pdf",
            "pages are HTML or Markdown, not pdf: name a file that ends in .html or .md (a PDF is printed from the page",
        ),
        ("report - -o page.pdf --format html", "not pdf"),
        ("report - -o page.json", "pages are HTML or Markdown, not json"),
        ("plot - --what sweep --set dynamics.reserve=1week..7days:3", "begins where it ends"),
        ("plot - -o picture.jpg", "pictures are SVG or PNG, not jpg: name a file that ends in .svg or .png"),
        ("plot - --width 400", "--width is for a PNG"),
        ("plot - -o picture.png --width 99", "99 is not in 100..=8192"),
        ("report - --by 2020-01-01", "nothing is known by 2020-01-01"),
        ("report - --coding table.toml --engine LICENSE-MIT", "'--coding <TABLE>' cannot be used with '--engine <FILE>'"),
        ("plot - --what compare", "nothing to show: there are no variants"),
    ] {
        let output = nemcon(arguments).stdin(PARTNERS).assert().code(2).stdout_eq("").get_output().clone();
        let told = String::from_utf8(output.stderr).expect("text");
        assert!(told.contains(message), "{told}");
    }
}
