//! Names that choose members or candidates.

use std::fmt;

use schemars::{JsonSchema, json_schema};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use crate::schema::described;

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
