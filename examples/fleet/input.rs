//! Files and standard input → chunks of whole lines. Memory does not grow with them.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;
use memchr::{memchr, memchr_iter, memrchr};

use super::judge::{Bad, LONGEST};

/// Bytes that are asked for at once.
const CHUNK: usize = 256 << 10;
/// What may stand around a line without being of it: a byte order mark, and CR.
const AROUND: usize = 4;
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// Whole lines of a file.
pub struct Chunk {
    /// The file's index.
    pub file: usize,
    /// The number of the first line, from 1.
    pub line: usize,
    /// Whether the first line was too long to be kept, and is not among the bytes.
    pub is_cut: bool,
    pub bytes: Vec<u8>,
    /// Why nothing can be read behind these lines.
    pub broken: Option<Bad>,
}

/// Counts what has been read, for the bar.
struct Counted<'c, R>(R, &'c AtomicU64);

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(buffer)?;
        self.1.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// A file, or standard input for `-`.
///
/// # Errors
///
/// It cannot be opened.
pub fn open(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path)?))
}

/// Cuts an input into chunks, which `send` takes until it says that nobody wants more.
pub fn chunks(
    file: usize,
    path: &Path,
    input: impl Read,
    read: &AtomicU64,
    send: &mut dyn FnMut(Chunk) -> bool,
) -> bool {
    let mut input = BufReader::with_capacity(CHUNK, Counted(input, read));
    let mut cutter = Cutter { file, line: 1, rest: Vec::new(), is_cutting: false };
    // By its first bytes: a pipe has no name, and a name may lie.
    let (is_gzip, is_empty) = fill(&mut input)
        .map_or((false, false), |bytes| (bytes.starts_with(&GZIP), bytes.is_empty()));
    if is_gzip {
        cutter.run(MultiGzDecoder::new(input), send)
    } else if is_empty && path.extension().is_some_and(|ending| ending == "gz") {
        cutter.end(Vec::new(), Some(broken(&ErrorKind::UnexpectedEof.into())), send)
    } else {
        cutter.run(input, send)
    }
}

fn fill(input: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match input.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
            Ok(_) => return input.fill_buf(),
        }
    }
}

struct Cutter {
    file: usize,
    line: usize,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    /// Whether the line at hand is too long, and is read without being kept.
    is_cutting: bool,
}

impl Cutter {
    fn run(&mut self, mut input: impl Read, send: &mut dyn FnMut(Chunk) -> bool) -> bool {
        loop {
            let mut bytes = std::mem::take(&mut self.rest);
            let kept = bytes.len();
            bytes.resize(kept + CHUNK, 0);
            match input.read(&mut bytes[kept..]) {
                Ok(0) => {
                    bytes.truncate(kept);
                    return self.end(bytes, None, send);
                }
                Ok(count) => bytes.truncate(kept + count),
                Err(error) if error.kind() == ErrorKind::Interrupted => bytes.truncate(kept),
                // What was read of the last line is no line.
                Err(error) => return self.end(Vec::new(), Some(broken(&error)), send),
            }
            if !self.cut(bytes, send) {
                return false;
            }
        }
    }

    /// Sends the whole lines, and keeps the rest.
    fn cut(&mut self, mut bytes: Vec<u8>, send: &mut dyn FnMut(Chunk) -> bool) -> bool {
        let mut is_cut = false;
        if self.is_cutting {
            match memchr(b'\n', &bytes) {
                Some(end) => drop(bytes.drain(..=end)),
                None => return true,
            }
            self.is_cutting = false;
            is_cut = true;
        }
        let end = memrchr(b'\n', &bytes).map_or(0, |end| end + 1);
        self.rest = bytes.split_off(end);
        if self.rest.len() > LONGEST + AROUND {
            self.rest = Vec::new();
            self.is_cutting = true;
        }
        let count = memchr_iter(b'\n', &bytes).count() + usize::from(is_cut);
        if count == 0 {
            return true;
        }
        let chunk = Chunk { file: self.file, line: self.line, is_cut, bytes, broken: None };
        self.line += count;
        send(chunk)
    }

    /// Sends the last line, which need not end like one.
    fn end(
        &mut self,
        bytes: Vec<u8>,
        broken: Option<Bad>,
        send: &mut dyn FnMut(Chunk) -> bool,
    ) -> bool {
        let is_cut = self.is_cutting && broken.is_none();
        if bytes.is_empty() && !is_cut && broken.is_none() {
            return true;
        }
        send(Chunk { file: self.file, line: self.line, is_cut, bytes, broken })
    }
}

fn broken(error: &io::Error) -> Bad {
    match error.kind() {
        ErrorKind::UnexpectedEof => Bad::new("truncated", "gzip が途中で終わっています"),
        ErrorKind::InvalidInput | ErrorKind::InvalidData => {
            Bad::new("damaged", format!("gzip が壊れています: {error}"))
        }
        _ => Bad::new("unreadable", format!("ファイルを読めません: {error}")),
    }
}
