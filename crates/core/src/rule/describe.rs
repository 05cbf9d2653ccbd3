//! Rules in words.

use super::{Basis, Bound, Comparison, Parts, Rule, Scope, Tally};
use crate::{Ballot, BallotSet, Body, Decimal, Ratio};

pub(super) fn rule(rule: &Rule, body: &Body) -> String {
    match rule.parts() {
        Parts::Tally(tally) => words(tally, body),
        Parts::All(rules) => join(rules, " and ", body),
        Parts::Any(rules) => join(rules, " or ", body),
        Parts::AtLeast(k, rules) => format!("at least {k} of ({})", join(rules, "; ", body)),
    }
}

fn join(rules: &[Rule], conjunction: &str, body: &Body) -> String {
    let parts: Vec<String> = rules
        .iter()
        .map(|part| match part.parts() {
            Parts::Tally(_) | Parts::AtLeast(..) => rule(part, body),
            Parts::All(_) | Parts::Any(_) if rules.len() == 1 => rule(part, body),
            Parts::All(_) | Parts::Any(_) => format!("({})", rule(part, body)),
        })
        .collect();
    parts.join(conjunction)
}

fn words(tally: &Tally, body: &Body) -> String {
    let whole = Ratio::new(1, 1);
    let zero = Ratio::new(0, 1);
    if tally.weight().is_none() && tally.basis() == Basis::All {
        match (tally.ballots(), tally.comparison(), tally.bound(), tally.scope()) {
            (BallotSet::AGAINST, Comparison::AtMost, Bound::Absolute(none), Scope::Everybody) if none == zero => {
                return "consensus".to_owned();
            }
            (BallotSet::AGAINST, Comparison::AtMost, Bound::Absolute(none), Scope::Some { label, .. }) if none == zero => {
                return format!("no objection by {label}");
            }
            (BallotSet::AGAINST, Comparison::AtMost, Bound::Absolute(few), Scope::Everybody) if few.denominator() == 1 => {
                return format!("consensus minus {}", few.numerator());
            }
            (BallotSet::FOR, Comparison::AtLeast, Bound::Fraction(all), Scope::Everybody) if all == whole => return "unanimity".to_owned(),
            _ => {}
        }
    }
    let comparison = match tally.comparison() {
        Comparison::AtLeast => "at least",
        Comparison::MoreThan => "more than",
        Comparison::AtMost => "at most",
        Comparison::FewerThan => "fewer than",
    };
    let bound = match tally.bound() {
        Bound::Absolute(number) => absolute(number, tally, body),
        Bound::Fraction(fraction) => fraction.to_string(),
    };
    let ballots: Vec<_> = tally.ballots().iter().map(Ballot::word).collect();
    let cast = if tally.basis() == Basis::Cast { " of votes cast" } else { "" };
    let mut text = format!("{comparison} {bound}{cast} {}", ballots.join(" or "));
    if let Some(weight) = tally.weight() {
        text += &format!(" by {}", body.weights[weight].name());
    }
    if let Scope::Some { label, .. } = tally.scope() {
        text += &format!(" among {label}");
    }
    text
}

/// The bound in the weight's own unit rather than in scaled numbers.
fn absolute(number: Ratio, tally: &Tally, body: &Body) -> String {
    let places = tally.weight().map_or(0, |weight| body.weights[weight].places());
    if number.denominator() == 1 {
        return Decimal::new(number.numerator(), places).to_string();
    }
    (number.numerator() as f64 / number.denominator() as f64 / 10u128.pow(places) as f64).to_string()
}

#[cfg(test)]
mod tests {
    use crate::{
        Body, Member, MemberSet, Ratio, Rule, Scope, blocking_minority, consensus, consensus_minus, majority_of_cast, unanimity, veto,
    };

    #[test]
    fn familiar_rules_bear_their_names() {
        let body = Body::new("", ["a", "b", "c"].map(Member::new).into());
        let permanent = Scope::Some { label: "permanent".to_owned(), members: MemberSet::of(3, [0]) };
        let two_thirds = majority_of_cast(Ratio::new(2, 3)).unwrap();
        for (rule, words) in [
            (consensus(), "consensus"),
            (unanimity(), "unanimity"),
            (consensus_minus(2), "consensus minus 2"),
            (blocking_minority(4), "fewer than 4 against or abstain"),
            (
                Rule::any(vec![Rule::all(vec![two_thirds, veto(permanent)]).unwrap(), unanimity()]).unwrap(),
                "(more than 2/3 of votes cast for and no objection by permanent) or unanimity",
            ),
        ] {
            assert_eq!(rule.describe(&body), words);
        }
    }
}
