"""The plan of a report in outline: what its findings refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR
from typing import Any

from scilit_rules.exchange.forms import (
    DAY,
    INTEGER,
    WORDS,
    YES_OR_NO,
    Form,
    added,
    always,
    maybe,
    record,
    several,
    word,
)
from scilit_rules.exchange.values import TEXT
from scilit_rules.model.condition import All, Comparison, leaves
from scilit_rules.model.json_schema import WHOLE
from scilit_rules.model.lineage import Rule, Rules
from scilit_rules.model.obligation import Consequence, DayOfYear, Demand, Obligation, Schedule
from scilit_rules.model.plan import Clause, Document, Mention, Plan
from scilit_rules.model.subject import Register
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import Derivation, FactSpec, Vocabulary
from scilit_rules.model.words import (
    Binding,
    ClauseKind,
    DerivationKind,
    FactType,
    JudgedBy,
    Level,
    Nature,
    ObligationKind,
    Role,
    ScheduleKind,
    Severity,
    Term,
)
from scilit_rules.words.demands import requirement

# Its conditions are no part of a report; that it holds is told by the conclusions.
_NOTHING = All(())
MENTION = record("mention", Mention, always("body", WORDS), always("role", word(Role)))
CLAUSE = record("clause", Clause, always("path", WORDS), always("kind", word(ClauseKind)), always("heading", WORDS),
                maybe("bodies", several(MENTION)), maybe("wording", WORDS), maybe("digest", WORDS))
CONSEQUENCE = record(
    "consequence", lambda **parts: Consequence(when=_NOTHING, **parts),
    always("id", WORDS), always("title", TEXT), always("severity", word(Severity)), maybe("advice", TEXT),
)
_DERIVATION = record("", Derivation, always("kind", word(DerivationKind)), always("parts", several(WORDS)))
SPEC = record("fact_spec", FactSpec, always("name", WORDS), always("title", TEXT), always("type", word(FactType)),
              always("nature", word(Nature)), maybe("unit", WORDS), maybe("derive", _DERIVATION), maybe("kept", TEXT))


def _read_day_of_year(text: str) -> DayOfYear:
    month, _, day = text.partition("-")
    return DayOfYear(int(month), int(day))


_DAY_OF_YEAR = Form(WORDS.schema, _read_day_of_year, str)
_SCHEDULE = record(
    "schedule", Schedule, always("kind", word(ScheduleKind)), always("due", DAY), always("first", INTEGER),
    always("last", INTEGER), always("step", INTEGER), maybe("starts", DAY), maybe("day", _DAY_OF_YEAR),
    maybe("term", word(Term)),
)


def obligation_form(vocabulary: Vocabulary) -> Form:
    """Obligations, with what they demand in words.

    Args:
        vocabulary: the facts of the plan; only for writing.
    """
    def demanded(obligation: Obligation) -> Text:
        return Text(requirement(obligation, vocabulary, "zh"), requirement(obligation, vocabulary, "en"))

    return record(
        "obligation", _obligation,
        always("id", WORDS), always("title", TEXT), always("kind", word(ObligationKind)),
        always("binding", word(Binding)), always("bears", several(word(Level))), always("judged_by", word(JudgedBy)),
        always("requirement", TEXT, demanded), always("schedule", _SCHEDULE), maybe("clause", WORDS),
        maybe("phrase", WORDS), maybe("adopts", WORDS), maybe("follows", WORDS), maybe("remedy", TEXT),
        maybe("note", TEXT),
    )


def _obligation(judged_by: JudgedBy, requirement: Text, clause: str = "", **parts: Any) -> Obligation:
    return Obligation(clause=clause, demand=Demand(judged_by, requirement), **parts)


_DOCUMENT = record("", Document, maybe("number", WORDS), maybe("issuer", WORDS), maybe("issued", DAY),
                   maybe("rests_on", several(WORDS)))
_RULE = record("rule", lambda id, **parts: (id, Rule(**parts)), always("id", WORDS, lambda pair: pair[0]),
               always("digest", WORDS, lambda pair: pair[1].digest),
               maybe("formerly", several(WORDS), lambda pair: pair[1].formerly))
_TIMELINE = record("", dict, always("issued", DAY), always("assumed", YES_OR_NO), always("base", INTEGER))


def _read_years(items: Any) -> tuple[int, int]:
    first, last = several(INTEGER).read(items)
    if not MINYEAR <= first <= last <= MAXYEAR:
        raise ValueError("years")
    return first, last


_YEARS = Form({"type": "array", "items": WHOLE, "minItems": 2, "maxItems": 2}, _read_years, list)
HEAD = record(
    "plan", dict, always("id", WORDS), always("title", TEXT), always("jurisdiction", WORDS), always("years", _YEARS),
    always("digest", WORDS), always("document", _DOCUMENT),
    added("rules", several(_RULE), lambda plan: plan.rules.items()), added("timeline", _TIMELINE), maybe("note", TEXT),
    maybe("version", WORDS),
)
"""What is told of the plan itself."""


def outlined(head: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]) -> Plan:
    """A plan in outline.

    Args:
        head: what is told of the plan itself.
        tables: what its findings speak of, by the key of the document and then by id.
    """
    first, last = head["years"]
    base = head["timeline"]["base"] if "timeline" in head else first - 1
    rules: Rules = dict(head.get("rules", ()))
    listed = tables["obligations"]
    # Rules stand in the order of the plan, obligations in that of the findings.
    ids = (*(id for id in rules if id in listed), *(id for id in listed if id not in rules))
    return Plan(
        head["id"], head["title"], head["document"], head["jurisdiction"], (first, last), (), tables["clauses"],
        {id: listed[id] for id in ids}, tables["consequences"], Vocabulary(tables["vocabulary"]),
        Register(tables["subjects"]), head["digest"], "", head.get("note"), None, head.get("version", ""),
        None if base == first - 1 else base, rules,
    )


def clauses_of(plan: Plan, obligations: Iterable[Obligation]) -> Iterator[Clause]:
    """The clauses of obligations and those around them, in the order of the text."""
    used: set[str] = set()
    for obligation in obligations:
        path: str | None = obligation.clause
        while path and path in plan.clauses:
            used.add(path)
            path = plan.clauses[path].parent
    return (clause for path, clause in plan.clauses.items() if path in used)


def specs_of(plan: Plan, obligations: Iterable[Obligation]) -> list[FactSpec]:
    """The facts that obligations ask for and those that these are computed from, in the order of the vocabulary."""
    if plan.is_outline:
        return list(plan.vocabulary)
    wanted = [
        leaf.fact for item in obligations for condition in (item.require, item.when) if condition is not None
        for leaf in leaves(condition) if isinstance(leaf, Comparison)
    ]
    used = dict.fromkeys(wanted)
    for name in wanted:
        spec = plan.vocabulary.get(name)
        for part in spec.derive.parts if spec and spec.derive else ():
            if part not in used:
                used[part] = None
                wanted.append(part)
    return [spec for spec in plan.vocabulary if spec.name in used]
