//! Inputs of the scenario in words: what each is a number of, as the list of assumptions has it, and which.

use crate::Dossier;
use crate::words::{group, key, name};

impl Dossier {
    /// An input by its key: `stance.3.prior.accept` is “Ann on Mia Moe: accept”, and one whose block says nothing more
    /// of it is called by its key.
    pub(crate) fn input(&self, path: &str) -> String {
        let Some((block, rest)) = path.split_once('.') else { return key(path) };
        let Some((entry, of)) = rest.split_once('.') else { return key(path) };
        match block {
            "stance" | "pace" => self.entry(block, entry).map_or_else(|| key(path), |who| format!("{who}: {}", number(of))),
            "candidate" => match of.split_once('.') {
                Some((step, of)) => format!("{} {step}: {}", self.candidate(entry), number(of)),
                None => format!("{}: {}", self.candidate(entry), number(of)),
            },
            "event" => format!("{}: {}", self.event(entry), number(of)),
            "bloc" | "cleavage" if entry == "*" => format!("every group: {}", number(of)),
            "bloc" | "cleavage" => format!("{}: {}", group(entry), number(of)),
            "evidence" => format!("report on {}: {}", self.candidate(entry), number(of)),
            "question" if entry == "rule" => format!("the rule: {}", number(of)),
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

/// What a number is of, within its entry: `effects.1.stance.redraw.accept` is “redraw accept”.
fn number(of: &str) -> String {
    let is_said = |word: &&str| !["prior", "effects", "stance", "all", "any", "reports"].contains(word) && word.parse::<u32>().is_err();
    let said = |word: &str| match word {
        "rho" => "correlation".to_owned(),
        "factor" => "pace".to_owned(),
        "sd" => "standard deviation".to_owned(),
        other => other.replace("half_life", "half-life").replace('_', " "),
    };
    name(&of.split('.').filter(is_said).map(said).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_called_by_what_they_are_of() {
        let words =
            ["prior.accept", "all.2.at_least", "effects.1.stance.redraw.accept", "requires.1.blocked_by_at_most", "rho"].map(number);
        assert_eq!(words, ["accept", "at least", "redraw accept", "requires blocked by at most", "correlation"]);
    }
}
