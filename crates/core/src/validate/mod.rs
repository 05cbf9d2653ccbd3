//! Everything a draft must satisfy to become a model; all faults are collected.

mod body;
mod candidates;
mod correlations;
mod dynamics;
mod events;
mod evidence;
pub mod limits;
mod procedure;
mod question;

use std::collections::HashSet;

use crate::{Body, CandidateSet, Draft, Fault, FaultKind, MemberSet, Named, Place, Probability, Quantity, Rule, is_unseen};

/// Everything that is wrong with a draft, in the order of the scenario format.
pub(crate) fn faults(draft: &Draft) -> Vec<Fault> {
    let mut faults = Faults::default();
    let small = limits::check(draft, &mut faults);
    // What follows indexes the body and the priors: without them it has nothing to say.
    if !body::check(draft, &mut faults) || !small {
        return faults.0;
    }
    faults.line(Place::key("title"), "the title", &draft.title);
    question::check(draft, &mut faults);
    candidates::check(draft, &mut faults);
    correlations::check(draft, &mut faults);
    evidence::check(draft, &mut faults);
    dynamics::check(draft, &mut faults);
    events::check(draft, &mut faults);
    faults.0
}

/// Everything that is wrong with a body by itself, and with its rule. Places are those of a body
/// file: `member[2].id`, `rule`.
pub fn body_faults(body: &Body, rule: Option<&Rule>) -> Vec<Fault> {
    let mut faults = Faults::default();
    body::members(body, &mut faults);
    if let Some(rule) = rule {
        question::rule_of(rule, body, &Place::key("rule"), &mut faults);
    }
    faults.0
}

/// The faults found so far.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, place: Place, kind: FaultKind) {
        self.0.push(Fault { kind, place });
    }

    /// There is such a weight.
    fn weight(&mut self, place: &Place, weight: usize, body: &Body) -> bool {
        let known = weight < body.weights.len();
        if !known {
            self.add(place.clone(), FaultKind::Unknown { named: Named::Weight });
        }
        known
    }

    /// Somebody is chosen, and only members of the body.
    fn members(&mut self, place: &Place, members: &MemberSet, body: &Body) {
        if members.is_empty() {
            self.add(place.clone(), FaultKind::SelectsNobody);
        }
        self.members_exist(place, members, body);
    }

    /// Only members of the body are chosen.
    fn members_exist(&mut self, place: &Place, members: &MemberSet, body: &Body) {
        if members.iter().any(|member| member.index() >= body.len()) {
            self.add(place.clone(), FaultKind::Unknown { named: Named::Member });
        }
    }

    /// Some candidate is chosen, and only candidates of the scenario.
    fn candidates(&mut self, place: &Place, candidates: CandidateSet, draft: &Draft) {
        if candidates.is_empty() {
            self.add(place.clone(), FaultKind::SelectsNobody);
        }
        if candidates.iter().any(|candidate| candidate.index() >= draft.candidates.len()) {
            self.add(place.clone(), FaultKind::Unknown { named: Named::Candidate });
        }
    }

    /// A probability lies between 0 and 1.
    fn probability(&mut self, place: Place, what: &'static str, value: f64) {
        if !(0.0..=1.0).contains(&value) {
            self.add(place, FaultKind::Probability { what, value });
        }
    }

    /// A probability lies between 0 and 1, or is a range between them that reaches neither.
    fn uncertain_probability(&mut self, place: Place, what: &'static str, probability: Probability) {
        match probability {
            Probability::Known(value) => self.probability(place, what, value),
            Probability::Range { low, high } => {
                if !(low > 0.0 && low < high && high < 1.0) {
                    self.add(place, FaultKind::ProbabilityRange { what, low, high });
                }
            }
        }
    }

    /// An id is one, and no other of its kind has it.
    fn id<'a>(&mut self, place: Place, named: Named, id: &'a str, seen: &mut HashSet<&'a str>) {
        if !is_id(id) {
            self.add(place, FaultKind::NotAnId { named, id: id.to_owned() });
        } else if !seen.insert(id) {
            self.add(place, FaultKind::Taken { named, id: id.to_owned() });
        }
    }

    /// What is printed on a line is one, and cannot steer the terminal it is printed on.
    fn line(&mut self, place: Place, what: &'static str, text: &str) {
        if text.contains(is_unseen) {
            self.add(place, FaultKind::Unprintable { what, text: text.to_owned() });
        }
    }

    /// A number, or both ends of a range, are positive (or at least 0), and a range is one.
    fn quantity(&mut self, place: Place, what: &'static str, quantity: Quantity, zero_allowed: bool) {
        match quantity {
            Quantity::Fixed(value) => {
                let allowed = value.is_finite() && (value > 0.0 || (zero_allowed && value == 0.0));
                if !allowed {
                    self.add(place, FaultKind::Number { what, value, zero_allowed });
                }
            }
            Quantity::Range { low, high } => {
                if !(low > 0.0 && low < high && high.is_finite()) {
                    self.add(place, FaultKind::Range { what, low, high });
                }
            }
        }
    }
}

/// Whether a text is an id: a letter or digit, then letters, digits, `_` and `-`.
pub fn is_id(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphanumeric()) && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}
