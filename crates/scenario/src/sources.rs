//! The texts of the files that were opened, to show lines of.

#![allow(clippy::cast_possible_truncation, reason = "files have at most 16 MB, and there are few")]

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::tree::Span;

/// So many bytes are shown of a line, before what is wrong, of it, and behind it.
const MARGIN: usize = 200;

/// All files opened for one scenario, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sources(Vec<Source>);

#[derive(Debug, Clone)]
struct Source {
    path: PathBuf,
    text: String,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// A few characters of a line.
pub(crate) struct Excerpt<'a> {
    /// The line, as far as it can be shown.
    pub(crate) text: &'a str,
    /// Its number, from 1.
    pub(crate) number: usize,
    /// The bytes of it that are wrong.
    pub(crate) span: Range<usize>,
    /// The column, from 1, of what is wrong, where the text does not begin with the line.
    pub(crate) column: Option<usize>,
}

impl Sources {
    /// Makes a file known, without its text yet.
    pub(crate) fn open(&mut self, path: &Path) -> u32 {
        self.0.push(Source { path: path.to_path_buf(), text: String::new(), lines: vec![0] });
        self.0.len() as u32 - 1
    }

    pub(crate) fn set_text(&mut self, file: u32, text: String) {
        let source = &mut self.0[file as usize];
        source.lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        source.text = text;
    }

    pub(crate) fn path(&self, file: u32) -> PathBuf {
        self.0[file as usize].path.clone()
    }

    /// All files, in the order in which they were opened.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        self.0.iter().map(|source| source.path.clone()).collect()
    }

    /// All files with their texts, in the same order.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.0.iter().map(|source| (source.path.as_path(), source.text.as_str()))
    }

    /// The line, from 1, that a byte is in.
    pub(crate) fn line(&self, file: u32, at: usize) -> usize {
        self.0[file as usize].lines.partition_point(|&start| start <= at)
    }

    /// The character of its line, from 1, that a byte is.
    pub(crate) fn column(&self, file: u32, at: usize) -> usize {
        let Source { text, lines, .. } = &self.0[file as usize];
        text[lines[self.line(file, at) - 1]..at].chars().count() + 1
    }

    /// A line, counted from 1, without its end; `None` where the file has not so many.
    pub(crate) fn text_of(&self, file: u32, line: usize) -> Option<&str> {
        let Source { text, lines, .. } = &self.0[file as usize];
        let start = *lines.get(line.checked_sub(1)?)?;
        let end = lines.get(line).map_or(text.len(), |next| next - 1);
        text.get(start..end)
    }

    /// What stands behind a span on its last line.
    pub(crate) fn rest_of_line(&self, span: Span) -> Option<&str> {
        let rest = self.0[span.file as usize].text.get(span.end as usize..)?;
        rest.lines().next()
    }

    /// Whether a span runs over several lines.
    pub(crate) fn is_long(&self, span: Span) -> bool {
        self.line(span.file, span.start as usize) != self.line(span.file, span.end as usize)
    }

    /// The span within its first line and on the boundaries of characters; `None` without a text.
    pub(crate) fn clamp(&self, span: Span) -> Option<Range<usize>> {
        let Source { text, lines, .. } = &self.0[span.file as usize];
        if text.is_empty() {
            return None;
        }
        let start = text.floor_char_boundary((span.start as usize).min(text.len()));
        let line = lines.partition_point(|&line| line <= start);
        let line_end = lines.get(line).map_or(text.len(), |next| next - 1);
        let end = text.floor_char_boundary((span.end as usize).clamp(start, line_end.max(start)));
        Some(start..end)
    }

    /// The line a span (already clamped) is in.
    pub(crate) fn excerpt(&self, file: u32, span: &Range<usize>) -> Excerpt<'_> {
        let Source { text, lines, .. } = &self.0[file as usize];
        let number = self.line(file, span.start);
        let start = lines[number - 1];
        let end = lines.get(number).map_or(text.len(), |next| next - 1);
        let line = text[start..end].trim_end_matches('\r');
        let clip = |at: usize| line.floor_char_boundary(at.min(line.len()));
        let (first, last) = (clip(span.start - start), clip(span.end - start));
        let last = last.min(clip(first + MARGIN)).max(first);
        // Far from what is wrong nothing is shown: a line may have megabytes.
        let from = if first > 2 * MARGIN { clip(first - MARGIN) } else { 0 };
        let column = (from > 0).then(|| line[..first].chars().count() + 1);
        Excerpt { text: &line[from..clip(last + MARGIN)], number, span: first - from..last - from, column }
    }
}
