//! The analysis of a rule as a document.

use nemcon_core::{MemberId, MemberSet};
use nemcon_montecarlo::ENGINE;
use nemcon_power::{Analysis, Coalitions, Method, Nakamura, Ternary as TernaryAnalysis, Value, Weighted};

use super::{Found, PowerReport, members, soundings::Sounding};
use crate::schema::{
    Binary, BinaryMemberPower, BinaryPower, ById, CoalitionLists, DesirabilityDocument, Estimate, EstimatedMemberPower, EstimatedNumber,
    EstimatedPower, ExactMethod, ExactNumber, Infinite, NakamuraDocument, Names, PowerDocument, SCHEMA, SoundingDocument, Ternary,
    TernaryMemberPower, TernaryPower, WeightedDocument,
};

impl PowerReport<'_> {
    pub(super) fn to_document(&self) -> PowerDocument {
        match self.found {
            Found::Binary(analysis) => PowerDocument::Binary(Box::new(self.binary(analysis))),
            Found::Ternary(ternary) => PowerDocument::Ternary(self.ternary(ternary)),
            Found::Estimate { samples, seed, .. } => PowerDocument::Estimated(self.estimated(samples, seed)),
        }
    }

    fn binary(&self, analysis: &Analysis) -> BinaryPower {
        let (winning, blocking) = (analysis.minimal_winning.as_ref(), analysis.minimal_blocking.as_ref());
        let counted = |coalitions: Option<&Coalitions>| coalitions.map(|coalitions| coalitions.number.to_string());
        BinaryPower {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            body: self.body.name.clone(),
            rule: self.rule.describe(self.body),
            members: self.members(),
            names: self.names(),
            game: Binary::Binary,
            method: analysis.method.into(),
            winning_coalitions: analysis.winning.to_string(),
            winning_by_size: analysis.winning_by_size.as_ref().map(|sizes| sizes.iter().map(ToString::to_string).collect()),
            minimal_winning_coalitions: counted(winning),
            smallest_winning: winning.and_then(Coalitions::smallest),
            largest_minimal_winning: winning.and_then(Coalitions::largest),
            minimal_blocking_coalitions: counted(blocking),
            smallest_blocking: blocking.and_then(Coalitions::smallest),
            power_to_act: (&analysis.power_to_act).into(),
            veto_players: self.owned_ids(&analysis.veto_players),
            dummies: self.owned_ids(&analysis.dummies),
            dictator: analysis.dictator.map(|member| self.id(member).to_owned()),
            proper: analysis.proper,
            strong: analysis.strong,
            weighted: self.weighted(analysis),
            nakamura: analysis.nakamura.map(|nakamura| match nakamura {
                Nakamura::Finite(number) => NakamuraDocument::Finite(number),
                Nakamura::Infinite => NakamuraDocument::Infinite(Infinite::Infinite),
            }),
            desirability: analysis.desirability.as_ref().map(|relation| DesirabilityDocument {
                classes: relation.classes.iter().map(|class| self.owned_ids(class)).collect(),
                incomparable: relation.incomparable.iter().map(|&(one, other)| [one, other]).collect(),
            }),
            coalitions: self
                .view
                .coalitions
                .map(|_| CoalitionLists { minimal_winning: self.listed(winning), minimal_blocking: self.listed(blocking) }),
            unions: (!self.unions.is_empty()).then(|| {
                let ids = |members: &MemberSet| members.iter().map(|member| self.id(member).to_owned()).collect();
                self.unions.iter().map(|(name, members)| (name.as_str(), ids(members))).collect()
            }),
            power: self.each_member(|row, measures| BinaryMemberPower {
                member: self.id(row.member).to_owned(),
                name: self.name(row.member).to_owned(),
                swings: row.binary.map(|power| power.swings.to_string()),
                measures,
            }),
            soundings: self.sounding_documents(),
        }
    }

    fn ternary(&self, ternary: &TernaryAnalysis) -> TernaryPower {
        TernaryPower {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            body: self.body.name.clone(),
            rule: self.rule.describe(self.body),
            members: self.members(),
            names: self.names(),
            game: Ternary::Ternary,
            method: ternary.method.into(),
            passing_divisions: ternary.passing.to_string(),
            power_to_act: (&ternary.power_to_act).into(),
            power: self.each_member(|row, measures| TernaryMemberPower {
                member: self.id(row.member).to_owned(),
                name: self.name(row.member).to_owned(),
                measures,
            }),
            soundings: self.sounding_documents(),
        }
    }

    fn estimated(&self, samples: u64, seed: u64) -> EstimatedPower {
        EstimatedPower {
            schema: SCHEMA,
            engine: ENGINE.to_owned(),
            body: self.body.name.clone(),
            rule: self.rule.describe(self.body),
            members: self.members(),
            names: self.names(),
            game: Binary::Binary,
            method: Estimate::Estimate,
            samples,
            seed,
            power: self.each_member(|row, measures| EstimatedMemberPower {
                member: self.id(row.member).to_owned(),
                name: self.name(row.member).to_owned(),
                measures,
            }),
            soundings: self.sounding_documents(),
        }
    }

    fn names(&self) -> Names {
        let candidates = self.soundings.iter().flat_map(|soundings| soundings.model.candidates());
        Names {
            candidates: candidates.map(|candidate| (candidate.id.as_str(), candidate.name.clone())).collect(),
            members: self.present().into_iter().map(|member| (self.id(member), self.name(member).to_owned())).collect(),
        }
    }

    fn owned_ids(&self, members: &[MemberId]) -> Vec<String> {
        self.ids(members).into_iter().map(ToOwned::to_owned).collect()
    }

    fn listed(&self, coalitions: Option<&Coalitions>) -> Option<Vec<Vec<String>>> {
        let listed = coalitions?.listed.as_ref()?;
        Some(listed.iter().map(|coalition| self.owned_ids(coalition)).collect())
    }

    fn weighted(&self, analysis: &Analysis) -> Option<WeightedDocument> {
        Some(match analysis.weighted.as_ref()? {
            Weighted::No => WeightedDocument::No(false),
            Weighted::Yes(found) => WeightedDocument::Weights {
                quota: found.quota.into(),
                weights: analysis.members.iter().zip(&found.weights).map(|(&member, &weight)| (self.id(member), weight.into())).collect(),
            },
        })
    }

    /// The members that are shown, each with its measures: those not asked for are null.
    fn each_member<N: FromNumber, D>(&self, document: impl Fn(&members::Row<'_>, ById<Option<N>>) -> D) -> Vec<D> {
        let (columns, chosen) = (self.columns(), self.chosen());
        let measures = |row: &members::Row<'_>| {
            let number = |at: usize| row.numbers[at].filter(|_| chosen.contains(&at)).and_then(N::from_number);
            columns.iter().enumerate().map(|(at, column)| (column.key, number(at))).collect()
        };
        self.in_order().iter().map(|row| document(row, measures(row))).collect()
    }

    fn sounding_documents(&self) -> Option<Vec<SoundingDocument>> {
        self.soundings.map(|soundings| soundings.each().map(|sounding| self.sounding(&sounding)).collect())
    }

    fn sounding(&self, sounding: &Sounding<'_>) -> SoundingDocument {
        let passage = sounding.passage.ok();
        SoundingDocument {
            candidate: sounding.candidate.id.clone(),
            name: sounding.candidate.name.clone(),
            passes: passage.map(|passage| passage.passes),
            decisive: passage
                .map(|passage| passage.members.iter().zip(&passage.decisive).map(|(&member, &share)| (self.id(member), share)).collect()),
            left_out: sounding.passage.err().map(ToString::to_string),
        }
    }
}

/// A number as documents have it.
trait FromNumber: Sized {
    /// `None`: it is a number of another kind.
    fn from_number(number: members::Number<'_>) -> Option<Self>;
}

impl FromNumber for ExactNumber {
    fn from_number(number: members::Number<'_>) -> Option<Self> {
        if let members::Number::Computed(value) = number { Some(value.into()) } else { None }
    }
}

impl FromNumber for EstimatedNumber {
    fn from_number(number: members::Number<'_>) -> Option<Self> {
        if let members::Number::Estimated(estimate) = number {
            Some(Self { decimal: estimate.value, low: estimate.interval.low, high: estimate.interval.high })
        } else {
            None
        }
    }
}

impl From<&Value> for ExactNumber {
    fn from(value: &Value) -> Self {
        Self { fraction: value.fraction.as_ref().map(ToString::to_string), decimal: value.decimal, error: value.error }
    }
}

impl From<Method> for ExactMethod {
    fn from(method: Method) -> Self {
        match method {
            Method::Diagram => Self::DecisionDiagram,
            Method::Table => Self::WeightsTable,
        }
    }
}
