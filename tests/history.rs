//! The cases whose end is known use one coding table, and one file of dynamics.

use std::collections::BTreeMap;
use std::path::PathBuf;

use nemcon::model::{Count, Stance, StanceSet};
use nemcon::scenario::{FileSystem, Unsourced, load};

use crate::support::{nemcon, root, stdout};

/// The rows of the table of stances in docs/history.md: what is coded, and the stance it becomes.
fn coding_table() -> BTreeMap<String, String> {
    let page = std::fs::read_to_string(root().join("docs/history.md")).expect("the page is there");
    page.lines()
        .filter_map(|line| {
            let cells: Vec<&str> = line.split('|').map(str::trim).collect();
            let [_, coded, _, stance, _] = cells[..] else { return None };
            let stance = stance.strip_prefix('`')?.strip_suffix('`')?;
            Some((coded.to_owned(), stance.to_owned()))
        })
        .collect()
}

fn cases() -> Vec<(PathBuf, String)> {
    let folder = std::fs::read_dir(root().join("scenarios/history")).expect("the folder is there");
    let paths = folder.map(|entry| entry.expect("the folder can be read").path());
    let cases = paths.filter(|path| path.file_name().is_some_and(|name| name != "prior.toml" && name != "dynamics.toml"));
    cases.map(|path| (path.clone(), std::fs::read_to_string(path).expect("a case is text"))).collect()
}

/// The value of a key in a block, as it is written.
fn value<'a>(block: &'a str, key: &str) -> Option<&'a str> {
    block.lines().find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('=').map(str::trim))
}

#[test]
fn every_stance_is_coded_by_the_table() {
    let table = coding_table();
    assert_eq!(table.len(), 10);
    let mut used: BTreeMap<&str, usize> = table.keys().map(|coded| (coded.as_str(), 0)).collect();
    for (path, text) in cases() {
        for block in text.split("\n\n").filter(|block| block.starts_with("[[stance]]")) {
            let coded = value(block, "note").and_then(|note| note.trim_matches('"').strip_prefix("coded: "));
            let row = coded.and_then(|coded| table.get_key_value(coded));
            let (coded, stance) = row.unwrap_or_else(|| panic!("{}: not coded:\n{block}", path.display()));
            let written = ["declared", "prior"].iter().find_map(|key| Some(format!("{key} = {}", value(block, key)?)));
            assert_eq!(written.as_ref(), Some(stance), "{}:\n{block}", path.display());
            *used.entry(coded).or_default() += 1;
        }
    }
    assert!(used.values().all(|&count| count > 0), "rows that no case uses: {used:?}");
}

#[test]
fn every_case_has_an_end_and_the_shared_dynamics_and_no_other() {
    let cases = cases();
    assert_eq!(cases.len(), 15);
    for (path, text) in cases {
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.contains(&"extends = \"prior.toml\""), "{}", path.display());
        assert!(lines.contains(&"[outcome]"), "{}", path.display());
        for own in ["[dynamics]", "[[pace]]", "[[influence]]", "[[bloc]]"] {
            assert!(!lines.contains(&own), "{} has a {own} of its own", path.display());
        }
    }
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
    let run: serde_json::Value = serde_json::from_str(&run).expect("it prints JSON");
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

/// What is shipped as fitted is what the command writes, up to the numbers: the same keys, ranges
/// where there were ranges, and the command that made it.
#[test]
fn the_fitted_dynamics_are_those_of_the_command() {
    let fitted = std::fs::read_to_string(root().join("scenarios/history/dynamics.toml")).expect("the file is there");
    let made_by = fitted.lines().find(|line| line.starts_with("# Made by `nemcon calibrate scenarios/history --runs "));
    assert!(made_by.is_some(), "{fitted}");
    let case = std::fs::read_to_string(root().join("scenarios/history/nato-2014.toml")).expect("a case");
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::create_dir(folder.path().join("history")).expect("a folder");
    for (from, to) in [
        ("history/prior.toml", "history/prior.toml"),
        ("history/dynamics.toml", "history/dynamics.toml"),
        ("bodies/nato.toml", "nato.toml"),
    ] {
        std::fs::copy(root().join("scenarios").join(from), folder.path().join(to)).expect("it can be copied");
    }
    let loaded = |dynamics: &str| {
        let file = folder.path().join("history/case.toml");
        let text = case.replace("prior.toml", dynamics).replace("../bodies/nato.toml", "../nato.toml");
        std::fs::write(&file, text).expect("it can be written");
        load(&FileSystem, &file).expect("it loads")
    };
    let (before, after) = (loaded("prior.toml"), loaded("dynamics.toml"));
    let [before_axes, after_axes] = [&before, &after].map(|scenario| {
        let space = nemcon::calibration::Space::new(scenario.model().dynamics());
        space.axes().iter().map(|axis| axis.parameter).collect::<Vec<_>>()
    });
    assert_eq!(before_axes, after_axes);
    let unsourced = |places: &[Unsourced]| places.iter().filter(|place| place.block == "dynamics").count();
    assert!(unsourced(before.unsourced()) > 0 && unsourced(after.unsourced()) == 0);
}
