// One finding from the verdict down to the cell.
const part = (key, ...children) => {
  const kept = children.filter((child) => child && (!Array.isArray(child) || child.length));
  return kept.length ? make("section", {}, make("h4", {}, word(key)), kept) : null;
};
const told = (key, text) => text ? make("p", {}, make("span", { class: "term" }, word(key)), " ", text) : null;
const paragraphs = (numbers) => (numbers || []).map((at) => make("p", {}, said(at)));
const placeWords = (place) => place ? said(place[0]) + said(place[1]) : "";
const code = (place) => place ? make("code", {}, placeWords(place)) : null;

function factLine(fact, subject) {
  const [title, period, value, place, reading, remark, whose, computed, parts] = fact;
  const owner = whose && said(whose) !== data.subjects[subject][0] ? said(whose) + word("of") : "";
  const name = owner + said(title) + word("bracketed", { text: said(period) });
  const lines = [computed ? make("span", {}, name, word("computed"), make("b", {}, said(computed)))
    : make("span", {}, name, word("colon"), make("b", {}, said(value)), " ", code(place))];
  if (reading) {
    const how = { raw: said(reading[0]), read: said(reading[1]), rules: said(reading[2]) };
    lines.push(make("span", { class: "read" }, word(how.rules ? "reading" : "reading-plain", how)));
  }
  if (remark) lines.push(make("span", { class: "read" }, word("remark", { text: said(remark) })));
  return make("li", {}, lines, parts && parts.length ? make("ul", {}, parts.map((one) => factLine(one, subject))) : null);
}

function checkLine(check, subject) {
  const [asked, truth, actual, facts, gap, why, places] = check;
  const kind = truth === 1 ? "m" : truth === -1 ? "q" : "u";
  return make("div", { class: "check-line" },
    make("p", {}, badge(kind, word({ m: "holds", u: "fails", q: "open" }[kind])), " ", said(asked)),
    make("p", {}, make("span", { class: "term" }, word("actual")), " ", make("b", {}, said(actual)),
      gap ? [" ", make("span", { class: "distance" }, said(gap))] : null),
    why ? make("p", { class: "reason" }, said(why)) : null,
    facts && facts.length ? make("ul", { class: "facts" }, facts.map((one) => factLine(one, subject))) : null,
    places && places.length ? make("p", {}, make("span", { class: "term" }, word("places")), " ",
      places.map((place) => [code(place), " "])) : null);
}

function clausePart(row) {
  const obligation = obligationOf(row);
  const path = pathOf(obligation.clause);
  const steps = path.map((at) => {
    const [number, heading, own, , bodies] = data.clauses[at];
    return make("li", {}, make("span", { class: "path" }, number), " ", heading,
      own ? make("small", {}, " ", word("own-heading")) : null, bodies ? make("small", { class: "bodies" }, bodies) : null);
  });
  return part("clause", steps.length ? make("ol", { class: "steps" }, steps) : null,
    obligation.phrase ? make("blockquote", {}, obligation.phrase) : null, told("who", whoAnswers(row)));
}

// Where the clause names no body, the subject answers, which bears the obligation.
function whoAnswers(row) {
  return obligationOf(row).who || word("bearer", { name: data.subjects[row[SUBJECT]][0] });
}

function detail(row) {
  const obligation = obligationOf(row);
  const subject = row[SUBJECT];
  const status = data.statuses[row[STATUS]];
  const attested = row[ATTESTED] || [];
  const hasPart = [obligation.remedy && "uqrn".includes(status.letter) ? make("p", {}, obligation.remedy) : null];
  const explained = row[CHECKS] && row[CHECKS].some((check) => check[5]);
  return make("div", { class: "detail" },
    clausePart(row),
    part("demand", make("p", {}, make("b", {}, obligation.demand || obligation.title)), told("deadline", obligation.deadline),
      told("bears", obligation.bears), told("applies", obligation.when), obligation.binding
        ? make("p", { class: "quiet" }, obligation.binding) : null),
    part("looked-up", attested.length ? told("claimed", said(attested[0])) : null,
      attested[1] ? told("reviewer", said(attested[1])) : null,
      row[ALONE] ? make("p", { class: "reason" }, word("alone")) : null,
      (row[CHECKS] || []).map((check) => checkLine(check, subject)),
      explained ? null : paragraphs(row[WHY]),
      (row[PLACES] || []).length ? make("p", {}, make("span", { class: "term" }, word("places")), " ",
        row[PLACES].map((place) => [code(place), " "])) : null),
    part("applicability", (row[WHEN] || []).map((check) => checkLine(check, subject))),
    part("evidence", (row[EVIDENCE] || []).map(([text, place]) => make("p", {}, said(text), " ", code(place))),
      attested.length && !(row[EVIDENCE] || []).length ? make("p", {}, word("no-evidence")) : null),
    part("waiver", paragraphs(row[WAIVERS])),
    part("remedy", hasPart.filter(Boolean), paragraphs(row[HINTS])),
    part("note", obligation.note ? make("p", {}, obligation.note) : null),
    make("p", { class: "id" }, word("finding"), " ", make("code", {},
      [data.subjects[subject][3], obligation.id, data.periods[row[PERIOD]][1]].join("/"))));
}
