//! That all faults of a file are said, each once, with the place and the remedy that help; and not too much.

use std::path::Path;
use std::time::{Duration, Instant};

use nemcon_core::{Ballot, Date, MemberId};
use nemcon_scenario::load_body;

use crate::support::{Memory, PANEL, panel, panel_with_rule};

/// The lines that say what is wrong.
fn messages(memory: &Memory) -> Vec<String> {
    let errors = memory.load("panel.toml").expect_err("it is wrong");
    errors.iter().map(|error| error.message.clone()).collect()
}

fn changed(from: &str, to: &str) -> Memory {
    assert!(PANEL.contains(from), "{from}");
    Memory::new(&[]).with("panel.toml", PANEL.replace(from, to))
}

/// A fault of one table hides none of another.
#[test]
fn a_fault_hides_no_other() {
    let others = "[dynamics]\nfrailty = -1\n[[bloc]]\ngroup = \"seniors\"\nrho = 2\n[[evidence]]\ncandidate = \"ann\"\nexactly = 40\n\
                  [[candidate]]\nid = \"cy d\"\n";
    let alone = messages(&panel(others));
    assert_eq!(alone.len(), 4, "{alone:#?}");
    for (right, wrong) in [
        ("cadence  = \"1 week\"", "cadence = \"fortnightly\""),
        ("as_of    = 2031-01-06", "as_of = \"soon\""),
        ("deadline = 2031-03-03\n", ""),
        ("kind     = \"appointment\"", "kind = \"choice\""),
        ("rule     = \"consensus\"", "rule = { more_than = \"150%\" }"),
        ("id      = \"NOR\"", "id = \"NOR\"\nnam = \"North\""),
        ("weights = { shares = \"per cent\" }", "weights = { shares = \"per cent\" }\nnam = \"Panel\""),
        ("schema = 1", ""),
    ] {
        let both = messages(&Memory::new(&[]).with("panel.toml", PANEL.replace(right, wrong) + others));
        let missing: Vec<_> = alone.iter().filter(|message| !both.contains(message)).collect();
        assert!(missing.is_empty(), "{wrong} hides {missing:#?}");
        assert_eq!(both.len(), alone.len() + 1, "{wrong}: {both:#?}");
    }
}

/// What only follows from a fault is none.
#[test]
fn one_fault_is_one_error() {
    let rule = |text: &str| text.replace("\"consensus\"", "{ more_than = \"50%\", weight = \"shares\" }");
    for (right, wrong) in [("weights = { shares = 40 }", "weights = { shares = \"40,0\" }"), ("weights = { shares = 40 }", "weights = 40")]
    {
        let text = rule(PANEL).replace(right, wrong);
        assert_eq!(messages(&Memory::new(&[]).with("panel.toml", text)).len(), 1, "{wrong}");
    }
    let body = "schema = 1\nrule = { more_than = \"50%\", weight = \"w\" }\nweights = { w = \"votes\" }\n[[member]]\nid = \"A\"\nweights = { w = \"3\" }\n";
    let errors = load_body(&Memory::new(&[("b.toml", body)]), Path::new("b.toml"), None).unwrap_err();
    assert_eq!(errors.iter().count(), 1, "{errors}");
}

/// All are counted, and the first hundred shown, each within 2 kB, whatever is written.
#[test]
fn errors_are_bounded_and_truly_counted() {
    let start = Instant::now();
    let long = "x".repeat(60);
    let members = (0..3000).fold(String::new(), |text, at| text + &format!("[[member]]\nid = \"{long}{at}\"\n"));
    let unknown =
        (0..9000).fold(String::new(), |text, at| text + &format!("[[pace]]\nmembers = [\"y{}{at}\"]\nfactor = 2\n", &long[1..50]));
    let text = PANEL.to_owned() + &members + &unknown;
    let errors = Memory::new(&[]).with("panel.toml", text).load("panel.toml").unwrap_err().to_string();
    assert!(errors.ends_with("and 8900 more errors"), "{}", &errors[errors.len() - 40..]);
    let many = PANEL.to_owned() + &"[[pace]]\nfactr = 1\n".repeat(9000);
    let errors = Memory::new(&[]).with("panel.toml", many).load("panel.toml").unwrap_err().to_string();
    assert!(errors.ends_with("and 8900 more errors"), "{}", &errors[errors.len() - 40..]);
    // A line of five megabytes, with names of a megabyte.
    let name = "é".repeat(500_000);
    let text = format!("{PANEL}[[pace]]\nmembers = [{}]\nfactor = 2\n", vec![format!("\"{name}\""); 5].join(", "));
    let errors = Memory::new(&[]).with("panel.toml", text).load("panel.toml").unwrap_err().to_string();
    assert!(errors.len() < 5 * 2000, "{} bytes", errors.len());
    assert!(start.elapsed() < Duration::from_mins(1), "{:?}", start.elapsed());
}

#[test]
fn a_part_of_a_long_line_has_its_true_column() {
    let text = format!("{PANEL}[[pace]]\nmembers = [{}\"ZZZ\"]\nfactor = 2\n", "\"NOR\", ".repeat(1000));
    let said = Memory::new(&[]).with("panel.toml", text).refusal("panel.toml");
    assert!(said.contains(&format!(":{}", "members = [".len() + 7000 + 1)) && said.contains("\"ZZZ\"]"), "{said}");
}

#[test]
fn what_is_refused_says_why() {
    for (memory, message, help) in [
        (changed("id      = \"SOU\"", "id = \"So uth\""), "\"So uth\" is not an id: it has a space", "a name in full goes into `name`"),
        (changed("id      = \"SOU\"", "id = \"Süd\""), "\"Süd\" is not an id: it has 'ü'", "a name in full goes into `name`"),
        (changed("id      = \"SOU\"", "id = \"-S\""), "\"-S\" is not an id: it begins with '-'", "a name in full goes into `name`"),
        (changed("id      = \"SOU\"", "id = \"\""), "\"\" is not an id: it is empty", "a name in full goes into `name`"),
        (changed("id      = \"SOU\"", "id = \"NOR\""), "a second member \"NOR\"", "the first is on line 17"),
        (
            panel_with_rule("{ at_least = \"50%\", ballots = [\"for\", \"against\"] }"),
            "a rule cannot count {",
            "a quorum of participation is not monotone: who votes against, instead of staying away, can help to reach it",
        ),
        (panel_with_rule("{ at_most = 2 }"), "this rule is not monotone", "with more support it must never fail"),
        (panel("[dynamics]\nreserve = never\n"), "never is not a value", "leave the key out: without it, that never happens"),
        (panel("[dynamics]\nreserve = \"never\"\n"), "\"never\" is not a duration", "leave the key out: without it, that never happens"),
        (panel("[dynamics]\nreserve = \"1,5 weeks\"\n"), "\"1,5 weeks\" is not a duration", "a decimal point is a point: \"1.5 weeks\""),
        (panel("[dynamics]\nfrailty = \"0,5\"\n"), "`frailty` is text", "with a point: 0.5"),
        (
            panel_with_rule("{ fewer_than = 2, ballots = [\"abstain\"] }"),
            "a rule cannot count {abstain}",
            "any other count is not monotone",
        ),
        (panel_with_rule("{ at_least = \"50%\", of = \"present\" }"), "`of` cannot be \"present\"", "did you mean \"all\"?"),
        (
            panel("[[candidate]]\nid = \"cay\"\nname = \"Cay Moss\"\n[[pace]]\ncandidate = [\"cay moss\"]\nfactor = 2\n"),
            "there is no candidate `cay moss`",
            "candidates are named by id: write \"cay\"",
        ),
        (panel("[dynamics]\nfrailty = 0,25\n"), "this line goes on after its end", "a decimal point is a point"),
        (panel_with_rule("{ more_than = 66,7 }"), "a comma within a number", "a decimal point is a point"),
        (changed("support = 0.4, accept", "support = 0,4, accept"), "a comma within a number", "a decimal point is a point"),
        (
            panel("[[event]]\nid = \"e\"\non = 2031-02-01\nwhen = { event = \"f\" }\n"),
            "the event `e` has several triggers",
            "what must hold on the day stands in `requires`",
        ),
        (
            panel("[outcome]\nresult = \"ann\"\non = 2031-01-05\n"),
            "it ended on 2031-01-05, before 2031-01-06",
            "a case is cut before its end",
        ),
        (
            changed("id      = \"SOU\"", "id = \"SOU\"\nsince = 2031-02-01\nuntil = 2031-01-01"),
            "`SOU` is a member until 2031-01-01, but only since 2031-02-01",
            "`until` is the first day on which it is no member any more",
        ),
        (
            changed("id      = \"SOU\"", "id = \"SOU\"\nuntil = 2020-01-01\n[[member]]\nid = \"SOU\"\nsince = 2019-06-01"),
            "two memberships of `SOU` overlap",
            "the first is on line 27",
        ),
    ] {
        let errors = memory.load("panel.toml").expect_err(message);
        let found = errors.iter().find(|error| error.message.contains(message));
        let found = found.unwrap_or_else(|| panic!("{message}: {errors}"));
        assert!(found.help.as_deref().is_some_and(|said| said.contains(help)), "{help}: {found:?}");
    }
    let json = "{\"schema\": 1, \"dynamics\": {\"frailty\": 0,25}}";
    let errors = Memory::new(&[("a.json", json)]).load("a.json").unwrap_err();
    assert_eq!(errors.iter().next().map(|error| error.message.as_str()), Some("a comma within a number"));
}

/// A report that cannot be is shown at its number.
#[test]
fn a_count_is_shown_at_its_number() {
    let said = panel("[[evidence]]\ncandidate = \"ann\"\nexactly = 40\n").refusal("panel.toml");
    assert!(said.contains("| exactly = 40\n   |           ^^"), "{said}");
}

/// What `remove` takes from the rule of a base is shown where it is taken.
#[test]
fn what_a_removal_empties_is_shown_at_the_removal() {
    let memory = panel_with_rule("{ veto = [\"NOR\"] }").with("if.toml", "extends = \"panel.toml\"\nremove = [\"member.NOR\"]\n");
    let said = memory.refusal("if.toml");
    assert!(said.contains("this selects nobody\n --> if.toml:2:11"), "{said}");
}

/// Somebody who left and came back has two entries, and is meant by either.
#[test]
fn a_member_that_came_back_is_one() {
    let again = PANEL.replace("id      = \"SOU\"", "id = \"SOU\"\nuntil = 2020-01-01\n[[member]]\nid = \"SOU\"\nsince = 2025-01-01")
        + "[[pace]]\nmembers = [\"SOU\"]\nfactor = 2\n[[influence]]\nof = \"SOU\"\non = [\"NOR\"]\nfactor = 2\n";
    let model = Memory::new(&[]).with("panel.toml", again).scenario("panel.toml").model().clone();
    assert_eq!((model.body().len(), model.paces()[0].members.len()), (3, 1));
}

/// Members are named by id, by name, and countries by their codes of two letters.
#[test]
fn members_are_called_by_their_names() {
    let named = PANEL
        .replace("id      = \"NOR\"", "id = \"NOR\"\nname = \"Norway\"")
        .replace("id      = \"SOU\"", "id = \"HUN\"\nname = \"Hungary\"");
    let with = |members: &str| Memory::new(&[]).with("panel.toml", format!("{named}[[pace]]\nmembers = {members}\nfactor = 2\n"));
    for (members, indices) in
        [("[\"Hungary\"]", vec![2]), ("[\"hungary\", \"NO\"]", vec![0, 2]), ("[\"HU\"]", vec![2]), ("[\"*\", \"!Norway\"]", vec![1, 2])]
    {
        let model = with(members).scenario("panel.toml").model().clone();
        assert_eq!(model.paces()[0].members.iter().map(MemberId::index).collect::<Vec<_>>(), indices, "{members}");
    }
    assert!(with("[\"Hungray\"]").refusal("panel.toml").contains("did you mean `Hungary`?"));
    // Removed by id, the member is gone by its names, too.
    let base = with("[\"Hungary\", \"NO\"]").with("if.toml", "extends = \"panel.toml\"\nremove = [\"member.HUN\"]\n");
    assert_eq!(base.scenario("if.toml").model().paces()[0].members.len(), 1);
}

/// Of weights with decimals a bound below one is a number, and more than half of the capital is less.
#[test]
fn shares_of_a_capital_have_bounds_below_one() {
    let capital = PANEL
        .replace("shares = 40 ", "shares = 0.30 ")
        .replace("shares = 30.5", "shares = 0.20")
        .replace("shares = 29.5", "shares = 0.15")
        .replace("\"consensus\"", "{ more_than = 0.5, weight = \"shares\" }");
    let model = Memory::new(&[]).with("panel.toml", capital).scenario("panel.toml").model().clone();
    let passes = |for_it: [bool; 3]| {
        let ballots = for_it.map(|yes| if yes { Ballot::For } else { Ballot::Against });
        model.question().rule.passes(model.body(), model.present(), &ballots)
    };
    // 0.50 of 0.65 is not more than 0.5, though it is more than half.
    assert_eq!([passes([true, true, false]), passes([true, true, true])], [false, true]);
    assert!(panel_with_rule("{ more_than = 0.5 }").refusal("panel.toml").contains("to mean a fraction"));
}

#[test]
fn a_body_has_a_day_of_its_own() {
    let body = "schema = 1\nname = \"Union\"\nas_of = 2020-01-31\n[[member]]\nid = \"A\"\n[[member]]\nid = \"B\"\nuntil = 2020-02-01\n\
                [[member]]\nid = \"C\"\nsince = 2021-01-01\n";
    let load = |text: &str, day: Option<Date>| {
        let found = load_body(&Memory::new(&[("b.toml", text)]), Path::new("b.toml"), day).unwrap_or_else(|errors| panic!("{errors}"));
        (found.body.members.iter().map(|member| member.id.as_str()).collect::<String>(), found.notices)
    };
    let note = |who: &str, why: &str| vec![format!("left out by their dates: {who}; {why}, and --as-of takes the body of another day")];
    assert_eq!(load(body, None), ("AB".to_owned(), note("C (since 2021-01-01)", "the file is as of 2020-01-31")));
    assert_eq!(load(body, Some(Date::constant(2021, 1, 1))), ("AC".to_owned(), vec![]));
    let bare = body.replace("as_of = 2020-01-31\n", "");
    assert_eq!(load(&bare, None), ("AC".to_owned(), note("B (until 2020-02-01)", "whoever has an `until` has left")));
}

/// A weight that is not declared is one fault, however many members have it.
#[test]
fn a_weight_that_is_not_declared_is_said_once() {
    let all = messages(&changed("weights = { shares = \"per cent\" }", ""));
    assert_eq!(all, ["the body has no weight `shares`, which 3 members have"]);
}

/// A base that loses all its members is wrong where they are removed.
#[test]
fn a_body_without_members_is_shown_where_they_are_removed() {
    let remove = "extends = \"panel.toml\"\nremove = [\"member.NOR\", \"member.EAS\", \"member.SOU\"]\n";
    let said = panel("").with("nobody.toml", remove).refusal("nobody.toml");
    assert!(said.contains("error: the body has no members\n --> nobody.toml:2:"), "{said}");
}

/// In a table of members the words are those of tables.
#[test]
fn a_table_of_members_is_told_in_its_own_words() {
    let of = |text: &str| {
        let errors = load_body(&Memory::new(&[("b.csv", text)]), Path::new("b.csv"), None).unwrap_err();
        errors.iter().map(|error| (error.message.clone(), error.help.clone().unwrap_or_default())).collect::<Vec<_>>()
    };
    let pair = |message: &str, help: &str| vec![(message.to_owned(), help.to_owned())];
    assert_eq!(of("id,w\nA,2\n,3\n"), pair("a member without an id", "every row has an id, in the column `id`"));
    assert_eq!(of("id;w\nA;2\nB;3,5\n"), pair("`w` is text", "it must be a number, with a point: 3.5"));
    let unknown = "the column \"nmae\" is none that there is, and no weight: it has no numbers";
    assert_eq!(of("id,nmae\nA,Alpha\nB,Beta\n"), pair(unknown, "did you mean `name`?"));
    let help = "a cell with `,` in it stands in double quotes; a decimal point is a point";
    assert_eq!(of("id,w\nA,2\nB,3,5\n"), pair("this row has 3 cells, and the table 2 columns", help));
}

/// What follows from a slip, or is another view of it, is not said.
#[test]
fn one_slip_is_one_error() {
    let with = |right: &str, wrong: &str, more: &str| {
        let text = PANEL.replace(right, wrong) + more;
        Memory::new(&[]).with("panel.toml", text)
    };
    let event = "[[event]]\nid = \"e\"\non = 2031-02-01\n";
    for (memory, only) in [
        (changed("title  = \"Who chairs the panel?\"", "title = 7"), "`title` is a number"),
        (changed("[question]", "[[question]]"), "`question` is a list"),
        (changed("kind     =", "knd ="), "[question] has no key `knd`"),
        (with("id = \"ann\"", "id = 7", "[[pace]]\ncandidate = [\"ann\"]\nfactor = 2\n"), "`id` is a number"),
        (with("[\"seniors\", \"coast\"]", "\"coast\"", "[[pace]]\nmembers = [\"coast\"]\nfactor = 2\n"), "`groups` is text"),
        (changed("{ shares = \"per cent\" }", "\"shares\""), "`weights` is text"),
        (panel("[[evidence]]\ncandidate = \"ann\"\nabout = \"1\"\nsd = 1\n"), "`about` is text"),
        (panel("[[event]]\nid = \"e\"\nwhen = 7\nafter = \"1 week\"\n"), "`when` is a number"),
        (
            panel(&format!("{event}outcomes = [{{ id = \"a\", probability = 1.5 }}, {{ id = \"b\", probability = 0.4 }}]\n")),
            "the probability of the outcome is 1.5",
        ),
    ] {
        let errors = memory.load("panel.toml").expect_err(only);
        let all: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
        assert!(matches!(all[..], [one] if one.contains(only)), "{only}: {all:#?}");
    }
}

/// What is wrong within an entry, or a value, hides nothing else of it.
#[test]
fn a_fault_hides_none_beside_it() {
    let event = "[[event]]\nid = \"e\"\non = 2031-02-01\n";
    for (more, both) in [
        (format!("{event}efects = []\nprobability = 7\n"), ["no key `efects`", "probability of the event is 7"]),
        (
            format!("{event}probability = 1.5\neffects = [{{ withdraw = \"zoe\" }}]\n"),
            ["no candidate `zoe`", "probability of the event is 1.5"],
        ),
        (format!("{event}effects = [{{ withdraw = \"zoe\" }}, {{ leave = 7 }}]\n"), ["no candidate `zoe`", "`leave` is a number"]),
        ("[dynamics]\nfrailty = -1\nbandwagon = { weight = \"seats\" }\n".to_owned(), ["no weight `seats`", "frailty is -1"]),
        ("[[cleavage]]\nid = \"c\"\nrho = -1\nsides = [[\"ann\"], []]\n".to_owned(), ["selects no candidate", "the correlation is -1"]),
        ("[outcome]\nresult = \"zoe\"\non = 2030-01-01\n".to_owned(), ["cannot end in `zoe`", "before 2031-01-06"]),
    ] {
        let all = messages(&panel(&more));
        assert!(all.len() == 2 && both.iter().all(|part| all.iter().any(|said| said.contains(part))), "{both:?}: {all:#?}");
    }
}

/// The steps of a winnowing come one after the other, and keep ever fewer.
#[test]
fn the_steps_of_a_winnowing_are_in_order() {
    let of = |cuts: &str| {
        let memory = changed("rule     = \"consensus\"", &format!("rule = \"consensus\"\nprocedure = {{ winnowing = [{cuts}] }}"));
        memory
            .load("panel.toml")
            .err()
            .map(|errors| errors.iter().map(|error| error.message.clone()).collect::<Vec<_>>())
            .unwrap_or_default()
    };
    assert!(of("{ on = 2031-02-01, keep = 2 }, { on = 2031-02-08, keep = 2 }").is_empty());
    assert_eq!(of("{ on = 2031-01-06, keep = 2 }"), ["the winnowing on 2031-01-06 does not come after 2031-01-06"]);
    assert_eq!(
        of("{ on = 2031-02-08, keep = 1 }, { on = 2031-02-01, keep = 2 }"),
        ["the winnowing on 2031-02-01 does not come after 2031-02-08", "2 are kept after 1 were"]
    );
}
