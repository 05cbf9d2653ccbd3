//! `[[bloc]]` and `[[evidence]]`.

#![allow(clippy::cast_possible_truncation, reason = "a body has at most 65,536 members")]

use nemcon_core::{Bloc, Count, Evidence, MemberSet, Report, StanceSet, Step};

use super::names::Names;
use super::parts::{Convert, deepest};
use crate::de;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw::{self, Counts, OneOf, Selector};
use crate::suggest;
use crate::tree::Node;

impl Convert for raw::Bloc {
    type Part = Bloc;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let group = node.key("group");
        let members = if self.group == "*" {
            Some(MemberSet::full(names.body.len()))
        } else if names.roster.groups().any(|group| group == self.group) {
            names.members(&Selector { names: vec![self.group.clone()], is_list: true }, group, errors)
        } else if names.unread.members {
            None
        } else {
            let help = || suggest::help(&self.group, "groups", names.roster.groups());
            errors.add_with(ErrorKind::UnknownMember, group.span, format!("there is no group `{}`", self.group), help);
            None
        };
        let candidates = names.candidates(self.candidates.as_ref(), node.key("candidates"), errors);
        let (members, candidates) = (members.unwrap_or_default(), candidates.unwrap_or_default());
        Some(Bloc { group: self.group.clone(), members, rho: self.rho, candidates })
    }
}

impl Convert for raw::Evidence {
    type Part = Evidence;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let candidate = names.candidate(&self.candidate, node.key("candidate"), errors);
        let reports = match &self.reports {
            None => report(self.count(), node, names, errors).map(|report| vec![report]),
            Some(reports) => {
                for key in de::keys::<Counts>().iter().filter(|key| node.get(key).is_some()) {
                    let help = "give the count either directly or in `reports`";
                    errors.add(ErrorKind::Choice, node.key_span(key), format!("`{key}` beside `reports`"), help);
                }
                let list = node.key("reports");
                let reports: Vec<_> =
                    reports.iter().enumerate().map(|(at, raw)| report(raw.count(), list.entry(at), names, errors)).collect();
                reports.into_iter().collect()
            }
        };
        Some(Evidence { candidate: candidate?, reports: reports? })
    }

    /// A count as a whole is where its number is; one that is given directly is the first and only report.
    fn place<'a>(node: &'a Node, below: &[Step]) -> &'a Node {
        let is_direct = node.get("reports").is_none() && below.len() >= 2;
        let found = deepest(node, if is_direct { &below[2..] } else { below });
        ["exactly", "at_least", "at_most", "about"].iter().find_map(|key| found.get(key)).unwrap_or(found)
    }
}

fn report(raw: Counts, node: &Node, names: &Names, errors: &mut Errors) -> Option<Report> {
    let stances = raw.stances.map_or(StanceSet::SUPPORT, |list| list.into_iter().map(|OneOf(stance)| stance).collect());
    let mut refuse = |place: &Node, message: &str| {
        let help = "a count is about = 20 with sd = 2, or exactly = 20, or at_least and at_most, or one of these";
        errors.add(ErrorKind::Choice, place.span, message, help);
    };
    // A number that cannot be read has been reported.
    let given = [
        ("about", raw.about.is_some()),
        ("sd", raw.sd.is_some()),
        ("exactly", raw.exactly.is_some()),
        ("at_least", raw.at_least.is_some()),
        ("at_most", raw.at_most.is_some()),
    ];
    if given.iter().any(|(key, is_read)| !is_read && node.get(key).is_some()) {
        return None;
    }
    let count = match (raw.about, raw.sd, raw.exactly, raw.at_least, raw.at_most) {
        (Some(mean), Some(sd), None, None, None) => Count::About { mean, sd },
        (None, None, Some(number), None, None) => Count::exactly(number),
        (None, None, None, None, None) => {
            refuse(node, "this report does not say how many");
            return None;
        }
        (None, None, None, at_least, at_most) => {
            let at_least = at_least.unwrap_or(0);
            Count::Between { at_least, at_most: at_most.unwrap_or(at_least.max(names.present as u32)) }
        }
        (Some(_), None, None, None, None) => {
            refuse(node.key("about"), "`about` without `sd`, the standard deviation of the report");
            return None;
        }
        (None, Some(_), ..) => {
            refuse(node.key("sd"), "`sd` without `about`");
            return None;
        }
        _ => {
            refuse(node.key(if raw.about.is_some() { "about" } else { "exactly" }), "these keys do not go together");
            return None;
        }
    };
    Some(Report { stances, count })
}
