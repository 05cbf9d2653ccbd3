//! The same work on many things.

/// The results of a function of every job, in order, on all threads of the current pool.
pub(crate) fn map<J: Sync, T: Send>(jobs: &[J], work: impl Fn(&J) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
        jobs.par_iter().map(work).collect()
    }
    #[cfg(not(feature = "parallel"))]
    {
        jobs.iter().map(work).collect()
    }
}
