//! What a scenario assumes, and what is shown of its files.

use std::path::Path;

use nemcon_core::Date;
use nemcon_scenario::{Assumption, Standing, load_body};

use crate::support::Memory;

const TABLE: &str = r#"schema = 1

[[number]]
id    = "doubt"
of    = "probability"
value = 0.2
note  = "judgement: one in five"

[[number]]
id     = "doubt"
class  = "consensus"
of     = "probability"
value  = 0.3
source = "counted"

[[stance]]
row   = "silent"
title = "silent"
prior = { support = 0.8, reserve = "{doubt}" }
note  = "nothing is known"

[[common]]
id       = "moves"
title    = "how stances move"
dynamics = { reserve = "3 weeks" }
note     = "as fast as anywhere"
"#;

const BASE: &str = r#"# The panel,
# in short.

schema = 1
title  = "Who chairs the panel?"  # A question.

[coding]
use = "table.toml"

# When it is decided.
[question]
kind     = "appointment"
as_of    = 2031-01-06
deadline = 2031-03-03
cadence  = "1 week"
other    = { half_life = "20 weeks" }
rule     = "consensus"

[[member]]
id = "NOR"

[[member]]
id = "SOU"  # Since the reform.

[[candidate]]
id      = "ann"
accepts = 0.9
source  = "said so"

[[stance]]
candidate = "*"
members   = "*"
row       = "silent"

# Hardly anybody else.

# Not even here.
[[stance]]
candidate = "ann"
members   = ["SOU"]
declared  = "support"
note      = ["in public", "twice"]

[dynamics]
accept = { low = "1 week", high = "9 weeks" }
"#;

fn files() -> Memory {
    Memory::new(&[("table.toml", TABLE), ("base.toml", BASE)])
}

fn named<'a>(assumptions: &'a [Assumption], text: &str) -> &'a Assumption {
    assumptions.iter().find(|assumption| assumption.text == text).unwrap_or_else(|| panic!("{text} of {assumptions:#?}"))
}

#[test]
fn assumptions_have_a_value_a_source_and_a_place() {
    let assumptions = files().scenario("base.toml").assumptions();
    let order: Vec<&str> = assumptions.iter().map(|assumption| assumption.text.as_str()).collect();
    assert_eq!(
        order,
        ["question: other", "candidate ann: accepts", "stance 1: * on *", "stance 2: SOU on ann", "dynamics: accept", "dynamics: reserve"]
    );

    let accepts = named(&assumptions, "candidate ann: accepts");
    assert_eq!((accepts.block, accepts.value.as_str(), accepts.is_judgement()), ("candidate", "0.9", false));
    assert_eq!(
        (accepts.entry_sources.as_slice(), accepts.file.as_path(), accepts.line),
        (&["said so".to_owned()][..], Path::new("base.toml"), 27)
    );

    let declared = named(&assumptions, "stance 2: SOU on ann");
    assert_eq!(declared.value, "candidate = \"ann\", members = [\"SOU\"], declared = \"support\"");
    assert_eq!((declared.notes.len(), declared.is_judgement(), declared.line), (2, true, 38));
    assert!(declared.coded.is_empty());

    let other = named(&assumptions, "question: other");
    assert_eq!((other.value.as_str(), other.line), ("half_life = \"20 weeks\"", 16));
    let accept = named(&assumptions, "dynamics: accept");
    assert_eq!((accept.value.as_str(), accept.line), ("low = \"1 week\", high = \"9 weeks\"", 45));
}

#[test]
fn what_a_coding_table_gives_names_its_rows_and_numbers() {
    let assumptions = files().scenario("base.toml").assumptions();
    let silent = named(&assumptions, "stance 1: * on *");
    assert!(silent.value.ends_with("prior = { support = 0.7, reserve = 0.3 }"), "{}", silent.value);
    let coded: Vec<_> =
        silent.coded.iter().map(|coded| (coded.name.as_str(), coded.line, coded.notes.len(), coded.sources.len())).collect();
    // The number for the class of the file, which has a source: so the assumption has one.
    assert_eq!(coded, [("row silent", 16, 1, 0), ("number doubt", 9, 0, 1)]);
    assert!(silent.coded.iter().all(|coded| coded.file == Path::new("table.toml")));
    assert!(!silent.is_judgement() && silent.sources.is_empty());

    let reserve = named(&assumptions, "dynamics: reserve");
    assert_eq!((reserve.file.as_path(), reserve.value.as_str()), (Path::new("table.toml"), "\"3 weeks\""));
    assert_eq!(reserve.coded.iter().map(|coded| coded.name.as_str()).collect::<Vec<_>>(), ["common moves"]);
    assert_eq!(reserve.coded[0].notes, ["as fast as anywhere"]);

    let unsourced: Vec<String> = files().scenario("base.toml").unsourced().iter().map(ToString::to_string).collect();
    assert_eq!(unsourced, ["question: other", "stance 2: SOU on ann", "dynamics: accept", "dynamics: reserve"]);
}

#[test]
fn comments_stay_where_what_they_are_about_does() {
    let what_if = "#:schema ./nemcon.schema.json\n# What if SOU stays away?\nextends = \"base.toml\"\n\n[[candidate]]\nid = \"ann\"\naccepts = 0.5  # Less sure.\n";
    let shown = files().with("what-if.toml", what_if).scenario("what-if.toml").to_commented_toml();
    let head = "# what-if.toml\n# What if SOU stays away?\n\n# base.toml\n# The panel,\n# in short.\n\n# table.toml\n\nschema = 1\n";
    assert!(shown.starts_with(head), "{shown}");
    for part in [
        "title = \"Who chairs the panel?\"  # A question.\n",
        "\n# When it is decided.\n[question]\n",
        "accepts = 0.5  # Less sure.\n",
        "\n# Hardly anybody else.\n\n# Not even here.\n[[stance]]\n",
    ] {
        assert!(shown.contains(part), "{part}\n{shown}");
    }
    assert!(shown.ends_with("[[member]]\nid = \"SOU\"  # Since the reform.\n"), "{shown}");
    assert!(!shown.contains("#:schema"));
    let again = files().with("shown.toml", shown.clone()).scenario("shown.toml").to_commented_toml();
    assert_eq!(again, shown);
}

#[test]
fn a_comment_cannot_steer_a_terminal() {
    let shown = files().with("what-if.toml", "extends = \"base.toml\"\nrun = { runs = 10 } # \u{9b}31m\n").scenario("what-if.toml");
    assert!(shown.to_commented_toml().contains("# \\u{9b}31m\n"), "{}", shown.to_commented_toml());
}

#[test]
fn everybody_who_is_listed_is_on_the_roll() {
    let body = "schema = 1\nas_of = 2020-01-01\nweights = { people = \"millions\" }\n[[member]]\nid = \"A\"\nname = \"Aland\"\ngroups = [\"old\"]\nweights = { people = 1.50 }\nuntil = 2019-05-01\n[[member]]\nid = \"B\"\nsince = 2000-01-01\n";
    let files = Memory::new(&[("body.toml", body)]);
    let of = |as_of| load_body(&files, Path::new("body.toml"), as_of).expect("it is right").roll;
    let roll = of(None);
    assert_eq!(
        (roll.as_of, roll.weights.as_slice()),
        (Some(Date::constant(2020, 1, 1)), &[("people".to_owned(), "millions".to_owned())][..])
    );
    let [a, b] = roll.members.as_slice() else { panic!("two members") };
    assert_eq!(
        (a.id.as_str(), a.name.as_str(), a.groups.as_slice(), a.standing),
        ("A", "Aland", &["old".to_owned()][..], Standing::LeftOut)
    );
    assert_eq!((a.weights.as_slice(), a.until), (&[("people".to_owned(), "1.50".to_owned())][..], Some(Date::constant(2019, 5, 1))));
    assert_eq!((b.name.as_str(), b.since, b.standing), ("B", Some(Date::constant(2000, 1, 1)), Standing::Present));
    assert_eq!(of(Some(Date::constant(2010, 1, 1))).members[0].standing, Standing::Present);

    let joins = "extends = \"base.toml\"\nbody = { joining = [\"SOU\"] }\n[[event]]\nid = \"summit\"\non = 2031-02-01\neffects = [{ join = \"SOU\" }]\n";
    let scenario = self::files().with("what-if.toml", joins).scenario("what-if.toml");
    let standings: Vec<Standing> = scenario.roll().members.iter().map(|member| member.standing).collect();
    assert_eq!(
        (standings.as_slice(), scenario.roll().as_of),
        (&[Standing::Present, Standing::Joining][..], Some(Date::constant(2031, 1, 6)))
    );
}

/// A source of an entry is for the values that it names, and for none of the others; one that names none may be for any.
#[test]
fn sources_are_for_what_they_name() {
    let with = |sources: &str| {
        let base = BASE.replace("source  = \"said so\"", &format!("withdraws = {{ half_life = \"9 weeks\" }}\nsource = {sources}"));
        let assumptions = Memory::new(&[("table.toml", TABLE), ("base.toml", &base)]).scenario("base.toml").assumptions();
        let of = |text: &str| {
            let found = named(&assumptions, text);
            (found.sources.len(), found.entry_sources.len(), found.is_judgement())
        };
        [of("candidate ann: accepts"), of("candidate ann: withdraws")]
    };
    assert_eq!(with(r#"["accepts: she said so"]"#), [(1, 0, false), (0, 0, true)]);
    assert_eq!(with(r#"["accepts, withdraws: she said so", "id (as listed): on the ballot"]"#), [(1, 0, false), (1, 0, false)]);
    assert_eq!(with(r#"["judgement: withdraws: a guess", "an interview: of May"]"#), [(0, 1, false), (1, 1, false)]);
    assert_eq!(with(r#"["she stands"]"#), [(0, 1, false), (0, 1, false)]);
}
