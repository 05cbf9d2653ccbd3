//! `[[bloc]]` and `[[evidence]]`.

#![allow(clippy::cast_possible_truncation, reason = "a body has at most 4096 members")]

use nemcon_core::{Bloc, Count, Evidence, MemberSet, Report, StanceSet};

use super::names::Names;
use crate::de;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw::{self, Counts, OneOf, Selector};
use crate::suggest;
use crate::tree::Node;

pub(crate) fn bloc(raw: &raw::Bloc, node: &Node, names: &Names, errors: &mut Errors) -> Option<Bloc> {
    let group = node.key("group");
    let members = if raw.group == "*" {
        Some(MemberSet::full(names.body.len()))
    } else if names.roster.groups().any(|group| group == raw.group) {
        names.members(&Selector { names: vec![raw.group.clone()], is_list: true }, group, errors)
    } else {
        let help = || suggest::help(&raw.group, "groups", names.roster.groups());
        errors.add_with(ErrorKind::UnknownMember, group.span, format!("there is no group `{}`", raw.group), help);
        None
    };
    let candidates = names.candidates(raw.candidates.as_ref(), node.key("candidates"), errors);
    Some(Bloc { group: raw.group.clone(), members: members?, rho: raw.rho, candidates: candidates? })
}

pub(crate) fn convert(raw: &raw::Evidence, node: &Node, names: &Names, errors: &mut Errors) -> Option<Evidence> {
    let candidate = names.candidate(&raw.candidate, node.key("candidate"), errors);
    let reports = match &raw.reports {
        None => report(raw.count(), node, names, errors).map(|report| vec![report]),
        Some(reports) => {
            for key in de::keys::<Counts>().iter().filter(|key| node.get(key).is_some()) {
                let help = "give the count either directly or in `reports`";
                errors.add(ErrorKind::Choice, node.key_span(key), format!("`{key}` beside `reports`"), help);
            }
            let list = node.key("reports");
            let reports: Vec<_> = reports.iter().enumerate().map(|(at, raw)| report(raw.count(), list.entry(at), names, errors)).collect();
            reports.into_iter().collect()
        }
    };
    Some(Evidence { candidate: candidate?, reports: reports? })
}

fn report(raw: Counts, node: &Node, names: &Names, errors: &mut Errors) -> Option<Report> {
    let stances = raw.stances.map_or(StanceSet::SUPPORT, |list| list.into_iter().map(|OneOf(stance)| stance).collect());
    let mut refuse = |place: &Node, message: &str| {
        let help = "a count is about = 20 with sd = 2, or exactly = 20, or at_least and at_most, or one of these";
        errors.add(ErrorKind::Choice, place.span, message, help);
    };
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
