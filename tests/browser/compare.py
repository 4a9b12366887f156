#!/usr/bin/env python3
"""Compares what `tables` prints with what a browser makes of the same documents.

    cargo build --release --example tables
    tests/browser/compare.py target/release/examples/tables --random 5000 --seed 1
    tests/browser/compare.py target/release/examples/tables --random 2000 --frames
    tests/browser/compare.py target/release/examples/tables fixtures/tables --frames

A folder's *.html files are compared, and their *.json next to them must say the same. A random document that differs
is shrunk and printed. Exit 0: all agree; 1: differences; 2: wrong use, or no browser.

Needs Python 3.9 and a browser that takes Chromium's flags (Debian: `apt-get install chromium`); nothing else. The
browser loads `reference.js`, which has what is expected; it is served, and asked, over the loopback interface only.

By default a document is parsed by DOMParser, for which scripting is off: `noscript` is the one thing that then differs
from a page that is loaded, so random documents have none. With `--frames` each is loaded as a page, scripting on, though
its scripts are not run; then `noscript` is tried too, the spans are compared with the browser's own reading of
them, and the cells' places in the grid with where the browser lays them out.
"""

import argparse
import collections
import http.server
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.dont_write_bytecode = True
import soup  # noqa: E402

HERE = Path(__file__).resolve().parent
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "chrome"]
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--no-default-browser-check", "--disable-extensions", "--disable-sync", "--disable-component-update",
    "--disable-background-networking", "--disable-default-apps", "--metrics-recording-only", "--mute-audio",
]
# A grid with more slots is refused by the crate: its limit `slots`.
SLOTS = 4_000_000
# Where Chromium 156 is not the standard's; sought in shrunk documents.
KNOWN = [
    # In a template that has begun as a column group these tags are ignored; Chromium reads on as if in them.
    r"(?is)<template.*<col\b.*<(textarea|title|xmp|iframe|noembed|noframes|style|script|plaintext)\b",
]
PAGE = """<!DOCTYPE html><meta charset=utf-8><title>reference</title><body><script src=/reference.js></script><script>
const post = async (path, body) => (await fetch(path, { method: 'POST', body })).json();
const parsed = (html) => new DOMParser().parseFromString(html, 'text/html');
const loaded = async (id) => {
  const frame = document.createElement('iframe');
  frame.width = frame.height = 800;
  const ready = new Promise((resolve) => { frame.onload = resolve; });
  frame.src = '/document/' + id;
  document.body.append(frame);
  await ready;
  const doc = frame.contentDocument;
  const tables = referenceBands(doc);
  const doubts = spanDoubts(doc);
  const layout = layoutDoubts(doc);
  frame.remove();
  return { tables, doubts: doubts.concat(layout.doubts), seen: layout.seen };
};
(async () => {
  let done = JSON.stringify({ blocks: blockDoubts(document) });
  for (;;) {
    const job = await post('/next', done);
    const results = [];
    for (const { id, html } of job.documents) {
      try {
        results.push(html === null ? await loaded(id)
          : { tables: referenceBands(parsed(html)), doubts: [], seen: 0 });
      } catch (error) {
        results.push({ error: String(error.stack || error) });
      }
    }
    done = JSON.stringify({ results });
  }
})();
</script>
"""


class Browser:
    """A headless browser that works out what is expected of documents."""

    def __init__(self, program, frames):
        self.frames = frames
        self.todo, self.done = queue.Queue(), queue.Queue()
        self.documents = {}
        self.blocks = None
        browser = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, body, kind, **headers):
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                if self.path == "/":
                    self.answer(PAGE.encode(), "text/html; charset=utf-8")
                elif self.path == "/reference.js":
                    self.answer((HERE / "reference.js").read_bytes(), "text/javascript; charset=utf-8")
                elif self.path.startswith("/document/"):
                    body = browser.documents[int(self.path.rsplit("/", 1)[1])].encode()
                    policy = "default-src 'none'; script-src 'none'; form-action 'none'"
                    self.answer(body, "text/html; charset=utf-8", Content_Security_Policy=policy)
                else:
                    self.send_error(404)

            def do_POST(self):
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if "blocks" in said:
                    browser.blocks = said["blocks"]
                else:
                    browser.done.put(said["results"])
                job = browser.todo.get()
                if job is not None:
                    self.answer(json.dumps({"documents": job}).encode(), "application/json")

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.profile = tempfile.mkdtemp(prefix="onshikaku-browser-")
        url = f"http://127.0.0.1:{self.server.server_port}/"
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={self.profile}", url],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )

    def reference(self, texts):
        """For each text {"tables", "doubts", "seen"} or {"error"}."""
        results = []
        for start in range(0, len(texts), 50):
            batch = texts[start:start + 50]
            self.documents = dict(enumerate(batch))
            job = [{"id": i, "html": None if self.frames else text} for i, text in enumerate(batch)]
            self.todo.put(job)
            try:
                results += self.done.get(timeout=120)
            except queue.Empty:
                print("the browser does not answer; the documents at hand:",
                      json.dumps(batch, ensure_ascii=False)[:2000], file=sys.stderr)
                sys.exit(2)
        return results

    def close(self):
        self.todo.put(None)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.server.shutdown()
        shutil.rmtree(self.profile, ignore_errors=True)


def tables_of(binary, text):
    """What the binary prints: the array, or why there is none."""
    run = subprocess.run([binary, "-", "--content-type", "text/html; charset=utf-8"], input=text.encode(),
                         capture_output=True, timeout=120)
    try:
        printed = json.loads(run.stdout)
    except ValueError:
        return f"exit {run.returncode}, no JSON: {run.stderr.decode(errors='replace')[-500:]}"
    if isinstance(printed, list) and run.returncode == 0:
        return printed
    error = printed.get("error", {}) if isinstance(printed, dict) else {}
    return f"exit {run.returncode}, {error.get('kind')}: {error.get('message')}"


def grid_of(bands):
    return [row for count, row in bands for _ in range(count)]


def expanded(tables):
    """The browser's answer as `tables` prints it."""
    return [{**{key: t[key] for key in ("rows", "cols", "caption")}, "grid": grid_of(t["bands"])} for t in tables]


def difference(expected, got):
    """Where two answers differ first, or None."""
    if "error" in expected:
        return f"the reference failed: {expected['error']}"
    if expected["doubts"]:
        return f"the browser contradicts the reference: {expected['doubts'][0][:600]}"
    wanted = expected["tables"]
    if isinstance(got, str):
        # The limits are the crate's own.
        over = any(t["rows"] * max(t["cols"], 1) > SLOTS for t in wanted)
        return None if over and "limit" in got else f"the crate gives no tables: {got}"
    if len(wanted) != len(got):
        return f"tables: expected {len(wanted)}, got {len(got)}"
    for index, (want, have) in enumerate(zip(wanted, got)):
        for key in ("rows", "cols", "caption"):
            if want[key] != have[key]:
                return f"table {index}, {key}: expected {want[key]!r}, got {have[key]!r}"
        at = 0
        for count, row in want["bands"]:
            for y in range(at, at + count):
                if have["grid"][y] != row:
                    x = next(x for x in range(len(row) + 1) if have["grid"][y][x:x + 1] != row[x:x + 1])
                    return (f"table {index}, row {y}, column {x}: expected {row[x:x + 1]!r}, "
                            f"got {have['grid'][y][x:x + 1]!r}")
            at += count
    return None


class Comparison:
    def __init__(self, binary, browser):
        self.binary, self.browser = binary, browser
        self.pool = ThreadPoolExecutor(os.cpu_count() or 2)
        self.documents = self.tables = self.placed = 0

    def both(self, texts):
        """(expected, got) for each text."""
        got = [self.pool.submit(tables_of, self.binary, text) for text in texts]
        expected = self.browser.reference(texts)
        return list(zip(expected, (one.result() for one in got)))

    def differences(self, texts, count=True):
        found = []
        for expected, got in self.both(texts):
            if count:
                self.documents += 1
                self.tables += len(expected.get("tables", []))
                self.placed += expected.get("seen", 0)
            found.append(difference(expected, got))
        # What begins like JSON is read as a Service Portal's answer; shrinking must not end there.
        return [None if text.lstrip().startswith(("{", "[")) else what for text, what in zip(texts, found)]

    def shrink(self, text):
        """A text as short as possible that still differs."""
        return self.reduce(list(self.reduce(soup.tokens(text))))

    def reduce(self, parts):
        """Leaves out parts as long as the rest differs: first many at once, at last each alone."""
        size = max(len(parts) // 2, 1)
        while True:
            starts = range(0, len(parts), size)
            tries = ["".join(parts[:s] + parts[s + size:]) for s in starts]
            spare = [s for s, what in zip(starts, self.differences(tries, count=False)) if what]
            # What can be left out alone may be needed together: all of it, else half, and so on.
            while spare:
                rest = [part for i, part in enumerate(parts) if i // size * size not in spare]
                if len(spare) == 1 or self.differences(["".join(rest)], count=False)[0]:
                    parts = rest
                    break
                spare = spare[:len(spare) // 2]
            if spare:
                continue
            if size == 1:
                return "".join(parts)
            size //= 2


def report(name, what, text):
    print(f"--- {name}\n{what}\n{text!r}\n", flush=True)


def compare_random(comparison, args):
    differing = 0
    for start in range(0, args.random, 500):
        seeds = range(args.seed + start, args.seed + min(start + 500, args.random))
        documents = [(seed, soup.document(seed, args.frames)) for seed in seeds]
        documents = [(s, t) for s, t in documents if not any(w.lower() in t.lower() for w in args.without)]
        found = comparison.differences([text for _, text in documents])
        for (seed, text), what in zip(documents, found):
            if what is None:
                continue
            if differing < args.show:
                text = comparison.shrink(text)
                if any(re.search(pattern, text) for pattern in KNOWN):
                    continue
                report(f"--random 1 --seed {seed}", comparison.differences([text], count=False)[0], text)
            differing += 1
        print(f"{comparison.documents} documents, {differing} differ", file=sys.stderr, flush=True)
    return differing


def compare_files(comparison, args):
    files = sorted(f for path in args.paths for f in ([path] if path.is_file() else path.rglob("*.htm*")))
    texts = collections.OrderedDict()
    for file in files:
        try:
            texts[file] = file.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            print(f"{file}: not UTF-8, left out", file=sys.stderr)
    differing = 0
    for (file, text), (expected, got) in zip(texts.items(), comparison.both(list(texts.values()))):
        comparison.documents += 1
        comparison.tables += len(expected.get("tables", []))
        comparison.placed += expected.get("seen", 0)
        what = difference(expected, got)
        kept = file.with_suffix(".json")
        if args.write and "tables" in expected and not expected["doubts"]:
            kept.write_text(json.dumps(expanded(expected["tables"]), ensure_ascii=False, indent=2) + "\n", "utf-8")
        elif what is None and kept.exists():
            what = difference(expected, json.loads(kept.read_text("utf-8")))
            what = what and f"{kept.name} is not what the browser says: {what}"
        if what is not None:
            differing += 1
            report(file, what, text if len(text) < 2000 else comparison.shrink(text))
    return differing


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("binary", type=Path, help="the example `tables`, built")
    parser.add_argument("paths", type=Path, nargs="*", help="HTML files, or folders of them, in UTF-8")
    parser.add_argument("--random", type=int, metavar="N", help="N random documents instead")
    parser.add_argument("--seed", type=int, default=1, help="of the first one (1)")
    parser.add_argument("--frames", action="store_true", help="load each document as a page; check the layout too")
    parser.add_argument("--without", action="append", default=[], metavar="TEXT", help="leave out random documents with this text")
    parser.add_argument("--show", type=int, default=10, help="how many differences to shrink and print (10)")
    parser.add_argument("--write", action="store_true", help="write the browser's answers next to the files")
    parser.add_argument("--browser", default=next(filter(shutil.which, BROWSERS), None), help="the program to start")
    args = parser.parse_args()
    if (args.random is None) == (not args.paths):
        parser.error("either files or --random N")
    if args.browser is None or not shutil.which(args.browser):
        parser.error("no browser: name one with --browser")
    if not args.binary.is_file():
        parser.error(f"{args.binary}: not there; cargo build --release --example tables")
    browser = Browser(args.browser, args.frames)
    try:
        comparison = Comparison(args.binary.resolve(), browser)
        differing = (compare_files if args.paths else compare_random)(comparison, args)
        if browser.blocks:
            differing += len(browser.blocks)
            print("blocks: the browser contradicts the reference:", *browser.blocks, sep="\n  ")
    finally:
        browser.close()
    placed = f", {comparison.placed} cells laid out" if args.frames else ""
    print(f"{comparison.documents} documents, {comparison.tables} tables{placed}: {differing} differences")
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
