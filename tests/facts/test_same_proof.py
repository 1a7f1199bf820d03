"""One document that is to prove nearly all draws a remark, with the cells that name it."""

from __future__ import annotations

from datetime import date

import pytest

import scilit_rules as sr

HEADER = ["指标", "完成情况", "佐证"]
TASKS = ["civilised-villages", "national-bases", "service-cloud", "wider-sites", "media-of-districts", "volunteer-platform"]


def remarks(*proofs: str) -> list[sr.Problem]:
    rows = [["填报单位：张店区", "", ""], HEADER,
            *([task, "已完成", proof] for task, proof in zip(TASKS, proofs, strict=False))]
    report = sr.check("zibo-2016-2020", sr.Grid("张店区.csv", rows), as_of=date(2020, 12, 31))
    return [found for found in report.problems if found.code == "facts.one-proof-for-all"]


@pytest.mark.parametrize("proofs", [
    ["张政发〔2019〕3号"] * 6, ["张政发〔2019〕3号"] * 5, [*["张政发〔2019〕3号"] * 5, "张科协发〔2019〕1号"],
    [*["张政发〔2019〕3号"] * 3, *["《关于印发方案的通知》（张政发[2019]3号）"] * 3],
])
def test_one_document_for_nearly_all_tasks_is_told(proofs: list[str]) -> None:
    (found,) = remarks(*proofs)
    assert found.level is sr.ProblemLevel.INFO
    assert len([found.place, *found.others]) == sum("3号" in proof for proof in proofs)


@pytest.mark.parametrize("proofs", [
    ["张政发〔2019〕3号"] * 4, [f"张政发〔2019〕{number}号" for number in range(1, 7)],
    [*["张政发〔2019〕3号"] * 3, *["张科协发〔2019〕1号"] * 3], ["见附件"] * 6,
])
def test_documents_of_their_own_are_not(proofs: list[str]) -> None:
    assert remarks(*proofs) == []
