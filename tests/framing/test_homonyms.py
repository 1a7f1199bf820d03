"""A place named with another superior is not ours, however its own name is written; ours are known in all usual wordings."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.framing.made import Case, Row, check, taken, workbook

HEAD = ("年度", "常住人口(人)", "科普经费到位数(万元)")
ROW = (2020, 407016, 40.5388)
TABLE: tuple[Row, ...] = (HEAD, ROW)

ELSEWHERE = ["济南高新区", "济南市高新区", "烟台市经开区", "烟台经开区", "青岛高新区", "西安高新区", "成都高新区", "武汉东湖高新区", "苏州工业园高新区", "寿光经开区", "寿光市经开区", "即墨高新区", "胶州经开区", "邹平经开区", "章丘区经开区", "章丘经济开发区", "上海张江高新区", "北京经开区", "天津经济开发区", "广东佛山高新区", "山西省太原市高新区", "江苏省昆山高新区", "延边州高新区", "万年高新区", "齐鲁高新区", "中关村高新区", "万年县高新区", "锡林郭勒盟经开区", "济南-高新区", "烟台_经开区", "济南（高新区）", "高新区（济南）", "高新区(济南市)", "2020年济南高新区", "附件3：烟台市经开区自查表", "关于报送济南高新区数据", "济南市2020年高新区统计表", "烟台市2020年各区县统计表", "青岛市科普统计", "济南市张店区", "济南市周村区", "河北省周村区", "潍坊高新技术产业开发区", "潍坊国家高新技术产业开发区", "威海经济开发区", "临沂经济技术开发区高新区", "临沂市高新区管委会", "东营市高新区科协", "滨州市文昌湖区", "德州高新区2020", "泰安市2020年度高新区自查表"]
OURS = {
    "gaoxin": ["高新区", "淄博高新区", "淄博市高新区", "山东省淄博市高新区", "山东淄博高新区", "2020年高新区", "2020年度高新区科普统计表", "高新区2020年科普经费", "附件3：高新区", "附件3高新区", "关于报送高新区数据", "上报-高新区", "上报_高新区_2020", "科普经费高新区", "全市高新区", "市高新区", "2020年市高新区", "全民科学素质高新区自查表", "(高新区)2020年", "1-高新区", "01高新区", "高新区管委会", "淄博高新区管委会", "高新区科协", "高新区自查表", "高新区（盖章）", "填报单位：高新区", "高新技术产业开发区", "淄博高新技术产业开发区自查表", "统计表（高新区）", "国家级高新区2020", "2020年12月高新区", "第4批高新区", "更正高新区", "最终版-高新区", "高新区(1)"],
    "zhangdian": ["张店", "张店区", "淄博市张店区", "淄博张店", "山东省淄博市张店区", "张店区2020年自查表", "2020年张店区", "各区县张店区", "关于张店区科普", "我区张店", "张店区科协", "370303张店区", "附件张店区"],
    "wenchanghu": ["文昌湖", "文昌湖区", "淄博市文昌湖区", "文昌湖旅游度假区2020", "上报文昌湖区", "科普文昌湖"],
}


@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize("where", ["file", "title"])
def test_a_place_of_another_superior_is_not_ours_and_told(name: str, where: str, tmp_path: Path) -> None:
    rows = TABLE if where == "file" else ((f"{name}",), *TABLE)
    found = taken(workbook(tmp_path / f"{name if where == 'file' else '上报'}.xlsx", rows))
    assert not found.values
    assert not found.doubts
    assert "facts.place-elsewhere" in found.codes


@pytest.mark.parametrize("subject, name", [(subject, name) for subject, names in OURS.items() for name in names])
@pytest.mark.parametrize("where", ["file", "title"])
def test_a_place_of_ours_is_known(subject: str, name: str, where: str, tmp_path: Path) -> None:
    rows = TABLE if where == "file" else ((f"{name}",), *TABLE)
    found = taken(workbook(tmp_path / f"{name if where == 'file' else '上报'}.xlsx", rows))
    assert found.values == {f"{subject} population 2020": 407016, f"{subject} paid 2020": 405388}
    assert not found.problems


DISTRICTS = ("区县", *HEAD)
TITLES = [
    Case("another city above all rows", [("烟台市2020年各区县科普统计表",), DISTRICTS, ("高新区", *ROW)], told=("facts.place-elsewhere",)),
    Case("another city in the file's name", [DISTRICTS, ("经开区", *ROW)], file="济南市2020年统计.xlsx", told=("facts.place-elsewhere",)),
    Case("another reporter", [("填报单位：", "烟台市经开区"), HEAD, ROW], told=("facts.place-elsewhere",)),
    Case("ours in the title, others in the file's name", [("高新区",), HEAD, ROW], file="济南高新区.xlsx", told=("facts.place-elsewhere",)),
    Case("others in the title, ours in the file's name", [("济南高新区",), HEAD, ROW], file="淄博高新区.xlsx", told=("facts.place-elsewhere",)),
    Case("a column of cities", [("市", *DISTRICTS), ("烟台市", "经开区", *ROW), ("淄博市", "高新区", *ROW)],
         {"gaoxin population 2020": 407016, "gaoxin paid 2020": 405388}, told=("facts.row-elsewhere",)),
    Case("a column of cities behind", [(*DISTRICTS, "所属市"), ("经开区", *ROW, "烟台"), ("高新区", *ROW, "淄博")],
         {"gaoxin population 2020": 407016, "gaoxin paid 2020": 405388}, told=("facts.row-elsewhere",)),
    Case("two columns of places", [("地区", *DISTRICTS), ("烟台市", "经开区", *ROW), ("淄博市", "高新区", *ROW)],
         {"gaoxin population 2020": 407016, "gaoxin paid 2020": 405388}, told=("facts.unknown-subject",)),
    Case("a city and its district", [("地区", *DISTRICTS), ("淄博市", "周村区", *ROW), ("淄博市", None, *ROW)],
         {"zhoucun population 2020": 407016, "zhoucun paid 2020": 405388, ": 2020": None}),
    Case("two districts in a row", [(*DISTRICTS, "填报单位"), ("周村区", *ROW, "张店区")], told=("facts.row-of-two",)),
    Case("a bureau that reports", [(*DISTRICTS, "填报单位"), ("周村区", *ROW, "周村区财政局")],
         {"zhoucun population 2020": 407016, "zhoucun paid 2020": 405388}),
    Case("the same district twice", [(*DISTRICTS, "填报单位"), ("周村区", *ROW, "周村区科协")],
         {"zhoucun population 2020": 407016, "zhoucun paid 2020": 405388}),
    Case("its code and its name", [("行政区划", *DISTRICTS), ("370306", "周村区", *ROW)],
         {"zhoucun population 2020": 407016, "zhoucun paid 2020": 405388}),
    Case("a code and another's name", [("行政区划", *DISTRICTS), ("370303", "周村区", *ROW)], told=("facts.row-of-two",)),
    Case("a street that nobody knows", [("区县", "街道", *HEAD), ("周村区", "无名街道", *ROW)], told=("facts.unknown-subject",)),
    Case("the province above", [("山东省淄博市2020年科普统计表",), DISTRICTS, ("高新区", *ROW)],
         {"gaoxin population 2020": 407016, "gaoxin paid 2020": 405388}),
    Case("the province alone above", [("山东省2020年科普统计表",), DISTRICTS, ("高新区", *ROW)],
         {"gaoxin population 2020": 407016, "gaoxin paid 2020": 405388}),
    Case("a column of provinces", [("省", *DISTRICTS), ("山东省", "高新区", *ROW)],
         {"gaoxin population 2020": 407016, "gaoxin paid 2020": 405388}),
]


@pytest.mark.parametrize("case", TITLES, ids=str)
def test_what_stands_above_and_beside_a_place_is_part_of_its_name(case: Case, tmp_path: Path) -> None:
    values = dict(case.values)
    if ": 2020" in values:
        del values[": 2020"]
        values |= {"zibo population 2020": 407016, "zibo paid 2020": 405388}
    check(Case(case.name, case.rows, values, told=case.told, file=case.file), tmp_path)


INSIDE = ["周村区北郊镇", "周村区大街街道", "周村区王村镇人民政府", "张店区马尚街道办事处", "周村区北郊镇大姜村", "博山区域城镇", "高青县田镇街道",
          "临淄区齐鲁化工区", "周村区-北郊镇", "周村区（北郊镇）", "淄博市北郊镇", "周村区第一中学"]
KINDS = ["周村区农村科普", "周村区各镇（街道）", "周村区科普示范社区", "周村区镇街", "周村区中小学", "周村区社区科普大学", "周村区城镇居民", "周村区2020年行政村",
         "周村区科普进社区", "周村区村（社区）", "周村区乡镇", "周村区教育局", "周村区送科技下乡", "周村区实验学校", "周村区农村中学科技馆"]


@pytest.mark.parametrize("name", INSIDE)
@pytest.mark.parametrize("where", ["file", "title", "label"])
def test_the_figures_of_a_place_inside_a_subject_are_not_its_own(name: str, where: str, tmp_path: Path) -> None:
    title = {"file": [], "title": [(f"{name}2020年科普统计表",)], "label": [(f"填报单位：{name}",)]}[where]
    found = taken(workbook(tmp_path / f"{name if where == 'file' else '上报'}.xlsx", (*title, *TABLE)))
    assert not found.values
    assert "facts.place-inside" in found.codes


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("where", ["file", "title"])
def test_kinds_of_places_are_no_places_inside_a_subject(name: str, where: str, tmp_path: Path) -> None:
    title = [] if where == "file" else [(f"{name}统计表",)]
    found = taken(workbook(tmp_path / f"{name + '统计表' if where == 'file' else '上报'}.xlsx", (*title, *TABLE)))
    assert found.values == {"zhoucun population 2020": 407016, "zhoucun paid 2020": 405388}


FOREIGN_FOLDERS = ["济南市/高新区", "济南/高新区", "烟台市/经开区", "济南市/上报/高新区", "2020年济南市各区县/高新区", "山东省济南市/经开区",
                   "淄博市/济南市/高新区", "日照/2020年/高新区"]
OWN_FOLDERS = {
    "淄博市/高新区": "gaoxin", "淄博/高新区": "gaoxin", "济南/淄博市/高新区": "gaoxin", "2020年各区县上报/高新区": "gaoxin",
    "返回材料/经开区": "jingkai", "济南市/淄博高新区": "gaoxin", "济南市/周村区": "zhoucun", "山东省/高新区": "gaoxin",
    "各市上报/淄博/经开区": "jingkai", "邮件附件/高新区": "gaoxin",
}


def in_folder(tmp_path: Path, name: str, rows: tuple[Row, ...] = TABLE) -> Path:
    path = tmp_path / f"{name}.xlsx"
    path.parent.mkdir(parents=True)
    return workbook(path, rows)


@pytest.mark.parametrize("name", FOREIGN_FOLDERS)
def test_a_namesake_in_the_folder_of_another_city_is_not_ours(name: str, tmp_path: Path) -> None:
    found = taken(in_folder(tmp_path, name))
    assert not found.values
    assert "facts.place-elsewhere" in found.codes


def test_a_namesake_in_a_row_of_such_a_file_is_not_ours(tmp_path: Path) -> None:
    rows = (("区县", *HEAD), ("高新区", *ROW), ("历下区", *ROW))
    assert not taken(in_folder(tmp_path, "济南市/各区县", rows)).values
    ours = (*rows[:2], ("周村区", *ROW))
    (tmp_path / "二").mkdir()
    assert len(taken(in_folder(tmp_path / "二", "济南市/各区县", ours)).values) == 4


@pytest.mark.parametrize("name", OWN_FOLDERS)
def test_a_folder_that_names_ours_or_nobody_leaves_a_file_as_it_is(name: str, tmp_path: Path) -> None:
    found = taken(in_folder(tmp_path, name))
    assert set(found.values) == {f"{OWN_FOLDERS[name]} population 2020", f"{OWN_FOLDERS[name]} paid 2020"}
    assert not found.problems


@pytest.mark.parametrize("zone", ["淄博综合保税区", "淄博保税物流园", "周村城北化工园区"])
def test_a_zone_in_a_subject_is_not_the_subject(zone: str, tmp_path: Path) -> None:
    found = taken(workbook(tmp_path / f"{zone}.xlsx", TABLE))
    assert not found.values
    assert "facts.place-inside" in found.codes


@pytest.mark.parametrize("cell", ["A1", "B1"])
def test_whose_a_table_is_by_a_formula_is_told_at_the_formula(cell: str, tmp_path: Path) -> None:
    rows = [("x",), HEAD, ROW] if cell == "A1" else [("年度", "x", "常住人口(人)"), (2020, "周村区", 407016)]
    book = openpyxl.load_workbook(workbook(tmp_path / "上报.xlsx", rows))
    book.active[cell] = '="填报单位："&"周村区"' if cell == "A1" else '="区"&"县"'
    book.save(tmp_path / "上报.xlsx")
    found = taken(tmp_path / "上报.xlsx")
    assert not found.values
    assert [problem.place.cell for problem in found.problems if problem.code == "facts.subject-formula"] == [cell]
