//! The options of the procedures.

use super::{Faults, limits};
use crate::{Ballots, Draft, EliminatingBallots, FaultKind, Place, Procedure, Ratio};

pub(super) fn check(draft: &Draft, place: &Place, faults: &mut Faults) {
    let question = &draft.question;
    let place = place.then(question.procedure.name());
    match &question.procedure {
        Procedure::Soundings(soundings) => {
            positive(place.then("hold"), "hold", soundings.hold, faults);
            if let Some(drop) = soundings.drop {
                positive(place.then("drop").then("after"), "after", drop.after, faults);
                if drop.below > Ratio::new(1, 1) {
                    faults.add(place.then("drop").then("below"), FaultKind::DropShare { share: drop.below });
                }
            }
        }
        Procedure::Winnowing(cuts) => {
            let (mut after, mut before) = (question.as_of, u32::MAX);
            for (index, cut) in cuts.iter().enumerate() {
                let at = place.at(index);
                positive(at.then("keep"), "keep", cut.keep, faults);
                if cut.on <= after {
                    faults.add(at.then("on"), FaultKind::Cut { date: cut.on, after });
                }
                if cut.keep > before {
                    faults.add(at.then("keep"), FaultKind::Keep { keep: cut.keep, before });
                }
                (after, before) = (after.max(cut.on), cut.keep);
            }
            if cuts.is_empty() {
                faults.add(place.clone(), FaultKind::NoCut);
            }
        }
        Procedure::Ballots(options) => ballots(options, &place, faults),
    }
}

fn ballots(ballots: &Ballots, place: &Place, faults: &mut Faults) {
    positive(place.then("per_round"), "per_round", ballots.per_round, faults);
    if let Some(eliminate) = &ballots.eliminate {
        let place = place.then("eliminate");
        positive(place.then("down_to"), "down_to", eliminate.down_to, faults);
        match &eliminate.after {
            EliminatingBallots::From(first) => positive(place.then("from_ballot"), "from_ballot", *first, faults),
            EliminatingBallots::After(after) => {
                if after.is_empty() {
                    faults.add(place.then("after"), FaultKind::NoBallot);
                }
                for (at, &ballot) in after.iter().enumerate() {
                    if after[..at].contains(&ballot) {
                        faults.add(place.then("after").at(at), FaultKind::SecondBallot { ballot });
                    } else {
                        positive(place.then("after").at(at), "after", ballot, faults);
                    }
                }
            }
        }
    }
    if let Some(after) = ballots.runoff_after {
        positive(place.then("runoff_after"), "runoff_after", after, faults);
    }
    if let Some(revision) = ballots.revise {
        let place = place.then("revise");
        faults.uncertain_probability(place.then("share"), "the probability of reconsidering", revision.share);
        if !(0.0..=limits::REVISION_PULL).contains(&revision.pull) {
            faults.add(place.then("pull"), FaultKind::RevisionPull { value: revision.pull, most: limits::REVISION_PULL });
        }
    }
    if let Some(acclaim) = ballots.acclaim {
        faults.uncertain_probability(place.then("acclaim"), "the probability of joining", acclaim);
    }
    if ballots.per_round > limits::BALLOTS_PER_ROUND {
        let (number, most) = (ballots.per_round as usize, limits::BALLOTS_PER_ROUND as usize);
        faults.add(place.then("per_round"), FaultKind::Limit { what: "ballots a round", number, most });
    }
}

fn positive(place: Place, what: &'static str, number: u32, faults: &mut Faults) {
    if number == 0 {
        faults.add(place, FaultKind::Zero { what });
    }
}
