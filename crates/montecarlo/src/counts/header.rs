//! What bytes of counts say of themselves, and how it is found out whether they are whole.

use std::fmt::Write;
use std::ops::Range;

use super::{Counted, CountsError};
use crate::{ENGINE, Tally};

/// What counts say of themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CountsHeader {
    /// The version of the engine that simulated.
    pub engine: String,
    /// The seed.
    pub seed: u64,
    /// How many runs there are to be in all.
    pub asked: u64,
    /// Which of them are counted, in order, no two adjoining.
    pub runs: Vec<Range<u64>>,
    /// The merged scenario, as a file that stands on its own.
    pub scenario: String,
}

impl CountsHeader {
    /// What a file of counts says of itself.
    pub fn of(bytes: &[u8]) -> Result<Self, CountsError> {
        Self::read(Tally::KIND, bytes).map(|(header, _)| header)
    }

    /// The digest of the scenario: its 128-bit FNV-1a hash in hexadecimal digits.
    pub fn digest(&self) -> String {
        let mix = |hash: u128, byte: u8| (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        format!("{:032x}", self.scenario.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, mix))
    }

    /// So many runs as they are counted.
    pub(crate) fn counted(&self) -> u64 {
        self.runs.iter().map(|runs| runs.end - runs.start).sum()
    }

    /// Bytes of some kind: this, numbers that are appended, and a checksum.
    pub(crate) fn write(&self, kind: &str, numbers: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let Self { engine, seed, asked, runs, scenario } = self;
        let runs: Vec<String> = runs.iter().map(|runs| format!("{}..{}", runs.start, runs.end)).collect();
        let mut head = format!("nemcon {kind} 1\nengine {engine}\nseed {seed}\nasked {asked}\nruns {}\n", runs.join(" "));
        // Writing into text does not fail.
        let _ = write!(head, "digest {}\nscenario {}\n{scenario}", self.digest(), scenario.len());
        let mut bytes = head.into_bytes();
        numbers(&mut bytes);
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum.to_le_bytes());
        bytes
    }

    /// What bytes of some kind say of themselves, and the numbers behind it.
    pub(crate) fn read<'b>(kind: &str, bytes: &'b [u8]) -> Result<(Self, &'b [u8]), CountsError> {
        let mut rest = ["nemcon ", kind, " "]
            .into_iter()
            .try_fold(bytes, |rest, word| rest.strip_prefix(word.as_bytes()))
            .ok_or(CountsError::Other)?;
        rest = rest.strip_prefix(b"1\n").ok_or(CountsError::Version)?;
        let (content, sum) = bytes.split_last_chunk::<8>().ok_or(CountsError::Damaged)?;
        if checksum(content) != u64::from_le_bytes(*sum) {
            return Err(CountsError::Damaged);
        }
        rest = &rest[..rest.len() - 8];
        let mut line = |key: &str| -> Option<String> {
            let end = rest.iter().position(|&byte| byte == b'\n')?;
            let text = std::str::from_utf8(&rest[..end]).ok()?.strip_prefix(key)?.strip_prefix(' ')?.to_owned();
            rest = &rest[end + 1..];
            Some(text)
        };
        let range = |text: &str| -> Option<Range<u64>> {
            let (start, end) = text.split_once("..")?;
            let range = start.parse().ok()?..end.parse().ok()?;
            (!range.is_empty()).then_some(range)
        };
        let mut head = || -> Option<(Self, String, usize)> {
            let (engine, seed, asked) = (line("engine")?, line("seed")?.parse().ok()?, line("asked")?.parse().ok()?);
            let runs: Vec<Range<u64>> = line("runs")?.split_whitespace().map(range).collect::<Option<_>>()?;
            let (digest, length) = (line("digest")?, line("scenario")?.parse().ok()?);
            let in_order = runs.windows(2).all(|pair| pair[0].end < pair[1].start) && runs.last().is_none_or(|last| last.end <= asked);
            in_order.then_some((Self { engine, seed, asked, runs, scenario: String::new() }, digest, length))
        };
        let (mut header, digest, length) = head().ok_or(CountsError::Damaged)?;
        let (scenario, numbers) = rest.split_at_checked(length).ok_or(CountsError::Damaged)?;
        header.scenario = String::from_utf8(scenario.to_vec()).map_err(|_| CountsError::Damaged)?;
        if header.digest() == digest { Ok((header, numbers)) } else { Err(CountsError::Damaged) }
    }

    /// The same as [`read`](Self::read), of this version of the engine only.
    pub(crate) fn read_own<'b>(kind: &str, bytes: &'b [u8]) -> Result<(Self, &'b [u8]), CountsError> {
        let (header, numbers) = Self::read(kind, bytes)?;
        if header.engine == ENGINE { Ok((header, numbers)) } else { Err(CountsError::Engine(header.engine, ENGINE.to_owned())) }
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
