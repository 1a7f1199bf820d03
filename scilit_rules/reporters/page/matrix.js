// Who stands how on what: subjects down, clauses or obligations across; every cell leads to its findings.
const MATRIX_PAGE = 50;
const WORST = "euwobxqrnma";
const matrix = { level: "", within: -1, worst: data.subjects.length > MATRIX_PAGE, page: 0 };

// What stands across: chapters, sections, or obligations; or what is within one clause.
function columnsAt(level, within) {
  const columns = new Map();
  data.obligations.forEach((obligation, at) => {
    const path = paths[at];
    const depth = within < 0 ? { chapters: 0, sections: 1 }[level] : path.indexOf(within) + 1;
    if (within >= 0 && !depth) return;
    const clause = level === "obligations" || path.length === 0 || depth >= path.length && within >= 0
      ? -1 : path[Math.min(depth, path.length - 1)];
    const key = clause < 0 ? "o" + at : "c" + clause;
    if (!columns.has(key)) columns.set(key, { clause, obligation: clause < 0 ? at : -1, members: [] });
    columns.get(key).members.push(at);
  });
  return Array.from(columns.values());
}

function startingLevel() {
  for (const level of ["sections", "chapters"]) {
    const count = columnsAt(level, -1).length;
    if (count > 1 && count <= 24) return level;
  }
  return "obligations";
}

function countsOf(marks, members) {
  const counts = {};
  for (const at of members) for (const letter of marks[at]) counts[letter] = (counts[letter] || 0) + 1;
  return counts;
}

const countWords = (counts) => WORST.split("").filter((letter) => counts[letter])
  .map((letter) => word("counted", { status: data.letters[letter], count: counts[letter] })).join(word("between"));

function cell(subject, column, counts) {
  const found = WORST.split("").filter((letter) => counts[letter]);
  if (!found.length) return make("td", { class: "none" }, unseen(word("not-judged")));
  const all = Object.values(counts).reduce((sum, one) => sum + one, 0);
  const share = (counts.u || 0) / all;
  const strong = found[0] !== "u" ? "" : share > 0.5 ? " third" : share > 0.2 ? " second" : " first";
  const alone = column.members.length === 1 || found[0] === "m";
  const shown = alone ? data.signs[found[0]]
    : found.filter((letter) => "euwobxqr".includes(letter)).slice(0, 2).map((letter) => data.signs[letter] + counts[letter])
      .join(" ") || data.signs[found[0]];
  const told = [data.subjects[subject][0], nameOf(column), countWords(counts)].join(word("comma"));
  return make("td", { class: found[0] + strong }, make("button",
    { type: "button", title: told, "aria-label": told, onclick: () => seek(subject, column) }, shown));
}

const nameOf = (column) => column.clause >= 0 ? clauseWords(column.clause) : data.obligations[column.obligation].title;

function seek(subject, column) {
  show({ subject, clause: column.clause, obligation: column.obligation, status: "all" }, true);
}

function columnHead(column) {
  const title = nameOf(column);
  const into = () => { if (column.clause >= 0) draw({ within: column.clause, page: 0 }); else seek(-1, column); };
  const path = column.clause >= 0 ? data.clauses[column.clause][0] : data.periods.length && paths[column.obligation].length
    ? data.clauses[paths[column.obligation].slice(-1)[0]][0] : "";
  return make("th", { scope: "col" }, make("button", { type: "button", title: word(column.clause >= 0 ? "open-clause"
    : "list-obligation", { title }), onclick: into }, make("span", { class: "path" }, path), make("span", { class: "name" },
    column.clause >= 0 ? data.clauses[column.clause][1] : title)));
}

function crumbs() {
  const level = (name) => make("button", { type: "button", "aria-pressed": String(matrix.within < 0 && matrix.level === name),
    onclick: () => draw({ level: name, within: -1, page: 0 }) }, word(name));
  const path = matrix.within < 0 ? [] : [make("span", { class: "crumbs" }, word("within",
    { path: pathOf(matrix.within).map(clauseWords).join(" › ") }))];
  const order = data.subjects.length < 2 ? null : make("label", { class: "check" }, make("input", { type: "checkbox",
    checked: matrix.worst, onchange: (event) => draw({ worst: event.target.checked, page: 0 }) }), word("worst-first"));
  return make("div", { class: "tools" }, make("span", { class: "switch", role: "group", "aria-label": word("columns") },
    ["chapters", "sections", "obligations"].map(level)), path, order);
}

function signs(blank) {
  const used = new Set(data.marks.join(""));
  return make("ul", { class: "legend" }, WORST.split("").filter((letter) => used.has(letter)).map((letter) =>
    make("li", {}, badge(letter, data.letters[letter]))), used.has("u") ? make("li", { class: "quiet" }, word("deeper")) : null,
  blank ? make("li", { class: "quiet" }, word("blank")) : null);
}

// Draws the matrix anew; `everything` puts all subjects on one page, for print.
function draw(change, everything) {
  Object.assign(matrix, change);
  const columns = columnsAt(matrix.level, matrix.within);
  const order = matrix.worst ? data.worst : data.subjects.map((_, at) => at);
  const size = everything ? 300 : MATRIX_PAGE;
  const page = everything ? 0 : matrix.page;
  const body = order.slice(page * size, (page + 1) * size).map((subject) => {
    const marks = data.marks[subject].split(",");
    const [name, verdict, kind] = data.subjects[subject];
    return make("tr", {}, make("th", { scope: "row" }, make("button", { type: "button",
      onclick: () => seek(subject, { clause: -1, obligation: -1 }) }, name)),
    make("td", { class: "verdict-word " + kind }, verdict),
    columns.map((column) => cell(subject, column, countsOf(marks, column.members))));
  });
  const head = make("thead", {}, make("tr", {}, make("th", { scope: "col" }, word("subject")),
    make("th", { scope: "col" }, word("verdict")), columns.map(columnHead)));
  const left = order.length - body.length;
  replace(byId("matrix-here"), crumbs(), signs(body.some((row) => row.querySelector("td.none"))), make("div", { class: "wide", tabindex: "0", role: "group",
    "aria-label": word("matrix") }, make("table", { class: "heat" + (columns.length > 24 ? " many" : "") },
    make("caption", { class: "unseen" }, word("matrix")), head, make("tbody", {}, body))),
  everything && left ? make("p", {}, word("print-left", { count: left }))
    : pager(order.length, size, page, (to) => draw({ page: to })));
}
