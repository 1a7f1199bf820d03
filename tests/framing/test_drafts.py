"""A return that says of itself that it is a draft, unchecked or void is told as such; one that is settled is not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.framing.made import Taken, taken

CODE = "facts.return-unsettled"
SAID = ["草稿", "征求意见稿", "未经审核", "未审核", "待审定", "作废", "模拟填报", "测试用", "仅供参考", "仅供内部讨论", "未定稿，以正式报送为准", "初步统计，未经审核", "未盖章，未经领导审定", "系统测试数据"]
SETTLED = ["定稿", "本表数据均为虚构，仅供演示", "已审核", "以上情况属实，已经区政府审定", "填表人：李静", "未经审核的数据请勿填报", "如有初稿请一并报送", "公民科学素质测试情况表", "公民科学素质测试表", "科学素质测试", "数据来源：统计年鉴", "正式稿", "没有未审核的内容", "草稿已作废，此为定稿"]


def returned(folder: Path, where: str, words: str) -> Taken:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"表（{words}）"[:31] if where == "sheet" else "表"
    sheet.append([f"周村区2020年科普统计表（{words}）" if where == "title" else "周村区2020年科普统计表"])
    for row in (["区县", "年度", "常住人口(人)"], ["周村区", 2020, 407016], [None, None, None]):
        sheet.append(row)
    sheet.append([words if where == "below" else None])
    book.save(folder / (f"周村区-{words}.xlsx" if where == "file" else "周村区.xlsx"))
    return taken(*folder.glob("*.xlsx"))


@pytest.mark.parametrize("where", ["title", "below", "sheet", "file"])
@pytest.mark.parametrize("words", SAID)
def test_a_draft_is_told(where: str, words: str, tmp_path: Path) -> None:
    found = returned(tmp_path, where, words)
    told = [one for one in found.problems if one.code in (CODE, "facts.sheet-set-aside")]
    assert len(told) == 1, found


@pytest.mark.parametrize("where", ["below", "file"])
@pytest.mark.parametrize("words", SETTLED)
def test_what_is_settled_is_not(where: str, words: str, tmp_path: Path) -> None:
    assert CODE not in returned(tmp_path, where, words).codes
