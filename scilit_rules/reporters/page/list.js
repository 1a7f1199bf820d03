// The list of findings: filters, order, pages, and a drawer under each row.
const LIST_PAGE = 50;
const PRINTED = { rows: 2000, drawers: 300 };
const EVERYTHING = { subject: -1, clause: -1, obligation: -1, body: -1, status: "attention", severity: -1, disposition: -1,
  text: "" };
const filters = Object.assign({}, EVERYTHING);
const list = { order: "pressing", backwards: false, page: 0, found: [], opened: new Set() };
const many = data.subjects.length > 200;

function choice(key, options, read) {
  const id = "filter-" + key;
  const field = make("select", { id, onchange: (event) => show({ [key]: read ? read(event.target.value)
    : Number(event.target.value) }) }, options.map(([value, text]) => make("option", { value }, text)));
  return make("div", {}, make("label", { for: id }, word("by-" + key)), field);
}

const numbered = (names) => [[-1, word("all")], ...names.map((name, at) => [at, name])];

function subjectField() {
  if (!many) return choice("subject", numbered(data.subjects.map((one) => one[0])));
  const chosen = (event) => show({ subject: data.subjects.findIndex((one) => one[0] === event.target.value.trim()) });
  return make("div", {}, make("label", { for: "filter-subject" }, word("by-subject")),
    make("input", { id: "filter-subject", list: "subject-names", placeholder: word("all"), onchange: chosen }),
    make("datalist", { id: "subject-names" }, data.subjects.map((one) => make("option", { value: one[0] }))));
}

function filterForm() {
  const statuses = [["attention", word("attention")], ["all", word("all-listed")], ...data.statuses.map((one, at) => [at,
    one.word])];
  let waiting = 0;
  const typed = (event) => { clearTimeout(waiting); waiting = setTimeout(() => show({ text: event.target.value }), 120); };
  const fields = [subjectField(), choice("status", statuses, (value) => Number.isNaN(Number(value)) ? value : Number(value)),
    choice("severity", numbered(data.severities)), choice("disposition", numbered(data.dispositions)),
    choice("clause", [[-1, word("all")], ...data.clauses.map((one, at) => [at, "\u3000".repeat(pathOf(at).length - 1)
      + clauseWords(at)])]),
    data.bodies.length ? choice("body", numbered(data.bodies)) : null,
    make("div", { class: "search" }, make("label", { for: "filter-text" }, word("by-text")), make("input",
      { id: "filter-text", type: "search", oninput: typed, placeholder: word("search-what") }))];
  return make("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() }, fields,
    make("button", { type: "button", onclick: () => show(EVERYTHING) }, word("reset")));
}

function matches() {
  const terms = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  const sought = terms.length ? search(terms) : () => true;
  const obligations = Uint8Array.from(data.obligations, (one, at) =>
    (filters.obligation < 0 || filters.obligation === at) && (filters.clause < 0 || paths[at].includes(filters.clause))
    && (filters.body < 0 || one.bodies.includes(filters.body)) ? 1 : 0);
  return (row) => obligations[row[OBLIGATION]] && (filters.subject < 0 || row[SUBJECT] === filters.subject)
    && (filters.status === "all" || (filters.status === "attention" ? row[STATUS] < ATTENTION
      : row[STATUS] === filters.status))
    && (filters.severity < 0 || row[SEVERITY] === filters.severity)
    && (filters.disposition < 0 || row[DISPOSITION] === filters.disposition) && sought(row);
}

// Changes the filters and shows what is left; `go` also goes there and opens the one finding that is left.
function show(change, go) {
  const wanted = go ? Object.assign({}, EVERYTHING, change) : change;
  Object.assign(filters, wanted);
  const fits = matches();
  const found = ordered(list.order).filter((at) => fits(rows[at]));
  list.found = list.backwards ? found.reverse() : found;
  list.page = 0;
  list.opened = new Set(go && found.length === 1 ? [found[0]] : []);
  for (const key of Object.keys(EVERYTHING)) {
    const field = byId("filter-" + key);
    if (!field || field === document.activeElement && key === "text" && !go) continue;
    if (key === "subject" && many) field.value = filters.subject < 0 ? "" : data.subjects[filters.subject][0];
    else field.value = filters[key];
  }
  fill();
  if (go) { byId("gaps").scrollIntoView(); byId("found-count").focus({ preventScroll: true }); }
}

function sortBy(order) {
  list.backwards = list.order === order && !list.backwards;
  list.order = order;
  show({});
}

// Browsers leave buttons out where the head of a table is repeated on the next sheet.
function heading(key, order, printed) {
  if (!order || printed) return make("th", { scope: "col" }, word(key));
  const sorted = list.order === order ? (list.backwards ? "descending" : "ascending") : null;
  return make("th", { scope: "col", "aria-sort": sorted }, make("button", { type: "button", id: "sort-" + order,
    onclick: () => { sortBy(order); byId("sort-" + order).focus(); } }, word(key), make("span", { class: "arrow",
    "aria-hidden": "true" }, sorted ? (list.backwards ? "▼" : "▲") : "↕")));
}

function foundWords(row) {
  const why = (row[WHY] || []).map((at) => make("span", { class: "line" }, said(at)));
  return [row[ACTUAL] ? said(row[ACTUAL]).split("\n").map((line) => make("span", { class: "line" }, line)) : null,
    row[GAP] ? make("span", { class: "line distance" }, said(row[GAP])) : null, why];
}

function rowOf(at) {
  const row = rows[at];
  const obligation = obligationOf(row);
  const status = data.statuses[row[STATUS]];
  const opened = list.opened.has(at);
  const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": String(opened), "aria-controls": "d" + at,
    onclick: () => open(at) }, make("span", { class: "arrow", "aria-hidden": "true" }), data.subjects[row[SUBJECT]][0],
  unseen(word("comma") + word("drill")));
  const labels = [row[SEVERITY] >= 0 ? make("span", { class: "line" }, data.severities[row[SEVERITY]]) : null,
    row[DISPOSITION] ? make("span", { class: "line" }, data.dispositions[row[DISPOSITION]]) : null,
    row[ALONE] ? make("span", { class: "line quiet" }, word("alone-short")) : null];
  const cellOf = (key, ...children) => make("td", { "data-label": word(key) }, make("div", {}, children));
  return [make("tr", { id: "r" + at, class: "finding" + (opened ? " opened" : "") }, make("th", { scope: "row" }, toggle),
    cellOf("obligation", make("b", {}, obligation.title), make("span", { class: "line quiet" },
      clauseWords(obligation.clause)), make("span", { class: "line quiet" }, data.periods[row[PERIOD]][0])),
    cellOf("status", badge(letterOf(row), status.word), labels),
    cellOf("demand", obligation.demand), cellOf("found", foundWords(row)), cellOf("who",
      make("span", { class: "clamped" }, whoAnswers(row)))),
  opened ? make("tr", { class: "drawer", id: "d" + at }, make("td", { colspan: "6" }, detail(row))) : null];
}

function open(at) {
  if (list.opened.has(at)) list.opened.delete(at); else list.opened.add(at);
  const before = byId("r" + at);
  const drawer = byId("d" + at);
  if (drawer) drawer.remove();
  const [made, detailed] = rowOf(at);
  before.replaceWith(made);
  if (detailed) made.after(detailed);
  made.querySelector(".toggle").focus();
}

function chips() {
  return filters.obligation < 0 ? null : make("button", { type: "button", class: "chip",
    onclick: () => show({ obligation: -1 }) }, data.obligations[filters.obligation].title, " ×", unseen(word("remove")));
}

// Which filters are set, for a reader of the printed list.
function conditions() {
  const set = Array.from(document.querySelectorAll(".filters select, .filters input"))
    .map((field) => [field.labels[0].textContent, field.options ? field.selectedOptions[0].text.trim() : field.value,
      field.value]).filter(([, text, value]) => text && value !== "-1");
  if (filters.obligation >= 0) set.push([word("obligation"), data.obligations[filters.obligation].title]);
  return set.map(([label, text]) => label + word("colon") + text).join(word("apart")) + word("apart")
    + byId("found-count").textContent;
}

// Fills the table; `printed` puts on one page what is to be printed.
function fill(printed) {
  const size = printed ? PRINTED.rows : LIST_PAGE;
  const page = printed ? 0 : list.page;
  const shown = Array.from(list.found.slice(page * size, (page + 1) * size));
  const opened = list.opened;
  if (printed) list.opened = new Set(shown.length <= PRINTED.drawers && byId("with-drawers").checked ? shown : opened);
  const head = [["subject", "subject"], ["obligation", "obligation"], ["status", "pressing"], ["demand"], ["found", "gap"],
    ["who"]].map(([key, order]) => heading(key, order, printed));
  const body = shown.map(rowOf);
  list.opened = opened;
  replace(byId("found-count"), word("found-count", { count: list.found.length.toLocaleString("en"),
    of: rows.length.toLocaleString("en") }));
  replace(byId("chips"), chips());
  replace(byId("conditions"), conditions());
  replace(byId("found-here"), make("table", { class: "findings" }, make("caption", { class: "unseen" }, word("findings")),
    make("thead", {}, make("tr", {}, head)), make("tbody", {}, body)),
  shown.length ? null : make("p", { class: "nothing" }, word("nothing")));
  const left = list.found.length - shown.length;
  replace(byId("found-pages"), printed && left ? word("print-left", { count: left })
    : pager(list.found.length, size, page, (to) => { list.page = to; fill(); byId("gaps").scrollIntoView(); }));
}
