"""The rulesets that come with the package load, quickly."""

from __future__ import annotations

from pathlib import Path

import pytest

from scilit_rules.language import reader
from scilit_rules.language.cases import load_cases
from scilit_rules.language.dialect import PythonLoader
from scilit_rules.language.home import packaged_rulesets
from scilit_rules.language.library import find_plans, load_plan


@pytest.mark.parametrize("name", sorted(find_plans([packaged_rulesets()])))
@pytest.mark.parametrize("loader", [reader._LOADER, reader.leaving_text(PythonLoader)], ids=["C", "Python"])
def test_a_packaged_plan_loads_with_its_cases(name: str, loader: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LOADER", loader)
    plan = load_plan(name, [packaged_rulesets()])
    assert plan.obligations
    assert load_cases(plan.home, plan)


def test_every_packaged_ruleset_can_be_listed() -> None:
    home = packaged_rulesets()
    catalogue = find_plans([home])
    assert catalogue.problems == ()
    found = {item.folder for item in (*catalogue.plans, *catalogue.shared)}
    assert found == {path.parent for path in Path(home).glob("*/plan.yaml")}
