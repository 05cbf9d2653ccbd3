//! Errors as text, in the look of cargo and rustc.

use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use nemcon_core::printable;

use crate::diagnostic::{Diagnostic, Diagnostics, SHOWN};
use crate::files::called;

impl Diagnostics {
    /// All errors, one after the other, each with the line it is about.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let shown = self.list.iter().take(SHOWN).map(|diagnostic| self.one(diagnostic, &renderer));
        let mut text = shown.collect::<Vec<_>>().join("\n\n");
        match (self.list.len() + self.beyond).saturating_sub(SHOWN) {
            0 => {}
            1 => text += "\n\nand 1 more error",
            more => text += &format!("\n\nand {more} more errors"),
        }
        text
    }

    fn one(&self, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
        let message = printable(&diagnostic.message);
        let title = Level::ERROR.primary_title(message.as_ref());
        let path = called(&diagnostic.file);
        let path = short(&printable(&path));
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
                let snippet = Snippet::source(line).line_start(excerpt.number).annotation(annotation);
                match excerpt.column {
                    None => title.element(snippet.path(path)),
                    // Where only a part of the line is shown, its column is not that in the part.
                    Some(column) => title.element(Origin::path(path).line(excerpt.number).char_column(column)).element(snippet),
                }
            }
        };
        let group = match &diagnostic.help {
            None => group,
            Some(help) => group.element(Level::HELP.message(safe(help, '\n'))),
        };
        renderer.render(&[group])
    }
}

/// A path of which, if it is long, only both ends are shown.
fn short(path: &str) -> String {
    const LONGEST: usize = 200;
    if path.len() <= LONGEST {
        return path.to_owned();
    }
    let (start, end) = (path.floor_char_boundary(LONGEST / 2), path.ceil_char_boundary(path.len() - LONGEST / 2));
    format!("{}…{}", &path[..start], &path[end..])
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
