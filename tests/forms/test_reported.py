"""A saved JSON report can take the place of last year's forms."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scilit_rules.app.forms import make_forms
from scilit_rules.authoring.forms.reported import Reported, read_reported
from tests.cli.running import RULESETS, run
from tests.forms.made import EAST, filled, form, known, plan, read


def report_of(path: Path, folder: Path) -> Path:
    out = folder / "report.json"
    run("check", "mini-2020", str(path), "--rulesets", str(RULESETS), "--as-of", "2020-12-31", "-f", "json", "-o",
        str(out))
    return out


def test_a_report_carries_what_its_findings_rest_on(tmp_path: Path) -> None:
    first = filled(tmp_path / "a")
    second = form(tmp_path / "b", previous=(report_of(first, tmp_path),))
    expected = {entry[:3] for entry in known(read(first))}
    found = {entry[:3] for entry in known(read(second))}
    assert found == expected
    proofs = {entry[1]: entry[4] for entry in known(read(second))}
    assert proofs["publicity"] == ("总结.docx",)
    assert proofs["funding.paid_in"] in ((), ("东财发〔2020〕1号", "决算.pdf"))


def findings(*facts: dict[str, Any]) -> dict[str, Any]:
    return {"format": "scilit-rules-report/1", "findings": [{"checks": [{"facts": list(facts)}]}]}


@pytest.mark.parametrize("fact", [
    {"name": "unheard.of", "subject": EAST, "period": "2019", "value": "1"},
    {"name": "venue.in_use", "subject": "nobody", "period": "2019", "value": True},
    {"name": "venue.in_use", "subject": EAST, "period": "then", "value": True},
    {"name": "venue.in_use", "subject": EAST, "period": "2019", "value": "yes"},
    {"name": "funding.paid_in", "subject": EAST, "period": "2019", "value": "much"},
    {"name": "plan.issued", "subject": EAST, "period": "2019", "value": "soon"},
    {"name": "publicity", "subject": EAST, "period": "2019", "value": "done"},
    {"name": "publicity", "subject": EAST, "period": "2019", "value": {"claim": "perhaps"}},
])
def test_what_a_report_says_in_another_way_is_left_out(tmp_path: Path, fact: dict[str, Any]) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps(findings(fact)), encoding="utf-8")
    assert read_reported(str(path), plan()) == Reported(())


@pytest.mark.parametrize("text", ["[]", '{"format": "other"}'])
def test_other_json_is_read_as_data(tmp_path: Path, text: str) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, encoding="utf-8")
    assert read_reported(str(path), plan()) is None
    forms = make_forms(plan(), year=2020, previous=[path])
    assert len(forms) == 4 and len(list(forms)) == 4


def test_a_text_of_a_report_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps(findings({"name": "museum.grade", "subject": EAST, "period": "2019-06-30",
                                         "value": "二级"})), encoding="utf-8")
    found = read_reported(str(path), plan())
    assert found is not None
    (typed,) = found.typed
    assert (typed.value, typed.period.day) == ("二级", date(2019, 6, 30))
