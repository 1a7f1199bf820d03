"""Saved reports that somebody made up: refused by name or read in bounds."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from scilit_rules.exchange.report_writer import write_json
from tests.hostile.trial import Case, hold
from tests.reporters.made import report

COMPARE = ("compare", "{returns}/r.json", "{returns}/r.json", "-f", "json", "-o", "{out}/c.json")
Document = dict[str, Any]


def document() -> Document:
    out = BytesIO()
    write_json(report(2), out)
    found: Document = json.loads(out.getvalue())
    return found


def saved(change: Callable[[Document], object], *, sort_keys: bool = False) -> Callable[[Path], None]:
    """What writes a report that was changed."""
    def write(folder: Path) -> None:
        found = document()
        change(found)
        (folder / "r.json").write_text(json.dumps(found, ensure_ascii=False, sort_keys=sort_keys), encoding="utf-8")
    return write


def many(found: Document) -> None:
    one = found["findings"][0]
    found["findings"] = [{**one, "period": f"{at}", "id": one["id"].rpartition("/")[0] + f"/{at}"} for at in range(50_000)]


def places(found: Document) -> None:
    found["findings"][0]["places"] = [{"source": "a.xlsx", "sheet": "表", "cell": f"A{at}"} for at in range(300_000)]


def parts(found: Document) -> None:
    fact = found["findings"][3]["checks"][0]["facts"][0]
    for _ in range(45):
        fact = {**fact, "derived_from": [fact]}
    found["findings"][3]["checks"][0]["gap"] = {"amount": "1", "unit": "", "more_than": False}
    found["findings"][3]["outlook"] = {"baseline": fact, "latest": fact}


def written(folder: Path, text: str) -> None:
    (folder / "r.json").write_text(text, encoding="utf-8")


CASES = (
    Case("fifty thousand findings", saved(many), command=COMPARE, judged=False),
    Case("fifty thousand findings before what they speak of", saved(many, sort_keys=True), command=COMPARE, judged=False),
    Case("a finding with 300,000 places", saved(places), command=COMPARE, judged=False),
    Case("the same finding without end", saved(lambda d: d.update(findings=d["findings"][:1] * 100_000)),
         ("saved.damaged",), command=COMPARE, judged=False),
    Case("facts of facts of facts, passed over", saved(parts), command=COMPARE, judged=False),
    Case("twenty million values", lambda folder: written(folder, "[" + "1," * 20_000_000 + "1]"), ("saved.not-json",),
         command=COMPARE, judged=False),
    Case("lists without end in one another", lambda folder: written(folder, '{"findings": [' + "[" * 5_000_000),
         ("saved.not-json",), command=COMPARE, judged=False),
    Case("an amount that no memory could write out",
         saved(lambda d: d["findings"][3].update(gap={"amount": "1E+999999999", "unit": "", "more_than": False})),
         ("saved.damaged",), command=COMPARE, judged=False),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_made_up_report_is_refused_or_read_in_bounds(case: Case, tmp_path: Path) -> None:
    hold(case, tmp_path)
