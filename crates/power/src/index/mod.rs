//! Indices of voting power, one file each.

pub(crate) mod banzhaf;
pub(crate) mod coleman;
pub(crate) mod deegan_packel;
pub(crate) mod johnston;
pub(crate) mod public_good;
pub(crate) mod rae;
pub(crate) mod shapley_shubik;

/// An index of voting power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// Penrose–Banzhaf, absolute and normalised: how often a member is decisive when all coalitions
    /// are equally likely.
    Banzhaf,
    /// Shapley–Shubik: how often a member is pivotal when all orders are equally likely.
    ShapleyShubik,
    /// Coleman's powers to initiate and to prevent action.
    Coleman,
    /// Rae: how often the decision is what the member wanted.
    Rae,
    /// Deegan–Packel: equal shares in equally likely minimal winning coalitions.
    DeeganPackel,
    /// Public Good (Holler): membership in minimal winning coalitions.
    PublicGood,
    /// Johnston: a swing shared by all that are decisive in the same coalition.
    Johnston,
}

impl Index {
    /// All indices.
    pub const ALL: [Self; 7] =
        [Self::Banzhaf, Self::ShapleyShubik, Self::Coleman, Self::Rae, Self::DeeganPackel, Self::PublicGood, Self::Johnston];

    /// The index's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Banzhaf => "banzhaf",
            Self::ShapleyShubik => "shapley-shubik",
            Self::Coleman => "coleman",
            Self::Rae => "rae",
            Self::DeeganPackel => "deegan-packel",
            Self::PublicGood => "public-good",
            Self::Johnston => "johnston",
        }
    }
}
