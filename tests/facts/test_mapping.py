"""A mapping file explains foreign data; one that names what there is not is refused as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from scilit_rules.facts.mapping import parse_mapping, read_mapping
from scilit_rules.problems import RulesetError, show_problem
from tests.facts.made import PLAN, D, codes, known, read

BAD = Path(__file__).parents[1] / "bad" / "data" / "mappings.yaml"
GOOD = """
columns:
  钱: {fact: funds, unit: 万元, year: 2018}
  人头: population
  证据: evidence
  杂项: skip
subject: 哪里
period: 何时
missing: ["-", 0, 0.0, null]
subjects: {老张店: 张店区, 城东: zibo.huantai}
sheets: {封面: skip, 沂源表: {subject: 沂源, period: 2017}}
"""


def bad_mappings() -> list[dict[str, object]]:
    cases: list[dict[str, object]] = yaml.safe_load(BAD.read_text(encoding="utf-8"))
    return cases


@pytest.mark.parametrize("case", bad_mappings(), ids=lambda case: case["text"])
def test_a_wrong_mapping_is_refused_with_everything_that_is_wrong(case: dict[str, object]) -> None:
    with pytest.raises(RulesetError) as refused:
        parse_mapping(str(case["text"]), PLAN, "map.yaml")
    problems = refused.value.problems
    assert [item.code for item in problems] == [f"facts.{code}" for code in case["codes"]]  # type: ignore[attr-defined]
    assert case.get("near") in (None, *problems[0].near)
    assert str(problems[0].place) == case.get("at", str(problems[0].place))
    for item in problems:
        assert show_problem(item, "zh")
        assert show_problem(item, "en")


def test_a_mapping_explains_columns_subjects_periods_sheets_and_missing_words(tmp_path: Path) -> None:
    path = tmp_path / "map.yaml"
    path.write_text(GOOD, encoding="utf-8")
    said = read_mapping(path, PLAN)
    found = read(["哪里", "何时", "钱", "证据", "人头", "杂项"], ["老张店", "2019", "12", "a.pdf", "0", "x"],
                 ["城东", "2019", "-", "", "7", ""], mapping=said)
    assert known(found) == {
        ("zibo.zhangdian", "funds", "2018"): D(120_000), ("zibo.huantai", "population", "2019"): D(7)}
    assert found.facts[0].evidence[0].text == "a.pdf"
    assert codes(found) == []
    assert codes(read(["乱", "写"], sheet="封面", mapping=said)) == []
    assert list(known(read(["钱", "人头"], ["1", "2"], sheet="沂源表", mapping=said))) == [
        ("zibo.yiyuan", "funds", "2018"), ("zibo.yiyuan", "population", "2017")]


def test_a_mapping_may_give_one_year_for_everything() -> None:
    said = parse_mapping("period: 2017", PLAN)
    assert list(known(read(["区县", "科普经费"], ["张店区", "1"], mapping=said))) == [("zibo.zhangdian", "funds", "2017")]


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(RulesetError):
        read_mapping(tmp_path / "none.yaml", PLAN)
