//! Bodies and rules for the tests.

use nemcon_core::{BallotSet, Body, Bound, Comparison, Decimal, Member, Ratio, Rule, Tally, Weight};
use nemcon_power::{Analysis, Game, Options};
use serde_json::Value;

/// A body with one weight, and the rule that at least `quota` of it must be for.
pub(crate) fn weighted(weights: &[u64], quota: u64) -> (Body, Rule) {
    let mut body = Body::new("weighted", (0..weights.len()).map(|number| Member::new(format!("m{number}"))).collect());
    body.weights.push(weight("votes", weights));
    (body, at_least(quota, Some(0)))
}

/// At least so much of a weight, or so many members, are for.
pub(crate) fn at_least(quota: impl Into<u128>, weight: Option<usize>) -> Rule {
    let tally = Tally::new(BallotSet::FOR, Comparison::AtLeast, Bound::Absolute(Ratio::new(quota.into(), 1))).unwrap();
    Rule::tally(match weight {
        Some(weight) => tally.weighted(weight),
        None => tally,
    })
}

/// A weight from whole numbers.
pub(crate) fn weight(name: &str, numbers: &[u64]) -> Weight {
    let values: Vec<Option<Decimal>> = numbers.iter().map(|&number| Some(Decimal::whole(number))).collect();
    Weight::new(name, "", &values).unwrap()
}

/// All there is to know of a rule over everybody in a body.
pub(crate) fn analysis(body: &Body, rule: &Rule, options: &Options) -> Analysis {
    Game::new(rule, body).unwrap().analyse(options).unwrap()
}

/// A file of the project, by its path from the root.
pub(crate) fn text(name: &str) -> String {
    let path = format!("{}/../../{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{path}: {fault}"))
}

/// A truth file.
pub(crate) fn truth(name: &str) -> Value {
    serde_json::from_str(&text(&format!("tests/data/power-truth/{name}.json"))).unwrap()
}

/// The body and rule that a truth file describes.
pub(crate) fn of_truth(truth: &Value) -> (Body, Rule) {
    let members = truth["members"].as_array().unwrap();
    let mut body = Body::new("truth", members.iter().map(|member| Member::new(member["name"].as_str().unwrap())).collect());
    for name in members[0].as_object().unwrap().keys().filter(|name| *name != "name") {
        body.weights.push(weight(name, &members.iter().map(|member| member[name].as_u64().unwrap()).collect::<Vec<_>>()));
    }
    let sum = |atom: &Value| at_least(atom["at_least"].as_u64().unwrap(), body.weight(atom["sum"].as_str().unwrap()));
    let all = |part: &Value| Rule::all(part["all_of"].as_array().unwrap().iter().map(sum).collect()).unwrap();
    let rule = Rule::any(truth["rule_machine"]["any_of"].as_array().unwrap().iter().map(all).collect()).unwrap();
    (body, rule)
}

/// The IMF-like board of 190: its weights and the 85% quota.
pub(crate) fn imf() -> (Body, Rule) {
    let votes: Vec<u64> =
        text("data/imf190_weights.csv").lines().skip(1).map(|line| line.rsplit(',').next().unwrap().trim().parse().unwrap()).collect();
    weighted(&votes, 4_272_639)
}
