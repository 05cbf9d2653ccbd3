//! `[dynamics]`, `[[pace]]` and `[[influence]]`.

use nemcon_core::{DatePull, Dynamics, EdgeSet, Influence, Lasting, MemberSet, Pace, Quantity, SharePull};

use super::names::Names;
use crate::diagnostic::Errors;
use crate::raw;
use crate::raw::{OneOf, UpwardEdge};
use crate::tree::Node;

pub(crate) fn convert(raw: &raw::Dynamics, node: &Node, names: &Names, errors: &mut Errors) -> Option<Dynamics> {
    let weight = raw.bandwagon.as_ref().and_then(|bandwagon| bandwagon.weight.as_ref());
    let weight = weight.map(|name| names.weight(name, node.key("bandwagon").key("weight"), errors));
    let bandwagon_weight = match weight {
        None => None,
        Some(found) => Some(found?),
    };
    let default = Dynamics::default();
    Some(Dynamics {
        half_lives: [raw.oppose, raw.reserve, raw.accept, raw.defect].map(|half_life| half_life.map(|half_life| half_life.0)),
        bandwagon: raw.bandwagon.as_ref().map_or_else(SharePull::default, |raw| share_pull(raw.ratio, raw.at, raw.edges.as_deref())),
        bandwagon_weight,
        isolation: raw.isolation.as_ref().map_or_else(SharePull::default, |raw| share_pull(raw.ratio, raw.at, raw.edges.as_deref())),
        deadline: raw.deadline.as_ref().map(date_pull),
        meeting: raw.meeting.as_ref().map(date_pull),
        lasting: raw.lasting.as_ref().map_or_else(Lasting::default, lasting),
        loyalty: raw.loyalty.map_or(default.loyalty, |loyalty| loyalty.0),
        frailty: raw.frailty.unwrap_or(default.frailty),
    })
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

pub(crate) fn pace(raw: &raw::Pace, node: &Node, names: &Names, errors: &mut Errors) -> Option<Pace> {
    let members = match &raw.members {
        None => Some(MemberSet::full(names.body.len())),
        Some(selector) => names.members(selector, node.key("members"), errors),
    };
    let candidates = names.candidates(raw.candidate.as_ref(), node.key("candidate"), errors);
    Some(Pace { members: members?, candidates: candidates?, edge: raw.edge.map(|OneOf(edge)| edge), factor: raw.factor.0 })
}

pub(crate) fn influence(raw: &raw::Influence, node: &Node, names: &Names, errors: &mut Errors) -> Option<Influence> {
    let of = names.member(&raw.of, node.key("of"), errors);
    let on = names.members(&raw.on, node.key("on"), errors);
    let candidates = names.candidates(raw.candidate.as_ref(), node.key("candidate"), errors);
    Some(Influence { of: of?, on: on?, candidates: candidates?, factor: raw.factor.0 })
}
