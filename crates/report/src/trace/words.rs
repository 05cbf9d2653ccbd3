//! The words of the story.

use nemcon_core::{Effect, Pace, Quantity, Stance};

use crate::wording::thousands;

/// So many members are named; of more, the first.
const NAMED: usize = 9;

/// `HUN`, `HUN and TUR`, `BEL, HUN and TUR`, `A, B, … and 12 others`.
pub(super) fn list(names: &[&str]) -> String {
    let (named, others) = if names.len() > NAMED + 1 { names.split_at(NAMED) } else { (names, &[][..]) };
    match (named, others.len()) {
        ([], _) => "nobody".to_owned(),
        ([one], 0) => (*one).to_owned(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (named, others) => format!("{} and {} others", named.join(", "), thousands(others as u64)),
    }
}

/// One of two forms of a verb.
pub(super) fn verb<'a>(subjects: usize, one: &'a str, several: &'a str) -> &'a str {
    if subjects == 1 { one } else { several }
}

/// How members move on a candidate by themselves.
pub(super) fn moves(from: Stance, to: Stance, members: usize) -> &'static str {
    match (to > from, to) {
        (false, _) => verb(members, "takes back its consent", "take back their consent"),
        (true, Stance::Support) => verb(members, "comes out in support", "come out in support"),
        (true, Stance::Accept) => verb(members, "comes round", "come round"),
        (true, Stance::Oppose | Stance::Reserve) => verb(members, "no longer objects, but holds back", "no longer object, but hold back"),
    }
}

/// What an event makes of the stances of members.
pub(super) fn becomes(to: Stance, members: usize) -> &'static str {
    match to {
        Stance::Support => verb(members, "now supports", "now support"),
        Stance::Accept => verb(members, "now accepts", "now accept"),
        Stance::Reserve => verb(members, "now holds back on", "now hold back on"),
        Stance::Oppose => verb(members, "now opposes", "now oppose"),
    }
}

/// What a pace does to whoever it concerns.
pub(super) fn pace(pace: &Pace) -> &'static str {
    let (low, high) = (pace.factor.low(), pace.factor.high());
    match pace.factor {
        Quantity::Fixed(0.0) => "stay where they are",
        _ if high <= 1.0 => "move more slowly",
        _ if low >= 1.0 => "move faster",
        _ => "move at another pace",
    }
}

/// The paces among effects.
pub(super) fn paces(effects: &[Effect]) -> impl Iterator<Item = &Pace> {
    effects.iter().filter_map(Effect::pace)
}

/// A number to three digits.
pub(super) fn short(value: f64) -> String {
    match value {
        0.0 => "0".to_owned(),
        ..0.0995 => format!("{value:.1e}"),
        ..0.9995 => format!("{value:.2}"),
        ..99.95 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

/// With a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn members_are_listed() {
        assert_eq!([list(&["a"]), list(&["a", "b"]), list(&["a", "b", "c"])], ["a", "a and b", "a, b and c"]);
        assert_eq!(list(&["a"; 10]), "a, a, a, a, a, a, a, a, a and a");
        assert_eq!(list(&["a"; 11]), "a, a, a, a, a, a, a, a, a and 2 others");
    }
}
