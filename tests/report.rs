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
    for section in ["outcomes", "time", "members", "persuade", "variants", "stories", "events", "evidence", "assumptions", "reproduce"] {
        assert!(page.contains(&format!("<section id=\"{section}\"")), "{section}");
    }
    assert!(page.contains(&format!("nemcon report {NATO} {what_if}/kallas-presented.toml")) && page.contains("--runs 2000 --seed 2024"));
    // Everybody has a veto, so that their power says nothing.
    assert!(!page.contains("<section id=\"power\""));
    assert!(page.len() < 400_000, "{} bytes", page.len());
}

#[test]
fn power_is_told_where_members_differ() {
    let page = stdout(nemcon("report scenarios/templates/un-secretary-general.toml --runs 500"));
    assert!(page.contains("<section id=\"power\"") && page.contains("Shapley–Shubik"));
}

#[test]
fn the_form_is_that_of_the_name() {
    let markdown = stdout(nemcon("report - --format md").stdin(PARTNERS));
    assert!(markdown.starts_with("# Will the partners agree?\n\n**The merger is adopted with probability "), "{markdown}");
    let svg = stdout(nemcon("plot - --what holdouts").stdin(PARTNERS));
    assert!(svg.starts_with("<svg ") && svg.contains("2,000 runs, seed 7"));
    for (arguments, message) in [
        ("report - -o page.html --format md", "another form than --format"),
        ("report - --engine LICENSE-MIT", "standard input has no name"),
        ("report scenarios/nato-2024/base.toml --engine no.gz", "--engine no.gz: No such file"),
        ("report scenarios/nato-2024/base.toml --engine Cargo.toml", "it is not the packed engine that `.ci/wasm` writes"),
        ("plot - -o picture.png", "pictures are SVG, not png: name a file that ends in .svg"),
        ("plot - --what compare", "nothing to show: there are no variants"),
    ] {
        let output = nemcon(arguments).stdin(PARTNERS).assert().code(2).stdout_eq("").get_output().clone();
        let told = String::from_utf8(output.stderr).expect("text");
        assert!(told.contains(message), "{told}");
    }
}
