"""Every public function, called with each argument wrong in many ways: a problem that names it, never a raw error."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import scilit_rules as sr

DAY, AT = date(2020, 12, 31), datetime(2021, 1, 5, 9)
RETURNS = Path(__file__).resolve().parents[2] / "examples" / "zibo" / "returns"
# A small plan: many wrong values of an argument are right ones of another, and then the whole work is done.
RULESETS, PLAN, SUBJECT, DUTY = Path(__file__).resolve().parents[1] / "cli" / "rulesets", "mini-2020", "东区", "group"


class _Things(NamedTuple):
    """What right calls need."""

    plan: sr.Plan
    report: sr.Report
    saved: sr.Report
    ledger: sr.Ledger
    rows: tuple[sr.LedgerRow, ...]
    folder: Path


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> _Things:
    folder = tmp_path_factory.mktemp("things")
    plan = sr.load_plan(PLAN, rulesets=[RULESETS])
    fact = sr.Fact("mini.east", "group.exists", sr.Period(2020), False)
    report = sr.check(plan, as_of=DAY, subjects=SUBJECT, only=[DUTY], facts=[fact], engine="reference")
    with (folder / "report.json").open("wb") as out:
        sr.write_report(report, out)
    saved = sr.read_report(folder / "report.json")
    ledger = sr.open_ledger(folder / "ledger.db", create=True)
    sr.take_in(ledger, saved, by="科协", at=AT)
    rows = sr.ledger_rows(ledger)
    (folder / "rows.xlsx").write_bytes(sr.export_ledger(rows))
    (folder / "text.txt").write_text("一、总体要求\n", encoding="utf-8")
    return _Things(plan, report, saved, ledger, rows, folder)


WRONG: dict[str, Callable[[], Any]] = {
    "None": lambda: None, "a number": lambda: 3, "below nothing": lambda: -1, "a fraction": lambda: 2.5,
    "no number": lambda: float("nan"), "endless": lambda: float("inf"), "huge": lambda: 10 ** 30,
    "no decimal": lambda: Decimal("NaN"), "empty": lambda: "", "a word": lambda: "nope", "bytes": lambda: b"x",
    "a zero byte": lambda: "a\0b", "half a character": lambda: "\ud800", "very long": lambda: "x" * 5000,
    "no list": list, "no mapping": dict, "a mapping": lambda: {"a": 1}, "Nones": lambda: [None],
    "nested": lambda: [[["x"]]], "one word": lambda: ["zz"], "a generator": lambda: (3 for _ in range(1)),
    "a thing": object, "a class": lambda: int, "a function": lambda: len, "a flag": lambda: True, "a day": lambda: DAY,
    "a time": lambda: AT, "a text stream": StringIO, "a folder": lambda: RETURNS, "no file": lambda: RETURNS / "no.json",
}


def right_calls(things: _Things) -> dict[str, dict[str, Any]]:
    """A right call of each public function, by its arguments."""
    plan, report, saved, ledger, rows, folder = things
    number = rows[0].number
    return {
        "check": {"plan": plan, "sources": (), "as_of": DAY, "subjects": [SUBJECT], "facts": (), "mapping": None,
                  "waivers": None, "baseline": None, "assume": (), "engine": "reference", "only": [DUTY],
                  "ranked": (), "evidence": None, "read": None, "plugins": None, "rulesets": (), "progress": None},
        "list_plans": {"rulesets": (), "plugins": None},
        "load_plan": {"name": PLAN, "rulesets": [RULESETS], "plugins": None},
        "make_forms": {"plan": plan, "year": 2020, "subjects": [SUBJECT], "previous": (), "mapping": None, "lang": "zh",
                       "plugins": None, "rulesets": ()},
        "open_session": {"plan": plan, "subject": SUBJECT, "as_of": DAY, "facts": (), "engine": "reference",
                         "plugins": None},
        "trace": {"plan": plan, "source": folder / "text.txt", "against": None, "encoding": None, "plugins": None,
                  "rulesets": ()},
        "baseline": {"report": saved}, "compare": {"old": saved, "new": report, "before": (), "ledger": None},
        "make_letters": {"report": report, "issuer": "", "number": "", "dated": None, "deadline": None, "contact": "",
                         "addressee": "", "template": None, "circular_template": None},
        "sample": {"report": saved, "size": 1, "seed": 1},
        "write_report": {"report": report, "out": BytesIO(), "format": "json", "options": None, "plugins": None},
        "distances": {"report": report}, "moved": {"before": report, "after": report},
        "distance_brief": {"report": report, "distances": sr.distances(report), "lang": "zh", "moved": None,
                           "remarks": (), "detail": False},
        "explain": {"report": report, "finding": report.findings[0], "lang": "zh"},
        "export_ledger": {"rows": rows, "lang": "zh"},
        "import_edits": {"ledger": ledger, "file": folder / "rows.xlsx", "by": "科协", "at": AT},
        "ledger_row": {"ledger": ledger, "number": number},
        "ledger_rows": {"ledger": ledger, "subjects": None, "bodies": None, "states": None, "overdue_on": None},
        "move_row": {"ledger": ledger, "number": number, "state": "assigned", "by": "科协", "at": AT, "note": "",
                     "deadline": None, "person": None},
        "take_in": {"ledger": ledger, "report": saved, "by": "科协", "at": AT, "deadline": None},
        "open_ledger": {"where": folder / "ledger.db", "create": False, "wait": 1.0},
        "due_rows": {"rows": rows, "as_of": DAY, "within": 7},
        "read_baseline": {"path": folder / "report.json"}, "read_report": {"path": folder / "report.json"},
        "show_problem": {"found": sr.problem("cli.no-such-command", name="x"), "lang": "zh"},
        "problem": {"code": "cli.no-such-command", "near": (), "others": ()},
        "letter_templates": {}, "verify_ledger": {"ledger": ledger, "expect": "", "export": None},
        "write_export": {"ledger": ledger, "out": BytesIO(), "format": "jsonl", "subjects": None, "bodies": None,
                         "states": None, "lang": "zh"},
    }


# What takes anything there is, or hands it on to somebody's own function.
FREE = {"say", "show", "hookimpl"}
ALSO_FREE = {("check", "progress"), ("take_in", "by"), ("move_row", "by"), ("import_edits", "by"), ("problem", "code"),
             ("show_problem", "lang")}


def functions() -> set[str]:
    return {name for name in sr.__all__ if inspect.isfunction(getattr(sr, name))} - FREE


def test_every_public_function_is_tried(things: _Things) -> None:
    calls = right_calls(things)
    assert set(calls) == functions()
    for name, arguments in calls.items():
        asked = inspect.signature(getattr(sr, name)).parameters
        assert set(arguments) <= set(asked), name


def raised_by(call: Callable[..., Any], given: dict[str, Any], argument: str) -> str:
    """What a wrong call raises that does not say which argument is wrong; nothing where it says so, or goes well."""
    try:
        made = call(**given)
        if call in (sr.make_letters, sr.make_forms):
            list(made)
    except sr.ScilitError as error:
        told = [sr.show_problem(found, lang) for found in error.problems for lang in ("zh", "en")]
        return "" if told else "no problems"
    except TypeError as error:
        return "" if argument in str(error) else repr(error)
    except Exception as error:
        return repr(error)
    return ""


@pytest.mark.parametrize("name", sorted(functions()))
def test_a_wrong_argument_is_named(things: _Things, name: str) -> None:
    call, arguments = getattr(sr, name), right_calls(things)[name]
    tried = [(argument, wrong) for argument in arguments if (name, argument) not in ALSO_FREE for wrong in WRONG]
    raised = {(argument, wrong): raised_by(call, {**arguments, argument: WRONG[wrong]()}, argument)
              for argument, wrong in tried}
    assert {tried: found for tried, found in raised.items() if found} == {}


def test_all_wrong_arguments_are_told_at_once(things: _Things) -> None:
    with pytest.raises(sr.UsageError) as caught:
        sr.make_letters(things.report, issuer=3, dated="x", deadline=AT, template=b"")  # type: ignore[arg-type]
    told = [sr.show_problem(found, "en") for found in caught.value.problems]
    assert len(told) == 4
    assert "issuer must be one of str; a 3 was given" in told[0]
    with pytest.raises(sr.UsageError) as caught:
        sr.due_rows([*things.rows, 3, None], as_of=DAY)  # type: ignore[list-item]
    assert [found.message.args["argument"] for found in caught.value.problems] == ["rows[1]", "rows[2]"]


def test_what_can_be_read_once_is_read_once(things: _Things) -> None:
    rows = sr.due_rows((row for row in things.rows), as_of=DAY)
    assert rows == sr.due_rows(things.rows, as_of=DAY)
    assert sr.ledger_rows(things.ledger, subjects=(name for name in [SUBJECT]))
    assert sr.ledger_rows(things.ledger, subjects=(name for name in [SUBJECT])) == sr.ledger_rows(things.ledger, subjects=SUBJECT)


@cache
def _session() -> sr.Session:
    return sr.open_session(sr.load_plan(PLAN, rulesets=[RULESETS]), SUBJECT, as_of=DAY)


@pytest.mark.parametrize("carried", [pickle.dumps, copy.copy, copy.deepcopy])
def test_what_stays_in_a_process_says_so(things: _Things, carried: Callable[[Any], Any]) -> None:
    for thing in (_session(), things.ledger):
        with pytest.raises(sr.UsageError) as caught:
            carried(thing)
        assert caught.value.problems[0].code == "problems.stays-here"


def test_a_pool_is_told_and_goes_on(things: _Things) -> None:
    with ProcessPoolExecutor(1) as pool:
        with pytest.raises(sr.UsageError):
            pool.submit(id, _session()).result(timeout=60)
        with suppress(sr.UsageError):
            assert pool.submit(len, "alive").result(timeout=60) == 5
