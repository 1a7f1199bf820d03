"""One finding explained step by step."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Fact, Period, Reading, Value
from scilit_rules.model.finding import Check, Finding, Gap
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.operators import Growth
from scilit_rules.model.place import Place
from scilit_rules.model.report import Report
from scilit_rules.model.text import Message, Text
from scilit_rules.model.vocabulary import Derivation, FactSpec, Vocabulary
from scilit_rules.model.words import Against, Claim, DerivationKind, Disposition, FactType, Reason, Status
from scilit_rules.words.computation import computed_in_words
from scilit_rules.words.explanation import explain
from tests.reporters.made import report
from tests.reporters.made_plan import GROUP, PAID, PEOPLE, PER_HEAD, RATE, VOCABULARY, plan, subjects

MADE = report(11)


def one(obligation: str, subject: str = "made.s001", made: Report = MADE) -> Finding:
    return next(f for f in made.findings if f.obligation == obligation and f.subject == subject)


def test_a_gap_is_led_back_to_its_cells() -> None:
    text = explain(MADE, one("funding-per-capita"), "zh")
    for part in (
        "不达标（违反，未处理）",
        "（某政办发〔2016〕1号）",
        "三/（三） 经费保障",
        "原文：“……每年人均1元……”",
        "市财政局、市科协按职责分工负责",
        "实际拨付科普经费401,700元 ÷ 常住人口407,016人 ≈ 0.9869元/人",
        "上报/张店区.xlsx [自查表]!C5",
        "原文“40.17万元”，读作“401700元”",
        "共缺5,316元",
        "补足差额",
        "按常住人口计算",
    ):
        assert part in text


@pytest.mark.parametrize(
    "finding, parts",
    [
        (one("local-plan"), ("晚12天", "豁免w1", "（生效）")),
        (one("literacy-rate", "made.s005"), ("无法确定", "plugin.conflict", "上报/补充.csv:12:4")),
        (one("literacy-rate", "made.s004"), ("未到期", "按目前进度达不到")),
        (one("curriculum"), ("自报已完成", "宜现场抽查", "没有提供佐证", "请写明能够查到的东西")),
        (
            one("curriculum", "made.s004"),
            ("部分完成（60%）", "文件：某教字〔2019〕3号，见 上报/临淄区.xlsx [自查表]!D10"),
        ),
        (one("atmosphere", "made.s011"), ("出错", "规则引擎出错")),
        (one("literacy-rate", "made.s002"), ("须高于10.5%", "当年无调查", "（已过期）")),
    ],
)
def test_it_says_what_each_status_calls_for(finding: Finding, parts: tuple[str, ...]) -> None:
    text = explain(MADE, finding, "zh")
    for part in parts:
        assert part in text
    assert not text.endswith("\n")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_finding_can_be_explained(lang: str) -> None:
    for finding in MADE.findings:
        text = explain(MADE, finding, lang)  # type: ignore[arg-type]
        assert finding.id in text
        assert "{" not in text
        assert "None" not in text


def test_a_plan_that_does_not_say_when_it_was_issued_says_what_is_taken() -> None:
    undated = replace(MADE, plan=replace(MADE.plan, document=replace(MADE.plan.document, issued=None)))
    assert "方案印发日期：原文没有写明，按2016年12月31日计" in explain(undated, one("funding-per-capita"), "zh")
    assert "issue of the plan: not said; taken as 2016-12-31" in explain(undated, one("funding-per-capita"), "en")
    # A date that the text gives depends on no day of issue.
    assert "按2016年12月31日计" not in explain(undated, one("literacy-rate"), "zh")
    assert "印发日期：" not in explain(MADE, one("funding-per-capita"), "zh")


def test_growth_is_led_back_to_both_of_its_years() -> None:
    before, now = (Fact("made.s001", PAID, Period(year), Decimal(value), Place("a.xlsx", sheet="表", cell=cell))
                   for year, value, cell in ((2015, 500, "C3"), (2020, 300, "C4")))
    grows = Comparison(PAID, "rising", Growth(Against.SINCE_BASE, 2015))
    check = Check(grows, False, Decimal(-200), (now, before), gap=Gap(Decimal(200), "元", True))
    finding = replace(one("funding-per-capita"), checks=(check,), gap=check.gap)
    said = explain(MADE, finding, "zh")
    for part in ("实际拨付科普经费比2015年增加", "比2015年减少200元", "差200元（须比2015年增加）", "2015年", "!C3", "!C4"):
        assert part in said
    assert "200 yuan less than in 2015" in explain(MADE, finding, "en")


def test_a_finding_of_an_unknown_obligation_is_explained_by_its_id() -> None:
    assert "no-such" in explain(MADE, replace(one("atmosphere"), obligation="no-such"), "en")


def test_conditions_remarks_and_reviewers_are_told() -> None:
    obligation: Obligation = replace(
        MADE.plan.obligations["leading-group"], when=Comparison(GROUP, "is", True), note=None
    )
    document = replace(MADE.plan.document, number="")
    changed = replace(MADE, plan=replace(MADE.plan, obligations={"leading-group": obligation}, document=document))
    facts = (
        Fact("made.s002", GROUP, Period(2020), True, None, remark="口头", reading=Reading(Place("a"), "√", "是", ())),
    )
    finding = replace(
        one("leading-group"),
        when_checks=(Check(Comparison(GROUP, "is", True), True, True, facts),),
        attested=Attested(Claim.DONE, mark=Claim.NOT_DONE, reviewer="李"),
        notes=(Message("outside.note"),),
        checks=(Check(Comparison(RATE, "above", Decimal(1)), None, None, reason=Reason.MISSING),),
    )
    text = explain(changed, finding, "en")
    for part in (
        "applies where: leading group set up: yes",
        "remark: 口头",
        "reviewed by: 李",
        "written “√”, read as “是”\n",
        "leading group set up of Subject 2 (2020): yes, given by the caller",
        "missing: literacy rate",
        "outside.note",
    ):
        assert part in text


def test_a_known_gap_without_a_waiver_says_so() -> None:
    finding = replace(one("leading-group"), disposition=Disposition.KNOWN)
    assert "known" in explain(replace(MADE, waivers=()), finding, "en")
    assert Status.UNMET is finding.status


def _fact(name: str, value: Value, year: int = 2020, subject: str = "made.s001", parts: tuple[Fact, ...] = ()) -> Fact:
    return Fact(subject, name, Period(year), value, derived_from=parts)


def _derived(
    kind: DerivationKind, parts: tuple[str, ...], type: FactType = FactType.NUMBER, unit: str = ""
) -> FactSpec:
    return FactSpec("d", Text("导出", "derived"), type, unit, derive=Derivation(kind, parts))


D = Decimal
_GROUPS = (_fact(GROUP, True), _fact(GROUP, False, subject="made.s002"))


@pytest.mark.parametrize(
    "spec, value, parts, zh",
    [
        (
            _derived(DerivationKind.RATIO, (PAID, PEOPLE)),
            D("0.5"),
            (_fact(PEOPLE, D(4)), _fact(PAID, D(2))),
            "实际拨付科普经费2元 ÷ 常住人口4人 = 0.5",
        ),
        (
            _derived(DerivationKind.RATIO, (PAID, PEOPLE), FactType.SHARE, "%"),
            D(50),
            (_fact(PAID, D(2)), _fact(PEOPLE, D(4))),
            "实际拨付科普经费2元 ÷ 常住人口4人 × 100 = 50%",
        ),
        (
            _derived(DerivationKind.DIFFERENCE, (PAID, PEOPLE)),
            D(-2),
            (_fact(PAID, D(2)), _fact(PEOPLE, D(4))),
            "实际拨付科普经费2元 − 常住人口4人 = -2",
        ),
        (
            _derived(DerivationKind.SUM, (PAID, PEOPLE)),
            D(6),
            (_fact(PAID, D(2)), _fact(PEOPLE, D(4))),
            "实际拨付科普经费2元 + 常住人口4人 = 6",
        ),
        (
            _derived(DerivationKind.CHANGE, (RATE,)),
            D(1),
            (_fact(RATE, D(9), 2019), _fact(RATE, D(10))),
            "公民具备基本科学素质的比例10% − 公民具备基本科学素质的比例9% = 1",
        ),
        (
            _derived(DerivationKind.SHARE, (GROUP,), FactType.SHARE, "%"),
            D(50),
            _GROUPS,
            "2个单位中1个为“是”（张店区是、made.s002否）= 50%",
        ),
        (
            _derived(DerivationKind.MEAN, (RATE,)),
            D("3.33333333"),
            (_fact(RATE, D(9)),),
            "1个单位的平均（张店区9%）≈ 3.3333",
        ),
        (_derived(DerivationKind.SPREAD, (RATE,)), D(0), (_fact(RATE, D(9)),), "1个单位中最大减最小（张店区9%）= 0"),
        (_derived(DerivationKind.RANK, (RATE,)), D(1), (_fact(RATE, D(9)),), "在1个单位中的位次（张店区9%）= 1"),
    ],
)
def test_a_derived_value_can_be_reckoned_again(
    spec: FactSpec, value: Decimal, parts: tuple[Fact, ...], zh: str
) -> None:
    made = replace(plan(subjects(1)), vocabulary=Vocabulary({**VOCABULARY.facts, "d": spec}))
    assert computed_in_words(_fact("d", value, parts=parts), made, "zh") == zh


def test_what_was_read_was_not_computed() -> None:
    made = plan(subjects(1))
    assert (
        computed_in_words(_fact(RATE, D(9)), made, "zh") == computed_in_words(_fact(PER_HEAD, D(9)), made, "zh") == ""
    )
