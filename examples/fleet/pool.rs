//! Chunks → answers on all cores, in the order of the input, with so many chunks at hand and no more.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::SystemTime;

use memchr::memchr;
use onshikaku::Published;

use super::input::{self, Chunk};
use super::judge::{At, Bad, Judge, Tally};
use super::progress::Progress;

/// Chunks that wait before each thread, and answers behind it.
const WAITING: usize = 2;

/// What is judged, and how.
pub struct Work<'w> {
    pub inputs: Vec<(PathBuf, Box<dyn Read + Send>)>,
    pub published: &'w Published<'w>,
    pub now: SystemTime,
    pub threads: usize,
}

/// The answers to a chunk.
struct Answer {
    bytes: Vec<u8>,
    terminals: u64,
    /// For standard error.
    broken: Option<(usize, Bad)>,
}

impl Work<'_> {
    /// Writes a line for each inventory, and counts. Each thread has its turn, so that the order is kept without sorting.
    ///
    /// # Errors
    ///
    /// The answers cannot be written.
    pub fn run(self, out: &mut impl Write, progress: &mut Progress) -> io::Result<Tally> {
        let names: Vec<_> =
            self.inputs.iter().map(|(path, _)| path.to_string_lossy().into_owned()).collect();
        let read = progress.read();
        thread::scope(|scope| {
            let (mut chunks, mut answers, mut judges) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..self.threads {
                let (to_judge, of_reader) = sync_channel(WAITING);
                let (to_writer, of_judge) = sync_channel(WAITING);
                let (names, judge) = (&names, Judge::new(self.published, self.now));
                judges.push(scope.spawn(move || judge_all(judge, names, of_reader, to_writer)));
                chunks.push(to_judge);
                answers.push(of_judge);
            }
            let inputs = self.inputs;
            scope.spawn(move || read_all(inputs, &read, chunks));
            let written = write_all(&answers, &names, out, progress);
            // Nobody takes more answers: all threads come to an end.
            drop(answers);
            let mut tally = Tally::default();
            for judge in judges {
                match judge.join() {
                    Ok(counted) => tally.add(counted),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            written.map(|()| tally)
        })
    }
}

fn read_all(
    inputs: Vec<(PathBuf, Box<dyn Read + Send>)>,
    read: &AtomicU64,
    to_judges: Vec<SyncSender<Chunk>>,
) {
    let mut turns = to_judges.iter().cycle();
    let mut send = |chunk: Chunk| turns.next().is_some_and(|to_judge| to_judge.send(chunk).is_ok());
    for (file, (path, input)) in inputs.into_iter().enumerate() {
        if !input::chunks(file, &path, input, read, &mut send) {
            return;
        }
    }
}

fn judge_all(
    mut judge: Judge<'_>,
    names: &[String],
    chunks: Receiver<Chunk>,
    answers: SyncSender<Answer>,
) -> Tally {
    for chunk in chunks {
        if answers.send(answer(&mut judge, names, chunk)).is_err() {
            break;
        }
    }
    judge.tally
}

fn answer(judge: &mut Judge<'_>, names: &[String], chunk: Chunk) -> Answer {
    let name = names[chunk.file].as_str();
    let path = Some(name).filter(|name| *name != "-");
    let mut at = At { path, is_named: names.len() > 1, line: chunk.line };
    let mut bytes = Vec::with_capacity(chunk.bytes.len());
    let before = judge.tally.terminals;
    if chunk.is_cut {
        judge.bad(at, &Bad::too_long(), &mut bytes);
        at.line += 1;
    }
    let mut rest = chunk.bytes.as_slice();
    while !rest.is_empty() {
        let end = memchr(b'\n', rest).unwrap_or(rest.len());
        judge.line(at, &rest[..end], &mut bytes);
        rest = rest.get(end + 1..).unwrap_or_default();
        at.line += 1;
    }
    if let Some(bad) = &chunk.broken {
        judge.bad(at, bad, &mut bytes);
    }
    let terminals = judge.tally.terminals - before;
    Answer { bytes, terminals, broken: chunk.broken.map(|bad| (chunk.file, bad)) }
}

fn write_all(
    answers: &[Receiver<Answer>],
    names: &[String],
    out: &mut impl Write,
    progress: &mut Progress,
) -> io::Result<()> {
    for answers in answers.iter().cycle() {
        // Turns are taken: where one has nothing more, the others have not either.
        let Ok(answer) = answers.recv() else { break };
        out.write_all(&answer.bytes)?;
        if let Some((file, bad)) = answer.broken {
            progress.tell(&format!("{}: {}", names[file], bad.message));
        }
        progress.tick(answer.terminals);
    }
    progress.end();
    out.flush()
}
