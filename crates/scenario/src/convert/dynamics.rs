//! `[dynamics]`, `[[pace]]` and `[[influence]]`.

use nemcon_core::{DatePull, Dynamics, EdgeSet, Influence, Lasting, MemberSet, Pace, Quantity, SharePull};

use super::names::Names;
use super::parts::Convert;
use crate::diagnostic::Errors;
use crate::raw;
use crate::raw::{OneOf, UpwardEdge};
use crate::tree::Node;

impl Convert for raw::Dynamics {
    type Part = Dynamics;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let weight = self.bandwagon.as_ref().and_then(|bandwagon| bandwagon.weight.as_ref());
        let bandwagon_weight = weight.and_then(|name| names.weight(name, node.key("bandwagon").key("weight"), errors));
        let default = Dynamics::default();
        Some(Dynamics {
            half_lives: [self.oppose, self.reserve, self.accept, self.defect].map(|half_life| half_life.map(|half_life| half_life.0)),
            bandwagon: self.bandwagon.as_ref().map_or_else(SharePull::default, |raw| share_pull(raw.ratio, raw.at, raw.edges.as_deref())),
            bandwagon_weight,
            isolation: self.isolation.as_ref().map_or_else(SharePull::default, |raw| share_pull(raw.ratio, raw.at, raw.edges.as_deref())),
            deadline: self.deadline.as_ref().map(date_pull),
            meeting: self.meeting.as_ref().map(date_pull),
            lasting: self.lasting.as_ref().map_or_else(Lasting::default, lasting),
            loyalty: self.loyalty.map_or(default.loyalty, |loyalty| loyalty.0),
            frailty: self.frailty.unwrap_or(default.frailty),
        })
    }
}

fn share_pull(ratio: Option<raw::Quantity>, at: Option<f64>, edges: Option<&[OneOf<UpwardEdge>]>) -> SharePull {
    let default = SharePull::default();
    SharePull { ratio: ratio.map_or(default.ratio, |ratio| ratio.0), at: at.unwrap_or(default.at), edges: self::edges(edges) }
}

fn date_pull(raw: &raw::DatePull) -> DatePull {
    let ratio = raw.ratio.map_or(Quantity::Fixed(1.0), |ratio| ratio.0);
    DatePull { ratio, half_life: raw.half_life.0, edges: edges(raw.edges.as_deref()) }
}

/// The edges that a pull acts on: all that lead upward where none are given.
fn edges(raw: Option<&[OneOf<UpwardEdge>]>) -> EdgeSet {
    raw.map_or(EdgeSet::UPWARD, |list| list.iter().map(|OneOf(edge)| edge.0).collect())
}

fn lasting(raw: &raw::Lasting) -> Lasting {
    let default = Lasting::default();
    Lasting {
        oppose: raw.oppose.map_or(default.oppose, |oppose| oppose.0),
        reserve: raw.reserve.map_or(default.reserve, |reserve| reserve.0),
    }
}

impl Convert for raw::Pace {
    type Part = Pace;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let members = match &self.members {
            None => MemberSet::full(names.body.len()),
            Some(selector) => names.members(selector, node.key("members"), errors).unwrap_or_default(),
        };
        let candidates = names.candidates(self.candidate.as_ref(), node.key("candidate"), errors).unwrap_or_default();
        Some(Pace { members, candidates, edge: self.edge.map(|OneOf(edge)| edge), factor: self.factor.0 })
    }
}

impl Convert for raw::Influence {
    type Part = Influence;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let of = names.member(&self.of, node.key("of"), errors);
        let on = names.members(&self.on, node.key("on"), errors).unwrap_or_default();
        let candidates = names.candidates(self.candidate.as_ref(), node.key("candidate"), errors).unwrap_or_default();
        Some(Influence { of: of?, on, candidates, factor: self.factor.0 })
    }
}
