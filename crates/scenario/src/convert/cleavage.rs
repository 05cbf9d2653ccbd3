//! `[[cleavage]]`.

use nemcon_core::{CandidateSet, Cleavage, MemberSet};

use super::names::Names;
use super::parts::Convert;
use crate::diagnostic::{ErrorKind, Errors};
use crate::raw;
use crate::tree::Node;

impl Convert for raw::Cleavage {
    type Part = Cleavage;

    fn convert(&self, node: &Node, names: &Names, errors: &mut Errors) -> Option<Self::Part> {
        let sides = sides(self, node.key("sides"), names, errors);
        let members = match &self.members {
            Some(selector) => names.members(selector, node.key("members"), errors).unwrap_or_default(),
            None => MemberSet::full(names.body.len()),
        };
        Some(Cleavage { id: self.id.clone(), rho: self.rho, sides: sides.unwrap_or_default(), members })
    }
}

fn sides(raw: &raw::Cleavage, node: &Node, names: &Names, errors: &mut Errors) -> Option<[CandidateSet; 2]> {
    let help = "write both sides, each as a list: sides = [[\"rutte\"], [\"iohannis\", \"kallas\"]]";
    let [first, second] = &raw.sides[..] else {
        errors.add(ErrorKind::Choice, node.span, format!("a cleavage has two sides, not {}", raw.sides.len()), help);
        return None;
    };
    let mut side = |at: usize, selector: &raw::Selector| {
        if !selector.is_list {
            let text = selector.names.first().map_or("", String::as_str);
            errors.add(ErrorKind::WrongType, node.entry(at).span, format!("{text:?} is not a list of candidates"), help);
            return None;
        }
        let twice = (1..selector.names.len()).find(|&at| selector.names[..at].contains(&selector.names[at]));
        if let Some(second) = twice {
            let place = node.entry(at).entry(second);
            errors.add(
                ErrorKind::Choice,
                place.span,
                format!("{:?} twice on one side", selector.names[second]),
                "name each candidate once",
            );
            return None;
        }
        if selector.names.is_empty() {
            let message = "this selects no candidate";
            errors.add(ErrorKind::SelectsNobody, node.entry(at).span, message, "name at least one candidate on each side");
            return None;
        }
        names.candidates(Some(selector), node.entry(at), errors)
    };
    let (first, second) = (side(0, first), side(1, second));
    Some([first?, second?])
}
