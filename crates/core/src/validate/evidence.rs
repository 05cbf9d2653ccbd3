//! Evidence.

use super::{Faults, limits};
use crate::{Count, Draft, Evidence, Place, Stance};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let mut seen = crate::CandidateSet::default();
    let (mut cells, mut anew) = (0usize, 0usize);
    for (index, evidence) in draft.evidence.iter().enumerate() {
        let place = Place::entry("evidence", index);
        if evidence.candidate.index() >= draft.candidates.len() {
            faults.add(place.then("candidate"), "evidence on a candidate that does not exist", "name a candidate");
            continue;
        }
        if seen.contains(evidence.candidate) {
            let message = format!("a second entry on {:?}", draft.candidates[evidence.candidate.index()].id);
            faults.add(place.then("candidate"), message, "put all reports on one candidate into one entry: reports = [{ … }, { … }]");
            continue;
        }
        seen = seen.iter().chain([evidence.candidate]).collect();
        let before = faults.0.len();
        reports(draft, evidence, &place, faults);
        let present = draft.present.len();
        let size = size(present, evidence.reports.len());
        cells = cells.saturating_add(size);
        if cells > limits::EVIDENCE_CELLS {
            let message = format!("{} reports on a body of {present}", evidence.reports.len());
            faults.add(place, message, "with the entries before it, this is too much to condition on exactly: give fewer reports");
            return;
        }
        if conditional(draft, evidence) {
            anew = anew.saturating_add(size);
            if anew > limits::EVIDENCE_CELLS_ANEW {
                let (message, help) = too_much_anew(present, evidence.reports.len(), anew - size);
                faults.add(place, message, help);
                return;
            }
        }
        if faults.0.len() == before {
            possible(draft, evidence, &place, faults);
        }
    }
}

/// The cells of the table that conditions on some reports: members × count states.
fn size(present: usize, reports: usize) -> usize {
    (0..reports).fold(present.max(1), |cells, _| cells.saturating_mul(present + 1))
}

/// Whether the law of the stances that evidence counts is another in every run, so that its table
/// must be made anew: a bloc, an uncertain prior or a cleavage is on the candidate.
fn conditional(draft: &Draft, evidence: &Evidence) -> bool {
    let candidate = evidence.candidate;
    draft.blocs.iter().any(|bloc| bloc.rho > 0.0 && bloc.candidates.contains(candidate))
        || draft.present.iter().any(|member| draft.priors.drawn(member, candidate).is_some())
        || draft.cleavages.iter().any(|cleavage| cleavage.rho > 0.0 && cleavage.sign(candidate).is_some())
}

/// What is wrong with a table that must be made anew in every run beside tables of `taken` cells,
/// and what would be accepted.
fn too_much_anew(present: usize, reports: usize, taken: usize) -> (String, String) {
    let message = format!(
        "{reports} reports on a body of {present}, on a candidate whose stances depend on blocs, cleavages or uncertain priors: {} cells, made anew in every run",
        size(present, reports)
    );
    let left = limits::EVIDENCE_CELLS_ANEW - taken;
    let fewer = (1..reports).rev().find(|&reports| size(present, reports) <= left);
    let members = (0..present).rev().find(|&members| size(members, reports) <= left).unwrap_or(0);
    let beside = if taken > 0 { " with the entries before it" } else { "" };
    let accepted = match fewer {
        Some(1) => format!("1 report, or {members} members"),
        Some(fewer) => format!("{fewer} reports, or {members} members"),
        None => format!("{members} members"),
    };
    (message, format!("at most {} such cells are allowed{beside}: here that is {accepted}", limits::EVIDENCE_CELLS_ANEW))
}

fn reports(draft: &Draft, evidence: &Evidence, place: &Place, faults: &mut Faults) {
    let present = draft.present.len();
    if evidence.reports.is_empty() {
        faults.add(place.then("reports"), "evidence without a report", "say how many: about and sd, exactly, at_least or at_most");
    }
    for (index, report) in evidence.reports.iter().enumerate() {
        let at = place.then("reports").at(index);
        if report.stances.is_empty() {
            faults.add(at.then("stances"), "a report on no stance", "list at least one of oppose, reserve, accept, support");
        }
        if evidence.reports[..index].iter().any(|other| other.stances.intersects(report.stances)) {
            faults.add(at.then("stances"), "two reports on the same stance", "the reports of one entry count different stances");
        }
        match report.count {
            Count::About { mean, sd } => {
                if !(0.0..=present as f64).contains(&mean) {
                    faults.add(
                        at.then("about"),
                        format!("about {mean} of {present} members"),
                        format!("the number lies between 0 and {present}, the members present on {}", draft.question.as_of),
                    );
                }
                if !(sd > 0.0 && sd.is_finite()) {
                    faults.add(
                        at.then("sd"),
                        format!("the standard deviation is {sd}"),
                        "it must be greater than 0; use `exactly` for a count that is known",
                    );
                }
            }
            Count::Between { at_least, at_most } if at_least > at_most => {
                faults.add(
                    at.then("at_least"),
                    format!("at least {at_least} and at most {at_most}"),
                    "`at_least` must not exceed `at_most`",
                );
            }
            Count::Between { .. } => {}
        }
    }
}

/// Whether the priors allow what the reports say at all.
///
/// Members are to be distributed over the reports' sets (and the rest) within bounds. By
/// Hoffman's circulation theorem that is possible exactly if, for every collection of sets, those
/// who must be in it are not too many, and those who can be in it not too few.
fn possible(draft: &Draft, evidence: &Evidence, place: &Place, faults: &mut Faults) {
    let present = draft.present.len() as u32;
    let set_of =
        |stance: Stance| evidence.reports.iter().position(|report| report.stances.contains(stance)).unwrap_or(evidence.reports.len());
    let mut members_by_choice = vec![0u32; 1 << (evidence.reports.len() + 1)];
    for member in draft.present.iter() {
        let Some(prior) = draft.priors.get(member, evidence.candidate) else { return };
        let held = Stance::ALL.into_iter().filter(|&stance| prior.probability(stance) > 0.0);
        members_by_choice[held.fold(0, |choice, stance| choice | 1 << set_of(stance))] += 1;
    }
    let bounds: Vec<(u32, u32)> = evidence
        .reports
        .iter()
        .map(|report| match report.count {
            Count::Between { at_least, at_most } => (at_least, at_most),
            Count::About { .. } => (0, present),
        })
        .chain([(0, present)])
        .collect();
    for sets in 1usize..1 << bounds.len() {
        let inside = || (0..bounds.len()).filter(|set| sets >> set & 1 == 1);
        let must: u32 = (0..members_by_choice.len()).filter(|choice| choice & !sets == 0).map(|choice| members_by_choice[choice]).sum();
        let can: u32 = (0..members_by_choice.len()).filter(|choice| choice & sets != 0).map(|choice| members_by_choice[choice]).sum();
        let most = inside().fold(0u32, |sum, set| sum.saturating_add(bounds[set].1));
        let least = inside().fold(0u32, |sum, set| sum.saturating_add(bounds[set].0));
        if must > most || can < least {
            let words: Vec<&str> = Stance::ALL.into_iter().filter(|&stance| sets >> set_of(stance) & 1 == 1).map(Stance::word).collect();
            let message = format!(
                "this evidence has probability zero: by the priors {must} to {can} of {present} members can be at {}, the reports want {least} to {most}",
                words.join(" or ")
            );
            faults.add(place.clone(), message, "change the count, or the priors of those who are declared otherwise");
            return;
        }
    }
}
