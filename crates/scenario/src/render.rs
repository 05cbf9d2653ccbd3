//! Errors as text, in the look of cargo and rustc.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use nemcon_core::printable;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::files::called;

/// How many errors are shown; of a file with more, the rest is counted.
const SHOWN: usize = 100;

impl Diagnostics {
    /// All errors, one after the other, each with the line it is about.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let shown = self.list.iter().take(SHOWN).map(|diagnostic| self.one(diagnostic, &renderer));
        let mut text = shown.collect::<Vec<_>>().join("\n\n");
        if self.list.len() > SHOWN {
            text += &format!("\n\nand {} more errors", self.list.len() - SHOWN);
        }
        text
    }

    fn one(&self, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
        let message = printable(&diagnostic.message);
        let title = Level::ERROR.primary_title(message.as_ref());
        let path = called(&diagnostic.file);
        let path = printable(&path);
        let group: Group<'_> = match &diagnostic.span {
            // A message about a file as such names the file itself.
            None if names(&message, &path) => Group::with_title(title),
            None => title.element(Origin::path(path)),
            Some(span) => {
                let excerpt = self.sources.excerpt(diagnostic.source, span);
                let safe = |part: &str| safe(part, '\t');
                let (before, wrong) = (safe(&excerpt.text[..excerpt.span.start]), safe(&excerpt.text[excerpt.span.clone()]));
                let annotation = AnnotationKind::Primary.span(before.len()..before.len() + wrong.len());
                let line = before + &wrong + &safe(&excerpt.text[excerpt.span.end..]);
                title.element(Snippet::source(line).line_start(excerpt.number).path(path).annotation(annotation))
            }
        };
        let group = match &diagnostic.help {
            None => group,
            Some(help) => group.element(Level::HELP.message(safe(help, '\n'))),
        };
        renderer.render(&[group])
    }
}

/// A text made printable, but for one character that it may have: lines of a remedy, tabs of a file.
fn safe(text: &str, but: char) -> String {
    text.split(but).map(printable).collect::<Vec<_>>().join(but.encode_utf8(&mut [0; 4]))
}

/// Whether a message begins or ends with the path of its file.
fn names(message: &str, path: &str) -> bool {
    message.strip_prefix(path).is_some_and(|rest| rest.starts_with(' '))
        || message.strip_suffix(path).is_some_and(|rest| rest.ends_with(' '))
}

impl fmt::Display for Diagnostics {
    /// Without colour.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}
