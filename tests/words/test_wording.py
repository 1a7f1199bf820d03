"""Requirements, dates, values, gaps and bodies in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.messages import area, say
from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, Follows, Not, StatusIs
from scilit_rules.model.fact import Attested, Interval, Value
from scilit_rules.model.finding import Check, Gap
from scilit_rules.model.obligation import Schedule
from scilit_rules.model.operators import Bound, Growth, Tolerance, Years
from scilit_rules.model.plan import Mention
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Against, Claim, Reason, Role, ScheduleKind, Status
from scilit_rules.words import demands, wording
from tests.reporters.made_plan import (
    BUDGET,
    GROUP,
    ISSUED,
    OBLIGATIONS,
    PAID,
    PEOPLE,
    PER_HEAD,
    RATE,
    VENUES,
    VOCABULARY,
    plan,
    subjects,
)

D = Decimal
RATE_ABOVE = Comparison(RATE, "above", D("10.5"))
HAS_GROUP = Comparison(GROUP, "is", True)
HAS_BUDGET = Comparison(BUDGET, "is", True)
PLAN = plan(subjects(1))
SINCE_2015, NOT_TWICE = Growth(Against.SINCE_BASE, 2015), Growth(Against.TWO_YEARS)


@pytest.mark.parametrize(
    "fact, operator, bound, zh, en",
    [
        (PEOPLE, "above", D(0), "常住人口至少1人", "resident population at least 1 people"),
        (PER_HEAD, "above", D(0), "人均科普经费超过0元/人", "funds per head above 0 yuan per head"),
        (PER_HEAD, "at_least", D(1), "人均科普经费不低于1元/人", "funds per head at least 1 yuan per head"),
        (RATE, "above", D("10.50"), "公民具备基本科学素质的比例超过10.5%", "literacy rate above 10.5%"),
        (
            RATE,
            "about",
            Tolerance(D(50), D(10)),
            "公民具备基本科学素质的比例约50%（±10个百分点）",
            "literacy rate about 50% (±10 percentage points)",
        ),
        (
            PEOPLE,
            "about",
            Tolerance(D(5000), D(100)),
            "常住人口约5,000人（±100人）",
            "resident population about 5,000 people (±100 people)",
        ),
        (GROUP, "is", False, "已成立全民科学素质工作领导小组：否", "leading group set up: no"),
        (ISSUED, "present", True, "已填报本级实施方案印发日期", "local plan issued on reported"),
        (
            ISSUED,
            "on_or_before",
            date(2016, 12, 31),
            "本级实施方案印发日期不晚于2016年12月31日",
            "local plan issued on on or before 2016-12-31",
        ),
        (
            ISSUED,
            "within_years",
            Years(2016, 2020),
            "本级实施方案印发日期在2016—2020年内",
            "local plan issued on within 2016–2020",
        ),
        (
            ISSUED,
            "within_years",
            Years(2016, 2016),
            "本级实施方案印发日期在2016年内",
            "local plan issued on within 2016",
        ),
        (RATE, "rising", True, "公民具备基本科学素质的比例比上一年增加", "literacy rate higher than the year before"),
        (RATE, "rising", Growth(Against.SINCE_BASE, 2015), "公民具备基本科学素质的比例比2015年增加",
         "literacy rate higher than in 2015"),
        (RATE, "falling", Growth(Against.YEAR_ON_YEAR), "公民具备基本科学素质的比例比上一年减少",
         "literacy rate lower than the year before"),
        (RATE, "not_falling", Growth(Against.SINCE_BASE, 2015), "公民具备基本科学素质的比例不低于2015年",
         "literacy rate not lower than in 2015"),
        (RATE, "not_falling", Growth(Against.TWO_YEARS), "公民具备基本科学素质的比例没有连续两年减少",
         "literacy rate has not fallen two years running"),
        (RATE, "not_rising", Growth(Against.TWO_YEARS), "公民具备基本科学素质的比例没有连续两年增加",
         "literacy rate has not risen two years running"),
        ("free.text", "one_of", ("甲", "乙"), "free.text为“甲”、“乙”之一", "free.text one of “甲”, “乙”"),
        ("free.text", "equals", "甲", "free.text等于“甲”", "free.text equal to “甲”"),
        ("free.flag", "equals", True, "free.flag等于是", "free.flag equal to yes"),
    ],
)
def test_a_comparison_in_words(fact: str, operator: str, bound: Bound, zh: str, en: str) -> None:
    comparison = Comparison(fact, operator, bound)
    assert wording.comparison_in_words(comparison, VOCABULARY, "zh") == zh
    assert wording.comparison_in_words(comparison, VOCABULARY, "en") == en


@pytest.mark.parametrize(
    "condition, en",
    [
        (All((HAS_GROUP, HAS_BUDGET)), "leading group set up: yes, and funds in the budget: yes"),
        (
            AnyOf((HAS_GROUP, All((HAS_BUDGET, RATE_ABOVE)))),
            "leading group set up: yes, or (funds in the budget: yes, and literacy rate above 10.5%)",
        ),
        (Not(HAS_GROUP), "not (leading group set up: yes)"),
        (
            AtLeastOf(1, (HAS_GROUP, HAS_BUDGET)),
            "at least 1 of these 2: leading group set up: yes; funds in the budget: yes",
        ),
        (All((All((HAS_GROUP,)), HAS_BUDGET)), "leading group set up: yes, and funds in the budget: yes"),
        (StatusIs("leading-group", Status.UNMET), "“Leading group set up” is unmet"),
        (StatusIs("no-such", Status.UNMET), "“no-such” is unmet"),
        (Follows("organisation-absent"), "“No organisation behind the plan” follows"),
        (Follows("no-such"), "“no-such” follows"),
    ],
)
def test_a_condition_in_words(condition: Condition, en: str) -> None:
    assert wording.condition_in_words(condition, VOCABULARY, "en", PLAN) == en


def test_a_consequence_without_its_plan_is_said_by_ids() -> None:
    assert wording.condition_in_words(StatusIs("a", Status.MET), VOCABULARY, "zh") == "“a”达标"


@pytest.mark.parametrize(
    "id, zh",
    [
        ("funding-per-capita", "人均科普经费不低于1元/人"),
        ("leading-group", "已成立全民科学素质工作领导小组：是，附佐证至少1件（文件）"),
        ("curriculum", "“中小学开齐开足科学课程”，附佐证至少1件"),
        ("atmosphere", "“探索形成鼓励创新的氛围”，由核查人员核定"),
    ],
)
def test_what_an_obligation_demands(id: str, zh: str) -> None:
    assert demands.requirement(OBLIGATIONS[id], VOCABULARY, "zh") == zh


@pytest.mark.parametrize(
    "schedule, zh, en",
    [
        (Schedule(ScheduleKind.BY, date(2020, 12, 31), 2016, 2020), "2020年12月31日前", "by 2020-12-31"),
        (Schedule(ScheduleKind.IN, date(2016, 12, 31), 2016, 2016), "2016年内", "in 2016"),
        (Schedule(ScheduleKind.DURING, date(2020, 12, 31), 2016, 2020), "2016—2020年期间", "during 2016–2020"),
        (Schedule(ScheduleKind.YEARLY, date(2020, 12, 31), 2016, 2020), "每年（2016—2020）", "every year (2016–2020)"),
        (
            Schedule(ScheduleKind.EVERY, date(2025, 12, 31), 2022, 2025, 2),
            "每2年一次（2022—2025）",
            "every 2 years (2022–2025)",
        ),
    ],
)
def test_when_it_must_hold(schedule: Schedule, zh: str, en: str) -> None:
    assert (wording.deadline(schedule, "zh"), wording.deadline(schedule, "en")) == (zh, en)


@pytest.mark.parametrize(
    "period, zh, en",
    [
        ("2020", "2020年", "2020"),
        ("2016-2020", "2016—2020年", "2016–2020"),
        ("2020-06-30", "2020年6月30日", "2020-06-30"),
        ("whenever", "whenever", "whenever"),
    ],
)
def test_a_period_in_words(period: str, zh: str, en: str) -> None:
    assert (wording.period_in_words(period, "zh"), wording.period_in_words(period, "en")) == (zh, en)


@pytest.mark.parametrize(
    "value, fact, comparison, zh",
    [
        (None, RATE, None, "未填报"),
        (True, GROUP, None, "是"),
        (date(2017, 1, 2), ISSUED, None, "2017年1月2日"),
        ("甲", "", None, "甲"),
        (D("0.996"), PER_HEAD, Comparison(PER_HEAD, "at_least", D(1)), "0.996元/人"),
        (Interval(D("37.5"), D(75)), RATE, None, "37.5%至75%"),
        (Interval(D(5), D(5)), RATE, None, "5%"),
        (Interval(D(5), D("Infinity")), RATE, None, "不低于5%"),
        (Interval(D("-Infinity"), D(5)), RATE, None, "不高于5%"),
        (Interval(D("-Infinity"), D("Infinity")), RATE, None, "未填报"),
        (Interval(D("10.4999"), D("10.5001")), RATE, RATE_ABOVE, "10.4999%至10.5001%"),
        (D("0.3"), RATE, Comparison(RATE, "rising", True), "比上一年增加0.3个百分点"),
        (D("-0.0001"), PER_HEAD, Comparison(PER_HEAD, "not_falling", True), "比上一年减少0.0001元/人"),
        (D(0), RATE, Comparison(RATE, "rising", True), "与上一年持平"),
        (Interval(D(-1), D(0)), RATE, Comparison(RATE, "rising", True), "比上一年-1个百分点至0"),
        (None, RATE, Comparison(RATE, "rising", True), "未填报"),
        (D("0.3"), RATE, Comparison(RATE, "rising", SINCE_2015), "比2015年增加0.3个百分点"),
        (D(0), RATE, Comparison(RATE, "rising", SINCE_2015), "与2015年持平"),
        (Interval(D(-1), D(2)), RATE, Comparison(RATE, "falling", SINCE_2015), "比2015年-1个百分点至+2个百分点"),
        (D(-2), RATE, Comparison(RATE, "not_falling", NOT_TWICE), "连续两年减少，最近一年减少2个百分点"),
        (D(0), RATE, Comparison(RATE, "not_falling", NOT_TWICE), "没有连续两年减少"),
        (D(2), RATE, Comparison(RATE, "not_rising", NOT_TWICE), "连续两年增加，最近一年增加2个百分点"),
        (D(-2), RATE, Comparison(RATE, "not_rising", NOT_TWICE), "没有连续两年增加"),
        (Interval(D(-1), D(2)), RATE, Comparison(RATE, "not_rising", NOT_TWICE), "无法确定"),
        (Attested(Claim.DONE), "", None, "自报已完成"),
        (Attested(Claim.PARTLY, D(60)), "", None, "自报部分完成（60%）"),
        (Attested(Claim.DONE, mark=Claim.PARTLY), "", None, "审核为部分完成（填报为已完成）"),
        (Attested(None, mark=Claim.DONE), "", None, "审核为已完成"),
        (Attested(None), "", None, "未填报"),
    ],
)
def test_a_value_in_words(value: Value | Interval | None, fact: str, comparison: Comparison | None, zh: str) -> None:
    assert wording.value_in_words(value, VOCABULARY.get(fact), "zh", comparison) == zh


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=100),
    st.sampled_from(["above", "at_least", "below", "at_most"]),
    st.decimals(min_value=0, max_value=100, places=2),
    st.sampled_from(["zh", "en"]),
)
def test_a_value_in_words_never_contradicts_its_verdict(
    value: Decimal, operator: str, bound: Decimal, lang: Lang
) -> None:
    shown = wording.value_in_words(value, VOCABULARY[RATE], lang, Comparison(RATE, operator, bound))
    printed = Decimal(shown.rstrip("%").replace(",", ""))
    assert (printed > bound, printed == bound) == (value > bound, value == bound)


@pytest.mark.parametrize(
    "gap, actual, comparison, zh, en",
    [
        (
            Gap(D("0.12"), "元/人", money=D(48849)),
            D("0.88"),
            None,
            "差0.12元/人，共缺48,849元",
            "0.12 yuan per head short; 48,849 yuan missing in all",
        ),
        (Gap(D("0.12"), "元/人", money=D(0)), D("0.88"), None, "差0.12元/人", "0.12 yuan per head short"),
        (
            Gap(D(0), "%", True),
            D("10.5"),
            RATE_ABOVE,
            "须高于10.5%",
            "must be above 10.5%",
        ),
        (
            Gap(D("0.6"), "%", True),
            D("9.9"),
            RATE_ABOVE,
            "差0.6个百分点（须高于10.5%）",
            "0.6 percentage points short (must be above 10.5%)",
        ),
        (Gap(D("1e-9"), "%", True), D("10.499999999"), RATE_ABOVE, "差0.000000001个百分点（须高于10.5%）", None),
        (Gap(D(2), "%"), D(12), Comparison(RATE, "at_most", D(10)), "超出2个百分点", "2 percentage points too much"),
        (Gap(D(2), "%", True), D(12), Comparison(RATE, "below", D(10)), "超出2个百分点（须低于10%）", None),
        (Gap(D(0), "%", True), D(10), Comparison(RATE, "below", D(10)), "须低于10%", None),
        (Gap(D(0), "次", True), D(0), Comparison(VENUES, "above", D(0)), "须多于0次", "must be more than 0 times"),
        (Gap(D(7), "元", True), D(-7), Comparison(PAID, "rising", SINCE_2015), "差7元（须比2015年增加）", None),
        (Gap(D(7), "元", True), D(7), Comparison(PAID, "falling", SINCE_2015), "超出7元（须比2015年减少）", None),
        (Gap(D(0), "元", True), D(0), Comparison(PAID, "rising", True), "须比上一年增加",
         "must be more than the year before"),
        (Gap(D(1315), "元", True), D(-1315), Comparison(PAID, "rising", True), "差1,315元（须比上一年增加）", None),
        (Gap(D("0.6"), "%", True), D("9.9"), None, "差0.6个百分点（须超过界限）", None),
        (Gap(D(2), "%"), D(38), Comparison(RATE, "about", Tolerance(D(50), D(10))), "差2个百分点", None),
        (Gap(D(2), "%"), D(62), Comparison(RATE, "about", Tolerance(D(50), D(10))), "超出2个百分点", None),
        (Gap(D(2), "%"), Interval(D(62), D(70)), Comparison(RATE, "at_most", D(60)), "超出2个百分点", None),
        (
            Gap(D(12), "天"),
            date(2017, 1, 12),
            Comparison(ISSUED, "on_or_before", date(2016, 12, 31)),
            "晚12天",
            "12 day(s) late",
        ),
        (
            Gap(D(1), "天"),
            date(2015, 12, 31),
            Comparison(ISSUED, "within_years", Years(2016, 2020)),
            "早1天",
            "1 day(s) early",
        ),
        (
            Gap(D(1), "天"),
            date(2021, 1, 1),
            Comparison(ISSUED, "within_years", Years(2016, 2020)),
            "晚1天",
            "1 day(s) late",
        ),
    ],
)
def test_a_gap_in_words(gap: Gap, actual: Value, comparison: Comparison | None, zh: str, en: str | None) -> None:
    check = Check(comparison, False, actual, gap=gap) if comparison else None
    assert wording.gap_in_words(gap, "zh", check) == zh
    assert en is None or wording.gap_in_words(gap, "en", check) == en


@pytest.mark.parametrize(
    "gap, actual, comparison, zh",
    [
        (Gap(D(0), "人", True), D(0), Comparison(PEOPLE, "above", D(0)), "为0人，须多于0人"),
        (Gap(D(0), "元", True), D(0), Comparison(PAID, "rising", True), "与上一年持平，须比上一年增加"),
        (Gap(D("0.6"), "%", True), D("9.9"), RATE_ABOVE, "差0.6个百分点（须高于10.5%）"),
    ],
)
def test_a_gap_where_no_value_stands_beside_it(gap: Gap, actual: Value, comparison: Comparison, zh: str) -> None:
    assert wording.gap_by_itself(gap, "zh", Check(comparison, False, actual, gap=gap)) == zh


@pytest.mark.parametrize(
    "check, zh",
    [
        (Check(RATE_ABOVE, None, reason=Reason.MISSING), "未填报"),
        (Check(RATE_ABOVE, None, reason=Reason.CONFLICTING), "无法确定"),
        (Check(RATE_ABOVE, None, Interval(D(10), D(11)), reason=Reason.MISSING), "10%至11%"),
    ],
)
def test_what_is_not_known_is_not_said_to_be_absent(check: Check, zh: str) -> None:
    assert wording.actual_in_words(check, VOCABULARY[RATE], "zh") == zh


@pytest.mark.parametrize(
    "roles, zh, en",
    [
        ((Role.LEAD, Role.LEAD, Role.SUPPORT), "甲、乙牵头，丙配合", "led by 甲, 乙; supported by 丙"),
        ((Role.SOLE,), "甲负责", "甲 responsible"),
        ((), "", ""),
        ((Role.SHARED, Role.SHARED), "甲、乙按职责分工负责", "甲, 乙, each within its remit"),
    ],
)
def test_bodies_in_words(roles: tuple[Role, ...], zh: str, en: str) -> None:
    mentions = [Mention(name, role) for name, role in zip("甲乙丙", roles, strict=False)]
    assert (wording.bodies_in_words(mentions, "zh"), wording.bodies_in_words(mentions, "en")) == (zh, en)


def test_a_clause_without_bodies_answers_by_those_around_it() -> None:
    assert wording.answering(PLAN, "二/（一）/1", "zh").endswith("（见上级条款二/（一））")
    assert wording.answering(PLAN, "一/（二）", "zh") == wording.answering(PLAN, "no such", "zh") == ""


def test_reasons_name_the_facts_wanted() -> None:
    wanted = (RATE, "leading-group", "unheard.of")
    assert wording.reason_in_words(Reason.MISSING, wanted, PLAN, "zh") == (
        "缺失：公民具备基本科学素质的比例、成立全民科学素质工作领导小组、unheard.of"
    )
    assert wording.reason_in_words(Reason.STALE, (), PLAN, "en") == "stale"
    for reason in Reason:
        assert "literacy rate" in wording.reason_in_words(reason, (RATE,), PLAN, "en")


def test_a_message_that_no_catalogue_knows_is_shown_by_its_code() -> None:
    assert say(Message("outside.unheard", {"b": D("1.50"), "a": "x"}), "zh") == "outside.unheard (a=x, b=1.50)"
    assert say(Message("wording.unheard"), "zh") == "wording.unheard"
    assert wording.rule_in_words("wording.nothing", "zh") == "未填报"
    assert wording.rule_in_words("unit-wan", "zh") == "unit-wan"


def test_both_languages_of_every_message_fill_the_same_places() -> None:
    import string

    for name in ("wording", "reporters"):
        for code, entry in area(name).items():
            zh, en = (
                {field for _, field, _, _ in string.Formatter().parse(text) if field}
                for text in (entry.wording.zh, entry.wording.en)
            )
            missing = {"year", "month", "day", "iso"} if code == "wording.date" else set()
            assert zh - missing == en - missing, code


def test_a_share_is_never_confused_with_points() -> None:
    spec: FactSpec = replace(VOCABULARY[RATE], unit="")
    assert wording.value_in_words(D("0.3"), spec, "zh", Comparison(RATE, "rising", True)) == "比上一年增加0.3"


def test_what_stands_within_quotation_marks_has_single_ones() -> None:
    assert wording.quotable("开展“院士专家进校园”") == "开展‘院士专家进校园’"
