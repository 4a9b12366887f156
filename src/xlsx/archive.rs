//! The parts of a package, within limits.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Read as _;

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

use super::damaged;
use crate::error::Error;
use crate::limits::Limits;

/// More entries are no workbook's.
const ENTRIES: usize = 65_536;

/// A ZIP archive whose parts are asked for by their names.
pub(super) struct Archive<'b> {
    zip: ZipSliceArchive<&'b [u8]>,
    entries: HashMap<String, Entry>,
    /// Bytes that may still be unpacked.
    left: Cell<usize>,
    limit: usize,
}

struct Entry {
    method: CompressionMethod,
    encrypted: bool,
    twice: bool,
    place: ZipArchiveEntryWayfinder,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Archive<'b>, Error> {
        let zip = ZipArchive::from_slice(bytes).map_err(|_| damaged("ZIP"))?;
        let mut entries = HashMap::new();
        let mut listed = zip.entries();
        while let Some(entry) = listed.next_entry().map_err(|_| damaged("ZIP"))? {
            if entries.len() == ENTRIES {
                return Err(damaged("ZIP"));
            }
            let path = entry.file_path();
            let Ok(name) = std::str::from_utf8(path.as_bytes()) else { continue };
            // Some writers part folders as Windows does.
            let name = name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase();
            let place = Entry {
                method: entry.compression_method(),
                encrypted: entry.flags().is_encrypted(),
                twice: entries.contains_key(&name),
                place: entry.wayfinder(),
            };
            entries.insert(name, place);
        }
        let (left, limit) = (Cell::new(limits.unpacked), limits.unpacked);
        Ok(Archive { zip, entries, left, limit })
    }

    /// Whether the archive has a part; upper and lower case are the same.
    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_ascii_lowercase())
    }

    /// The text of a part, if there is one of this name. Its length and checksum are right.
    pub(super) fn part(&self, name: &str) -> Result<Option<String>, Error> {
        let Some(entry) = self.entries.get(&name.to_ascii_lowercase()) else { return Ok(None) };
        let bytes = self.unpack(name, entry)?;
        // Parts are UTF-8 or UTF-16.
        let text = match encoding_rs::Encoding::for_bom(&bytes) {
            Some((encoding, _)) => {
                let (text, _, wrong) = encoding.decode(&bytes);
                (!wrong).then(|| text.into_owned())
            }
            None => String::from_utf8(bytes).ok(),
        };
        text.map(Some).ok_or_else(|| damaged(name))
    }

    fn unpack(&self, name: &str, entry: &Entry) -> Result<Vec<u8>, Error> {
        if entry.twice || entry.encrypted {
            return Err(damaged(name));
        }
        let packed = self.zip.get_entry(entry.place).map_err(|_| damaged(name))?;
        let left = self.left.get();
        let mut bytes = Vec::new();
        // One byte more than allowed tells that there is more.
        let most = left as u64 + 1;
        let read = match entry.method {
            CompressionMethod::STORE => {
                packed.verifying_reader(packed.data()).take(most).read_to_end(&mut bytes)
            }
            CompressionMethod::DEFLATE => packed
                .verifying_reader(DeflateDecoder::new(packed.data()))
                .take(most)
                .read_to_end(&mut bytes),
            _ => return Err(damaged(name)),
        };
        if bytes.len() > left {
            return Err(Error::limit("unpacked", self.limit));
        }
        read.map_err(|_| damaged(name))?;
        self.left.set(left - bytes.len());
        Ok(bytes)
    }
}
