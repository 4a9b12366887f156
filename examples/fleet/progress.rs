//! One line on a terminal that says how far the fleet is, where it takes longer than a second.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use onshikaku::Lang;

use super::texts;

const AFTER: Duration = Duration::from_secs(1);
const EVERY: Duration = Duration::from_millis(100);

pub struct Progress {
    lang: Lang,
    is_shown: bool,
    started: Instant,
    drawn: Option<Instant>,
    terminals: u64,
    read: Arc<AtomicU64>,
    /// Bytes of all inputs, if that is known.
    total: Option<u64>,
}

impl Progress {
    pub fn new(lang: Lang, total: Option<u64>) -> Progress {
        // Answers on the same terminal say enough.
        let is_shown = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        let read = Arc::default();
        Progress { lang, is_shown, started: Instant::now(), drawn: None, terminals: 0, read, total }
    }

    /// Where readers count the bytes that they have read.
    pub fn read(&self) -> Arc<AtomicU64> {
        self.read.clone()
    }

    pub fn tick(&mut self, terminals: u64) {
        self.terminals += terminals;
        let is_due = self.drawn.map_or(self.started.elapsed() > AFTER, |at| at.elapsed() > EVERY);
        if self.is_shown && is_due {
            self.drawn = Some(Instant::now());
            let read = self.read.load(Ordering::Relaxed);
            let total = self.total.filter(|total| *total > 0);
            let share = total.map(|total| (100 * read / total).min(100));
            let line = texts::progress(share, self.terminals, self.lang);
            let _gone = write!(anstream::stderr(), "\r{line}\x1B[K");
        }
    }

    /// Says something above the line.
    pub fn tell(&mut self, text: &str) {
        self.end();
        eprintln!("{text}");
    }

    /// Takes the line away.
    pub fn end(&mut self) {
        if self.drawn.take().is_some() {
            let _gone = write!(anstream::stderr(), "\r\x1B[K");
        }
    }
}
