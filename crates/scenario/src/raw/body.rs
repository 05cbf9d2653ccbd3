//! `[body]` and `[[member]]`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::forms::{Day, Exact, Selector};
use super::rule::Rule;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    /// A body file: gone when the files are merged, unless it could not be followed.
    #[serde(rename = "use")]
    #[allow(dead_code, reason = "a text is followed when the files are merged; here anything else is refused")]
    file: Option<String>,
    pub(crate) joining: Option<Selector>,
    pub(crate) name: Option<String>,
    /// Units by name.
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, String>,
    pub(crate) rule: Option<Rule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    #[serde(default)]
    pub(crate) groups: Vec<String>,
    #[serde(default)]
    pub(crate) weights: BTreeMap<String, Exact>,
    pub(crate) since: Option<Day>,
    pub(crate) until: Option<Day>,
}
