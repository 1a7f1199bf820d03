"""The draw: the same for the same seed in whatever order, without putting back, and the likelier the heavier."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scilit_rules as sr
from scilit_rules.assessment.sampling import draw_sample
from scilit_rules.model.words import Binding, Status
from tests.assessment.saving import EAST, WEST, finding, made, write
from tests.reporters.made import report

YEARS = [str(year) for year in range(2001, 2031)]
CLAIMS = [finding(Status.MET, id, subject, year, self_reported=True)
          for subject, years in ((EAST, YEARS), (WEST, YEARS[:10])) for id in ("group", "funds", "events")
          for year in years]
REPORT = made([*CLAIMS, finding(Status.MET, period="2031"), finding(period="2032")])
SEEDS = st.text(max_size=8)


def drawn(report: sr.Report, size: int, seed: str) -> list[str]:
    return [one.finding.id for one in draw_sample(report, size, seed).drawn]


@given(SEEDS, st.integers(1, 40), st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(seed: str, size: int, random: object) -> None:
    shuffled = list(REPORT.findings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert drawn(replace(REPORT, findings=tuple(shuffled)), size, seed) == drawn(REPORT, size, seed)


@given(SEEDS, st.integers(1, 130), st.integers(0, 20))
def test_a_larger_sample_holds_the_smaller(seed: str, size: int, more: int) -> None:
    small, large = drawn(REPORT, size, seed), drawn(REPORT, size + more, seed)
    assert large[:size] == small
    assert len(set(large)) == len(large) == min(size + more, len(CLAIMS))


@given(SEEDS)
def test_only_what_rests_on_self_report_alone_is_drawn(seed: str) -> None:
    sample = draw_sample(REPORT, 1000, seed)
    assert {one.finding.id for one in sample.drawn} == {claim.id for claim in CLAIMS}
    assert (sample.population, sample.claims) == (len(CLAIMS), {EAST: 90, WEST: 30})
    assert [one.number for one in sample.drawn] == list(range(1, len(CLAIMS) + 1))


def test_the_draw_of_a_seed_is_the_same_for_ever() -> None:
    assert drawn(REPORT, 3, "2020") == DRAWN_2020
    assert drawn(REPORT, 3, "2020") != drawn(REPORT, 3, "2021")


DRAWN_2020 = ["made.east/funds/2010", "made.east/events/2028", "made.east/funds/2012"]


@pytest.mark.parametrize(("id", "subject", "weight"), [
    ("group", EAST, "12.00"), ("group", WEST, "8.00"), ("funds", EAST, "24.00"), ("events", WEST, "4.00"),
])
def test_what_a_claim_weighs_can_be_reckoned_by_hand(id: str, subject: str, weight: str) -> None:
    risks = {(one.finding.obligation, one.finding.subject): one.risk for one in draw_sample(REPORT, 1000, "1").drawn}
    assert risks[id, subject].weight == Decimal(weight)


def test_the_heavier_are_drawn_more_often() -> None:
    times = Counter(id.split("/")[1] for seed in range(300) for id in drawn(REPORT, 3, str(seed)))
    assert times["funds"] > 1.5 * times["group"] > 2 * times["events"] > 0


def test_an_obligation_that_nobody_knows_weighs_least() -> None:
    bare = made(CLAIMS[:1], obligations={})
    (one,) = draw_sample(bare, 5, "1").drawn
    assert (one.risk.binding, one.risk.weight) == (None, Decimal(2))
    assert one.risk.binding is not Binding.MANDATORY


def test_nothing_can_be_drawn_from_nothing() -> None:
    assert draw_sample(made(), 5, "1").drawn == ()


def test_files_and_reports_are_drawn_from_alike(tmp_path: Path) -> None:
    live, file = report(12), write(report(12), tmp_path / "r.json")
    assert [one.finding.id for one in sr.sample(live, size=5, seed=7).drawn] == [
        one.finding.id for one in sr.sample(file, size=5, seed="7").drawn] != []
