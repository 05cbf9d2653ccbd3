//! `[[candidate]]`.

use nemcon_core::{Candidate, Entry, Probability, Quantity, Status, Withdrawal};

use crate::raw;
use crate::raw::{OneOf, Role};

pub(crate) fn convert(raw: &raw::Candidate) -> Candidate {
    Candidate {
        id: raw.id.clone(),
        name: raw.name.clone().unwrap_or_else(|| raw.id.clone()),
        status: raw.status.map_or(Status::Presented, |OneOf(status)| status.0),
        incumbent: matches!(raw.role, Some(OneOf(Role::Incumbent))),
        from: raw.from.map(|day| day.0),
        until: raw.until.map(|day| day.0),
        accepts: raw.accepts.map_or(Probability::ONE, |accepts| accepts.0),
        enters: raw.enters.as_ref().map(|enters| Entry { half_life: enters.half_life.0, from: enters.from.map(|day| day.0) }),
        withdraws: raw.withdraws.as_ref().map(|withdraws| Withdrawal {
            half_life: withdraws.half_life.0,
            ratio: withdraws.ratio.map_or(Quantity::Fixed(1.0), |ratio| ratio.0),
        }),
        considered_from: raw.considered_from.map(|day| day.0),
    }
}
