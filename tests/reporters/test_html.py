"""The report as a page: its structure, its data, and that no text breaks out of it."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scilit_rules.assessment.scorecards import scorecards
from scilit_rules.model.brief import Brief, BriefTable
from scilit_rules.model.finding import Gap
from scilit_rules.model.plan import Plan
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.words import Disposition, Status
from scilit_rules.plugins.contracts import BriefReporter
from scilit_rules.reporters.html import HtmlReporter, scilit_reporters
from scilit_rules.reporters.page import annexes, document, overview
from scilit_rules.reporters.page.markup import Html, listing, tag, text
from scilit_rules.reporters.page.sums import by_clause, money_missing, wanted
from scilit_rules.words.summary import Summary
from tests.reporters.made import report
from tests.reporters.written import options, with_texts, written

REPORTER = HtmlReporter()
NEVER_CLOSED = {"meta", "link", "input", "br"}
OUR_TAGS = NEVER_CLOSED | {
    "html", "head", "title", "style", "body", "header", "nav", "main", "section", "noscript", "script", "p",
    "a", "h1", "h2", "h3", "span", "b", "small", "ul", "li", "table", "caption", "thead", "tbody", "tr", "th",
    "td", "div", "button", "svg", "rect", "code", "details", "summary", "dl", "dt", "dd", "form", "label",
}


class Parsed(HTMLParser):
    """What a reader of HTML makes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.blocks: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "script":
            given = dict(attrs)
            self._block = self.blocks.setdefault(given.get("id") or given.get("class") or "", [])
        if tag not in NEVER_CLOSED:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "script":
            self._block.append(data)
        elif data.strip():
            self.words.append(data)


def page(made: Report, lang: Lang = "zh", *, detail: bool = False) -> str:
    return written(REPORTER, made, options(lang, detail=detail)).decode()


def tables(shown: str) -> dict[str, object]:
    found: dict[str, object] = json.loads("".join(Parsed(shown).blocks["tables"]))
    return found


def rows(shown: str) -> list[list[object]]:
    return [row for block in Parsed(shown).blocks.get("rows", []) for row in json.loads(block)]


def test_it_is_a_plugin_like_any_other() -> None:
    (reporter,) = scilit_reporters()
    assert reporter.name == "html"
    assert isinstance(reporter, BriefReporter)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_same_report_gives_the_same_bytes(lang: Lang) -> None:
    assert written(REPORTER, report(3), options(lang)) == written(HtmlReporter(), report(3), options(lang))


def test_it_loads_nothing_and_runs_nothing_but_its_own_script() -> None:
    shown = page(report(2))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', shown)
    assert policy is not None
    for name, content in (("style", re.search(r"<style>(.*?)</style>", shown, re.S)),
                          ("script", re.search(r"<script>(.*?)</script>", shown, re.S))):
        assert content is not None
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{name}-src &#x27;sha256-{digest}&#x27;" in policy[1]
    assert "default-src &#x27;none&#x27;" in policy[1]
    given = Parsed(shown).attributes
    assert not [value for name, value in given if name in ("src", "href") and not (value or "").startswith(("#", "data:"))]
    assert not [name for name, _ in given if name.startswith("on") or name == "style"]
    assert "http" not in re.sub(r"http-equiv", "", shown)


@pytest.mark.parametrize("lang, caution", [("zh", "不等于“不达标”"), ("en", "not the same as “unmet”")])
def test_without_its_script_it_still_says_what_the_run_comes_to(lang: Lang, caution: str) -> None:
    words = "\n".join(Parsed(page(report(11), lang)).words)
    assert Summary(report(11), lang).conclusion() in words
    assert caution in words
    assert report().run.digest in words


def test_headings_and_sections_stand_in_order() -> None:
    shown = Parsed(page(report(2)))
    assert shown.tags.count("h1") == shown.tags.count("main") == 1
    links = [value[1:] for name, value in shown.attributes if name == "href" and value and value.startswith("#")]
    ids = [value for name, value in shown.attributes if name == "id"]
    assert links == [id for id in ids if id in links]
    assert len(ids) == len(set(ids))


def test_every_finding_of_a_small_report_is_listed_with_what_led_to_it() -> None:
    made = report(3)
    shown = page(made)
    assert len(rows(shown)) == len(made.findings)
    told = tables(shown)
    assert [subject[3] for subject in told["subjects"]] == [subject.id for subject in made.subjects]  # type: ignore[attr-defined]
    marks = told["marks"]
    assert isinstance(marks, list)
    assert sum(len(one.replace(",", "")) for one in marks) == len(made.findings)


def test_of_many_findings_those_that_need_no_attention_are_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    made = report(11)
    monkeypatch.setattr(document, "MOST_IN_FULL", 10)
    some = page(made)
    assert 0 < len(rows(some)) < len(made.findings)
    assert f"本页逐项列出需要处理的{len(rows(some))}项" in some
    assert len(rows(page(made, detail=True))) == len(made.findings)
    monkeypatch.setattr(document, "MOST_LISTED", 7)
    few = page(made)
    assert len(rows(few)) == 7
    assert "本页只逐项列出最要紧的7项" in few
    attention = {row[3] for row in rows(few)}
    assert max(attention) <= 1  # type: ignore[type-var, operator]


def test_of_many_subjects_problems_and_readings_the_first_are_shown_and_the_rest_counted(
        monkeypatch: pytest.MonkeyPatch) -> None:
    made = report(60)
    for key in annexes._MOST:
        monkeypatch.setitem(annexes._MOST, key, 1)
    shown = page(made)
    assert "问题最多的20个，共60个" in shown
    assert f"另有{len(made.problems) - 1}条没有列出" in shown
    monkeypatch.setattr(overview, "MOST_SUBJECTS", 1)
    assert "个单位。" in page(report(11))


def test_a_report_on_nothing_is_a_page_too() -> None:
    made = report(1)
    plan = replace(made.plan, document=replace(made.plan.document, number="", issuer=""))
    run = replace(made.run, confirmed_by="", engine_note=Message("outside.note"), inputs=())
    empty = replace(made, plan=plan, run=run, findings=(), conclusions=(), problems=(), readings=(), waivers=(),
                    subjects=())
    shown = page(empty, "en")
    assert "No data is missing or in doubt." in shown
    assert "outside.note" in shown
    assert rows(shown) == []


def test_a_duty_that_the_plan_does_not_know_is_shown_by_its_id() -> None:
    made = report(1)
    strange = replace(made.findings[0], obligation="outside-duty")
    told = tables(page(replace(made, findings=(*made.findings, strange))))
    assert told["obligations"][-1] == {"id": "outside-duty", "title": "outside-duty", "clause": -1, "bodies": []}  # type: ignore[index]


def test_money_is_added_up_without_counting_one_fund_twice_or_what_is_waived() -> None:
    made = report(11)
    gaps = [gap for gap in made.gaps if gap.gap and gap.gap.money]
    plain = replace(made, findings=tuple(replace(gap, disposition=Disposition.OPEN) for gap in gaps))
    sums = money_missing(plain)
    assert sum(sums.values()) == sum(gap.gap.money for gap in gaps if gap.gap and gap.gap.money)
    assert money_missing(replace(plain, findings=plain.findings * 2)) == sums
    waived = tuple(replace(gap, disposition=Disposition.WAIVED) for gap in gaps)
    assert money_missing(replace(plain, findings=waived)) == {}
    endless = Gap(Decimal(1), "元/人", money=Decimal("Infinity"))
    odd = replace(gaps[0], gap=endless, checks=tuple(replace(check, gap=endless) for check in gaps[0].checks))
    assert money_missing(replace(plain, findings=(odd,))) == {}
    assert rows(page(replace(plain, findings=(odd,))))


def test_findings_are_counted_by_clause_and_missing_data_by_what_waits_for_it() -> None:
    made = report(11)
    counts = by_clause(Summary(made, "zh"))
    top = sum(sum(of.values()) for path, of in counts.items() if "/" not in path)
    assert top == len(made.findings)
    found = wanted(made.findings)
    assert [one.findings for one in found] == sorted((one.findings for one in found), reverse=True)
    waiting = [finding for finding in made.findings if finding.status is Status.UNKNOWN]
    assert sum(one.findings for one in found) == sum(len(finding.wanted) for finding in waiting)


def test_what_was_computed_is_told_by_its_computation_and_not_by_a_rounded_value() -> None:
    shown = page(report(11))
    texts = json.loads("".join(Parsed(shown).blocks["texts"]))
    ratios = [fact for row in rows(shown) if len(row) > 12 for check in row[12] if len(check) > 3  # type: ignore[attr-defined]
              for fact in check[3] if len(fact) > 8]
    assert ratios
    assert {fact[2] for fact in ratios} == {0}
    assert all("÷" in texts[fact[7]] for fact in ratios)


NASTY = st.sampled_from([
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "]]>", "<!--",
    "\u2028\u2029", "&lt;b&gt;", "{{x}}", "'\"`", "\x00\x0b\x85", "\ud800", "\u202e", "{count}", "</textarea>", "\r\n",
])


@settings(max_examples=40)
@given(st.one_of(NASTY, st.text(max_size=30), st.tuples(NASTY, st.text(max_size=9)).map("".join)))
def test_no_text_of_a_report_becomes_markup(given_text: str) -> None:
    shown = Parsed(page(with_texts(report(2), given_text)))
    assert set(shown.tags) <= OUR_TAGS
    assert shown.tags.count("script") == 4
    assert not [name for name, _ in shown.attributes if name.startswith("on")]
    told = json.loads("".join(shown.blocks["tables"]))
    assert {one["title"] for one in told["obligations"]} == {given_text.encode("utf-8", "replace").decode()}
    for block in ("rows", "texts", "tables"):
        data = "".join(shown.blocks[block])
        assert not set(data) & {"<", "\u2028", "\u2029"}


@settings(max_examples=40)
@given(st.one_of(NASTY, st.text(max_size=30)))
def test_what_is_no_markup_is_escaped(given_text: str) -> None:
    shown = Parsed(str(tag("p", given_text, title=given_text)) + listing([given_text], [[given_text]], "l",
                   caption=given_text))
    assert set(shown.tags) <= {"p", "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "br"}


def test_markup_is_not_escaped_twice() -> None:
    assert tag("p", tag("b", "a & b"), None, "<") == "<p><b>a &amp; b</b>&lt;</p>"
    assert tag("input", disabled=True, value=None, id="x") == '<input disabled id="x">'
    assert text("a\x00b") == "a\N{REPLACEMENT CHARACTER}b"
    assert isinstance(text("a"), Html)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_brief_is_a_page_of_tables(lang: Lang) -> None:
    table = BriefTable("<变化>", ("单位", "数"), (("张店区", "1"), ("<b>", "2")), "lr")
    brief = Brief("两次核查比较", ("旧", "新"), ("注意",), (table,), "差距减少", table, {})
    out = io.BytesIO()
    REPORTER.write_brief(brief, out, options(lang))
    shown = Parsed(out.getvalue().decode())
    assert shown.tags.count("table") == 1
    assert {"两次核查比较", "旧", "新", "注意", "差距减少", "<变化>", "<b>"} <= set(shown.words)


def _luminance(colour: str) -> float:
    full = colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_text_stands_out_from_its_ground_by_day_and_by_night() -> None:
    style = document._style()
    by_day, by_night = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", block))
                        for block in re.findall(r":root \{(.*?)\}", style, re.S))
    pairs = [("ink", "sheet"), ("ink", "ground"), ("dim", "sheet"), ("dim", "ground"), ("link", "sheet"),
             ("link", "ground"), ("on-deep", "u-deep"), ("u", "u-mid"), ("u", "n-soft"), ("u", "ground"),
             *((letter, f"{letter}-soft") for letter in "euqrnm"), *((letter, "sheet") for letter in "euqrnm")]
    for colours in (by_day, {**by_day, **by_night}):
        for one, other in pairs:
            light, dark = sorted((_luminance(colours[one]), _luminance(colours[other])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (one, other)


def test_scorecards_stand_in_it_for_the_worst_where_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    made = report(11)
    carded = replace(made, scorecards=scorecards(made))
    assert "各责任单位情况" in page(carded)
    monkeypatch.setattr(annexes, "MOST_SUBJECTS", 3)
    assert "各单位的表只列问题最多的3个单位" in page(carded)
    assert "各单位分章节情况" in page(carded)


def test_plans_without_clauses_have_a_page() -> None:
    made = report(2)
    bare: Plan = replace(made.plan, clauses={}, obligations={
        id: replace(one, clause="") for id, one in made.plan.obligations.items()})
    told = tables(page(replace(made, plan=bare)))
    assert told["clauses"] == []
    assert all(one["clause"] == -1 for one in told["obligations"])  # type: ignore[attr-defined]
