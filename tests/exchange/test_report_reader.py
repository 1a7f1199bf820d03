"""Reports that were saved: read back as they were, and refused in words where they are none."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from scilit_rules.exchange.report_reader import read_report
from scilit_rules.model.condition import All, Comparison
from scilit_rules.model.fact import Attested, Interval, Value
from scilit_rules.model.finding import Check, Gap
from scilit_rules.model.operators import Growth, Tolerance, Years
from scilit_rules.model.words import Against, Claim
from scilit_rules.problems import UsageError, show_problem
from scilit_rules.words.wording import gap_in_words
from tests.assessment.saving import write
from tests.reporters.made import report
from tests.reporters.made_plan import GROUP, ISSUED, RATE

Document = dict[str, Any]


@pytest.fixture
def document(tmp_path: Path) -> Document:
    found: Document = json.loads(write(report(2), tmp_path / "r.json").read_text(encoding="utf-8"))
    return found


def kept(path: Path, document: object) -> Path:
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_gap_keeps_its_direction(tmp_path: Path) -> None:
    made = report(12)
    back = read_report(write(made, tmp_path / "r.json"))
    pairs = [(a, b) for a, b in zip(made.findings, back.findings, strict=True) if a.gap]
    assert pairs
    for a, b in pairs:
        assert a.gap and b.gap
        assert gap_in_words(a.gap, "zh", a.checks[0]) == gap_in_words(b.gap, "zh", b.checks[0])


@pytest.mark.parametrize("spell", [lambda d: json.dumps(d), lambda d: "\ufeff" + json.dumps(d, indent=4)])
def test_a_report_may_be_laid_out_anew(tmp_path: Path, document: Document, spell: Callable[[Document], str]) -> None:
    path = tmp_path / "other.json"
    path.write_text(spell(document), encoding="utf-8")
    assert len(read_report(path).findings) == len(document["findings"])


def test_later_versions_of_the_format_may_add_keys(tmp_path: Path, document: Document) -> None:
    document["mood"] = {"of": "office"}
    document["findings"][0]["mood"] = "good"
    for finding in document["findings"]:
        for check in finding.get("checks", ()):
            check["operator"] = "resembles"
    assert read_report(kept(tmp_path / "r.json", document)).gaps


DAY = date(2017, 1, 12)
CHECKED: list[tuple[Comparison, Value | Interval | None, Gap]] = [
    (Comparison(RATE, "above", Decimal("10.5")), Decimal("10.5"), Gap(Decimal(0), "%", True)),
    (Comparison(RATE, "at_most", Decimal(3)), Decimal(5), Gap(Decimal(2), "%")),
    (Comparison(RATE, "about", Tolerance(Decimal(50), Decimal(10))), Interval(Decimal(0), Decimal(20)),
     Gap(Decimal(20), "%")),
    (Comparison(RATE, "rising", True), Decimal(-3), Gap(Decimal(3), "%", True)),
    (Comparison(RATE, "rising", Growth(Against.SINCE_BASE, 2015)), Decimal(-3), Gap(Decimal(3), "%", True)),
    (Comparison(RATE, "not_rising", Growth(Against.TWO_YEARS)), Decimal(3), Gap(Decimal(3), "%")),
    (Comparison(ISSUED, "on_or_before", date(2016, 12, 31)), DAY, Gap(Decimal(12), "天")),
    (Comparison(ISSUED, "equals", date(2017, 1, 1)), DAY, Gap(Decimal(11), "天")),
    (Comparison(ISSUED, "within_years", Years(2018, 2020)), DAY, Gap(Decimal(354), "天")),
    (Comparison(GROUP, "is", True), False, Gap(Decimal(1), "")),
    (Comparison(GROUP, "one_of", ("a", "b")), "c", Gap(Decimal(1), "")),
    (Comparison(RATE, "at_least", Decimal(1)), None, Gap(Decimal(1), "%", money=Decimal("1.5"))),
    (Comparison(GROUP, "equals", "done"), Attested(Claim.PARTLY, Decimal(20), Claim.NOT_DONE, "某人"), Gap(Decimal(1), "")),
]


@pytest.mark.parametrize(("comparison", "actual", "gap"), CHECKED)
def test_the_check_of_a_gap_comes_back(tmp_path: Path, comparison: Comparison, actual: Value | Interval | None,
                                       gap: Gap) -> None:
    made = report(1)
    asked = {id: replace(one, require=All((Comparison(RATE, "above", Decimal(1)), Comparison(ISSUED, "present", True),
                                           Comparison(GROUP, "is", True)))) for id, one in made.plan.obligations.items()}
    finding = replace(made.findings[0], checks=(Check(comparison, False, actual, gap=gap),), gap=gap)
    whole = replace(made, plan=replace(made.plan, obligations=asked), findings=(finding,))
    (back,) = read_report(write(whole, tmp_path / "r.json")).findings
    assert (back.checks, back.gap) == (finding.checks, gap)


NOT_REPORTS = [
    (b"", "not-json"), (b"{]", "not-json"), ("单位,年度".encode("gb18030"), "not-json"), (b"[" * 100_000, "not-json"),
    (b"[]", "other"), (b"{}", "other"), (b'{"format": "geojson"}', "other"), (b"1", "other"),
    (b'{"format": "scilit-rules-report/x"}', "other"), (b'{"format": "scilit-rules-report/2"}', "newer"),
    (b'{"format": "scilit-rules-report/1"}', "damaged"),
]


@pytest.mark.parametrize(("content", "code"), NOT_REPORTS, ids=range(len(NOT_REPORTS)))
def test_other_files_are_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        read_report(path)
    (found,) = refused.value.problems
    assert found.code == f"saved.{code}"
    assert found.place and found.place.source == str(path)


DAMAGES: list[tuple[str, Callable[[Document], object]]] = [
    ("/findings/0", lambda d: d["findings"][0].pop("status")),
    ("/findings/1", lambda d: d["findings"][1].update(status="fine")),
    ("/findings/2", lambda d: d["findings"][2].update(period="2031")),
    ("/findings/9", lambda d: d["findings"].insert(9, d["findings"][0])),
    ("/findings/0", lambda d: d["findings"].__setitem__(0, "met")),
    ("/findings/3", lambda d: d["findings"][3].update(gap={"amount": "much", "unit": "元", "more_than": False})),
    ("/findings/3", lambda d: d["findings"][3].update(gap={"amount": 12, "more_than": False})),
    ("/subjects/1", lambda d: d["subjects"][1].update(level="planet")),
    ("/clauses/0", lambda d: d["clauses"][0].pop("heading")),
    ("/obligations/0", lambda d: d["obligations"][0].update(title="x")),
    ("/vocabulary/0", lambda d: d["vocabulary"][0].pop("type")),
    ("/findings/3", lambda d: d["findings"][3]["checks"][0].update(bound=1.5)),
    ("/findings/3", lambda d: d["findings"][3]["checks"][0].update(actual=1.5)),
    (None, lambda d: d.update(findings={})),
    (None, lambda d: d.update(as_of="yesterday")),
    (None, lambda d: d["plan"].update(years=[2016, 10 ** 12])),
    ("/findings/3", lambda d: d["findings"][3]["checks"][0]["facts"][0].update(period="20200")),
    (None, lambda d: d.pop("run")),
]


@pytest.mark.parametrize(("pointer", "damage"), DAMAGES)
def test_a_damaged_report_is_refused_with_the_place(tmp_path: Path, document: Document, pointer: str | None,
                                                    damage: Callable[[Document], object]) -> None:
    damage(document)
    with pytest.raises(UsageError) as refused:
        read_report(kept(tmp_path / "r.json", document))
    (found,) = refused.value.problems
    assert (found.code, found.place and found.place.pointer) == ("saved.damaged", pointer)


def test_a_file_that_is_not_there_is_named_with_near_ones(tmp_path: Path) -> None:
    (tmp_path / "done.json").touch()
    with pytest.raises(UsageError) as refused:
        read_report(tmp_path / "none.json")
    (found,) = refused.value.problems
    assert (found.code, found.near) == ("adapters.no-such-file", ("done.json",))


def test_the_rules_of_a_plan_come_back_with_their_version(tmp_path: Path) -> None:
    made = report(3)
    obligations = {id: replace(obligation, formerly=(f"old-{id}",), follows=GROUP)
                   for id, obligation in made.plan.obligations.items()}
    made = replace(made, plan=replace(made.plan, version="1.10", obligations=obligations))
    read = read_report(write(made, tmp_path / "r.json")).plan
    assert read.version == "1.10"
    assert read.rules == made.plan.rules
    assert {one.follows for one in read.obligations.values()} == {GROUP}


def test_a_report_from_before_rules_were_kept_still_opens(tmp_path: Path, document: Document) -> None:
    del document["plan"]["rules"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert (read_report(path).plan.rules, read_report(path).plan.version) == ({}, "")


def test_a_report_from_before_returns_were_told_still_opens(tmp_path: Path, document: Document) -> None:
    for key in ("returns", "absences"):
        del document[key]
    del document["plan"]["timeline"]
    found = read_report(kept(tmp_path / "old.json", document))
    assert found.returns == ()
    assert found.plan.timeline == report(2).plan.timeline


def nested(depth: int, fact: Document) -> Document:
    for _ in range(depth):
        fact = {**fact, "derived_from": [fact]}
    return fact


HOSTILE: list[tuple[str, Callable[[Document], object]]] = [
    ("a number that no memory could write out", lambda d: d["findings"][3]["gap"].update(amount="1E+999999999")),
    ("no number", lambda d: d["findings"][3]["gap"].update(amount="NaN")),
    ("a fact of a fact of a fact", lambda d: d["findings"][3]["checks"][0].update(
        facts=[nested(100, d["findings"][3]["checks"][0]["facts"][0])])),
    ("a place that is a list", lambda d: d["findings"][3].update(places=[[1]])),
    ("a place with a list", lambda d: d["findings"][3]["places"][0].update(cell=["C5"])),
    ("a line that is a flag", lambda d: d["findings"][3]["places"][0].update(line=True)),
    ("a status that is a list", lambda d: d["findings"][3].update(status=["met"])),
    ("checks that are a text", lambda d: d["findings"][3].update(checks="gap")),
    ("a subject that nobody listed", lambda d: d["findings"][3].update(
        subject="x", id=d["findings"][3]["id"].replace("made.s001", "x"))),
    ("one text for several", lambda d: d["findings"][3]["checks"][0].update(operator="one_of")),
    ("a flag for a number", lambda d: d["findings"][3]["checks"][0].update(bound=True)),
    ("a text that is a number", lambda d: d["findings"][3].update(waiver=3)),
]


@pytest.mark.parametrize(("what", "damage"), HOSTILE, ids=[what for what, _ in HOSTILE])
def test_what_no_report_holds_is_refused_with_the_place(tmp_path: Path, document: Document, what: str,
                                                        damage: Callable[[Document], object]) -> None:
    damage(document)
    with pytest.raises(UsageError) as refused:
        read_report(kept(tmp_path / "r.json", document))
    (found,) = refused.value.problems
    assert (found.code, found.place and found.place.pointer) == ("saved.damaged", "/findings/3"), what


def test_nothing_deeper_than_a_stack_is_read(tmp_path: Path, document: Document) -> None:
    document["findings"][0]["mood"] = "MOOD"
    text = json.dumps(document).replace('"MOOD"', "[" * 100_000 + "]" * 100_000)
    (tmp_path / "r.json").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="not-json"):
        read_report(tmp_path / "r.json")


def test_words_of_a_file_move_no_cursor(tmp_path: Path, document: Document) -> None:
    document["problems"].append({"code": "x.y", "zh": "\x1b[2J清屏", "en": "\x1b[2Jclear", "level": "error",
                                 "hint": {"zh": "\x1b]0;x", "en": "\x1b]0;x"}})
    shown = show_problem(read_report(kept(tmp_path / "r.json", document)).problems[-1], "zh")
    assert "\x1b" not in shown
    assert "清屏" in shown
