//! The cases whose end is known take their numbers from one coding table, and keep nothing but its rows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use nemcon::model::{Count, Stance, StanceSet};
use nemcon::scenario::{CodedRow, CodingTable, FileSystem, Recoding, load, load_coding, load_recoded};
use serde_json::Value;
use tempfile::TempDir;

use crate::golden::assert_golden;
use crate::support::{PARTNERS, nemcon, root, stdout};

/// The cases that there were when the first table was written, and scored with it.
const FIRST: [&str; 15] = [
    "african-union-2012",
    "european-council-2014",
    "european-council-2019",
    "european-council-2024",
    "nato-1999",
    "nato-2003",
    "nato-2009",
    "nato-2014",
    "nato-2023",
    "nato-2024-april",
    "nato-2024-february",
    "un-1996",
    "un-2006",
    "wto-1999",
    "wto-2013",
];

fn history(name: &str) -> PathBuf {
    root().join("scenarios/history").join(name)
}

fn table(name: &str) -> CodingTable {
    load_coding(&FileSystem, &history(name)).unwrap_or_else(|errors| panic!("{errors}"))
}

fn cases() -> Vec<(PathBuf, String)> {
    let folder = std::fs::read_dir(history("")).expect("the folder is there");
    let paths = folder.map(|entry| entry.expect("the folder can be read").path());
    let texts = paths.map(|path| (path.clone(), std::fs::read_to_string(path).expect("a file of the folder is text")));
    texts.filter(|(_, text)| text.contains("\n[outcome]\n")).collect()
}

/// A folder with the first fifteen cases as they were first coded, which use the first table there.
pub(crate) fn first_cases() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["history", "bodies"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    for body in ["nato", "un-security-council", "wto", "eu-council", "eu-council-reinforced"] {
        let name = format!("bodies/{body}.toml");
        std::fs::copy(root().join("scenarios").join(&name), folder.path().join(&name)).expect("it can be copied");
    }
    for name in ["prior.toml", "coding-first.toml"] {
        std::fs::copy(history(name), folder.path().join("history").join(name)).expect("it can be copied");
    }
    for case in FIRST {
        // Two were corrected after a reading against their sources: docs/history.md, "The coding table".
        let file = format!("{case}.toml");
        let as_first_coded = root().join("tests/data/as-first-coded").join(&file);
        let path = if as_first_coded.exists() { as_first_coded } else { history(&file) };
        let text = std::fs::read_to_string(path).expect("a case");
        let text = text.replace("\"coding.toml\"", "\"coding-first.toml\"");
        std::fs::write(folder.path().join(format!("history/{case}.toml")), text).expect("it can be written");
    }
    folder
}

/// The value of a key in a block, as it is written.
fn value<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    block.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('=').map(str::trim))
}

#[test]
fn every_stance_and_candidate_names_its_row_and_no_number() {
    let table = table("coding.toml");
    let rows: BTreeSet<(&str, &str)> = table.rows.iter().map(|row| (row.block.as_str(), row.row.as_str())).collect();
    let mut used = BTreeSet::new();
    let cases = cases();
    assert_eq!(cases.len(), 49);
    for (path, text) in &cases {
        let path = path.display();
        assert!(text.contains("\n[coding]\nuse      = \"coding.toml\"\n"), "{path}");
        for own in ["[dynamics]", "[[pace]]", "[[influence]]", "[[bloc]]", "[[cleavage]]", "extends"] {
            assert!(!text.lines().any(|line| line.starts_with(own)), "{path} has a {own} of its own");
        }
        for block in text.split("\n\n") {
            let name = match block.trim_start().lines().next() {
                Some("[[stance]]") => "stance",
                Some("[[candidate]]") => "candidate",
                _ => continue,
            };
            for own in ["declared", "prior", "enters", "withdraws"] {
                assert_eq!(value(block, own), None, "{path}:\n{block}");
            }
            let named = value(block, "row").unwrap_or_else(|| panic!("{path}: not coded:\n{block}"));
            for row in named.split('"').skip(1).step_by(2) {
                used.insert(*rows.get(&(name, row)).unwrap_or_else(|| panic!("{path}: no row {row:?}")));
            }
        }
    }
    // What a list of rows for other races must have, whether or not one of these needs it.
    let spare = ["interested-deadlock"];
    let missing = rows.iter().filter(|(block, row)| ["stance", "candidate"].contains(block) && !used.contains(&(*block, *row)));
    assert_eq!(missing.map(|(_, row)| *row).collect::<Vec<_>>(), spare);
}

/// Both tables can code any case: whatever row the one has, so has the other.
#[test]
fn the_tables_have_the_same_rows() {
    let rows = |name: &str| -> BTreeSet<(String, String)> {
        table(name).rows.into_iter().filter(|row| row.block != "common").map(|row| (row.block, row.row)).collect()
    };
    assert_eq!(rows("coding.toml"), rows("coding-first.toml"));
}

/// The fifteen cases with the first table have the scores that they had when they were all there was.
#[test]
fn the_first_table_gives_the_first_scores() {
    let folder = first_cases();
    let printed = stdout(nemcon("backtest --runs 5000").arg(folder.path().join("history")));
    assert_golden(Path::new("history/first-table.table"), printed);
}

/// Another table recodes all cases by one flag, and no file is touched.
#[test]
fn a_toy_table_recodes_every_case() {
    let mut toy = String::from("schema = 1\ntitle = \"A toy\"\nbase = \"prior.toml\"\n");
    let mut seen = BTreeSet::new();
    for CodedRow { block, row, .. } in table("coding.toml").rows {
        if block == "common" || !seen.insert((block.clone(), row.clone())) {
            continue;
        }
        let says = match block.as_str() {
            "stance" => "prior = { support = 0.4, accept = 0.3, reserve = 0.2, oppose = 0.1 }",
            "evidence" => "sd = 3",
            "question" => "cadence = \"1 week\"",
            _ => "",
        };
        write!(toy, "\n[[{block}]]\nrow = {row:?}\n{says}\n").expect("a string takes it");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::copy(history("prior.toml"), folder.path().join("prior.toml")).expect("it can be copied");
    let path = folder.path().join("toy.toml");
    std::fs::write(&path, toy).expect("it can be written");

    let recoding = Recoding { table: Some(path.clone()), ..Recoding::default() };
    let recoded = load_recoded(&FileSystem, &history("nato-2014.toml"), &recoding).expect("it loads");
    let stances = recoded.to_toml();
    assert_eq!(stances.matches("\nprior = ").count(), stances.matches("\nprior = { support = 0.4, ").count());
    assert_eq!(
        stances.matches("[[stance]]").count(),
        stances.matches("of toy.toml: ").count() - stances.matches("[[candidate]]").count() - 1
    );

    let printed = stdout(nemcon("backtest scenarios/history --runs 50 --format json --coding").arg(&path));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    assert_eq!(document["cases"].as_array().map(Vec::len), Some(49));
    let scored = |printed: &str| serde_json::from_str::<Value>(printed).expect("JSON")["forecasts"][0]["log_score"]["mean"].as_f64();
    assert_ne!(scored(&printed), scored(&stdout(nemcon("backtest scenarios/history --runs 50 --format json"))));
}

/// The tables of the page are made from the coding table.
#[test]
fn the_page_shows_the_table() {
    let page = root().join("docs/history.md");
    let text = std::fs::read_to_string(&page).expect("the page is there");
    let (begin, end) = ("<!-- made from scenarios/history/coding.toml -->\n", "<!-- end -->");
    let (before, rest) = text.split_once(begin).expect("where the tables begin");
    let (shown, after) = rest.split_once(end).expect("where they end");
    let expected = tables(&table("coding.toml"));
    if std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite") {
        std::fs::write(&page, format!("{before}{begin}{expected}{end}{after}")).expect("it can be written");
    } else {
        assert!(shown == expected, "SNAPSHOTS=overwrite writes the tables of docs/history.md anew");
    }
}

fn tables(table: &CodingTable) -> String {
    let mut text = String::new();
    let parts = [
        ("Stances", "stance"),
        ("Candidates", "candidate"),
        ("Reports", "evidence"),
        ("Events", "event"),
        ("The calendar", "question"),
        ("What holds for all files", "common"),
    ];
    for (heading, block) in parts {
        let becomes = if block == "common" { "what is laid beneath a file" } else { "becomes" };
        write!(text, "\n### {heading}\n\n| row | coded | when | {becomes} |\n|---|---|---|---|\n").expect("a string takes it");
        for row in table.rows.iter().filter(|row| row.block == block) {
            let coded = row.titles.first().map_or("", String::as_str);
            let classes = if row.classes.is_empty() { String::new() } else { format!(", {}", row.classes.join(", ")) };
            let says: Vec<String> = row.says.iter().map(|(key, value)| format!("`{key} = {value}`")).collect();
            writeln!(text, "| `{}`{classes} | {coded} | {} | {} |", row.row, row.applies, says.join("; ")).expect("a string takes it");
        }
    }
    text += "\n### Numbers\n\n| number | what the model takes | 5% to 95% | where it comes from |\n|---|---|---|---|\n";
    for number in &table.numbers {
        let unit = if number.is_duration { " days" } else { "" };
        let taken = number.value.map_or("drawn once a run".to_owned(), |value| format!("{value}{unit}"));
        let range = number.range.map_or(String::new(), |(low, high)| format!("{low} to {high}{unit}"));
        let classes = if number.classes.is_empty() { String::new() } else { format!(", {}", number.classes.join(", ")) };
        writeln!(text, "| `{}`{classes} | {taken} | {range} | {} |", number.id, number.origin.join("; ")).expect("a string takes it");
    }
    text + "\n"
}

/// Files that note their rows in words are recoded by a script, which says which words no row has.
#[test]
fn notes_become_rows() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let coded = "# Class: post; consensus.\n\nextends = \"prior.toml\"\ntitle   = \"Who?\"\n\n[question]\nkind    = \"appointment\"\n\
        as_of   = 2031-01-06\ndeadline = 2031-03-03\ncadence = \"1 week\"\nrule    = \"consensus\"\nnote    = \"coded: the next meeting\"\n\n\
        [[member]]\nid = \"NOR\"\n\n[[member]]\nid = \"SOU\"\n\n[[candidate]]\nid = \"ann\"\n\n[[candidate]]\nid      = \"bob\"\n\
        withdraws = { half_life = \"26 weeks\", ratio = 10 }\nnote    = \"coded: presented, another leads\"\n\n\
        [[stance]]\ncandidate = [\"ann\", \"bob\"]\nmembers   = \"*\"\nprior     = { support = 1 }\nnote      = \"coded: no public stance, another candidate\"\n";
    let path = folder.path().join("case.toml");
    let recode = |text: &str| {
        std::fs::write(&path, text).expect("it can be written");
        let done = std::process::Command::new(env!("CARGO"))
            .args(["run", "--quiet", "-p", "nemcon-scenario", "--example", "recode", "--"])
            .args([&history("coding.toml"), &path])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        (done.status.success(), String::from_utf8_lossy(&done.stderr).into_owned(), std::fs::read_to_string(&path).expect("the case"))
    };
    let (done, said, text) = recode(coded);
    assert!(done, "{said}");
    for row in ["\nrow = \"leads\"", "\nrow     = \"rival\"", "\nrow       = \"silent-other\"", "= \"weekly\"", "meetings = [2031-03-03]"] {
        assert!(text.contains(row), "{row}:\n{text}");
    }
    assert!(!text.contains("coded") && !text.contains("prior ") && !text.contains("withdraws"), "{text}");
    assert!(text.contains("class    = \"post by consensus\""), "{text}");
    let (done, said, text) = recode(&coded.replace("another leads", "nobody knows"));
    assert!(!done && said.contains("no row of [[candidate]] has the words \"presented, nobody knows\""), "{said}");
    assert!(text.contains("coded"), "a file that cannot be recoded stays as it is");
}

/// The straw poll of 28 September 2006 is evidence as published: three reports a candidate, each
/// exact, that leave no stance and no member out.
#[test]
fn the_straw_poll_of_2006_is_evidence() {
    let table = std::fs::read_to_string(root().join("data/unsg_straw_polls_2006.csv")).expect("the table is there");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let count = |row: &[&str], column: usize| -> u32 { row[column].parse().expect("a number of votes") };
    assert!(rows.iter().all(|row| (5..8).map(|column| count(row, column)).sum::<u32>() == 15), "every row sums to 15");
    let round = rows.iter().filter(|row| row[1] == "3");
    let published: BTreeMap<String, [u32; 3]> = round.map(|row| (row[4].to_owned(), [5, 6, 7].map(|column| count(row, column)))).collect();

    let scenario = load(&FileSystem, &root().join("scenarios/history/un-2006.toml")).expect("the case loads");
    let model = scenario.model();
    let stances: [&[Stance]; 3] = [&[Stance::Support], &[Stance::Reserve, Stance::Oppose], &[Stance::Accept]];
    // The table is in ASCII.
    let plain = |name: &str| name.replace('ī', "i").replace('ķ', "k");
    let entered: BTreeMap<String, [u32; 3]> = model
        .evidence()
        .iter()
        .map(|evidence| {
            let counts = stances.map(|stances| {
                let stances: StanceSet = stances.iter().copied().collect();
                let report = evidence.reports.iter().find(|report| report.stances == stances).expect("a report a ballot");
                (0..=15).find(|&number| report.count == Count::exactly(number)).expect("an exact count")
            });
            (plain(&model.candidate(evidence.candidate).name), counts)
        })
        .collect();
    assert_eq!(entered, published);
    // Sampled exactly: what is expected given the poll is the poll, whatever the runs.
    let run = stdout(nemcon("run scenarios/history/un-2006.toml --runs 100 --format json"));
    let run: Value = serde_json::from_str(&run).expect("it prints JSON");
    let evidence = run["evidence"].as_array().expect("the evidence");
    assert_eq!(evidence.len(), 7);
    for (entry, evidence) in model.evidence().iter().zip(evidence) {
        for (report, shown) in entry.reports.iter().zip(evidence["reports"].as_array().expect("its reports")) {
            let expected = shown["expected_after"].as_f64().expect("a number");
            let rounded = expected.round();
            assert!((expected - rounded).abs() < 1e-9 && report.count == Count::exactly(rounded as u32), "{shown}");
        }
    }
}

/// What is shipped as fitted is of one piece: the table says that it was fitted, has the rows of the table before and
/// other numbers, and the file of dynamics holds those that it gives.
#[test]
fn the_fitted_dynamics_are_those_of_the_fitted_table() {
    let text = std::fs::read_to_string(history("fitted.toml")).expect("the table is there");
    assert!(text.starts_with("# Fitted to how 49 cases of 48 races ended, by\n"), "{text}");
    let (before, fitted) = (table("coding.toml"), table("fitted.toml"));
    // What is fitted says so.
    let says = |table: &CodingTable| -> Vec<CodedRow> {
        let mut rows = table.rows.clone();
        for row in &mut rows {
            row.origin.clear();
        }
        rows
    };
    assert_eq!(says(&before), says(&fitted));
    let sourced = fitted.rows.iter().find(|row| row.row == "dynamics").expect("a row").origin.join("");
    assert!(sourced.starts_with("fitted to past races: nemcon calibrate scenarios/history "), "{sourced}");
    let ids = |table: &CodingTable| table.numbers.iter().map(nemcon::scenario::CodedNumber::key).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&fitted));
    let told = before.numbers.iter().zip(&fitted.numbers).filter(|(before, fitted)| before.range != fitted.range).count();
    assert!(told > before.numbers.len() / 2, "{told}");
    let recoding = Recoding { table: Some(history("fitted.toml")), ..Recoding::default() };
    let coded = load_recoded(&FileSystem, &history("nato-1999.toml"), &recoding).expect("it loads");
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::copy(history("dynamics.toml"), folder.path().join("dynamics.toml")).expect("it can be copied");
    std::fs::write(
        folder.path().join("case.toml"),
        PARTNERS.replace("[dynamics]\nreserve = \"14 days\"\n", "").replace("schema = 1", "extends = \"dynamics.toml\""),
    )
    .expect("it can be written");
    let extended = load(&FileSystem, &folder.path().join("case.toml")).expect("it loads");
    assert_eq!(coded.model().dynamics(), extended.model().dynamics());
}
