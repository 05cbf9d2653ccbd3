//! `[dynamics]`, `[[pace]]` and `[[influence]]`.

use nemcon_core::{DatePull, Dynamics, EdgeSet, Influence, MemberSet, Pace, Quantity, SharePull};

use super::names::Names;
use crate::diagnostic::Errors;
use crate::raw;
use crate::raw::OneOf;
use crate::tree::Node;

pub(crate) fn convert(raw: &raw::Dynamics, node: &Node, names: &Names, errors: &mut Errors) -> Option<Dynamics> {
    let pull = |ratio: Option<raw::Quantity>, at: Option<f64>| {
        let default = SharePull::default();
        SharePull { ratio: ratio.map_or(default.ratio, |ratio| ratio.0), at: at.unwrap_or(default.at), ..default }
    };
    let weight = raw.bandwagon.as_ref().and_then(|bandwagon| bandwagon.weight.as_ref());
    let weight = weight.map(|name| names.weight(name, node.key("bandwagon").key("weight"), errors));
    let bandwagon_weight = match weight {
        None => None,
        Some(found) => Some(found?),
    };
    Some(Dynamics {
        half_lives: [raw.oppose, raw.reserve, raw.accept, raw.defect].map(|half_life| half_life.map(|half_life| half_life.0)),
        bandwagon: raw.bandwagon.as_ref().map_or_else(SharePull::default, |raw| pull(raw.ratio, raw.at)),
        bandwagon_weight,
        isolation: raw.isolation.as_ref().map_or_else(SharePull::default, |raw| pull(raw.ratio, raw.at)),
        deadline: raw.deadline.as_ref().map(|raw| DatePull {
            ratio: raw.ratio.map_or(Quantity::Fixed(1.0), |ratio| ratio.0),
            half_life: raw.half_life.0,
            edges: EdgeSet::UPWARD,
        }),
        frailty: raw.frailty.unwrap_or(0.0),
        ..Dynamics::default()
    })
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
