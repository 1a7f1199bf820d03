"""Briefs in every format: within the width, escaped, neutralised, the same bytes each time, in both languages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest

from scilit_rules.app.compare import compare
from scilit_rules.app.sample import sample
from scilit_rules.assessment.distance import distances, moved
from scilit_rules.assessment.sampling import BINDING_WEIGHTS, MONEY_WEIGHT
from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.report_comparison import ReportComparison
from scilit_rules.model.subject import Register
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Movement, Severity, Status
from scilit_rules.plugins.contracts import BriefReporter, ReportOptions
from scilit_rules.plugins.manager import installed
from scilit_rules.reporters.wrapping import width_of
from scilit_rules.words.comparison_brief import comparison_brief
from scilit_rules.words.distance_brief import distance_brief
from scilit_rules.words.sample_brief import sample_brief
from tests.reporters.made import report

REPORTERS = {name: one for name, one in installed().reporters.items() if isinstance(one, BriefReporter)}
EVIL = Brief("标题 <b>|*", ("=1+1",), ("remark",), (BriefTable("表 [x](y)", ("a", "b"), (("<i>|", "1"),), "lr"),), "end",
             BriefTable("rows", ("a", "b"), (("=1+1", "@x"), ("a\nb", "-")), "ll"), {"a": ["一", 1, True]})


def written(name: str, brief: Brief, **options: object) -> str:
    out = BytesIO()
    REPORTERS[name].write_brief(brief, out, ReportOptions(**options))  # type: ignore[arg-type]
    return out.getvalue().decode(errors="surrogateescape")


def compared(lang: Lang, detail: bool = False) -> Brief:
    return comparison_brief(compare(report(8), report(12)), lang, detail)


def sampled(subjects: int, lang: Lang) -> Brief:
    return sample_brief(sample(report(subjects), size=8, seed="1"), (BINDING_WEIGHTS, MONEY_WEIGHT), lang)


BRIEFS: dict[str, Callable[[Lang], Brief]] = {
    "comparison": compared,
    "comparison in detail": lambda lang: compared(lang, True),
    "distance": lambda lang: distance_brief(report(12), distances(report(12)), lang, (), ("remark",)),
    "distance of one": lambda lang: distance_brief(report(1), distances(report(1)), lang),
    "distance in detail": lambda lang: distance_brief(report(12), distances(report(12)), lang, None, (), True),
    "distance moved": lambda lang: distance_brief(report(3), distances(report(3)), lang, moved(report(2), report(3))),
    "sample": lambda lang: sampled(12, lang),
    "sample of nothing": lambda lang: sampled(0, lang),
    "comparison of nothing": lambda lang: comparison_brief(compare(report(0), report(0)), lang),
}


def test_the_built_in_formats_can_write_briefs() -> None:
    assert {"table", "json", "csv", "markdown"} <= set(REPORTERS)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [20, 40, 80, 120, 200])
@pytest.mark.parametrize("kind", BRIEFS)
def test_no_line_is_wider_than_the_terminal(kind: str, width: int, lang: Lang) -> None:
    for line in written("table", BRIEFS[kind](lang), width=width, lang=lang).splitlines():
        assert width_of(line) <= width


@pytest.mark.parametrize("kind", BRIEFS)
@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_the_same_brief_is_the_same_bytes(kind: str, name: str) -> None:
    assert written(name, BRIEFS[kind]("zh")) == written(name, BRIEFS[kind]("zh"))


@pytest.mark.parametrize("kind", BRIEFS)
def test_every_table_is_square(kind: str) -> None:
    brief = BRIEFS[kind]("en")
    for table in (*brief.tables, brief.rows):
        assert {len(row) for row in table.rows} <= {len(table.headers)} == {len(table.align)}
        assert "" not in table.headers


@pytest.mark.parametrize("kind", BRIEFS)
def test_english_briefs_are_english(kind: str) -> None:
    def plain(text: str) -> bool:
        return not any(mark in text for mark in "，。；（）")

    brief = BRIEFS[kind]("en")
    texts = [brief.conclusion, *brief.remarks, *(table.heading for table in brief.tables), *brief.rows.headers]
    assert all(map(plain, texts))


def test_colours_are_for_terminals_only() -> None:
    assert "\x1b[1m" in written("table", EVIL, colour=True)
    assert "\x1b" not in written("table", EVIL)


def test_cells_that_would_run_are_neutralised() -> None:
    rows = list(csv.reader(io.StringIO(written("csv", EVIL).removeprefix("\ufeff"), newline="")))
    assert rows == [["a", "b"], ["'=1+1", "'@x"], ["a\nb", "'-"]]


def test_markdown_shows_marks_as_they_are() -> None:
    text = written("markdown", EVIL)
    assert "<b>" not in text and "<i>" not in text
    assert r"\[x\]" in text


def test_programs_get_the_data() -> None:
    assert json.loads(written("json", EVIL)) == {"a": ["一", 1, True]}
    data = json.loads(written("json", compared("zh")))
    assert data["format"] == "scilit-rules-comparison/1"
    assert {change["movement_code"] for change in data["changes"]} <= {"new", "worsened", "persisting"}
    assert data["old"]["digest"] == data["new"]["digest"]
    assert all(isinstance(change["new_and_open"], bool) for change in data["changes"])


def moving(lang: Lang, severities: frozenset[Severity], detail: bool = False) -> tuple[ReportComparison, Brief]:
    """A comparison of a round in which everything was met, or had no verdict, with one that found gaps."""
    new = compare(report(12), report(12)).new
    old = replace(new, findings=tuple(
        replace(one, status=Status.MET, severity=None) if number % 2 else replace(one, status=Status.NOT_DUE, severity=None)
        for number, one in enumerate(new.findings)))
    made = compare(old, new)
    return made, comparison_brief(made, lang, detail, severities)


def test_the_short_comparison_counts_all_and_lists_what_presses() -> None:
    short, full = compared("zh"), compared("zh", True)
    assert short.rows == full.rows
    assert short.data == full.data
    assert any("--detail" in remark for remark in short.remarks)
    assert not any("--detail" in remark for remark in full.remarks)
    headings = [table.heading for table in short.tables]
    assert headings[:2] == ["按变化", "按单位"]
    assert "按责任单位" not in headings and "按责任单位" in [table.heading for table in full.tables]
    assert not any(heading.startswith("持续") for heading in headings)


@pytest.mark.parametrize("severities", [frozenset({Severity.VIOLATION}), frozenset(Severity)])
def test_what_was_met_is_listed_apart_from_what_had_no_verdict(severities: frozenset[Severity]) -> None:
    made, brief = moving("en", severities)
    worsened, added = (next(table for table in brief.tables if table.heading.startswith(word))
                       for word in ("worsened", "newly judged"))
    assert len(worsened.rows) == made.counts[Movement.WORSENED] > 0
    new = [change for change in made.changes if change.movement is Movement.NEW]
    assert len(added.rows) == sum(change.severity in severities for change in new) > 0
    assert worsened.dense and added.dense
    assert any("met before" in remark for remark in brief.remarks)
    left = len(new) - len(added.rows)
    assert any(f"newly judged {left}" in remark for remark in brief.remarks) == bool(left)


def test_the_numbers_of_a_comparison_add_up() -> None:
    made, brief = moving("zh", frozenset({Severity.VIOLATION}))
    for row in brief.tables[0].rows:
        *parts, whole = (int(cell.replace("-", "0")) for cell in row[1:])
        assert sum(parts) == whole
    assert sum(int(row[-1]) for row in brief.tables[0].rows) == len(made.changes)


def test_what_is_not_named_is_called_by_its_id() -> None:
    made = compare(report(1), report(1))
    plan = replace(made.new.plan, register=Register({}), obligations={})
    bare = replace(made, new=replace(made.new, plan=plan), old=replace(made.old, plan=plan))
    row = comparison_brief(bare, "zh").rows.rows[0]
    assert "made.s001" in row and row[2] == row[3]
