//! A body: its members, their groups and their weights.

use std::ops::Index;

use crate::{Decimal, MemberId, MemberSet};

/// One member of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Member {
    /// Its id, unique among members and groups.
    pub id: String,
    /// Its name, for people.
    pub name: String,
    /// The groups it belongs to.
    pub groups: Vec<String>,
}

impl Member {
    /// A member without groups whose name is its id.
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        Self { name: id.clone(), id, groups: Vec::new() }
    }
}

/// A named weight (population, shares …): one exact number a member, in one common scale.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(try_from = "Written"))]
pub struct Weight {
    name: String,
    unit: String,
    places: u32,
    scaled: Vec<Option<u128>>,
}

/// Why numbers cannot be one weight.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {}", self.message(), self.help())]
pub struct WeightError {
    /// The weight's name.
    pub name: String,
}

impl WeightError {
    /// What is wrong.
    pub fn message(&self) -> String {
        format!("the weights {:?} together need more digits than can be summed exactly", self.name)
    }

    /// What to do.
    pub const fn help(&self) -> &'static str {
        "use fewer decimals"
    }
}

impl Weight {
    /// A weight from one decimal a member, in member order; `None` where a member has none.
    ///
    /// All are brought to the same number of decimals; their sum must stay below 10^38.
    pub fn new(name: impl Into<String>, unit: impl Into<String>, values: &[Option<Decimal>]) -> Result<Self, WeightError> {
        let (name, unit) = (name.into(), unit.into());
        let places = values.iter().flatten().map(|value| value.places()).max().unwrap_or(0);
        let fault = || WeightError { name: name.clone() };
        let mut sum: u128 = 0;
        let mut scaled = Vec::with_capacity(values.len());
        for value in values {
            let number = match value {
                Some(value) => Some(value.scaled(places).ok_or_else(fault)?),
                None => None,
            };
            sum = sum.checked_add(number.unwrap_or(0)).filter(|&sum| sum < 10u128.pow(Decimal::DIGITS)).ok_or_else(fault)?;
            scaled.push(number);
        }
        Ok(Self { name, unit, places, scaled })
    }

    /// The weight's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its unit, for people.
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// How many decimals the scaled numbers bear.
    pub fn places(&self) -> u32 {
        self.places
    }

    /// A member's weight times `10^places`; `None` where the member has none.
    pub fn scaled(&self, member: MemberId) -> Option<u128> {
        self.scaled.get(member.index()).copied().flatten()
    }
}

/// A weight as it is serialised, not yet checked.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    name: String,
    unit: String,
    places: u32,
    scaled: Vec<Option<u128>>,
}

#[cfg(feature = "serde")]
impl TryFrom<Written> for Weight {
    type Error = WeightError;

    fn try_from(Written { name, unit, places, scaled }: Written) -> Result<Self, WeightError> {
        let values: Vec<_> = scaled.into_iter().map(|digits| digits.map(|digits| Decimal::new(digits, places))).collect();
        Self::new(name, unit, &values)
    }
}

/// Members and their weights.
///
/// ```
/// use nemcon_core::{Body, Member};
/// let body = Body::new("Panel", ["ann", "bob", "cy"].map(Member::new).into());
/// let bob = body.member("bob").ok_or("nobody is called bob")?;
/// assert_eq!(body[bob].name, "bob");
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Body {
    /// The body's name; may be empty.
    pub name: String,
    /// Its members; everything else refers to them by [`MemberId`].
    pub members: Vec<Member>,
    /// Its named weights, each with one entry a member.
    pub weights: Vec<Weight>,
}

impl Body {
    /// A body without weights.
    pub fn new(name: impl Into<String>, members: Vec<Member>) -> Self {
        Self { name: name.into(), members, weights: Vec::new() }
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Its members, as what everything else refers to them by.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = MemberId> + DoubleEndedIterator + Clone {
        MemberId::first(self.len())
    }

    /// The member with this id.
    pub fn member(&self, id: &str) -> Option<MemberId> {
        self.members.iter().position(|member| member.id == id).map(MemberId::new)
    }

    /// The members of a group (nobody where there is no such group).
    pub fn group(&self, group: &str) -> MemberSet {
        let inside = |member: &MemberId| self[*member].groups.iter().any(|g| g == group);
        MemberSet::of(self.len(), self.ids().filter(inside))
    }

    /// The index of the weight with this name.
    pub fn weight(&self, name: &str) -> Option<usize> {
        self.weights.iter().position(|weight| weight.name == name)
    }

    /// The weight of a member times the weight's scale; 1 where no weight is named.
    ///
    /// A member without the weight counts 0: [`Model`](crate::Model) refuses a scenario in which
    /// a weight that is used is missing.
    pub fn weight_of(&self, weight: Option<usize>, member: MemberId) -> u128 {
        weight.map_or(1, |weight| self.weights[weight].scaled(member).unwrap_or(0))
    }
}

impl Index<MemberId> for Body {
    type Output = Member;

    fn index(&self, member: MemberId) -> &Member {
        &self.members[member.index()]
    }
}
