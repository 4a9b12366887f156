"""Random HTML documents, heavy on tables and on what goes wrong with them.

`document(seed, scripting)` always gives the same text for the same arguments. A document is a list of tokens joined
together; `tokens` takes one apart again, for shrinking.
"""

import random
import re

SPANS = [
    "1", "2", "2", "2", "3", "3", "4", "5", "0", "00", "02", "2;", "2 ", " 2", "+2", "+ 2", "-1", "-0", "- 1", "1e3",
    "2.9", "0x2", "abc", "", "２", "\t3", "\n2\n", "\f2", "\u00a02", "2,3", "2px", "50%", "&#50;", "12", "&#32;2", "--1",
    "+-1", "1000", "1001", "99999999999999999999", "4294967297",
]
TALL = ["65534", "65535", "65536", "70000", "4294967298", "18446744073709551617"]

# Not U+FEFF and U+0085: JavaScript and Unicode differ in whether they are white space.
SPACES = [" ", " ", " ", "\n", "\t", "\r\n", "\r", "\f", "&nbsp;", "\u00a0", "\u3000", "&#x3000;", "&ensp;", "&emsp;",
          "\u2003", "\u2028", "&thinsp;", "\u000b", "  \n  "]
ODD_TEXT = ["&amp;", "&lt;td>", "&copy", "&notit;", "&#0;", "&#x80;", "&#xD800;", "&zwj;", "&#x200B;", "\u200b", "x\0y", "&#1;",
            "\u0001", "\u007f", "<", "< td>", "<>", "</>", "&", "&#", "&#x", "&bogus;", "é", "が", "か\u3099", "①", "㈱",
            "１．０．９", "—", "😀", "\ufffd", "<?php x ?>", "<!x>", "<!-->", "<!--->", "<!---->", "<!-- <td>x</td> -->",
            "<!-- - -- ->-->", "<!--x--!>", "<![CDATA[cdata]]>", "]]>", "-->", "&AMP", "&ampx", "&nbsp", "</ br>"]
WORDS = ["連携", "アプリ", "配信", "Ver", "1.0.9", "10.10", "362", "管理", "mpki", "カード", "2022/10/17", "令和4年", "備考", "-"]

FORMATTING = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"]
INLINE = ["span", "sup", "sub", "ins", "del", "label", "kbd", "time", "bdo", "q", "abbr", "mark", "unknown", "x-own",
          "object", "applet", "marquee", "video", "canvas", "audio", "map", "slot", "output", "meter", "progress"]
BLOCK = ["div", "p", "p", "ul", "ol", "li", "li", "dl", "dt", "dd", "h1", "h3", "pre", "listing", "blockquote", "center",
         "section", "article", "aside", "nav", "header", "footer", "main", "figure", "figcaption", "address",
         "fieldset", "legend", "details", "summary", "dialog", "menu", "dir", "hgroup", "search", "form"]
RUBY = ["ruby", "rb", "rt", "rp", "rtc"]
VOID = ["br", "br", "br", "hr", "img", "wbr", "input", "input", "col", "embed", "area", "source", "link", "meta", "base",
        "param", "track", "keygen", "bgsound", "basefont", "frame", "image"]
FORM = ["select", "option", "optgroup", "button", "textarea", "datalist"]
TABLE = ["table", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "tr", "td", "td", "th"]
PAGE = ["html", "head", "body"]
RAW = ["script", "style", "title", "iframe", "noembed", "noframes", "xmp", "textarea"]
FOREIGN = ["svg", "math", "foreignObject", "desc", "mi", "mtext", "annotation-xml", "malignmark", "mglyph", "g", "rect",
           "text"]
DOCTYPES = [
    "<!DOCTYPE html>", "<!doctype html>", "<!DOCTYPE html>", "", "", "<!DOCTYPE>", "<!DOCTYPE x>",
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">',
    '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">',
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>', "<!-- first --><!DOCTYPE html>", "x<!DOCTYPE html>",
]


class Soup:
    def __init__(self, seed, scripting):
        self.r = random.Random(seed)
        self.scripting = scripting
        self.out = []
        self.count = 0
        # Every document has its own taste for mistakes.
        self.lazy = self.r.choice([0, 0, 0.1, 0.3, 0.7, 1])
        self.junk = self.r.choice([0, 0, 0.03, 0.1, 0.3])
        self.plain = self.r.random() < 0.2
        self.tall = self.r.random() < 0.03

    def maybe(self, chance):
        return self.r.random() < chance

    def put(self, token):
        self.out.append(token)

    def word(self):
        self.count += 1
        return f"{self.r.choice(WORDS)}{self.count}"

    # ---- Tags

    def attribute(self, name, value):
        r = self.r
        name = name.upper() if self.maybe(0.1) else name
        quotes = ['"', "'"] + ([""] if re.fullmatch(r"[^\s\"'=<>`]+", value) else [])
        quote = r.choice(quotes)
        equals = r.choice(["=", "=", "=", " = ", "\n="])
        return f"{r.choice([' ', ' ', chr(10), '/', '  '])}{name}{equals}{quote}{value}{quote}"

    def attributes(self, tag):
        r, text = self.r, ""
        if tag in ("td", "th"):
            if self.maybe(0.3):
                text += self.attribute("rowspan", r.choice(TALL if self.tall and self.maybe(0.2) else SPANS[:35]))
            if self.maybe(0.3):
                text += self.attribute("colspan", r.choice(SPANS if self.maybe(0.1) else SPANS[:35]))
            if self.maybe(0.03):
                text += self.attribute(r.choice(["rowspan", "colspan"]), r.choice(SPANS[:9]))
        elif tag in ("col", "colgroup") and self.maybe(0.5):
            text += self.attribute("span", r.choice(SPANS if self.maybe(0.1) else SPANS[:35]))
        elif tag == "input":
            text += self.attribute("type", r.choice(["hidden", "HIDDEN", "hidden ", "text", "checkbox"]))
        elif tag == "font" and self.maybe(0.7):
            text += self.attribute(r.choice(["color", "face", "size", "id"]), "1")
        elif tag == "a":
            text += self.attribute("href", r.choice(["#", "/x", "https://a.example/?a=1&b=2"]))
        elif tag == "annotation-xml":
            text += self.attribute("encoding", r.choice(["text/html", "TEXT/HTML", "application/xhtml+xml", "x"]))
        if self.maybe(0.05):
            text += r.choice([" hidden", " hidden=until-found", ' style="display:none"', ' style="display : NONE"',
                              ' style="visibility:hidden"', ' class="x"', " id=x id=y", ' style="float:left"', " a b c",
                              ' title="<td>"', " =", ' x="1"y="2"', " span=3", " colspan=2", ' width="50%"'])
        return text

    def start(self, tag, closed=False):
        name = tag.upper() if self.maybe(0.05) else tag
        end = "/" if closed or self.maybe(0.02) else ""
        self.put(f"<{name}{self.attributes(tag)}{' ' if self.maybe(0.03) else ''}{end}>")

    def end(self, tag, always=False):
        if always or not self.maybe(self.lazy):
            name = tag.upper() if self.maybe(0.05) else tag
            self.put(f"</{name}{self.r.choice(['', '', '', '', ' ', ' x=1'])}>")

    # ---- Text

    def text(self):
        r = self.r
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            kind = r.random()
            if kind < 0.6:
                self.put(self.word())
            elif kind < 0.9:
                self.put(r.choice(SPACES))
            elif not self.plain:
                self.put(r.choice(ODD_TEXT))

    # ---- Content

    def flow(self, depth):
        for _ in range(self.r.choice([0, 1, 1, 1, 2, 2, 3])):
            self.item(depth)

    def item(self, depth):
        r = self.r
        kind = r.random()
        if kind < 0.45 or depth > 7:
            return self.text()
        if kind < 0.53:
            return self.start("br")
        if kind < 0.63:
            return self.element(r.choice(BLOCK), depth)
        if kind < 0.73:
            return self.element(r.choice(FORMATTING), depth)
        if kind < 0.79:
            return self.element(r.choice(INLINE), depth)
        if kind < 0.82:
            return self.start(r.choice(VOID))
        if kind < 0.85:
            return self.ruby(depth)
        if kind < 0.88:
            return self.raw()
        if kind < 0.91:
            return self.fields(depth)
        if kind < 0.93:
            return self.foreign(depth)
        if kind < 0.94:
            self.put(r.choice(["</br>", "</p>", "</div>", "</a>", "</b>", "</form>", "</td>", "</svg>", "</h2>"]))
            return None
        if kind < 0.96:
            return self.element("template", depth)
        if depth < 5:
            return self.table(depth + 1)
        return self.text()

    def element(self, tag, depth):
        self.start(tag)
        self.flow(depth + 1)
        self.end(tag)

    def ruby(self, depth):
        self.put("<ruby>")
        for _ in range(self.r.choice([1, 2])):
            self.text()
            for tag in self.r.sample(RUBY[1:], self.r.choice([1, 2, 3])):
                self.element(tag, depth + 2)
        self.end("ruby")

    def raw(self):
        r = self.r
        tag = r.choice(RAW + (["noscript"] * 3 if self.scripting else []))
        self.start(tag)
        self.put(r.choice(["", "x", "var x = '<td>'", "<table><tr><td>raw</table>", "<b>raw", "<!--", "<!-- <script>",
                           "td > a { color: red }", "raw & &amp; text", "</td>", "\n\nraw"]))
        self.put(f"</{tag}>" if not self.maybe(0.03) else f"</{tag} ")

    def fields(self, depth):
        r = self.r
        tag = r.choice(FORM)
        if tag != "select":
            return self.element(tag, depth)
        self.start("select")
        for _ in range(r.choice([1, 2, 3])):
            kind = r.choice(["option", "option", "option", "optgroup", "hr", "text", "item", "input", "button"])
            if kind == "text":
                self.text()
            elif kind == "item":
                self.item(depth + 1)
            elif kind in ("hr", "input"):
                self.start(kind)
            else:
                self.element(kind, depth + 2)
        self.end("select")

    def foreign(self, depth):
        r = self.r
        tag = r.choice(["svg", "svg", "math"])
        self.start(tag)
        for _ in range(r.choice([0, 1, 1, 2, 3])):
            kind = r.random()
            if kind < 0.3:
                self.text()
            elif kind < 0.6:
                inner = r.choice(FOREIGN + ["title", "style", "script", "tr", "td", "table", "br", "p", "font", "a", "div"])
                self.start(inner)
                self.flow(depth + 2)
                self.end(inner)
            elif kind < 0.8:
                self.element(r.choice(FOREIGN), depth + 1)
            elif kind < 0.9:
                self.start(r.choice(FOREIGN), closed=True)
            else:
                self.item(depth + 1)
        self.end(tag)

    # ---- Tables

    def table(self, depth):
        r = self.r
        self.start("table")
        parts = []
        for _ in range(r.choice([0, 0, 0, 1, 1, 2])):
            parts.append("caption")
        for _ in range(r.choice([0, 0, 0, 1, 1, 2])):
            parts.append("colgroup")
        if self.maybe(0.1):
            parts.append("col")
        for _ in range(r.choice([0, 0, 1])):
            parts.append("thead")
        for _ in range(r.choice([0, 0, 1])):
            parts.append("tfoot")
        for _ in range(r.choice([0, 1, 1, 1, 2])):
            parts.append("tbody")
        if self.maybe(0.3):
            parts.append("rows")
        if self.maybe(0.5):
            r.shuffle(parts)
        for part in parts:
            self.mistake(depth)
            if part == "caption":
                self.element("caption", depth + 1)
            elif part == "col":
                self.start("col")
            elif part == "colgroup":
                self.start("colgroup")
                for _ in range(r.choice([0, 0, 1, 2, 3])):
                    self.start("col")
                    self.mistake(depth)
                self.end("colgroup")
            elif part == "rows":
                self.rows(depth)
            else:
                self.start(part)
                self.rows(depth)
                self.end(part)
        self.mistake(depth)
        if not self.maybe(0.05):
            self.end("table", always=True)

    def rows(self, depth):
        for _ in range(self.r.choice([0, 1, 1, 2, 2, 3, 4])):
            self.mistake(depth)
            if not self.maybe(0.02):
                self.start("tr")
            for _ in range(self.r.choice([0, 1, 2, 2, 3, 3, 4])):
                self.mistake(depth)
                tag = self.r.choice(["td", "td", "td", "th"])
                self.start(tag)
                self.flow(depth)
                self.end(tag)
            self.mistake(depth)
            self.end("tr")

    def mistake(self, depth):
        """Something that does not belong between the parts of a table."""
        r = self.r
        if self.maybe(0.3):
            self.put(r.choice(["\n", " ", "\n  ", "<!-- - -->"]))
        if not self.maybe(self.junk):
            return
        kind = r.random()
        if kind < 0.3:
            self.text()
        elif kind < 0.6:
            self.item(depth + 1)
        elif kind < 0.75:
            self.start(r.choice(TABLE + PAGE + VOID + FORMATTING))
        elif kind < 0.9:
            self.end(r.choice(TABLE + PAGE + FORMATTING + BLOCK), always=True)
        elif kind < 0.95:
            self.raw()
        else:
            self.start("form")

    # ---- Documents

    def any_tag(self):
        r = self.r
        kinds = [(TABLE, 6), (FORMATTING, 3), (BLOCK, 2), (INLINE, 1), (VOID, 2), (FORM, 2), (RUBY, 1), (FOREIGN, 2),
                 (PAGE, 0.3), (["template"], 1), (["frameset", "plaintext"], 0.1)]
        names = r.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
        return r.choice(names)

    def pure_soup(self):
        for _ in range(self.r.choice([5, 10, 20, 40, 80, 150])):
            kind = self.r.random()
            if kind < 0.5:
                self.start(self.any_tag())
            elif kind < 0.7:
                self.end(self.any_tag(), always=True)
            elif kind < 0.95:
                self.text()
            else:
                self.raw()

    def document(self):
        r = self.r
        self.put(r.choice(DOCTYPES))
        if self.maybe(0.4):
            self.put(r.choice(["<html>", "<html><head></head><body>", "<head>", "<body>", "<title>t</title>"]))
        shape = r.random()
        for _ in range(r.choice([1, 1, 2, 3])):
            if shape < 0.65:
                self.flow(0) if self.maybe(0.5) else None
                self.table(0)
            elif shape < 0.85:
                self.flow(0)
                self.table(0)
                self.pure_soup()
            else:
                self.pure_soup()
        if self.maybe(0.5):
            self.put("</body></html>")
        parts = self.out
        if self.maybe(0.25):
            for _ in range(r.choice([1, 1, 2, 4])):
                at = r.randrange(len(parts))
                what = r.random()
                if what < 0.5:
                    parts[at] = ""
                elif what < 0.7:
                    parts.insert(at, parts[r.randrange(len(parts))])
                else:
                    other = r.randrange(len(parts))
                    parts[at], parts[other] = parts[other], parts[at]
        text = "".join(parts)
        if self.maybe(0.1) and text:
            text = text[:r.randrange(len(text))]
        # What begins like JSON is read as a Service Portal's answer.
        return text if not text.lstrip().startswith(("{", "[")) else "." + text


def document(seed, scripting=False):
    return Soup(f"{seed}/{scripting}", scripting).document()


def tokens(text):
    """A document in pieces that can be left out one by one: tags, comments, words, spaces."""
    return re.findall(r"<!--(?:-?>|.*?-->)|<[^<>]*>|&[#\w]+;?|\s+|[^\s<&]+|.", text, re.S)
