"""A ruleset held against the issued text: what is found, what is not, and what is not matched by force."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scilit_rules as sr
from scilit_rules.authoring.text import normalise, normalised_places
from scilit_rules.model.condition import Comparison
from scilit_rules.model.operators import Years
from scilit_rules.model.plan import Mention, Plan
from scilit_rules.model.text import Text
from scilit_rules.model.words import Binding, Role
from scilit_rules.problems import UsageError, show_problem
from tests.authoring.traced import (
    HARD,
    ISSUED,
    MILD,
    OBLIGATIONS,
    PLAN_FILE,
    SOFT,
    clauses_of,
    clauses_with,
    codes,
    promise,
    ruleset,
    traced,
    written,
)


def test_a_ruleset_that_agrees_has_nothing_unexplained() -> None:
    found = traced(ISSUED)
    assert found.problems == ()
    assert found.agrees
    assert {name: (done, every) for name, done, every in found.tallies} == {
        "clauses": (9, 9), "wordings": (9, 9), "bodies": (9, 9), "phrases": (12, 12), "numbers": (8, 8),
        "commands": (3, 3), "strengths": (12, 12),
    }


def flat(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


NOISE: dict[str, Callable[[str], str]] = {
    "windows line ends": lambda text: text.replace("\n", "\r\n"),
    "a space between all characters": lambda text: " ".join(text),
    "one line": flat,
    "lines of nine characters": lambda text: re.sub("(.{9})", "\\1\n", flat(text)),
    "pages": lambda text: "\n\n— 2 —\n\f\n".join(text.split("\n　　二")).replace("\f\n重", "\f\n　　二、重").replace("\f\n、", "\f\n　　二、"),
    "half-width brackets": lambda text: text.replace("（", "(").replace("）", " )"),
    "other numbering": lambda text: text.replace("1.", "1、").replace("2．", "2 ． "),
    "guillemets": lambda text: text.replace("《", "«").replace("》", "»"),
    "a lost dash": lambda text: text.replace("2019—2020", "2019?2020"),
    "radicals of a font": lambda text: text.replace("长", "⻓").replace("民", "⺠"),
    "a table of contents": lambda text: "目录\n一、总体目标……1\n（一）素质目标……1\n二、重点任务……2\n三、组织保障……3\n" + text,
}


@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
def test_layout_makes_no_difference(noise: Callable[[str], str]) -> None:
    assert traced(noise(ISSUED)).differences == ()


@given(st.integers(0, 2**32))
def test_white_space_anywhere_makes_no_difference(seed: int) -> None:
    draw = random.Random(seed)
    noisy = "".join(c + draw.choice(["", "", "", " ", "\n", "\n\n　", "\u200b"]) for c in ISSUED)
    assert traced(noisy).differences == ()


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_each_normalised_character_comes_from_a_place_of_the_text(text: str) -> None:
    plain, places = normalised_places(text)
    assert plain == normalise(text)
    assert len(places) == len(plain)
    assert all(0 <= at < len(text) for at in places)
    assert places == sorted(places)


DIFFERENCES: dict[str, tuple[Plan, str, list[str]]] = {
    "a clause that the text lacks": (
        ruleset(), re.sub("　　2．.*?\n.*\n", "", ISSUED), ["not-in-text"]),
    "a clause that the ruleset lacks": (
        ruleset(), ISSUED.replace("\n\n抄送", "\n　　（三）宣传引导。大力宣传。\n\n抄送"), ["not-in-ruleset"]),
    "another number": (
        ruleset(), ISSUED.replace("（二）监测", "（三）监测"), ["moved"]),
    "another heading": (
        ruleset(clauses=clauses_with("三/（二）", heading="督促检查")), ISSUED, ["heading"]),
    "our heading": (
        ruleset(clauses=clauses_with("三/（二）", heading="督促检查", own_heading=True)), ISSUED, []),
    "no digest": (ruleset(clauses=clauses_with("三/（二）", digest="")), ISSUED, ["no-digest"]),
    "another wording": (ruleset(), ISSUED.replace("建立监测制度", "建立监测制度，"), ["digest"]),
    "a wording that breaks off": (ruleset(), ISSUED.replace("公布结果。\n", "公布结果\n"), ["digest-broken-off"]),
    "a body of another name": (
        ruleset(clauses=clauses_with("二/（一）/1", bodies=(Mention("市教育厅", Role.SOLE),))), ISSUED,
        ["body-lacking", "body-extra"]),
    "a body too few": (
        ruleset(clauses=clauses_with("二/（一）/2", bodies=(Mention("市科协", Role.SHARED),))), ISSUED, ["body-lacking"]),
    "another role": (
        ruleset(clauses=clauses_with("二/（一）/1", bodies=(Mention("市教育局", Role.LEAD),))), ISSUED, ["body-role"]),
    "another order": (
        ruleset(clauses=clauses_with("二/（一）/2", bodies=(Mention("市文化局", Role.SHARED), Mention("市科协", Role.SHARED)))),
        ISSUED, ["body-order"]),
    "another role wording": (
        ruleset(clauses=clauses_with("二/（一）/2", wording="…负责")), ISSUED, ["wording"]),
    "no phrase": (ruleset(promise("society", "三/（一）", "", SOFT)), ISSUED, ["no-phrase"]),
    "a phrase that occurs nowhere": (ruleset(promise("society", "三/（一）", "扩大社会投资", SOFT)), ISSUED, ["phrase-nowhere"]),
    "a phrase of another clause": (ruleset(promise("society", "三/（一）", "监测制度", SOFT)), ISSUED, ["phrase-elsewhere"]),
    "a phrase that occurs twice": (ruleset(promise("trained", "二/（一）/1", "教师", HARD, note=Text("每两年，200人"))), ISSUED,
                                   ["phrase-twice"]),
    "an obligation of no clause": (ruleset(promise("society", "九", "逐步", SOFT)), ISSUED, ["obligation-without-clause"]),
    "a number that nothing holds": (ruleset(without=("trained",)), ISSUED, ["number"]),
    "a frequency that nothing holds": (ruleset(without=("training",)), ISSUED, ["number", "command"]),
    "a number that the requirement contradicts": (
        ruleset(promise("rate", "一/（一）", "比例超过10.5%", HARD, require=Comparison("a.share", "above", Decimal(10)))), ISSUED,
        ["number"]),
    "超过 as at least": (
        ruleset(promise("rate", "一/（一）", "比例超过10.5%", HARD,
                        require=replace(OBLIGATIONS[0].require, operator="at_least"))),  # type: ignore[type-var]
        ISSUED, ["operator"]),
    "a command that nothing holds": (ruleset(without=("training", "trained")), ISSUED, ["number", "number", "command"]),
    "stronger than 鼓励": (ruleset(promise("laboratory", "二/（一）", "中学开设实验课", SOFT)), ISSUED, ["strength"]),
    "weaker than 确保": (ruleset(promise("funds", "三/（一）", "每年人均2元", MILD)), ISSUED, ["strength"]),
    "encouraged by no word": (ruleset(promise("monitoring", "三/（二）", "建立监测制度", MILD)), ISSUED,
                              ["strength-without-word"]),
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_each_difference_is_found_with_both_places(name: str) -> None:
    plan, text, wanted = DIFFERENCES[name]
    found = traced(text, plan)
    assert codes(found) == wanted
    for told in found.differences:
        places = [place for place in (told.place, *told.others) if place]
        sources = {place.source for place in places}
        both = {"方案.txt", "小城/obligations/all.yaml"} <= sources or {"方案.txt", PLAN_FILE} <= sources
        assert both or told.code in ("trace.not-in-ruleset", "trace.obligation-without-clause")
        assert all(place.line for place in places)
        for lang in ("zh", "en"):
            assert show_problem(told, lang)


def test_near_names_and_near_words_are_offered() -> None:
    plan, text, _ = DIFFERENCES["a body of another name"]
    assert [told.near for told in traced(text, plan).differences] == [("市教育厅",), ("市教育局",)]
    plan, text, _ = DIFFERENCES["a phrase that occurs nowhere"]
    assert [told.near for told in traced(text, plan).differences] == [("扩大社会投入",)]


def test_the_place_in_the_text_is_the_very_line() -> None:
    plan, text, _ = DIFFERENCES["a phrase of another clause"]
    (told,) = traced(text, plan).differences
    assert [place.line for place in told.others] == [14, 15]


@pytest.mark.parametrize("code, plan", [
    ("strength", ruleset(promise("laboratory", "二/（一）", "中学开设实验课", SOFT, note=Text("有课程标准要求。")))),
    ("number", ruleset(without=("rate", "venues"), clauses=clauses_with("一/（一）", reason=Text("另行考核。")))),
])
def test_a_note_or_a_reason_explains(code: str, plan: Plan) -> None:
    found = traced(ISSUED, plan)
    assert found.agrees
    assert {told.code for told in found.explained} == {f"trace.{code}"}


@pytest.mark.parametrize("operator, bound", [
    ("on_or_before", date(2019, 6, 30)), ("within_years", Years(2018, 2019)), ("above", Decimal(1)),
])
def test_a_date_asked_for_holds_a_year(operator: str, bound: object) -> None:
    text = ISSUED.replace("建立监测制度", "2019年出台办法，建立监测制度")
    asked = Comparison("a.date", operator, bound)  # type: ignore[arg-type]
    plan = ruleset(promise("monitoring", "三/（二）", "建立监测制度", HARD, require=asked), clauses=clauses_of(text))
    assert traced(text, plan).agrees is (operator != "above")


def test_a_phrase_in_the_bracket_of_bodies_is_governed_by_nothing() -> None:
    assert traced(ISSUED, ruleset(promise("society", "二/（一）/1", "市教育局负责", MILD))).agrees


@pytest.mark.parametrize("text", ["e\u0301", "一二e\u0301三", "\u1100\u1161"])
def test_characters_that_join_keep_a_place(text: str) -> None:
    plain, places = normalised_places(text)
    assert len(plain) == len(places) < len(text)


def test_a_note_holds_a_number() -> None:
    assert traced(ISSUED, ruleset(promise("training", "二/（一）/1", "组织一次教师培训", HARD, note=Text("每两年、200人")),
                                  without=("trained",))).agrees


def test_an_old_copy_shows_what_changed() -> None:
    new = ISSUED.replace("不少于200人", "不少于300人，其中骨干50人")
    (told, *_) = traced(new, against=ISSUED).differences
    assert told.code == "trace.changed"
    assert told.message.args["change"] == "…培训,培训教师不少于[-2-][+3+]00人[+,其中骨干50人+]…(市教育局负责)" or "[-2-][+3+]" in str(
        told.message.args["change"])
    assert codes(traced(new, against="\n".join(["一、别的", *ISSUED.splitlines()]))) != []


def test_a_text_that_breaks_off_says_from_where_on() -> None:
    text = ISSUED[: ISSUED.index("按职责\n")]
    found = traced(text)
    assert codes(found) == ["truncated", "digest-broken-off"]
    told = found.differences[0].message
    assert (told.args["first"], told.args["last"], told.args["count"]) == ("三", "三/（二）", 3)
    assert {name: (done, every) for name, done, every in found.tallies}["clauses"] == (6, 9)


LONG = ISSUED.replace("逐步扩大社会投入。", "逐步扩大社会投入。" + "，".join(f"第{n}类办法由各区自行制定并公布" for n in "甲乙丙丁戊己庚辛壬癸子丑") + "。")


def test_a_page_copied_twice_is_said_and_used_once() -> None:
    plan = ruleset(clauses=clauses_of(LONG))
    page = LONG[LONG.index("　　三、") : LONG.index("抄送")]
    found = traced(LONG.replace("抄送", page + "抄送"), plan)
    assert codes(found) == ["repeated"]
    assert len(found.differences[0].others) == 1


def test_a_clause_found_twice_is_named_with_all_places() -> None:
    found = traced(ISSUED.replace("\n\n抄送", "\n　　（一）经费投入。另有一说。\n\n抄送"))
    assert codes(found) == ["clause-twice", "digest"]
    assert [place.line for place in found.differences[0].others] == [14, 16]


@pytest.mark.parametrize("text, code", [
    ("　　一、工作目标\n　　（一）道路建设。修好各条道路，做到村村通路。\n　　二、工作要求\n　　加强领导，做好施工安全工作。\n", "other-document"),
    ("这里写的是另外一件事，没有任何条款号，只是一段很长的普通文字，用来说明这个文件不是方案的文本。", "no-clauses"),
    (re.sub(r"(?m)^(　　)(（?[一二三]）?、?|\d[.．])", r"\1", ISSUED), "no-numbers"),
])
def test_nothing_is_matched_by_force(text: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        traced(text)
    assert [told.code for told in caught.value.problems] == [f"trace.{code}"]


def test_parts_without_obligation_are_known() -> None:
    found = traced(ISSUED, ruleset(without=("society",)))
    said = {clause.path: ["".join(clause.display[p.start : p.end]) for p in clause.silent] for clause in found.clauses}
    assert said["三/（一）"] == ["逐步扩大社会投入。"]
    assert said["一/（一）"] == ["到2020年，"]
    assert said["二"] == []


@pytest.mark.parametrize("text, phrase, fitting", [
    ("各区要建立制度。", "建立制度", {HARD}),
    ("各区要进一步建立制度。", "建立制度", {HARD, SOFT}),
    ("重要的是建立制度，主要措施是建立制度应用。", "制度应用", {HARD, SOFT}),
    ("推动实现课程全覆盖。", "课程", {SOFT}),
    ("课程全覆盖。", "课程", {HARD}),
    ("逐步建立制度。", "建立制度", {SOFT}),
    ("逐步达到50%。", "达到50%", {HARD, SOFT}),
    ("到2020年，情况更加明显改善。", "改善", {HARD, SOFT}),
    ("有条件的区建设场馆。", "场馆", {MILD}),
    ("建设场馆30个左右。", "场馆", {MILD}),
    ("加大政策支持力度。", "支持力度", {SOFT}),
    ("各级政府要支持企业建设场馆。", "建设场馆", {HARD, MILD}),
    ("各区要加强领导，制定办法。", "制定办法", {HARD, SOFT}),
    ("各区要制定办法，逐步扩大投入。", "扩大投入", {HARD, SOFT}),
    ("各区要制定办法。逐步扩大投入。", "扩大投入", {SOFT}),
    ("制定办法，逐步扩大投入。", "扩大投入", {SOFT}),
    ("各区要制定办法，推动课程全覆盖。", "课程", {SOFT}),
    ("鼓励企业投入，建设场馆。", "建设场馆", {HARD, SOFT, MILD}),
    ("鼓励企业投入。建设场馆。", "建设场馆", {HARD, SOFT}),
    ("制定《鼓励办法》。", "制定", {HARD, SOFT}),
])
def test_the_nearest_word_governs(text: str, phrase: str, fitting: set[Binding]) -> None:
    from scilit_rules.authoring.modality import govern
    from scilit_rules.authoring.sentences import split_parts

    plain, wanted = normalise(text), normalise(phrase)
    at = plain.index(wanted)
    assert govern(plain, split_parts(plain), at, at + len(wanted)).fitting == fitting


@pytest.mark.parametrize("text, found", [
    ("超过10.5%", [("share", "10.5", "above")]),
    ("不低于百分之二十", [("share", "20", "at_least")]),
    ("投入1.2万元以上", [("amount", "12000.0", "at_least")]),
    ("建成3个、十二所", [("count", "3", ""), ("count", "12", "")]),
    ("不超过5人，至少3次", [("count", "5", "at_most"), ("count", "3", "at_least")]),
    ("2万人次以内", [("count", "20000", "at_most")]),
    ("2017年6月30日前，3月5日", [("date", "2017", ""), ("day", "3", "")]),
    ("2017—2019年，2020年底前", [("years", "2017", ""), ("year", "2020", "")]),
    ("每年、每两年、每3年、每季度、每半年", [("often", "1", ""), ("often", "2", ""), ("often", "3", ""), ("often", "0", ""), ("often", "0", "")]),
    ("半数区", [("half", "50", "")]),
    ("参加一次培训", [("count", "1", "")]),
    ("每年举办一次", [("often", "1", "")]),
    ("低于5%", [("share", "5", "below")]),
    ("两百名", [("count", "200", "")]),
    ("一个目标，第二次会议，《2010年规划》，“百千万”，（30人）", []),
])
def test_numbers_are_read_with_their_comparison(text: str, found: list[tuple[str, str, str]]) -> None:
    from scilit_rules.authoring.quantities import find_quantities

    read = find_quantities(normalise(text))
    assert [(one.kind, str(one.values[0]), one.operator) for one in read] == found


def test_an_application_gets_the_same_trace(tmp_path: Path) -> None:
    path = written(tmp_path, ISSUED)
    assert sr.trace(ruleset(), path).agrees
    assert isinstance(sr.trace(ruleset(), path, against=path), sr.Trace)
