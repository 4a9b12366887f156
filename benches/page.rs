//! Bytes → `Snapshot` beside `scraper`'s bare parse of the same page, with what both allocate.
//!
//! ```sh
//! cargo bench --bench page
//! cargo bench --bench page -- rows-10k
//! ```
//!
//! The times of one row stand side by side but were not taken side by side; for ratios see `ratio`.

use divan::Bencher;
use divan::counter::BytesCount;
use onshikaku::Page;
use scraper::Html;

mod generate;

#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(args = generate::NAMES)]
fn onshikaku(bencher: Bencher<'_, '_>, name: &str) {
    let case = generate::case(name);
    generate::check(name, &case);
    bencher
        .counter(BytesCount::of_slice(&case.body))
        .bench_local(|| Page::new(&case.body).content_type(case.content_type).read());
}

/// What `scraper` parses is text: decoding comes on top where the page is not UTF-8.
#[divan::bench(args = generate::NAMES)]
fn scraper_parse_alone(bencher: Bencher<'_, '_>, name: &str) {
    let case = generate::case(name);
    let text = case.text();
    bencher.counter(BytesCount::of_slice(&case.body)).bench_local(|| Html::parse_document(&text));
}
