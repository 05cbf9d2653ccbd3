//! A tally as bytes: its numbers in order, each signed, in groups of seven bits, the lowest first (LEB128).

use super::Tally;
use crate::plan::Plan;

impl Tally {
    /// Appends the numbers of the tally.
    pub(crate) fn append_to(&self, bytes: &mut Vec<u8>) {
        let mut copy = self.clone();
        let written = copy.each(|number| {
            write(bytes, *number);
            Some(())
        });
        debug_assert!(written.is_some(), "writing refuses nothing");
    }

    /// The tally of a plan whose numbers some bytes begin with, and the rest of them; none where they are no
    /// such numbers.
    pub(crate) fn read_from<'b>(plan: &Plan, seed: u64, mut bytes: &'b [u8]) -> Option<(Self, &'b [u8])> {
        let mut tally = Self::new(plan, seed);
        tally.each(|number| {
            let (read, rest) = read(bytes)?;
            (*number, bytes) = (read, rest);
            Some(())
        })?;
        Some((tally, bytes))
    }

    /// Visits every number, always in the same order.
    fn each(&mut self, mut visit: impl FnMut(&mut u128) -> Option<()>) -> Option<()> {
        for small in [&mut self.runs, &mut self.capped].into_iter().chain(&mut self.seen) {
            let mut number = u128::from(*small);
            visit(&mut number)?;
            *small = u64::try_from(number).ok()?;
        }
        let lists = [&mut self.squared_ends, &mut self.ends, &mut self.rounds, &mut self.blocking_changes, &mut self.pivotal];
        let more = [&mut self.held_out, &mut self.blocks_at_end, &mut self.happened];
        let counted = self.start.iter_mut().flatten();
        let large = [&mut self.weights, &mut self.squared_weights];
        large.into_iter().chain(lists.into_iter().chain(more).chain(counted).flatten()).try_for_each(visit)
    }
}

/// Differences may be negative, modulo 2^128: the sign goes into the lowest bit.
fn write(bytes: &mut Vec<u8>, number: u128) {
    let signed = number.cast_signed();
    let mut rest = ((signed << 1) ^ (signed >> 127)).cast_unsigned();
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

fn read(bytes: &[u8]) -> Option<(u128, &[u8])> {
    let mut folded = 0u128;
    for (at, &byte) in bytes.iter().enumerate().take(19) {
        let part = u128::from(byte & 0x7F);
        let place = 7 * at as u32;
        if place == 126 && part > 3 {
            return None;
        }
        folded |= part << place;
        if byte < 0x80 {
            let sign = (folded & 1).wrapping_neg();
            return Some(((folded >> 1) ^ sign, &bytes[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn numbers_come_back() {
        for number in [0, 1, 63, 64, 127, 128, 1 << 70, u128::MAX, u128::MAX - 5, 1 << 127, (1 << 127) - 1] {
            let mut bytes = Vec::new();
            write(&mut bytes, number);
            bytes.push(7);
            assert_eq!(read(&bytes), Some((number, &[7][..])), "{number}");
            assert!(number < 64 || bytes.len() < 21);
        }
        assert_eq!(read(&[0x80; 19]), None);
        assert_eq!(read(&[0x80]), None);
        assert_eq!(read(&[]), None);
    }
}
