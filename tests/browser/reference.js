// What `tables` must print of a document, worked out by a browser.
//
// The tree is the browser's own. The tables are formed by the steps of the HTML standard's "forming a table", one
// after the other and without any thought of speed:
// https://html.spec.whatwg.org/multipage/tables.html#forming-a-table
//
// It shares nothing with the crate but the standard. `compare.py` loads it.

'use strict';

const HTML = 'http://www.w3.org/1999/xhtml';
const SVG = 'http://www.w3.org/2000/svg';

// Elements that the standard's chapter "Rendering" makes blocks. `blockDoubts` asks the browser's style sheet.
const BLOCKS = new Set(`
  address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form
  frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre
  search section summary table ul xmp
`.trim().split(/\s+/));

// Elements whose text is not text of the page.
const SILENT = new Set(['script', 'style', 'template']);

// Every name that an element of HTML has or had, for `blockDoubts`.
const NAMES = `
  a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br
  button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
  fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe
  image img input ins isindex kbd keygen label legend li link listing main map mark marquee menu menuitem meta meter
  nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext portal pre progress q
  rb rp rt rtc ruby s samp script search section select selectedcontent slot small source spacer span strike strong
  style sub summary sup table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
  unknown x-own
`.trim().split(/\s+/);

const isHtml = (element, ...names) =>
  element.namespaceURI === HTML && names.includes(element.localName);

const htmlChildren = (parent, ...names) =>
  Array.from(parent.children).filter((child) => isHtml(child, ...names));

// ---- Text

function textOf(root) {
  let text = '';
  const add = (parent) => {
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) {
        text += node.data;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const html = node.namespaceURI === HTML;
        const name = node.localName;
        if (html && SILENT.has(name)) continue;
        if (node.namespaceURI === SVG && (name === 'script' || name === 'style')) continue;
        if (html && name === 'br') {
          text += ' ';
        } else if (html && name === 'table') {
          text += ' '; // A block, but its text is its own.
        } else if (html && BLOCKS.has(name)) {
          text += ' ';
          add(node);
          text += ' ';
        } else {
          add(node);
        }
      }
    }
  };
  add(root);
  // Control characters are not printed; those that are white space are white space.
  const visible = text.replace(/(?!\s)\p{Cc}/gu, '');
  return visible.replace(/\s+/g, ' ').trim();
}

// ---- Numbers

// "Rules for parsing non-negative integers"; `null` for an error.
function parseNonNegative(input) {
  let position = 0;
  let sign = 1;
  while (position < input.length && '\t\n\f\r '.includes(input[position])) position += 1;
  if (position === input.length) return null;
  if (input[position] === '-') {
    sign = -1;
    position += 1;
  } else if (input[position] === '+') {
    position += 1;
  }
  let digits = '';
  while (position < input.length && input[position] >= '0' && input[position] <= '9') {
    digits += input[position];
    position += 1;
  }
  if (digits === '') return null;
  const value = sign * Number(digits);
  return value < 0 ? null : Math.abs(value);
}

function spanOf(element, attribute) {
  const value = element.getAttribute(attribute);
  return value === null ? null : parseNonNegative(value);
}

const colspanOf = (cell) => Math.min(spanOf(cell, 'colspan') || 1, 1000);
const columnsOf = (col) => Math.min(spanOf(col, 'span') || 1, 1000);

function rowspanOf(cell) {
  const span = spanOf(cell, 'rowspan');
  return span === null ? 1 : Math.min(span, 65534);
}

// ---- Forming a table

// The cells of a table with the slots that they cover, in the order in which they are processed.
function form(table) {
  let xWidth = 0;
  let yHeight = 0;
  const pendingTfoots = [];
  const cells = [];
  let yCurrent = 0;
  let downwardGrowing = [];

  const isCovered = (x, y) =>
    cells.some((c) => c.x <= x && x < c.x + c.width && c.y <= y && y < c.y + c.height);

  const growDownwardGrowingCells = () => {
    for (const cell of downwardGrowing) cell.height = yCurrent - cell.y + 1;
  };

  // The standard's loop increases y before it grows the cells. That is one row off since rows are counted from 0:
  // the cells would miss the group's next row and reach into the next group. The rows that are meant are these.
  const endRowGroup = () => {
    while (yCurrent < yHeight) {
      growDownwardGrowingCells();
      yCurrent += 1;
    }
    downwardGrowing = [];
  };

  const processRow = (tr, group) => {
    if (yHeight === yCurrent) yHeight += 1;
    let xCurrent = 0;
    growDownwardGrowingCells();
    for (const element of htmlChildren(tr, 'td', 'th')) {
      while (xCurrent < xWidth && isCovered(xCurrent, yCurrent)) xCurrent += 1;
      if (xCurrent === xWidth) xWidth += 1;
      const colspan = colspanOf(element);
      let rowspan = rowspanOf(element);
      const growsDownward = rowspan === 0;
      if (growsDownward) rowspan = 1;
      if (xWidth < xCurrent + colspan) xWidth = xCurrent + colspan;
      if (yHeight < yCurrent + rowspan) yHeight = yCurrent + rowspan;
      const cell = { element, group, x: xCurrent, y: yCurrent, width: colspan, height: rowspan };
      cells.push(cell);
      if (growsDownward) downwardGrowing.push(cell);
      xCurrent += colspan;
    }
    yCurrent += 1;
  };

  const processRowGroup = (group) => {
    for (const tr of htmlChildren(group, 'tr')) processRow(tr, group);
    endRowGroup();
  };

  const children = htmlChildren(table, 'colgroup', 'thead', 'tbody', 'tfoot', 'tr');
  let at = 0;
  for (; at < children.length && children[at].localName === 'colgroup'; at += 1) {
    const cols = htmlChildren(children[at], 'col');
    if (cols.length > 0) {
      for (const col of cols) xWidth += columnsOf(col);
    } else {
      xWidth += columnsOf(children[at]);
    }
  }
  for (; at < children.length; at += 1) {
    const child = children[at];
    if (child.localName === 'tr') {
      processRow(child, table);
      continue;
    }
    endRowGroup();
    if (child.localName === 'tfoot') {
      pendingTfoots.push(child);
    } else if (child.localName !== 'colgroup') {
      processRowGroup(child);
    }
  }
  endRowGroup();
  for (const tfoot of pendingTfoots) processRowGroup(tfoot);
  return { rows: yHeight, cols: xWidth, cells };
}

// ---- What is asked for

function tablesIn(doc) {
  // The contents of templates are no part of the document.
  return Array.from(doc.querySelectorAll('table')).filter((table) => isHtml(table, 'table'));
}

// The grid as bands of equal rows: [how many, the row]. A band has nothing but what its rows would have; a cell of
// 65,534 rows is a matter of one band.
function bandsOf({ rows, cols, cells }) {
  const texts = new Map(cells.map((cell) => [cell, textOf(cell.element)]));
  const edges = new Set([0, rows]);
  for (const cell of cells) edges.add(cell.y).add(cell.y + cell.height);
  const sorted = Array.from(edges).sort((a, b) => a - b);
  const bands = [];
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const y = sorted[i];
    const row = new Array(cols).fill(null);
    for (const cell of cells) {
      // Where cells overlap, the later one is painted on top.
      if (cell.y <= y && y < cell.y + cell.height) row.fill(texts.get(cell), cell.x, cell.x + cell.width);
    }
    const last = bands[bands.length - 1];
    const count = sorted[i + 1] - y;
    if (last && JSON.stringify(last[1]) === JSON.stringify(row)) last[0] += count;
    else bands.push([count, row]);
  }
  return bands;
}

// [{rows, cols, caption, bands}] of a document.
function referenceBands(doc) {
  return tablesIn(doc).map((table) => {
    const formed = form(table);
    const [caption] = htmlChildren(table, 'caption');
    return {
      rows: formed.rows,
      cols: formed.cols,
      caption: caption ? textOf(caption) : null,
      bands: bandsOf(formed),
    };
  });
}

// [{rows, cols, caption, grid}] of a document: what `tables` prints.
function referenceTables(doc) {
  return referenceBands(doc).map(({ rows, cols, caption, bands }) => ({
    rows,
    cols,
    caption,
    grid: bands.flatMap(([count, row]) => Array.from({ length: count }, () => row)),
  }));
}

// ---- What the browser itself says of all this

// Where the browser's own reading of the spans is another one.
function spanDoubts(doc) {
  const doubts = [];
  const ask = (element, ours, theirs) => {
    if (ours !== theirs) doubts.push(`${element.outerHTML.slice(0, 80)}: ${ours}, browser ${theirs}`);
  };
  for (const table of tablesIn(doc)) {
    for (const { element } of form(table).cells) {
      ask(element, colspanOf(element), element.colSpan);
      ask(element, rowspanOf(element), element.rowSpan);
    }
    for (const group of htmlChildren(table, 'colgroup')) {
      for (const col of [group, ...htmlChildren(group, 'col')]) ask(col, columnsOf(col), col.span);
    }
  }
  return doubts;
}

// Where the browser's style sheet disagrees with `BLOCKS`. `doc` must be one that is shown.
function blockDoubts(doc) {
  const blockish = new Set(['block', 'flow-root', 'list-item', 'table', 'flex', 'grid']);
  // A closed dialog is not shown; a frame holds no text and cannot stand in a table.
  const apart = new Set(['dialog', 'frame']);
  const doubts = [];
  const style = doc.defaultView.getComputedStyle.bind(doc.defaultView);
  for (const name of NAMES.filter((name) => !apart.has(name))) {
    const host = doc.createElement('div');
    const element = doc.createElement(name);
    host.append(element);
    doc.body.append(host);
    const { display } = style(element);
    if (blockish.has(display) !== BLOCKS.has(name)) doubts.push(`<${name}>: display ${display}`);
    host.remove();
  }
  return doubts;
}

// Where the browser puts cells elsewhere than the grid does. Changes the document, which must be shown.
function layoutDoubts(doc) {
  // Some tables take a browser minutes to lay out.
  const tables = tablesIn(doc);
  if (tables.length > 100 || tables.some((table) => form(table).rows > 10000)) return { doubts: [], seen: 0 };
  const sheet = new doc.defaultView.CSSStyleSheet();
  sheet.replaceSync(`
    * { float: none !important; position: static !important; font: 10px monospace !important }
    table { display: table !important; border: 0 !important; border-spacing: 0 !important;
            border-collapse: separate !important; table-layout: auto !important; direction: ltr !important }
    caption { display: none !important }
    colgroup { display: table-column-group !important } col { display: table-column !important }
    thead, tbody, tfoot { display: table-row-group !important } tr { display: table-row !important }
    td, th { display: table-cell !important; padding: 0 !important; border: 0 !important }
    td::before, th::before { content: "x" }
    details::details-content { display: block !important; content-visibility: visible !important }
  `);
  for (const element of doc.querySelectorAll('[style], [hidden], [width], [height]')) {
    for (const name of ['style', 'hidden', 'width', 'height']) element.removeAttribute(name);
  }
  doc.adoptedStyleSheets = [sheet];
  const doubts = [];
  let seen = 0;
  for (const table of tables) {
    const cells = form(table).cells.filter(({ element }) => element.getClientRects().length > 0);
    const boxes = cells.map(({ element }) => element.getBoundingClientRect());
    const told = (a) => `cell ${a} (row ${cells[a].y}, column ${cells[a].x}) at ${boxes[a].left}, ${boxes[a].top}`;
    const doubt = (a, b, what) => doubts.push(`${told(a)} and ${told(b)}: not ${what}`);
    seen += cells.length;
    for (let a = 0; a < cells.length; a += 1) {
      for (let b = 0; b < cells.length; b += 1) {
        const [one, other] = [cells[a], cells[b]];
        if (one.x === other.x && Math.abs(boxes[a].left - boxes[b].left) > 1) doubt(a, b, 'same column');
        if (one.x + one.width <= other.x && boxes[a].right > boxes[b].left + 1) doubt(a, b, 'left of');
        if (one.group !== other.group) continue;
        if (one.y === other.y && Math.abs(boxes[a].top - boxes[b].top) > 1) doubt(a, b, 'same row');
        if (one.y + one.height <= other.y && boxes[a].bottom > boxes[b].top + 1) doubt(a, b, 'above');
      }
    }
  }
  return { doubts, seen };
}
