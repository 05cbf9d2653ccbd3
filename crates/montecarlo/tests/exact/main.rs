//! Simulations against closed forms, quadrature, dynamic programming and enumeration, at fixed
//! seeds. Bounds are five standard errors of the estimate, unless stated otherwise.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]
#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

mod candidates;
mod compare;
mod ends;
mod evidence;
mod inputs;
mod motion;
mod objections;
mod persuade;
mod procedures;
mod published;
mod revision;
mod shares;
mod start;
mod support;
mod tallies;
mod weights;
