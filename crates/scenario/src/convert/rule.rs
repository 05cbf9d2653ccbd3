//! Rules.

use nemcon_core::{Ballot, BallotSet, Basis, Bound, Comparison, Decimal, NamedRule, Ratio, Rule, RuleError, RuleForm, Scope, Tally};

use super::names::Names;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw::{self, Argument, OneOf, RuleTable, Selector};
use crate::suggest;
use crate::tree::Node;

/// A rule as written becomes a tree of tallies.
pub(crate) fn convert(rule: &raw::Rule, node: &Node, names: &Names, errors: &mut Errors) -> Option<Rule> {
    let table = match rule {
        raw::Rule::Named(build) => return Some(build()),
        raw::Rule::Table(table) => table,
    };
    // Names are looked up whether or not the keys go together.
    let weight = table.weight.as_ref().map(|name| names.weight(name, node.key("weight"), errors).ok_or(Unknown)).transpose();
    let scope = scope(table.members.as_ref(), node.key("members"), names, errors);
    let head = head(table, node, errors)?;
    match (NamedRule::find(head).map(|rule| rule.form), table.argument(head)) {
        (Some(RuleForm::Number(build)), Some(Argument::Number(number))) => return Some(build(number)),
        (Some(RuleForm::Members(build)), Some(Argument::Members(selector))) => {
            return Some(build(self::scope(Some(selector), node.key(head), names, errors)?));
        }
        _ => (),
    }
    let built = match (head, table.as_ref()) {
        ("all", RuleTable { all: Some(rules), .. }) => Rule::all(parts(rules, node.key("all"), names, errors)?),
        ("any", RuleTable { any: Some(rules), .. }) => Rule::any(parts(rules, node.key("any"), names, errors)?),
        (_, RuleTable { rules: Some(rules), .. }) => {
            let k = count(table.at_least.as_ref(), node.key("at_least"), errors);
            let rules = parts(rules, node.key("rules"), names, errors)?;
            Rule::at_least(k?, rules)
        }
        (comparison, _) => tally(bound_of(comparison, table)?, (weight, scope?), table, node, names, errors)?.map(Rule::tally),
    };
    built.map_err(|error| refuse(&error, head, node, errors)).ok()
}

/// The one key that says what kind of rule it is, if the keys go together.
fn head(table: &RuleTable, node: &Node, errors: &mut Errors) -> Option<&'static str> {
    let given = |keys: &[(&'static str, bool)]| keys.iter().filter(|(_, given)| *given).map(|(key, _)| *key).collect::<Vec<_>>();
    let mut heads: Vec<&str> = raw::keyed().map(|rule| rule.key).filter(|key| table.argument(key).is_some()).collect();
    heads.extend(given(&[
        ("all", table.all.is_some()),
        ("any", table.any.is_some()),
        ("at_least", table.at_least.is_some()),
        ("more_than", table.more_than.is_some()),
        ("at_most", table.at_most.is_some()),
        ("fewer_than", table.fewer_than.is_some()),
    ]));
    let head = match heads[..] {
        [head] => head,
        [] => {
            let help = format!("give one of {}", raw::heads(", "));
            errors.add(ErrorKind::Choice, node.span, "this rule does not say what must hold", help);
            return None;
        }
        [first, second, ..] => {
            let help = "a rule has one of them; to demand both, write { all = [{ … }, { … }] }";
            errors.add(ErrorKind::Choice, node.key_span(second), format!("`{first}` and `{second}` in one rule"), help);
            return None;
        }
    };
    let mut options = given(&[
        ("of", table.of.is_some()),
        ("weight", table.weight.is_some()),
        ("ballots", table.ballots.is_some()),
        ("members", table.members.is_some()),
    ]);
    if table.rules.is_some() {
        if head != "at_least" {
            errors.add(
                ErrorKind::Choice,
                node.key_span("rules"),
                format!("`rules` beside `{head}`"),
                "write { at_least = 2, rules = [ … ] }",
            );
            return None;
        }
    } else if matches!(head, "at_least" | "more_than" | "at_most" | "fewer_than") {
        options.clear();
    }
    for option in &options {
        let with = if table.rules.is_some() { "rules" } else { head };
        let help = "it goes with at_least, more_than, at_most and fewer_than, where votes are counted";
        errors.add(ErrorKind::Choice, node.key_span(option), format!("`{option}` has no meaning beside `{with}`"), help);
    }
    options.is_empty().then_some(head)
}

fn parts(rules: &[raw::Rule], node: &Node, names: &Names, errors: &mut Errors) -> Option<Vec<Rule>> {
    let parts: Vec<Option<Rule>> = rules.iter().enumerate().map(|(at, rule)| convert(rule, node.entry(at), names, errors)).collect();
    parts.into_iter().collect()
}

/// How many of several rules must hold.
fn count(bound: Option<&raw::Bound>, node: &Node, errors: &mut Errors) -> Option<usize> {
    if let Some(raw::Bound::Number(number)) = bound
        && number.places() == 0
    {
        return Some(usize::try_from(number.digits()).unwrap_or(usize::MAX));
    }
    errors.add(ErrorKind::Bound, node.span, "how many of the rules must hold is a whole number", "such as { at_least = 2, rules = [ … ] }");
    None
}

fn bound_of(head: &str, table: &RuleTable) -> Option<(Comparison, raw::Bound)> {
    Some(match (head, table) {
        ("at_least", RuleTable { at_least: Some(bound), .. }) => (Comparison::AtLeast, *bound),
        ("more_than", RuleTable { more_than: Some(bound), .. }) => (Comparison::MoreThan, *bound),
        ("at_most", RuleTable { at_most: Some(bound), .. }) => (Comparison::AtMost, *bound),
        (_, RuleTable { fewer_than: Some(bound), .. }) => (Comparison::FewerThan, *bound),
        _ => return None,
    })
}

/// That a rule counts in a weight which there is not.
#[derive(Clone, Copy)]
struct Unknown;

/// A tally over whom it counts, in a weight that may be unknown.
fn tally(
    (comparison, bound): (Comparison, raw::Bound),
    (weight, scope): (Result<Option<usize>, Unknown>, Scope),
    table: &RuleTable,
    node: &Node,
    names: &Names,
    errors: &mut Errors,
) -> Option<Result<Tally, RuleError>> {
    let bound = match (bound, weight) {
        // Without the weight that it is in, a number cannot be judged.
        (raw::Bound::Number(_), Err(Unknown)) => return None,
        (bound, weight) => self::bound(bound, weight.unwrap_or_default(), node.key(key(comparison)), names, errors)?,
    };
    let ballots: BallotSet = match &table.ballots {
        None => BallotSet::FOR,
        Some(ballots) => ballots.iter().map(|OneOf(ballot): &OneOf<Ballot>| *ballot).collect(),
    };
    let tally = match (Tally::new(ballots, comparison, bound), weight) {
        (Err(error), _) => return Some(Err(error)),
        (Ok(_), Err(Unknown)) => return None,
        (Ok(tally), Ok(Some(weight))) => Ok(tally.over(scope).weighted(weight)),
        (Ok(tally), Ok(None)) => Ok(tally.over(scope)),
    };
    Some(match table.of {
        Some(OneOf(Basis::Cast)) => tally.and_then(Tally::of_cast),
        _ => tally,
    })
}

fn key(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "at_least",
        Comparison::MoreThan => "more_than",
        Comparison::AtMost => "at_most",
        Comparison::FewerThan => "fewer_than",
    }
}

fn scope(selector: Option<&Selector>, node: &Node, names: &Names, errors: &mut Errors) -> Option<Scope> {
    match selector {
        Some(selector) if !selector.is_everybody() => {
            let members = names.members(selector, node, errors)?;
            Some(Scope::Some { label: selector.names.join(", "), members })
        }
        _ => Some(Scope::Everybody),
    }
}

/// A number in the unit of the weight's scaled numbers, or a fraction.
fn bound(bound: raw::Bound, weight: Option<usize>, node: &Node, names: &Names, errors: &mut Errors) -> Option<Bound> {
    let number = match bound {
        raw::Bound::Fraction(fraction) => return Some(Bound::Fraction(fraction)),
        raw::Bound::Number(number) => number,
    };
    let power = |places: u32| 10u128.checked_pow(places);
    // Of weights with decimals, such as shares of a capital, less than one can be meant.
    let has_decimals = weight.is_some_and(|weight| names.body.weights[weight].places() > 0);
    let below_one = !has_decimals && power(number.places()).is_none_or(|one| (1..one).contains(&number.digits()));
    if below_one || (weight.is_none() && number.places() > 0) {
        let (message, help) = match percentage(number) {
            Some(percentage) => {
                (format!("{number} is no number of votes"), format!("to mean a fraction, write it in quotes: {percentage:?}"))
            }
            None => (format!("{number} is no number of votes"), "write a whole number, or a fraction in quotes such as \"2/3\"".to_owned()),
        };
        errors.add(ErrorKind::Bound, node.span, message, help);
        return None;
    }
    let places = weight.map_or(0, |weight| names.body.weights[weight].places());
    let scaled = match number.scaled(places) {
        Some(scaled) => Some(Ratio::new(scaled, 1)),
        None => number.places().checked_sub(places).and_then(power).map(|divisor| Ratio::new(number.digits(), divisor)),
    };
    if scaled.is_none() {
        let help = "use fewer digits, or a fraction such as \"65%\"";
        errors.add(ErrorKind::Bound, node.span, format!("{number} is too large to be compared exactly"), help);
    }
    scaled.map(Bound::Absolute)
}

/// What 0.65 or 66.7 was probably meant to be.
fn percentage(number: Decimal) -> Option<String> {
    let one = 10u128.checked_pow(number.places())?;
    if number.digits() < one {
        return Some(Ratio::new(number.digits(), one).to_string());
    }
    (number.digits() <= one.checked_mul(100)?).then(|| format!("{number}%"))
}

/// What core refuses, in the words of the format.
fn refuse(error: &RuleError, head: &str, node: &Node, errors: &mut Errors) {
    let help = error.help();
    let help = match error {
        RuleError::NotMonotone { lower: false, .. } => {
            "with more support it must never fail, nor pass because more are against: use at_least or more_than".into()
        }
        RuleError::NotMonotone { lower: true, .. } => {
            "with more support it must never fail, nor pass because more are against: use at_most or fewer_than".into()
        }
        RuleError::FewerThanNone => "raising a ballot must never turn adoption into failure: use at_most, or a share above 0".into(),
        RuleError::Ballots { ballots, .. } if ballots.contains(Ballot::For) && ballots.contains(Ballot::Against) => suggest::QUORUM.into(),
        RuleError::Fraction(_) => format!("{help}; a number of votes is written without quotes"),
        RuleError::CastAbsolute => format!("{help}, or leave out of = \"cast\""),
        RuleError::Empty => "list the rules it combines".into(),
        _ => help,
    };
    let place = match error {
        RuleError::Ballots { .. } if node.get("ballots").is_some() => node.key("ballots"),
        _ => node.key(head),
    };
    errors.add(ErrorKind::Rule, place.span, error.message(), help);
}
