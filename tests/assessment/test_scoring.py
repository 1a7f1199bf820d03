"""Points and grades: every number follows from the printed lines, and no part earns what only the whole may."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scilit_rules.assessment.credit import rounded
from scilit_rules.assessment.scorecards import scorecards
from scilit_rules.assessment.scoring import score
from scilit_rules.messages import say
from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, Not
from scilit_rules.model.fact import Interval, Value
from scilit_rules.model.finding import Finding
from scilit_rules.model.operators import Tolerance
from scilit_rules.model.scoring import Bonus, Credit, PerObligation, RoundingRule, Scoring, Tier
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Claim, CreditKind, Disposition, ObligationKind, Rounding, Status, Treatment
from tests.assessment.made_scoring import (
    PROPORTIONAL,
    D,
    failed,
    found,
    obligation,
    partly,
    plan,
    scoring,
)
from tests.reporters.made import report

MET = Status.MET
A, B, C = obligation("a"), obligation("b"), obligation("c")
PLAN = plan(A, B, C)
SHARE = Comparison("literacy.rate", "above", D("10.5"))
FUNDS = Comparison("funds.per-head", "at_least", D(1))
GROUP = Comparison("organisation.leading-group", "is", True)
MODES = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.HALF_EVEN: ROUND_HALF_EVEN, Rounding.TRUNCATE: ROUND_DOWN}


def lines(way: Scoring, *findings: Finding) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {line.obligation: (line.credit, line.points) for line in score(way, PLAN, findings).lines}


def credit_of(require: Condition, *values: tuple[bool | None, Value | Interval | None],
              rule: Credit = PROPORTIONAL, **more: object) -> Decimal | None:
    asked = obligation("a", require)
    way = scoring(rule, **more)  # type: ignore[arg-type]
    return score(way, plan(asked), [failed(asked, *values)]).lines[0].credit


def test_what_is_met_earns_its_weight_and_what_is_not_nothing() -> None:
    result = score(scoring(), PLAN, [found("a", MET), found("b", MET), found("c", Status.UNMET)])
    assert [(line.obligation, line.credit, line.points) for line in result.lines] == [
        ("a", D(100), D(10)), ("b", D(100), D(10)), ("c", D(0), D(0))
    ]
    assert (result.points, result.weight, result.total) == (D(20), D(30), D("66.67"))
    assert result.grade == "fail"


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.NEEDS_REVIEW, Status.NOT_DUE, Status.NOT_APPLICABLE])
def test_other_statuses_count_zero_or_are_left_out_and_the_rest_is_weighted_anew(status: Status) -> None:
    findings = [found("a", MET), found("b", status)]
    assert score(scoring(), PLAN, findings).total == D("50.00")
    excluded = score(scoring(treatment=Treatment.EXCLUDED), PLAN, findings)
    assert (excluded.total, excluded.weight) == (D("100.00"), D(10))
    assert (excluded.lines[1].credit, excluded.lines[1].points) == (None, None)


def test_weights_are_those_of_the_obligation_its_kind_the_nearest_clause_or_the_rest() -> None:
    first, second, third, fourth = (obligation(id, clause=clause) for id, clause in
                                    (("a", "三/（三）"), ("b", "三/（三）/1"), ("c", "三"), ("d", "二")))
    weights = PerObligation(D(1), {"a": D(7)}, {}, {"三": D(2), "三/（三）": D(3)})
    assert [weights.of(one) for one in (first, second, third, fourth)] == [7, 3, 2, 1]
    by_kind = PerObligation(D(1), {"a": D(7)}, {ObligationKind.ACTION: D(5)}, {"三": D(2)})
    assert [by_kind.of(one) for one in (first, second)] == [7, 5]


def test_what_weighs_nothing_has_no_line() -> None:
    assert score(scoring(weight="0"), PLAN, [found("a", MET)]).lines == ()


def test_nothing_that_counts_makes_no_total() -> None:
    result = score(scoring(treatment=Treatment.EXCLUDED), PLAN, [found("a", Status.UNKNOWN)])
    assert (result.total, result.grade, result.earned_grade) == (None, None, None)


def test_an_error_is_never_taken_for_a_verdict() -> None:
    result = score(scoring(), PLAN, [found("a", MET), found("b", Status.ERROR)])
    assert (result.total, result.grade) == (None, None)
    assert result.lines[1].points is None


@pytest.mark.parametrize(
    ("value", "credit"), [("0.5", "50.00"), ("0.9852", "98.52"), ("0", "0.00"), ("0.99999", "99.99")]
)
def test_proportional_credit_is_the_share_of_the_bound_and_never_rounds_up_to_all(value: str, credit: str) -> None:
    assert str(credit_of(FUNDS, (False, D(value)))) == credit


@pytest.mark.parametrize(
    ("require", "values", "credit"),
    [
        (SHARE, [(False, D("10.5"))], "99.99"),
        (Comparison("a", "at_most", D(10)), [(False, D(20))], "50.00"),
        (Comparison("a", "below", D(10)), [(False, D(10))], "99.99"),
        (Comparison("a", "at_least", D(0)), [(False, D(-1))], "0.00"),
        (Comparison("a", "at_most", D(-1)), [(False, D(0))], "99.99"),
        (Comparison("a", "about", Tolerance(D(50), D(10))), [(False, D(20))], "50.00"),
        (Comparison("a", "about", Tolerance(D(50), D(10))), [(False, D(120))], "50.00"),
        (Comparison("a", "rising", True), [(False, D(5))], "0.00"),
        (Comparison("a", "one_of", ("甲",)), [(False, "乙")], "0.00"),
        (FUNDS, [(False, Interval(D(0), D("0.9")))], "0.00"),
        (GROUP, [(False, False)], "0.00"),
        (All((GROUP, FUNDS)), [(True, True), (False, D("0.5"))], "75.00"),
        (All((GROUP, FUNDS)), [(None, None), (False, D("0.5"))], "25.00"),
        (AnyOf((GROUP, FUNDS)), [(False, False), (False, D("0.5"))], "50.00"),
        (AtLeastOf(2, (GROUP, FUNDS, SHARE)), [(True, True), (False, D("0.5")), (False, D("2.1"))], "75.00"),
        (Not(GROUP), [(True, True)], "0.00"),
        (All((Not(AnyOf((GROUP, FUNDS))), FUNDS)), [(False, False), (False, D(0)), (False, D("0.5"))], "75.00"),
    ],
)
def test_the_share_reached_follows_the_requirement(
    require: Condition, values: list[tuple[bool | None, Value | Interval | None]], credit: str
) -> None:
    assert str(credit_of(require, *values)) == credit


TIERS = Credit(CreditKind.TIERED, (Tier(D(95), True, D(80)), Tier(D(50), False, D(40))))


@pytest.mark.parametrize(
    ("value", "credit"), [("0.96", "80"), ("0.95", "80"), ("0.9499", "40"), ("0.51", "40"), ("0.5", "0"), ("0", "0")]
)
def test_tiered_credit_is_that_of_the_step_reached_with_its_end(value: str, credit: str) -> None:
    assert credit_of(FUNDS, (False, D(value)), rule=TIERS) == D(credit)


@pytest.mark.parametrize(
    ("progress", "mark", "credit"), [("60", None, 60), (None, None, 0), ("60", Claim.NOT_DONE, 0)]
)
def test_a_claim_earns_its_progress_unless_the_reviewer_says_otherwise(
    progress: str | None, mark: Claim | None, credit: int
) -> None:
    assert lines(scoring(PROPORTIONAL), partly(A, progress, mark))["a"] == (D(credit), D(credit) / 10)


def test_a_claim_that_nobody_made_earns_nothing() -> None:
    assert lines(scoring(PROPORTIONAL), found("a", Status.UNMET))["a"] == (D(0), D(0))


def test_periods_of_one_obligation_earn_their_mean() -> None:
    findings = [found("a", MET, "2018"), found("a", MET, "2019"), found("a", Status.UNMET, "2020")]
    assert lines(scoring(), *findings)["a"] == (D("66.67"), D("6.67"))
    left_out = scoring(treatment=Treatment.EXCLUDED)
    assert lines(left_out, *findings[:2], found("a", Status.NOT_DUE))["a"] == (D(100), D(10))


def test_the_mean_does_not_round_up_to_all_either() -> None:
    way = scoring(PROPORTIONAL, rounding=RoundingRule(Rounding.HALF_UP, credit=0))
    asked = obligation("a", FUNDS)
    findings = [found("a", MET, str(year)) for year in range(2016, 2020)] + [failed(asked, (False, D("0.999")))]
    assert score(way, plan(asked), findings).lines[0].credit == D(99)


@pytest.mark.parametrize(("times", "points"), [(0, "10"), (1, "7"), (2, "4"), (3, "2"), (4, "2")])
def test_each_period_not_met_is_deducted_down_to_the_floor(times: int, points: str) -> None:
    way = scoring(Credit(CreditKind.DEDUCTION, (), D(3), D(2)))
    statuses = [Status.UNMET] * times + [MET] * (4 - times)
    findings = [found("a", status, str(2017 + number)) for number, status in enumerate(statuses)]
    assert lines(way, *findings)["a"] == (None, D(points))


def test_a_floor_above_the_weight_gives_no_more_than_the_weight() -> None:
    way = scoring(Credit(CreditKind.DEDUCTION, (), D(3), D(20)))
    assert lines(way, found("a", Status.UNMET))["a"] == (None, D(10))


def test_an_accepted_gap_counts_as_found_or_is_left_out() -> None:
    waived = found("a", Status.UNMET, disposition=Disposition.WAIVED)
    findings = [waived, found("b", MET)]
    assert score(scoring(), PLAN, findings).total == D(50)
    assert score(scoring(waived=Treatment.EXCLUDED), PLAN, findings).total == D(100)


def test_a_veto_lowers_the_grade_and_not_the_points() -> None:
    findings = [found("a", Status.UNMET), *(found("b", MET, str(year)) for year in (2019, 2020)), found("c", MET)]
    weights = PerObligation(D(48), {"a": D(4)})
    way = scoring(vetoes={"a": "fail"})
    way = Scoring(way.full, weights, way.credit, way.count, way.waived, way.rounding, way.bands, way.vetoes)
    result = score(way, PLAN, findings)
    assert (result.total, result.grade, result.earned_grade) == (D(96), "fail", "good")
    assert result.vetoed_by == ("a",)


@pytest.mark.parametrize("status", [MET, Status.UNKNOWN, Status.NOT_DUE])
def test_only_what_is_not_met_has_a_veto(status: Status) -> None:
    result = score(scoring(vetoes={"a": "fail"}, treatment=Treatment.EXCLUDED), PLAN,
                   [found("a", status), found("b", MET)])
    assert (result.grade, result.vetoed_by) == ("good", ())


def test_a_gap_that_was_accepted_and_left_out_has_no_veto() -> None:
    waived = found("a", Status.UNMET, disposition=Disposition.WAIVED)
    result = score(scoring(vetoes={"a": "fail"}, waived=Treatment.EXCLUDED), PLAN, [waived, found("b", MET)])
    assert result.grade == "good"


def test_a_veto_that_leaves_more_than_was_earned_changes_nothing() -> None:
    result = score(scoring(vetoes={"a": "pass"}), PLAN, [found("a", Status.UNMET)])
    assert (result.grade, result.vetoed_by) == ("fail", ())


def test_a_bonus_is_capped_and_the_total_ends_at_the_full_score() -> None:
    bonus = Bonus({"b": D(4), "c": D(4)}, D(5))
    findings = [found("a", Status.UNMET), found("b", MET), found("c", MET)]
    low = score(scoring(bonus=bonus), PLAN, findings)
    assert (low.total, low.bonus, [line.obligation for line in low.lines]) == (D(5), D(5), ["a"])
    assert [line.points for line in low.bonus_lines] == [D(4), D(4)]
    assert score(scoring(bonus=bonus), PLAN, [found("a", MET), *findings[1:]]).total == D(100)
    unmet = [found("a", MET), found("b", Status.UNMET), found("c", Status.NOT_DUE)]
    assert score(scoring(bonus=bonus, treatment=Treatment.EXCLUDED), PLAN, unmet).bonus == 0


@pytest.mark.parametrize(("score_", "grade"), [("69.99", "fail"), ("70", "pass"), ("89.99", "pass"), ("90", "good"),
                                               ("100", "good"), ("0", "fail")])
def test_grades_hold_their_ends_as_declared(score_: str, grade: str) -> None:
    band = scoring().grade(D(score_))
    assert band is not None
    assert band.id == grade


def test_without_grades_there_is_a_total_only() -> None:
    result = score(scoring(bands=()), PLAN, [found("a", MET)])
    assert (result.total, result.grade) == (D(100), None)


def test_a_published_score_that_was_cut_off_is_reproduced() -> None:
    """4,614,453.11 of 4,764,453.11 spent, ten points: 96.8517 % and 9.68 were published, which rounding would not give."""
    asked = obligation("a", Comparison("funds.paid-in", "at_least", D("4764453.11")))
    finding = failed(asked, (False, D("4614453.11")))
    cut = scoring(PROPORTIONAL, rounding=RoundingRule(Rounding.TRUNCATE, credit=4))
    line = score(cut, plan(asked), [finding]).lines[0]
    assert (line.credit, line.points) == (D("96.8516"), D("9.68"))
    up = scoring(PROPORTIONAL, rounding=RoundingRule(Rounding.HALF_UP, credit=4))
    line = score(up, plan(asked), [finding]).lines[0]
    assert (line.credit, line.points) == (D("96.8517"), D("9.69"))


@given(st.decimals(0, 10_000, places=6), st.integers(0, 5), st.sampled_from(Rounding))
def test_numbers_are_rounded_as_everyone_rounds_them(value: Decimal, places: int, mode: Rounding) -> None:
    assert rounded(Fraction(value), places, mode) == value.quantize(Decimal(1).scaleb(-places), MODES[mode])


WAYS = st.builds(
    RoundingRule, st.sampled_from(Rounding), st.integers(0, 4), st.integers(0, 3), st.integers(0, 3)
)
STATUSES = st.lists(st.sampled_from([status for status in Status if status is not Status.ERROR]), min_size=3, max_size=3)


@given(WAYS, STATUSES, st.lists(st.integers(0, 120), min_size=3, max_size=3), st.sampled_from([*Treatment][:2]))
def test_the_total_follows_from_the_printed_lines(
    rounding: RoundingRule, statuses: list[Status], progress: list[int], treatment: Treatment
) -> None:
    findings = [
        partly(one, str(done)) if status is Status.UNMET else found(one.id, status)
        for one, status, done in zip((A, B, C), statuses, progress, strict=True)
    ]
    way = scoring(PROPORTIONAL, weight="7", rounding=rounding, treatment=treatment)
    result = score(way, PLAN, findings)
    counted = [line for line in result.lines if line.points is not None]
    for line in counted:
        assert line.credit is not None
        assert line.points == rounded(Fraction(line.weight * line.credit) / 100, rounding.item, rounding.mode)
    assert result.points == sum(line.points or 0 for line in counted)
    assert result.weight == 7 * len(counted)
    if counted:
        whole = Fraction(result.points) * 100 / Fraction(result.weight)
        assert result.total == min(rounded(whole, rounding.total, rounding.mode), D(100))
        assert 0 <= result.total <= 100
        assert result.grade == next(band.id for band in way.bands if band.holds(result.total))


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        ("zh", ["2016年达标，计100%", "2017年不达标，完成60%，计60%", "2018年未到期，不计入", "2019年不达标，已豁免，不计入",
                "2020年数据缺失/存疑，不计入", "2期平均80.00%"]),
        ("en", ["2016 met: counts 100%", "2017 unmet, 60% reached: counts 60%", "2018 not due: left out",
                "2019 unmet, waived: left out", "2020 unknown: left out", "mean of 2 periods 80.00%"]),
    ],
)
def test_each_line_says_why(lang: Lang, texts: list[str]) -> None:
    from dataclasses import replace

    findings = [
        found("a", MET, "2016"), replace(partly(A, "60"), period="2017"), found("a", Status.NOT_DUE, "2018"),
        found("a", Status.UNMET, "2019", disposition=Disposition.WAIVED), found("a", Status.UNKNOWN, "2020"),
    ]
    way = scoring(PROPORTIONAL, treatment=Treatment.EXCLUDED, waived=Treatment.EXCLUDED)
    (line,) = score(way, PLAN, findings).lines
    said = [say(why, lang).replace("60.00", "60") for why in line.why]
    assert said == texts


@pytest.mark.parametrize(
    ("lang", "text"), [("zh", "扣分1次，每次3分，最低2分"), ("en", "1 deductions of 3 points each, no fewer than 2 left")]
)
def test_deductions_say_how_many(lang: Lang, text: str) -> None:
    (line,) = score(scoring(Credit(CreditKind.DEDUCTION, (), D(3), D(2))), PLAN, [found("a", Status.UNMET)]).lines
    assert say(line.why[-1], lang) == text


def test_a_plan_that_declares_scoring_has_it_on_every_card() -> None:
    from dataclasses import replace

    made = report(3)
    made = replace(made, plan=replace(made.plan, scoring=scoring()))
    totals = [card.score.total for card in scorecards(made).subjects if card.score]
    assert len(totals) == 3
    assert all(total is not None for total in totals)
