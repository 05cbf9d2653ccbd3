//! The procedure, compiled: one variant for each file of `kernel/run/procedure`.

use nemcon_core::{Ballots, Model, Procedure, Soundings};

use super::{Calendar, Entities, PlanError};
use crate::random::{Entity, Purpose};

/// How step (d) of a round is conducted.
#[derive(Debug, Clone)]
pub(crate) enum ProcedurePlan {
    Soundings(Soundings),
    /// Days after the as-of date, and how many candidates are kept.
    Winnowing(Vec<(i32, usize)>),
    /// The options, and by pair the address of its preference number.
    Ballots(Ballots, Vec<Entity>),
}

impl ProcedurePlan {
    pub(super) fn new(model: &Model, calendar: &Calendar, entities: &mut Entities) -> Result<Self, PlanError> {
        Ok(match &model.question().procedure {
            Procedure::Soundings(soundings) => Self::Soundings(*soundings),
            Procedure::Winnowing(cuts) => Self::Winnowing(cuts.iter().map(|cut| (calendar.day(cut.on), cut.keep as usize)).collect()),
            Procedure::Ballots(ballots) => {
                let pairs =
                    model.candidates().iter().flat_map(|candidate| model.body().members.iter().map(move |member| (member, candidate)));
                let preferences = pairs.map(|(member, candidate)| entities.entity(Purpose::Preference, &[&member.id, &candidate.id]));
                Self::Ballots(*ballots, preferences.collect::<Result<_, _>>()?)
            }
        })
    }
}
