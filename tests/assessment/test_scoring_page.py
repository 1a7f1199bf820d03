"""The example of docs/scoring.md is a declaration that loads, and does what the page says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import yaml

from scilit_rules.assessment.scoring import score
from scilit_rules.language.faults import Faults
from scilit_rules.language.naming import Known
from scilit_rules.language.reader import read_document
from scilit_rules.language.scoring import read_scoring
from scilit_rules.model.scoring import Scoring
from scilit_rules.model.words import Status
from tests.assessment.made_scoring import found
from tests.reporters.made import report

ROOT = Path(__file__).parents[2]
EXAMPLE = re.search(r"```yaml\n(.*?)```", (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8"), re.DOTALL)
PLAN = report(1).plan


def declared(folder: Path) -> Scoring:
    assert EXAMPLE is not None
    path = folder / "plan.yaml"
    path.write_text(EXAMPLE[1], encoding="utf-8")
    faults = Faults()
    document = read_document(path, faults)
    assert document is not None
    names = Known(frozenset(PLAN.obligations)), Known(frozenset(PLAN.clauses))
    scoring = read_scoring(document.top.at("scoring"), *names, faults)
    faults.stop_if_any()
    assert scoring is not None
    return scoring


def test_the_example_can_be_reckoned_by_hand(tmp_path: Path) -> None:
    findings = [
        found("literacy-rate", Status.MET), found("leading-group", Status.UNMET), found("local-plan", Status.MET),
        *(found("funding-in-budget", status, year) for year, status in
          (("2018", Status.UNMET), ("2019", Status.UNMET), ("2020", Status.MET))),
        found("curriculum", Status.UNKNOWN), found("atmosphere", Status.NOT_DUE), found("venues", Status.MET),
    ]
    result = score(declared(tmp_path), PLAN, findings)
    # 20 + 0 + 10 + (10 - 2 × 3) + 0 of 20 + 10 + 10 + 10 + 10; venues earns 2 on top, atmosphere is left out.
    assert (result.points, result.weight, result.bonus) == (34, 60, 2)
    assert result.total == Decimal("58.67")
    assert (result.grade, result.vetoed_by) == ("fail", ())


def test_no_plan_that_is_packaged_declares_any() -> None:
    assert all(
        "scoring" not in yaml.safe_load(path.read_text(encoding="utf-8")) for path in ROOT.glob("rulesets/*/plan.yaml")
    )
