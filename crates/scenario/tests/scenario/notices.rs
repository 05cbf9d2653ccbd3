//! What is right, but may surprise.

use crate::support::{PANEL, panel};

#[test]
fn what_comes_after_the_last_round_is_said() {
    let late = "[[event]]\nid = \"late\"\non = 2031-03-04\n[[event]]\nid = \"later\"\nbetween = [2031-03-05, 2031-04-01]\n";
    let scenario = panel(late).scenario("panel.toml");
    assert_eq!(
        scenario.notices(),
        ["late", "later"].map(|id| format!("the event `{id}` comes after the last possible round on 2031-03-03: it never happens"))
    );
    let longer = panel(&format!("{late}[[event]]\nid = \"talks\"\non = 2031-02-01\neffects = [{{ deadline = 2031-06-01 }}]\n"));
    assert_eq!(longer.scenario("panel.toml").notices(), [""; 0]);
    assert_eq!(panel("[[event]]\nid = \"last\"\non = 2031-03-03\n").scenario("panel.toml").notices(), [""; 0]);
}

#[test]
fn candidates_that_come_too_late_are_named() {
    let keys = "id = \"bob\"\nstatus = \"interested\"\nfrom = 2031-03-04\nenters = { half_life = \"1 week\", from = 2031-04-01 }";
    let text =
        PANEL.replace("id = \"bob\"", keys).replace("id = \"ann\"", "id = \"ann\"\nrole = \"incumbent\"\nconsidered_from = 2031-05-01");
    assert_eq!(
        crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices(),
        [
            "`ann` would be considered from 2031-05-01 on, after the last possible round on 2031-03-03: never",
            "`bob` would come forward by itself from 2031-04-01 on, after the last possible round on 2031-03-03: never",
            "`bob` could be appointed from 2031-03-04 on, after the last possible round on 2031-03-03: never",
        ]
    );
}

#[test]
fn a_rule_that_cannot_hold_is_named() {
    let text = PANEL.replace("rule     = \"consensus\"", "rule     = { at_least = 67 }");
    assert_ne!(text, PANEL);
    let notices = crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices().to_vec();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].starts_with("the rule cannot hold, even with all "), "{notices:?}");
}

/// The notices on the panel with these events.
fn of_events(events: &str) -> Vec<String> {
    panel(events).scenario("panel.toml").notices().to_vec()
}

#[test]
fn who_joins_is_not_there_before() {
    let joins = "[[event]]\nid = \"joins\"\non = 2031-02-01\neffects = [{ join = \"SOU\" }]\n";
    assert_eq!(
        of_events(joins),
        [
            "the event `joins` lets `SOU` join, who is a member from the start: write joining = [\"SOU\"] in [body] if it is not to be there before"
        ]
    );
    let leaves = "[[event]]\nid = \"leaves\"\non = 2031-01-20\neffects = [{ leave = \"SOU\" }]\n";
    assert_eq!(of_events(&format!("{leaves}{joins}")), [""; 0]);
    assert_eq!(of_events(leaves), [""; 0]);
    let absent = |events: &str| {
        let text = PANEL.replace("[body]", "[body]\njoining = [\"SOU\"]");
        crate::support::Memory::default().with("panel.toml", text + events).scenario("panel.toml").notices().to_vec()
    };
    assert_eq!(absent(joins), [""; 0]);
    assert_eq!(absent(leaves), ["the event `leaves` lets `SOU` leave, who never joins"]);
}

#[test]
fn what_no_candidate_can_become_is_not_waited_for() {
    let waits = |word: &str| format!("[[event]]\nid = \"waits\"\nwhen = {{ candidate = \"ann\", becomes = \"{word}\" }}\n");
    for word in ["mentioned", "interested", "presented", "withdrawn", "declined"] {
        let notice = format!("the event `waits` waits for `ann` to be {word}, which nothing here brings about: it never happens");
        assert_eq!(of_events(&waits(word)), [notice]);
    }
    assert_eq!(
        of_events(&waits("appointed")),
        ["the event `waits` waits for `ann` to be appointed, with which a run ends: it never happens"]
    );
    // Its own effect comes after it.
    assert_eq!(of_events(&(waits("withdrawn") + "effects = [{ withdraw = \"ann\" }]\n")).len(), 1);

    let event = |effect: &str| format!("[[event]]\nid = \"acts\"\non = 2031-02-01\neffects = [{{ {effect} = \"ann\" }}]\n");
    assert_eq!(of_events(&(event("withdraw") + &waits("withdrawn"))), [""; 0]);
    assert_eq!(of_events(&(event("present") + &waits("presented"))), [""; 0]);
    let with = |from: &str, to: &str, word: &str| {
        let text = PANEL.replace(from, to) + &waits(word);
        crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices().to_vec()
    };
    let ann = "id = \"ann\"";
    assert_eq!(with(ann, "id = \"ann\"\naccepts = 0.5", "declined"), [""; 0]);
    assert_eq!(with(ann, "id = \"ann\"\nwithdraws = { half_life = \"1 week\" }", "withdrawn"), [""; 0]);
    assert_eq!(with(ann, "id = \"ann\"\nstatus = \"mentioned\"\nenters = { half_life = \"1 week\" }", "presented"), [""; 0]);
    let procedure = |what: &str| format!("procedure = {what}\n[body]");
    for weeds in ["{ soundings = { drop = { below = \"20%\", after = 2 } } }", "{ winnowing = [{ on = 2031-02-01, keep = 1 }] }"] {
        assert_eq!(with("[body]", &procedure(weeds), "withdrawn"), [""; 0]);
    }
}

/// The notices on the panel with another rule, and other stances and more of its own.
fn of_rule(rule: &str, stances: &str, more: &str) -> Vec<String> {
    let (head, _) = PANEL.split_once("[[stance]]").unwrap();
    let text = head.replace("rule     = \"consensus\"", &format!("rule = {rule}")) + stances + more;
    crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices().to_vec()
}

#[test]
fn a_rule_that_abstentions_prevent_is_named() {
    let accept = "[[stance]]\ncandidate = \"*\"\nmembers = \"*\"\ndeclared = \"accept\"\n";
    let some = format!("{accept}[[stance]]\ncandidate = \"*\"\nmembers = [\"NOR\"]\nprior = {{ support = 0.5, oppose = 0.5 }}\n");
    let tail = "who accept abstain and nothing brings them to support, which the rule counts against; unanimity that abstentions do not prevent, such as the European Union's, is `consensus` here";
    assert_eq!(of_rule("\"unanimity\"", accept, ""), [format!("nobody is ever agreed on: 3 {tail}")]);
    assert_eq!(of_rule("\"unanimity\"", &some, ""), [format!("nobody is ever agreed on: 2 {tail}")]);
    assert_eq!(of_rule("{ at_least = 2 }", &some, "").len(), 1);
    let ann = "[[stance]]\ncandidate = \"ann\"\nmembers = \"*\"\ndeclared = \"support\"\n";
    assert_eq!(of_rule("\"unanimity\"", &format!("{accept}{ann}"), ""), [format!("`bob` is never agreed on: 3 {tail}")]);
    // Where it can come about after all, or something else prevents it, nothing is said.
    let against = "[[stance]]\ncandidate = \"*\"\nmembers = [\"NOR\"]\ndeclared = \"oppose\"\n";
    let event = |effect: &str| format!("[[event]]\nid = \"e\"\non = 2031-02-01\neffects = [{effect}]\n");
    assert_eq!(of_rule("\"consensus\"", accept, ""), [""; 0]);
    assert_eq!(of_rule("{ at_least = 1 }", &some, ""), [""; 0]);
    assert_eq!(of_rule("\"unanimity\"", &format!("{accept}{against}"), ""), [""; 0]);
    // Where it takes them to come to support first, that is said.
    let until = "an abstention of any member prevents agreement, and who accepts abstains until it comes to support: on `bob` 3.0 of 3 members are expected to start so; unanimity that abstentions do not prevent, such as the European Union's, is `consensus` here";
    assert_eq!(of_rule("\"unanimity\"", accept, "[dynamics]\naccept = \"2 weeks\"\n"), [until]);
    assert_eq!(of_rule("\"unanimity\"", accept, &event("{ stance = { candidate = \"*\", members = \"*\", raise = 1 } }")), [until]);
    assert_eq!(of_rule("\"unanimity\"", accept, &event("{ rule = \"consensus\" }")), [""; 0]);
}

#[test]
fn a_declared_stance_is_known_to_those_who_counted() {
    let base = format!("{PANEL}[[evidence]]\ncandidate = \"ann\"\nabout = 2\nsd = 1\n");
    let of = |over: &str| {
        let files = crate::support::Memory::default().with("base.toml", base.as_str());
        files.with("over.toml", format!("extends = \"base.toml\"\n{over}")).scenario("over.toml").notices().to_vec()
    };
    let declared =
        |candidate: &str| format!("[[stance]]\ncandidate = \"{candidate}\"\nmembers = [\"NOR\", \"SOU\"]\ndeclared = \"oppose\"\n");
    let notice = "what NOR, SOU declare of `ann` is taken as known to those who counted the evidence on it; for a change of mind write an event on the first day: on = 2031-01-06";
    assert_eq!(of(&declared("ann")), [notice]);
    assert_eq!(of(&declared("*")), [notice]);
    assert_eq!(of(&declared("bob")), [""; 0]);
    let one = of(&declared("ann").replace("\"NOR\", \"SOU\"", "\"NOR\""));
    assert!(one[0].starts_with("what NOR declares of `ann` is taken"), "{one:?}");
    assert_eq!(of(&format!("remove = [\"evidence.ann\"]\n{}", declared("ann"))), [""; 0]);
    // Who states the evidence anew has counted them in.
    assert_eq!(of(&format!("{}[[evidence]]\ncandidate = \"ann\"\nabout = 1\n sd = 1\n", declared("ann"))), [""; 0]);
    let alone = format!("{base}{}", declared("ann"));
    assert_eq!(crate::support::Memory::default().with("base.toml", alone).scenario("base.toml").notices(), [""; 0]);
}

#[test]
fn who_is_stopped_and_moved_all_the_same_is_named() {
    let deal = |members: &str| {
        format!(
            "[[event]]\nid = \"deal\"\non = 2031-02-01\neffects = [{{ stance = {{ candidate = \"ann\", members = {members}, set = \"accept\" }} }}]\n"
        )
    };
    let stop = "[[pace]]\nmembers = [\"NOR\"]\ncandidate = \"ann\"\nfactor = 0\n";
    let of = |more: &str| {
        let text = format!("{PANEL}{more}");
        crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices().to_vec()
    };
    let notice = "`NOR` does not move on `ann` by itself (a factor of 0), but the event `deal` may move it: to keep it there, let an entry with that id name others";
    assert_eq!(of(&format!("{stop}{}", deal("\"*\""))), [notice]);
    // Whom it names alone it means.
    assert_eq!(of(&format!("{stop}{}", deal("[\"NOR\"]"))), [""; 0]);
    assert_eq!(of(&format!("{stop}{}", deal("[\"SOU\"]"))), [""; 0]);
    assert_eq!(of(&deal("\"*\"")), [""; 0]);
    // Nobody is moved by being set to oppose.
    assert_eq!(of(&format!("{stop}{}", deal("\"*\"").replace("accept", "oppose"))), [""; 0]);
}

#[test]
fn abstentions_that_are_likely_are_named() {
    let prior = |numbers: &str| format!("[[stance]]\ncandidate = \"*\"\nmembers = \"*\"\nprior = {{ {numbers} }}\n");
    let half = prior("support = 0.5, accept = 0.4, oppose = 0.1");
    let notice = |who: &str| {
        format!(
            "an abstention of any member prevents agreement, and nothing brings who accepts to support: on `{who}` 1.2 of 3 members are expected to start so; unanimity that abstentions do not prevent, such as the European Union's, is `consensus` here"
        )
    };
    assert_eq!(of_rule("\"unanimity\"", &half, ""), [notice("bob")]);
    // Otherwise where something brings them on; not where it is unlikely, or agreement needs fewer.
    let few = prior("support = 0.9, accept = 0.1");
    assert_eq!(of_rule("\"unanimity\"", &few, ""), [""; 0]);
    let until = notice("bob").replace("nothing brings who accepts to support", "who accepts abstains until it comes to support");
    assert_eq!(of_rule("\"unanimity\"", &half, "[dynamics]\naccept = \"2 weeks\"\n"), [until]);
    assert_eq!(of_rule("{ at_least = 2 }", &half, ""), [""; 0]);
    assert_eq!(of_rule("\"consensus\"", &half, ""), [""; 0]);
}

#[test]
fn what_is_never_held_is_said() {
    let with = |keys: &str| {
        let text = PANEL.replace("rule     = \"consensus\"", &format!("rule = {{ more_than = \"50%\" }}\n{keys}"));
        crate::support::Memory::default().with("panel.toml", text).scenario("panel.toml").notices().to_vec()
    };
    let meeting =
        "the meeting on 2031-04-01 comes after the last possible round on 2031-03-03: members feel its pull, but it is never held";
    assert_eq!(with("meetings = [2031-02-05, 2031-04-01]"), [meeting]);
    // Eight rounds of one ballot, or of two.
    let ballot = "nobody is eliminated after ballot 9: at most 8 ballots are held";
    assert_eq!(with("procedure = { ballots = { eliminate = { after = [3, 9] } } }"), [ballot]);
    assert_eq!(with("procedure = { ballots = { eliminate = { from_ballot = 9 } } }"), [ballot]);
    assert_eq!(with("procedure = { ballots = { per_round = 2, eliminate = { after = [3, 9] } } }"), [""; 0]);
    assert_eq!(with("procedure = { ballots = { eliminate = { after = [3, 8] } } }"), [""; 0]);
}

#[test]
fn events_are_asked_for_in_their_order() {
    let events = |first: &str, second: &str| of_events(&format!("[[event]]\nid = \"a\"\n{first}\n[[event]]\nid = \"b\"\n{second}\n"));
    let requires = "the event `a` requires `b`, which comes later: it never happens";
    let excludes = "the event `a` happens unless `b` has, which comes later: that prevents nothing";
    assert_eq!(events("on = 2031-02-01\nrequires = [\"b\"]", "on = 2031-02-02"), [requires]);
    assert_eq!(events("between = [2031-01-20, 2031-02-01]\nunless = [\"b\"]", "between = [2031-02-02, 2031-02-09]"), [excludes]);
    // Those of one day come in file order.
    assert_eq!(events("on = 2031-02-01\nrequires = [\"b\"]", "on = 2031-02-01"), [requires]);
    assert_eq!(events("on = 2031-02-01", "on = 2031-02-01\nrequires = [\"a\"]"), [""; 0]);
    // Whether one comes before the other may be left to the draw.
    assert_eq!(events("between = [2031-01-20, 2031-02-03]\nrequires = [\"b\"]", "on = 2031-02-02"), [""; 0]);
    assert_eq!(events("when = { deadlock = true }\nrequires = [\"b\"]", "on = 2031-02-02"), [""; 0]);
}
