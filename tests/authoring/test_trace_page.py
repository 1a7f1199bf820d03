"""The page of text and rules side by side: linked both ways, self-contained, escaped, the same every time."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scilit_rules.authoring.trace_page import trace_page
from scilit_rules.model.text import Text
from tests.authoring.test_trace import DIFFERENCES, traced
from tests.authoring.traced import HARD, ISSUED, OBLIGATIONS, SOFT, promise, ruleset


class Outline(HTMLParser):
    """What a page is made of: ids, links and text; fails where an element is not closed."""

    EMPTY = ("meta", "br", "link", "img")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.said = ""
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag not in self.EMPTY:
            self.open.append(tag)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.said += data


@pytest.mark.parametrize("name", DIFFERENCES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_link_leads_somewhere(name: str, lang: str) -> None:
    plan, text, _ = DIFFERENCES[name]
    page = Outline(trace_page(traced(text, plan), lang))  # type: ignore[arg-type]
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_text_and_rules_are_linked_both_ways() -> None:
    page = Outline(trace_page(traced(ISSUED), "zh"))
    for number in range(1, len(OBLIGATIONS) + 1):
        assert f"#o{number}" in page.links
        assert f"#p{number}" in page.links


def test_the_text_stands_there_whole_and_as_printed() -> None:
    page = Outline(trace_page(traced(ISSUED), "zh"))
    for line in ISSUED.splitlines()[2:-2]:
        body = re.sub(r"^(（?[一二三]）|[一二三]、|\d[.．])", "", line.strip())
        assert body.replace(" ", "") in page.said


def test_what_differs_is_listed_and_marked() -> None:
    plan, text, _ = DIFFERENCES["stronger than 鼓励"]
    page = trace_page(traced(text, plan), "zh")
    assert page.count("任务 laboratory 的约束力为导向性") == 2
    assert '<section class="clause depth1 wrong" id="c4">' in page
    assert "未说明的差异 1 处" in page


def test_overlapping_phrases_each_have_their_link() -> None:
    plan = ruleset(promise("measured", "三/（二）", "监测制度，每年公布", SOFT), promise("within", "三/（二）", "监测制度", SOFT))
    page = Outline(trace_page(traced(ISSUED, plan), "zh"))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert page.said.count("监测制度") >= 1


def test_nothing_is_loaded_from_elsewhere() -> None:
    page = trace_page(traced(ISSUED), "zh")
    assert not re.search(r"https?:|src=|@import|url\(|<link", page)


def test_whatever_is_written_is_shown_as_text() -> None:
    evil = "<script>alert('1')</script>&\""
    plan = ruleset(promise("society", "三/（一）", "扩大社会投入", SOFT, title=Text(evil), note=Text(evil)),
                   promise("rate", "一/（一）", evil, HARD))
    page = trace_page(traced(ISSUED.replace("大力", evil).replace("　　二、", evil + "\n　　二、"), plan), "zh")
    assert evil not in page
    assert page.count("<script>") == 1
    Outline(page)


def test_the_same_comparison_gives_the_same_page() -> None:
    assert trace_page(traced(ISSUED), "en") == trace_page(traced(ISSUED), "en")


def test_a_page_names_no_folder_of_who_made_it() -> None:
    assert str(Path.cwd()) not in trace_page(traced(ISSUED), "zh")
    assert "obligations/all.yaml:7" in trace_page(traced(ISSUED), "zh")
