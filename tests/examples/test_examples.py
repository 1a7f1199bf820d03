"""The numbered examples run and say what they promise; the example returns are those of the figures."""

from __future__ import annotations

import runpy
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FOLDERS = ["zibo", "lixia"]
SAYS = {
    "01_check": ["一/（二）/3 | 人均科普专项经费投入超过1元", "VIOLATIONS"],
    "02_facts_from_memory": ["special-funding-per-capita unmet", "leading-group met", "on-agenda unknown missing"],
    "03_what_if": ["480000: special-funding-per-capita is now unmet, 9479.00 yuan short",
                   "489480: special-funding-per-capita is now met",
                   "retracted: special-funding-per-capita is now unknown"],
    "04_own_adapter": ["zibo.zhangdian met (line 2, column 4)", "zibo.zichuan unmet (line 3, column 4)"],
    "05_many_subjects": ["Zhangdian District: ", "zibo.yiyuan: "],
    "06_json": ["zibo-2016-2020 2020-12-31", " findings"],
    "07_web_application": ["200 OK zibo.zhoucun/special-funding-per-capita/2020 1628 元",
                           "422 Unprocessable Content", "是否想写：周村区"],
    "08_ledger_and_letters": ["new, from 2020-001", "2020-001 assigned by 2021-03-31", "overdue on 1 April",
                              "周村区整改通知书.docx", "督查通报.docx"],
    "09_from_a_gap": ["clause: 二/（二）/2", "body: 市科协 - 按职责分工负责", "above 0 - found: 0",
                      "place: 周村区.xlsx 自查表 D68", "remedy: "],
}


def test_every_example_has_its_promise() -> None:
    assert sorted(path.stem for path in EXAMPLES.glob("[0-9]*.py")) == sorted(SAYS)


@pytest.mark.parametrize("name", SAYS)
def test_an_example_runs_and_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name=f"example_{name}")
    printed = capsys.readouterr().out
    for part in SAYS[name]:
        assert part in printed


def test_the_web_application_answers_many_at_once_alike() -> None:
    ask, rows = (runpy.run_path(str(EXAMPLES / "07_web_application.py"))[name] for name in ("ask", "ROWS"))

    def answer(number: int) -> tuple[str, str]:
        return ask(as_of="2020-12-31", format="html" if number % 2 else "json", subjects=["周村区"], rows=rows)  # type: ignore[no-any-return]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(answer, range(8)))
    assert len(set(answers)) == 2
    assert {status for status, _ in answers} == {"200 OK"}
    assert ask(as_of="soon", rows=[])[0] == "400 Bad Request"


@pytest.mark.parametrize("name", FOLDERS)
def test_the_returns_hold_the_figures(name: str, tmp_path: Path) -> None:
    made = runpy.run_path(str(EXAMPLES / "make_returns.py"), run_name="make_returns")
    made["make"](name, tmp_path)
    committed = {path.name: path for path in (EXAMPLES / name / "returns").iterdir()}
    assert set(committed) == {path.name for path in tmp_path.iterdir()}
    for path in tmp_path.iterdir():
        assert contents(path) == contents(committed[path.name]), f"{path.name}: run examples/make_returns.py"


def contents(path: Path) -> object:
    """What a file says: the cells of a workbook with their formats and merges, the bytes of any other."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    from openpyxl import load_workbook

    return [
        (sheet.title, sorted(map(str, sheet.merged_cells.ranges)),
         [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()])
        for sheet in load_workbook(path).worksheets
    ]


@pytest.mark.parametrize("path", [path for name in FOLDERS for path in sorted((EXAMPLES / name / "returns").iterdir())],
                         ids=lambda path: path.stem)
def test_every_return_says_that_it_is_invented(path: Path) -> None:
    said = contents(path)
    text = said.decode("gbk" if path.suffix == ".csv" else "utf-8") if isinstance(said, bytes) else str(said)
    assert "虚构" in text
