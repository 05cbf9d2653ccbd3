//! What the model finds wrong, brought back to its place in the file.

use nemcon_core::{Fault, FaultKind, Step};

use super::fault_words;
use super::parts::Origins;
use crate::diagnostic::{Errors, Place};
use crate::tree::{Node, Span, Value};

/// What there is in a draft of the file that it was made of.
pub(super) struct Draft<'a> {
    pub(super) root: &'a Node,
    pub(super) origins: Origins,
    /// Whether the priors are those of the file.
    pub(super) has_priors: bool,
    /// Whether all weights of the members are in it.
    pub(super) has_weights: bool,
    /// Whether the ids and groups of all members are in it.
    pub(super) has_groups: bool,
}

impl Draft<'_> {
    /// Reports a fault, unless it only follows from what could not be read.
    pub(super) fn report(&self, fault: &Fault, errors: &mut Errors) {
        if !self.follows(fault) {
            let place = self.span(fault).map_or(Place::File(self.root.span.file), Place::Text);
            // A meeting of [coding] becomes one of the question, and the date of events: one fault.
            if self.root.get("coding").is_some() && errors.is_at(place) {
                return;
            }
            let (kind, message, help) = (fault_words::error_kind(&fault.kind), fault_words::message(fault), fault_words::help(fault));
            errors.add_second(kind, place, message, help, self.namesake(fault));
        }
    }

    fn follows(&self, fault: &Fault) -> bool {
        let of_question = |key: &&str| self.origins.of_table("question").is_some_and(|wrong| wrong.has(key));
        if follows_from_members(&fault.kind, self.has_weights, self.has_groups) || dates_of(&fault.kind).iter().any(of_question) {
            return true;
        }
        let (wrong, below) = match fault.place.steps() {
            [Step::Key(list), Step::Entry(at), below @ ..] => (self.origins.of_part(list, *at), below),
            // That there is no such list follows where it could not be read.
            [Step::Key(list)] if self.root.get(list).is_some_and(|node| matches!(node.value, Value::Hole)) => return true,
            [Step::Key(block), below @ ..] => (self.origins.of_table(block), below),
            _ => (None, &[][..]),
        };
        let Some(wrong) = wrong else { return false };
        match (&fault.kind, below) {
            (FaultKind::NoPrior { .. }, _) => !self.has_priors || wrong.has("id"),
            // Only an incumbent has it.
            (FaultKind::ConsideredFrom, _) => wrong.has("considered_from") || wrong.has("role"),
            (_, [Step::Key(key), ..]) => wrong.has(key),
            _ => !wrong.is_nothing(),
        }
    }

    /// Where the id that is taken already was given first.
    fn namesake(&self, fault: &Fault) -> Option<Span> {
        let FaultKind::Taken { id, .. } = &fault.kind else { return None };
        let list = match fault.place.steps() {
            [Step::Key(list), Step::Entry(_), Step::Key("id")] => self.root.get(list)?,
            [Step::Key(list), Step::Entry(at), Step::Key(below), Step::Entry(_), ..] => {
                self.root.get(list)?.entry(self.origins.entry(list, *at)).get(below)?
            }
            _ => return None,
        };
        list.entries().iter().find(|entry| entry.text_of("id") == Some(id)).map(|entry| entry.key("id").span)
    }

    /// The deepest node on the way to a fault; `None` where not even its block is written.
    fn span(&self, fault: &Fault) -> Option<Span> {
        let (Step::Key(block), below) = fault.place.steps().split_first()? else { return None };
        let node = self.root.get(block)?;
        let (node, below) = match below {
            [Step::Entry(part), below @ ..] => (node.entry(self.origins.entry(block, *part)), below),
            _ => (node, below),
        };
        Some(self.origins.place(block, node, below).span)
    }
}

/// Whether a fault may be about what a member only lacks because it could not be read.
pub(super) fn follows_from_members(kind: &FaultKind, has_weights: bool, has_groups: bool) -> bool {
    match kind {
        FaultKind::Weight { .. } => !has_weights,
        FaultKind::EmptyGroup { .. } | FaultKind::EmptyScope { .. } => !has_groups,
        _ => false,
    }
}

/// The keys of the question that a fault in another place, or of another key, is judged by.
fn dates_of(kind: &FaultKind) -> &'static [&'static str] {
    match kind {
        FaultKind::NoRounds | FaultKind::Rounds { .. } | FaultKind::Cells { .. } => &["as_of", "deadline", "cadence", "meetings"],
        FaultKind::NoMeetings => &["meetings"],
        // How many are members on that day.
        FaultKind::About { .. } => &["as_of"],
        _ => &[],
    }
}
