"""Nothing of an issued text is left out without a reason, and no obligation is without a case."""

from __future__ import annotations

import pytest

from tests.cli.running import run

PLANS = ("zibo-2016-2020", "lixia-2021-2025")


@pytest.mark.parametrize("plan", PLANS)
def test_every_clause_and_obligation_is_accounted_for(plan: str) -> None:
    result = run("coverage", plan, "--lang", "en")
    assert "Every clause has an obligation or says why not, and every obligation has a case." in result.stdout
    assert result.exit_code == 0
