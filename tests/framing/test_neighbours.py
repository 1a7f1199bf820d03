"""A subject's name stands beside words that are understood, or nothing of the table is taken and that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.framing.made import Row, taken, workbook

TABLE: tuple[Row, ...] = (("年度", "常住人口(人)", "科普经费到位数(万元)"), (2020, 407016, 40.5388))
OTHERS = [
    "博山镇", "张店镇", "张店区人民医院", "张店区科技馆", "张店火车站", "博山陶瓷集团", "高新区实验小学", "淄博职业学院", "淄博市民营企业", "桓台市",
    "各区县（张店区除外）", "除张店区外", "非张店区", "全市（不含张店区）", "张店区周边", "张店区平均水平", "张店区等3个区县", "全国及张店区", "济南市对标张店区", "张店区代济南市",
    "临淄区与博山区合计", "张店区、淄川区", "沂源县对标沂水县", "淄博市直部门", "淄博市直属单位", "淄博市所辖区县",
    *("张店区" + rest for rest in (
        "人民法院", "热力公司", "体育场", "机关幼儿园", "图书馆", "新华书店", "实验中学", "马尚镇", "东部", "西部片区", "周边乡镇", "外的区县", "与临淄区",
        "和博山区", "等区县", "平均值", "以外地区", "代填博山", "对比表", "供电公司", "老年大学", "科协基地", "农商银行", "商会", "科普协会",
        "（暂缺）", "（作废）", "（样表）", "自查表（未核）", "（测试）", "（已撤并）", "（待定）", "（仅供参考）", "?", "自查表（草稿，勿用）",
    )),
]
CLEAR = [
    "张店区", "张店区2020年科普统计表", "张店区科协填报", "淄博市张店区自查表（更正）", "（张店区）", "张店区报送", "张店区-自查表-20210115", "张店区人民政府", "张店区教育局2020年统计",
    "张店区全民科学素质工作自查表", "关于报送张店区数据", "2020年张店区科普经费情况", "张店区（盖章）", "张店区农村科普统计表", "张店区中小学科技教育统计表",
    *("张店区" + rest for rest in (
        "自查情况汇报", "自查总表", "已填", "李明", "十三五科普统计", "科普场馆", "数据核对后", "最终版本", "王科长核", "上交", "领导审定", "汇编", "附件一",
        "汇总后", "打印版", "未锁定", "补正", "迎检材料", "（李明）", "（定稿）", "（补报）", "（2）", "（第二次更正）", "（电子版）", "自查表（第2版）", "（已核）", "（科协）", "（初稿）",
    )),
    "张店区人民政府办公室", "中共张店区委宣传部", "张店区回传", "张店区确认稿", "张店区提交",
]


@pytest.mark.parametrize("where", ["file", "title", "reporter"])
@pytest.mark.parametrize("name", OTHERS)
def test_a_name_beside_what_is_not_understood_gives_nobody_figures(name: str, where: str, tmp_path: Path) -> None:
    found = taken(written(tmp_path, name, where))
    assert not found.values
    assert found.codes


@pytest.mark.parametrize("where", ["file", "title", "reporter"])
@pytest.mark.parametrize("name", CLEAR)
def test_a_name_beside_what_the_table_is_about_is_clear(name: str, where: str, tmp_path: Path) -> None:
    found = taken(written(tmp_path, name, where))
    assert found.values == {"zhangdian population 2020": 407016, "zhangdian paid 2020": 405388}


def test_a_file_and_a_form_that_name_different_subjects_give_nobody_figures(tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / "张店区.xlsx", (("填报单位：淄川区",), *TABLE)))
    assert not found.values
    assert "facts.subjects-differ" in found.codes


def written(folder: Path, name: str, where: str) -> Path:
    above: dict[str, tuple[Row, ...]] = {"file": (), "title": ((name,),), "reporter": ((f"填报单位：{name}",),)}
    return workbook(folder / f"{name if where == 'file' else '上报'}.xlsx", (*above[where], *TABLE))
