//! Coding tables.

use std::path::{Path, PathBuf};

use nemcon_core::{Class, Prior, Stance};
use nemcon_scenario::{Recoding, Scenario, Setting, load_coding, load_recoded};

use crate::support::{Memory, PANEL};

const TABLE: &str = r#"
schema = 1
title  = "A table"

[[number]]
id    = "doubt"
of    = "probability"
value = 0.2
low   = 0.1
high  = 0.4

[[number]]
id   = "fade"
low  = "2 weeks"
high = "8 weeks"

[[stance]]
row      = "backs"
title    = "backs"
declared = "support"

[[stance]]
row   = "silent"
title = "no public stance"
prior = { support = 0.6, accept = 0.2, reserve = "{doubt}", oppose = 0.2 }

[[stance]]
row   = "silent"
class = "votes"
prior = { support = 1 }

[[candidate]]
row       = "rival"
title     = "another leads"
withdraws = { half_life = "10 weeks", ratio = 10 }

[[candidate]]
row     = "denies"
title   = "denies"
accepts = 0.5

[[event]]
row         = "likely"
title       = "is announced"
probability = 0.9

[[common]]
id       = "dynamics"
title    = "how stances move"
dynamics = { reserve = "{fade}", frailty = 0.5 }

[[common]]
id    = "alike"
title = "thinks alike"
class = "consensus"
bloc  = [{ group = "seniors", rho = "{doubt}" }]

[[common]]
id    = "deal"
title = "a deal"
each  = { who = ["rival"], day = "meetings" }
event = [{ id = "{who}-on-{day}", on = "{day}", effects = [{ stance = { candidate = "{who}", members = "*", only = "blocking", set = "accept" } }] }]

[[common]]
id      = "backers"
title   = "backers of the other"
each    = { one = ["leads"], other = ["rival"] }
members = { backers = { of = "one", rows = ["backs"] } }
stance  = [{ candidate = "{other}", members = ["{backers}"], prior = { oppose = 1 } }]

[[candidate]]
row   = "leads"
title = "leads"
"#;

const CODED: &str = r#"
schema = 1
title  = "Who chairs the panel?"

[coding]
use      = "tables/table.toml"
meetings = [2031-01-20, 2031-02-10]

[question]
kind     = "appointment"
as_of    = 2031-01-06
deadline = 2031-03-03
cadence  = "1 week"
rule     = "consensus"

[[member]]
id     = "NOR"
groups = ["seniors"]

[[member]]
id     = "EAS"
groups = ["seniors"]

[[member]]
id = "SOU"

[[candidate]]
id  = "ann"
row = "leads"

[[candidate]]
id  = "bob"
row = ["rival", "denies"]

[[stance]]
candidate = "*"
members   = "*"
row       = "silent"

[[stance]]
candidate = "ann"
members   = ["NOR", "EAS"]
row       = "backs"

[[stance]]
candidate = "bob"
members   = ["EAS"]
row       = "backs"
note      = "says so"

[[event]]
id      = "ann-withdraws"
row     = "likely"
when    = { candidate = "ann", becomes = "withdrawn" }
effects = [{ stance = { candidate = "bob", members = ["SOU"], row = "silent" } }]
"#;

fn files() -> Memory {
    Memory::new(&[("tables/table.toml", TABLE), ("panel.toml", CODED)])
}

fn what_if(text: &str) -> Scenario {
    files().with("what-if.toml", format!("extends = \"panel.toml\"\n{text}")).scenario("what-if.toml")
}

fn prior(scenario: &Scenario, member: usize, candidate: usize) -> Prior {
    let model = scenario.model();
    model.prior(member.into(), candidate.into())
}

#[test]
fn rows_give_the_keys_that_an_entry_lacks() {
    let scenario = files().scenario("panel.toml");
    assert_eq!(scenario.class(), Class::PostByConsensus);
    // Of a prior with a named number the others share the rest.
    let silent = Prior::new([0.16, 0.2, 0.16, 0.48]).expect("a prior");
    assert_eq!(prior(&scenario, 2, 0), silent);
    assert_eq!(prior(&scenario, 0, 0), Prior::declared(Stance::Support));
    let shown = scenario.to_toml();
    for text in [
        "withdraws = { half_life = \"10 weeks\", ratio = 10 }",
        "accepts = 0.5",
        "probability = 0.9",
        "redraw = { support = 0.48, accept = 0.16, reserve = 0.2, oppose = 0.16 }",
        "note = ['row \"rival\" of table.toml: another leads', 'row \"denies\" of table.toml: denies']",
        "note = [\"says so\", 'row \"backs\" of table.toml: backs']",
        "reserve = { low = \"2 weeks\", high = \"8 weeks\" }",
        "class = \"post by consensus\"",
    ] {
        assert!(shown.contains(text), "{text}:\n{shown}");
    }
    // What is shown stands on its own.
    let again = Memory::new(&[]).with("again.toml", shown).scenario("again.toml");
    assert_eq!(again.model(), scenario.model());
}

#[test]
fn what_is_common_is_laid_beneath() {
    let scenario = files().scenario("panel.toml");
    let model = scenario.model();
    let ids: Vec<&str> = model.events().iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["ann-withdraws", "bob-on-2031-01-20", "bob-on-2031-02-10"]);
    assert_eq!((model.blocs().len(), model.dynamics().frailty), (1, 0.5));
    // Backers of the one who leads, on the rival: beneath what is known of some.
    assert_eq!(prior(&scenario, 0, 1), Prior::declared(Stance::Oppose));
    assert_eq!(prior(&scenario, 1, 1), Prior::declared(Stance::Support));
    let own = what_if(
        "[dynamics]\nfrailty = 1\n[[event]]\nid = \"bob-on-2031-02-10\"\nprobability = 0.3\n[[bloc]]\ngroup = \"seniors\"\nrho = 0.4\n",
    );
    assert_eq!((own.model().dynamics().frailty, own.model().blocs()[0].rho), (1.0, 0.4));
    assert!(own.to_toml().contains("probability = 0.3\non = 2031-02-10\n"), "{}", own.to_toml());
}

#[test]
fn classes_have_rows_of_their_own() {
    let voted = what_if("[question]\nrule = { more_than = \"50%\" }\n");
    assert_eq!((voted.class(), voted.model().blocs().len()), (Class::PostByVotes, 0));
    assert_eq!(prior(&voted, 2, 0), Prior::declared(Stance::Support));
    // The file may say otherwise than its rule.
    let said = what_if("[coding]\nclass = \"post by votes\"\n");
    assert_eq!((said.class(), prior(&said, 2, 0)), (Class::PostByVotes, Prior::declared(Stance::Support)));
}

#[test]
fn what_ifs_change_rows_tables_and_what_a_table_gives() {
    let row = what_if("[[candidate]]\nid = \"ann\"\nrow = \"denies\"\n");
    assert_eq!(row.to_toml().matches("accepts = 0.5").count(), 2);
    let other = TABLE.replace("accepts = 0.5", "accepts = 0.1");
    let files = files().with("other.toml", other).with("what-if.toml", "extends = \"panel.toml\"\n[coding]\nuse = \"other.toml\"\n");
    assert!(files.scenario("what-if.toml").to_toml().contains("accepts = 0.1"));
    let less = what_if("remove = [\"candidate.bob.withdraws\", \"bloc.seniors\", \"dynamics.frailty\", \"event.bob-on-2031-01-20\"]\n");
    let model = less.model();
    assert_eq!((model.candidates()[1].withdraws, model.blocs().len(), model.dynamics().frailty, model.events().len()), (None, 0, 0.0, 2));
}

#[test]
fn files_can_be_recoded_and_numbers_set() {
    let recoded =
        |recoding: Recoding| load_recoded(&files().with("b.toml", TABLE.replace("0.9", "0.7")), Path::new("panel.toml"), &recoding);
    let other = Recoding { table: Some(PathBuf::from("b.toml")), ..Recoding::default() };
    assert!(recoded(other).expect("it loads").to_toml().contains("probability = 0.7"));
    let numbers = [("doubt", Setting::Fixed(0.5)), ("fade", Setting::Fixed(10.0))].map(|(id, setting)| (id.to_owned(), setting));
    let set = recoded(Recoding { table: None, numbers: numbers.into() }).expect("it loads").to_toml();
    assert!(set.contains("rho = 0.5") && set.contains("reserve = \"10 days\"") && set.contains("reserve = 0.5"), "{set}");
    let range = [("doubt".to_owned(), Setting::Range { low: 0.1, high: 0.9 })];
    let set = recoded(Recoding { table: None, numbers: range.into() }).expect("it loads").to_toml();
    assert!(set.contains("rho = 0.5"), "{set}");
}

#[test]
fn a_file_without_a_table_can_be_given_one() {
    let plain = Memory::new(&[("table.toml", TABLE), ("panel.toml", PANEL)]);
    let table = Recoding { table: Some(PathBuf::from("table.toml")), ..Recoding::default() };
    let scenario = load_recoded(&plain, Path::new("panel.toml"), &table).expect("it loads");
    assert_eq!(scenario.model().dynamics().frailty, 0.5);
}

#[test]
fn tables_say_what_they_hold() {
    let table = load_coding(&files(), Path::new("tables/table.toml")).expect("it loads");
    assert_eq!((table.numbers.len(), table.numbers[1].range, table.numbers[1].is_duration), (2, Some((14.0, 56.0)), true));
    assert_eq!((table.numbers[0].value, table.numbers[0].is_probability), (Some(0.2), true));
    let rows: Vec<(&str, &str, usize)> =
        table.rows.iter().map(|row| (row.block.as_str(), row.row.as_str(), row.classes.len())).take(4).collect();
    assert_eq!(rows, [("candidate", "rival", 0), ("candidate", "denies", 0), ("candidate", "leads", 0), ("stance", "backs", 0)]);
}

/// A table is looked at whether or not anything uses it.
#[test]
fn a_table_by_itself_is_looked_at() {
    let of = |from: &str, to: &str| {
        let errors = load_coding(&Memory::new(&[("t.toml", &TABLE.replace(from, to))]), Path::new("t.toml")).unwrap_err();
        errors.iter().map(|error| error.message.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of("withdraws = {", "withdraw = {"), ["[[candidate]] has no key `withdraw`"]);
    assert_eq!(of("low   = 0.1", "low   = 0.9"), ["the number `doubt` ranges from 0.9 to 0.4"]);
}
