//! Which member, which candidate: indices that cannot be mistaken for each other.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub struct $name(usize);

        impl $name {
            /// The id of an index.
            #[inline]
            pub const fn new(index: usize) -> Self {
                Self(index)
            }

            /// The index, to look something up in a list.
            #[inline]
            pub const fn index(self) -> usize {
                self.0
            }

            /// The first `count` ids, in order.
            pub fn first(count: usize) -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator + Clone {
                (0..count).map(Self)
            }
        }

        impl From<usize> for $name {
            #[inline]
            fn from(index: usize) -> Self {
                Self(index)
            }
        }
    )+};
}

ids! {
    /// A member, by its index in the [`Body`](crate::Body): `body[member]` is the [`Member`](crate::Member).
    ///
    /// Where a function takes several, the order is member, candidate, date.
    MemberId;
    /// A candidate, by its index in the scenario: see [`Model::candidate`](crate::Model::candidate).
    CandidateId;
}
