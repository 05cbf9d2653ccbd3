//! Events that change stances, as a file would write what they do.

use nemcon_core::{CandidateSet, Effect, Event, MemberSet, Model, Stance, StanceChange};

/// An event that changes stances, with all its effects.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moving {
    /// The event's id.
    pub event: String,
    /// What it does, in order.
    pub effects: Vec<Move>,
}

/// An effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// Stances change.
    Stance {
        /// On which candidates, by id.
        candidates: Vec<String>,
        /// Whose, by id.
        members: Vec<String>,
        /// How, as keys of the effect: `only = "blocking", set = "accept"`.
        how: String,
    },
    /// Anything else, as a file would write it.
    Other(String),
}

impl Moving {
    /// Those of a model. One that turns out in several ways, or that does what takes more than a line, is none.
    pub(crate) fn of(model: &Model) -> Vec<Self> {
        let moving = |event: &Event| {
            let [only] = &event.outcomes[..] else { return None };
            let effects = only.effects.iter().map(|effect| written(model, effect)).collect::<Option<Vec<_>>>()?;
            let moves = only.id.is_none() && effects.iter().any(|effect| matches!(effect, Move::Stance { .. }));
            moves.then(|| Self { event: event.id.clone(), effects })
        };
        model.events().iter().filter_map(moving).collect()
    }
}

fn written(model: &Model, effect: &Effect) -> Option<Move> {
    let body = model.body();
    let other = |key: &str, id: &str| Some(Move::Other(format!("{{ {key} = \"{id}\" }}")));
    match effect {
        Effect::Stance { candidates, members, change, only_blocking } => Some(stance(model, *candidates, members, change, *only_blocking)),
        Effect::Join(member) => other("join", &body[*member].id),
        Effect::Leave(member) => other("leave", &body[*member].id),
        Effect::Present(candidate) => other("present", &model.candidate(*candidate).id),
        Effect::Withdraw(candidate) => other("withdraw", &model.candidate(*candidate).id),
        Effect::Deadline(day) => Some(Move::Other(format!("{{ deadline = {day} }}"))),
        Effect::Pace(_) | Effect::Rule(_) => None,
    }
}

fn stance(model: &Model, candidates: CandidateSet, members: &MemberSet, change: &StanceChange, only_blocking: bool) -> Move {
    let change = match change {
        StanceChange::Set(stance) => format!("set = \"{stance}\""),
        StanceChange::Raise(steps) => format!("raise = {steps}"),
        StanceChange::Lower(steps) => format!("lower = {steps}"),
        StanceChange::Redraw(prior) => {
            let shares: Vec<String> = Stance::ALL.iter().map(|&stance| format!("{stance} = {}", prior.probability(stance))).collect();
            format!("redraw = {{ {} }}", shares.join(", "))
        }
    };
    Move::Stance {
        candidates: candidates.iter().map(|candidate| model.candidate(candidate).id.clone()).collect(),
        members: members.iter().map(|member| model.body()[member].id.clone()).collect(),
        how: if only_blocking { format!("only = \"blocking\", {change}") } else { change },
    }
}
