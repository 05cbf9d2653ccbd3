//! `trace`: the run that is told is the run that is counted.

use std::collections::BTreeMap;
use std::path::Path;

use nemcon::model::{CandidateId, MemberSet, Model, Outcome, Stance, Status};
use nemcon::montecarlo::{Choice, Happened, Plan, RunEnding, Trace};
use nemcon::scenario::{self, FileSystem};
use serde_json::Value;

use crate::golden::{files, is_scenario};
use crate::support::{BY_HAND, PARTNERS, nemcon, root, stdout};

fn model(file: &Path) -> Model {
    scenario::load(&FileSystem, file).expect("a shipped scenario").model().clone()
}

/// Follows the steps of a trace and asserts that they leave nothing out: who is against in a sounding
/// is who blocks by the stances that the steps before have led to, and the end follows from the last.
fn assert_complete(model: &Model, trace: &Trace) {
    let mut stances = trace.start.clone();
    let mut present = model.present().clone();
    let mut statuses: Vec<Status> = model.candidates().iter().map(|candidate| candidate.status).collect();
    let mut passed = None;
    for step in &trace.steps {
        assert!(step.date <= step.round, "{step:?}");
        match &step.what {
            Happened::Stance { member, candidate, from, to, .. } => {
                let stance = &mut stances[candidate.index()][member.index()];
                assert_eq!(std::mem::replace(stance, *to), *from, "{step:?}");
            }
            Happened::Presence { member, present: true } => present.insert(*member),
            Happened::Presence { member, present: false } => present.remove(*member),
            Happened::Status { candidate, from, to, .. } => {
                assert_eq!(std::mem::replace(&mut statuses[candidate.index()], *to), *from, "{step:?}");
            }
            Happened::Sounding { candidate, passes, support, against, .. } => {
                assert_eq!(statuses[candidate.index()], Status::Presented, "{step:?}");
                let holding = |of: &dyn Fn(Stance) -> bool| {
                    MemberSet::of(model.body().len(), present.iter().filter(|member| of(stances[candidate.index()][member.index()])))
                };
                assert_eq!(&holding(&|stance| model.question().blocks(stance)), against, "{step:?}");
                assert_eq!(holding(&|stance| stance == Stance::Support).len(), *support as usize, "{step:?}");
                passed = passes.then_some(*candidate);
            }
            Happened::Ballot { winner, .. } => passed = *winner,
            _ => (),
        }
    }
    let agreed = trace.ending.outcome.candidate();
    assert!(agreed.is_none() || agreed == passed, "{:?} after {passed:?}", trace.ending);
}

/// A thousand runs of every template end, told, as the fast kernel counts them; and of some every step
/// is followed.
#[test]
fn what_is_told_is_what_is_counted() {
    let folder = root().join("scenarios");
    let shipped = files(&folder, "toml").into_iter().filter(|file| file.starts_with("templates") || file.ends_with("nato-2024/base.toml"));
    let mut templates = 0;
    for file in shipped.filter(|file| is_scenario(&folder.join(file))) {
        let model = model(&folder.join(&file));
        let plan = Plan::new(&model).expect("it compiles");
        let endings = plan.endings(3, 0..1000, &|_| ()).expect("there are so many");
        assert_eq!(endings.len(), 1000);
        for ending in endings {
            let trace = plan.trace(3, ending.run).expect("there are so many");
            assert_eq!(trace.ending, ending, "{}", file.display());
            assert_complete(&model, &trace);
        }
        templates += 1;
    }
    assert!(templates > 14, "{templates} templates");
}

/// The uncertain inputs of templates are called by keys that can be set, a key each.
#[test]
fn inputs_are_called_by_their_keys() {
    let mut inputs = 0;
    for file in files(&root().join("scenarios/templates"), "toml").into_iter().map(|file| format!("scenarios/templates/{}", file.display()))
    {
        let told: Value = serde_json::from_str(&stdout(nemcon(&format!("trace {file} --run 0 --format json")))).expect("it prints JSON");
        let keys = stdout(nemcon(&format!("sweep {file} --keys")));
        let keys: Vec<&str> = keys.lines().filter_map(|line| line.split_whitespace().next()).collect();
        for input in told["inputs"].as_object().expect("inputs by name").keys() {
            assert!(keys.contains(&input.as_str()), "{file}: {input}");
            inputs += 1;
        }
    }
    assert!(inputs > 50, "{inputs} inputs");
}

#[test]
fn endings_are_those_of_the_estimates() {
    let model = model(&root().join(BY_HAND));
    let plan = Plan::new(&model).expect("it compiles");
    let (endings, estimates) = (
        plan.endings(5, 0..4000, &|_| ()).expect("there are so many"),
        plan.simulate(5, 0..4000, &|_| ()).expect("there are so many").estimates().expect("they weigh something"),
    );
    let whole: f64 = endings.iter().map(|ending| ending.weight).sum();
    for outcome in &estimates.outcomes {
        let weight: f64 = endings.iter().filter(|ending| ending.outcome == outcome.outcome).map(|ending| ending.weight).sum();
        assert!((weight / whole - outcome.probability).abs() < 1e-9, "{}", outcome.id);
    }
    // Each choice is what it says.
    let of = |choice: Choice, outcome: Option<Outcome>| -> RunEnding {
        endings[choice.among(&endings, outcome).expect("there is one") as usize]
    };
    let rutte = estimates.outcome("rutte").expect("he is a candidate");
    let typical = of(Choice::Typical, None);
    assert_eq!((typical.outcome, Some(typical.date)), (rutte.outcome, rutte.date.map(|date| date.median)));
    let quickest = of(Choice::Quickest, None);
    assert!(endings.iter().all(|ending| ending.date >= quickest.date));
    assert_eq!(of(Choice::Stuck, None).outcome, Outcome::Vacant);
    assert_eq!(of(Choice::Quickest, Some(Outcome::Vacant)).outcome, Outcome::Vacant);
    assert_eq!(Choice::Typical.among(&endings[..0], None), None);
    assert_eq!(Choice::Typical.among(&endings, Some(Outcome::Extended(CandidateId::new(0)))), None);
}

#[test]
fn stories_are_told_within_80_columns() {
    for arguments in ["", "--run 17", "--outcome extended", "--quickest", "--stuck"] {
        let story = stdout(nemcon(&format!("trace {BY_HAND} --runs 5000 {arguments}")));
        assert!(story.lines().all(|line| line.chars().count() <= 80), "{story}");
        assert!(story.contains("Mark Rutte is sounded and"), "{story}");
    }
    // Members have names where there is room for them.
    let [wide, narrow] = [80, 60].map(|width| stdout(nemcon(&format!("trace {BY_HAND} --run 17 --width {width}"))));
    assert!(wide.contains("Türkiye") && !wide.contains("TUR") && !narrow.contains("Türkiye") && narrow.contains("TUR"), "{wide}{narrow}");
    let story = stdout(nemcon("trace - --run 3").stdin(PARTNERS));
    assert!(story.contains("run 3, seed 7, to 27 Jan 2031: adopted") && story.contains("The merger is adopted."), "{story}");
}

#[test]
fn a_conclave_is_told_ballot_by_ballot() {
    let command = "trace scenarios/templates/conclave.toml --runs 2000";
    let story = stdout(nemcon(command));
    assert!(story.contains("Ballot 1: "), "{story}");
    let ballots = stdout(nemcon(&format!("{command} --format csv --table ballots")));
    let mut votes: BTreeMap<u32, u32> = BTreeMap::new();
    for row in ballots.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        *votes.entry(cells[1].parse().expect("a number")).or_default() += cells[3].parse::<u32>().expect("votes");
    }
    let electors = model(&root().join("scenarios/templates/conclave.toml")).body().len() as u32;
    assert!(votes[&1] <= electors && votes[&1] > electors / 2, "{votes:?}");
}

#[test]
fn which_run_is_said_once() {
    let refused = |flags: &str| {
        let assert = nemcon(&format!("trace - {flags}")).stdin(PARTNERS).assert().code(2).stdout_eq("");
        String::from_utf8_lossy(&assert.get_output().stderr).into_owned()
    };
    assert!(refused("--run 1 --stuck").contains("cannot be used with"));
    assert!(refused("--run 1 --outcome adopted").contains("cannot be used with"));
    assert!(refused("--run -1").contains("runs are numbered from 0"));
    assert_eq!(refused("--outcome vacant"), "error: there is no outcome \"vacant\": it is one of adopted, rejected\n");
    let sure = PARTNERS.replace("prior     = { support = 0.2, accept = 0.3, reserve = 0.5 }", "declared  = \"accept\"");
    let assert = nemcon("trace - --outcome rejected").stdin(sure).assert().code(2);
    assert.stderr_eq("error: none of 2000 runs ends with rejected: simulate more runs, or ask for another outcome\n");
}
