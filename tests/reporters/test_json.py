"""The report for programs."""

from __future__ import annotations

import json
import tracemalloc
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scilit_rules.exchange import values
from scilit_rules.exchange.report_document import report_schema
from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Evidence, Fact, Interval, Period
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.operators import Years
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import FORMAT, Report
from scilit_rules.model.text import Message, Text
from scilit_rules.model.words import Claim, Disposition, EvidenceKind, Status
from scilit_rules.reporters.json import JsonReporter, scilit_reporters
from tests.reporters.made import report
from tests.reporters.made_plan import ISSUED
from tests.reporters.written import with_texts, written

REPORTER = JsonReporter()
SCHEMA = jsonschema.Draft202012Validator(report_schema())


def read(made: Report) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(REPORTER, made))
    SCHEMA.validate(found)
    return found


def rich() -> Report:
    """A report with the rarer things that a report can hold."""
    made = report(2)
    check = Check(
        Comparison(ISSUED, "within_years", Years(2016, 2020)), None, None, places=(Place("a", page=2, pointer="/x"),)
    )
    named = Check(
        Comparison("free.text", "one_of", ("甲", "乙")),
        True,
        "甲",
        (
            Fact(
                "made.s001",
                "free.text",
                Period(2020),
                "甲",
                remark="备注",
                evidence=(Evidence(EvidenceKind.LINK, "https://example.org", None),),
            ),
        ),
    )
    odd = Finding(
        "no-such",
        "made.s001",
        "2020",
        Status.MET,
        checks=(check, named),
        when_checks=(named,),
        attested=Attested(Claim.DONE, Decimal(60), Claim.PARTLY, "李"),
        disposition=Disposition.KNOWN,
    )
    problem = Problem(
        Message("plugins.no-hooks", {"name": "x", "distribution": "y"}), None, "a: b", 1, ("c",), (Place("d", 1),)
    )
    plan = replace(made.plan, note=Text("说明"))
    run = replace(made.run, engine_note=Message("outside.note", {"n": 1}), confirmed_by="")
    return replace(made, plan=plan, run=run, findings=(*made.findings, odd), problems=(*made.problems, problem))


@pytest.mark.parametrize("made", [report(0), report(1), report(11), rich()])
def test_what_is_written_is_what_the_schema_says(made: Report) -> None:
    found = read(made)
    assert found["format"] == FORMAT
    assert len(found["findings"]) == len(made.findings)
    assert found["exit_code"] == made.exit_code()


def test_the_schema_is_a_schema_and_refuses_what_is_none() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())
    found = read(report(1))
    found["findings"][0]["status"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate(found)


def test_it_is_a_plugin_like_any_other() -> None:
    assert [reporter.name for reporter in scilit_reporters()] == ["json"]


def test_findings_refer_to_what_is_listed_once() -> None:
    found = read(report(3))
    listed = {
        key: {item[id] for item in found[key]}
        for key, id in (("subjects", "id"), ("obligations", "id"), ("clauses", "path"), ("vocabulary", "name"))
    }
    for finding in found["findings"]:
        assert finding["subject"] in listed["subjects"]
        assert finding["obligation"] in listed["obligations"]
        assert finding["id"] == f"{finding['subject']}/{finding['obligation']}/{finding['period']}"
        for check in finding.get("checks", ()):
            assert check["fact"] in listed["vocabulary"]
    assert {item["clause"] for item in found["obligations"]} <= listed["clauses"]
    assert "二" in listed["clauses"]
    assert "funds.paid-in" in listed["vocabulary"]


def test_numbers_keep_every_digit() -> None:
    finding = read(report(1))["findings"][3]
    assert finding["checks"][0]["actual"] == format(Decimal(401700) / Decimal(407016), "f")
    assert finding["gap"]["money"] == "5316"
    made = report(1)
    tiny = Check(Comparison("x", "at_least", Decimal("6e-06")), None, Interval(Decimal("1E-7"), Decimal("1E+3")))
    found = read(replace(made, findings=(replace(made.findings[0], checks=(tiny,)),)))["findings"][0]["checks"][0]
    assert (found["bound"], found["actual"]) == ("0.000006", {"low": "0.0000001", "high": "1000"})


def test_messages_that_look_alike_are_told_apart() -> None:
    made = report(1)
    args: tuple[object, ...] = (1, True, Decimal("1.0"), Decimal("1.00"))
    notes = tuple(Message("engine.failed", {"error": arg}) for arg in args)
    found = read(replace(made, findings=(replace(made.findings[0], notes=notes),)))
    assert len({note["zh"] for note in found["findings"][0]["notes"]}) == 4


def test_the_memory_of_messages_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_MOST_KEPT", 2)
    made = report(1)
    notes = tuple(Message("engine.failed", {"error": number}) for number in range(5))
    found = read(replace(made, findings=(replace(made.findings[0], notes=notes),)))
    assert len(found["findings"][0]["notes"]) == 5


@settings(max_examples=15)
@given(st.text(max_size=40))
def test_any_text_reads_back(text: str) -> None:
    found = read(with_texts(report(1), text))
    assert found["plan"]["title"]["zh"] == text
    assert found["readings"][0]["raw"] == text


def test_half_a_character_does_not_stop_a_report() -> None:
    assert read(with_texts(report(1), "a\ud800"))["plan"]["title"]["zh"] == "a?"


def test_same_report_same_bytes_one_finding_a_line() -> None:
    first, second = written(REPORTER, report(5)), written(REPORTER, report(5))
    assert first == second
    lines = first.decode().split("\n")
    assert sum(1 for line in lines if line.startswith('{"id":"made.s') and '"status":' in line) == len(
        report(5).findings
    )


def test_memory_does_not_grow_with_the_findings() -> None:
    class Nowhere:
        def write(self, data: bytes) -> int:
            return len(data)

    made = report(11)
    peaks = []
    for times in (30, 300):
        many = replace(made, findings=made.findings * times)
        many.counts  # noqa: B018  # counted outside of what is measured
        tracemalloc.start()
        REPORTER.write(many, Nowhere(), None)  # type: ignore[arg-type]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 1_000_000
