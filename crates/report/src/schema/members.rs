//! What `nemcon members` prints.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ById;

/// The members that a file lists.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MembersDocument {
    /// The version of the document's form: 1.
    pub schema: u32,
    /// What the body is called; empty where the file does not say.
    pub body: String,
    /// The day of which the body is, as `YYYY-MM-DD`; null where none is given: then those are members who have no `until`.
    #[schemars(extend("format" = "date"))]
    pub as_of: Option<String>,
    /// The unit of each weight, by its name, in the order of the file.
    pub units: ById<String>,
    /// Everybody whom the file lists, in its order.
    pub members: Vec<MemberDocument>,
}

/// A member, or somebody who was one or is to be.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MemberDocument {
    /// What files call the member. Somebody who left and came back is listed with each membership.
    pub id: String,
    /// Its name, or its id where the file gives no other.
    pub name: String,
    /// The groups it belongs to.
    pub groups: Vec<String>,
    /// Its weights, by name: exact decimals, as text; those that it does not have are missing.
    pub weights: ById<String>,
    /// The first day of its membership; null where the file does not say.
    #[schemars(extend("format" = "date"))]
    pub since: Option<String>,
    /// The first day on which it is no member any more; null where the file does not say.
    #[schemars(extend("format" = "date"))]
    pub until: Option<String>,
    /// `present`, `joining` (a member by an event only), or `left out` (by its dates).
    pub standing: String,
}
