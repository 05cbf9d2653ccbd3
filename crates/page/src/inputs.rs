//! Inputs of the scenario in words: what each is a number of, as the list of assumptions has it, and which.

use crate::Dossier;
use crate::words::{key, name};

impl Dossier {
    /// An input by its key: `stance.3.prior.accept` is “Ann on Mia Moe: accept”, and one whose block says nothing more
    /// of it is called by its key.
    pub(crate) fn input(&self, path: &str) -> String {
        let Some((block, rest)) = path.split_once('.') else { return key(path) };
        let Some((entry, of)) = rest.split_once('.') else { return key(path) };
        let number = |of: &str| of.strip_prefix("prior.").unwrap_or(of).replace("half_life", "half-life").replace('_', " ");
        match block {
            "stance" | "pace" => self.entry(block, entry).map_or_else(|| key(path), |who| format!("{who}: {}", number(of))),
            "candidate" => match of.split_once('.') {
                Some((step, of)) => format!("{} {step}: {}", self.candidate(entry), number(of)),
                None => format!("{}: {}", self.candidate(entry), number(of)),
            },
            "event" => format!("{}: {}", self.event(entry), number(of)),
            "question" if entry == "other" => format!("somebody not named: {}", number(of)),
            _ => key(path),
        }
    }

    /// Whose stance on whom an entry is of, by its place in the file.
    fn entry(&self, block: &str, place: &str) -> Option<String> {
        let head = format!("{block} {place}: ");
        let listed = self.assumptions.as_ref()?.assumptions.iter().find_map(|known| known.assumption.strip_prefix(&head))?;
        let (members, candidate) = listed.rsplit_once(" on ")?;
        let members: Vec<String> = members.split(", ").map(|id| if id == "*" { "all".to_owned() } else { self.member(id) }).collect();
        let candidate = if candidate == "*" { "every candidate".to_owned() } else { self.candidate(candidate) };
        Some(name(&format!("{} on {candidate}", members.join(", "))))
    }
}
