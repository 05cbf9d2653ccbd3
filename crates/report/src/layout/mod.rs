//! Columns of a terminal, the one place where text is laid out: measuring, breaking and padding lines, and
//! the [`Table`].

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a width of a page")]

mod table;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub(crate) use table::{Column, Table};

/// A space at which no line is broken, as within a date; [`print`] makes it a plain one.
pub(crate) const TIE: char = '\u{a0}';

/// What lies below a heading begins so many columns in.
pub(crate) const INDENT: &str = "  ";

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text, cut with `…` where it takes more than `columns` columns.
#[cfg(any(feature = "calibration", test))]
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let (kept, _) = split(text, columns - 1);
    format!("{}…", kept.trim_end())
}

/// The text with spaces behind it, `columns` columns in all.
pub(crate) fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text with spaces before it, `columns` columns in all.
pub(crate) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Pieces joined by ` · `, on as many lines of so many columns as they need.
pub(crate) fn join(pieces: &[String], columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(piece) <= columns => *line += &format!(" · {piece}"),
            _ => lines.extend(fold(piece, columns)),
        }
    }
    lines
}

/// A text on lines of at most so many columns, broken between words; a word that is longer is broken too, as
/// a path or a key is, behind one of its signs if it has any.
pub(crate) fn fold(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for mut word in text.split(' ') {
        let line = lines.last_mut().expect("there is a line");
        if width(line) + 1 + width(word) <= columns && !line.is_empty() {
            *line += &format!(" {word}");
            continue;
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        while width(word) > columns {
            let (part, _) = split(word, columns);
            let (part, rest) = word.split_at(part.rfind(['.', '/', '-', '_']).map_or(part.len(), |at| at + 1));
            *lines.last_mut().expect("there is a line") += part;
            lines.push(String::new());
            word = rest;
        }
        *lines.last_mut().expect("there is a line") += word;
    }
    lines
}

/// A text behind what begins its first line, on as many lines as it needs, all beginning in one column.
pub(crate) fn hang(start: &str, text: &str, columns: usize) -> Vec<String> {
    let indent = width(start);
    let begin = |line: usize| if line == 0 { start.to_owned() } else { " ".repeat(indent) };
    let room = columns.saturating_sub(indent).max(2);
    fold(text, room).into_iter().enumerate().map(|(line, text)| begin(line) + &text).collect()
}

/// A note below a table.
pub(crate) fn note(text: &str, columns: usize) -> Vec<String> {
    hang(INDENT, text, columns)
}

/// The lines of blocks, as they are printed: an empty line between two, none of them with spaces at its end.
pub(crate) fn print(blocks: &[Vec<String>]) -> String {
    let blocks: Vec<String> = blocks.iter().filter(|block| !block.is_empty()).map(|block| block.join("\n")).collect();
    let line = |line: &str| line.replace(TIE, " ").trim_end().to_owned() + "\n";
    blocks.join("\n\n").split('\n').map(line).collect()
}

/// A bar of eighth blocks, `columns` columns long where the share is 1; the least share above 0 shows.
pub(crate) fn bar(share: f64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share * 8.0 * columns as f64).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// What fits into so many columns, at least a character, and the rest.
fn split(text: &str, columns: usize) -> (&str, &str) {
    let mut used = 0;
    let beyond = |&(at, character): &(usize, char)| {
        used += character.width().unwrap_or(0);
        used > columns && at > 0
    };
    let end = text.char_indices().find(beyond).map_or(text.len(), |(at, _)| at);
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::{TIE, bar, fit, fold, hang, join, left, print, right, width};

    #[test]
    fn texts_are_measured_in_columns_and_cut_between_characters() {
        assert_eq!(fit("Türkiye", 7), "Türkiye");
        assert_eq!(fit("Türkiye", 4), "Tür…");
        assert_eq!(fit("東京都知事", 6), "東京…");
        assert_eq!(fit("Mark Rutte", 6), "Mark…");
        assert_eq!(fold("event.rutte-stays-home.probability", 30), ["event.rutte-stays-home.", "probability"]);
        assert_eq!(fold("Verfassungsgericht", 10), ["Verfassung", "sgericht"]);
        assert_eq!((left("é", 3), right("é", 3)), ("é  ".to_owned(), "  é".to_owned()));
    }

    #[test]
    fn bars_grow_by_eighths() {
        assert_eq!(bar(0.0, 10), "");
        assert_eq!(bar(1e-9, 10), "▏");
        assert_eq!(bar(0.25, 10), "██▌");
        assert_eq!(width(&bar(1.0, 10)), 10);
    }

    #[test]
    fn lines_break_between_pieces() {
        let pieces = ["a".repeat(60), "b".repeat(37), "c".to_owned()];
        assert_eq!(join(&pieces, 100), [format!("{} · {}", pieces[0], pieces[1]), "c".to_owned()]);
        assert_eq!(join(&["one two".to_owned(), "three".to_owned()], 5), ["one", "two", "three"]);
    }

    #[test]
    fn words_are_folded_and_hang_in_one_column() {
        assert_eq!(fold("CHN FRA GBR", 7), ["CHN FRA", "GBR"]);
        assert_eq!(fold("a-very-long-id b", 5), ["a-", "very-", "long-", "id b"]);
        assert_eq!(fold("東京都知事", 5), ["東京", "都知", "事"]);
        assert_eq!(fold("", 5), [""]);
        let words = ["word"; 40].join(" ");
        let lines = hang("  veto  ", &words, 80);
        assert!(lines.iter().all(|line| width(line) <= 80 && line[8..].starts_with("word")), "{lines:?}");
        assert!(lines[0].starts_with("  veto  word") && lines[1].starts_with("        word"));
    }

    #[test]
    fn a_date_is_never_broken() {
        let date = format!("1{TIE}Oct{TIE}2024");
        assert_eq!(fold(&format!("by {date}"), 12), ["by".to_owned(), date.clone()]);
        assert_eq!(print(&[vec![date], vec![], vec!["end ".to_owned()]]), "1 Oct 2024\n\nend\n");
    }
}
