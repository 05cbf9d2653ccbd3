//! How much an analysis may take: what takes more is refused before it is exhausted.

use std::cell::Cell;

use nemcon_core::{Bytes, limits};

use crate::PowerError;

/// How much each table and diagram may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    /// In bytes.
    pub(crate) bytes: usize,
    /// In steps, of about a nanosecond each. They are counted, not timed: what is refused does not depend on the machine.
    pub(crate) steps: u64,
}

impl Limit {
    /// What one successor of one node takes while a diagram is being built, in bytes, lookup tables included.
    const SUCCESSOR: usize = 64;

    /// So many tables and diagrams are held at a time, unless one is held alone: of the game and of its dual, of their minimal
    /// coalitions, and of what is counted in them.
    const HELD: u64 = 4;

    /// 1 GB, and two minutes.
    pub(crate) fn usual() -> Self {
        Self { bytes: 0, steps: 120_000_000_000 }.within(Bytes(limits::MEMORY))
    }

    /// The same for tables and diagrams that together take no more than this.
    pub(crate) fn within(self, memory: Bytes) -> Self {
        Self { bytes: usize::try_from(memory.0 / Self::HELD).unwrap_or(usize::MAX), ..self }
    }

    /// What they may take together.
    fn memory(self) -> Bytes {
        Bytes((self.bytes as u64).saturating_mul(Self::HELD))
    }

    /// The most successors that a diagram may have.
    pub(crate) fn successors(self) -> usize {
        self.bytes / Self::SUCCESSOR
    }

    /// Refuses a diagram with so many successors.
    pub(crate) fn check(self, successors: usize) -> Result<(), PowerError> {
        self.check_bytes("the decision diagram", successors.saturating_mul(Self::SUCCESSOR))
    }

    /// Refuses what would take so many bytes.
    pub(crate) fn check_bytes(self, what: &'static str, bytes: usize) -> Result<(), PowerError> {
        if bytes > self.bytes { Err(self.too_large(what)) } else { Ok(()) }
    }

    /// Refuses what would take so many bytes while no other table or diagram is held.
    pub(crate) fn check_alone(self, what: &'static str, bytes: usize) -> Result<(), PowerError> {
        if bytes as u64 > self.memory().0 { Err(self.too_large(what)) } else { Ok(()) }
    }

    /// What is too large.
    pub(crate) fn too_large(self, what: &'static str) -> PowerError {
        PowerError::TooLarge { what, allowed: self.memory() }
    }

    /// Refuses what would take so many steps.
    pub(crate) fn check_steps(self, what: &'static str, steps: f64) -> Result<(), PowerError> {
        self.work(what).spend(steps as u64)
    }

    /// Something that takes no more than this in all.
    pub(crate) fn work(self, what: &'static str) -> Work {
        Work { what, allowed: self.steps, done: Cell::new(0) }
    }
}

/// Something that takes long, while it is being done.
#[derive(Debug)]
pub(crate) struct Work {
    what: &'static str,
    allowed: u64,
    done: Cell<u64>,
}

impl Work {
    /// What one successor of one node takes until the diagram is reduced, in steps.
    const SUCCESSOR: u64 = 300;

    /// Counts steps that come next, and refuses them where they are too many.
    pub(crate) fn spend(&self, steps: u64) -> Result<(), PowerError> {
        let steps = self.done.get().saturating_add(steps);
        self.done.set(steps);
        if steps > self.allowed { Err(PowerError::TooLong { what: self.what, steps, allowed: self.allowed }) } else { Ok(()) }
    }

    /// The same for so many successors of nodes of a diagram.
    pub(crate) fn spend_on_successors(&self, successors: usize) -> Result<(), PowerError> {
        self.spend(Self::SUCCESSOR * successors as u64)
    }
}

/// So many steps as a time, in words.
pub(crate) fn time(steps: u64) -> String {
    let seconds = steps.div_ceil(1_000_000_000);
    let units = [("year", 31_557_600), ("day", 86_400), ("hour", 3600), ("minute", 60), ("second", 1)];
    let (unit, length) = units.into_iter().find(|(_, length)| seconds >= *length).unwrap_or(("second", 1));
    let number = seconds / length;
    format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
}
