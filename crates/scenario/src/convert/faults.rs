//! What the model finds wrong, brought back to its place in the file.

use nemcon_core::{Fault, FaultKind, Step};

use super::fault_words;
use super::parts::Origins;
use crate::diagnostic::{Errors, Place};
use crate::tree::{Node, Span};

/// What there is in a draft of the file that it was made of.
pub(super) struct Draft<'a> {
    pub(super) root: &'a Node,
    pub(super) origins: Origins,
    /// Whether all candidates and stances are in it.
    pub(super) is_whole: bool,
    /// Whether all of the body and its members is in it.
    pub(super) has_members: bool,
}

impl Draft<'_> {
    /// Reports a fault, unless it only follows from what could not be read.
    pub(super) fn report(&self, fault: &Fault, errors: &mut Errors) {
        if !self.follows(fault) && (self.has_members || !is_of_members(&fault.kind)) {
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
        match fault.place.steps() {
            [Step::Key(list), Step::Entry(at)] => !self.is_whole || self.origins.is_gap(list, *at),
            [Step::Key(list), Step::Entry(at), ..] => self.origins.is_gap(list, *at),
            [Step::Key(block), below @ ..] => match self.origins.has_table(block) {
                // What the meetings pull on stands in [dynamics]; they are the question's.
                _ if matches!(fault.kind, FaultKind::NoMeetings) && self.origins.has_table("question") == Some(false) => true,
                Some(is_read) => !is_read,
                None => below.is_empty() && !self.is_whole,
            },
            _ => false,
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

/// Whether a fault may be about what a member lacks, such as a weight.
pub(super) fn is_of_members(kind: &FaultKind) -> bool {
    matches!(kind, FaultKind::Weight { .. } | FaultKind::EmptyGroup { .. } | FaultKind::EmptyScope { .. } | FaultKind::NotExclusive)
}
