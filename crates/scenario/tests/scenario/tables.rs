//! Members in tables of comma-separated values.

use std::fmt::Write as _;
use std::path::Path;

use nemcon_core::Date;
use nemcon_scenario::{Diagnostics, ErrorKind, LoadedBody, Scenario, load_body};
use proptest::prelude::*;

use crate::support::Memory;

const SCENARIO: &str = r#"
schema = 1
title  = "Who chairs the panel?"
[question]
kind     = "appointment"
as_of    = 2031-01-06
deadline = 2031-03-03
cadence  = "1 week"
rule     = { at_least = "50%", weight = "people" }
[body]
use  = "members.csv"
name = "The panel"
[[candidate]]
id = "ann"
[[stance]]
candidate = "*"
members   = ["north", "South Land"]
prior     = { support = 0.5, oppose = 0.5 }
[[stance]]
candidate = "ann"
members   = ["EAS"]
declared  = "support"
"#;

const TABLE: &str = "id,name,groups,since,until,people (millions),note\r\nNOR,\"North, \"\"the\"\" Land\",north coast,2004-05-01,,5.50,\r\nSOU,South Land,coast;old,,2040-01-01,1e1,\"of\r\ntwo lines\"\r\n\r\nEAS,,,,,007,\r\nWES,West,north,,2031-01-06,3,\r\n";

fn scenario(table: &str) -> Scenario {
    Memory::new(&[("panel.toml", SCENARIO), ("members.csv", table)]).scenario("panel.toml")
}

fn body(table: &str) -> Result<LoadedBody, Diagnostics> {
    load_body(&Memory::new(&[("members.csv", table)]), Path::new("members.csv"), None)
}

fn kinds(table: &str) -> Vec<(ErrorKind, Option<usize>)> {
    body(table).map_or_else(|errors| errors.iter().map(|error| (error.kind, error.line)).collect(), |_| panic!("it is accepted"))
}

#[test]
fn a_table_says_what_a_body_file_says() {
    let toml = r#"
schema  = 1
weights = { people = "millions" }
member  = [
  { id = "NOR", name = "North, \"the\" Land", groups = ["north", "coast"], since = 2004-05-01, weights = { people = 5.50 } },
  { id = "SOU", name = "South Land", groups = ["coast", "old"], until = 2040-01-01, note = "of\r\ntwo lines", weights = { people = 1e1 } },
  { id = "EAS", weights = { people = 7 } },
  { id = "WES", name = "West", groups = ["north"], until = 2031-01-06, weights = { people = 3 } },
]
"#;
    let same =
        Memory::new(&[("panel.toml", &SCENARIO.replace("members.csv", "members.toml")), ("members.toml", toml)]).scenario("panel.toml");
    let of_table = scenario(TABLE);
    assert_eq!(of_table.model(), same.model());
    assert_eq!(
        of_table.roll().members.iter().map(|member| &member.until).collect::<Vec<_>>(),
        same.roll().members.iter().map(|member| &member.until).collect::<Vec<_>>()
    );
    assert_eq!(of_table.to_toml(), same.to_toml());
    let again = Memory::new(&[("shown.toml", &of_table.to_toml())]).scenario("shown.toml");
    assert_eq!(again.model(), of_table.model());
}

#[test]
fn spreadsheets_of_all_countries_are_read() {
    let of = |table: &str| {
        let body = body(table).unwrap_or_else(|errors| panic!("{errors}")).body;
        (body.members.clone(), body.weights.clone())
    };
    let plain = of("id,name,groups,gdp (euros)\nA,Aland,x y,1.5\nB,Bland,,2\n");
    assert_eq!(plain.0.len(), 2);
    for table in [
        "\u{feff}ID;Name;Groups;gdp (euros)\r\nA;Aland;\"x;y\";1.5\r\nB;Bland;;2",
        "id\tname\tgroups\tgdp (euros)\nA\tAland\tx y\t1.50\nB\tBland\t\t+2.\n",
        "\"id\",\"name\",\"groups\",\"gdp (euros)\"\n\n\"A\",\" Aland \",\"x; y\",\"1.5\"\n\"B\",\"Bland\",\"\",\"2\"\n",
    ] {
        assert_eq!(of(table), plain, "{table}");
    }
    // Only what is left empty is missing.
    let some = of("id,gdp (euros),votes\nA,0,\nB,,3\n");
    assert_eq!(some.1.len(), 2);
}

#[test]
fn numbers_are_shown_as_toml_writes_them() {
    for (written, shown) in [("007", "7"), ("+5", "5"), ("5.", "5"), (".25", "0.25"), ("1e3", "1e3"), ("0", "0"), ("00.50", "0.50")] {
        let scenario = scenario(&format!("id,name,groups,people (millions)\nNOR,,north,{written}\nSOU,South Land,,1\nEAS,,,1\n"));
        let text = scenario.to_toml();
        assert!(text.contains(&format!("weights = {{ people = {shown} }}")), "{written}: {text}");
        assert_eq!(Memory::new(&[("shown.toml", &text)]).scenario("shown.toml").model(), scenario.model(), "{written}");
    }
}

#[test]
fn a_scenario_says_more_of_the_members_of_a_table() {
    let over = format!("{SCENARIO}\n[[member]]\nid = \"SOU\"\nname = \"South Land\"\nweights = {{ people = 8 }}\n");
    let over = over.replace("name = \"The panel\"", "name = \"The panel\"\nweights = { people = \"thousands\" }");
    let scenario = Memory::new(&[("panel.toml", &over), ("members.csv", TABLE)]).scenario("panel.toml");
    let body = scenario.model().body();
    assert_eq!((body.name.as_str(), body.weights[0].unit(), body.members[1].groups.len()), ("The panel", "thousands", 0));
    let roll = scenario.roll();
    assert_eq!((roll.members[1].weights[0].1.as_str(), roll.as_of), ("8", Some(Date::constant(2031, 1, 6))));
}

#[test]
fn faults_have_the_line_of_their_cell() {
    assert_eq!(kinds("id,gdp (euros)\nA,1\n\nB,\"2,5\"\nb b,3\n"), [(ErrorKind::WrongType, Some(4)), (ErrorKind::Model, Some(5))]);
    assert_eq!(
        kinds("id,since\nA,\"2004-05\n-01\"\nB,2004-05-01\nC,2005-02-30\n"),
        [(ErrorKind::Date, Some(2)), (ErrorKind::Date, Some(5))]
    );
    assert_eq!(kinds("name\nA\n"), [(ErrorKind::MissingKey, Some(1))]);
    assert_eq!(kinds("id,gdp\nA,1\nA,2\n"), [(ErrorKind::Model, Some(3))]);
    assert_eq!(kinds("id\n"), [(ErrorKind::Model, Some(1))]);
}

/// A megabyte of it at least, and an answer at once.
#[test]
fn hostile_tables_are_refused() {
    let limit = |table: String| assert_eq!(kinds(&table).iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), [ErrorKind::Limit]);
    let mut many = String::from("id\n");
    (0..300_000).for_each(|member| writeln!(many, "M{member}").expect("a string takes it"));
    limit(many);
    limit("id".to_owned() + &",w".repeat(1_000_000) + "\nA\n");
    let wide = "id\nA".to_owned() + &",".repeat(4_000_000);
    assert_eq!(kinds(&wide), [(ErrorKind::Length, Some(2))]);
    let open = "id,name\nA,\"".to_owned() + &"x,\n".repeat(1_000_000);
    assert_eq!(kinds(&open), [(ErrorKind::Syntax, Some(2))]);
    let quotes = "id,name\nA,".to_owned() + &"\"".repeat(1_000_001);
    assert_eq!(kinds(&quotes), [(ErrorKind::Syntax, Some(2))]);
}

proptest! {
    /// Whatever stands in a table, it is read or refused.
    #[test]
    fn any_table(pieces in prop::collection::vec("id|name|since|[A-Z]{3}|[,;\t\"\n\r]|[0-9.e+-]{1,6}|2031-01-0[0-9]|[(){}é\u{feff}\u{1b} ]", 0..60)) {
        let table = pieces.concat();
        for table in [table.clone(), format!("id,name,gdp\n{table}"), format!("id;since\r\n{table}")] {
            if let Err(errors) = body(&table) {
                prop_assert!(!errors.to_string().is_empty());
            }
        }
    }
}
