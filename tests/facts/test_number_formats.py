"""A format that shows other digits than its cell holds is known as one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scilit_rules.facts.number_formats import shown_with


@pytest.mark.parametrize(("format", "value", "differs"), [
    ("00000", "40.5", True), ("00", "0.5", True), ("00000", "40", False), ("0000", "2020", False), ("0", "40.5", False),
    ("0.00", "40.567", False), ("0\\.0000", "5", True), ("#,##0", "40.5", False), ("", "40.5", False),
])
def test_other_digits_than_a_cell_holds_are_seen(format: str, value: str, differs: bool) -> None:
    assert shown_with(format, Decimal(value)).differs is differs
