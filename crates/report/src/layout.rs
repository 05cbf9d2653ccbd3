//! Columns of a terminal: measuring, shortening, padding, bars.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a width of a page")]

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// No line of a table is wider.
pub(crate) const WIDTH: usize = 100;

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text, cut with `…` where it takes more than `columns` columns.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|character| {
        used += character.width().unwrap_or(0);
        used <= columns
    });
    format!("{}…", kept.collect::<String>().trim_end())
}

/// The text with spaces behind it, `columns` columns in all.
pub(crate) fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text with spaces before it, `columns` columns in all.
pub(crate) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

/// Pieces joined by ` · `, on as many lines as they need.
pub(crate) fn wrap(pieces: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line) if width(line) + 3 + width(piece) <= WIDTH => *line += &format!(" · {piece}"),
            _ => lines.push(fit(piece, WIDTH)),
        }
    }
    lines
}

/// A text on lines of at most so many columns, broken between words; a word that is longer is cut.
pub(crate) fn fold(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= columns => *line += &format!(" {word}"),
            _ => lines.push(fit(word, columns)),
        }
    }
    lines
}

/// A text behind what begins its first line, on as many lines as it needs, all beginning in one column.
pub(crate) fn hang(start: &str, text: &str) -> Vec<String> {
    let indent = width(start);
    let begin = |line: usize| if line == 0 { start.to_owned() } else { " ".repeat(indent) };
    fold(text, WIDTH - indent).into_iter().enumerate().map(|(line, text)| begin(line) + &text).collect()
}

/// A bar of eighth blocks, `columns` columns long where the share is 1; the least share above 0 shows.
pub(crate) fn bar(share: f64, columns: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share * 8.0 * columns as f64).round() as usize;
    let eighths = if share > 0.0 { eighths.max(1) } else { 0 };
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, bar, fit, fold, hang, left, right, width, wrap};

    #[test]
    fn texts_are_measured_in_columns_and_cut_between_characters() {
        assert_eq!(fit("Türkiye", 7), "Türkiye");
        assert_eq!(fit("Türkiye", 4), "Tür…");
        assert_eq!(fit("東京都知事", 6), "東京…");
        assert_eq!(fit("Mark Rutte", 6), "Mark…");
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
        assert_eq!(wrap(&pieces), [format!("{} · {}", pieces[0], pieces[1]), "c".to_owned()]);
    }

    #[test]
    fn words_are_folded_and_hang_in_one_column() {
        assert_eq!(fold("CHN FRA GBR", 7), ["CHN FRA", "GBR"]);
        assert_eq!(fold("a-very-long-id b", 5), ["a-ve…", "b"]);
        assert_eq!(fold("", 5), [""]);
        let words = ["word"; 40].join(" ");
        let lines = hang("  veto  ", &words);
        assert!(lines.iter().all(|line| width(line) <= WIDTH && line[8..].starts_with("word")), "{lines:?}");
        assert!(lines[0].starts_with("  veto  word") && lines[1].starts_with("        word"));
    }
}
