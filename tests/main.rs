//! Tests of the whole: the command as a user meets it, on the shipped scenarios.

mod command;
mod conformance;
mod golden;
mod json;
mod support;
