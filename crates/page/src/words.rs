//! Names, dates and outcomes in the words of a page, made safe to show.

use nemcon_core::{Date, printable};
use nemcon_report::counted;
use nemcon_report::schema::{AssumptionDocument, OutcomeDocument};
use unicode_width::UnicodeWidthChar;

/// So many columns of a name are shown; a column is the width of a digit.
const NAME: usize = 80;
/// So many columns of what is longer than a name: a source, a note, a value.
const TEXT: usize = 2000;

/// A name from a file.
pub(crate) fn name(text: &str) -> String {
    isolated(cut(&printable(text), NAME))
}

/// An id in words: `sweden-joins` is “Sweden joins”, and a part that is itself an id, such as a candidate's, is what
/// that is called. Dates are written as such.
pub(crate) fn of_id(id: &str, called: impl Fn(&str) -> Option<String>) -> String {
    let is_digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let letters: Vec<char> = id.chars().collect();
    let within_number = |at: usize| at > 0 && is_digit(letters.get(at - 1).copied()) && is_digit(letters.get(at + 1).copied());
    let spaced: String = letters
        .iter()
        .enumerate()
        .map(|(at, &letter)| if matches!(letter, '-' | '_') && !within_number(at) { ' ' } else { letter })
        .collect();
    let said = |word: &str| called(word).or_else(|| Some(nemcon_report::wording::date(day(word)?)));
    let words: Vec<String> = spaced.split(' ').map(|word| said(word).unwrap_or_else(|| word.to_owned())).collect();
    name(&capitalised(&words.join(" ")))
}

/// What numbers that concern nobody by name are called, by their keys.
const KEYS: [(&str, &str); 22] = [
    ("dynamics.oppose", "half-life of opposition"),
    ("dynamics.reserve", "half-life of reservations"),
    ("dynamics.accept", "half-life of mere acceptance"),
    ("dynamics.defect", "half-life of support that may be lost"),
    ("dynamics.lasting.oppose", "share of oppositions that last"),
    ("dynamics.lasting.reserve", "share of reservations that last"),
    ("dynamics.bandwagon.ratio", "pull of many supporters: ratio"),
    ("dynamics.bandwagon.at", "pull of many supporters: share"),
    ("dynamics.isolation.ratio", "pull on the last ones against: ratio"),
    ("dynamics.isolation.at", "pull on the last ones against: share"),
    ("dynamics.deadline.ratio", "pull of the deadline: ratio"),
    ("dynamics.deadline.half_life", "pull of the deadline: half-life"),
    ("dynamics.meeting.ratio", "pull of a meeting: ratio"),
    ("dynamics.meeting.half_life", "pull of a meeting: half-life"),
    ("dynamics.loyalty", "loyalty to one's first choice"),
    ("dynamics.frailty", "how much members differ in pace"),
    ("question.as_of", "date of knowledge"),
    ("question.deadline", "deadline"),
    ("question.cadence", "time between rounds"),
    ("question.other.half_life", "somebody not named: half-life"),
    ("question.other.calm", "somebody not named: time without"),
    ("question.other.meeting", "somebody not named, at a meeting in deadlock"),
];

/// A number of the scenario by its key: in words where it has some, or else as it is.
pub(crate) fn key(path: &str) -> String {
    KEYS.iter().find(|(known, _)| *known == path).map_or_else(|| name(path), |(_, words)| (*words).to_owned())
}

/// A group by its id: initials and numbers in capitals, `EU` and `B9`, words as words.
pub(crate) fn group(id: &str) -> String {
    let is_short = id.chars().count() <= 3 || id.contains(|letter: char| letter.is_ascii_digit());
    if is_short { name(&id.to_uppercase()) } else { of_id(id, |_| None) }
}

/// A command, whole, so that it can be copied.
pub(crate) fn command(text: &str) -> String {
    printable(text).into_owned()
}

/// How many assumptions, and how many of them judgement: `13 assumptions, 11 of them judgement`.
pub(crate) fn assumptions(assumptions: &[AssumptionDocument]) -> String {
    let judgement = assumptions.iter().filter(|assumption| assumption.is_judgement()).count();
    let all = counted(assumptions.len(), "assumption");
    match (judgement, assumptions.len()) {
        (0, _) => format!("{all}, with a source"),
        (_, 1) => format!("{all}, judgement"),
        (some, all_of) if some == all_of => format!("{all}, all judgement"),
        (some, _) => format!("{all}, {some} of them judgement"),
    }
}

/// A sentence or more from a file.
pub(crate) fn prose(text: &str) -> String {
    isolated(cut(&printable(text), TEXT))
}

/// The text, cut with `…` where it takes more than so many columns.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    let mut taken = 0;
    let mut kept = String::new();
    for letter in text.chars() {
        let width = letter.width().unwrap_or(0);
        // What has no width is limited too: a letter bears few marks.
        if taken + width > columns || kept.len() > 16 * (columns + 1) {
            kept.truncate(kept.trim_end().len());
            kept.push('…');
            return kept;
        }
        taken += width;
        kept.push(letter);
    }
    kept
}

/// A text that is read from right to left is set apart, so that numbers beside it stay where they are.
fn isolated(text: String) -> String {
    let from_right = |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}');
    if text.contains(from_right) { format!("\u{2068}{text}\u{2069}") } else { text }
}

/// The words with their first letter in upper case.
pub(crate) fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The day that a document writes; `None` where it writes something else.
pub(crate) fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// `20 Jun 2024`.
pub(crate) fn date(text: &str) -> String {
    day(text).map_or_else(|| name(text), nemcon_report::wording::date)
}

/// An outcome at the head of a row, or beside an area.
pub(crate) fn outcome(outcome: &OutcomeDocument) -> String {
    outcome_of(&outcome.outcome, &outcome.kind, outcome.name.as_deref())
}

/// What a post that stays vacant is called.
pub(crate) const NOBODY: &str = "nobody is agreed on";

/// The same from its parts.
pub(crate) fn outcome_of(id: &str, kind: &str, of: Option<&str>) -> String {
    match (kind, of) {
        ("appointed", Some(of)) => name(of),
        ("extended", Some(of)) => format!("extended: {}", name(of)),
        ("other", _) => "somebody not named".to_owned(),
        ("vacant", _) => NOBODY.to_owned(),
        ("rejected", _) => "not adopted".to_owned(),
        _ => name(id),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., end] => format!("{} {last} {end}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{capitalised, cut, group, key, list, name, of_id};

    #[test]
    fn names_are_cut_and_made_safe() {
        assert_eq!(cut("abcdef", 6), "abcdef");
        assert_eq!(cut("abc def", 4), "abc…");
        assert_eq!(cut("日本語", 4), "日本…");
        assert_eq!(name("a\u{202e}b"), r"a\u{202e}b");
        assert_eq!(name("עברית"), "\u{2068}עברית\u{2069}");
        assert_eq!(name(&"x".repeat(10_000)).chars().count(), 81);
        assert!(name(&format!("e{}", "\u{301}".repeat(10_000))).len() < 2000);
    }

    #[test]
    fn words_are_joined() {
        let of = |words: &[&str]| list(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>(), "or");
        assert_eq!([of(&[]), of(&["a"]), of(&["a", "b", "c"])], ["", "a", "a, b or c"]);
        let called = |word: &str| (word == "mia").then(|| "Mia Moe".to_owned());
        let ids = ["sweden-joins", "x", "deal-on-mia-2024-04-04", "mia_out"].map(|id| of_id(id, called));
        assert_eq!(ids, ["Sweden joins", "X", "Deal on Mia Moe 4\u{a0}Apr\u{a0}2024", "Mia Moe out"]);
        assert_eq!(["eu", "b9", "nb8", "baltic", "permanent-members"].map(group), ["EU", "B9", "NB8", "Baltic", "Permanent members"]);
        assert_eq!([key("dynamics.isolation.at"), key("event.x.on")], ["pull on the last ones against: share", "event.x.on"]);
        assert_eq!((capitalised("the merger").as_str(), capitalised("").as_str()), ("The merger", ""));
    }
}
