"""What plain words of YAML stand for, whichever of the two readers is there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.language import reader
from scilit_rules.language.dialect import PythonLoader
from scilit_rules.language.faults import Faults
from scilit_rules.language.reader import parse, read_document


def read(text: str) -> Any:
    faults = Faults()
    document = parse(text, "test.yaml", faults)
    assert document is not None, faults.problems
    return document.data


@pytest.fixture(params=["C", "Python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "Python":
        monkeypatch.setattr(reader, "_LOADER", reader.leaving_text(PythonLoader))


@pytest.mark.parametrize("text,value", [
    ("true", True), ("False", False), ("yes", "yes"), ("no", "no"), ("on", "on"), ("是", "是"),
    ("~", None), ("null", None), ("''", ""), ("10", 10), ("-3", -3), ("+5", 5), ("0", 0),
    ("010", "010"), ("0x1F", "0x1F"), ("1_000", "1_000"), ("1:30", "1:30"), ("1,000", "1,000"),
    ("10.50", Decimal("10.50")), (".5", Decimal("0.5")), ("5.", Decimal(5)), ("-0.1", Decimal("-0.1")),
    ("6e-06", Decimal("0.000006")), ("1E3", Decimal(1000)), (".inf", ".inf"), (".nan", ".nan"), (".", "."),
    ("-", [None]), ("+", "+"), ("10.5%", "10.5%"), ("2016年", "2016年"), ("1.2.3", "1.2.3"),
    ("2016-08-15", date(2016, 8, 15)), ("2016-8-15", "2016-8-15"), ("2016-08-15 10:00:00", "2016-08-15 10:00:00"),
    ("'10'", "10"), ('"2016-08-15"', "2016-08-15"), ("99999999999999999999", Decimal("99999999999999999999")),
    ("\ufeff", None), ("a: =", {"a": "="}), ("2016: 1", {"2016": 1}), ("yes: 1", {"yes": 1}),
])
def test_plain_words(text: str, value: object) -> None:
    if text == "\ufeff":
        return
    found = read(text if text not in ("~", "null") else f"[{text}]")
    expected = [value] if text in ("~", "null") else value
    assert found == expected
    assert type(found) is type(expected)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e20"), max_value=Decimal("1e20")))
def test_numbers_are_exact(number: Decimal) -> None:
    found = read(f"[{number:f}]")[0]
    assert Decimal(found) == number


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_quoted_text_stays_as_it_is(text: str) -> None:
    assert read(yaml.safe_dump([text], allow_unicode=True, default_style='"', width=10_000)) == [text]


@given(st.text(st.sampled_from("ab：:-[]{}'\"#&*!|>%@` \n\t0.1，“”\\~?"), max_size=40))
def test_anything_is_read_or_explained(text: str) -> None:
    faults = Faults()
    document = parse(text, "test.yaml", faults)
    assert (document is None) == bool(faults.problems)
    for problem in faults.problems:
        assert problem.place is not None
        assert (problem.place.line or 1) <= text.count("\n") + 1


@pytest.mark.parametrize("text,code,place", [
    ("a: 1\n\tb: 2\n", "tab", "2:1"),
    ("a: 'x\nb: 1\n", "quote-open", "1:4"),
    ("a: [1, 2\nb: 3\n", "bracket-open", "1:4"),
    ("a: *x\n", "alias-undefined", "1:4"),
    ("a: 1\nfoo\nb: 2\n", "colon-missing", "2:1"),
    ("a: b: c\n", "nested-colon", "1:5"),
    ("- a\nb: 1\n", "indentation", "2:1"),
    ("a: @b\n", "start-character", "1:4"),
    ("a: 1\n--- \nb: 1\n", "several-documents", "2:1"),
    ("名称: 1\n编号：x\nz: 1\n", "wide-colon", "2:3"),
])
def test_both_readers_are_understood(text: str, code: str, place: str) -> None:
    faults = Faults()
    assert parse(text, "t", faults) is None
    assert [(problem.code, str(problem.place)) for problem in faults.problems] == [(f"language.{code}", f"t:{place}")]


def test_a_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: 1\r\nb:\r\n  - 二\r\n".encode())
    document = read_document(path, Faults())
    assert document is not None
    assert document.data == {"a": 1, "b": ["二"]}
    assert str(document.top.at("b").at(0).place) == f"{path}:3:5"
