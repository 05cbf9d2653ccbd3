//! Work that takes long, beside an interpreter that goes on: other threads of Python run, signals are heard, and
//! progress is told.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use nemcon::questions::Progress;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use crate::size::Pace;

/// How often signals are looked for, and progress is told.
const TICK: Duration = Duration::from_millis(40);

/// What work that nobody waits for any more ends with.
struct Stopped;

/// What the two sides know of each other.
#[derive(Default)]
struct Shared {
    finished: AtomicU64,
    stopped: AtomicBool,
}

/// Does some work on threads of its own, which end with it, so that a process that is forked afterwards has all it needs.
///
/// Where a signal is heard, or who is told the progress raises an exception, it returns at once, and the work ends when
/// it next tells its progress: by unwinding, which the thread catches, and without a word.
pub(crate) fn work<T: Send + 'static>(py: Python<'_>, pace: &Pace, work: impl FnOnce(Progress<'_>) -> T + Send + 'static) -> PyResult<T> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(pace.threads).build();
    let pool = pool.map_err(|error| PyRuntimeError::new_err(format!("cannot start threads: {error}")))?;
    let shared = Arc::new(Shared::default());
    let (sender, receiver) = sync_channel(1);
    let seen = Arc::clone(&shared);
    let worker = thread::spawn(move || {
        let progress = |runs| {
            seen.finished.fetch_add(runs, Ordering::Relaxed);
            if seen.stopped.load(Ordering::Relaxed) {
                resume_unwind(Box::new(Stopped));
            }
        };
        // Who does not wait any more need not be told.
        let _ = sender.send(pool.install(|| work(&progress)));
    });
    let receiver = Mutex::new(receiver);
    loop {
        match py.detach(|| wait(&receiver)) {
            Ok(done) => {
                pace.tell(py, shared.finished.load(Ordering::Relaxed))?;
                return Ok(done);
            }
            Err(RecvTimeoutError::Timeout) => {
                let heard = py.check_signals().and_then(|()| pace.tell(py, shared.finished.load(Ordering::Relaxed)));
                heard.inspect_err(|_| shared.stopped.store(true, Ordering::Relaxed))?;
            }
            // A fault of the library, which is no exception that anybody should handle.
            Err(RecvTimeoutError::Disconnected) => match worker.join() {
                Err(fault) => resume_unwind(fault),
                Ok(()) => return Err(PyRuntimeError::new_err("the work ended without a result")),
            },
        }
    }
}

fn wait<T>(receiver: &Mutex<Receiver<T>>) -> Result<T, RecvTimeoutError> {
    receiver.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(TICK)
}
