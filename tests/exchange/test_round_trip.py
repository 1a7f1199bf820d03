"""A report that is written and read back is the report that was written, with its plan in outline."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import scilit_rules as sr
from scilit_rules.exchange.report_reader import read_report
from scilit_rules.exchange.report_writer import write_json
from scilit_rules.messages import hint, say
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Doubt, Evidence, Fact, Interval, Period, Reading
from scilit_rules.model.finding import Check, Conclusion, Finding, Gap, Outlook
from scilit_rules.model.lacks import Lack
from scilit_rules.model.obligation import DayOfYear, Schedule
from scilit_rules.model.operators import Growth, Tolerance, Years
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Report
from scilit_rules.model.returns import Return, Superseded
from scilit_rules.model.scorecard import BodyCard, RoleCard, Score, Scorecards, ScoreLine, Standing, SubjectCard
from scilit_rules.model.text import Message, Said, Text
from scilit_rules.model.waiver import Waiver, WaiverState, WaiverUse
from scilit_rules.model.words import (
    Against,
    Claim,
    Disposition,
    EvidenceKind,
    ProblemLevel,
    Reason,
    ReturnState,
    Role,
    ScheduleKind,
    Severity,
    Stance,
    Status,
    Term,
)
from scilit_rules.problems import ScilitError
from tests.reporters.made import report
from tests.reporters.made_plan import GROUP, ISSUED, PER_HEAD, RATE
from tests.reporters.test_json import rich
from tests.reporters.written import options, written

# What a file does not hold of what is found, each for a reason.
NOT_WRITTEN = {
    (Return, "blanks"),  # told by the findings that lack them
    (Fact, "unread"),  # told by a note of the finding
    (Problem, "span"),  # the excerpt is written without its mark
}
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def text_of(made: Report) -> bytes:
    out = BytesIO()
    write_json(made, out)
    return out.getvalue()


def back(made: Report, folder: Path, **how: Any) -> Report:
    path = folder / "report.json"
    path.write_bytes(text_of(made))
    return read_report(path, **how)


PLACE = Place("a.xlsx", 3, 4, "表", "C5", "/x", 7)
NOTE = Message("engine.failed", {"error": "x"})
PIECE = Evidence(EvidenceKind.LINK, "https://example.org", PLACE, (Lack.DATE,), "附件/a.pdf")
WORD = Attested(Claim.PARTLY, Decimal(0), Claim.DONE, "李", Stance.REFUSES, "理由", PLACE)


def fact(name: str, value: Any, *parts: Fact) -> Fact:
    reading = Reading(PLACE, "1万", "10000", ("unit-wan",))
    return Fact("made.s001", name, Period(2020, date(2020, 5, 1)), value, PLACE, (PIECE,), reading, "备注", parts)


def check(comparison: Comparison, actual: Any) -> Check:
    doubt = Doubt("made.s001", RATE, Period(2019), Reason.AMBIGUOUS, NOTE, (PLACE,), "约十")
    gap = Gap(Decimal("0.10"), "%", True, Decimal(0))
    # Of a fact that no vocabulary has nobody knows the type; of what is compared the operator tells it.
    known = not comparison.fact.startswith("free.")
    found = (fact(comparison.fact, actual, fact(comparison.fact, actual)),) if known else ()
    return Check(comparison, False, actual, found, Reason.STALE, NOTE, (PLACE,), gap, (doubt,))


CHECKS = (
    check(Comparison(RATE, "about", Tolerance(Decimal("50.0"), Decimal(10))), Decimal("1E+3")),
    check(Comparison(RATE, "rising", Growth(Against.SINCE_BASE, 2015)), Interval(Decimal("0.5"), Decimal(1))),
    check(Comparison(RATE, "not_rising", True), Decimal("-0.01")),
    check(Comparison(ISSUED, "within_years", Years(2016, 2020)), date(2017, 1, 2)),
    check(Comparison(ISSUED, "on_or_before", date(2017, 1, 1)), None),
    check(Comparison(GROUP, "is", True), False),
    check(Comparison("free.text", "one_of", ("甲", "乙")), "丙"),
    check(Comparison("free.text", "equals", "甲"), WORD),
    check(Comparison("free.number", "above", Decimal(2)), Decimal("1.50")),
)
WHOLE = Finding(
    "local-plan", "made.s001", "2019", Status.UNMET, Severity.NOTICE, Reason.STALE, (RATE, ISSUED), CHECKS, CHECKS[:1],
    WORD, (PIECE, Evidence(None, "无", found="")), (PLACE,), (NOTE,), CHECKS[0].gap,
    Outlook(fact(RATE, Decimal(1)), fact(RATE, Decimal(2)), Decimal(3), Decimal("2.5"), True), True, Disposition.KNOWN,
    "w1", "made.s001/other/2016",
)
WAIVED = Waiver("w1", "local-plan", "made.s001", "改革", "督查室", "3号", date(2020, 1, 1), date(2021, 1, 1), "2016", PLACE)


_COUNTS = {status: number for number, status in enumerate(Status)}
_LINES = (ScoreLine("local-plan", Decimal(2), Decimal(50), Decimal(1), (NOTE,)),
          ScoreLine("venues", Decimal(3), None, None, ()))
SCORE = Score(Decimal(100), _LINES, Decimal(5), Decimal("1.0"), _LINES[:1], Decimal("0.5"), Decimal("20.50"), "low",
              "middle", ("venues",))
CARDS = Scorecards(
    (SubjectCard("made.s001", Standing(3, _COUNTS), {"三": Standing(2, _COUNTS)}, SCORE),),
    {"三": Standing(2, _COUNTS)}, (BodyCard("市科协", True, (RoleCard(Role.SOLE, ("三",), ("venues",), Standing(1, _COUNTS)),)),),
)
TERMLY = Schedule(ScheduleKind.EVERY, date(2020, 12, 31), 2016, 2020, 2, date(2016, 9, 1), DayOfYear(6, 30), Term.QUARTER)


def whole_plan(plan: Plan) -> Plan:
    """The plan with each thing said of it that a file holds."""
    local = replace(plan.obligations["local-plan"], adopts="core/local-plan", follows="venues", formerly=("old",),
                    schedule=TERMLY, note=Text("注", "note"))
    clauses = {path: replace(clause, wording="由…牵头", digest="sha256:1") for path, clause in plan.clauses.items()}
    return replace(plan, note=Text("说明"), version="1.2", base=2014, clauses=clauses,
                   obligations={**plan.obligations, "local-plan": local})


def full() -> Report:
    """A report in which each field of each thing that a file holds says something."""
    made = report(2)
    problem = Problem(Message("saved.newer", {"kind": "x", "written": "2", "known": "1"}), PLACE, "a: b", 1, ("c",),
                      (PLACE,), ProblemLevel.WARNING)
    returned = Return("made.s001", ReturnState.BLANK, ("a",), ("b",), ("c",), (Superseded("d", "e", 3),))
    run = replace(made.run, confirmed_by="reference", engine_note=NOTE, plugins=("x 1",), assumed=("a=1",))
    first, *rest = made.subjects
    subjects = (replace(first, counted_in=("made.s002",)), *rest)
    return replace(made, plan=whole_plan(made.plan), subjects=subjects, scorecards=CARDS,
                   findings=(*made.findings, WHOLE), problems=(problem,), returns=(returned,), run=run,
                   waivers=(WaiverUse(WAIVED, WaiverState.ACTIVE, ("x",)),),
                   conclusions=(Conclusion("organisation-absent", "made.s001", Severity.VIOLATION, ("x", "y")),),
                   readings=(Reading(PLACE, "a", "b", ("c",)),))


def default_of(field: Field[Any]) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


SAID_IN_FULL = (WHOLE, CHECKS[0], CHECKS[0].facts[0], CHECKS[0].gap, CHECKS[0].doubts[0], WORD, PIECE, PLACE, WAIVED,
                full().problems[0], full().returns[0], WHOLE.outlook)


@pytest.mark.parametrize("one", SAID_IN_FULL, ids=lambda one: type(one).__name__)
def test_the_example_fills_every_field(one: Any) -> None:
    """A new field must be filled here; then the round trip fails until the exchange has its line."""
    empty = {field.name for field in fields(one) if getattr(one, field.name) == default_of(field)}
    assert empty == {name for kind, name in NOT_WRITTEN if kind is type(one) and name in empty}


def as_read(one: Any) -> Any:
    """What a thing is after it was written and read: messages in words, and without what no file holds."""
    if isinstance(one, Message):
        return Message(one.code, said=Said(Text(say(one, "zh"), say(one, "en"))))
    if isinstance(one, Problem):
        to_do = Text(hint(one.message, "zh"), hint(one.message, "en"))
        said = Said(as_read(one.message).said.wording, to_do if to_do.zh else None)
        one = replace(one, message=Message(one.code, said=said))
        return replace(one, span=0)
    if isinstance(one, tuple) and type(one) is tuple:
        return tuple(map(as_read, one))
    if isinstance(one, Mapping):
        return {key: as_read(value) for key, value in one.items()}
    if is_dataclass(one) and not isinstance(one, type):
        kept = {field.name: as_read(getattr(one, field.name)) for field in fields(one)
                if (type(one), field.name) not in NOT_WRITTEN}
        return type(one)(**kept)
    return one


REPORTS: dict[str, Callable[[], Report]] = {
    "none": lambda: report(0), "one": lambda: report(1), "a city": lambda: report(11), "rich": rich, "full": full,
}


@pytest.mark.parametrize("make", REPORTS.values(), ids=REPORTS)
def test_what_is_read_is_what_was_written(make: Callable[[], Report], tmp_path: Path) -> None:
    made = make()
    found = back(made, tmp_path)
    for name in ("as_of", "subjects", "findings", "conclusions", "problems", "readings", "waivers", "run", "returns",
                 "scorecards"):
        assert getattr(found, name) == as_read(getattr(made, name)), name
    assert found.source == str(tmp_path / "report.json")
    assert (found.counts, found.absences, found.exit_code()) == (made.counts, made.absences, made.exit_code())


@pytest.mark.parametrize("make", REPORTS.values(), ids=REPORTS)
def test_written_again_it_is_the_same_file(make: Callable[[], Report], tmp_path: Path) -> None:
    found = back(make(), tmp_path)
    again = back(found, tmp_path)
    assert again == found
    assert text_of(found) == text_of(make())


@pytest.mark.parametrize("make", [lambda: report(2), full])
def test_a_plan_comes_back_in_outline(make: Callable[[], Report], tmp_path: Path) -> None:
    made = make()
    plan = back(made, tmp_path).plan
    assert plan.is_outline
    assert not made.plan.is_outline
    for name in ("id", "title", "document", "jurisdiction", "years", "digest", "note", "version", "rules", "timeline"):
        assert getattr(plan, name) == getattr(made.plan, name), name
    assert list(plan.obligations) == [id for id in made.plan.obligations if id in made.judged]
    for id, known in plan.obligations.items():
        whole = made.plan.obligations[id]
        for name in ("title", "kind", "binding", "bears", "schedule", "clause", "phrase", "remedy", "note", "judged_by",
                     "adopts", "follows"):
            assert getattr(known, name) == getattr(whole, name), (id, name)
        assert plan.bodies_of(known.clause) == made.plan.bodies_of(whole.clause)
        assert plan.clauses[known.clause] == made.plan.clauses[whole.clause]
    assert plan.vocabulary[PER_HEAD].derive == made.plan.vocabulary[PER_HEAD].derive


@pytest.fixture(scope="module")
def real() -> Report:
    """A report on returns as they arrive, with scorecards."""
    names = ["张店区", "博山区", "桓台县"]
    return sr.check("zibo-2016-2020", [EXAMPLES / "zibo" / "returns"], as_of=date(2020, 12, 31), subjects=names)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("format", ["table", "markdown", "csv"])
def test_every_format_shows_it_as_the_one_just_made(real: Report, tmp_path: Path, format: str, lang: Any) -> None:
    reporter = _reporter(format)
    how = options(lang, 100, detail=True)
    assert written(reporter, back(real, tmp_path), how) == written(reporter, real, how)


def _reporter(format: str) -> Any:
    from scilit_rules.plugins.manager import installed

    return installed().reporters[format]


@pytest.mark.parametrize("format", ["excel", "html", "word"])
def test_every_other_format_can_show_it(real: Report, tmp_path: Path, format: str) -> None:
    out = BytesIO()
    sr.write_report(back(real, tmp_path), out, format=format)
    assert out.getvalue()


def test_it_is_explained_but_for_the_conditions(real: Report, tmp_path: Path) -> None:
    found = back(real, tmp_path)
    for one, other in zip(real.gaps, found.gaps, strict=True):
        lost = set(sr.explain(real, one, "zh").split("\n")) - set(sr.explain(found, other, "zh").split("\n"))
        assert not [line for line in lost if not line.startswith(("  适用条件：", "  原文："))], one.id


def test_later_work_takes_it_as_the_one_just_made(real: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    for found in (back(real, tmp_path), back(real, tmp_path, in_brief=True), path):
        assert sr.baseline(found) == sr.baseline(real)
        assert sr.compare(found, real).problems == ()
        assert sr.compare(real, found).counts == sr.compare(real, real).counts
        drawn = [one.finding.id for one in sr.sample(found, size=9, seed=1).drawn]
        assert drawn == [one.finding.id for one in sr.sample(real, size=9, seed=1).drawn]


def test_in_brief_the_particulars_are_left_out(tmp_path: Path) -> None:
    made = full()
    (found,) = [one for one in back(made, tmp_path, in_brief=True).findings if one.id == WHOLE.id]
    bare = tuple(replace(one, facts=(), message=None, doubts=()) for one in CHECKS)
    assert found == as_read(replace(WHOLE, checks=bare, when_checks=(), notes=(), outlook=None))
    assert len(text_of(made)) > 1000


def test_the_order_of_keys_makes_no_difference(tmp_path: Path) -> None:
    made = report(2)
    sorted_keys = tmp_path / "sorted.json"
    sorted_keys.write_text(json.dumps(json.loads(text_of(made)), sort_keys=True, indent=2), encoding="utf-8")
    assert read_report(sorted_keys) == back(made, tmp_path)


@pytest.mark.parametrize("use", [
    lambda found: sr.check(found.plan, as_of=date(2020, 12, 31)), lambda found: sr.distances(found),
    lambda found: sr.make_letters(found), lambda found: sr.make_forms(found.plan, year=2020),
])
def test_what_needs_conditions_refuses_a_plan_in_outline(use: Callable[[Report], object], tmp_path: Path) -> None:
    with pytest.raises(ScilitError) as refused:
        use(back(report(2), tmp_path))
    assert [found.code.partition(".")[2] for found in refused.value.problems] == ["outline"]


def test_the_names_of_saved_things_are_those_of_all_now() -> None:
    with pytest.warns(DeprecationWarning, match="Report now"):
        assert sr.SavedReport is sr.Report
    with pytest.warns(DeprecationWarning, match="Obligation now"):
        assert sr.SavedObligation is sr.Obligation
