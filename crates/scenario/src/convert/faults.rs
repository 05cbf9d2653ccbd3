//! What the model finds wrong, brought back to its place in the file.

use nemcon_core::{Fault, FaultKind, Named, Step};

use super::fault_words;
use super::names::Unread;
use super::parts::{Entry, Origins};
use crate::diagnostic::{Errors, Place};
use crate::raw;
use crate::tree::{Node, Span};
use crate::typed::Wrong;

/// What there is in a draft of the file that it was made of.
pub(super) struct Draft<'a> {
    pub(super) root: &'a Node,
    pub(super) origins: Origins,
    /// Whether the priors are those of the file.
    pub(super) has_priors: bool,
    pub(super) of_members: OfMembers,
    /// The blocks that could not be read.
    pub(super) unread: &'a Wrong,
    /// What could not be read of names.
    pub(super) unnamed: Unread,
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
        let selects_unread = matches!(fault.kind, FaultKind::SelectsNobody) && (self.unnamed.members || self.unnamed.candidates);
        if selects_unread || self.of_members.lacks(&fault.kind) || dates_of(&fault.kind).iter().any(of_question) {
            return true;
        }
        let (wrong, node, below) = match fault.place.steps() {
            [Step::Key(list), Step::Entry(at), below @ ..] => {
                let node = self.root.key(list).entry(self.origins.entry(list, *at));
                (self.origins.of_part(list, *at), node, below)
            }
            // That there is no such list follows where it could not be read.
            [Step::Key(list)] => return self.unread.has(list),
            [Step::Key(block), below @ ..] => (self.origins.of_table(block), self.root.key(block), below),
            [] | [Step::Entry(_), ..] => return false,
        };
        let Some(wrong) = wrong else { return false };
        match (&fault.kind, fault.place.steps().first(), below) {
            (FaultKind::NoPrior { .. }, ..) => !self.has_priors || wrong.has("id"),
            // Only an incumbent has it.
            (FaultKind::ConsideredFrom, ..) if wrong.has("role") => true,
            // What stands in for sides is empty.
            (FaultKind::EmptySide, ..) if wrong.has("sides") => true,
            // What stands in for the rule and the procedure of a question is nobody's.
            (_, Some(Step::Key(block)), [Step::Key(key), ..]) if *block == "question" => wrong.has(key),
            (_, _, []) => !wrong.is_nothing(),
            _ => self.span(fault).is_none_or(|place| wrong.spoils(node, place)),
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

/// What is known of all members of a body.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfMembers {
    weights: bool,
    groups: bool,
    dates: bool,
}

impl OfMembers {
    /// What could be read of a body and its members, as of a day if that is known.
    pub(super) fn of(body: &Wrong, members: &[Entry<'_, raw::Member>], has_day: bool) -> Self {
        let all_have = |key| members.iter().all(|entry| !entry.wrong().has(key));
        // Without the day, whoever has dates may be no member.
        let has_days = has_day || members.iter().filter_map(Entry::raw).all(|raw| raw.since.is_none() && raw.until.is_none());
        Self {
            weights: has_days && !body.has("weights") && all_have("weights") && all_have("id"),
            groups: all_have("id") && all_have("groups"),
            dates: has_days && all_have("since") && all_have("until"),
        }
    }

    /// Whether the ids and groups of all members are known.
    pub(super) fn has_groups(self) -> bool {
        self.groups
    }

    /// Whether a fault may be about what a member only lacks because it could not be read.
    pub(super) fn lacks(self, kind: &FaultKind) -> bool {
        match kind {
            FaultKind::Weight { .. } => !self.weights,
            FaultKind::EmptyGroup { .. } | FaultKind::EmptyScope { .. } => !self.groups,
            // Who left and came back is there twice.
            FaultKind::Taken { named: Named::Member, .. } => !self.dates,
            _ => false,
        }
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
