//! `[[stance]]` and priors.

use nemcon_core::{CandidateId, CandidateSet, MemberSet, Prior, Priors, UncertainPrior};

use super::names::Names;
use super::parts::Convert;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::raw::OneOf;
use crate::tree::Node;

/// Some pairs, and the prior of each.
pub(crate) struct Pairs {
    pub(crate) candidates: CandidateSet,
    pub(crate) members: MemberSet,
    pub(crate) prior: Prior,
    /// How sure its probabilities are, if they are not known; and what the file calls the members.
    concentration: Option<(f64, String)>,
}

impl Pairs {
    /// Gives the pairs their prior.
    pub(crate) fn put(&self, priors: &mut Priors) {
        for candidate in self.candidates.iter() {
            // What is wrong with a concentration has been reported.
            let uncertain =
                self.concentration.as_ref().map(|(concentration, name)| UncertainPrior::new(name, candidate, self.prior, *concentration));
            match uncertain {
                Some(Ok(prior)) => priors.set_uncertain(&self.members, prior),
                _ => self.members.iter().for_each(|member| priors.set(member, candidate, self.prior)),
            }
        }
    }
}

impl Convert for raw::StanceEntry {
    type Part = Pairs;

    // Which prior a pair has depends on all entries.
    const MAY_LACK: bool = false;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let candidates = names.candidates(Some(&self.candidate), node.key("candidate"), errors);
        let members = names.members(&self.members, node.key("members"), errors);
        let prior = match (&self.prior, self.declared) {
            (Some(prior), None) => self::prior(prior, node.key("prior"), errors),
            (None, Some(OneOf(stance))) => Some(Prior::declared(stance)),
            (Some(_), Some(_)) => {
                let help = "a stance is either declared, or judged by a prior: keep one of the two keys";
                errors.add(ErrorKind::Choice, node.key_span("declared"), "`prior` and `declared` in one [[stance]]", help);
                None
            }
            (None, None) => {
                let help = "add prior = { support = 0.3, accept = 0.3, reserve = 0.3, oppose = 0.1 }, or declared = \"support\"";
                errors.add(ErrorKind::Choice, node.span, "[[stance]] says neither `prior` nor `declared`", help);
                None
            }
        };
        let concentration = self.prior.as_ref().and_then(|prior| prior.concentration);
        if let (Some(concentration), Some(prior)) = (concentration, prior)
            && let Err(error) = UncertainPrior::new("", CandidateId::new(0), prior, concentration)
        {
            errors.add(ErrorKind::Prior, node.key("prior").key("concentration").span, error.message(), error.help());
            return None;
        }
        let concentration = concentration.map(|concentration| (concentration, self.members.names.join(" ")));
        Some(Pairs { candidates: candidates?, members: members?, prior: prior?, concentration })
    }
}

pub(crate) fn prior(raw: &raw::Prior, node: &Node, errors: &mut Errors) -> Option<Prior> {
    let probabilities = [("oppose", raw.oppose), ("reserve", raw.reserve), ("accept", raw.accept), ("support", raw.support)];
    let wrong = probabilities.iter().filter(|(_, probability)| !(0.0..=1.0).contains(probability));
    let before = errors.len();
    for (word, probability) in wrong {
        errors.add(
            ErrorKind::Prior,
            node.key(word).span,
            format!("{probability} is not a probability"),
            "a probability lies between 0 and 1: 60% is 0.6",
        );
    }
    if errors.len() > before {
        return None;
    }
    let prior = Prior::new(probabilities.map(|(_, probability)| probability));
    prior
        .map_err(|error| {
            errors.add(ErrorKind::Prior, node.span, error.message(), error.help());
        })
        .ok()
}
