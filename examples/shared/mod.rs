//! What the examples share: arguments, failures, output that lines up.

// Each example uses a part of it.
#![allow(dead_code)]

pub mod args;
pub mod columns;
pub mod explain;
pub mod failure;
pub mod page;
pub mod texts;
