//! Loading scenario files, as a caller of the library sees it.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]

mod assumptions;
mod bodies;
mod coding;
mod documents;
mod faults;
mod files;
mod json;
mod keys;
mod limits;
mod merging;
mod notices;
mod pairs;
mod rejected;
mod robustness;
mod rules;
mod schema;
mod support;
mod tables;
