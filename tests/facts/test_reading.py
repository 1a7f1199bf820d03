"""Cells become exact values, or are refused with the reason."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.cells import Read
from scilit_rules.facts.reading import Reader, described, read_value
from scilit_rules.messages import hint, say
from scilit_rules.model.fact import Attested
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.words import Claim, Nature
from tests.facts.made import PLAN, D

ASKED = asked_facts(PLAN)
BAD = Path(__file__).parents[1] / "bad" / "data" / "cells.yaml"


def bad_cells() -> list[dict[str, object]]:
    cases: list[dict[str, object]] = yaml.safe_load(BAD.read_text(encoding="utf-8"))
    return cases


def value(raw: Raw | Cell, name: str, unit: str = "") -> object:
    read = read_value(raw, ASKED[name], unit)
    assert read.doubt is None, read.doubt
    return read.value


def rules(raw: Raw | Cell, name: str, unit: str = "") -> list[str]:
    return [code.removeprefix("facts.rule.") for code in read_value(raw, ASKED[name], unit).rules]


@pytest.mark.parametrize("case", bad_cells(), ids=lambda case: f"{case['fact']}: {case.get('cell')!r}")
def test_a_doubtful_cell_is_refused_with_the_reason(case: dict[str, object]) -> None:
    raw = case.get("cell")
    if isinstance(raw, date) and not case.get("date"):
        raw = raw.isoformat()
    cell = Cell(raw, str(case.get("format", "")), str(case.get("formula", "")))  # type: ignore[arg-type]
    read = read_value(cell, ASKED[str(case["fact"])], str(case.get("unit", "")))
    assert read.value is None
    assert read.doubt is not None
    assert read.doubt.code == f"facts.{case['code']}"
    for lang in ("zh", "en"):
        assert say(read.doubt, lang)
        assert hint(read.doubt, lang)


@pytest.mark.parametrize("raw, expected", [
    ("10.5", "10.5"), ("10.50", "10.5"), ("１０．５％", "10.5"), ("10.5%", "10.5"), ("10.5 %", "10.5"),
    (Cell(0.105, "0.00%"), "10.5"), (Cell(0.105, '0.0%;[Red]-0.0%'), "10.5"), ("105‰", "10.5"), (10.5, "10.5"),
    (Cell(10.5, "General"), "10.5"), (Cell(5, r"0\%"), "5"), (Cell(5, '0"%"'), "5"), (0, "0"), ("0", "0"),
    (Cell(1, "0%"), "100"), (Cell(D("0.996"), "0%"), "99.6"), ("0.5%", "0.5"), ("1%", "1"), ("6e-06%", "0.000006"),
    (".5%", "0.5"), ("+10.5", "10.5"), ("10.", "10"), (" 10.5\n", "10.5"), ("\u200b10.5\ufeff", "10.5"),
])
def test_shares_are_percent_however_written(raw: Raw | Cell, expected: str) -> None:
    assert value(raw, "literacy.rate") == D(expected)


@pytest.mark.parametrize("raw, expected", [("10.5", "10.5"), (10.5, "10.5"), ("1.05", "1.05"), ("10.5%", "10.5"),
                                           (Cell(0.105, "0.0%"), "10.5")])
def test_a_percent_sign_in_the_heading_settles_the_unit(raw: Raw | Cell, expected: str) -> None:
    assert value(raw, "literacy.rate", "%") == D(expected)


@pytest.mark.parametrize("raw, unit, expected", [
    ("1,272,967", "", "1272967"), ("１，２７２", "", "1272"), ("12 345", "", "12345"), ("1\u00a0272\u00a0967", "", "1272967"),
    ("1.2万元", "", "12000"), ("470万元", "", "4700000"), ("3,724,055.00元", "", "3724055"), ("215.06亿元", "", "21506000000"),
    ("¥5", "", "5"), ("￥1,200", "", "1200"), ("'12", "", "12"), ("1.2", "万元", "12000"), ("1.2万元", "万元", "12000"),
    ("1.2万", "元", "12000"), ("1.2万", "万元", "12000"), ("1.2万元", "万", "12000"), ("1.2万", "", "12000"),
    ("3千元", "", "3000"), ("5", "元", "5"), (1.2, "万元", "12000"), (Cell(1.2, '0.00"万元"'), "", "12000"),
    (Cell(12, '#,##0.00_ '), "", "12"), (Cell(12, '"共"0'), "", "12"), (470, "千元", "470000"),
    (0.1 + 0.2, "", "0.3"), ("6e-06", "", "0.000006"), ("6E-06", "", "0.000006"), (6e-06, "", "0.000006"),
    ("1e30", "", "1" + "0" * 30), (D("1.10"), "", "1.10"), ("-0", "", "0"), ("0.0000000000000000000000000000000001", "", "1e-34"),
])
def test_amounts_are_yuan_however_written(raw: Raw | Cell, unit: str, expected: str) -> None:
    if expected == "1e-34":
        assert read_value(raw, ASKED["funds"]).doubt is not None
        return
    assert value(raw, "funds", unit) == D(expected)


@pytest.mark.parametrize("name, raw, unit, expected", [
    ("population", "470.59万人", "", "4705900"), ("population", "127.29671", "万人", "1272967.1"),
    ("population", "5名", "", "5"), ("population", "12万", "人", "120000"), ("funds.per_head", "1.2元", "", "1.2"),
    ("funds.per_head", "1.2元/人", "元", "1.2"), ("funds.per_head", "1.2", "元", "1.2"), ("venue.area", "1.2万平方米", "", "12000"),
    ("venue.area", "2公顷", "", "20000"), ("venue.area", "500㎡", "", "500"), ("hours", "40学时", "", "40"),
    ("hours", "1.2万学时", "", "12000"), ("hours", "40小时", "学时", "40"), ("plain", "12个", "", "12"),
    ("literacy.spread", "4.36个百分点", "", "4.36"), ("literacy.spread", "0.5", "", "0.5"), ("growth", "-5%", "", "-5"),
    ("growth", Cell(-0.05, "0%"), "", "-5"), ("twin.a", "3所", "", "3"),
])
def test_units_are_converted_exactly(name: str, raw: Raw | Cell, unit: str, expected: str) -> None:
    assert value(raw, name, unit) == D(expected)


@pytest.mark.parametrize("word", ["", " ", None, "-", "－", "—", "——", "/", "／", "暂无", "未统计", "N/A", "n/a", "不详"])
@pytest.mark.parametrize("name", ["funds", "venue", "plan.issued", "plan.number", "curriculum"])
def test_missing_is_no_value_and_no_doubt(word: str | None, name: str) -> None:
    read = read_value(word, ASKED[name])
    assert read.value is None
    assert read.doubt is None
    assert read.rules == (() if not (word or "").strip() else ("facts.rule.missing-word",))


def test_missing_words_can_be_chosen() -> None:
    reader = Reader(ASKED["funds"], missing=frozenset({"", "0"}))
    assert reader.read("0") == Read(None, ("facts.rule.missing-word",))
    assert reader.read("-").doubt is not None


@pytest.mark.parametrize("raw, expected", [
    *((raw, True) for raw in ("是", "有", "√", "✓", "✔", "☑", "■", "Y", "yes", "TRUE", "1", "已建立", "已纳入", "达标", "（是）",
                              "☑是 □否", "■有□无", "是☑ 否□", "是√ 否", "(√)是 ( )否", "☑是/□否", True, 1, 1.0, D(1),
                              "×否 √是")),
    *((raw, False) for raw in ("否", "无", "×", "✗", "☐", "□", "N", "no", "false", "0", "未建立", "尚未纳入", "未达标", "不达标",
                               "□是 ☑否", "□有■无", "是□否☑", False, 0, 0.0, D(0))),
])
def test_flags(raw: Raw, expected: bool) -> None:
    assert value(raw, "venue") is expected


def test_an_empty_box_in_brackets_says_nothing() -> None:
    assert read_value("( )", ASKED["venue"]) == Read(None)


@pytest.mark.parametrize("raw", [
    "2016年8月15日", "2016.8.15", "2016-8-15", "2016/8/15", "2016-08-15", "20160815", "２０１６年８月１５日", "2016 年 8 月 15 日",
    "二〇一六年八月十五日", "二O一六年八月十五日", "二○一六年八月十五日", "2016-08-15 00:00:00", 42597, 42597.0, "2016年八月十五日",
    date(2016, 8, 15), datetime(2016, 8, 15, 9, 30), 20160815,
])
def test_days(raw: Raw) -> None:
    assert value(raw, "plan.issued") == date(2016, 8, 15)


@pytest.mark.parametrize("raw, expected, rule", [
    ("2016-8", date(2016, 8, 31), "month-end"), ("2016年2月", date(2016, 2, 29), "month-end"),
    ("2016.8", date(2016, 8, 31), "month-end"), ("2016年", date(2016, 12, 31), "year-end"), ("2016年底", date(2016, 12, 31), "year-end"),
    (2016, date(2016, 12, 31), "year-end"), ("二O三五", date(2035, 12, 31), "year-end"),
    ("二〇一六年十二月", date(2016, 12, 31), "month-end"), ("二〇一六年十月二十日", date(2016, 10, 20), "chinese-digits"),
    ("二〇一六年一月三十一日", date(2016, 1, 31), "date-notation"), (42597, date(2016, 8, 15), "excel-serial"),
    ("20160815", date(2016, 8, 15), "date-compact"),
])
def test_what_a_short_date_was_taken_for_is_told(raw: Raw, expected: date, rule: str) -> None:
    assert value(raw, "plan.issued") == expected
    assert rule in rules(raw, "plan.issued")


def test_no_date_is_not_a_date() -> None:
    assert read_value("无", ASKED["plan.issued"]) == Read(None, ("facts.rule.none-said",))


@pytest.mark.parametrize("raw, expected", [
    ("张政发〔2020〕3号", "张政发〔2020〕3号"), (" 甲 ", "甲"), ("无", ""), ("没有", ""), (370303, "370303"), (370303.0, "370303"),
    (date(2020, 1, 2), "2020-01-02"), (datetime(2020, 1, 2, 3, 4, 5), "2020-01-02 03:04:05"), (True, "是"), (D("1E+3"), "1000"),
])
def test_texts(raw: Raw, expected: str) -> None:
    assert value(raw, "plan.number") == expected


def test_a_text_of_a_list_is_taken_as_the_list_has_it() -> None:
    assert value("优 秀", "grade") == "优秀"
    assert rules("优秀", "grade") == []


@pytest.mark.parametrize("raw, claim, progress", [
    ("已完成", Claim.DONE, None), ("完成", Claim.DONE, None), ("Done", Claim.DONE, None), ("是", Claim.DONE, None),
    ("√", Claim.DONE, None), (1, Claim.DONE, None), (True, Claim.DONE, None), ("100%", Claim.DONE, D(100)),
    ("部分完成", Claim.PARTLY, None), ("进行中", Claim.PARTLY, None), ("partly", Claim.PARTLY, None), ("部分完成60%", Claim.PARTLY, D(60)),
    ("部分完成（60%）", Claim.PARTLY, D(60)), ("60%", Claim.PARTLY, D(60)), ("完成80%", Claim.PARTLY, D(80)),
    (Cell(0.6, "0%"), Claim.PARTLY, D(60)), ("未完成", Claim.NOT_DONE, None), ("未开展", Claim.NOT_DONE, None),
    ("not done", Claim.NOT_DONE, None), ("否", Claim.NOT_DONE, None), (0, Claim.NOT_DONE, None), ("0%", Claim.NOT_DONE, D(0)),
])
def test_claims(raw: Raw | Cell, claim: Claim, progress: Decimal | None) -> None:
    assert value(raw, "curriculum") == Attested(claim, progress)


def test_a_formula_with_its_result_is_read_and_one_of_another_error_is_not() -> None:
    assert value(Cell(5, "", "A1+A2"), "funds") == 5
    assert value(Cell("5", "", "A1+A2"), "funds") == 5
    assert read_value(float("inf"), ASKED["funds"]).doubt.code == "facts.not-finite"  # type: ignore[union-attr]
    assert read_value(D("NaN"), ASKED["funds"]).doubt.code == "facts.not-finite"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["funds", "venue", "plan.issued", "curriculum"])
def test_a_very_long_text_is_refused_at_once(name: str) -> None:
    assert read_value("1-" * 20_000, ASKED[name]).doubt is not None


def test_many_different_cells_do_not_pile_up() -> None:
    reader = Reader(ASKED["funds"])
    for number in range(20_001):
        assert reader.read(str(number)).value == number
    assert len(reader._remembered) == 1


@pytest.mark.parametrize("raw", ["0.105", 0.105, "1", 1])
def test_a_bare_fraction_is_ambiguous_even_under_a_percent_heading(raw: Raw) -> None:
    doubt = read_value(raw, ASKED["literacy.rate"], "%").doubt
    assert doubt is not None and doubt.code == "facts.share-or-percent"


def test_coercions_carry_their_rules() -> None:
    assert rules("1,272.5万元", "funds") == ["thousands", "unit-cell"]
    assert rules("１２", "funds") == ["folded"]
    assert rules(Cell(0.105, "0.0%"), "literacy.rate") == ["percent-cell"]
    assert rules("1.2", "funds", "万元") == ["unit-heading"]
    assert rules(0.1 + 0.2, "funds") == ["float-digits"]
    assert rules("'1", "funds") == ["apostrophe"]
    assert rules("6e-06", "funds") == ["scientific"]
    assert rules("105‰", "literacy.rate") == ["per-mille"]
    assert rules(Cell(1.2, '0.0"万元"'), "funds") == ["unit-format"]
    assert rules("√", "venue") == ["flag-word"]
    assert rules("☑是 □否", "venue") == ["flag-option"]
    assert rules("完成", "curriculum") == ["claim-word"]
    assert rules("√", "curriculum") == ["claim-flag"]
    assert rules("60%", "curriculum") == ["claim-progress"]
    assert rules("12", "funds") == []


def test_values_are_told_in_words() -> None:
    assert described(D("1.2E+4"), ASKED["funds"]) == "12000 元"
    assert described(None, ASKED["funds"]) == "—"
    assert described(True, ASKED["venue"]) == "是"
    assert described(Attested(Claim.PARTLY, D(60)), ASKED["curriculum"]) == "部分完成 60%"
    assert described(Attested(None, mark=Claim.DONE), ASKED["curriculum"]) == "— → 已完成"
    assert described(D(3), ASKED["plain"]) == "3"


def test_asked_facts_add_an_attestation_for_each_duty_on_a_persons_word() -> None:
    assert ASKED["curriculum"].nature is Nature.STANDING
    assert ASKED["review"].nature is Nature.YEARLY
    assert ASKED["review"].definition == PLAN.obligations["review"].review


CELLS = st.one_of(
    st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.none(), st.decimals(), st.dates(), st.datetimes(),
    st.from_regex(r"[0-9０-９]{1,12}(\.[0-9]{1,6})?[%％‰万元人余]{0,3}", fullmatch=True),
    st.builds(Cell, st.one_of(st.floats(), st.integers(), st.text(max_size=10)),
              st.sampled_from(["", "0%", "0.00", '0"万元"', "0,", r"0\%"]), st.sampled_from(["", "A1"])),
)


@given(CELLS, st.sampled_from(sorted(ASKED.facts)), st.sampled_from(["", "%", "万元", "人", "斤"]))
def test_reading_never_raises_and_never_gives_a_float(raw: Raw | Cell, name: str, unit: str) -> None:
    read = read_value(raw, ASKED[name], unit)
    assert not isinstance(read.value, float)
    assert read.value is None or read.doubt is None
    if isinstance(read.value, Decimal):
        assert read.value.is_finite()
    if read.doubt is not None:
        assert say(read.doubt, "zh")
        assert say(read.doubt, "en")


@given(st.decimals(min_value="1.01", max_value=100, places=4))
def test_one_number_in_many_notations_is_one_decimal(number: Decimal) -> None:
    plain = format(number, "f")
    wide = plain.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789."})
    cell = Cell(float(number.scaleb(-2)), "0.00%")
    for raw in (plain, f"{plain}00", f"{plain}%", f"{wide}％", float(number), number, f"{number.scaleb(1)}‰", cell):
        assert value(raw, "literacy.rate") == number


@given(st.integers(0, 10**12), st.sampled_from([("", 0), ("元", 0), ("千元", 3), ("万元", 4), ("亿元", 8)]))
def test_a_unit_means_the_same_in_cell_heading_and_format(number: int, unit: tuple[str, int]) -> None:
    word, power = unit
    expected = Decimal(number) * 10**power
    forms = [value(f"{number}{word}", "funds"), value(str(number), "funds", word), value(f"{number:,}{word}", "funds"),
             value(Cell(number, f'0"{word}"'), "funds")]
    assert forms == [expected] * 4
