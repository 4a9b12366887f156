//! Columns that line up with full-width characters.

use unicode_width::UnicodeWidthStr as _;

/// How many columns of a Japanese terminal a text takes.
pub fn width(text: &str) -> usize {
    text.width_cjk()
}

/// Lays rows out in columns, two spaces apart; the last column is not filled up.
pub fn lines(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|col| {
            rows.iter().filter_map(|row| row.get(col)).map(|text| width(text)).max().unwrap_or(0)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (text, width_of_column) in row.iter().zip(&widths) {
            line.push_str(text);
            line.push_str(&" ".repeat(width_of_column - width(text) + 2));
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Cuts a text to a width, with an ellipsis.
pub fn cut(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if width(&out) + width(c.encode_utf8(&mut [0; 4])) + 2 > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
