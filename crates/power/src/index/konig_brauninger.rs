//! The inclusiveness of König and Bräuninger: how often a member belongs to the coalition that wins.
//!
//! Of `w` winning coalitions, `(w + η_i) / 2` include a member with `η_i` swings: they pair off, but
//! for the swings, into one with and one without it. So `KB_i = (w + η_i) / 2w`, half of Coleman's
//! power to prevent above one half: ½ for whoever is never decisive, 1 for a veto player.
//!
//! ## Source
//! T. König and T. Bräuninger, "The inclusiveness of European decision rules", Journal of Theoretical
//! Politics 10 (1998), 125–142; the relation to swings: P. Dubey and L. S. Shapley, "Mathematical
//! properties of the Banzhaf power index", Mathematics of Operations Research 4 (1979), 99–131.

use crate::{Measure, Value};

/// König and Bräuninger's inclusiveness, `(w + η_i) / 2w`; not defined if no coalition wins.
pub static KONIG_BRAUNINGER: Measure = Measure {
    key: "konig_brauninger",
    index: "konig-brauninger",
    heading: ["König–", "Bräuninger"],
    meaning: "of what passes, how much it is for (inclusiveness)",
    of_unions: false,
    by_size: false,
    of: |counts| {
        let winning = counts.winning();
        Ok(counts.of_swings(|swings| Value::ratio(&(winning + swings), &(winning + winning))))
    },
};
