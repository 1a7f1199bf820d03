"""A number format that shows something else than the cell holds puts the value in doubt; usual formats give their value."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.framing.made import taken, workbook

# Each with the number that a cell under 科普经费到位数 holds.
DOUBTED: list[tuple[str, Any]] = [
    ("0\\.0000", 405388), ("0!.0000", 405388), ('0"."0000', 405388), ("0\\.0,", 405388), ("0!.0,", 405388), ('0\\.0,"万元"', 405388),
    ("0,", 405388), ("#,##0,", 405388), ("0.0,", 405388), ("0.00,", 405388), ("0.0,,", 405388000), ('0,"千元"', 405388), ('0.0,"千"', 405388),
    ('#,##0.00,"万元"', 405388), ('"4"00000', 5388), ('0"0000"', 405388), ('0\\0\\0', 405388), ('0"00"', 405388), ('General"0000"', 405388),
    ('0"万"0000', 405388), ('0"万"0000"元"', 405388), ("0-0000", 405388), ("\\-0", 405388), ('"-"0', 405388), ('"."000000', 405388),
    (";;;", 405388), ('"已到位"', 405388), ('"见附件"', 405388), ("0;-0;", 0), ('0;-0;"5"', 0), ('0;-0;"无"', 0), ('0"左右"', 405388), ('"约"0', 405388),
    ('0"（预计）"', 405388), ("[$$-409]#,##0.00", 405388), ("[$€-2] #,##0", 405388), ('0"斤"', 405388), ('"第"0"号"', 405388),
    ('[>=10000]0!.0,"万";0', 405388), ('[>10000]0\\.0000;0', 405388), ('[<100]0;0\\.0', 405388), ("0%%", 405388), ('0"人"', 405388),
    ('0"万人"', 405388), ("[DBNum2]0!.0", 405388), ('#,##0"."00', 405388), ('0.0"/"0', 405388), ("000\\-000", 405388), ('0"年"00"月"', 405388),
    ("0E", 405388), ('0"元"0"角"', 405388), ("0.0.0", 405388),
    ("0*0", 405388), ("0*9", 405388), ("(0)", 405388), ("（0）", 405388), ("\\(0\\)", 405388), ("(#,##0.00);0", 405388), ('"("0")"', 405388),
]
PLAIN: list[tuple[str, Any, int]] = [
    ("General", 405388, 405388), ("0", 405388, 405388), ("0.00", 405388, 405388), ("#,##0", 405388, 405388), ("#,##0.00", 405388, 405388),
    ("@", 405388, 405388), ("#,##0_);(#,##0)", 405388, 405388), ("#,##0_);[Red](#,##0)", 405388, 405388), ("0.00_ ", 405388, 405388),
    ("0.00_);[Red]\\(0.00\\)", 405388, 405388), ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 405388, 405388),
    ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, 0), ('_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', 405388, 405388),
    ("¥#,##0.00", 405388, 405388), ("￥#,##0", 405388, 405388), ('"¥"#,##0;"¥"-#,##0', 405388, 405388), ("[$¥-804]#,##0.00", 405388, 405388),
    ("[$-804]0", 405388, 405388), ("[Red]0", 405388, 405388), ("[红色]0", 405388, 405388), ("[蓝色][>0]0;0", 405388, 405388), ("0.00E+00", 405388, 405388),
    ("##0.0E+0", 405388, 405388), ("# ?/?", 405388, 405388), ("000000000", 405388, 405388), ("# ##0", 405388, 405388), ("#\\ ##0", 405388, 405388),
    ('0"元"', 405388, 405388), ("0元", 405388, 405388), ("0\\元", 405388, 405388), ('#,##0.00"元"', 405388, 405388), ('0" 元"', 405388, 405388),
    ('0.0"万元"', 40.5388, 405388), ("0.0万元", 40.5388, 405388), ("0.00\\万\\元", 40.5388, 405388), ('0.0"万"', 40.5388, 405388), ("0.0万", 40.5388, 405388),
    ('0.0000"亿元"', 0.00405388, 405388), ('General"元"', 405388, 405388), ('G/通用格式"元"', 405388, 405388), ("G/通用格式", 405388, 405388),
    ('[>=10000]#,##0;0', 405388, 405388), ('[=0]"无";0', 405388, 405388), ('0;-0;0;@', 405388, 405388), ('0;-0;;@', 405388, 405388), ('0;;', 405388, 405388),
    ("[DBNum1]0", 405388, 405388), ('0.00_);\\(0.00\\)', 405388, 405388), ("#,##0 ;(#,##0)", 405388, 405388), ("#", 405388, 405388), ("?", 405388, 405388),
    ('#,##0.00_ "元"', 405388, 405388), ("\\¥0", 405388, 405388), ("+0;-0", 405388, 405388), ('0;-0;"-"', 0, 0), ("#,##0.0", 405388, 405388),
]  # fmt: skip


@pytest.mark.parametrize("format, value", DOUBTED)
def test_a_format_that_shows_something_else_is_in_doubt(format: str, value: Any, tmp_path: Path) -> None:
    rows = [("区县", "年度", "科普经费到位数"), ("周村区", 2020, value)]
    found = taken(workbook(tmp_path / "a.xlsx", rows, formats={"C2": format}))
    assert (found.values, set(found.doubts)) == ({}, {"zhoucun paid 2020"})


@pytest.mark.parametrize("format, value, paid", PLAIN)
def test_usual_formats_show_what_the_cell_holds(format: str, value: Any, paid: int, tmp_path: Path) -> None:
    rows = [("区县", "年度", "科普经费到位数"), ("周村区", 2020, value)]
    found = taken(workbook(tmp_path / "a.xlsx", rows, formats={"C2": format}))
    assert (found.values, found.doubts) == ({"zhoucun paid 2020": paid}, {})


@pytest.mark.parametrize("format, value, rate", [
    ("0.0%", 0.112, "11.2"), ("0%", 0.112, "11.2"), ("0.00%;[Red]-0.00%", 0.112, "11.2"), ("0.0\\%", 11.2, "11.2"), ('0.0"%"', 11.2, "11.2"),
    ('0.0"%"', 0.112, "0.112"), ("0\\%", 0.109, None), ('0"%"', 0.4, None), ("0\\%", 0, "0"), ("0\\%", 11, "11"), ("0.0%%", 0.112, None), ("0.0", 11.2, "11.2"), ("0.0", 0.112, None), ("0.0\\.0%", 0.112, None),
])  # fmt: skip
def test_percent_cells(format: str, value: float, rate: str | None, tmp_path: Path) -> None:
    rows = [("区县", "年度", "公民具备科学素质的比例"), ("周村区", 2020, value)]
    found = taken(workbook(tmp_path / "a.xlsx", rows, formats={"C2": format}))
    assert {key: str(value.normalize()) for key, value in found.values.items()} == ({"zhoucun rate 2020": rate} if rate else {})
    assert bool(found.doubts) == (rate is None)


@pytest.mark.parametrize("format, value, venue", [
    ("0", 1, True), ("0", 0, False), ('[=1]"是";[=0]"否"', 1, True), ('[=1]"是";[=0]"否"', 0, False), ('"是";;"否"', 1, True),
    ('[=1]"否";[=0]"是"', 1, None), ('"否";;"是"', 1, None), ('"待定"', 1, None),
])
def test_a_flag_is_what_its_cell_shows(format: str, value: int, venue: bool | None, tmp_path: Path) -> None:
    rows = [("区县", "年度", "科普场馆建成启用"), ("周村区", 2020, value)]
    found = taken(workbook(tmp_path / "a.xlsx", rows, formats={"C2": format}))
    assert found.values == ({} if venue is None else {"zhoucun venue 2020": venue})
    assert bool(found.doubts) == (venue is None)


def of_1904(path: Path, *rows: tuple[Any, ...], format: str = "General") -> Path:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in rows:
        book.active.append(row)
    book.active["C2"].number_format = format
    book.save(path)
    return path


HEAD = ("区县", "年度", "实施方案印发日期")


@pytest.mark.parametrize("serial", [41135, 41135.0, 30000, 59000])
@pytest.mark.parametrize("format", ["General", "0", "@"])
def test_the_number_of_a_day_counted_from_1904_is_in_doubt(serial: float, format: str, tmp_path: Path) -> None:
    found = taken(of_1904(tmp_path / "a.xlsx", HEAD, ("周村区", 2016, serial), format=format))
    assert (found.values, set(found.doubts)) == ({}, {"zhoucun issued 2016"})


@pytest.mark.parametrize("value, format", [
    (date(2016, 8, 15), "yyyy-mm-dd"), (date(2016, 8, 15), 'yyyy"年"m"月"d"日"'), (41135, "yyyy-mm-dd"), ("2016-08-15", "General"), (20160815, "General"),
    ("2016年8月15日", "@"), (20160815, "0"),
])
def test_dates_of_a_workbook_from_1904_are_read(value: Any, format: str, tmp_path: Path) -> None:
    found = taken(of_1904(tmp_path / "a.xlsx", HEAD, ("周村区", 2016, value), format=format))
    assert (found.values, found.doubts) == ({"zhoucun issued 2016": date(2016, 8, 15)}, {})


def test_the_number_of_a_day_in_a_usual_workbook_is_read(tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / "a.xlsx", [HEAD, ("周村区", 2016, 42597)]))
    assert found.values == {"zhoucun issued 2016": date(2016, 8, 15)}


def test_a_year_that_is_the_number_of_a_day_counted_from_1904_is_in_doubt(tmp_path: Path) -> None:
    path = of_1904(tmp_path / "a.xlsx", ("区县", "年度", "常住人口(人)"), ("周村区", 41135, 407016))
    assert (taken(path).values, len(taken(path).doubts)) == ({}, 1)
