"""The page in a browser: from a file and without a network it opens, filters, sorts, drills down and prints."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from selenium.webdriver.common.keys import Keys

from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.words import Disposition, Status
from scilit_rules.reporters.html import HtmlReporter
from scilit_rules.words.tallies import ATTENTION
from tests.reporters.browser import Opened, browser
from tests.reporters.made import report
from tests.reporters.written import options, with_texts, written

REPORTER = HtmlReporter()
MADE = report(11)


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for lang in ("zh", "en"):
        (folder / f"{lang}.html").write_bytes(written(REPORTER, MADE, options(lang)))  # type: ignore[arg-type]
    (folder / "many.html").write_bytes(written(REPORTER, report(300), options(detail=True)))
    return folder


@pytest.fixture
def page(opened: Opened, pages: Path) -> Opened:
    return opened.open(pages / "zh.html")


def found(page: Opened) -> int:
    return int(page.text("#found-count").removeprefix("符合条件").partition("项")[0].replace(",", ""))


def test_it_opens_without_a_complaint_and_without_asking_the_network(opened: Opened, pages: Path) -> None:
    for lang, heading in (("zh", "判定清单"), ("en", "Findings")):
        opened.open(pages / f"{lang}.html")
        assert heading in opened.texts("h2")
        assert opened.complaints() == []
        assert opened.run("return performance.getEntriesByType('resource').length") == 0
        assert opened.run("return document.documentElement.scrollWidth <= innerWidth")


def test_at_first_it_lists_what_needs_attention_the_worst_first(page: Opened) -> None:
    wanted = [finding for finding in MADE.findings if finding.status in ATTENTION]
    assert found(page) == len(wanted)
    shown = page.texts(".finding .badge")
    assert "出错" in shown[0]
    assert len(shown) == min(len(wanted), 50)


@pytest.mark.parametrize("field, choice, fits", [
    ("subject", "张店区", lambda f: f.subject == MADE.subjects[0].id),
    ("status", "待核定", lambda f: f.status is Status.NEEDS_REVIEW),
    ("severity", "违反", lambda f: f.severity is not None and f.severity.value == "violation"),
    ("disposition", "已豁免", lambda f: f.disposition is Disposition.WAIVED),
    ("clause", "三 ", lambda f: MADE.plan.obligations[f.obligation].clause.startswith("三")),
])
def test_each_filter_leaves_what_it_says(page: Opened, field: str, choice: str, fits: object) -> None:
    page.choose("status", "全部列出的")
    names = page.run("return [...document.getElementById(arguments[0]).options].map((one) => one.text)", f"filter-{field}")
    (name,) = [one for one in names if one.strip().startswith(choice)][:1]
    page.run("const one = document.getElementById(arguments[0]);"
             "one.value = [...one.options].find((option) => option.text === arguments[1]).value;"
             "one.dispatchEvent(new Event('change'))", f"filter-{field}", name)
    assert found(page) == sum(1 for finding in MADE.findings if fits(finding))  # type: ignore[operator]
    page.click(".filters > button")
    assert found(page) == sum(1 for finding in MADE.findings if finding.status in ATTENTION)


def test_it_filters_by_responsible_body(page: Opened) -> None:
    names = page.run("return [...document.getElementById('filter-body').options].map((one) => one.text)")
    page.choose("status", "全部列出的")
    page.choose("body", names[1])
    assert 0 < found(page) < len(MADE.findings)
    assert all(names[1] in text for text in page.texts(".finding td:last-child"))


def test_text_is_sought_in_names_clauses_and_what_was_found(page: Opened) -> None:
    field = page.one("#filter-text")
    field.send_keys("周村区 经费")
    page.run("return new Promise((done) => setTimeout(done, 300))")
    assert found(page) > 0
    assert set(page.texts(".finding th")) == {page.texts(".finding th")[0]}
    assert "周村区" in page.texts(".finding th")[0]
    field.send_keys("没有这样的字")
    page.run("return new Promise((done) => setTimeout(done, 300))")
    assert found(page) == 0
    assert "没有符合条件的判定" in page.text("#found-here")


def test_columns_sort_both_ways_and_say_so(page: Opened) -> None:
    page.click("#sort-subject")
    there = page.texts(".finding th")
    assert page.one("th[aria-sort]").get_attribute("aria-sort") == "ascending"
    assert "张店区" in there[0]
    page.click("#sort-subject")
    assert page.one("th[aria-sort]").get_attribute("aria-sort") == "descending"
    assert "文昌湖区" in page.texts(".finding th")[0]
    page.click("#sort-gap")
    assert "缺" in page.texts(".finding td:nth-child(5)")[0]
    assert page.run("return document.activeElement.id") == "sort-gap"


def test_from_a_gap_down_to_clause_fact_and_cell(page: Opened) -> None:
    page.click("#sort-gap")
    toggle = page.one(".toggle")
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.send_keys(Keys.ENTER)
    assert page.one(".toggle").get_attribute("aria-expanded") == "true"
    shown = page.text(".drawer")
    for part in ("三/（三）", "每年人均1元", "÷", "自查表]!C5", "读作", "补足差额", "户籍人口", "判定编号"):
        assert part in shown, part
    page.run("return document.activeElement").send_keys(Keys.ENTER)
    assert page.all(".drawer") == []


def test_a_cell_of_the_matrix_leads_to_its_findings(page: Opened) -> None:
    page.click(".switch button", 2)
    assert len(page.all(".heat thead th")) == 2 + len(MADE.plan.obligations)
    cell = page.one(".heat td.u button")
    name = str(cell.get_attribute("aria-label"))
    page.click(".heat td.u button")
    subject, title = name.split("，")[:2]
    assert set(page.texts(".finding td:nth-child(2) b")) == {title}
    assert all(subject in text for text in page.texts(".finding th"))
    page.click(".chip")
    assert page.all(".chip") == []


def test_the_legend_of_the_matrix_tells_what_a_blank_cell_is(opened: Opened, tmp_path: Path) -> None:
    for blank in (True, False):
        silent = MADE.subjects[-1].id
        some = tuple(f for f in MADE.findings if f.obligation == "leading-group" and not (blank and f.subject == silent))
        (tmp_path / "blank.html").write_bytes(written(REPORTER, replace(MADE, findings=some), options()))
        page = opened.open(tmp_path / "blank.html")
        assert ("空白格表示该任务不由该单位承担" in page.text("#matrix-here .legend")) == bool(
            page.run("return document.querySelectorAll('#matrix-here td.none').length"))
        if blank:
            assert "空白格" in page.text("#matrix-here .legend")


def test_a_column_of_the_matrix_opens_its_clause(page: Opened) -> None:
    page.click(".switch button", 0)
    before = page.texts(".heat thead th")
    page.click(".heat thead th:nth-child(3) button")
    assert page.texts(".heat thead th") != before
    assert "当前：" in page.text(".crumbs")
    page.click(".tools input[type=checkbox]")
    assert page.run("return document.querySelector('#matrix-here input').checked") is True


def test_names_in_the_overview_lead_to_findings(page: Opened) -> None:
    page.click("[data-subject]", 2)
    assert all("博山区" in text for text in page.texts(".finding th"))
    page.click("[data-seek]")
    assert found(page) > 0


def test_many_findings_and_subjects_come_in_pages(opened: Opened, pages: Path) -> None:
    opened.open(pages / "many.html")
    assert len(opened.all(".finding")) == len(opened.all(".heat tbody tr")) == 50
    first = opened.texts(".finding th")
    opened.click("#found-pages button", 2)
    assert opened.texts(".finding th") != first
    opened.click("#matrix-here .pager button", 3)
    assert "第6页，共6页" in opened.text("#matrix-here .pager")
    opened.run("const one = document.getElementById('filter-subject'); one.value = '示范县42';"
               "one.dispatchEvent(new Event('change'))")
    assert {text.split("\n")[0].strip() for text in opened.texts(".finding .toggle")} <= {"示范县42，查看明细", "示范县42"}


def test_it_prints_on_a4_opened_out_and_without_its_tools(page: Opened, tmp_path: Path) -> None:
    page.choose("subject", "周村区")
    page.run("document.getElementById('with-drawers').checked = true")
    done = PdfReader(page.printed(tmp_path / "page.pdf"))
    sizes = {tuple(sorted((round(float(one.mediabox.width)), round(float(one.mediabox.height))))) for one in done.pages}
    assert all(abs(short - 595) <= 1 and abs(long - 842) <= 1 for short, long in sizes)
    text = unicodedata.normalize("NFKC", "".join(one.extract_text() for one in done.pages)).replace("\n", "")
    assert "对条文的理解" in text
    assert "恢复初始" not in text
    assert "单位:周村区;判定:需要处理的;符合条件" in text.replace(" ", "")
    assert "逐格列出" in text
    assert page.all(".drawer") == []


def test_everything_that_can_be_worked_has_a_name(page: Opened) -> None:
    nameless = page.run("""
        return [...document.querySelectorAll('button, a, summary, input, select')].filter((one) =>
            !(one.innerText || one.getAttribute('aria-label') || (one.labels && one.labels.length))).map((one) =>
            one.outerHTML)""")
    assert nameless == []
    assert page.run("const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);"
                    "return ids.length === new Set(ids).size")
    assert page.run("return [...document.querySelectorAll('table')].every((one) => one.caption && one.tHead)")
    assert page.run("return document.documentElement.lang") == "zh-CN"


@pytest.mark.parametrize("text", ["<img src=x onerror=document.title=666>", "</script><script>document.title=666</script>"])
def test_a_text_that_looks_like_markup_stays_text(opened: Opened, tmp_path: Path, text: str) -> None:
    made = with_texts(report(2), text)
    target = tmp_path / "nasty.html"
    target.write_bytes(written(REPORTER, made, options()))
    opened.open(target)
    opened.run("document.querySelectorAll('.toggle').forEach((one) => one.click())")
    for at in range(5):
        opened.run("const all = document.querySelectorAll('.toggle'); if (all[arguments[0]]) all[arguments[0]].click()", at)
    assert opened.driver.title != "666"
    assert opened.all("img") == []
    assert text in opened.text(".finding b")
    assert opened.complaints() == []


def test_on_a_narrow_screen_nothing_runs_out_at_the_side(pages: Path) -> None:
    with browser(500) as narrow:
        narrow.open(pages / "en.html")
        assert narrow.run("return document.documentElement.scrollWidth <= innerWidth")


def test_a_brief_is_searched_as_one_types(opened: Opened, tmp_path: Path) -> None:
    table = BriefTable("变化", ("单位",), (("张店区",), ("淄川区",)), "l")
    target = tmp_path / "brief.html"
    with target.open("wb") as out:
        REPORTER.write_brief(Brief("比较", (), (), (table,), "无", table, {}), out, options())
    opened.open(target)
    opened.one("#filter-text").send_keys("淄川")
    assert opened.run("return [...document.querySelectorAll('tbody tr')].filter((one) => !one.hidden).length") == 1
    assert opened.complaints() == []
