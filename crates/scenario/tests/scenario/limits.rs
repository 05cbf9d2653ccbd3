//! A file cannot ask for hours or gigabytes: what is too much is refused at once.

use std::fmt::Write;

use nemcon_scenario::ErrorKind;

use crate::support::{Memory, PANEL, panel};

fn kinds(files: &Memory, path: &str) -> Vec<ErrorKind> {
    files.load(path).map_or_else(|errors| errors.iter().map(|error| error.kind).collect(), |_| Vec::new())
}

fn repeated(text: impl Fn(usize) -> String, times: usize) -> String {
    (0..times).map(text).collect()
}

/// A scenario of many members and candidates, every one of whom accepts every other.
fn crowd(members: usize, candidates: usize, more: &str) -> Memory {
    let mut text = "schema = 1\ntitle = \"Crowd\"\n[question]\nkind = \"appointment\"\nas_of = 2031-01-06\ndeadline = 2031-02-03\ncadence = \"1 month\"\nrule = \"consensus\"\n".to_owned();
    text += &repeated(|at| format!("[[member]]\nid = \"m{at}\"\n"), members);
    text += &repeated(|at| format!("[[candidate]]\nid = \"c{at}\"\n"), candidates);
    write!(text, "[[stance]]\ncandidate = \"*\"\nmembers = \"*\"\nprior = {{ support = 0.5, accept = 0.5 }}\n{more}").expect("memory");
    Memory::default().with("crowd.toml", text)
}

#[test]
fn lists_are_bounded() {
    for (entry, most) in [
        ("[[candidate]]\nid = \"c#\"\n", 62),
        ("[[event]]\nid = \"e#\"\non = 2031-02-01\n", 1000),
        ("[[stance]]\ncandidate = \"*\"\nmembers = \"*\"\ndeclared = \"accept\"\n", 9_999),
        ("[[pace]]\nfactor = 1\n", 10_000),
    ] {
        let files = |times: usize| panel(&repeated(|at| entry.replace('#', &at.to_string()), times));
        assert!(!kinds(&files(most), "panel.toml").contains(&ErrorKind::Limit), "{entry}");
        assert_eq!(kinds(&files(most + 1), "panel.toml"), [ErrorKind::Limit], "{entry}");
    }
    let weights = PANEL.replace("shares = \"per cent\"", &repeated(|at| format!("w{at} = \"votes\", "), 101));
    assert_eq!(kinds(&Memory::default().with("weights.toml", weights), "weights.toml"), [ErrorKind::Limit]);
}

/// What a file removes counts before it is removed, so that removing is bounded too.
#[test]
fn what_is_extended_is_bounded() {
    let files = panel(&repeated(|at| format!("[[event]]\nid = \"e{at}\"\nwhen = {{ event = \"e{}\" }}\n", at + 1), 2000));
    let files = files.with("less.toml", "extends = \"panel.toml\"\nremove = [\"event.e1999\"]");
    assert_eq!(kinds(&files, "less.toml"), [ErrorKind::Limit]);
    let files = files.with("more.toml", format!("extends = \"panel.toml\"\nremove = [{}]", "\"event.x\", ".repeat(10_001)));
    assert_eq!(kinds(&files, "more.toml"), [ErrorKind::Limit]);
}

#[test]
fn names_that_mean_nothing_are_counted() {
    let names = |name: &str| repeated(|at| format!("\"{name}{at}\", "), 100_000);
    for (entry, kind) in [
        (format!("[[event]]\nid = \"e\"\non = 2031-02-01\nrequires = [{}]\n", names("unknown")), ErrorKind::UnknownEvent),
        (format!("[[event]]\nid = \"e\"\non = 2031-02-01\nrequires = [{}]\n", names("e=unknown")), ErrorKind::UnknownOutcome),
        (format!("[[pace]]\ncandidate = [{}]\nfactor = 1\n", names("unknown")), ErrorKind::UnknownCandidate),
        (format!("[[pace]]\nmembers = [{}]\nfactor = 1\n", names("unknown")), ErrorKind::UnknownMember),
    ] {
        let memory = panel(&entry);
        let found = kinds(&memory, "panel.toml");
        assert!(found.len() == 10_000 && found.iter().all(|found| *found == kind), "{} of {kind:?}", found.len());
        assert!(memory.refusal("panel.toml").ends_with("and 99900 more errors"));
    }
}

#[test]
fn named_pairs_and_counts_are_bounded() {
    let refusal = crowd(4000, 64, &"[[pace]]\nfactor = 2\n".repeat(20)).refusal("crowd.toml");
    assert!(refusal.contains("together name 5120000 pairs of a member and a candidate"), "{refusal}");
    let redraw = "{ stance = { candidate = \"*\", members = \"*\", redraw = { accept = 1 } } }, ";
    let refusal = crowd(4000, 64, &format!("[[event]]\nid = \"e\"\non = 2031-02-01\neffects = [{}]\n", redraw.repeat(20)));
    assert!(refusal.refusal("crowd.toml").contains("together name 5120000 pairs"));
    let evidence = repeated(|at| format!("[[evidence]]\ncandidate = \"c{at}\"\nat_least = 1\n"), 4);
    let refusal = crowd(4000, 4, &evidence).refusal("crowd.toml");
    assert!(refusal.contains("with the entries before it, this is too much to condition on exactly"), "{refusal}");
}
