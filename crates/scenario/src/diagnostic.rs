//! What is wrong with a file, where, and what to do about it.

use std::ops::Range;
use std::path::PathBuf;

use crate::sources::Sources;
use crate::tree::Span;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $code:literal,)*) => {
        /// Every kind of error that loading a file can end in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $($(#[$doc])* $kind,)*
        }

        impl ErrorKind {
            /// All kinds.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// A stable name of the kind.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$kind => $code,)*
                }
            }
        }
    };
}

kinds! {
    /// There is no such file.
    FileNotFound = "file-not-found",
    /// A folder where a file is needed.
    FileIsFolder = "file-is-folder",
    /// The file exists but cannot be read.
    FileUnreadable = "file-unreadable",
    /// The file is larger than 8 MiB, or all together are than 12 MiB.
    FileTooLarge = "file-too-large",
    /// The file is empty.
    FileEmpty = "file-empty",
    /// The file is not UTF-8 text.
    NotUtf8 = "not-utf8",
    /// The file is not TOML, or not JSON.
    Syntax = "syntax",
    /// Tables and lists are nested too deep.
    Nesting = "nesting",
    /// `schema` is missing.
    SchemaMissing = "schema-missing",
    /// `schema` is not 1.
    SchemaUnsupported = "schema-unsupported",
    /// Files extend each other in a circle.
    ExtendsCycle = "extends-cycle",
    /// The chain of `extends` is too long.
    ExtendsDepth = "extends-depth",
    /// `remove` names what is not there.
    RemoveUnknown = "remove-unknown",
    /// `remove` in a file that extends none.
    RemoveWithoutExtends = "remove-without-extends",
    /// A body file where a scenario is needed.
    NotAScenario = "not-a-scenario",
    /// A coding table where a scenario is needed.
    CodingAlone = "coding-alone",
    /// A scenario where a body file is needed.
    NotABody = "not-a-body",
    /// A key the format does not know there.
    UnknownKey = "unknown-key",
    /// A required key is missing.
    MissingKey = "missing-key",
    /// Text where a number is needed, and the like.
    WrongType = "wrong-type",
    /// A word that is not one of those allowed.
    UnknownWord = "unknown-word",
    /// A number that is infinite or none.
    NotFinite = "not-finite",
    /// A number that is not whole, or outside of its range.
    OutOfRange = "out-of-range",
    /// A text that is no date.
    Date = "date",
    /// A text that is no duration.
    Duration = "duration",
    /// A text that is no fraction.
    Fraction = "fraction",
    /// A number that cannot be kept exactly.
    Decimal = "decimal",
    /// A list of the wrong length.
    Length = "length",
    /// Two keys that exclude each other, or none of several.
    Choice = "choice",
    /// Probabilities of stances that are no prior.
    Prior = "prior",
    /// A rule that is not monotone, or otherwise none.
    Rule = "rule",
    /// A rule's bound that is neither a number of votes nor a fraction.
    Bound = "bound",
    /// A file that is no coding table where one is needed.
    NotACoding = "not-a-coding",
    /// No row or number of this name in the coding table.
    UnknownRow = "unknown-row",
    /// A row where no coding table is named.
    RowWithoutTable = "row-without-table",
    /// The weights of a body cannot be summed exactly.
    Weight = "weight",
    /// No member or group of this name.
    UnknownMember = "unknown-member",
    /// No candidate of this id.
    UnknownCandidate = "unknown-candidate",
    /// No event of this id.
    UnknownEvent = "unknown-event",
    /// No outcome of this id.
    UnknownOutcome = "unknown-outcome",
    /// No weight of this name.
    UnknownWeight = "unknown-weight",
    /// A selector that matches nobody.
    SelectsNobody = "selects-nobody",
    /// A member that its dates leave out.
    LeftOut = "left-out",
    /// More of something than is allowed.
    Limit = "limit",
    /// What the model as a whole refuses.
    Model = "model",
}

/// One thing wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of error it is.
    pub kind: ErrorKind,
    /// What is wrong, with the value.
    pub message: String,
    /// What is allowed, or what to do.
    pub help: Option<String>,
    /// The file, as the user named it.
    pub file: PathBuf,
    /// The line, counted from 1, where the error has a place in the file.
    pub line: Option<usize>,
    /// The character of the line that the error begins at, counted from 1.
    pub column: Option<usize>,
    /// The bytes of the file that are wrong, where the error has a place in the file.
    pub span: Option<Range<usize>>,
    pub(crate) source: u32,
}

/// All errors of a file and of the files it names, in the order of files and lines.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    pub(crate) list: Vec<Diagnostic>,
    /// Those that were found beyond what is kept.
    pub(crate) beyond: usize,
    pub(crate) sources: Sources,
}

impl Diagnostics {
    /// The errors.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }
}

impl std::error::Error for Diagnostics {}

/// The errors found so far.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    found: Vec<Found>,
    beyond: usize,
}

/// So many errors get a remedy that takes a search; of a file with more, these are more than anybody reads.
pub(crate) const SHOWN: usize = 100;

/// So many errors are kept; the others are counted.
const KEPT: usize = 10_000;

#[derive(Debug)]
struct Found {
    kind: ErrorKind,
    place: Place,
    message: String,
    help: Option<String>,
    /// What it is the second of.
    first: Option<Span>,
}

/// Where an error is: in the text of a file, or the file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    File(u32),
    Text(Span),
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::Text(span)
    }
}

impl Place {
    fn file(self) -> u32 {
        match self {
            Self::File(file) | Self::Text(Span { file, .. }) => file,
        }
    }

    fn start(self) -> u32 {
        if let Self::Text(span) = self { span.start } else { 0 }
    }
}

/// A message repeats what is written, and a remedy names what there is: either may be a megabyte.
fn shorten(text: String) -> String {
    const LONGEST: usize = 500;
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

impl Errors {
    pub(crate) fn add(&mut self, kind: ErrorKind, place: impl Into<Place>, message: impl Into<String>, help: impl Into<String>) {
        self.add_second(kind, place, message, help, None);
    }

    /// Whether there is an error in this place.
    pub(crate) fn is_at(&self, place: Place) -> bool {
        self.found.iter().any(|found| found.place == place)
    }

    /// The places of those that were found after the first `number`, as far as they are kept.
    pub(crate) fn after(&self, number: usize) -> impl Iterator<Item = Place> + '_ {
        self.found.iter().skip(number).map(|found| found.place)
    }

    /// Adds those of others that stand where they are wanted.
    pub(crate) fn append(&mut self, others: Self, is_wanted: impl Fn(Place) -> bool) {
        self.beyond += others.beyond;
        for found in others.found.into_iter().filter(|found| is_wanted(found.place)) {
            if self.found.len() < KEPT { self.found.push(found) } else { self.beyond += 1 }
        }
    }

    /// The same, of something that is there already, in another place.
    pub(crate) fn add_second(
        &mut self,
        kind: ErrorKind,
        place: impl Into<Place>,
        message: impl Into<String>,
        help: impl Into<String>,
        first: Option<Span>,
    ) {
        if self.found.len() >= KEPT {
            self.beyond += 1;
            return;
        }
        let help = Some(shorten(help.into())).filter(|help| !help.is_empty());
        self.found.push(Found { kind, place: place.into(), message: shorten(message.into()), help, first });
    }

    /// The same, with a remedy that takes a search: of a great many errors only the first get one.
    pub(crate) fn add_with(&mut self, kind: ErrorKind, place: impl Into<Place>, message: impl Into<String>, help: impl FnOnce() -> String) {
        let help = if self.len() < SHOWN { help() } else { String::new() };
        self.add(kind, place, message, help);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.found.len() + self.beyond
    }

    /// The errors, in order, each once.
    pub(crate) fn finish(mut self, sources: Sources) -> Diagnostics {
        self.found.sort_by_key(|found| (found.place.file(), found.place.start()));
        let mut list: Vec<Diagnostic> = Vec::with_capacity(self.found.len());
        for found in self.found {
            let source = found.place.file();
            let span = match found.place {
                Place::File(_) => None,
                Place::Text(span) => sources.clamp(span),
            };
            let line = span.as_ref().map(|span| sources.line(source, span.start));
            let column = span.as_ref().map(|span| sources.column(source, span.start));
            let file = sources.path(source);
            let help = match (found.help, found.first) {
                (Some(help), Some(first)) if first.file == source => {
                    Some(format!("{help}; the first is on line {}", sources.line(source, first.start as usize)))
                }
                (Some(help), Some(first)) => {
                    let line = sources.line(first.file, first.start as usize);
                    Some(format!("{help}; the first is on line {line} of {}", sources.path(first.file).display()))
                }
                (help, _) => help,
            };
            let next = Diagnostic { kind: found.kind, message: found.message, help, file, line, column, span, source };
            // Equal ones stand at the same place, and so next to each other.
            let here = list.iter().rev().take_while(|other| (other.source, &other.span) == (next.source, &next.span));
            if !here.into_iter().any(|other| *other == next) {
                list.push(next);
            }
        }
        Diagnostics { list, beyond: self.beyond, sources }
    }
}
