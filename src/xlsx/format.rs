//! Number formats: what a person sees of a number.
//!
//! What is not rendered for certain (fractions, exponents, conditions, elapsed times, digits in kanji) is `None`.

use jiff::civil;

/// Longer codes are none: Excel's own limit is 255 characters.
const CODE_CHARS: usize = 255;

/// A number format, ready to be used.
#[derive(Debug, Default)]
pub(super) struct Format {
    /// For positive numbers, negative ones and zero; `None` for what is not known.
    numbers: Vec<Option<Section>>,
    /// For texts: what stands before and behind the text.
    text: Around,
}

/// What a format makes of a text.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) enum Around {
    /// Shown as it is.
    #[default]
    Nothing,
    /// Shown with something before and behind it.
    Affixes(String, String),
    /// Something else is shown instead.
    Instead(String),
    /// Not known.
    Unknown,
}

#[derive(Debug, Default)]
struct Section {
    tokens: Vec<Token>,
    /// Times, dates and eras as Japan writes them.
    japanese: bool,
    /// The first year of an era is 元.
    first_year: bool,
    /// The date in the system's long form.
    long_date: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Literal(char),
    Digit(char),
    Point,
    Comma,
    Percent,
    Text,
    General,
    /// A letter of dates and times, and how often it stands there.
    Date(char, usize),
    /// `AM/PM`
    Half,
}

impl Format {
    /// Reads a format's code.
    pub(super) fn parse(code: &str) -> Format {
        if code.chars().count() > CODE_CHARS {
            return Format { numbers: vec![None], text: Around::Unknown };
        }
        if code.trim().is_empty() {
            return Format::default();
        }
        let mut sections = Section::split(code);
        let last_is_text = sections.last().is_some_and(|section| {
            // What is not known may be the text's too.
            section
                .as_ref()
                .map_or(code.contains('@'), |section| section.tokens.contains(&Token::Text))
        });
        if sections.len() > 4 {
            return Format { numbers: vec![None], text: Around::Unknown };
        }
        let text = if sections.len() == 4 || last_is_text {
            sections.pop().map_or(Around::Nothing, Section::around)
        } else {
            Around::Nothing
        };
        Format { numbers: sections, text }
    }

    /// The format of a number that the file format knows by its id.
    pub(super) fn built_in(id: u32) -> Format {
        let code = match id {
            0 => "General",
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18 => "h:mm AM/PM",
            19 => "h:mm:ss AM/PM",
            20 => "h:mm",
            21 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            37 | 38 => "#,##0;-#,##0",
            39 | 40 => "#,##0.00;-#,##0.00",
            45 => "mm:ss",
            49 => "@",
            // What these mean in Japan (ECMA-376, part 1, 18.8.30).
            27 | 36 | 50 | 57 => "[$-411]ge.m.d",
            28 | 29 | 51 | 54 | 58 => "[$-411]ggge\"年\"m\"月\"d\"日\"",
            30 => "m/d/yy",
            31 => "yyyy\"年\"m\"月\"d\"日\"",
            32 => "h\"時\"mm\"分\"",
            33 => "h\"時\"mm\"分\"ss\"秒\"",
            34 | 52 | 55 => "yyyy\"年\"m\"月\"",
            35 | 53 | 56 => "m\"月\"d\"日\"",
            _ => return Format { numbers: vec![None], text: Around::Nothing },
        };
        Format::parse(code)
    }

    /// What is shown of a number, if that is certain.
    pub(super) fn number(&self, value: f64, since_1904: bool) -> Option<String> {
        if !value.is_finite() {
            return None;
        }
        let at = match self.numbers.len() {
            0 => return general(value),
            1 => 0,
            _ if value < 0.0 => 1,
            2 => 0,
            _ => 2 * usize::from(value == 0.0),
        };
        let section = self.numbers.get(at)?.as_ref()?;
        let shown = section.render(value.abs(), since_1904)?;
        if value < 0.0 && at == 0 {
            // A date before the first one, or nothing left of the number.
            let is_date = section.is_date() || section.long_date;
            let is_zero = !shown.contains(|c: char| ('1'..='9').contains(&c));
            return (!is_date && !is_zero).then(|| format!("-{shown}"));
        }
        Some(shown)
    }

    /// What the format makes of a text.
    pub(super) fn text(&self) -> &Around {
        &self.text
    }

    /// Whether a number is shown with as many digits as there is room for.
    pub(super) fn is_general(&self) -> bool {
        let is_general = |section: &Section| section.tokens.contains(&Token::General);
        self.numbers.first().is_none_or(|first| first.as_ref().is_some_and(is_general))
    }
}

impl Section {
    /// The sections of a code, `None` for those that are not known.
    fn split(code: &str) -> Vec<Option<Section>> {
        let mut sections = Vec::new();
        let mut rest = code;
        loop {
            let (section, after) = Section::parse(rest);
            sections.push(section);
            match after {
                Some(after) => rest = after,
                None => return sections,
            }
        }
    }

    /// A section, and what stands behind its semicolon.
    fn parse(code: &str) -> (Option<Section>, Option<&str>) {
        let mut section = Section::default();
        let mut known = true;
        let mut rest = code;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            rest = match c {
                ';' => {
                    let done = section.checked();
                    return (done.filter(|_| known), Some(after));
                }
                '"' => {
                    let end = after.find('"');
                    let inside = &after[..end.unwrap_or(after.len())];
                    section.tokens.extend(inside.chars().map(Token::Literal));
                    end.map_or("", |end| &after[end + 1..])
                }
                '[' => {
                    let end = after.find(']');
                    let inside = &after[..end.unwrap_or(after.len())];
                    known &= end.is_some() && section.bracket(inside);
                    end.map_or("", |end| &after[end + 1..])
                }
                '\\' | '_' | '*' => {
                    let next = after.chars().next();
                    let shown = if c == '_' { next.map(|_| ' ') } else { next };
                    known &= shown.is_some() && (c != '*' || next == Some(' '));
                    section.tokens.extend(shown.map(Token::Literal));
                    &after[next.map_or(0, char::len_utf8)..]
                }
                _ => match section.token(rest) {
                    Some(after) => after,
                    None => {
                        known = false;
                        after
                    }
                },
            };
        }
        (section.checked().filter(|_| known), None)
    }

    /// What stands in brackets; whether it is known.
    fn bracket(&mut self, inside: &str) -> bool {
        let lower = inside.to_ascii_lowercase();
        if let Some(money) = lower.strip_prefix('$') {
            let (symbol, locale) = money.split_once('-').unwrap_or((money, ""));
            self.tokens.extend(inside[1..=symbol.len()].chars().map(Token::Literal));
            self.japanese |= locale.ends_with("411") || locale.starts_with("ja-jp");
            self.first_year |= locale.contains("gannen");
            self.long_date |= matches!(locale, "f800" | "x-sysdate");
            // Other calendars and digits stand in front of the locale's four digits or behind a comma.
            let is_number = locale.len() <= 4 && locale.bytes().all(|b| b.is_ascii_hexdigit());
            let is_name = locale.contains('-') && !locale.contains([',', '_']);
            let is_plain = !locale.contains("x-") || self.first_year || self.long_date;
            return (is_number || is_name) && is_plain && locale != "f400";
        }
        let colours =
            ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color"];
        colours.iter().any(|colour| lower.starts_with(colour))
            || ["黒", "青", "水", "緑", "紫", "赤", "白", "黄"].contains(&inside)
    }

    /// Reads a token that is no quotation; what stands behind it.
    fn token<'c>(&mut self, rest: &'c str) -> Option<&'c str> {
        for (word, token) in
            [("general", Token::General), ("g/標準", Token::General), ("am/pm", Token::Half)]
        {
            if rest.get(..word.len()).is_some_and(|start| start.to_ascii_lowercase() == word) {
                self.tokens.push(token);
                return Some(&rest[word.len()..]);
            }
        }
        let c = rest.chars().next()?;
        let lower = c.to_ascii_lowercase();
        let token = match lower {
            '0' | '#' | '?' => Token::Digit(c),
            '.' => Token::Point,
            ',' => Token::Comma,
            '%' => Token::Percent,
            '@' => Token::Text,
            'y' | 'm' | 'd' | 'h' | 's' | 'g' | 'a' | 'e' => {
                let count =
                    rest.chars().take_while(|next| next.to_ascii_lowercase() == lower).count();
                let is_exponent = c == 'E' && rest[1..].starts_with(['+', '-']);
                let is_known = lower != 'a' || count >= 3;
                self.tokens.push(Token::Date(lower, count));
                return (is_known && !is_exponent).then(|| &rest[count..]);
            }
            '$' | '-' | '+' | '/' | '(' | ')' | ':' | '^' | '\'' | '~' | '{' | '}' | '<' | '>'
            | '=' | ' ' | '&' => Token::Literal(c),
            _ if !c.is_ascii() => Token::Literal(c),
            _ => return None,
        };
        self.tokens.push(token);
        Some(&rest[c.len_utf8()..])
    }

    fn count(&self, test: impl Fn(&Token) -> bool) -> usize {
        self.tokens.iter().filter(|token| test(token)).count()
    }

    fn is_date(&self) -> bool {
        self.tokens.iter().any(|token| matches!(token, Token::Date(..) | Token::Half))
    }

    /// The section, unless its parts do not go together.
    fn checked(mut self) -> Option<Section> {
        let digits = self.count(|token| matches!(token, Token::Digit(_)));
        let general = self.count(|token| *token == Token::General);
        let texts = self.count(|token| *token == Token::Text);
        if self.is_date() {
            // In dates a point and a comma stand for themselves.
            for token in &mut self.tokens {
                match token {
                    Token::Point => *token = Token::Literal('.'),
                    Token::Comma => *token = Token::Literal(','),
                    _ => {}
                }
            }
            return (digits + general + texts == 0).then_some(self);
        }
        let kinds = usize::from(digits > 0) + general + texts.min(1);
        let is_fraction = digits > 0 && self.tokens.contains(&Token::Literal('/'));
        let points = self.count(|token| *token == Token::Point);
        let loose = digits == 0 && self.count(|t| matches!(t, Token::Point | Token::Comma)) > 0;
        let is_known = kinds <= 1 && points <= 1 && !is_fraction && !loose;
        (is_known && self.count(|token| *token == Token::Percent) <= 1).then_some(self)
    }

    fn around(section: Option<Section>) -> Around {
        let Some(section) = section else { return Around::Unknown };
        let mut parts = vec![String::new()];
        for token in &section.tokens {
            match token {
                Token::Literal(c) => parts.last_mut().into_iter().for_each(|part| part.push(*c)),
                Token::Text => parts.push(String::new()),
                _ => return Around::Unknown,
            }
        }
        let last = parts.pop().unwrap_or_default();
        match (parts.pop(), parts.is_empty()) {
            (None, _) => Around::Instead(last),
            (Some(first), true) if first.is_empty() && last.is_empty() => Around::Nothing,
            (Some(first), true) => Around::Affixes(first, last),
            _ => Around::Unknown,
        }
    }

    fn render(&self, value: f64, since_1904: bool) -> Option<String> {
        if self.is_date() {
            return self.date(&Moment::of(value, since_1904)?);
        }
        if self.tokens.contains(&Token::General) || self.tokens.contains(&Token::Text) {
            return self.literals(&general(value)?);
        }
        if !self.tokens.iter().any(|token| matches!(token, Token::Digit(_))) {
            return self.literals("");
        }
        self.digits(value)
    }

    fn literals(&self, inside: &str) -> Option<String> {
        let mut shown = String::new();
        for token in &self.tokens {
            match token {
                Token::Literal(c) => shown.push(*c),
                Token::General | Token::Text => shown.push_str(inside),
                _ => return None,
            }
        }
        Some(shown)
    }

    fn digits(&self, value: f64) -> Option<String> {
        let is_digit = |token: &Token| matches!(token, Token::Digit(_));
        let end = self.tokens.iter().position(|t| *t == Token::Point).unwrap_or(self.tokens.len());
        let (whole, part) = self.tokens.split_at(end);
        let places = part.iter().filter(|token| is_digit(token)).count();
        let last = whole.iter().rposition(is_digit).map_or(0, |last| last + 1);
        let scaling = whole[last..].iter().filter(|token| **token == Token::Comma).count();
        if part.contains(&Token::Comma) {
            return None;
        }
        let grouped = whole[..last].contains(&Token::Comma);
        let percent = 2 * usize::from(self.tokens.contains(&Token::Percent));
        let (number, decimals) =
            Decimal::of(value)?.rounded(places, percent as i32 - 3 * scaling as i32);
        let mut shown = String::new();
        let slots = whole.iter().filter(|token| is_digit(token)).count();
        let push = |shown: &mut String, digit: char, behind: usize| {
            shown.push(digit);
            if grouped && behind > 0 && behind.is_multiple_of(3) {
                shown.push(',');
            }
        };
        if slots == 0 {
            shown.push_str(&number);
        }
        // Each placeholder takes the digit that as many digits follow as placeholders, the first one all before too.
        let mut follow = slots;
        for token in whole {
            match token {
                Token::Literal(c) => shown.push(*c),
                Token::Percent => shown.push('%'),
                Token::Digit(kind) => {
                    let is_first = follow == slots;
                    follow -= 1;
                    let own = number.len().saturating_sub(follow);
                    let from = if is_first { 0 } else { own.saturating_sub(1) };
                    for (at, digit) in number[from..own].char_indices() {
                        push(&mut shown, digit, number.len() - 1 - from - at);
                    }
                    match kind {
                        '0' if own == 0 => push(&mut shown, '0', follow),
                        '?' if own == 0 => shown.push(' '),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        let kinds: Vec<char> = part
            .iter()
            .filter_map(|token| if let Token::Digit(kind) = token { Some(*kind) } else { None })
            .collect();
        let needed =
            (0..places).rev().find(|&at| kinds[at] == '0' || decimals.as_bytes()[at] != b'0');
        let mut at = 0;
        for token in part {
            match token {
                Token::Literal(c) => shown.push(*c),
                Token::Percent => shown.push('%'),
                Token::Point => shown.push('.'),
                Token::Digit(_) => {
                    if needed.is_some_and(|needed| at <= needed) {
                        shown.push_str(&decimals[at..=at]);
                    }
                    at += 1;
                }
                _ => {}
            }
        }
        Some(shown)
    }

    fn date(&self, moment: &Moment) -> Option<String> {
        if self.long_date {
            let Moment { date, .. } = moment;
            return Some(format!("{}年{}月{}日", date.year(), date.month(), date.day()));
        }
        let has_era = self.tokens.iter().any(|token| matches!(token, Token::Date('g', _)));
        let is_half = self.tokens.contains(&Token::Half);
        let (era, year) = if has_era || self.japanese { moment.era()? } else { ([""; 3], 0) };
        let english =
            |name: String, count: usize| if count >= 4 { name } else { name[..3].to_owned() };
        let mut shown = String::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let padded = |value: i32, count: usize| {
                if count >= 2 { format!("{value:02}") } else { value.to_string() }
            };
            let Moment { date, hour, minute, second } = *moment;
            let text = match *token {
                Token::Literal(c) => c.to_string(),
                Token::Half => if hour < 12 { "AM" } else { "PM" }.to_owned(),
                Token::Date('y', count) if count <= 2 => format!("{:02}", date.year() % 100),
                Token::Date('y', _) => date.year().to_string(),
                Token::Date('g', count) => era[count.min(3) - 1].to_owned(),
                Token::Date('e', _) if !has_era && !self.japanese => return None,
                Token::Date('e', _) if year == 1 && self.first_year => "元".to_owned(),
                Token::Date('e', count) => padded(year, count),
                Token::Date('m', count) if count <= 2 && self.is_minute(at) => {
                    padded(minute, count)
                }
                Token::Date('m', count) if count <= 2 => padded(date.month().into(), count),
                Token::Date('m', count) if count <= 4 && !self.japanese => {
                    english(date.strftime("%B").to_string(), count)
                }
                Token::Date('d', count) if count <= 2 => padded(date.day().into(), count),
                Token::Date('d', count) if count <= 4 && !self.japanese => {
                    english(date.strftime("%A").to_string(), count)
                }
                Token::Date('a', count) => {
                    let day = ["月", "火", "水", "木", "金", "土", "日"]
                        [date.weekday().to_monday_zero_offset() as usize];
                    if count >= 4 { format!("{day}曜日") } else { day.to_owned() }
                }
                Token::Date('h', count) if is_half => padded((hour + 11) % 12 + 1, count),
                Token::Date('h', count) => padded(hour, count),
                Token::Date('s', count) => padded(second, count),
                _ => return None,
            };
            shown.push_str(&text);
        }
        Some(shown)
    }

    /// Whether an `m` stands for minutes: behind hours or before seconds.
    fn is_minute(&self, at: usize) -> bool {
        let letter = |token: &Token| match token {
            Token::Date(letter, _) => Some(*letter),
            _ => None,
        };
        let before = self.tokens[..at].iter().rev().find_map(letter);
        let behind = self.tokens[at + 1..].iter().find_map(letter);
        before == Some('h') || behind == Some('s')
    }
}

/// A number without a format: as many digits as a cell of usual width shows.
fn general(value: f64) -> Option<String> {
    let sign = if value < 0.0 { "-" } else { "" };
    let size = value.abs();
    if size == 0.0 {
        return Some("0".to_owned());
    }
    if !(1e-4..1e11).contains(&size) {
        return None;
    }
    let (number, decimals) = Decimal::of(size)?.rounded(15, 0);
    let decimals = decimals.trim_end_matches('0');
    let number = if number.is_empty() { "0" } else { &number };
    let point = if decimals.is_empty() { "" } else { "." };
    let shown = format!("{number}{point}{decimals}");
    // More digits are rounded, by the column's width.
    (shown.len() <= 11).then(|| format!("{sign}{shown}"))
}

/// A number's fifteen decimal digits, which is what Excel knows of it.
struct Decimal {
    digits: Vec<u8>,
    /// How many of them stand before the point.
    point: i32,
}

impl Decimal {
    fn of(value: f64) -> Option<Decimal> {
        let text = format!("{value:.14e}");
        let (digits, exponent) = text.split_once('e')?;
        let digits = digits.bytes().filter(u8::is_ascii_digit).collect();
        let point = exponent.parse::<i32>().ok()? + 1;
        // Numbers of such a size are no one's version or date.
        (-40..=40).contains(&point).then_some(Decimal { digits, point })
    }

    /// The digits before the point, without zeros in front, and behind it, after a shift of the point.
    fn rounded(&self, places: usize, shift: i32) -> (String, String) {
        let point = self.point + shift;
        let zeros = usize::try_from(-point).unwrap_or(0) + 1;
        let mut digits = vec![b'0'; zeros];
        digits.extend(&self.digits);
        let point = usize::try_from(point).unwrap_or(0) + if point > 0 { zeros } else { 1 };
        let end = point + places;
        let up = digits.get(end).is_some_and(|digit| *digit >= b'5');
        digits.resize(end, b'0');
        let mut at = end;
        while up && at > 0 {
            at -= 1;
            if digits[at] == b'9' {
                digits[at] = b'0';
            } else {
                digits[at] += 1;
                break;
            }
        }
        let text: String = digits.into_iter().map(char::from).collect();
        (text[..point].trim_start_matches('0').to_owned(), text[point..].to_owned())
    }
}

/// A day and a time of day.
#[derive(Debug, Clone, Copy)]
struct Moment {
    date: civil::Date,
    hour: i32,
    minute: i32,
    second: i32,
}

impl Moment {
    /// A serial number's moment. The first sixty days, in which Excel counts one too many, are left out.
    fn of(serial: f64, since_1904: bool) -> Option<Moment> {
        let first = if since_1904 { 0.0 } else { 61.0 };
        if !(first..2_958_466.0).contains(&serial) {
            return None;
        }
        let seconds = (serial * 86_400.0).round() as i64;
        let start = if since_1904 { civil::date(1904, 1, 1) } else { civil::date(1899, 12, 30) };
        let days = jiff::Span::new().try_days(seconds / 86_400).ok()?;
        let of_day = (seconds % 86_400) as i32;
        Some(Moment {
            date: start.checked_add(days).ok()?,
            hour: of_day / 3_600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
        })
    }

    /// The era by its three names, and the year in it.
    fn era(&self) -> Option<([&'static str; 3], i32)> {
        let eras = [
            (civil::date(2019, 5, 1), ["R", "令", "令和"]),
            (civil::date(1989, 1, 8), ["H", "平", "平成"]),
            (civil::date(1926, 12, 25), ["S", "昭", "昭和"]),
            (civil::date(1912, 7, 30), ["T", "大", "大正"]),
        ];
        let (first, names) = eras.into_iter().find(|(first, _)| self.date >= *first)?;
        Some((names, i32::from(self.date.year() - first.year()) + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: f64, code: &str) -> Option<String> {
        Format::parse(code).number(value, false)
    }

    #[test]
    fn numbers_are_shown_as_their_formats_say() {
        for (value, code, expected) in [
            (10.1, "General", "10.1"),
            (10.1, "", "10.1"),
            (-2.5, "General", "-2.5"),
            (109.0, "General", "109"),
            (10.1, "0.00", "10.10"),
            (1.005, "0.00", "1.01"),
            (9.999, "0.00", "10.00"),
            (0.5, "0", "1"),
            (0.5, "#.0", ".5"),
            (0.0, "0.0", "0.0"),
            (0.0, "#", ""),
            (7.0, "000", "007"),
            (109.0, "0\\.0\\.0", "1.0.9"),
            (1109.0, "0\".\"0\".\"0", "11.0.9"),
            (9.0, "0\\.0\\.0", "0.0.9"),
            (1.06, "\"Ver.\"0.00", "Ver.1.06"),
            (1.06, "General\"版\"", "1.06版"),
            (1234.5, "#,##0", "1,235"),
            (1234567.0, "#,##0.0_ ", "1,234,567.0 "),
            (12.0, "#,##0", "12"),
            (12.0, "0,000", "0,012"),
            (12345678.0, "0,,", "12"),
            (0.105, "0.0%", "10.5%"),
            (-1.5, "0.0", "-1.5"),
            (-1.5, "0.0;(0.0)", "(1.5)"),
            (0.0, "0.0;-0.0;\"未定\"", "未定"),
            (3.0, ";;;", ""),
            (3.0, "@", "3"),
            (1.5, "0.0##", "1.5"),
            (3.0, "[Red]0.0", "3.0"),
            (3.0, "[$¥-411]#,##0", "¥3"),
        ] {
            assert_eq!(shown(value, code).as_deref(), Some(expected), "{value} {code}");
        }
    }

    #[test]
    fn dates_are_shown_as_their_formats_say() {
        for (value, code, expected) in [
            (44851.0, "yyyy/m/d", "2022/10/17"),
            (44851.0, "yyyy\"年\"m\"月\"d\"日\"", "2022年10月17日"),
            (44851.0, "[$-411]ggge\"年\"m\"月\"d\"日\";@", "令和4年10月17日"),
            (43585.0, "[$-411]ge.m.d", "H31.4.30"),
            (43586.0, "[$-411]gee.mm.dd", "R01.05.01"),
            (43586.0, "[$-ja-JP-x-gannen]ggge\"年\"m\"月\"d\"日\";@", "令和元年5月1日"),
            (44851.0, "yyyy/m/d(aaa)", "2022/10/17(月)"),
            (44851.5, "yyyy-mm-dd h:mm", "2022-10-17 12:00"),
            (44851.75, "h:mm:ss AM/PM", "6:00:00 PM"),
            (44851.0, "d-mmm-yy", "17-Oct-22"),
            (44851.0, "[$-F800]dddd, mmmm dd, yyyy", "2022年10月17日"),
        ] {
            assert_eq!(shown(value, code).as_deref(), Some(expected), "{value} {code}");
        }
        assert_eq!(Format::parse("yyyy/m/d").number(43389.0, true).as_deref(), Some("2022/10/17"));
        for id in [27, 31, 28, 14] {
            assert!(Format::built_in(id).number(44851.0, false).is_some(), "{id}");
        }
    }

    #[test]
    fn what_is_not_certain_is_not_shown() {
        for (value, code) in [
            (1.5, "# ?/?"),
            (109.0, "0.0.0"),
            (10.1, "0.00E+00"),
            (10.1, "[>=10]0.0;0"),
            (10.1, "[DBNum3]0"),
            (1.5, "[h]:mm"),
            (1.23456789012, "General"),
            (1e20, "General"),
            (1e-9, "General"),
            (-1.0, "yyyy/m/d"),
            (59.0, "yyyy/m/d"),
            (1e300, "0.0"),
            (-0.001, "0.0"),
            (1.0, "x0"),
            (1.0, "*-0"),
            (f64::NAN, "0"),
            (1.0, "[0"),
            (1.0, "0;0;0;0;0"),
        ] {
            assert_eq!(shown(value, code), None, "{value} {code}");
        }
        assert_eq!(shown(1.0, &"0".repeat(300)), None);
    }

    #[test]
    fn texts_are_shown_as_their_formats_say() {
        let text = |code: &str| Format::parse(code).text().clone();
        assert_eq!(text("General"), Around::Nothing);
        assert_eq!(text("0.0;-0.0;0;@"), Around::Nothing);
        assert_eq!(text("\"Ver.\"@"), Around::Affixes("Ver.".into(), String::new()));
        assert_eq!(text(";;;"), Around::Instead(String::new()));
        assert_eq!(text("@@"), Around::Unknown);
    }
}
