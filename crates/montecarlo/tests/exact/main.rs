//! Simulations against closed forms, quadrature, dynamic programming and enumeration, at fixed
//! seeds. Bounds are five standard errors of the estimate, unless stated otherwise.

mod candidates;
mod compare;
mod evidence;
mod motion;
mod procedures;
mod published;
mod shares;
mod support;
