//! Candidates, compiled.

use nemcon_core::{Date, Model, Status};

use super::{Calendar, Chance, Entities, Input, PlanError, Source};
use crate::random::{Entity, Purpose};

/// How one candidate comes, goes and is sounded.
#[derive(Debug, Clone)]
pub(crate) struct CandidatePlan {
    pub(crate) entity: Entity,
    pub(crate) status: Status,
    pub(crate) incumbent: bool,
    pub(crate) accepts: Chance,
    /// First and last day on which it can be appointed.
    window: (i32, i32),
    /// The half-life until it enters, and the first day that counts.
    pub(crate) enters: Option<(Source, i32)>,
    /// The half-life until it withdraws, and the hazard ratio of being behind.
    pub(crate) withdraws: Option<(Source, Source)>,
    /// The first day on which the incumbent is sounded; `None`: in the last round.
    considered_from: Option<i32>,
}

impl CandidatePlan {
    /// Whether the candidate could be appointed on a day.
    pub(crate) fn is_available(&self, day: i32) -> bool {
        (self.window.0..=self.window.1).contains(&day)
    }

    /// The word of the wait in a status, where the candidate may leave it by itself.
    pub(crate) fn waiting_word(&self, status: Status) -> Option<usize> {
        match status {
            Status::Mentioned | Status::Interested => self.enters.map(|_| 1),
            Status::Presented => self.withdraws.map(|_| 2),
            Status::Withdrawn | Status::Declined | Status::Appointed => None,
        }
    }

    /// Whether the candidate, once presented, is sounded in a round on a day, which may be the last.
    pub(crate) fn may_be_sounded(&self, day: i32, last: bool) -> bool {
        let considered = !self.incumbent || self.considered_from.map_or(last, |from| from <= day);
        considered && self.is_available(day)
    }
}

pub(super) fn plan(
    model: &Model,
    calendar: &Calendar,
    inputs: &mut Vec<Input>,
    entities: &mut Entities,
) -> Result<Vec<CandidatePlan>, PlanError> {
    let day = |date: Option<Date>, otherwise: i32| date.map_or(otherwise, |date| calendar.day(date));
    let mut plans = Vec::with_capacity(model.candidates().len());
    for candidate in model.candidates() {
        let id = candidate.id.as_str();
        let enters = match candidate.enters {
            Some(entry) => Some((Source::new(entry.half_life, &["candidate", id, "enters"], inputs, entities)?, day(entry.from, i32::MIN))),
            None => None,
        };
        let withdraws = match candidate.withdraws {
            Some(withdrawal) => Some((
                Source::new(withdrawal.half_life, &["candidate", id, "withdraws", "half_life"], inputs, entities)?,
                Source::new(withdrawal.ratio, &["candidate", id, "withdraws", "ratio"], inputs, entities)?,
            )),
            None => None,
        };
        plans.push(CandidatePlan {
            entity: entities.entity(Purpose::Candidate, &[id])?,
            status: candidate.status,
            incumbent: candidate.incumbent,
            accepts: Chance::new(candidate.accepts, &["candidate", id, "accepts"], inputs, entities)?,
            window: (day(candidate.from, i32::MIN), day(candidate.until, i32::MAX)),
            enters,
            withdraws,
            considered_from: candidate.considered_from.map(|date| calendar.day(date)),
        });
    }
    Ok(plans)
}
