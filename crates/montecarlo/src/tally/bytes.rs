//! Numbers as bytes: each in its turn, signed, in groups of seven bits, the lowest first (LEB128).

use super::Tally;

/// What consists of numbers in an order that is always the same, of which bytes are made.
pub trait Numbers: Clone {
    /// Visits every number.
    fn each(&mut self, visit: &mut dyn FnMut(&mut u128) -> Option<()>) -> Option<()>;

    /// Appends the numbers.
    fn append_to(&self, bytes: &mut Vec<u8>) {
        let written = self.clone().each(&mut |number| {
            write(bytes, *number);
            Some(())
        });
        debug_assert!(written.is_some(), "writing refuses nothing");
    }

    /// The same with the numbers that some bytes begin with, and the rest of them; none where they are no such
    /// numbers.
    fn filled(mut self, mut bytes: &[u8]) -> Option<(Self, &[u8])> {
        self.each(&mut |number| {
            let (read, rest) = read(bytes)?;
            (*number, bytes) = (read, rest);
            Some(())
        })?;
        Some((self, bytes))
    }
}

impl Numbers for Tally {
    fn each(&mut self, visit: &mut dyn FnMut(&mut u128) -> Option<()>) -> Option<()> {
        for small in [&mut self.runs, &mut self.capped].into_iter().chain(&mut self.seen) {
            let mut number = u128::from(*small);
            visit(&mut number)?;
            *small = u64::try_from(number).ok()?;
        }
        let lists = [&mut self.squared_ends, &mut self.ends, &mut self.rounds, &mut self.blocking_changes, &mut self.pivotal];
        let more = [&mut self.held_out, &mut self.blocks_at_end, &mut self.happened, &mut self.left];
        let counted = self.start.iter_mut().flatten();
        let large = [&mut self.weights, &mut self.squared_weights];
        large.into_iter().chain(lists.into_iter().chain(more).chain(counted).flatten()).try_for_each(visit)
    }
}

/// Appends a number. Differences may be negative, modulo 2^128: the sign goes into the lowest bit.
pub(crate) fn write(bytes: &mut Vec<u8>, number: u128) {
    let signed = number.cast_signed();
    let mut rest = ((signed << 1) ^ (signed >> 127)).cast_unsigned();
    while rest >= 0x80 {
        bytes.push(rest as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// The number that some bytes begin with, and the rest of them; none where they begin with none.
pub(crate) fn read(bytes: &[u8]) -> Option<(u128, &[u8])> {
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
