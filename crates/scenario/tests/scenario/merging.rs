//! What-if files.

use std::path::Path;

use nemcon_core::{Condition, Count, Date, Delay, Edge, Effect, Event, MemberId, Model, Probability, Quantity, Stance, Status, Trigger};
use nemcon_scenario::{Scenario, load_over};

use crate::support::{Memory, PANEL};

/// What the panel's what-if files have to change.
const MORE: &str = r#"
[[candidate]]
id     = "cyd"
status = "interested"
enters = { half_life = "3 weeks" }

[[stance]]
candidate = ["ann", "cyd"]
members   = ["EAS", "SOU"]
declared  = "accept"

[[stance]]
candidate = "cyd"
members   = ["EAS"]
declared  = "support"

[[bloc]]
group = "coast"
rho   = 0.2

[[bloc]]
group = "seniors"
rho   = 0.3

[[evidence]]
candidate = "cyd"
at_least  = 1

[dynamics]
reserve   = { low = "2 weeks", high = "6 weeks" }
bandwagon = { ratio = 4, at = 0.6 }
frailty   = 0.5

[[pace]]
members = ["SOU", "NOR"]
factor  = 2

[[influence]]
of     = "NOR"
on     = ["SOU"]
factor = 2

[[event]]
id      = "leaves"
on      = 2031-02-01
effects = [{ leave = "NOR" }, { leave = "EAS" }, { stance = { candidate = "cyd", members = ["NOR"], set = "oppose" } }]

[[event]]
id   = "joins"
when = { candidate = "cyd", becomes = "presented" }

[[event]]
id       = "after"
on       = 2031-02-20
requires = ["joins"]

[[event]]
id       = "split"
when     = { event = "leaves" }
outcomes = [
  { id = "well", probability = 0.5, effects = [{ withdraw = "cyd" }, { rule = { any = [{ veto = ["NOR"] }, "unanimity"] } }] },
  { id = "badly", probability = 0.5, effects = [] },
]

[run]
runs = 1000
seed = 7

[outcome]
result = "ann"
"#;

fn variant(over: &str) -> Scenario {
    let scenario = files(over).scenario("over.toml");
    let again = Memory::default().with("shown.toml", scenario.to_toml()).scenario("shown.toml");
    assert_eq!(again.model(), scenario.model());
    scenario
}

fn files(over: &str) -> Memory {
    Memory::default().with("base.toml", format!("{PANEL}{MORE}")).with("over.toml", format!("extends = \"base.toml\"\n{over}"))
}

fn ids<'a>(model: &'a Model, list: &str) -> Vec<&'a str> {
    match list {
        "member" => model.body().members.iter().map(|member| member.id.as_str()).collect(),
        "candidate" => model.candidates().iter().map(|candidate| candidate.id.as_str()).collect(),
        _ => model.events().iter().map(|event| event.id.as_str()).collect(),
    }
}

#[test]
fn a_file_that_adds_nothing_changes_nothing() {
    let scenario = variant("");
    let base = files("").scenario("base.toml");
    assert_eq!(scenario.model(), base.model());
    assert_eq!((scenario.runs(), scenario.seed()), (1000, 7));
    assert!(base.outcome().is_some() && scenario.outcome().is_none(), "how it ended is not inherited");
}

#[test]
fn tables_merge_key_by_key_and_values_replace() {
    let scenario = variant(
        "title = \"Other\"\n[question]\ncadence = \"2 weeks\"\n[dynamics]\nbandwagon = { ratio = 2 }\naccept = \"1 week\"\n[run]\nseed = 9",
    );
    let model = scenario.model();
    assert_eq!((model.title(), model.question().post.as_str()), ("Other", "chair"));
    assert_eq!((model.question().cadence.map(|cadence| cadence.days), model.question().deadline), (Some(14), Date::constant(2031, 3, 3)));
    assert_eq!((model.dynamics().bandwagon.ratio, model.dynamics().bandwagon.at), (Quantity::Fixed(2.0), 0.5));
    assert_eq!(model.dynamics().half_lives[Edge::Accept as usize], Some(Quantity::Fixed(7.0)));
    assert_eq!(model.dynamics().half_lives[Edge::Reserve as usize], Some(Quantity::Range { low: 14.0, high: 42.0 }));
    assert_eq!((scenario.runs(), scenario.seed()), (1000, 9));
}

#[test]
fn namesakes_are_laid_over_in_place() {
    let over = r#"
[[candidate]]
id   = "ann"
name = "Ann"

[[candidate]]
id = "dee"

[[event]]
id      = "joins"
on      = 2031-02-10
effects = [{ present = "dee" }]

[[evidence]]
candidate = "cyd"
exactly   = 1

[[bloc]]
group = "coast"
rho   = 0.1

[[stance]]
candidate = "dee"
members   = "*"
declared  = "reserve"

[[stance]]
candidate = "*"
members   = ["NOR"]
declared  = "oppose"

[[pace]]
factor = 3
"#;
    let scenario = variant(over);
    let model = scenario.model();
    assert_eq!(ids(model, "candidate"), ["ann", "bob", "cyd", "dee"]);
    assert_eq!(ids(model, "event"), ["leaves", "joins", "after", "split"]);
    assert_eq!((model.evidence().len(), model.blocs().len(), model.paces().len()), (1, 2, 2));
    assert_eq!(model.blocs()[0].rho, 0.1);
    assert_eq!(model.evidence()[0].reports[0].count, Count::exactly(1));
    assert_eq!(model.events()[1].trigger, Trigger::On(Date::constant(2031, 2, 10)));
    assert_eq!(model.events()[1].outcomes[0].effects, [Effect::Present(3.into())]);
    let oppose = |member, candidate| model.prior(member, candidate).probability(Stance::Oppose);
    assert_eq!([oppose(0.into(), 0.into()), oppose(0.into(), 3.into()), oppose(1.into(), 3.into())], [1.0, 1.0, 0.0]);
}

#[test]
fn an_entry_changes_the_keys_that_it_has() {
    let scenario =
        variant("[[candidate]]\nid = \"cyd\"\naccepts = { low = 0.2, high = 0.9 }\n[[member]]\nid = \"NOR\"\nname = \"North\"\n");
    let cyd = &scenario.model().candidates()[2];
    assert_eq!((cyd.status, cyd.enters.is_some(), cyd.accepts), (Status::Interested, true, Probability::Range { low: 0.2, high: 0.9 }));
    let nor = &scenario.model().body().members[0];
    assert_eq!((nor.name.as_str(), nor.groups.len(), scenario.model().body().weights[0].scaled(0.into())), ("North", 2, Some(400)));
}

/// The event `split` of the base, changed by some keys.
fn split(keys: &str) -> Event {
    let after = "[[event]]\nid = \"split\"\nafter = { half_life = \"3 weeks\" }\nsource = \"seen\"\n";
    let files = files(after).with("top.toml", format!("extends = \"over.toml\"\n[[event]]\nid = \"split\"\n{keys}\n"));
    files.scenario("top.toml").model().events()[3].clone()
}

#[test]
fn keys_that_exclude_each_other_displace_each_other() {
    let half_life = Some(Delay::HalfLife(Quantity::Fixed(21.0)));
    let delay = |event: &Event| if let Trigger::When { delay, .. } = event.trigger { delay } else { None };
    let kept = split("probability = 0.5");
    assert_eq!((delay(&kept), kept.outcomes.len(), kept.probability), (half_life, 2, Probability::Known(0.5)));
    assert_eq!(delay(&split("after = \"8 days\"")), Some(Delay::Days(8)));
    assert_eq!(delay(&split("when = { deadlock = true }")), None);
    assert_eq!(split("when = { deadlock = true }").trigger, Trigger::when(Condition::Deadlock));
    assert_eq!(split("between = [2031-02-01, 2031-02-03]\neffects = []").outcomes.len(), 1);
    assert_eq!(split("on = 2031-01-06").trigger, Trigger::On(Date::constant(2031, 1, 6)));
    // All keys of a count belong together.
    let evidence = |keys: &str| {
        let base = format!("{PANEL}\n[[evidence]]\ncandidate = \"ann\"\n{keys}");
        let over = "extends = \"base.toml\"\n[[evidence]]\ncandidate = \"ann\"\nat_most = 2";
        let scenario = Memory::default().with("base.toml", base).with("over.toml", over).scenario("over.toml");
        scenario.model().evidence()[0].reports.clone()
    };
    let at_most = evidence("exactly = 1");
    assert_eq!(at_most, evidence("stances = [\"oppose\"]\nabout = 1\nsd = 1"));
    assert_eq!(at_most, evidence("reports = [{ stances = [\"oppose\"], exactly = 0 }, { at_least = 1 }]"));
    assert_eq!(at_most[0].count, Count::Between { at_least: 0, at_most: 2 });
}

/// What an entry says of where it comes from is not said of what a what-if makes of it.
#[test]
fn remarks_are_displaced_together() {
    let base = files("").with("base.toml", format!("{PANEL}{MORE}").replace("id      = \"leaves\"", "id = \"leaves\"\nsource = \"seen\""));
    let is_sourced = |over: &str| {
        let scenario = base.clone().with("over.toml", format!("extends = \"base.toml\"\n{over}")).scenario("over.toml");
        !scenario.unsourced().iter().any(|place| place.text == "event leaves")
    };
    assert!(is_sourced(""));
    assert!(is_sourced("[[event]]\nid = \"leaves\"\non = 2031-02-02"));
    assert!(!is_sourced("[[event]]\nid = \"leaves\"\non = 2031-02-02\nnote = \"hypothetical\""));
}

#[test]
fn a_key_of_an_entry_can_be_removed() {
    let scenario =
        variant("remove = [\"candidate.cyd.enters\", \"event.after.requires\", \"member.NOR.groups\", \"bloc.coast\", \"evidence.cyd\"]");
    let model = scenario.model();
    assert_eq!((model.candidates()[2].status, model.candidates()[2].enters), (Status::Interested, None));
    assert!(model.events()[2].requires.is_empty() && model.body().members[0].groups.is_empty());
    // Whoever waits for cyd still does.
    assert_eq!(ids(model, "event"), ["leaves", "joins", "after", "split"]);
    let refusal = files("remove = [\"candidate.cyd.id\"]").refusal("over.toml");
    assert!(refusal.contains("write \"candidate.cyd\""), "{refusal}");
}

#[test]
fn a_file_can_remove_members_of_the_body_it_uses() {
    let (head, tail) = (PANEL.split_once("[body]").unwrap().0, PANEL.split_once("[[candidate]]").unwrap().1);
    let body = &PANEL[PANEL.find("[[member]]").unwrap()..PANEL.find("[[candidate]]").unwrap()];
    let files = Memory::default()
        .with("panel.toml", format!("schema = 1\nweights = {{ shares = \"per cent\" }}\nrule = {{ veto = [\"NOR\", \"EAS\"] }}\n{body}"))
        .with(
            "one.toml",
            format!("remove = [\"member.NOR\", \"member.SOU.groups\"]\n{head}[body]\nuse = \"panel.toml\"\n[[candidate]]{tail}"),
        );
    let refusal = files.refusal("one.toml");
    assert!(refusal.contains("\"member.SOU.groups\", which is not there"), "{refusal}");
    let text = format!("remove = [\"member.NOR\"]\n{head}[body]\nuse = \"panel.toml\"\n[[candidate]]{tail}");
    let files = files.with("one.toml", text.replace("rule     = \"consensus\"\n", ""));
    let scenario = files.scenario("one.toml");
    assert_eq!(ids(scenario.model(), "member"), ["EAS", "SOU"]);
    assert_eq!(ids(files.clone().with("two.toml", "extends = \"one.toml\"").scenario("two.toml").model(), "member"), ["EAS", "SOU"]);
    // Its own selectors must know that it is gone.
    let named = text + "[[pace]]\nmembers = [\"NOR\"]\nfactor = 2\n";
    let refusal = files.with("one.toml", named).refusal("one.toml");
    assert!(refusal.contains("there is no member or group `NOR`"), "{refusal}");
}

#[test]
fn conditions_go_with_what_they_are_about() {
    let more = r#"
[[event]]
id       = "first"
on       = 2031-02-01
unless   = ["leaves", { candidate = "cyd", blocked_by_at_most = 1 }, { event = "split", outcome = "well" }, { deadlock = true }]

[[event]]
id   = "second"
when = { member = "NOR", candidate = "ann", at_most = "reserve" }

[[event]]
id       = "third"
when     = "first"
requires = [{ candidate = "cyd", becomes = "withdrawn" }]

[[event]]
id       = "fourth"
on       = 2031-02-02
requires = ["second"]
"#;
    let files = files("").with("base.toml", format!("{PANEL}{MORE}{more}"));
    let over =
        |remove: &str| files.clone().with("over.toml", format!("extends = \"base.toml\"\nremove = [{remove}]")).scenario("over.toml");
    let scenario = over("\"candidate.cyd\", \"event.leaves\"");
    assert_eq!(ids(scenario.model(), "event"), ["first", "second", "fourth"]);
    assert_eq!(scenario.model().events()[0].unless, [Condition::Deadlock]);
    let notice = "the event third has disappeared with what was removed: it requires the candidate cyd";
    assert!(scenario.notices().iter().any(|other| other == notice), "{:?}", scenario.notices());
    let scenario = over("\"member.NOR\"");
    assert_eq!(ids(scenario.model(), "event"), ["leaves", "joins", "after", "split", "first", "third"]);
    assert_eq!(scenario.notices().len(), 3, "{:?}", scenario.notices());
    let of_the_rule = "a part of a rule has disappeared with what was removed: nobody is left whom it counted";
    assert!(scenario.notices().iter().any(|other| other == of_the_rule), "{:?}", scenario.notices());
}

/// However a member is written, it goes with its removal.
#[test]
fn a_member_is_removed_by_whatever_it_is_called() {
    let more = "[[member]]\nid = \"HUN\"\nname = \"Hungary\"\n[[pace]]\nmembers = [\"hu\", \"hungary\", \"NOR\"]\nfactor = 2\n\
                [[influence]]\nof = \"hungary\"\non = [\"NOR\"]\nfactor = 2\n";
    let base = PANEL.replace("weights = { shares = \"per cent\" }", "name = \"The panel\"") + more;
    let base = base.lines().filter(|line| !line.starts_with("weights = {")).collect::<Vec<_>>().join("\n");
    let over = Memory::new(&[]).with("base.toml", base).with("over.toml", "extends = \"base.toml\"\nremove = [\"member.HUN\"]\n");
    let model = over.scenario("over.toml").model().clone();
    assert_eq!((model.paces()[0].members.len(), model.influences().len()), (1, 0));
}

#[test]
fn meetings_stand_beside_the_cadence() {
    let over = variant("[question]\nmeetings = [2031-02-05]\nother = { half_life = \"26 weeks\" }");
    let question = over.model().question().clone();
    assert_eq!((question.meetings.len(), question.cadence.map(|cadence| cadence.days)), (1, Some(7)));
    let alone = variant("remove = [\"question.cadence\"]\n[question]\nmeetings = [2031-02-05, 2031-01-20]");
    assert_eq!(alone.model().question().cadence, None);
    assert_eq!(alone.model().dates(), [Date::constant(2031, 1, 20), Date::constant(2031, 2, 5), Date::constant(2031, 3, 3)]);
}

#[test]
fn a_removed_candidate_leaves_every_selector_and_effect() {
    let scenario = variant("remove = [\"candidate.cyd\"]");
    let model = scenario.model();
    assert_eq!(ids(model, "candidate"), ["ann", "bob"]);
    assert!(model.evidence().is_empty());
    // `joins` waited for cyd, and `after` requires `joins`.
    assert_eq!(ids(model, "event"), ["leaves", "split"]);
    assert_eq!(scenario.notices().len(), 2);
    assert!(scenario.notices()[0].contains("joins") && scenario.notices()[0].contains("cyd"), "{:?}", scenario.notices());
    assert!(scenario.notices()[1].contains("after") && scenario.notices()[1].contains("joins"), "{:?}", scenario.notices());
    assert_eq!(model.events()[0].outcomes[0].effects, [Effect::Leave(0.into()), Effect::Leave(1.into())]);
    assert_eq!(model.events()[1].outcomes[0].effects.len(), 1);
    assert_eq!(model.prior(2.into(), 0.into()).probability(Stance::Accept), 1.0);
    assert!(!scenario.to_toml().contains("cyd"), "{}", scenario.to_toml());
}

#[test]
fn a_removed_member_takes_its_group_along() {
    let scenario = variant("remove = [\"member.NOR\"]");
    let model = scenario.model();
    assert_eq!(ids(model, "member"), ["EAS", "SOU"]);
    // Nobody is left in `coast`; NOR was the only one to have influence.
    assert_eq!(model.blocs().iter().map(|bloc| bloc.group.as_str()).collect::<Vec<_>>(), ["seniors"]);
    assert!(model.influences().is_empty());
    assert_eq!(model.paces()[0].members.iter().map(MemberId::index).collect::<Vec<_>>(), [1]);
    assert_eq!(model.events()[0].outcomes[0].effects, [Effect::Leave(0.into())]);
    assert_eq!(model.events()[3].outcomes[0].effects[1], Effect::Rule(nemcon_core::Rule::any(vec![nemcon_core::unanimity()]).unwrap()));
    assert!(!scenario.to_toml().contains("NOR"), "{}", scenario.to_toml());
}

#[test]
fn a_removed_member_of_a_body_file_is_gone() {
    let (head, tail) = (PANEL.split_once("[body]").unwrap().0, PANEL.split_once("[[candidate]]").unwrap().1);
    let body = &PANEL[PANEL.find("[[member]]").unwrap()..PANEL.find("[[candidate]]").unwrap()];
    let files = Memory::default()
        .with("bodies/panel.toml", format!("schema = 1\nname = \"Panel\"\nweights = {{ shares = \"per cent\" }}\n{body}"))
        .with("cases/base.toml", format!("{head}[body]\nuse = \"../bodies/panel.toml\"\n[[candidate]]{tail}"))
        .with("over.toml", "extends = \"cases/base.toml\"\nremove = [\"member.NOR\"]\n[[stance]]\ncandidate = \"ann\"\nmembers = [\"EAS\"]\ndeclared = \"oppose\"");
    let scenario = files.scenario("over.toml");
    assert_eq!(ids(scenario.model(), "member"), ["EAS", "SOU"]);
    assert_eq!(scenario.model().body().name, "Panel");
    let refusal = files.with("over.toml", "extends = \"cases/base.toml\"\nremove = [\"member.NORD\"]").refusal("over.toml");
    assert!(refusal.contains("did you mean \"member.NOR\"?"), "{refusal}");
}

#[test]
fn keys_entries_and_events_can_be_removed() {
    let scenario =
        variant("remove = [\"dynamics.frailty\", \"bloc.coast\", \"evidence.cyd\", \"event.leaves\", \"dynamics.bandwagon.at\", \"run\"]");
    let model = scenario.model();
    assert_eq!((model.dynamics().frailty, model.dynamics().bandwagon.at, model.blocs().len(), model.evidence().len()), (0.0, 0.5, 1, 0));
    assert_eq!(ids(model, "event"), ["joins", "after"]);
    assert_eq!(scenario.notices().len(), 1);
    assert_eq!((scenario.runs(), scenario.seed()), (200_000, 1));
}

/// A cleavage leaves with one of its sides, and is merged and removed by its id.
#[test]
fn cleavages_follow_their_candidates() {
    let rift = "[[cleavage]]\nid = \"rift\"\nrho = 0.3\nsides = [[\"ann\", \"bob\"], [\"cyd\"]]\nmembers = [\"EAS\", \"NOR\"]\n";
    let base = format!("{PANEL}{MORE}{rift}");
    let over = |text: &str| {
        let files = Memory::default().with("base.toml", base.as_str()).with("over.toml", format!("extends = \"base.toml\"\n{text}"));
        files.scenario("over.toml").model().cleavages().to_vec()
    };
    let kept = over("remove = [\"candidate.bob\"]");
    assert_eq!(kept[0].sides.map(|side| side.iter().count()), [1, 1]);
    assert_eq!(kept[0].members.iter().map(MemberId::index).collect::<Vec<_>>(), [0, 1]);
    assert!(over("remove = [\"candidate.cyd\"]").is_empty());
    assert!(over("remove = [\"cleavage.rift\"]").is_empty());
    assert_eq!(over(&rift.replace("0.3", "0.4")).iter().map(|cleavage| cleavage.rho).collect::<Vec<_>>(), [0.4]);
}

/// A later entry replaces an uncertain prior for its own members alone.
#[test]
fn uncertain_priors_hold_for_those_whose_last_entry_they_are() {
    let prior = "[[stance]]\ncandidate = \"*\"\nmembers = \"*\"\nprior = { support = 0.5, accept = 0.5, concentration = 8 }\n";
    let scenario = variant(&format!("{prior}[[stance]]\ncandidate = \"ann\"\nmembers = [\"NOR\"]\ndeclared = \"oppose\""));
    let priors = scenario.model().priors();
    let drawn = |member: usize, candidate: usize| priors.drawn(member.into(), candidate.into()).map(|at| &priors.uncertain()[at]);
    let nor = ids(scenario.model(), "member").iter().position(|id| *id == "NOR").unwrap();
    assert!(drawn(nor, 0).is_none());
    let other = drawn((nor + 1) % 3, 0).unwrap();
    assert_eq!((other.name(), other.candidate().index(), other.concentration()), ("*", 0, 8.0));
    assert_eq!(drawn(nor, 1).unwrap().candidate().index(), 1);
}

#[test]
fn what_is_removed_may_be_given_anew() {
    let over = "remove = [\"candidate.bob\"]\n[[candidate]]\nid = \"bob\"\n[[stance]]\ncandidate = \"bob\"\nmembers = \"*\"\ndeclared = \"support\"";
    assert_eq!(ids(variant(over).model(), "candidate"), ["ann", "cyd", "bob"]);
}

#[test]
fn files_extend_over_several_steps() {
    let files = files("[dynamics]\nfrailty = 1")
        .with("top.toml", "extends = \"over.toml\"\nremove = [\"dynamics.frailty\"]\n[dynamics]\nreserve = \"3 weeks\"");
    let model = files.scenario("top.toml").model().clone();
    assert_eq!((model.dynamics().frailty, model.dynamics().half_lives[1]), (0.0, Some(Quantity::Fixed(21.0))));
}

#[test]
fn assumptions_without_a_source_are_listed() {
    let over = "[[pace]]\nfactor = 2\nsource = \"seen\"\n[[influence]]\nof = \"EAS\"\non = \"*\"\nfactor = 2\nnote = \"judgement\"\n[[candidate]]\nid = \"bob\"\naccepts = 0.5";
    let scenario = variant(over);
    let expected = [
        "candidate bob: accepts",
        "candidate cyd: enters",
        "stance 1: * on *",
        "stance 2: EAS, SOU on ann, cyd",
        "stance 3: EAS on cyd",
        "bloc coast",
        "bloc seniors",
        "evidence on cyd",
        "dynamics: reserve",
        "dynamics: bandwagon",
        "dynamics: frailty",
        "pace 1: SOU, NOR on *",
        "influence of NOR on SOU",
        "influence of EAS on *",
        "event leaves",
        "event joins",
        "event after",
        "event split",
    ];
    assert_eq!(scenario.unsourced().iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    assert_eq!(
        variant("[dynamics]\nsource = [\"a paper\", \"another\"]").unsourced().iter().filter(|place| place.block == "dynamics").count(),
        0
    );
}

#[test]
fn a_what_if_of_a_base_need_not_name_it() {
    let change = "question = { rule = { more_than = \"50%\" } }\nremove = [\"candidate.ann\"]\n";
    let files = Memory::new(&[("panel.toml", PANEL)])
        .with("named.toml", format!("extends = \"panel.toml\"\n{change}"))
        .with("what-if.toml", change);
    let over = |path: &str| load_over(&files, &["panel.toml".into()], Path::new(path));
    let (named, unnamed) = (files.load("named.toml").map(|it| it.to_toml()), over("what-if.toml").map(|it| it.to_toml()));
    assert_eq!(unnamed.expect("it extends the panel"), named.expect("it is right"));
    // One on another.
    let files = files.with("next.toml", "title = \"And then?\"");
    let next = load_over(&files, &["what-if.toml".into(), "panel.toml".into()], Path::new("next.toml")).expect("it is right");
    assert_eq!((next.model().title(), next.model().candidates().len()), ("And then?", 1));
    // It is wrong where it says so, on its own lines.
    let files = files.with("wrong.toml", "[[member]]\nid = \"NOR\"\nnome = \"North\"\n");
    let errors = load_over(&files, &["panel.toml".into()], Path::new("wrong.toml")).expect_err("no such key");
    let places: Vec<_> = errors.iter().map(|error| (error.line, error.column)).collect();
    assert_eq!(places, [(Some(3), Some(1))]);
}
