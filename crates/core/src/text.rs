//! Text that others wrote, made safe to show.

use std::borrow::Cow;

/// Whether a character cannot be seen where it is shown, but does something there: a control
/// character, a separator of lines, or one that changes the direction in which what follows is read.
pub fn is_unseen(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character cannot be seen and is no white space either, which may stand in a text of several lines.
pub fn is_steering(letter: char) -> bool {
    is_unseen(letter) && !letter.is_ascii_whitespace()
}

/// A text on one line that cannot steer the terminal it is printed on: whatever [cannot be
/// seen](is_unseen) is written as its number, such as `\u{1b}`.
///
/// ```
/// assert_eq!(nemcon_core::printable("a.toml\nok: b.toml"), r"a.toml\u{a}ok: b.toml");
/// assert_eq!(nemcon_core::printable("Åsa"), "Åsa");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    numbered(text, is_unseen)
}

/// The same of a text that may have several lines: [white space](is_steering) stays.
///
/// ```
/// assert_eq!(nemcon_core::printable_lines("one\ntwo\u{9b}2J"), "one\ntwo\\u{9b}2J");
/// ```
pub fn printable_lines(text: &str) -> Cow<'_, str> {
    numbered(text, is_steering)
}

/// A text in which some characters are written as their numbers.
fn numbered(text: &str, is: fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(is) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown.into()
}

#[cfg(test)]
mod tests {
    use super::{is_unseen, printable};

    #[test]
    fn what_steers_a_terminal_is_written_as_its_number() {
        for (text, shown) in [
            ("\u{1b}]0;title\u{7}", r"\u{1b}]0;title\u{7}"),
            ("\u{9b}31m", r"\u{9b}31m"),
            ("a\u{202e}b\u{2066}c\u{2069}", r"a\u{202e}b\u{2066}c\u{2069}"),
            ("one\u{2028}two\u{2029}three\r\n", r"one\u{2028}two\u{2029}three\u{d}\u{a}"),
            ("عربي \u{200f}וְעִבְרִית e\u{301} 👩\u{200d}🚀", "عربي \u{200f}וְעִבְרִית e\u{301} 👩\u{200d}🚀"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }

    /// All of C0 and C1, delete, two separators, and nine that change the direction.
    #[test]
    fn the_unseen_are_counted() {
        assert_eq!(('\0'..=char::MAX).filter(|&letter| is_unseen(letter)).count(), 32 + 1 + 32 + 2 + 9);
    }
}
