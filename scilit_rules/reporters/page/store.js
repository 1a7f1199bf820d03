// The data of the page. Findings are rows of numbers; texts, subjects and obligations stand in tables of their own.
const data = JSON.parse(byId("tables").textContent);
const texts = JSON.parse(byId("texts").textContent);
const rows = [].concat(...Array.from(document.querySelectorAll(".rows"), (block) => JSON.parse(block.textContent)));
const [SUBJECT, OBLIGATION, PERIOD, STATUS, SEVERITY, DISPOSITION, ALONE, ACTUAL, GAP, MONEY, WHY, WANTED, CHECKS,
  WHEN, ATTESTED, EVIDENCE, PLACES, WAIVERS, HINTS] = Array(19).keys();

const said = (number) => texts[number || 0];
const ATTENTION = 4; // the first so many statuses need it
const letterOf = (row) => data.statuses[row[STATUS]].letter === "u" && row[DISPOSITION] ? "w"
  : data.statuses[row[STATUS]].letter;
const obligationOf = (row) => data.obligations[row[OBLIGATION]];
const clauseWords = (at) => at < 0 ? "" : (data.clauses[at][0] + " " + data.clauses[at][1]).trim();

// The clause and those that it stands in, outermost first.
function pathOf(clause) {
  const path = [];
  for (let at = clause; at >= 0; at = data.clauses[at][3]) path.unshift(at);
  return path;
}
const paths = data.obligations.map((obligation) => pathOf(obligation.clause));

// For the search: which entries of a table hold a word; a row is then found without looking at any text.
const folded = (list) => list.map((text) => text.toLowerCase());
const haystacks = {
  subjects: folded(data.subjects.map((one) => one[0])),
  obligations: folded(data.obligations.map((one, at) => [one.title, one.id, one.who, one.demand,
    ...paths[at].map(clauseWords)].join("\n"))),
  periods: folded(data.periods.map((one) => one[0])),
  texts: folded(texts),
};

function holds(list, term) {
  const found = new Uint8Array(list.length);
  for (let at = 0; at < list.length; at += 1) found[at] = list[at].includes(term) ? 1 : 0;
  return found;
}

function search(terms) {
  const found = terms.map((term) => Object.fromEntries(
    Object.entries(haystacks).map(([name, list]) => [name, holds(list, term)])));
  return (row) => found.every((term) => term.subjects[row[SUBJECT]] || term.obligations[row[OBLIGATION]]
    || term.periods[row[PERIOD]] || term.texts[row[ACTUAL] || 0] || term.texts[row[GAP] || 0]
    || (row[WHY] || []).some((at) => term.texts[at]) || (row[WANTED] || []).some((at) => term.texts[at]));
}

// The numbers of all rows in the order of a column; each order is made once.
const KEYS = {
  pressing: (row) => row[STATUS] * 16 + (row[DISPOSITION] ? 8 : 0) + row[SEVERITY] + 1,
  subject: (row) => row[SUBJECT],
  obligation: (row) => row[OBLIGATION],
  period: (row) => row[PERIOD],
  gap: (row) => -(row[MONEY] || 0) * 2 - (row[GAP] ? 1 : 0),
};
const orders = {};
function ordered(name) {
  if (!orders[name]) {
    const keys = Float64Array.from(rows, KEYS[name]);
    const order = Uint32Array.from(rows, (_, at) => at);
    orders[name] = order.sort((one, other) => keys[one] - keys[other] || one - other);
  }
  return orders[name];
}
