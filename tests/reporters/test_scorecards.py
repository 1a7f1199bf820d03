"""Scorecards in the reports that show them. What they look like stands in golden/; --rewrite-golden writes it anew."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from scilit_rules.assessment.scorecards import scorecards
from scilit_rules.exchange.report_document import report_schema
from scilit_rules.messages import area
from scilit_rules.model.report import Report
from scilit_rules.model.scoring import Band, Bonus, Credit, PerObligation, RoundingRule, Scoring
from scilit_rules.model.text import Lang, Text
from scilit_rules.model.words import CreditKind, Rounding, Status, Treatment
from scilit_rules.plugins.contracts import Reporter, ReportOptions
from scilit_rules.reporters.json import JsonReporter
from scilit_rules.reporters.markdown import MarkdownReporter
from scilit_rules.reporters.table import TableReporter
from scilit_rules.reporters.wrapping import width_of
from scilit_rules.words.standings import Standings
from scilit_rules.words.summary import Summary
from tests.reporters.made import report
from tests.reporters.written import written

GOLDEN = Path(__file__).parent / "golden"
D = Decimal
SCORING = Scoring(
    D(100),
    PerObligation(D(10), {"funding-per-capita": D(20), "curriculum": D(5)}),
    PerObligation(Credit(CreditKind.ALL_OR_NOTHING), {
        "funding-per-capita": Credit(CreditKind.PROPORTIONAL), "curriculum": Credit(CreditKind.PROPORTIONAL),
        "leading-group": Credit(CreditKind.DEDUCTION, (), D(4), D(1)),
    }),
    {Status.UNKNOWN: Treatment.ZERO, Status.NEEDS_REVIEW: Treatment.ZERO, Status.NOT_DUE: Treatment.EXCLUDED,
     Status.NOT_APPLICABLE: Treatment.EXCLUDED},
    Treatment.AS_FOUND,
    RoundingRule(Rounding.HALF_UP),
    (Band("fail", Text("不达标", "Not up to standard"), D(0), True, D(50), False),
     Band("pass", Text("达标", "Up to standard"), D(50), True, D(100), True)),
    {"local-plan": "fail"},
    Bonus({"venues": D(2)}, D(2)),
)


def with_cards(made: Report, scoring: Scoring | None = SCORING) -> Report:
    made = replace(made, plan=replace(made.plan, scoring=scoring))
    return replace(made, scorecards=scorecards(made))


def options(lang: Lang, width: int = 100, *, detail: bool = False, cards: bool = True) -> ReportOptions:
    return ReportOptions(lang, width, detail=detail, scorecards=cards)


@pytest.mark.parametrize(
    ("reporter", "count", "lang", "name"),
    [
        (TableReporter(), 2, "zh", "cards-2-zh.txt"),
        (TableReporter(), 3, "en", "cards-3-en.txt"),
        (MarkdownReporter(), 2, "zh", "cards-2-zh.md"),
    ],
)
def test_scorecards_look_as_agreed(
    reporter: Reporter, count: int, lang: Lang, name: str, request: pytest.FixtureRequest
) -> None:
    shown = written(reporter, with_cards(report(count)), options(lang, 120)).decode()
    start = shown.index({"zh": "各章节情况", "en": "How the chapters stand"}[lang])
    added = shown[start : shown.index({"zh": "张店区（", "en": "Subject 1 ("}[lang], start)]
    path = GOLDEN / name
    if request.config.getoption("--rewrite-golden"):
        path.write_text(added, encoding="utf-8")
    assert added == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("reporter", [TableReporter(), MarkdownReporter()], ids=lambda reporter: reporter.name)
def test_a_report_without_scorecards_is_shown_without(reporter: Reporter) -> None:
    made = report(2)
    assert made.scorecards is None
    assert written(reporter, made, options("zh")) == written(reporter, made, options("zh", cards=False))


@pytest.mark.parametrize("width", [20, 48, 72, 100, 160])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [3, 60])
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int, count: int) -> None:
    text = written(TableReporter(), with_cards(report(count)), options(lang, width)).decode()
    assert max(map(width_of, text.splitlines())) <= width


def test_of_many_subjects_the_worst_are_listed_and_five_scored_line_by_line() -> None:
    text = written(TableReporter(), with_cards(report(60)), options("zh", 120)).decode()
    assert text.count("逐项得分") == 5
    text = written(TableReporter(), with_cards(report(7)), options("zh", 120, detail=True)).decode()
    assert text.count("逐项得分") == 7


def test_a_plan_without_scoring_shows_counts_and_no_score() -> None:
    text = written(TableReporter(), with_cards(report(2), None), options("zh")).decode()
    assert "各责任单位情况" in text
    assert "得分" not in text


def test_where_a_finding_is_an_error_there_is_no_total() -> None:
    made = with_cards(report(11))
    text = written(MarkdownReporter(), made, options("en")).decode()
    assert "Nothing counts, or a finding ended in an error, so there is no total." in text


def test_a_plan_whose_clauses_name_nobody_has_no_table_of_bodies() -> None:
    made = report(1)
    clauses = {path: replace(clause, bodies=()) for path, clause in made.plan.clauses.items()}
    made = with_cards(replace(made, plan=replace(made.plan, clauses=clauses)), None)
    assert len(list(Standings(Summary(made, "zh")).sections())) == 2
    made = with_cards(replace(made, plan=replace(made.plan, clauses={})), None)
    assert list(Standings(Summary(made, "zh")).sections()) == []


@pytest.mark.parametrize("count", [0, 1, 11])
def test_json_holds_them_as_the_schema_says(count: int) -> None:
    made = with_cards(report(count))
    found = json.loads(written(JsonReporter(), made))
    jsonschema.validate(found, report_schema())
    cards = found["scorecards"]
    assert [card["subject"] for card in cards["subjects"]] == [subject.id for subject in made.subjects]
    (first,) = [card for card in cards["bodies"] if card["body"] == "市教育局"]
    assert first["roles"][0]["clauses"] == ["二/（一）"]
    assert {card["body"] for card in cards["bodies"] if card["collective"]} == {"相关部门和单位"}


def test_the_score_in_json_can_be_reckoned_again() -> None:
    found = json.loads(written(JsonReporter(), with_cards(report(1))))
    score = found["scorecards"]["subjects"][0]["score"]
    points = sum(Decimal(line["points"]) for line in score["lines"] if "points" in line)
    assert points == Decimal(score["points"])
    weight = sum(Decimal(line["weight"]) for line in score["lines"] if "points" in line)
    total = points * Decimal(score["full"]) / weight + Decimal(score["bonus"])
    assert Decimal(score["total"]) == round(total, 2)
    assert (score["grade"], score["earned_grade"], score["vetoed_by"]) == ("fail", "pass", ["local-plan"])


def test_json_without_scorecards_says_nothing_of_them() -> None:
    assert "scorecards" not in json.loads(written(JsonReporter(), report(1)))


def test_every_message_of_scorecards_is_shown_in_some_report() -> None:
    made = with_cards(report(11))
    vetoed = replace(made.plan, scoring=replace(SCORING, weights=PerObligation(D(0), {"funding-in-budget": D(1)})))
    made = replace(made, plan=vetoed, findings=tuple(
        finding for finding in made.findings if finding.obligation in ("funding-in-budget", "local-plan")))
    shown = written(TableReporter(), with_cards(report(11)), options("en", 200)).decode()
    shown += written(TableReporter(), replace(made, scorecards=scorecards(made)), options("en", 200)).decode()
    for code, entry in area("reporters").items():
        if code.startswith("reporters.cards."):
            first = entry.wording.get("en").split("{")[0]
            assert first in shown, code
