//! What a page says does not depend on how it says it: one model, many pages, the same records.

#[path = "properties/model.rs"]
mod model;
#[path = "properties/render.rs"]
mod render;

use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8};
use onshikaku::{Page, Snapshot};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use model::{Model, model, records};
use render::{Layout, page, page_without_table};

/// Reads a page, and holds that what is read survives being written.
fn read(html: &str) -> Result<Snapshot, TestCaseError> {
    let snapshot = Snapshot::from_html(html)
        .map_err(|error| TestCaseError::fail(format!("refused: {error}\n{html}")))?;
    let json = serde_json::to_string(&snapshot).unwrap();
    prop_assert_eq!(&serde_json::from_str::<Snapshot>(&json).unwrap(), &snapshot);
    Ok(snapshot)
}

/// Holds that a page of a model gives the model's records.
fn gives_its_records(model: &Model, layout: &Layout) -> Result<(), TestCaseError> {
    let html = page(model, layout);
    let snapshot = read(&html)?;
    prop_assert_eq!(records(&snapshot), model.records(layout.has_days()), "{}", html);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 2, ..Default::default() })]

    #[test]
    fn columns_may_stand_in_any_order(
        model in model(),
        (columns, makers, components) in render::columns(),
    ) {
        gives_its_records(&model, &Layout { columns, makers, components, ..Layout::plain() })?;
    }

    #[test]
    fn cells_may_span_or_be_repeated_or_left_blank(
        model in model(),
        (columns, makers, components) in render::columns(),
        again in render::again(),
        numbers in render::numbers(),
        shape in render::shape(),
    ) {
        let layout = Layout { columns, makers, components, again, numbers, shape, ..Layout::plain() };
        gives_its_records(&model, &layout)?;
    }

    #[test]
    fn headers_and_headings_may_be_worded_in_other_ways(
        model in model(),
        (columns, makers, components) in render::columns(),
        headers in render::headers(),
        heading in render::heading(),
    ) {
        let layout = Layout { columns, makers, components, headers, heading, ..Layout::plain() };
        gives_its_records(&model, &layout)?;
    }

    #[test]
    fn versions_may_be_written_in_other_ways(
        model in model(),
        version in render::version(),
        separator in render::separator(),
        noise in render::noise(),
    ) {
        gives_its_records(&model, &Layout { version, separator, noise, ..Layout::plain() })?;
    }

    #[test]
    fn names_may_be_written_in_other_ways(
        model in model(),
        (columns, makers, components) in render::columns(),
        names in render::names(),
        noise in render::noise(),
    ) {
        let layout = Layout { columns, makers, components, names, noise, ..Layout::plain() };
        gives_its_records(&model, &layout)?;
    }

    #[test]
    fn what_is_around_cells_says_nothing(
        model in model(),
        noise in render::noise(),
        frame in render::frame(),
    ) {
        gives_its_records(&model, &Layout { noise, frame, ..Layout::plain() })?;
    }

    #[test]
    fn what_is_around_the_section_says_nothing(
        model in model(),
        heading in render::heading(),
        before in render::parts(),
        after in render::parts(),
        beside in render::beside(),
        frame in render::frame(),
    ) {
        let layout = Layout { heading, before, after, beside, frame, ..Layout::plain() };
        gives_its_records(&model, &layout)?;
    }

    #[test]
    fn all_of_it_at_once_changes_no_record(model in model(), layout in render::layout()) {
        gives_its_records(&model, &layout)?;
    }

    #[test]
    fn encodings_change_no_record(
        model in model(),
        layout in render::layout(),
        encoding in select(vec![UTF_8, SHIFT_JIS, EUC_JP, ISO_2022_JP]),
        said in select(vec![SaidBy::Header, SaidBy::Meta, SaidBy::Bom, SaidBy::Nobody]),
    ) {
        let html = page(&model, &layout);
        let body = encoded(&html, encoding, said);
        let page = Page::new(&body);
        let page = match said {
            SaidBy::Header => page.content_type(format!("text/html; charset={}", encoding.name())),
            _ => page.content_type("text/html"),
        };
        let read = page.read().map_err(|error| TestCaseError::fail(format!("{error}\n{html}")))?;
        prop_assert_eq!(records(&read), model.records(layout.has_days()), "{}", html);
    }

    #[test]
    fn without_the_section_there_is_no_answer(layout in render::layout(), has_heading: bool) {
        let html = page_without_table(&layout, has_heading);
        let read = Snapshot::from_html(&html);
        prop_assert!(read.is_err(), "{:?}\n{}", read.map(|read| records(&read)), html);
    }

    #[test]
    fn a_version_cell_says_nothing_of_other_rows(
        mut model in model(),
        layout in render::layout(),
        row in any::<Index>(),
        text in version_cell(),
    ) {
        let before = records(&read(&page(&model, &layout))?);
        let mut rows = model.rows_mut();
        // The first row's stays: a page without any version is refused.
        let at = 1 + row.index(rows.len() - 1);
        rows[at].versions = vec![text];
        let html = page(&model, &layout);
        let after = records(&read(&html)?);
        prop_assert_eq!(before.len(), after.len(), "{}", html);
        for (other, (before, after)) in before.iter().zip(&after).enumerate() {
            prop_assert!(other == at || before == after, "{:?}\n{:?}\n{}", before, after, html);
        }
    }
}

/// What says in which encoding a page is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum SaidBy {
    Header,
    Meta,
    Bom,
    Nobody,
}

fn encoded(html: &str, encoding: &'static Encoding, said: SaidBy) -> Vec<u8> {
    let html = match said {
        SaidBy::Meta => {
            html.replace("<head>", &format!("<head><meta charset={}>", encoding.name()))
        }
        _ => html.to_owned(),
    };
    let (bytes, encoding, has_gaps) = encoding.encode(&html);
    assert!(!has_gaps, "the page has characters that {} has not", encoding.name());
    let bom: &[u8] = if said == SaidBy::Bom && encoding == UTF_8 { b"\xEF\xBB\xBF" } else { b"" };
    [bom, &bytes].concat()
}

/// Texts that may stand in a version's cell, sensible and other ones.
fn version_cell() -> impl Strategy<Value = String> {
    let sensible = select(vec![
        "",
        "－",
        "準備中",
        "〃",
        "9.9.9",
        "362",
        "Ver.９．９．９",
        "9.9.8→9.9.9",
        "9.9.9a",
        "9,9,9",
        "2022/10/17",
        "旧 9.9.9",
        "9.9.9（Win11）",
        "※9.9.9",
        "バージョン情報",
        "No.1",
        "連携アプリケーション",
        "株式会社アルメックス",
        "OQsComApp.msi",
        "<table><tr><td>9.9.9</table>",
        "<b>9.9</b>.9",
        "<s>9.9.9</s>",
    ]);
    let any = "\\PC{0,12}".prop_map(|text| text.replace('&', "&amp;").replace('<', "&lt;"));
    prop_oneof![sensible.prop_map(str::to_owned), any, "[0-9０-９.,、/ ()a-zあ-ん-]{1,10}"]
}
