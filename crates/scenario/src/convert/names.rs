//! What the names in a scenario mean: members and groups, candidates, events, weights.

use nemcon_core::{Body, CandidateId, CandidateSet, Date, MemberId, MemberSet, Requirement};

use crate::diagnostic::{ErrorKind, Errors};
use crate::raw::Selector;
use crate::roster::Roster;
use crate::suggest;
use crate::tree::Node;

/// Everything that has a name, also where its entry could not be read.
pub(crate) struct Names {
    pub(crate) roster: Roster,
    /// The member that each entry is; `None` where its dates leave it out.
    pub(crate) kept: Vec<Option<MemberId>>,
    pub(crate) body: Body,
    /// All weights that are declared.
    pub(crate) weights: Vec<String>,
    /// How many members are present at the start.
    pub(crate) present: usize,
    /// The date that decided who is left out.
    pub(crate) as_of: Option<Date>,
    /// By the index of their entries.
    pub(crate) candidates: Vec<String>,
    /// Names in full of candidates, and their ids.
    pub(crate) candidates_called: Vec<(String, String)>,
    /// Ids and outcomes, by the index of their entries.
    pub(crate) events: Vec<(String, Vec<String>)>,
    pub(crate) unread: Unread,
}

/// Of what some could not be read, or not what they are called, or of what there is none at all, which is said: one that is
/// not found is no fault of its own.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "one for each kind of name")]
pub(crate) struct Unread {
    pub(crate) members: bool,
    pub(crate) candidates: bool,
    pub(crate) events: bool,
    pub(crate) weights: bool,
}

impl Names {
    /// Members of the body that a selector chooses; at least one.
    pub(crate) fn members(&self, selector: &Selector, node: &Node, errors: &mut Errors) -> Option<MemberSet> {
        let entries = self.entries(selector, node, errors)?;
        let chosen = MemberSet::of(self.body.len(), entries.iter().filter_map(|entry| self.kept[entry.index()]));
        if !chosen.is_empty() {
            return Some(chosen);
        }
        if entries.is_empty() {
            let help = if selector.names.is_empty() {
                "choose at least one member; who is removed is taken out of rules and lists, too: give another"
            } else {
                "choose at least one member; the list is read from left to right, and \"!X\" takes X away again"
            };
            errors.add(ErrorKind::SelectsNobody, node.span, "this selects nobody", help);
        } else {
            let ids: Vec<&str> = self.roster.ids().collect();
            self.left_out(&entries.iter().map(|entry| ids[entry.index()]).collect::<Vec<_>>(), node, errors);
        }
        None
    }

    /// The entries of `[[member]]` that a selector chooses, whether or not their dates leave them out.
    pub(crate) fn entries(&self, selector: &Selector, node: &Node, errors: &mut Errors) -> Option<MemberSet> {
        if !selector.is_list && !selector.is_everybody() {
            let help = format!("write a list, [{:?}], or \"*\" for everybody", selector.names[0]);
            errors.add(ErrorKind::WrongType, node.span, format!("{:?} is not a list of members", selector.names[0]), help);
            return None;
        }
        match self.roster.select(selector.names.iter().map(String::as_str)) {
            Ok(entries) => Some(entries),
            Err(_) if self.unread.members => None,
            Err(unknown) => {
                for at in unknown {
                    let name = selector.names[at].strip_prefix('!').unwrap_or(&selector.names[at]);
                    let help = || suggest::help(name, "groups and members", self.roster.names().chain(self.roster.called()));
                    unknown_name(ErrorKind::UnknownMember, node.entry(at), &format!("member or group `{name}`"), help, errors);
                }
                None
            }
        }
    }

    fn left_out(&self, ids: &[&str], node: &Node, errors: &mut Errors) {
        let (who, list) = match ids {
            [one] => (format!("`{one}` is no member"), format!("[{one:?}]")),
            many => (format!("none of {} is a member", suggest::list(many.iter().copied()).unwrap_or_default()), "[…]".to_owned()),
        };
        let when = self.as_of.map_or_else(|| "at the date of knowledge".to_owned(), |date| format!("on {date}"));
        let help = format!("its dates `since` and `until` leave it out: to let it join by an event, write joining = {list} in [body]");
        errors.add(ErrorKind::LeftOut, node.span, format!("{who} {when}"), help);
    }

    /// One member.
    pub(crate) fn member(&self, id: &str, node: &Node, errors: &mut Errors) -> Option<MemberId> {
        let Some(entries) = self.roster.member(id) else {
            if self.roster.groups().any(|group| group == id) {
                let help = "one member is needed here: write its id";
                errors.add(ErrorKind::UnknownMember, node.span, format!("`{id}` is a group"), help);
            } else if !self.unread.members {
                let help = || suggest::help(id, "members", self.roster.ids().chain(self.roster.called()));
                unknown_name(ErrorKind::UnknownMember, node, &format!("member `{id}`"), help, errors);
            }
            return None;
        };
        let found = entries.iter().find_map(|&entry| self.kept[entry]);
        if found.is_none() {
            self.left_out(&[id], node, errors);
        }
        found
    }

    /// One candidate.
    pub(crate) fn candidate(&self, id: &str, node: &Node, errors: &mut Errors) -> Option<CandidateId> {
        let found = self.candidates.iter().position(|candidate| candidate == id).map(CandidateId::new);
        if found.is_none() && !self.unread.candidates {
            let called = self.candidates_called.iter().find(|(name, _)| name.eq_ignore_ascii_case(id));
            let help = || match called {
                Some((_, id)) => format!("candidates are named by id: write {id:?}"),
                None => suggest::help(id, "candidates", self.candidates.iter().map(String::as_str)),
            };
            unknown_name(ErrorKind::UnknownCandidate, node, &format!("candidate `{id}`"), help, errors);
        }
        found
    }

    /// The candidates that a selector chooses; all where there is none.
    pub(crate) fn candidates(&self, selector: Option<&Selector>, node: &Node, errors: &mut Errors) -> Option<CandidateSet> {
        let all = CandidateSet::full(self.candidates.len());
        let Some(selector) = selector else { return Some(all) };
        if selector.names.is_empty() {
            errors.add(ErrorKind::SelectsNobody, node.span, "this selects no candidate", "list at least one, or write \"*\" for all");
            return None;
        }
        let mut chosen = Some(CandidateSet::default());
        for (at, name) in selector.names.iter().enumerate() {
            let one = if name == "*" {
                Some(all)
            } else {
                self.candidate(name, node.entry(at), errors).map(|index| [index].into_iter().collect())
            };
            chosen = chosen.zip(one).map(|(chosen, one)| chosen.iter().chain(one.iter()).collect());
        }
        chosen
    }

    /// One weight of the body.
    pub(crate) fn weight(&self, name: &str, node: &Node, errors: &mut Errors) -> Option<usize> {
        let found = self.body.weight(name);
        // One that is declared but wrong, or that a member has undeclared, has been reported.
        if found.is_none() && !self.unread.weights && !self.weights.iter().any(|known| known == name) {
            let help = || suggest::help(name, "weights", self.weights.iter().map(String::as_str));
            errors.add_with(ErrorKind::UnknownWeight, node.span, format!("the body has no weight `{name}`"), help);
        }
        found
    }

    /// An event, or `event=outcome`.
    pub(crate) fn requirement(&self, text: &str, node: &Node, errors: &mut Errors) -> Option<Requirement> {
        match text.split_once('=') {
            None => self.happening(text, node, None, errors),
            Some((event, outcome)) => self.happening(event.trim(), node, Some((outcome.trim(), node)), errors),
        }
    }

    /// An event, with an outcome if one is named.
    pub(crate) fn happening(&self, event: &str, node: &Node, outcome: Option<(&str, &Node)>, errors: &mut Errors) -> Option<Requirement> {
        let Some(index) = self.events.iter().position(|(id, _)| id == event) else {
            let help = || suggest::help(event, "events", self.events.iter().map(|(id, _)| id.as_str()));
            if self.unread.events {
                return None;
            }
            unknown_name(ErrorKind::UnknownEvent, node, &format!("event `{event}`"), help, errors);
            return None;
        };
        let Some((name, node)) = outcome else { return Some(Requirement { event: index, outcome: None }) };
        let outcomes = &self.events[index].1;
        let found = outcomes.iter().position(|id| id == name);
        if found.is_none() {
            let help = || suggest::help(name, &format!("outcomes of `{event}`"), outcomes.iter().map(String::as_str));
            errors.add_with(ErrorKind::UnknownOutcome, node.span, format!("the event `{event}` has no outcome `{name}`"), help);
        }
        found.map(|outcome| Requirement { event: index, outcome: Some(outcome) })
    }
}

/// Reports a name that means nothing, with a remedy.
fn unknown_name(kind: ErrorKind, node: &Node, what: &str, help: impl FnOnce() -> String, errors: &mut Errors) {
    errors.add_with(kind, node.span, format!("there is no {what}"), help);
}
