//! No input, however wrong, makes loading panic; and every error can be shown.

use std::fs;
use std::path::Path;

use nemcon_scenario::load_body;
use proptest::prelude::*;

use crate::support::{Memory, PANEL, listing, root};

/// Reads some bytes in every way there is.
fn survive(bytes: &[u8]) {
    for name in ["input.toml", "input.json"] {
        let files = Memory::default().with(name, bytes).with("base.toml", PANEL);
        match files.load(name) {
            Ok(scenario) => drop(scenario.to_toml()),
            Err(errors) => {
                assert!(errors.iter().next().is_some(), "refused without a reason");
                drop((errors.render(true), errors.render(false)));
            }
        }
        if let Err(errors) = load_body(&files, Path::new(name), None) {
            drop(errors.render(false));
        }
    }
}

/// Valid files to spoil: the conformance scenarios with their bodies inlined, and what-if files.
fn seeds() -> Vec<String> {
    let mut seeds = vec![PANEL.to_owned()];
    let pages = [fs::read_to_string(root().join("docs/scenario-format.md")).unwrap_or_default()];
    seeds.extend(
        pages.iter().flat_map(|page| page.split("```toml\n").skip(1)).map(|rest| rest.split("```").next().unwrap_or("").to_owned()),
    );
    for path in listing("tests/conformance", &["toml"]) {
        let text = fs::read_to_string(root().join(path)).expect("a conformance scenario");
        seeds.push(text.replace("use = \"bodies/", "use = \"base.toml\" # "));
        seeds.push(format!("extends = \"base.toml\"\n{}", text.replace("[body]\nuse", "[body]\nname")));
    }
    seeds
}

/// Words that mean something somewhere.
const WORDS: [&str; 24] = [
    "[[",
    "]]",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "=",
    "\n",
    "*",
    "!",
    "1e999",
    "-1",
    "0.5",
    "nan",
    "2031-01-06",
    "remove",
    "rule",
    "effects",
    "\"6 weeks\"",
    "é",
    "\u{0}",
    "\"NOR\"",
    "[\"candidate.ann\", \"member.NOR\"]",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(4), ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        survive(&bytes);
    }

    #[test]
    fn any_words(words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..60)) {
        survive(words.concat().as_bytes());
    }

    #[test]
    fn spoilt_files(
        seed in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..12, proptest::sample::select(&WORDS[..])), 1..6),
    ) {
        let seeds = seeds();
        let mut text = seed.get(&seeds).clone();
        for (at, cut, word) in edits {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + cut).min(text.len())).max(start);
            text.replace_range(start..end, word);
        }
        survive(text.as_bytes());
    }
}

#[test]
fn deep_nesting_is_refused() {
    for (open, close) in [("[", "]"), ("{ all = [", "] }"), ("{ a = ", " }")] {
        for depth in [63, 64, 65, 79, 80, 81, 5000] {
            let value = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            survive(PANEL.replace("\"consensus\"", &value).as_bytes());
            survive(format!("{{\"note\": {}}}", value.replace("all =", "\"all\":").replace("a =", "\"a\":")).as_bytes());
        }
    }
}

#[test]
fn a_great_many_errors_are_counted() {
    let many = format!("{PANEL}{}", "[[pace]]\nfactr = 1\n".repeat(200));
    let errors = Memory::default().with("many.toml", many).load("many.toml").unwrap_err();
    assert_eq!(errors.iter().count(), 400);
    assert!(errors.to_string().ends_with("and 300 more errors"));
}

#[test]
fn long_lines_are_shown_in_part() {
    let long = format!("{PANEL}\n[dynamics]\nfrailty = {{ note = \"{}\" }}", "x".repeat(200_000));
    let text = Memory::default().with("long.toml", long).refusal("long.toml");
    assert!(text.len() < 2000, "{} characters", text.len());
}
