//! What was found as a document.

use nemcon_montecarlo::{Change, ENGINE};

use super::PersuadeReport;
use crate::schema::{
    ChangeDocument, EventChangeDocument, MedianDateDifference, MemberChangeDocument, Names, PairChangeDocument, PersuadeDocument,
    ProbabilityChange, ProspectDocument, SCHEMA,
};

impl PersuadeReport<'_> {
    pub(super) fn to_document(&self) -> PersuadeDocument {
        let (model, asked, found) = (self.model, self.asked, self.found);
        let members = self.ranked().into_iter().map(|of| MemberChangeDocument {
            member: self.member_id(of.member).to_owned(),
            holds_less: of.holds_less,
            comes_round: change(&of.comes_round),
            opposes: change(&of.opposes),
        });
        let pairs = found.pairs.iter().map(|(pair, of)| PairChangeDocument {
            members: pair.iter().map(|&member| self.member_id(member).to_owned()).collect(),
            come_round: change(of),
        });
        let events = found.events.iter().map(|of| EventChangeDocument {
            event: model.events()[of.event].id.clone(),
            happens: of.happens.as_ref().map(change),
            never: of.never.as_ref().map(change),
        });
        PersuadeDocument {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            title: model.title().to_owned(),
            names: Names::of(model),
            runs: found.runs,
            seed: found.seed,
            variants: found.variants,
            candidate: model.candidate(asked.candidate).id.clone(),
            to: asked.to.to_string(),
            at: asked.at.to_string(),
            by_date: asked.by.to_string(),
            base: ProspectDocument {
                probability: found.base.probability,
                by: found.base.by,
                median: found.base.median.map(|date| date.to_string()),
            },
            members: members.collect(),
            pairs: pairs.collect(),
            events: events.collect(),
        }
    }
}

fn change(of: &Change) -> ChangeDocument {
    ChangeDocument {
        probability: ProbabilityChange::new(of.success.probability, of.success.difference, of.success.interval),
        by: ProbabilityChange::new(of.by.probability, of.by.difference, of.by.interval),
        median_date: of.success.median.as_ref().map(MedianDateDifference::from),
    }
}
