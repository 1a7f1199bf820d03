"""Plans cut into clauses, and copies of one text compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.authoring.text import contains, digest, normalise, split_clauses

PLAN = """文号:某政办发〔2016〕1 号

　　为做好工作，制定本方案。
　　一、总则
　　（一）方针。坚持务实，做到
（二者兼顾），不求虚名。
　　(二)目标。到 2020 年，比例超过
10.5%，人均 1.5 元。
　　1．大幅提升。城乡差距缩
小。
　　2.显著增强。十
三五期间完成。
　　二、任务
　　根据上文，做好以下工作：
　　（一）实施行动。
　　总的要求。
　　──第一件事。内容甲。
　　——第二件事。内容乙。(由甲局牵头)
抄送：某办公室。
"""


def test_clauses_come_in_order_with_path_heading_and_own_text() -> None:
    assert [(clause.path, clause.heading) for clause in split_clauses(PLAN)] == [
        ("一", "总则"), ("一/（一）", "方针"), ("一/（二）", "目标"), ("一/（二）/1", "大幅提升"),
        ("一/（二）/2", "显著增强"), ("二", "任务"), ("二/（一）", "实施行动"), ("二/（一）/1", "第一件事"),
        ("二/（一）/2", "第二件事"),
    ]


def test_a_clause_ends_before_its_first_child_and_the_last_before_the_closing_lines() -> None:
    found = {clause.path: clause.text for clause in split_clauses(PLAN)}
    assert found["一/（二）"] == "目标。到2020年,比例超过10.5%,人均1.5元。"
    assert found["二"] == "任务根据上文,做好以下工作:"
    assert found["二/（一）/2"] == "第二件事。内容乙。(由甲局牵头)"


def test_a_broken_line_that_begins_like_a_number_is_no_clause() -> None:
    found = {clause.path: clause.text for clause in split_clauses(PLAN)}
    assert "(二者兼顾)" in found["一/（一）"]
    assert "10.5%" in found["一/（二）"]
    text = "一、甲\n　　（一）乙。共\n9.项目若干\n　　（七）丙\n　　1.丁。"
    assert [clause.path for clause in split_clauses(text)] == ["一", "一/（一）", "一/（一）/1"]


def test_places_point_into_the_original_text() -> None:
    clause = split_clauses(PLAN)[3]
    assert clause.line == 9
    assert PLAN[clause.start : clause.end].startswith("1．大幅提升")
    assert PLAN[: clause.end].rstrip().endswith("小。")


def test_a_skipped_number_does_not_swallow_what_follows() -> None:
    assert [clause.path for clause in split_clauses("一、甲\n三、乙\n十一、丙")] == ["一", "三"]


def test_numerals_beyond_ten() -> None:
    ones = list("一二三四五六七八九十")
    text = "\n".join(f"{number}、题" for number in [*ones, "十一", "十二"])
    text += "\n" + "\n".join(f"({number})题" for number in [*ones[::3], "十二", "十五", "十八", "二十", "二十一"])
    paths = [clause.path for clause in split_clauses(text)]
    assert paths[9:12] == ["十", "十一", "十二"]
    assert paths[-2:] == ["十二/（二十）", "十二/（二十一）"]


def test_a_long_heading_is_joined_over_lines_until_its_sentence_ends() -> None:
    filling = "工作" * 15
    text = f"一、总\n　　（一）{filling}\n要求很多。正文。\n　　{filling}\n{filling}"
    assert split_clauses(text)[1].heading == f"{filling}要求很多"


def test_a_heading_without_full_stop_ends_with_its_line_or_at_an_indented_paragraph() -> None:
    filling = "工作" * 15
    text = f"一、{filling}\n　　下一段{filling}\n{filling}。"
    assert split_clauses(text)[0].heading == filling


def test_blank_lines_are_no_heading_and_a_number_alone_has_none() -> None:
    assert [clause.heading for clause in split_clauses("一、\n\n总则\n（一）\n（二）甲")] == ["总则", "", "甲"]


def test_page_marks_and_layout_do_not_matter() -> None:
    other = (PLAN.replace("\n", "\r\n").replace("(二)", "（二）").replace("2.显著", "  2．显著").replace("──", "— —")
             .replace("城乡差距缩\r\n小", "城乡\f\r\n\r\n — 2 —\r\n\r\n差距缩小").replace("— —", "——"))
    ours, theirs = split_clauses(PLAN), split_clauses(other)
    assert [(a.path, a.heading, a.digest) for a in ours] == [(b.path, b.heading, b.digest) for b in theirs]


def test_another_word_is_another_digest() -> None:
    changed = split_clauses(PLAN.replace("10.5%", "10.4%"))
    assert [a.path for a, b in zip(split_clauses(PLAN), changed, strict=True) if a.digest != b.digest] == ["一/（二）"]


def test_no_chapters_no_clauses() -> None:
    assert split_clauses("") == []
    assert split_clauses("1.甲。\n（一）乙。\n──丙") == []


@pytest.mark.parametrize(("one", "other"), [
    ("（２０１６—２０２０年）", "(2016-2020 年)"),
    ("〔2016〕10 号", "[2016]10号"),
    ("“十\n三五”", '"十三五"'),
    ("──甲", "——甲"),
    ("１０．５％", "10.5%"),
    ("«纲要»", "《纲要》"),
    ("甲\u200b\ufeff乙\u00a0\u3000", "甲乙"),
    ("甲\n第 3 页\n乙", "甲乙"),
])
def test_layout_is_folded(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert digest(one) == digest(other)


def test_words_are_not_folded() -> None:
    assert normalise("甲乙丙…") == "甲乙丙..."
    assert normalise("颁发") != normalise("办法")


def test_a_phrase_is_found_across_a_broken_line() -> None:
    assert contains(PLAN, "比例超过10.5%")
    assert not contains(PLAN, "比例超过10.6%")


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    clauses = split_clauses(f"一、题\n{text}")
    assert clauses[0].path == "一"
    assert len({clause.path for clause in clauses}) == len(clauses)


@given(st.integers(0, len(PLAN)).flatmap(lambda at: st.tuples(st.just(at), st.sampled_from(("\n", "\n\n", " ", "\f")))))
def test_a_break_anywhere_changes_no_word(break_: tuple[int, str]) -> None:
    at, mark = break_
    assert normalise(PLAN[:at] + mark + PLAN[at:]) == normalise(PLAN)
