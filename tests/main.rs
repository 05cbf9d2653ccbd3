//! Tests of the whole: the command as a user meets it, on the shipped scenarios.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]

mod agreement;
mod backtest;
mod book;
mod calibrate;
mod command;
mod compare;
mod conformance;
mod documented;
mod examples;
mod files;
mod golden;
mod guide;
mod history;
mod json;
mod mcp;
mod memory;
mod merge;
mod outputs;
mod paths;
mod persuade;
mod power;
mod questions;
mod readme;
mod rejected;
mod report;
mod screens;
mod sensitivity;
mod serve;
mod setup;
mod support;
mod sure;
mod sweep;
mod trace;
