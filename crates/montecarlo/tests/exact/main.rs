//! Simulations against closed forms, quadrature, dynamic programming and enumeration, at fixed
//! seeds. Bounds are five standard errors of the estimate, unless stated otherwise.

#![expect(clippy::disallowed_methods, reason = "closed forms, independent of the mathematics under test")]

mod candidates;
mod compare;
mod evidence;
mod motion;
mod procedures;
mod published;
mod shares;
mod start;
mod support;
mod tallies;
mod weights;
