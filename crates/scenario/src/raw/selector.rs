//! Names that choose members or candidates.

use std::fmt;

use schemars::{JsonSchema, json_schema};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::describe::{Described, Names, described};

/// Names that choose members or candidates: `"*"`, one name, or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(crate) names: Vec<String>,
    /// Whether it is a list.
    pub(crate) is_list: bool,
}

impl Selector {
    /// Everybody.
    pub(crate) fn everybody() -> Self {
        Self { names: vec!["*".to_owned()], is_list: false }
    }

    /// Whether it is everybody, without exception.
    pub(crate) fn is_everybody(&self) -> bool {
        self.names == ["*"]
    }
}

impl<'de> Deserialize<'de> for Selector {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Selector;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"*\", or a list of names in [ ]")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Selector, E> {
                Ok(Selector { names: vec![text.to_owned()], is_list: false })
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Selector, A::Error> {
                let mut names = Vec::new();
                while let Some(name) = list.next_element()? {
                    names.push(name);
                }
                Ok(Selector { names, is_list: true })
            }

            fn visit_unit<E: Error>(self) -> Result<Selector, E> {
                Ok(Selector::everybody())
            }
        }
        deserializer.deserialize_any(Names)
    }
}

described!(Selector, {
    "description": "Candidates: the id of one, a list of ids, or \"*\" for all.",
    "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
});

/// The schema of a selector of members.
pub(super) struct Members;

described!(Members, {
    "description": "Members: \"*\" for all, or a list of ids, names of groups and \"*\", read from left to right; \"!X\" takes X away again.",
    "anyOf": [{ "type": "string", "const": "*" }, { "type": "array", "items": { "type": "string" } }],
});

/// The schema of the id of one member; of a bloc, of one group.
pub(super) struct MemberName;

described!(MemberName, { "description": "The id of a member; of a bloc, the name of a group.", "type": "string" });

/// The schema of the id of one candidate.
pub(super) struct CandidateName;

described!(CandidateName, { "description": "The id of a candidate.", "type": "string" });

/// The schema of an event, or an outcome of it.
pub(super) struct EventName;

described!(EventName, { "description": "The id of an event; where an outcome is meant, EVENT=OUTCOME.", "type": "string" });

impl Described for Selector {
    const EXAMPLE: &'static str = "\"rutte\", or \"*\" for all";
    const NAMES: Names = Names::Candidates;
}

impl Described for Members {
    const EXAMPLE: &'static str = "\"*\" or [\"USA\", \"nb8\"]";
    const NAMES: Names = Names::Members;
}

impl Described for MemberName {
    const EXAMPLE: &'static str = "\"USA\"";
    const NAMES: Names = Names::Member;
}

impl Described for CandidateName {
    const EXAMPLE: &'static str = "\"rutte\"";
    const NAMES: Names = Names::Candidates;
}

impl Described for EventName {
    const EXAMPLE: &'static str = "\"summit\"";
    const NAMES: Names = Names::Events;
}
