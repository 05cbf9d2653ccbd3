//! Evidence.

#![allow(clippy::cast_possible_truncation, reason = "a body has at most 65,536 members")]

use super::{Faults, limits};
use crate::{Count, Draft, Evidence, FaultKind, Named, Place, Stance};

pub(super) fn check(draft: &Draft, faults: &mut Faults) {
    let mut seen = crate::CandidateSet::default();
    let (mut cells, mut anew) = (0usize, 0usize);
    for (index, evidence) in draft.evidence.iter().enumerate() {
        let place = Place::entry("evidence", index);
        if evidence.candidate.index() >= draft.candidates.len() {
            faults.add(place.then("candidate"), FaultKind::Unknown { named: Named::Candidate });
            continue;
        }
        if seen.contains(evidence.candidate) {
            let candidate = draft.candidates[evidence.candidate.index()].id.clone();
            faults.add(place.then("candidate"), FaultKind::SecondEvidence { candidate });
            continue;
        }
        seen = seen.iter().chain([evidence.candidate]).collect();
        let before = faults.0.len();
        reports(draft, evidence, &place, faults);
        let present = draft.present.len();
        let size = size(present, evidence.reports.len());
        cells = cells.saturating_add(size);
        if cells > limits::EVIDENCE_CELLS {
            faults.add(place, FaultKind::EvidenceSize { reports: evidence.reports.len(), present });
            return;
        }
        if conditional(draft, evidence) {
            anew = anew.saturating_add(size);
            if anew > limits::EVIDENCE_CELLS_ANEW {
                faults.add(place, too_much_anew(present, evidence.reports.len(), anew - size));
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
fn too_much_anew(present: usize, reports: usize, taken: usize) -> FaultKind {
    let left = limits::EVIDENCE_CELLS_ANEW - taken;
    FaultKind::EvidenceSizeAnew {
        reports,
        present,
        cells: size(present, reports),
        most: limits::EVIDENCE_CELLS_ANEW,
        fewer_reports: (1..reports).rev().find(|&reports| size(present, reports) <= left),
        fewer_members: (0..present).rev().find(|&members| size(members, reports) <= left).unwrap_or(0),
        alone: taken == 0,
    }
}

fn reports(draft: &Draft, evidence: &Evidence, place: &Place, faults: &mut Faults) {
    let present = draft.present.len();
    if evidence.reports.is_empty() {
        faults.add(place.then("reports"), FaultKind::NoReport);
    }
    for (index, report) in evidence.reports.iter().enumerate() {
        let at = place.then("reports").at(index);
        if report.stances.is_empty() {
            faults.add(at.then("stances"), FaultKind::NoStance);
        }
        if evidence.reports[..index].iter().any(|other| other.stances.intersects(report.stances)) {
            faults.add(at.then("stances"), FaultKind::SameStance);
        }
        match report.count {
            Count::About { mean, sd } => {
                if !(0.0..=present as f64).contains(&mean) {
                    faults.add(at.then("about"), FaultKind::About { mean, present, as_of: draft.question.as_of });
                }
                if !(sd > 0.0 && sd.is_finite()) {
                    faults.add(at.then("sd"), FaultKind::Deviation { sd });
                }
            }
            Count::Between { at_least, at_most } if at_least > at_most => {
                faults.add(at.then("at_least"), FaultKind::Bounds { at_least, at_most });
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
        // Without a prior, which is a fault by itself, any stance is possible.
        let prior = draft.priors.get(member, evidence.candidate);
        let held = Stance::ALL.into_iter().filter(|&stance| prior.is_none_or(|prior| prior.probability(stance) > 0.0));
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
            let stances = Stance::ALL.into_iter().filter(|&stance| sets >> set_of(stance) & 1 == 1).collect();
            faults.add(place.clone(), FaultKind::Impossible { must, can, present, stances, least, most });
            return;
        }
    }
}
