//! Bodies: who is a member when, and which weights there are.

use std::path::Path;

use nemcon_core::{Date, MemberId};
use nemcon_scenario::{Diagnostics, LoadedBody, load_body};

use crate::support::{Memory, PANEL};

const UNION: &str = r#"
schema  = 1
name    = "Union"
rule    = { all = [{ at_least = "2/3", members = ["founders"] }, { more_than = "50%", weight = "people" }] }
weights = { people = "millions" }

[[member]]
id      = "A"
groups  = ["founders"]
weights = { people = 60.25 }

[[member]]
id      = "B"
groups  = ["founders"]
weights = { people = 0.1 }
until   = 2020-02-01

[[member]]
id      = "C"
weights = { people = 5 }
since   = 2010-01-01
"#;

fn members(as_of: Option<Date>) -> Result<String, Diagnostics> {
    let files = Memory::new(&[("union.toml", UNION)]);
    load_body(&files, Path::new("union.toml"), as_of).map(|LoadedBody { body, present, rule, .. }| {
        assert_eq!(present.len(), body.len());
        assert_eq!(rule.map(|rule| rule.tallies().len()), Some(2));
        body.members.iter().map(|member| member.id.as_str()).collect()
    })
}

#[test]
fn dates_say_who_is_a_member() {
    for (as_of, expected) in [
        (Some(Date::constant(2009, 12, 31)), "AB"),
        (Some(Date::constant(2010, 1, 1)), "ABC"),
        (Some(Date::constant(2020, 1, 31)), "ABC"),
        (Some(Date::constant(2020, 2, 1)), "AC"),
        (None, "AC"),
    ] {
        assert_eq!(members(as_of).unwrap_or_else(|errors| panic!("{errors}")), expected);
    }
}

/// Balances of a token in its smallest unit, 10⁻¹⁸.
#[test]
fn weights_have_38_digits() {
    let text = "schema = 1\nname = \"Holders\"\nweights = { tokens = \"\" }\n[[member]]\nid = \"A\"\nweights = { tokens = \
                61_000_000.000000000000000001 }\n[[member]]\nid = \"B\"\nweights = { tokens = 12345678901234567890 }\n";
    let files = Memory::new(&[("holders.toml", text)]);
    let body = load_body(&files, Path::new("holders.toml"), None).unwrap_or_else(|errors| panic!("{errors}")).body;
    let tokens = [0, 1].map(|member| body.weights[0].scaled(member.into()));
    assert_eq!(tokens, [Some(61_000_000_000_000_000_000_000_001), Some(12_345_678_901_234_567_890 * 10u128.pow(18))]);
}

#[test]
fn weights_are_exact() {
    let files = Memory::new(&[("union.toml", UNION)]);
    let body = load_body(&files, Path::new("union.toml"), Some(Date::constant(2015, 1, 1))).unwrap().body;
    let people = &body.weights[0];
    assert_eq!((people.name(), people.unit(), people.places()), ("people", "millions", 2));
    assert_eq!([0, 1, 2].map(|member| people.scaled(member.into())), [Some(6025), Some(10), Some(500)]);
}

#[test]
fn what_the_rule_counts_must_be_there() {
    let files = Memory::default().with("union.toml", UNION.replace("weights = { people = 5 }", "")).with("panel.toml", PANEL);
    let errors = load_body(&files, Path::new("union.toml"), None).unwrap_err().to_string();
    assert!(errors.contains("the weight \"people\" is missing or zero for C"), "{errors}");
    let errors = load_body(&files, Path::new("panel.toml"), None).unwrap_err().to_string();
    assert!(errors.contains("panel.toml is a scenario, not a body"), "{errors}");
}

#[test]
fn a_scenario_adds_to_its_body_and_replaces() {
    let own = r#"
[body]
use     = "union.toml"
name    = "The union, enlarged"
joining = ["D"]

[[member]]
id      = "C"
name    = "C, reformed"
weights = { people = 6 }

[[member]]
id      = "D"
weights = { people = 1 }
"#;
    let (before, after) = (PANEL.split_once("[body]").unwrap().0, PANEL.split_once("[[candidate]]").unwrap().1);
    let files = Memory::new(&[("union.toml", UNION)]).with("panel.toml", format!("{before}{own}\n[[candidate]]{after}"));
    let scenario = files.scenario("panel.toml");
    let body = scenario.model().body();
    let names: Vec<&str> = body.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!((names.as_slice(), body.name.as_str()), (["A", "C, reformed", "D"].as_slice(), "The union, enlarged"));
    assert_eq!(scenario.model().present().iter().map(MemberId::index).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(body.weights[0].scaled(1.into()), Some(600));
}

#[test]
fn odd_texts_and_remarks_are_shown_as_they_were() {
    let more = r#"
[[member]]
id      = "WES"
weights = { shares = 1, "per „head“" = 2, source = ["a", "b"] }

[dynamics]
bandwagon = { ratio = 2, weight = "shares", note = "one\ntwo ''' \"\"\" \u0000 \u007F" }
"#;
    let text =
        format!("{PANEL}{more}").replace("{ shares = \"per cent\" }", "{ shares = \"per cent\", \"per „head“\" = 'x', note = \"y\" }");
    let scenario = Memory::default().with("panel.toml", text).scenario("panel.toml");
    assert_eq!(scenario.model().body().weights.len(), 2);
    let again = Memory::default().with("panel.toml", scenario.to_toml()).scenario("panel.toml");
    assert_eq!((again.model(), again.to_toml()), (scenario.model(), scenario.to_toml()));
}
