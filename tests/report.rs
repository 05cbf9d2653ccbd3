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
    let tornado = stdout(nemcon("plot - --what tornado --runs 500").stdin(PARTNERS));
    assert!(tornado.starts_with("<svg ") && tornado.contains("What it hangs on: adopted") && tornado.contains("half-life of"), "{tornado}");
    let sweep = "plot - --what sweep --runs 500 --set dynamics.reserve=1week..8weeks:3";
    let curve = stdout(nemcon(sweep).stdin(PARTNERS));
    assert!(curve.contains("merger, by half-life of reservations") && curve.matches("<circle").count() == 3, "{curve}");
    let map = stdout(nemcon(&format!("{sweep} --set question.deadline=2031-02-03..2031-03-03:2")).stdin(PARTNERS));
    assert!(map.contains("and question.deadline</title>") && map.matches("<rect class=\"h").count() == 6, "{map}");
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
        ("plot - -o picture.png", "pictures are SVG, not png: name a file that ends in .svg"),
        ("plot - --what compare", "nothing to show: there are no variants"),
    ] {
        let output = nemcon(arguments).stdin(PARTNERS).assert().code(2).stdout_eq("").get_output().clone();
        let told = String::from_utf8(output.stderr).expect("text");
        assert!(told.contains(message), "{told}");
    }
}
