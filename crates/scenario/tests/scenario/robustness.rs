//! No input, however wrong, makes loading panic; every error can be shown; and what loads, the
//! schema accepts.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use nemcon_scenario::load_body;
use proptest::prelude::*;

use crate::schema;
use crate::support::{Memory, PANEL, listing, root};

/// What the spoilt files refer to: a scenario to extend, and the bodies of the conformance scenarios.
static OTHERS: LazyLock<Memory> = LazyLock::new(|| {
    let bodies = listing("tests/conformance/bodies", &["toml"]).into_iter();
    bodies.fold(Memory::default().with("base.toml", PANEL), |files, path| {
        let name = format!("bodies/{}", path.file_name().expect("a file").to_string_lossy());
        files.with(&name, fs::read(root().join(path)).expect("a body"))
    })
});

/// Valid files to spoil: the conformance scenarios, and the same as what-if files.
static SEEDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut seeds = vec![PANEL.to_owned()];
    for path in ["tests/conformance", "tests/conformance-2"].into_iter().flat_map(|folder| listing(folder, &["toml"])) {
        let text = fs::read_to_string(root().join(path)).expect("a conformance scenario");
        OTHERS.clone().with("input.toml", text.clone()).scenario("input.toml");
        seeds.push(format!("extends = \"base.toml\"\nremove = [\"candidate.ann\", \"member.NOR\", \"question.rule\"]\n{text}"));
        seeds.push(text);
    }
    seeds
});

/// Reads some bytes in every way there is.
fn survive(bytes: &[u8]) {
    for name in ["input.toml", "input.json"] {
        let files = OTHERS.clone().with(name, bytes);
        match files.load(name) {
            Ok(scenario) => {
                let shown = files.clone().with("shown.toml", scenario.to_toml()).scenario("shown.toml");
                assert_eq!(shown.model(), scenario.model());
                let document = str::from_utf8(bytes).map(str::parse);
                assert!(document.map_or(true, |document| document.map_or(true, schema::accepts)), "the schema refuses what loads");
            }
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

/// Words that mean something somewhere.
const WORDS: [&str; 30] = [
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
    "[\"candidate.one.withdraws\", \"event.side-deal\"]",
    "when",
    "unless",
    "{ half_life = \"3 weeks\" }",
    "{ deadlock = true }",
    "[[cleavage]]",
];

/// Values, one of which suits most keys.
const VALUES: [&str; 36] = [
    "0",
    "1",
    "-1",
    "0.5",
    "40",
    "1e308",
    "99999999999999999999",
    "true",
    "2031-02-01",
    "2031-02-01T00:00:00",
    "\"\"",
    "\"*\"",
    "\"NOR\"",
    "\"1 week\"",
    "\"9999 years\"",
    "\"2/3\"",
    "\"0%\"",
    "[]",
    "{}",
    "[\"*\", \"!*\"]",
    "[\"ALFA\", \"!permanent\"]",
    "{ low = 1, high = 2 }",
    "{ low = \"1 week\", high = \"2 weeks\" }",
    "{ support = 1 }",
    "[{ leave = \"KILO\" }, { deadline = 9999-12-31 }]",
    "{ low = 0.1, high = 0.9 }",
    "{ half_life = \"3 weeks\", calm = 0.1 }",
    "{ half_life = \"1 week\", ratio = 4, edges = [\"oppose\"] }",
    "{ oppose = 0.2, reserve = { low = 0.1, high = 0.5 } }",
    "{ candidate = \"one\", blocked_by_at_most = 2 }",
    "[{ member = \"a\", candidate = \"one\", at_least = \"accept\" }, \"deal\"]",
    "{ deadlock = true }",
    "[2031-02-03, 2031-03-03]",
    "{ ballots = { eliminate = { after = [2, 4] }, revise = { share = 0.1, pull = 2 }, acclaim = 0.5 } }",
    "[[\"one\"], [\"two\", \"three\"]]",
    "{ all = [{ at_least = 2, weight = \"shares\" }, { veto = [] }] }",
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
        let mut text = seed.get(&SEEDS).clone();
        for (at, cut, word) in edits {
            let start = text.floor_char_boundary(at.index(text.len() + 1));
            let end = text.floor_char_boundary((start + cut).min(text.len())).max(start);
            text.replace_range(start..end, word);
        }
        survive(text.as_bytes());
    }

    #[test]
    fn spoilt_values(
        seed in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), proptest::sample::select(&VALUES[..])), 1..4),
    ) {
        let mut lines: Vec<String> = seed.get(&SEEDS).lines().map(str::to_owned).collect();
        for (at, value) in edits {
            let at = at.index(lines.len());
            let line = &mut lines[at];
            if let Some((key, _)) = line.split_once('=') {
                *line = format!("{key}= {value}");
            }
        }
        survive(lines.join("\n").as_bytes());
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
    assert_eq!(errors.iter().count(), 200);
    assert!(errors.to_string().ends_with("and 100 more errors"));
}

#[test]
fn long_lines_are_shown_in_part() {
    let long = format!("{PANEL}\n[dynamics]\nfrailty = {{ note = \"{}\" }}", "x".repeat(200_000));
    let text = Memory::default().with("long.toml", long).refusal("long.toml");
    assert!(text.len() < 2000, "{} characters", text.len());
    for short in ["ann", "1 week", "consensus", "NOR", "appointment"] {
        let long = PANEL.replace(&format!("{short:?}"), &format!("{:?}", "é ".repeat(500_000)));
        let text = Memory::default().with("long.toml", long).refusal("long.toml");
        assert!(text.len() < 5000, "{} characters for {short}", text.len());
    }
}
