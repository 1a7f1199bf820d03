"""Cells that no file can hold, from a plugin or an application: each is told, and everything else is read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

import scilit_rules as sr
from scilit_rules.adapters.sources import read_grids
from scilit_rules.facts.collection import collect
from scilit_rules.model.words import ProblemLevel
from tests.facts.made import AS_OF, PLAN
from tests.framing.made import collector

ODD = [b"1", bytearray(b"1"), time(1), timedelta(1), Fraction(1, 3), [1], {"a": 1}, {1}, object(), 1j]
NOT_FINITE = [float("nan"), float("inf"), float("-inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")]
STRANGE = [*NOT_FINITE, datetime(2020, 1, 1, 5, tzinfo=timezone.utc), "\0", "\ud800", 10**400, Decimal("1e999999"), 1e308, -0.0]
HEADER = ["单位", "指标", "年度", "数值", "单位 ", "佐证", "审核", "审核人", "进度", "备注"]
LONG = ["张店区", "推进课程改革", 2020, "部分完成", "", "张政发〔2019〕1号", "属实", "某人", "60%", "好"]
WIDE = ["单位", "年度", "常住人口", "科普经费", "科普场馆建成", "实施方案印发日期", "实施方案文号", "等次", "推进课程改革", "佐证", "科学素质比例"]
FILLED = ["张店区", 2020, 976000, "97万元", "是", "2017-03-01", "张政发〔2017〕1号", "优秀", "已完成", "张政发〔2019〕1号", "10.5%"]


def taken(*rows: Any) -> tuple[Any, list[sr.Problem]]:
    (read,) = read_grids([sr.Grid("memory", rows)])
    return collect(read.grids, PLAN, as_of=AS_OF), list(read.problems)


def variants(row: list[Any], odd: Any) -> Iterator[list[Any]]:
    for column in range(len(row)):
        for cell in (odd, sr.Cell(odd), sr.Cell(odd, "0.00%"), sr.Cell(odd, "yyyy-mm-dd")):
            yield [*row[:column], cell, *row[column + 1 :]]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: type(odd).__name__)
@pytest.mark.parametrize("header, row", [(HEADER, LONG), (WIDE, FILLED)], ids=["long", "wide"])
def test_an_odd_cell_is_told_with_its_place_and_its_type(header: list[str], row: list[Any], odd: Any) -> None:
    for number, variant in enumerate(variants(row, odd)):
        collected, problems = taken(header, variant, ["桓台县", *row[1:]])
        assert [(found.code, str(found.place)) for found in problems] == [
            ("adapters.odd-cell", f"memory:2:{number // 4 + 1}")]
        assert problems[0].message.args == {"given": type(odd).__name__}
        assert {fact.subject for fact in collected.facts} >= {"zibo.huantai"}
        assert not any(fact.value == "#VALUE!" or "#VALUE!" in str(fact.evidence) for fact in collected.facts)


@pytest.mark.parametrize("strange", STRANGE, ids=repr)
@pytest.mark.parametrize("header, row", [(HEADER, LONG), (WIDE, FILLED)], ids=["long", "wide"])
def test_strange_values_of_usual_types_end_nothing(header: list[str], row: list[Any], strange: Any) -> None:
    for variant in variants(row, strange):
        collected, problems = taken(header, variant, ["桓台县", *row[1:]])
        assert not problems
        assert {fact.subject for fact in collected.facts} >= {"zibo.huantai"}


@pytest.mark.parametrize("odd", [b"1", float("nan"), time(1)])
def test_a_value_that_can_not_be_read_is_in_doubt_and_not_missing(odd: Any) -> None:
    collected, _ = taken(WIDE, [*FILLED[:3], odd, *FILLED[4:]])
    assert [(doubt.name, str(doubt.places[0])) for doubt in collected.doubts] == [("funds", "memory:2:4")]


def test_rows_may_be_of_any_kind_that_is_a_list_of_cells() -> None:
    collected, problems = taken(WIDE, "张店区", {"单位": "张店区"}, None, iter(FILLED), range(3), [])
    assert [(found.code, str(found.place), found.message.args["given"]) for found in problems] == [
        ("adapters.odd-row", "memory:2:1", "str"), ("adapters.odd-row", "memory:3:1", "dict"),
        ("adapters.odd-row", "memory:4:1", "NoneType")]
    assert len(collected.facts) == 8


def test_of_many_only_some_are_listed() -> None:
    _, problems = taken(WIDE, *([["张店区", 2020, b"1", b"1"]] * 30))
    more = [found for found in problems if found.code == "problems.more-alike"]
    assert [found.code for found in problems if found not in more] == ["adapters.odd-cell"] * 20
    assert [found.message.args for found in more] == [{"count": 40, "kind": "adapters.odd-cell"}]


def test_a_check_goes_on() -> None:
    rows = [("单位", "年度", "常住人口", "科普专项经费"), ("周村区", 2020, 400000, b"1"), ("张店区", 2020, 400000, 500000)]
    report = sr.check("zibo-2016-2020", sr.Grid("form", rows), as_of=date(2020, 12, 31), subjects=["周村区", "张店区"],
                      only=["special-funding-per-capita"])
    assert {found.subject: (str(found.status), found.reason and str(found.reason)) for found in report.findings} == {
        "zibo.zhangdian": ("met", None), "zibo.zhoucun": ("unknown", "ambiguous")}
    assert [str(found.place) for found in report.problems if found.code == "adapters.odd-cell"] == ["form:2:4"]


FOREIGN = [uuid.UUID(int=7), {"a": [1, {"b": 2}]}, [1, [2]], b"\0\1", memoryview(b"1"), time(1), timedelta(days=2), object(), (1, 2),
           Fraction(1, 3), 1j, range(3), {1, 2}, ip_address("10.0.0.1")]
PLACES = {"in front": 0, "between": 3, "behind": 4}
CHECKED = ("单位", "年度", "常住人口", "科普专项经费")


@pytest.mark.parametrize("odd", FOREIGN, ids=lambda odd: type(odd).__name__)
@pytest.mark.parametrize("heading, where", [("id", "in front"), ("extra", "between"), ("序号", "in front"), ("", "between"), ("geom", "behind")])
def test_what_nobody_reads_keeps_no_check_from_a_conclusion(odd: Any, heading: str, where: str) -> None:
    at = PLACES[where]
    rows = [[*row[:at], cell, *row[at:]] for row, cell in (
        (CHECKED, heading), (("周村区", 2020, 400000, 500000), odd), (("张店区", 2020, 400000, 500000), odd))]
    collected, problems = taken_for_zibo(rows)
    assert {fact.subject for fact in collected.facts} == {"zibo.zhoucun", "zibo.zhangdian"}
    assert len(collected.facts) == 4
    assert not collected.doubts
    assert not [found for found in (*problems, *collected.problems) if found.level is ProblemLevel.ERROR]
    assert [found.code for found in problems] == ["adapters.odd-cell"] * 2


@pytest.mark.parametrize("odd", FOREIGN, ids=lambda odd: type(odd).__name__)
@pytest.mark.parametrize("column", range(4))
def test_what_is_read_is_in_doubt_or_told(odd: Any, column: int) -> None:
    row: list[Any] = ["周村区", 2020, 400000, 500000]
    row[column] = odd
    collected, problems = taken_for_zibo([CHECKED, row, ("张店区", 2020, 400000, 500000)])
    errors = [found for found in (*problems, *collected.problems) if found.level is ProblemLevel.ERROR]
    assert errors or any(doubt.subject == "zibo.zhoucun" for doubt in collected.doubts)
    assert len([fact for fact in collected.facts if fact.subject == "zibo.zhoucun"]) == (0 if column < 2 else 1)


@pytest.mark.parametrize("column", range(len(LONG)))
def test_no_column_of_a_long_table_is_lost_in_silence(column: int) -> None:
    unmarked = [*LONG[:6], "" if column != 6 else b"1", *LONG[7:]]
    row = [*unmarked[:column], b"1", *unmarked[column + 1 :]]
    collected, _ = taken(HEADER, row)
    told = [found.code for found in collected.problems]
    (fact,) = collected.facts or (None,)
    read = [heading for heading in HEADER if heading not in ("单位 ", "审核人", "备注")]
    assert HEADER[column] not in read or told or collected.doubts, (fact, told)


def taken_for_zibo(rows: Any) -> tuple[Any, list[sr.Problem]]:
    (read,) = read_grids([sr.Grid("memory", rows)])
    return collector().collect(read.grids, as_of=AS_OF), list(read.problems)


def test_json_columns_that_nobody_reads_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('[{"单位": "周村区", "年度": 2020, "科普专项经费": 500000, "meta": {"by": {"x": 1}}, "tags": [[1]]}]', "utf-8")
    report = sr.check("zibo-2016-2020", path, as_of=date(2020, 12, 31), subjects=["周村区"])
    assert [(found.code, str(found.level)) for found in report.problems if found.code.startswith("adapters")] == [
        ("adapters.nested", "info")] * 2
