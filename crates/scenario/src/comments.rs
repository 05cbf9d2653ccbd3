//! Comments of the files that a scenario was merged from, where what they are about is still there.

use std::collections::HashSet;

use nemcon_core::printable;

use crate::files::called;
use crate::sources::Sources;
use crate::tree::Span;

/// The comments that have not been said yet.
pub(crate) struct Comments<'a> {
    sources: &'a Sources,
    /// Files with lines of them.
    said: HashSet<(u32, usize)>,
}

impl<'a> Comments<'a> {
    pub(crate) fn of(sources: &'a Sources) -> Self {
        Self { sources, said: HashSet::new() }
    }

    /// What stands at the head of each file, under its name where there are several.
    pub(crate) fn heads(&mut self) -> String {
        let paths = self.sources.paths();
        let mut text = String::new();
        for (file, path) in (0..).zip(&paths) {
            let mut end = 1;
            while self.is_beside(file, end) {
                end += 1;
            }
            let name = (paths.len() > 1).then(|| format!("# {}", printable(&called(path))));
            let lines: Vec<String> = name.into_iter().chain(self.before(file, end)).collect();
            if !lines.is_empty() {
                text += &format!("{}\n\n", lines.join("\n"));
            }
        }
        text
    }

    /// The comments above the line that something begins in.
    pub(crate) fn above(&mut self, span: Span) -> Vec<String> {
        self.before(span.file, self.sources.line(span.file, span.start as usize))
    }

    /// The comment behind something on its line.
    pub(crate) fn behind(&mut self, span: Span) -> Option<String> {
        let number = self.sources.line(span.file, span.start as usize);
        let rest = self.sources.rest_of_line(span)?.trim_start_matches([',', ' ', '\t', ']', '}']);
        let is_new = rest.starts_with('#') && self.said.insert((span.file, number));
        is_new.then(|| printable(rest).into_owned())
    }

    /// The comments before a line, with the empty lines between them, but for those that are said already.
    fn before(&mut self, file: u32, line: usize) -> Vec<String> {
        let first = (1..line).rev().take_while(|&line| self.is_beside(file, line)).last().unwrap_or(line);
        let mut comments: Vec<String> = Vec::new();
        for line in first..line {
            let text = self.sources.text_of(file, line).map_or("", str::trim);
            let follows = comments.last().is_some_and(|last| !last.is_empty());
            // What an editor is told of a file holds of its own place only.
            let is_new = !text.starts_with("#:") && (if text.is_empty() { follows } else { self.said.insert((file, line)) });
            if is_new {
                comments.push(printable(text).into_owned());
            }
        }
        if comments.last().is_some_and(String::is_empty) {
            comments.pop();
        }
        comments
    }

    /// Whether a line says nothing but a comment.
    fn is_beside(&self, file: u32, line: usize) -> bool {
        self.sources.text_of(file, line).is_some_and(|text| text.trim().is_empty() || text.trim_start().starts_with('#'))
    }
}
