//! Sets of members and sets of candidates.

use crate::{CandidateId, MemberId};

/// A set of members, by index in their body. Two are equal if the same members are in them, whatever
/// bodies they were made for.
#[derive(Debug, Clone, Default)]
pub struct MemberSet(Vec<u64>);

impl PartialEq for MemberSet {
    fn eq(&self, other: &Self) -> bool {
        self.significant() == other.significant()
    }
}

impl Eq for MemberSet {}

impl std::hash::Hash for MemberSet {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.significant().hash(state);
    }
}

impl MemberSet {
    /// The empty set over `members` members.
    pub fn empty(members: usize) -> Self {
        Self(vec![0; members.div_ceil(64)])
    }

    /// All of `members` members.
    pub fn full(members: usize) -> Self {
        let mut set = Self::empty(members);
        MemberId::first(members).for_each(|member| set.insert(member));
        set
    }

    /// A set over `members` members, with these in it.
    ///
    /// # Panics
    /// If one lies beyond the body the set is made for.
    pub fn of(members: usize, chosen: impl IntoIterator<Item = impl Into<MemberId>>) -> Self {
        let mut set = Self::empty(members);
        chosen.into_iter().for_each(|member| set.insert(member.into()));
        set
    }

    /// Puts a member in.
    ///
    /// # Panics
    /// If the index lies beyond the body the set was made for.
    pub fn insert(&mut self, member: MemberId) {
        let member = member.index();
        self.0[member / 64] |= 1 << (member % 64);
    }

    /// Takes a member out.
    ///
    /// # Panics
    /// If the index lies beyond the body the set was made for.
    pub fn remove(&mut self, member: MemberId) {
        let member = member.index();
        self.0[member / 64] &= !(1 << (member % 64));
    }

    /// Whether the member is in the set.
    #[inline]
    pub fn contains(&self, member: MemberId) -> bool {
        let member = member.index();
        self.0.get(member / 64).is_some_and(|word| word >> (member % 64) & 1 == 1)
    }

    /// How many members are in the set.
    pub fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether nobody is in the set.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|&word| word == 0)
    }

    /// The members of the set, in order of their index.
    pub fn iter(&self) -> impl Iterator<Item = MemberId> + '_ {
        Self::indices(self.0.iter().copied()).map(MemberId::new)
    }

    /// The indices of the members of a set given as words of 64, lowest index in the lowest bit.
    pub fn indices(words: impl Iterator<Item = u64>) -> impl Iterator<Item = usize> {
        words.enumerate().flat_map(|(at, word)| {
            std::iter::successors((word != 0).then_some(word), |rest| {
                let rest = rest & (rest - 1);
                (rest != 0).then_some(rest)
            })
            .map(move |rest| at * 64 + rest.trailing_zeros() as usize)
        })
    }

    /// The set as words of 64 members, lowest index in the lowest bit.
    pub fn words(&self) -> &[u64] {
        &self.0
    }

    /// The words up to the last in which a member is.
    fn significant(&self) -> &[u64] {
        let end = self.0.iter().rposition(|&word| word != 0).map_or(0, |last| last + 1);
        &self.0[..end]
    }

    /// The same words, to change.
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.0
    }
}

/// A set of at most 64 candidates, by index in their scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CandidateSet(u64);

impl CandidateSet {
    /// The first `candidates` candidates.
    pub const fn full(candidates: usize) -> Self {
        Self(if candidates >= 64 { u64::MAX } else { (1 << candidates) - 1 })
    }

    /// Whether the candidate is in the set.
    pub const fn contains(self, candidate: CandidateId) -> bool {
        let candidate = candidate.index();
        candidate < 64 && self.0 >> candidate & 1 == 1
    }

    /// Whether no candidate is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The candidates of the set, in order.
    pub fn iter(self) -> impl Iterator<Item = CandidateId> {
        CandidateId::first(64).filter(move |&candidate| self.contains(candidate))
    }
}

impl<C: Into<CandidateId>> FromIterator<C> for CandidateSet {
    /// # Panics
    /// If an index is 64 or more.
    fn from_iter<I: IntoIterator<Item = C>>(candidates: I) -> Self {
        Self(candidates.into_iter().fold(0, |set, candidate| {
            let candidate = candidate.into().index();
            assert!(candidate < 64, "at most 64 candidates");
            set | 1 << candidate
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{CandidateId, CandidateSet, MemberId, MemberSet};

    #[test]
    fn iterates_over_what_was_put_in() {
        let mut set = MemberSet::of(130, [0, 63, 64, 129]);
        assert_eq!(set.iter().map(MemberId::index).collect::<Vec<_>>(), [0, 63, 64, 129]);
        set.remove(MemberId::new(63));
        let contains = [63, 64, 500].map(|member| set.contains(MemberId::new(member)));
        assert_eq!((set.len(), contains), (3, [false, true, false]));
        assert_eq!(MemberSet::full(65).len(), 65);
        assert!(MemberSet::empty(0).is_empty());
        assert_eq!(MemberSet::of(3, [1]), MemberSet::of(500, [1]));
        assert_ne!(MemberSet::of(3, [1]), MemberSet::of(500, [1, 400]));
    }

    #[test]
    fn candidates_fill_64_bits() {
        assert_eq!(CandidateSet::full(64).iter().count(), 64);
        assert_eq!([3, 1].into_iter().collect::<CandidateSet>().iter().map(CandidateId::index).collect::<Vec<_>>(), [1, 3]);
    }
}
