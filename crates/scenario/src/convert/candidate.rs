//! `[[candidate]]`.

use nemcon_core::{Candidate, Entry, Probability, Quantity, Status, Withdrawal};

use super::names::Names;
use super::parts::Convert;
use crate::diagnostic::Errors;
use crate::raw::{self, OneOf, Role};
use crate::tree::Node;

impl Convert for raw::Candidate {
    type Part = Candidate;

    fn convert(&self, _: &Node, _: &Names, _: &mut Errors) -> Option<Self::Part> {
        Some(Candidate {
            id: self.id.clone(),
            name: self.name.clone().unwrap_or_else(|| self.id.clone()),
            status: self.status.map_or(Status::Presented, |OneOf(status)| status.0),
            incumbent: matches!(self.role, Some(OneOf(Role::Incumbent))),
            from: self.from.map(|day| day.0),
            until: self.until.map(|day| day.0),
            accepts: self.accepts.map_or(Probability::ONE, |accepts| accepts.0),
            enters: self.enters.as_ref().map(|enters| Entry { half_life: enters.half_life.0, from: enters.from.map(|day| day.0) }),
            withdraws: self.withdraws.as_ref().map(|withdraws| Withdrawal {
                half_life: withdraws.half_life.0,
                ratio: withdraws.ratio.map_or(Quantity::Fixed(1.0), |ratio| ratio.0),
            }),
            considered_from: self.considered_from.map(|day| day.0),
        })
    }
}
