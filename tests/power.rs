//! `nemcon power`: golden outputs of every shipped body, the form of its JSON, and what it refuses.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use snapbox::{Assert, Data};

use crate::golden::{assert_golden, files};
use crate::support::{NATO, nemcon, root, stdout, unheard};

const COUNCIL: &str = "scenarios/bodies/un-security-council.toml";
/// The shipped question with members that are independent, which a sounding of one date needs.
const INDEPENDENT: &str = "scenarios/nato-2024/what-if/each-by-itself.toml";

/// Commands with the names of their golden files: every body, and one of each kind of output besides.
fn shown() -> Vec<(PathBuf, String)> {
    let of_body = |file: PathBuf| {
        // The Shapley–Shubik index of 190 members takes seconds.
        let flags = if file.ends_with("imf-like.toml") { " --index banzhaf,coleman" } else { "" };
        (file.with_extension("txt"), format!("power scenarios/bodies/{}{flags}", file.display()))
    };
    let others = [
        ("nato-2024.txt", format!("power {NATO}")),
        ("nato-2024-each-by-itself.txt", format!("power {INDEPENDENT}")),
        ("un-secretary-general.txt", "power scenarios/templates/un-secretary-general.toml --index banzhaf".to_owned()),
        ("conclave-template.txt", "power scenarios/templates/conclave.toml --index rae".to_owned()),
        ("nato-31.txt", "power scenarios/bodies/nato.toml --as-of 2024-03-06 --index coleman".to_owned()),
        ("eu-council-2019.txt", "power scenarios/bodies/eu-council.toml --as-of 2019-07-01 --top 6".to_owned()),
        (
            "nassau-1964-coalitions.txt",
            "power scenarios/bodies/nassau-1964.toml --coalitions --index deegan-packel,public-good,johnston".to_owned(),
        ),
        ("african-union-regions.txt", "power scenarios/bodies/african-union.toml --unions north,west,central,east,south".to_owned()),
        ("un-security-council-listed.txt", format!("power {COUNCIL} --coalitions=150 --index rae")),
        ("un-security-council-ternary.txt", format!("power {COUNCIL} --ternary")),
        ("un-security-council-estimate.txt", format!("power {COUNCIL} --estimate 20_000")),
        ("un-security-council-json.txt", format!("power {COUNCIL} --format json --top 5")),
        ("un-security-council-csv.txt", format!("power {COUNCIL} --format csv --top 1")),
        ("un-security-council-estimate-csv.txt", format!("power {COUNCIL} --estimate 1_000 --seed 7 --format csv")),
        ("nato-2024-json.txt", format!("power {INDEPENDENT} --format json --top 1 --index banzhaf")),
    ];
    let bodies = files(&root().join("scenarios/bodies"), "toml").into_iter().map(of_body);
    bodies.chain(others.map(|(name, command)| (PathBuf::from(name), command))).collect()
}

#[test]
fn every_shipped_body_has_its_analysis() {
    let goldens: BTreeSet<PathBuf> = shown()
        .into_iter()
        .map(|(name, command)| {
            let printed = stdout(nemcon(&command));
            let too_wide = printed.lines().find(|line| line.chars().count() > 80 && !command.contains("--format"));
            assert_eq!(too_wide, None, "{command}");
            assert_golden(&Path::new("power").join(&name), format!("$ nemcon {command}\n{printed}"));
            name
        })
        .collect();
    assert_eq!(files(&root().join("tests/golden/power"), "txt"), goldens, "one golden file a command");
}

fn json(arguments: &str) -> Value {
    serde_json::from_str(&stdout(nemcon(&format!("power {arguments} --format json")))).expect("it prints JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

const INDICES: &str = "banzhaf banzhaf_normalised shapley_shubik coleman_initiate coleman_prevent rae deegan_packel public_good johnston \
    colomer_martinez konig_brauninger owen banzhaf_owen";

#[test]
fn documents_have_the_documented_keys() {
    let document = json(COUNCIL);
    let expected = "schema engine body rule members names game method winning_coalitions winning_by_size minimal_winning_coalitions \
        smallest_winning largest_minimal_winning minimal_blocking_coalitions smallest_blocking power_to_act veto_players dummies \
        dictator proper strong weighted nakamura desirability coalitions unions power soundings";
    assert_eq!(keys(&document).join(" "), expected);
    assert_eq!((&document["schema"], &document["engine"]), (&Value::from(1), &Value::from(env!("CARGO_PKG_VERSION"))));
    assert_eq!((&document["winning_coalitions"], &document["nakamura"]), (&Value::from("848"), &Value::from("infinite")));
    assert_eq!((&document["coalitions"], &document["soundings"], &document["dictator"]), (&Value::Null, &Value::Null, &Value::Null));
    let power = document["power"].as_array().expect("a list");
    assert_eq!(power.len(), 15);
    for member in power {
        assert_eq!(keys(member).join(" "), format!("member name swings {INDICES}"));
        for index in INDICES.split(' ') {
            let number = &member[index];
            // The rule is no sum of weights, and nobody acts in unions.
            if ["colomer_martinez", "owen", "banzhaf_owen"].contains(&index) {
                assert!(number.is_null(), "{index}");
                continue;
            }
            assert_eq!(keys(number), ["fraction", "decimal", "error"]);
            let (up, down) = number["fraction"].as_str().map(|text| text.split_once('/').unwrap_or((text, "1"))).expect("a fraction");
            let [up, down]: [f64; 2] = [up, down].map(|text| text.parse().expect("a whole number"));
            assert!((number["decimal"].as_f64().expect("a number") - up / down).abs() <= 1e-15, "{number}");
            assert_eq!(number["error"], 0.0);
        }
    }
    assert_eq!(power[0]["shapley_shubik"]["fraction"], "421/2145");
}

#[test]
fn what_is_not_asked_for_is_null() {
    let document = json(&format!("{COUNCIL} --index rae --top 1"));
    let power = document["power"].as_array().expect("a list");
    // The five are equally powerful.
    assert_eq!(power.len(), 5);
    let given: Vec<&str> = keys(&power[0]).into_iter().filter(|&key| !power[0][key].is_null()).collect();
    assert_eq!(given, ["member", "name", "swings", "rae"]);
}

/// Four parties of an assembly, two of which go together.
const ASSEMBLY: &str = "schema = 1\nrule = { at_least = 65, weight = \"seats\" }\nweights = { seats = \"\" }\n\
    member = [{ id = \"a\", groups = [\"right\", \"old\"], weights = { seats = 48 } },\n\
    { id = \"b\", groups = [\"old\"], weights = { seats = 37 } }, { id = \"c\", weights = { seats = 27 } },\n\
    { id = \"d\", groups = [\"right\"], weights = { seats = 17 } }]\n";

#[test]
fn groups_act_as_one() {
    let table = stdout(nemcon("power - --unions right").stdin(ASSEMBLY));
    for expected in ["acting as one              right (a, d); 2 members by themselves\n", "Owen", "66.67%", "33.33%"] {
        assert!(table.contains(expected), "{expected}: {table}");
    }
    let printed = stdout(nemcon("power - --unions rig* --format json").stdin(ASSEMBLY));
    let document: Value = serde_json::from_str(&printed).expect("it prints JSON");
    assert_eq!(document["unions"], serde_json::json!({ "right": ["a", "d"] }));
    let values = |key: &str| [0, 1, 2, 3].map(|member| document["power"][member][key]["fraction"].clone());
    assert_eq!(values("owen"), ["2/3", "0", "0", "1/3"]);
    assert_eq!(values("banzhaf_owen"), ["3/4", "0", "0", "1/4"]);
    // Without unions what is of unions is not told.
    let csv = stdout(nemcon("power - --format csv").stdin(ASSEMBLY));
    assert!(csv.contains("a,konig_brauninger,") && !csv.contains("owen"), "{csv}");
    for (flags, expected) in [
        ("--unions right,old", "error: --unions: a is in right and in old: nobody acts as one with two, leave out one of them\n"),
        ("--unions left", "error: --unions: nobody is in a group \"left\": there are old, right\n"),
        ("--index owen", "error: --index owen is of members in unions: say which with --unions GROUP,GROUP\n"),
        ("--unions old --ternary", "error: the argument '--unions <GROUPS>' cannot be used with '--ternary'"),
    ] {
        let assert = nemcon(&format!("power - {flags}")).stdin(ASSEMBLY).assert().code(2).stdout_eq("");
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.starts_with(expected), "{flags}: {stderr}");
    }
}

#[test]
fn coalitions_are_listed_while_they_are_few() {
    let listed = &json(&format!("{COUNCIL} --coalitions=150"))["coalitions"];
    assert_eq!(keys(listed), ["minimal_winning", "minimal_blocking"]);
    assert!(listed["minimal_winning"].is_null());
    assert_eq!(listed["minimal_blocking"].as_array().map(Vec::len), Some(125));
}

#[test]
fn three_ballots_and_estimates_have_forms_of_their_own() {
    let document = json(&format!("{COUNCIL} --ternary"));
    assert_eq!(
        keys(&document).join(" "),
        "schema engine body rule members names game method passing_divisions power_to_act power soundings"
    );
    let indices = "member name banzhaf_for_against banzhaf_for_abstain banzhaf_abstain_against shapley_shubik";
    assert_eq!(keys(&document["power"][0]).join(" "), indices);
    let document = json(&format!("{COUNCIL} --estimate 1_000"));
    assert_eq!(keys(&document).join(" "), "schema engine body rule members names game method samples seed power soundings");
    assert_eq!(keys(&document["power"][0]), ["member", "name", "banzhaf", "shapley_shubik"]);
    assert_eq!(keys(&document["power"][0]["banzhaf"]), ["decimal", "low", "high"]);
}

#[test]
fn estimates_hold_the_truth() {
    let [exact, estimated] = ["", "--estimate 20_000"].map(|flags| json(&format!("{COUNCIL} {flags}")));
    for member in 0..15 {
        for index in ["banzhaf", "shapley_shubik"] {
            let truth = exact["power"][member][index]["decimal"].as_f64().expect("a number");
            let found = &estimated["power"][member][index];
            let [value, low, high] = ["decimal", "low", "high"].map(|key| found[key].as_f64().expect("a number"));
            assert!(low <= value && value <= high);
            // Five standard errors, of which the interval has about two.
            assert!((value - truth).abs() <= 2.6 * (high - low) / 2.0, "{member} {index}: {value}, not {truth}");
        }
    }
}

#[test]
fn a_scenario_is_sounded_as_of_its_date() {
    let document = json(INDEPENDENT);
    assert_eq!(document["members"], 31);
    let soundings = document["soundings"].as_array().expect("a list");
    assert_eq!(soundings[0]["candidate"], "rutte");
    for sounding in soundings {
        assert_eq!(keys(sounding), ["candidate", "name", "passes", "decisive", "left_out"]);
        let passes = sounding["passes"].as_f64().expect("a number");
        // Under consensus a member decides at least as often as all agree.
        for (member, decisive) in sounding["decisive"].as_object().expect("by member") {
            assert!(decisive.as_f64().is_some_and(|decisive| (passes * (1.0 - 1e-12)..=1.0).contains(&decisive)), "{member}: {decisive}");
        }
    }
    let left_out = &json("scenarios/templates/jury.toml")["soundings"][0];
    assert_eq!(left_out["left_out"], "members of the bloc * lean the same way");
    assert!(left_out["passes"].is_null() && left_out["decisive"].is_null());
}

/// A rule in which the weights of many members must be told apart twice.
fn too_large() -> String {
    let mut body = "schema = 1\nweights = { a = \"\", b = \"\" }\n\
        rule = { all = [{ at_least = \"60%\", weight = \"a\" }, { at_least = \"60%\", weight = \"b\" }] }\n"
        .to_owned();
    for member in 0..60u64 {
        let [a, b] = [7919, 104_729].map(|prime| 1 + (member + 1) * (member + 3) * prime % 1_000_003);
        body += &format!("[[member]]\nid = \"m{member}\"\nweights = {{ a = {a}, b = {b} }}\n");
    }
    body
}

/// A sum of the weights of two thousand.
fn too_long() -> String {
    let member = |member: u64| format!("[[member]]\nid = \"m{member}\"\nweights = {{ w = {} }}\n", 1 + member * member * 7919 % 997);
    let rule = "schema = 1\nweights = { w = \"\" }\nrule = { more_than = \"50%\", weight = \"w\" }\n";
    rule.to_owned() + &(0..2000).map(member).collect::<String>()
}

#[test]
fn what_cannot_be_answered_says_why() {
    let panel = |rule: &str| {
        format!("schema = 1\nname = \"Panel\"\n{rule}\n[[member]]\nid = \"ann\"\nuntil = 2020-01-01\n[[member]]\nid = \"bob\"\n")
    };
    let consensus = panel("rule = \"consensus\"");
    for (arguments, input, expected) in [
        (
            "-",
            &panel(""),
            "error: - is a body without a rule: give it one, such as rule = \"consensus\", or name a scenario that has one\n",
        ),
        (
            "- --index banzaf",
            &consensus,
            "error: invalid value 'banzaf' for '--index <NAME>'\n  [possible values: banzhaf, shapley-shubik,",
        ),
        ("- --index rae --ternary", &consensus, "error: the argument '--index <NAME>' cannot be used with '--ternary'"),
        ("- --top 0", &consensus, "error: invalid value '0' for '--top <N|all>': it is a number, 1 at least, or `all`"),
        ("- --as-of yesterday", &consensus, "error: invalid value 'yesterday' for '--as-of <DATE>': a date is written like 2024-02-22"),
        ("- --coalitions --format csv", &consensus, "error: --coalitions has no CSV: use --format json, or leave it out\n"),
        ("scenarios/bodies/nato.toml --as-of 1900-01-01", &consensus, "error: nobody is a member on that date\n"),
        ("scenarios/nato-2024/base.toml --as-of 2024-01-01", &consensus, "error: scenarios/nato-2024/base.toml is a scenario, which has"),
        ("no-such-file.toml", &consensus, "error: there is no file no-such-file.toml\n"),
        ("scenarios", &consensus, "error: scenarios is a folder\n"),
        (
            "- --memory 60MB",
            &too_large(),
            "error: -: the decision diagram of this rule would need more memory than there is, which is 60 MB in all: \
            allow more with --memory, or estimate with --estimate 1_000_000\n",
        ),
        (
            "- --index shapley-shubik",
            &too_long(),
            "error: -: the Shapley–Shubik index of this rule would take 16 minutes or more, and the limit is 2 minutes: \
            allow more with --minutes, ask for fewer indices with --index, or estimate with --estimate 1_000_000\n",
        ),
    ] {
        let assert = nemcon(&format!("power {arguments}")).stdin(input).assert().code(2).stdout_eq("");
        let stderr = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(stderr.starts_with(expected), "{arguments}: {stderr}");
    }
    let estimated = stdout(nemcon("power - --memory 60MB --estimate 2_000").stdin(too_large()));
    assert!(estimated.contains("simulation error") && estimated.contains("at most ±"), "{estimated}");
}

#[test]
fn a_body_is_taken_on_its_date() {
    let body = "schema = 1\nrule = \"unanimity\"\n[[member]]\nid = \"ann\"\nuntil = 2020-01-01\n[[member]]\nid = \"bob\"\n";
    for (flags, members) in [("", "1 member\n"), ("--as-of 2019-12-31", "2 members\n"), ("--as-of 2020-01-01", "1 member\n")] {
        let printed = stdout(nemcon(&format!("power - {flags}")).stdin(body));
        assert!(printed.starts_with(&format!("a body without a name · {members}unanimity\n")), "{flags}: {printed}");
    }
}

#[test]
fn a_rule_that_never_or_always_passes_is_said_to() {
    let body = |bound: u32| format!("schema = 1\nrule = {{ at_least = {bound} }}\n[[member]]\nid = \"ann\"\n[[member]]\nid = \"bob\"\n");
    for (bound, expected) in [(3, "nothing: whoever is for, it fails"), (0, "everything: whoever is against, it passes")] {
        let printed = stdout(nemcon("power -").stdin(body(bound)));
        assert!(printed.contains(expected) && !printed.contains("veto"), "{printed}");
    }
}

/// A page with the output of every `nemcon power` in it as it is now, and how many there are.
fn written_anew(page: &str) -> (String, usize) {
    let (mut anew, mut shown) = (String::new(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        anew += &format!("{line}\n");
        if let Some(arguments) = line.strip_prefix("$ nemcon power ") {
            anew += &format!("{}```\n", stdout(nemcon(&format!("power {arguments}"))));
            shown += 1;
            lines.by_ref().find(|line| *line == "```").expect("the block ends");
        }
    }
    (anew, shown)
}

#[test]
fn pages_show_what_is_printed() {
    for (name, least) in [("README.md", 1), ("docs/power.md", 4), ("docs/command.md", 1)] {
        let path = root().join(name);
        let (anew, shown) = written_anew(&std::fs::read_to_string(&path).expect("the page is there"));
        assert!(shown >= least, "{shown} outputs in {name}");
        Assert::new().action_env("SNAPSHOTS").eq(anew, Data::read_from(&path, None).raw());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    unheard(&["power", "-", "--format", "json"], &std::fs::read(root().join(COUNCIL)).expect("the body"));
}
