//! The analysis of a rule in which every member is for or against.

use nemcon_core::MemberId;
use num_bigint::BigUint;

use crate::{Coalitions, Desirability, MEASURES, Measure, Nakamura, Value, Weighted};

/// What is known about a rule over the present members of a body, everybody being for or against.
///
/// What was not asked for, is not feasible or is not defined is `None`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Analysis {
    /// The present members.
    pub members: Vec<MemberId>,
    /// How coalitions were counted.
    pub method: Method,
    /// How many coalitions win.
    pub winning: BigUint,
    /// How many coalitions win, by size from 0 to all members.
    pub winning_by_size: Option<Vec<BigUint>>,
    /// The coalitions that win, and lose without any one of their members.
    pub minimal_winning: Option<Coalitions>,
    /// The coalitions without which the others lose, and win with any one of their members.
    pub minimal_blocking: Option<Coalitions>,
    /// Coleman's power of the body to act: the share of coalitions that win.
    pub power_to_act: Value,
    /// Those without whom nobody wins.
    pub veto_players: Vec<MemberId>,
    /// Those who are never decisive.
    pub dummies: Vec<MemberId>,
    /// Who decides alone.
    pub dictator: Option<MemberId>,
    /// Whether no two disjoint coalitions win.
    pub proper: Option<bool>,
    /// Whether of a coalition and the others one always wins.
    pub strong: Option<bool>,
    /// Whether weights and a quota decide the game.
    pub weighted: Option<Weighted>,
    /// The Nakamura number.
    pub nakamura: Option<Nakamura>,
    /// Who is at least as powerful as whom.
    pub desirability: Option<Desirability>,
    /// The power of each member, in the order of `members`.
    pub power: Vec<MemberPower>,
}

/// How coalitions were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Through a decision diagram.
    Diagram,
    /// In a table over sums of weights.
    Table,
}

impl Method {
    /// The method's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Diagram => "decision diagram",
            Self::Table => "weights table",
        }
    }
}

/// The power of one member.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MemberPower {
    /// The member.
    pub member: MemberId,
    /// In how many coalitions of others it is decisive.
    pub swings: BigUint,
    /// By measure, in the order of [`MEASURES`].
    pub(crate) values: Vec<Option<Value>>,
}

impl MemberPower {
    /// The value of a measure; `None` where it was not asked for, is not feasible or is not defined.
    pub fn get(&self, measure: &Measure) -> Option<&Value> {
        let at = MEASURES.iter().position(|known| *known == measure)?;
        self.values[at].as_ref()
    }
}
