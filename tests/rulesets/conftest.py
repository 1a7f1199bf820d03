"""The rulesets of the package, loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from scilit_rules.language.library import load_plan
from scilit_rules.model.plan import Plan

RULESETS = Path(__file__).resolve().parents[2] / "rulesets"


@pytest.fixture(scope="session")
def zibo() -> Plan:
    """The plan of Zibo 2016-2020."""
    return load_plan("zibo-2016-2020", [RULESETS])
