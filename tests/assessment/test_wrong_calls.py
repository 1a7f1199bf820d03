"""Calls that can't mean anything: each a `ScilitError` that says what to give instead, never a bare TypeError."""

from __future__ import annotations

import copy
import os
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from io import BytesIO, StringIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import scilit_rules as sr

NAME = "zibo-2016-2020"
PLAN = sr.load_plan(NAME)
DAY = date(2020, 12, 31)


def check(plan: Any = PLAN, sources: Any = (), **more: Any) -> sr.Report:
    return sr.check(plan, sources, **{"as_of": DAY, "subjects": ["周村区"], "only": ["leading-group"], **more})


REPORT = check()
KNOWN = sr.baseline(REPORT)

CALLS: list[tuple[str, Callable[[], object]]] = [
    ("engine.not-a-plan", lambda: check(3)),
    ("engine.not-a-plan", lambda: check(None)),
    ("engine.not-a-plan", lambda: sr.load_plan(3)),  # type: ignore[arg-type]
    ("engine.not-a-plan", lambda: sr.make_forms(3, year=2020)),  # type: ignore[arg-type]
    ("engine.not-a-source", lambda: check(sources=None)),
    ("engine.not-a-source", lambda: check(sources=3)),
    ("engine.not-a-source", lambda: check(sources={"张店区": "a.csv"})),
    ("engine.not-a-source", lambda: check(sources=StringIO("a.csv\n"))),
    ("engine.not-a-source", lambda: check(sources=b"a.csv")),
    ("engine.not-a-source", lambda: check(sources=[3])),
    ("engine.not-a-source", lambda: sr.make_forms(PLAN, year=2020, previous=[3])),  # type: ignore[list-item]
    ("engine.not-subjects", lambda: check(subjects=[3])),
    ("engine.not-subjects", lambda: check(subjects=3)),
    ("engine.not-subjects", lambda: check(subjects={"周村区": 1})),
    ("engine.not-subjects", lambda: sr.open_session(PLAN, 3, as_of=DAY)),  # type: ignore[arg-type]
    ("engine.not-subjects", lambda: sr.make_forms(PLAN, year=2020, subjects=[3])),  # type: ignore[list-item]
    ("engine.not-obligations", lambda: check(only=[3])),
    ("engine.not-obligations", lambda: check(only=3)),
    ("facts.no-such-obligation", lambda: check(only=["建立领导"])),
    ("engine.not-assumptions", lambda: check(assume=[3])),
    ("engine.not-assumptions", lambda: check(assume={"常住人口": "40万人"})),
    ("engine.unknown-fact", lambda: check(assume=["foo=1"])),
    ("distance.not-an-assumption", lambda: check(assume=["foo"])),
    ("engine.not-ranked", lambda: check(ranked=[3])),
    ("engine.not-folders", lambda: sr.check(NAME, as_of=DAY, rulesets=[3])),  # type: ignore[list-item]
    ("engine.not-a-setting", lambda: check(engine=3)),
    ("engine.not-a-setting", lambda: check(engine=None)),
    ("engine.not-a-setting", lambda: check(evidence=5)),
    ("engine.not-a-setting", lambda: check(progress=5)),
    ("engine.ranked-unread", lambda: check(ranked=["nobody.csv"])),
    ("engine.ranked-unread", lambda: check(ranked="nobody.csv")),
    ("reporters.no-whole-report", lambda: sr.distances(KNOWN)),  # type: ignore[arg-type]
    ("reporters.no-whole-report", lambda: sr.moved(KNOWN, KNOWN)),  # type: ignore[arg-type]
    ("reporters.no-whole-report", lambda: sr.make_letters(KNOWN)),  # type: ignore[arg-type]
    ("reporters.no-whole-report", lambda: sr.explain(KNOWN, None, "zh")),  # type: ignore[arg-type]
    ("reporters.not-a-report", lambda: sr.write_report(KNOWN, BytesIO())),  # type: ignore[arg-type]
    ("engine.not-a-setting", lambda: check(mapping=3)),
    ("engine.not-a-setting", lambda: check(waivers=[3])),
    ("engine.not-a-setting", lambda: check(baseline=3)),
    ("engine.not-a-setting", lambda: check(read={"encoding": "utf-8"})),
    ("engine.not-a-setting", lambda: check(plugins=[3])),
    ("engine.not-a-setting", lambda: sr.make_forms(PLAN, year="2020")),  # type: ignore[arg-type]
    ("facts.given-no-fact", lambda: check(facts=[3])),
    ("facts.given-no-fact", lambda: check(facts=3)),
    ("adapters.no-such-file", lambda: sr.read_report("nope.json")),
    ("adapters.no-such-file", lambda: sr.read_baseline("no/pe.json")),
    ("adapters.no-such-file", lambda: check(baseline="nope.json")),
    ("adapters.no-such-file", lambda: sr.compare("nope.json", REPORT)),
    ("adapters.no-such-file", lambda: sr.sample("no\0pe.json", size=1, seed=1)),
    ("saved.not-json", lambda: sr.read_report(Path(__file__).parent)),
    ("saved.not-a-path", lambda: sr.read_report(3)),  # type: ignore[arg-type]
    ("saved.not-a-path", lambda: sr.compare(None, REPORT)),  # type: ignore[arg-type]
    ("reporters.not-binary", lambda: sr.write_report(REPORT, StringIO())),  # type: ignore[arg-type]
    ("reporters.not-binary", lambda: sr.write_report(REPORT, "a.json")),  # type: ignore[arg-type]
    ("reporters.not-a-report", lambda: sr.write_report("a.json", BytesIO())),  # type: ignore[arg-type]
]


@pytest.mark.parametrize("code, call", CALLS, ids=[f"{number}-{code}" for number, (code, _) in enumerate(CALLS)])
def test_a_wrong_call_says_what_to_give_instead(code: str, call: Callable[[], object]) -> None:
    with pytest.raises(sr.UsageError) as caught:
        call()
    assert [found.code for found in caught.value.problems] == [code]
    for lang in ("zh", "en"):
        assert "\n    " in sr.show_problem(caught.value.problems[0], lang), "it says what to do"  # type: ignore[arg-type]


@pytest.mark.parametrize("error, code", [
    (PermissionError(13, "no"), "adapters.no-permission"), (OSError(5, "Input/output error"), "adapters.system-error"),
])
def test_what_the_system_refuses_is_told_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError,
                                             code: str) -> None:
    def refuse(*_: object) -> int:
        raise error

    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(sr.UsageError) as caught:
        sr.read_report(tmp_path / "a.json")
    monkeypatch.undo()
    assert [found.code for found in caught.value.problems] == [code]


def test_everything_wrong_with_names_is_told_at_once() -> None:
    with pytest.raises(sr.UsageError) as caught:
        check(subjects=[3, None, "周村区"])
    assert [found.code for found in caught.value.problems] == ["engine.not-subjects"] * 2


def test_an_obligation_goes_by_its_title_too() -> None:
    title = PLAN.obligations["leading-group"].title
    assert check(only=title.zh).findings == check(only=[title.en]).findings == REPORT.findings
    with pytest.raises(sr.UsageError) as caught:
        check(only=["leading-grup"])
    assert caught.value.problems[0].near[0] == "leading-group"


def test_an_unknown_fact_is_told_as_one_wherever_it_was_assumed() -> None:
    with pytest.raises(sr.UsageError) as caught:
        check(assume=["周村区:领导小组织=是"])
    told = sr.show_problem(caught.value.problems[0], "zh")
    assert told.startswith("周村区:领导小组织=是: ") and "--set" not in told and "行" not in told
    assert "建立全民科学素质工作领导小组" in caught.value.problems[0].near


def carried(error: sr.ScilitError) -> sr.ScilitError:
    return pickle.loads(pickle.dumps(error))  # type: ignore[no-any-return]


@pytest.mark.parametrize("copied", [carried, copy.copy, copy.deepcopy])
def test_an_error_crosses_processes_with_all_its_problems(copied: Callable[[sr.ScilitError], sr.ScilitError]) -> None:
    with pytest.raises(sr.UsageError) as caught:
        check(subjects=["周村", "火星"], only=["leading-grup"])
    again = copied(caught.value)
    assert type(again) is sr.UsageError
    assert (again.problems, str(again), again.exit_code) == (caught.value.problems, str(caught.value), 2)


def test_a_misspelt_name_does_not_break_a_pool_of_processes() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        with pytest.raises(sr.UsageError, match="zibo-2016-2020"):
            pool.submit(sr.load_plan, "zibo-2016-202").result(timeout=60)
        assert pool.submit(len, "alive").result(timeout=60) == 5
