//! That of two faults in a file both are said, and nothing else.

use std::collections::BTreeSet;

use crate::support::Memory;

/// Some of everything.
const FILE: &str = r#"
schema = 1
title = "Who chairs the panel?"
[question]
kind = "appointment"
as_of = 2031-01-06
deadline = 2031-09-01
cadence = "1 week"
meetings = [2031-02-03]
rule = { more_than = "50%", weight = "shares" }
procedure = { ballots = { per_round = 2 } }
[body]
weights = { shares = "per cent" }
[[member]]
id = "NOR"
groups = ["coast"]
weights = { shares = 40 }
[[member]]
id = "EAS"
groups = ["coast", "hills"]
weights = { shares = 30.5 }
[[member]]
id = "SOU"
weights = { shares = 29.5 }
[[candidate]]
id = "ann"
from = 2031-01-20
until = 2031-08-01
[[candidate]]
id = "bob"
enters = { half_life = "9 weeks" }
[[candidate]]
id = "cay"
role = "incumbent"
[[stance]]
candidate = "*"
members = "*"
prior = { support = 0.4, accept = 0.3, reserve = 0.2, oppose = 0.1 }
[[stance]]
candidate = "bob"
members = ["coast"]
declared = "accept"
[[bloc]]
group = "coast"
rho = 0.5
[[evidence]]
candidate = "ann"
reports = [{ stances = ["support"], at_least = 1 }]
[dynamics]
reserve = "6 weeks"
oppose = "20 weeks"
frailty = 0.5
[[pace]]
members = ["hills"]
factor = 2
[[influence]]
of = "NOR"
on = ["SOU"]
factor = 1.5
[[event]]
id = "vote"
on = 2031-03-01
probability = 0.5
[[event]]
id = "scandal"
when = { event = "vote" }
after = { half_life = "30 weeks" }
requires = ["vote"]
effects = [{ withdraw = "bob" }]
[run]
runs = 1000
seed = 1
"#;

/// What somebody may write wrongly: what is right, and what stands in its place.
const SLIPS: &[(&str, &str)] = &[
    ("title = \"Who chairs the panel?\"", ""),
    ("kind = \"appointment\"", "kind = \"choice\""),
    ("as_of = 2031-01-06", "as_of = \"soon\""),
    ("deadline = 2031-09-01", "deadline = 2030-09-01"),
    ("deadline = 2031-09-01", ""),
    ("cadence = \"1 week\"", "cadence = \"fortnightly\""),
    ("cadence = \"1 week\"", "cadence = \"0 weeks\""),
    ("meetings = [2031-02-03]", "meetings = [2030-02-03]"),
    ("meetings = [2031-02-03]", "meetings = [2031-02-30]"),
    ("more_than = \"50%\"", "more_than = \"150%\""),
    ("more_than = \"50%\"", "more_then = \"50%\""),
    ("more_than = \"50%\"", "at_least = \"40%\""),
    ("weight = \"shares\" }", "weight = \"share\" }"),
    ("per_round = 2", "per_round = 0"),
    ("procedure = {", "post = \"a\\u0007\"\nprocedure = {"),
    ("weights = { shares = \"per cent\" }", "weights = { shares = 5 }"),
    ("weights = { shares = \"per cent\" }", "weights = { shares = \"per cent\" }\njoining = [\"OST\"]"),
    ("groups = [\"coast\"]", "groups = \"coast\""),
    ("weights = { shares = 40 }", "weights = { shares = \"40\" }"),
    ("weights = { shares = 40 }", "weights = { shares = 40, seats = 3 }"),
    ("weights = { shares = 40 }", ""),
    ("id = \"EAS\"", "id = \"E S\""),
    ("[[candidate]]\nid = \"ann\"", "[[member]]\nid = \"OLD\"\nuntil = 2020-01-01\nsince = 2021-01-01\n[[candidate]]\nid = \"ann\""),
    ("id = \"SOU\"", "id = \"NOR\""),
    ("from = 2031-01-20", "from = 2031-13-20"),
    ("until = 2031-08-01", "until = 2031-01-10"),
    ("id = \"bob\"", "id = \"bob\"\naccepts = 2"),
    ("half_life = \"9 weeks\"", "half_life = 0"),
    ("role = \"incumbent\"", "role = \"incumbant\""),
    ("role = \"incumbent\"", "considered_from = 2031-02-01"),
    ("candidate = \"*\"\n", "candidate = \"dan\"\n"),
    ("support = 0.4,", "support = 0.5,"),
    ("members = [\"coast\"]", "members = [\"costa\"]"),
    ("declared = \"accept\"", "declared = \"acept\""),
    ("group = \"coast\"", "group = \"cost\""),
    ("rho = 0.5", "rho = 1.5"),
    ("candidate = \"ann\"", "candidate = \"anne\""),
    ("at_least = 1 }", "at_least = 5 }"),
    ("at_least = 1 }", "at_least = 1, about = 2 }"),
    ("reserve = \"6 weeks\"", "reserve = 6.5"),
    ("oppose = \"20 weeks\"", "opose = \"20 weeks\""),
    ("frailty = 0.5", "frailty = -1"),
    ("members = [\"hills\"]", "members = [\"hill\"]"),
    ("factor = 2", "factor = -2"),
    ("on = [\"SOU\"]", "on = [\"SOUTH\"]"),
    ("factor = 1.5", "factor = -1.5"),
    ("on = 2031-03-01", "on = 2030-03-01"),
    ("probability = 0.5", "probability = 50"),
    ("half_life = \"30 weeks\"", "half_live = \"30 weeks\""),
    ("requires = [\"vote\"]", "requires = [\"votes\"]"),
    ("withdraw = \"bob\"", "withdraw = \"rob\""),
    ("runs = 1000", "runs = 0"),
    ("seed = 1", "seed = -1\nsed = 2"),
];

/// Slips of which the first takes away what the second is judged by.
const JUDGED_BY: &[(&str, &str)] = &[
    // Dates, by the date of knowledge.
    ("as_of = \"soon\"", "deadline = 2030-09-01"),
    ("as_of = \"soon\"", "meetings = [2030-02-03]"),
    ("as_of = \"soon\"", "on = 2030-03-01"),
    // The weight that a member lacks, by a rule that can be read, of a weight that there is.
    ("more_than = \"150%\"", ""),
    ("more_then = \"50%\"", ""),
    ("weight = \"share\" }", ""),
    ("weights = { shares = 5 }", ""),
    // A name, within a rule of which it is not known what it is.
    ("more_then = \"50%\"", "weight = \"share\" }"),
    // Whether two can pass, by the share and the weight.
    ("weight = \"share\" }", "at_least = \"40%\""),
    // The end of a window, by its beginning.
    ("from = 2031-13-20", "until = 2031-01-10"),
    // A count, by the candidate it is of.
    ("candidate = \"anne\"", "at_least = 5 }"),
    // A name, where others of its kind cannot be read.
    ("groups = \"coast\"", "id = \"NOR\""),
    ("groups = \"coast\"", "group = \"cost\""),
    ("groups = \"coast\"", "members = [\"costa\"]"),
    ("groups = \"coast\"", "members = [\"hill\"]"),
    ("groups = \"coast\"", "on = [\"SOUTH\"]"),
    // The selection replaced is that which would name the member who is gone.
    ("on = [\"SOUTH\"]", "id = \"NOR\""),
];

/// What is said of the file with these slips: each where it stands among the lines of the file.
fn said(slips: &[usize]) -> BTreeSet<String> {
    let mut text = FILE.to_owned();
    for &slip in slips {
        let (right, wrong) = SLIPS[slip];
        let at = text.match_indices(right).map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(at.len(), 1, "{right:?} stands {} times", at.len());
        text = text.replacen(right, wrong, 1);
    }
    let Err(errors) = Memory::new(&[]).with("panel.toml", text).load("panel.toml") else { return BTreeSet::new() };
    errors.iter().map(|error| error.message.clone()).collect()
}

#[test]
fn of_two_faults_both_are_said() {
    assert_eq!(said(&[]), BTreeSet::new());
    let alone: Vec<BTreeSet<String>> = (0..SLIPS.len()).map(|slip| said(&[slip])).collect();
    let mut wrong = Vec::new();
    for (slip, said) in alone.iter().enumerate() {
        if said.is_empty() {
            wrong.push(format!("{} is accepted", SLIPS[slip].1));
        }
    }
    for first in 0..SLIPS.len() {
        for second in first + 1..SLIPS.len() {
            if SLIPS[first].0 == SLIPS[second].0 {
                continue;
            }
            let both = said(&[first, second]);
            let expected: BTreeSet<String> = alone[first].union(&alone[second]).cloned().collect();
            let (hidden, more) = (expected.difference(&both), both.difference(&expected));
            let pair = (SLIPS[first].1, SLIPS[second].1);
            let hidden = hidden.filter(|_| !JUDGED_BY.iter().any(|&(one, other)| pair == (one, other) || pair == (other, one)));
            wrong.extend(hidden.map(|fault| format!("{} and {} hide: {fault}", SLIPS[first].1, SLIPS[second].1)));
            wrong.extend(more.map(|fault| format!("{} and {} add: {fault}", SLIPS[first].1, SLIPS[second].1)));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
