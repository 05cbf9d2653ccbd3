//! The analysis against values computed elsewhere, published values, and itself.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "numbers of tests are small")]

mod agreement;
mod bodies;
mod documented;
mod limits;
mod methods;
mod published;
mod random;
mod reports;
mod ternary;
mod truth;
mod unions;
