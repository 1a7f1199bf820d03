"""What proves a task, on the command: a word, what names something, a file that is there, and a reviewer's word."""

from __future__ import annotations

import csv
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from tests.cli.running import MINI, run

FACTS = Path(__file__).parents[1] / "facts"
EVIDENCE: dict[str, Any] = yaml.safe_load((FACTS / "evidence.yaml").read_text(encoding="utf-8"))
ANSWERS: dict[str, Any] = yaml.safe_load((FACTS / "answers.yaml").read_text(encoding="utf-8"))
KINDS = ("document", "file", "link", "event", "register", "contract", "account", "letter")
PLAN = ("--as-of", "2020-12-31", "--only", "publicity", "--subject", "东区")
HEADER = ("单位", "年度", "publicity", "佐证", "备注", "审核", "审核人")


def returned(folder: Path, claim: str, evidence: str = "", mark: str = "", remark: str = "") -> Path:
    path = folder / "东区.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, ("东区", "2020", claim, evidence, remark, mark, "李四" if mark else "")])
    return path


def finding(folder: Path, *row: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    result = run("check", *MINI, str(returned(folder, *row)), *PLAN, "-f", "json", *more)
    assert result.exit_code in (0, 1, 3), result.stderr
    (found,) = json.loads(result.stdout)["findings"]
    return found  # type: ignore[no-any-return]


def offered(folder: Path, duty: str, evidence: str, subject: str = "张店区", claim: str = "已完成") -> dict[str, Any]:
    """What becomes of a duty of a district of Zibo that is claimed to be done, with what is offered in proof."""
    path = folder / f"{subject}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("单位", "年度", duty, "佐证"), (subject, "2020", claim, evidence)])
    result = run("check", "zibo-2016-2020", str(path), "--as-of", "2020-12-31", "--only", duty, "--subject", subject, "-f", "json")
    found = json.loads(result.stdout)["findings"]
    return found[-1]  # type: ignore[no-any-return]


@pytest.mark.parametrize("text", [text for kind in KINDS for text in EVIDENCE[kind][:4]])
def test_what_names_something_proves_a_task(tmp_path: Path, text: str) -> None:
    assert offered(tmp_path, "community-networks", text)["status"] == "met"


@pytest.mark.parametrize("text", [text for texts in EVIDENCE["lacks"].values() for text in texts])
def test_a_word_proves_nothing(tmp_path: Path, text: str) -> None:
    found = finding(tmp_path, "已完成", text)
    if found["status"] == "unknown":
        assert [note["code"] for note in found["notes"]] == ["facts.row-shifted"], "a long number may be of another column"
        return
    assert found["status"] == "needs_review"
    assert all(piece["lacks"] and "kind" not in piece for piece in found["evidence"])


@pytest.mark.parametrize(("meaning", "text"), [(key, text) for key, texts in ANSWERS["claims"].items() for text in texts])
def test_a_claim_gives_what_it_says_or_a_doubt_that_tells_it(tmp_path: Path, meaning: str, text: str) -> None:
    found = finding(tmp_path, text, "东政发〔2019〕3号")
    wanted = {"done": "met", "partly": "unmet", "not_done": "unmet", "inapplicable": "needs_review", "doubt": "unknown"}
    assert found["status"] == wanted[meaning]
    if meaning == "doubt":
        assert found["reason"] == "ambiguous"
        assert any(text.strip()[:60] in note["zh"] for note in found["notes"])
        assert found["places"][0]["line"] == 2


# Of each word of a reviewer, what becomes of a claim of done, of partly, of not done, and of a blank.
REVIEWED = {
    "agrees": ("met", "unmet", "unmet", "unknown"), "refuses": ("needs_review", "needs_review", "needs_review", "unknown"),
    "done": ("met", "met", "met", "met"), "partly": ("unmet", "unmet", "unmet", "unmet"),
    "not_done": ("unmet", "unmet", "unmet", "unmet"), "inapplicable": ("not_applicable",) * 4,
    "silent": ("needs_review", "unmet", "unmet", "unknown"), "partly_true": ("unknown",) * 4,
    "affirms": ("met", "unknown", "unknown", "unknown"),
    "doubt": ("unknown", "unknown", "unknown", "unknown"),
}


@pytest.mark.parametrize("meaning", REVIEWED)
@pytest.mark.parametrize("number", range(4), ids=["done", "partly", "not done", "blank"])
def test_a_reviewer_agrees_or_decides(tmp_path: Path, meaning: str, number: int) -> None:
    claim = ("已完成", "部分完成", "未完成", "")[number]
    for text in ANSWERS["reviews"][meaning][: 60 if number == 0 else 4]:
        found = finding(tmp_path, claim, "", text)
        assert found["status"] == REVIEWED[meaning][number], text
        if meaning in ("done", "partly", "not_done", "doubt"):
            assert 6 in {place["column"] for place in found["places"]}, text
        if meaning == "doubt":
            assert any(text[:60] in note["zh"] for note in found["notes"]), text


@pytest.mark.parametrize(("claim", "evidence", "status"), [
    ("2021年已完成", "东政发〔2019〕3号", "unknown"), ("已完成（2021年）", "东政发〔2019〕3号", "unknown"),
    ("已于2021年完成", "东政发〔2019〕3号", "unknown"), ("2019年已完成", "东政发〔2019〕3号", "met"),
    ("已完成", "东政发〔2022〕3号", "needs_review"), ("已完成", "东政发〔2021〕3号", "needs_review"), ("已完成", "2021年5月科技活动周启动仪式照片", "needs_review"),
    ("已完成", "2021年全区科普设施名录", "needs_review"), ("已完成", "2021年5月与鲁中科普公司签订的服务协议", "needs_review"),
    ("已完成", "《东区科普规划（2021—2025年）》", "met"), ("已完成", "2021年科普工作计划.docx", "needs_review"),
    ("已完成", "东政发〔2020〕30号", "met"), ("未完成（2021年完成）", "", "unknown"),
])
def test_what_is_still_to_come_proves_nothing(tmp_path: Path, claim: str, evidence: str, status: str) -> None:
    found = finding(tmp_path, claim, evidence)
    assert found["status"] == status
    if status == "unknown":
        assert any(claim in note["zh"] for note in found["notes"])


@pytest.mark.parametrize("evidence", ["qq.com", "http://www.baidu.com", "《人民日报》", "《宪法》", "《中华人民共和国科学技术普及法》"])
def test_what_is_not_of_the_district_proves_nothing(tmp_path: Path, evidence: str) -> None:
    assert finding(tmp_path, "已完成", evidence)["status"] == "needs_review"


# To train officials is work that goes on, to build networks is done once.
@pytest.mark.parametrize(("duty", "claim", "status"), [
    ("officials-training", "2014年已完成", "unknown"), ("officials-training", "已完成（2012年）", "unknown"),
    ("officials-training", "2018年已完成", "met"), ("officials-training", "2014—2019年已完成", "met"), ("officials-training", "已完成（张政发〔2014〕3号）", "met"),
    ("community-networks", "2014年已完成", "met"),
])
def test_what_was_done_before_the_plan_leaves_open_whether_it_lasts(tmp_path: Path, duty: str, claim: str, status: str) -> None:
    path = tmp_path / "张店区.csv"
    path.write_text(f"单位,年度,{duty},佐证\n张店区,2020,{claim},张科协发〔2019〕3号\n", encoding="utf-8")
    result = run("check", "zibo-2016-2020", str(path), "--as-of", "2020-12-31", "--only", duty, "--subject", "张店区", "-f", "json")
    (found,) = json.loads(result.stdout)["findings"]
    assert found["status"] == status
    assert any(claim in note["zh"] for note in found.get("notes", [])) is (status == "unknown")


@pytest.mark.parametrize(("evidence", "lack"), [
    ("张科协发〔2021〕3号", "time"), ("2010年科普活动总结", "period"), ("青岛市2018年科普宣传员名册", "place"), ("淄政办发〔2016〕10号", "order"),
])
def test_what_is_of_another_time_or_place_or_the_order_itself_proves_nothing(tmp_path: Path, evidence: str, lack: str) -> None:
    found = offered(tmp_path, "community-networks", evidence)
    assert found["status"] == "needs_review"
    assert [piece["lacks"] for piece in found["evidence"]] == [[lack]]


def test_the_plan_shows_that_it_was_issued(tmp_path: Path) -> None:
    assert offered(tmp_path, "start-in-2016", "淄政办发〔2016〕10号", "淄博市")["status"] == "met"
    assert offered(tmp_path, "local-start-in-2016", "淄政办发〔2016〕10号")["status"] == "needs_review"


def test_both_words_are_kept_each_with_its_cell(tmp_path: Path) -> None:
    found = finding(tmp_path, "未完成", "", "已完成")
    assert found["attested"]["claim"] == "not_done" and found["attested"]["mark"] == "done"
    assert found["attested"]["mark_place"]["column"] == 6
    assert [place["column"] for place in found["places"]] == [3, 6]


@pytest.mark.parametrize(("claim", "remark", "mark", "status"), [
    ("不适用（本区没有乡镇）", "", "", "needs_review"), ("不适用", "本区没有乡镇", "", "needs_review"), ("不适用", "", "", "needs_review"),
    ("不适用（本区没有乡镇）", "", "同意", "not_applicable"), ("不适用", "本区没有乡镇", "同意", "not_applicable"),
    ("不适用", "", "同意", "needs_review"), ("不适用（本区没有乡镇）", "", "不同意", "needs_review"),
    ("不适用（本区没有乡镇）", "", "未完成", "unmet"), ("不适用", "无", "同意", "needs_review"), ("不适用", "见附件", "同意", "needs_review"),
    ("不适用（张政发〔2019〕3号）", "", "同意", "needs_review"), ("不适用", "张政发〔2019〕3号", "同意", "needs_review"),
    ("不适用（未开展）", "", "同意", "unknown"), ("不适用", "经费不足", "同意", "unknown"), ("不适用（已完成）", "", "同意", "unknown"),
    ("不适用（没时间）", "", "", "unknown"), ("不适用（未开展）", "本区没有乡镇", "同意", "not_applicable"), ("不适用（本区没有乡镇）", "", "是", "unknown"),
    ("不适用（未开展）", "", "未完成", "unmet"),
    *(("不适用", reason, "同意", "needs_review") for reason in ("领导说不用填", "待核实", "不清楚", "没有必要", "没人负责", "系统不能选", "时机未到")),
    ("不适用——本区无高校", "", "同意", "not_applicable"), ("不适用", "由市教育局统一负责", "同意", "not_applicable"),
    ("不适用（无）", "", "同意", "needs_review"), ("不适用（见附件）", "本区没有乡镇", "同意", "not_applicable"),
])
def test_what_does_not_apply_is_an_answer_for_review(tmp_path: Path, claim: str, remark: str, mark: str, status: str) -> None:
    assert finding(tmp_path, claim, "", mark, remark)["status"] == status


def test_a_claim_confirmed_without_evidence_stays_on_the_list_for_sampling(tmp_path: Path) -> None:
    assert finding(tmp_path, "已完成", "", "同意")["self_reported"] is True
    assert "self_reported" not in finding(tmp_path, "已完成", "东政发〔2019〕3号", "同意")
    assert finding(tmp_path, "已完成", "东政发〔2019〕3号")["self_reported"] is True


# What stands in the columns of the claim, the progress, the evidence, the remark and the mark; the status; what must be
# told of it, and the cells.
UNDERSTOOD_NOT = {
    "claim": (("长期坚持", "", "", "", ""), "unknown", "长期坚持", (3,)),
    "progress alone": (("", "60%", "", "", ""), "unknown", "60%", (3, 4)),
    "words alone": (("", "六成", "", "", ""), "unknown", "六成", (3, 4)),
    "progress of partly": (("部分完成", "六成", "", "", ""), "unmet", "六成", (3, 4)),
    "progress of not done": (("未完成", "一点点", "", "", ""), "unmet", "一点点", (3, 4)),
    "progress of done": (("已完成", "六成", "东政发〔2019〕3号", "", ""), "unknown", "六成", (3, 4)),
    "progress against done": (("已完成", "60%", "东政发〔2019〕3号", "", ""), "unknown", "60%", (3, 4)),
    "progress against not done": (("未完成", "60%", "", "", ""), "unknown", "60%", (3, 4)),
    "progress against partly": (("部分完成", "100%", "", "", ""), "unknown", "100%", (3, 4)),
    "evidence": (("已完成", "", "见附件甲", "", ""), "needs_review", "见附件甲", (3, 5)),
    "error as evidence": (("已完成", "", "#REF!", "", ""), "needs_review", "#REF!", (3, 5)),
    "mark": (("已完成", "", "东政发〔2019〕3号", "", "看着办"), "unknown", "看着办", (3, 7)),
    "remark": (("已完成", "", "东政发〔2019〕3号", "每年一次，未执行", ""), "unknown", "每年一次，未执行", (3, 6)),
    "remark and mark": (("已完成", "", "东政发〔2019〕3号", "已制定但未印发", "同意"), "unknown", "已制定但未印发", (3, 6)),
    "remark against not done": (("未完成", "", "", "已于2019年完成", ""), "unknown", "已于2019年完成", (3, 6)),
    "remark among evidence": (("已完成", "", "东政发〔2019〕3号；未执行", "", ""), "unknown", "未执行", (3, 5)),
    "mark in part": (("已完成", "", "东政发〔2019〕3号", "", "部分属实"), "unknown", "部分属实", (3, 7)),
}


def with_progress(folder: Path, claim: str, progress: str, evidence: str, remark: str, mark: str) -> Path:
    path = folder / "东区.csv"
    header = ("单位", "年度", "publicity", "进度", "佐证", "备注", "审核")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, ("东区", "2020", claim, progress, evidence, remark, mark)])
    return path


@pytest.mark.parametrize("case", UNDERSTOOD_NOT)
@pytest.mark.parametrize("format", ["table", "markdown", "csv", "html", "json", "excel", "letters"])
def test_what_was_not_understood_is_told_with_its_cells_in_every_format(tmp_path: Path, format: str, case: str) -> None:
    row, status, text, columns = UNDERSTOOD_NOT[case]
    path = with_progress(tmp_path, *row)
    told = shown(path, format)
    if format == "json":
        (found,) = json.loads(told)["findings"]
        assert found["status"] == status
        assert {place["column"] for place in found["places"]} >= set(columns)
        told = json.dumps([found.get("notes"), found.get("evidence")], ensure_ascii=False)
    else:
        spots = ("第2行第{}列",) if format == "letters" else ("东区.csv:2:{}", "2:{}")
        assert all(any(spot.format(column) in told for spot in spots) for column in columns), told
    assert text in told


def shown(path: Path, format: str) -> str:
    """What a report on a return says, of the finding alone where the format parts it from the remarks of the run."""
    out = path.parent / f"out.{'xlsx' if format == 'excel' else 'docx'}"
    if format == "letters":
        result = run("letters", *MINI, str(path), "--as-of", "2020-12-31", "--subject", "东区", "-o", str(out))
        assert result.exit_code == 0, result.stderr
        return "".join(_text_of(letter) for letter in out.glob("东区*.docx"))
    more = ("-o", str(out)) if format == "excel" else ()
    result = run("check", *MINI, str(path), *PLAN, "-f", format, "--lang", "zh", "--width", "600", *more)
    assert result.exit_code in (0, 1, 3), result.stderr
    if format != "excel":
        return re.sub("东区.csv:2:.: (警告|错误).*", "", result.stdout)
    sheets = openpyxl.load_workbook(out).worksheets
    cells = (str(cell) for sheet in sheets[:-1] for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    return "\n".join(cells)


def _text_of(letter: Path) -> str:
    with zipfile.ZipFile(letter) as package:
        return re.sub("<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))


def test_what_was_not_understood_is_explained(tmp_path: Path) -> None:
    path = returned(tmp_path, "长期坚持")
    result = run("explain", *MINI, str(path), "--as-of", "2020-12-31", "--subject", "东区", "--only", "publicity", "--lang", "zh")
    assert result.exit_code != 0 or "长期坚持" in result.stdout


@pytest.mark.parametrize(("files", "named", "found"), [
    (["科普名录2019.xlsx"], "科普名录2019.xlsx", "科普名录2019.xlsx"),
    (["科普名录2019.XLSX"], "科普名录2019.xlsx", "科普名录2019.XLSX"),
    (["附件/科普名录2019.xlsx"], "科普名录2019.xlsx", "附件/科普名录2019.xlsx"),
    (["附件/科普名录2019.xlsx"], "附件/科普名录2019.xlsx", "附件/科普名录2019.xlsx"),
    (["附件/科普名录2019.xlsx"], "附件\\科普名录2019.xlsx", "附件/科普名录2019.xlsx"),
    (["cafe\u0301-venues-2019.pdf"], "caf\u00e9-venues-2019.pdf", "cafe\u0301-venues-2019.pdf"),
    (["科普名录2019.xlsx"], "附件1：科普名录2019.xlsx", "科普名录2019.xlsx"),
    (["科普名录2019.xlsx"], "./科普名录2019.xlsx", "科普名录2019.xlsx"),
    (["科普名录2019.xlsx"], "1.科普名录2019.xlsx", "科普名录2019.xlsx"),
    (["科普名录2019.xlsx"], "附件1 科普名录2019.xlsx", "科普名录2019.xlsx"),
    (["科普名录2019.xlsx"], "见科普名录2019.xlsx", "科普名录2019.xlsx"),
    (["科普名录2019.xlsx"], "“科普名录2019.xlsx”（已盖章）", "科普名录2019.xlsx"),
    (["科普名录2019.xlsx"], "佐证/科普名录2019.xlsx", "科普名录2019.xlsx"),
    (["科普名录（2019）.xlsx"], "科普名录(2019).xlsx", "科普名录（2019）.xlsx"),
    (["东政发〔2019〕3号.pdf"], "东政发[2019]3号.pdf", "东政发〔2019〕3号.pdf"),
    (["2019年 科普名录.xlsx"], "２０１９年科普名录.xlsx", "2019年 科普名录.xlsx"),
    (["其他.xlsx"], "科普名录2019.xlsx", False),
    ([], "../科普名录2019.xlsx", False),
    ([], "/etc/科普名录2019.xlsx", False),
    (["佐证/科普名录2019.xlsx"], "附件/科普名录2019.xlsx", False),
    (["东区/科普名录2019.xlsx"], "科普名录2019.xlsx", "东区/科普名录2019.xlsx"),
    (["01东区佐证/科普名录2019.xlsx"], "科普名录2019.xlsx", "01东区佐证/科普名录2019.xlsx"),
    (["东区/附件/科普名录2019.xlsx"], "科普名录2019.xlsx", "东区/附件/科普名录2019.xlsx"),
    (["东区、西区/科普名录2019.xlsx"], "科普名录2019.xlsx", "东区、西区/科普名录2019.xlsx"),
    (["小城市/科普名录2019.xlsx"], "科普名录2019.xlsx", "小城市/科普名录2019.xlsx"),
])
def test_a_named_file_must_lie_in_the_folder_of_evidence(tmp_path: Path, files: list[str], named: str, found: object) -> None:
    proofs, returns = tmp_path / "佐证", tmp_path / "returns"
    for folder in (proofs, returns):
        folder.mkdir()
    (tmp_path / "科普名录2019.xlsx").write_bytes(b"outside")
    for name in files:
        (proofs / name).parent.mkdir(exist_ok=True, parents=True)
        (proofs / name).write_bytes(b"x")
    told = finding(returns, "已完成", named)
    assert (told["status"], told["evidence"][0]["found"]) == ("met", False)
    asked = finding(returns, "已完成", named, more=("--evidence", str(proofs)))
    assert asked["evidence"][0]["found"] == found
    assert asked["status"] == ("met" if found else "needs_review")
    assert asked["evidence"][0].get("lacks") == (None if found else ["file"])
    assert ("self_reported" in asked) is False


@pytest.mark.parametrize(("file", "content", "lacks"), [
    ("科普名录2019.xlsx", b"", "content"), ("西区/科普名录2019.xlsx", b"x", "file_owner"),
    ("东区/西区/科普名录2019.xlsx", b"x", "file_owner"), ("02西区佐证材料/科普名录2019.xlsx", b"x", "file_owner"),
    ("西区/东区/科普名录2019.xlsx", b"", "content"), ("其他/其他.xlsx", b"x", "file"),
])
def test_a_file_that_is_empty_or_of_another_body_proves_nothing(tmp_path: Path, file: str, content: bytes, lacks: str) -> None:
    proofs, returns = tmp_path / "佐证", tmp_path / "returns"
    returns.mkdir()
    (proofs / file).parent.mkdir(parents=True)
    (proofs / file).write_bytes(content)
    asked = finding(returns, "已完成", "科普名录2019.xlsx", more=("--evidence", str(proofs)))
    assert (asked["status"], asked["evidence"][0]["lacks"], asked["evidence"][0]["found"]) == ("needs_review", [lacks], False)


def test_an_empty_file_beside_the_returns_is_told_and_leaves_the_claim_self_reported(tmp_path: Path) -> None:
    (tmp_path / "科普名录2019.xlsx").write_bytes(b"")
    found = finding(tmp_path, "已完成", "科普名录2019.xlsx")
    assert (found["status"], found["evidence"][0]["found"], found["evidence"][0]["lacks"]) == ("met", False, ["content"])
    assert found["self_reported"] is True


def test_it_is_told_whether_a_file_lies_beside_the_returns(tmp_path: Path) -> None:
    (tmp_path / "科普名录2019.xlsx").write_bytes(b"x")
    found = finding(tmp_path, "已完成", "科普名录2019.xlsx")
    assert (found["status"], found["evidence"][0]["found"]) == ("met", "科普名录2019.xlsx")
    # The return itself proves nothing.
    assert finding(tmp_path, "已完成", "东区.csv")["status"] == "needs_review"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_leads_out_of_the_folder_of_evidence(tmp_path: Path) -> None:
    proofs = tmp_path / "佐证"
    proofs.mkdir()
    (tmp_path / "secret.xlsx").write_bytes(b"x")
    (proofs / "科普名录2019.xlsx").symlink_to(tmp_path / "secret.xlsx")
    (proofs / "外面").symlink_to(tmp_path, target_is_directory=True)
    for named in ("科普名录2019.xlsx", "外面/secret.xlsx"):
        found = finding(tmp_path, "已完成", f"{named}；张店", more=("--evidence", str(proofs)))
        assert found["status"] == "needs_review"


def test_a_folder_of_evidence_that_is_none_is_refused(tmp_path: Path) -> None:
    path = returned(tmp_path, "已完成", "科普名录2019.xlsx")
    for named in (str(tmp_path / "none"), str(path), ""):
        result = run("check", *MINI, str(path), *PLAN, "--evidence", named)
        assert result.exit_code == 2
        assert "there is no folder of evidence" in result.stderr


UNKNOWN_REMARKS = ("填错了", "系误填", "此行不算", "撤回", "情况不实", "以上为计划数", "除文昌镇外均完成", "存在差距", "佐证遗失",
                   "佐证为2014年的", "照片不是本次活动", "请忽略", "协议已到期", "系预计")


@pytest.mark.parametrize("remark", UNKNOWN_REMARKS)
def test_no_remark_is_dropped_whatever_it_says(tmp_path: Path, remark: str) -> None:
    found = finding(tmp_path, "已完成", "东政发〔2019〕3号", "", remark)
    assert found["status"] == "unknown"
    assert any(remark in note["zh"] for note in found["notes"])


@pytest.mark.parametrize("words", ["待审", "待审核", "未审核", "未核", "审核中"])
def test_a_mark_that_says_that_nobody_reviewed_is_told(tmp_path: Path, words: str) -> None:
    found = finding(tmp_path, "已完成", "东政发〔2019〕3号", words)
    assert [note["code"] for note in found["notes"]] == ["facts.not-reviewed"]
    assert words in found["notes"][0]["zh"]


@pytest.mark.parametrize("beside", ["小城经费", "小城人口"])
def test_a_remark_beside_a_part_of_what_is_computed_is_told(tmp_path: Path, beside: str) -> None:
    path = tmp_path / "东区.csv"
    values = {"小城经费": "800000", "小城人口": "400000"}
    rows = [["东区", "2020", fact, value, "由统计科提供" if fact == beside else ""] for fact, value in values.items()]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["单位", "年度", "指标", "数值", "备注"], *rows])
    result = run("check", *MINI, str(path), "--as-of", "2020-12-31", "--only", "funding", "--subject", "东区", "-f", "json")
    found = next(one for one in json.loads(result.stdout)["findings"] if one["period"] == "2020")
    assert found["status"] == "met"
    assert ["由统计科提供" in note["zh"] for note in found["notes"]] == [True]
