//! The engine within web pages: a program that reads a question from standard input and writes the answer to
//! standard output (`answer.rs` has the list of questions).
//!
//! A question is a line of JSON; bytes that earlier answers gave may follow it. It asks nothing of what it runs in
//! but these two: no files, no clock, no threads. Compiled for WASI, a page can be that, in a few lines
//! (`crates/page/src/html/ask/engine.js`), and needs no generated code between the two. `.ci/wasm` compiles it; on
//! any other machine it is a program like others.

mod answer;
mod check;
mod compare;
mod power;
mod question;
mod report;
mod spare;

use std::io::{Read, Write, stderr, stdin, stdout};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut question = Vec::new();
    let answer = match stdin().read_to_end(&mut question) {
        Ok(_) => answer::answer(&question),
        Err(error) => Err(format!("the question cannot be read: {error}")),
    };
    // Who does not listen need not be told.
    match answer {
        Ok(answer) => {
            let _ = stdout().write_all(&answer);
            ExitCode::SUCCESS
        }
        Err(reason) => {
            let _ = stderr().write_all(reason.as_bytes());
            ExitCode::from(2)
        }
    }
}
