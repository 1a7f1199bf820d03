"""What the judge makes of facts: every status, its reason, and the size of the gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import scilit_rules as sr
from scilit_rules.engine.durable import DurableEngine
from scilit_rules.engine.selection import ConfirmedEngine
from scilit_rules.model.condition import All, AnyOf, AtLeastOf, Comparison, Condition, Not
from scilit_rules.model.fact import Attested, Doubt, Evidence, Period
from scilit_rules.model.finding import Finding
from scilit_rules.model.lacks import Lack
from scilit_rules.model.obligation import Attestation, Proof
from scilit_rules.model.operators import Tolerance, Years
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message, Text
from scilit_rules.model.words import (
    Binding,
    Claim,
    EvidenceKind,
    Level,
    Reason,
    ScheduleKind,
    Severity,
    Stance,
    Status,
)
from scilit_rules.plugins.contracts import Answer, Question
from scilit_rules.problems import EngineError, problem
from tests.engine.made import DOCUMENT, DURING, END, YEARLY, fact, judged, obligation, one, plan, schedule

RATE = obligation()
PER_HEAD = obligation("per-head", require=Comparison("funding.per_head", "at_least", Decimal(1)), schedule=YEARLY)
GROUP = obligation("group", require=Comparison("organisation.leading_group", "is", True), schedule=DURING)
PROVED = obligation("proved", require=Comparison("organisation.leading_group", "is", True), schedule=DURING,
                    proof=Proof(1, (EvidenceKind.DOCUMENT,)))
ASK = Text("是否已开展", "Has it been done")
ATTESTED = obligation("attested", attest=Attestation(ASK, Proof(1)), schedule=DURING)
REVIEWED = obligation("reviewed", review=ASK, schedule=DURING)

BOUNDS = [("10.5", Status.UNMET), ("10.50", Status.UNMET), ("10.500000000000000000001", Status.MET),
          ("10.499999999999999999999", Status.UNMET), ("10.6", Status.MET), ("0", Status.UNMET)]


@pytest.mark.parametrize(("value", "status"), BOUNDS)
def test_above_is_strict_and_exact(value: str, status: Status) -> None:
    assert one(RATE, fact("literacy.rate", Decimal(value))).status is status


def test_a_gap_says_how_much_and_that_the_bound_itself_is_not_enough() -> None:
    finding = one(RATE, fact("literacy.rate", Decimal("10.5"), place=Place("a.csv", line=2, column=3)))
    assert finding.severity is Severity.VIOLATION
    assert finding.gap is not None
    assert (finding.gap.amount, finding.gap.unit, finding.gap.more_than) == (Decimal(0), "%", True)
    assert finding.places == (Place("a.csv", line=2, column=3),)


@pytest.mark.parametrize(("binding", "severity"), [(Binding.MANDATORY, Severity.VIOLATION),
                                                   (Binding.DIRECTIONAL, Severity.WARNING),
                                                   (Binding.ENCOURAGED, Severity.NOTICE)])
def test_severity_follows_the_binding(binding: Binding, severity: Severity) -> None:
    assert one(obligation(binding=binding), fact("literacy.rate", 3)).severity is severity


def test_missing_is_unknown_and_names_what_is_wanted() -> None:
    finding = one(RATE)
    assert (finding.status, finding.reason, finding.wanted) == (Status.UNKNOWN, Reason.MISSING, ("literacy.rate",))
    assert finding.severity is None


def test_an_old_value_is_stale() -> None:
    assert one(RATE, fact("literacy.rate", 12, year=2017)).reason is Reason.STALE
    assert one(RATE, fact("literacy.rate", 12, year=2018)).status is Status.MET


def test_a_later_value_does_not_count_for_an_earlier_deadline() -> None:
    assert one(RATE, fact("literacy.rate", 12, year=2021), as_of=date(2021, 12, 31)).reason is Reason.MISSING


def test_two_values_for_one_period_are_conflicting_with_both_places() -> None:
    here, there = Place("a.csv", line=2), Place("b.csv", line=7)
    finding = one(RATE, fact("literacy.rate", 12, place=here), fact("literacy.rate", 9, place=there))
    assert finding.reason is Reason.CONFLICTING
    assert set(finding.places) == {here, there}


def test_a_doubtful_cell_is_ambiguous_even_beside_an_older_value() -> None:
    cell = Place("a.xlsx", sheet="表", cell="C5")
    doubt = Doubt("zibo.zhangdian", "literacy.rate", Period(2020), Reason.AMBIGUOUS, Message("engine.partly"), (cell,))
    finding = one(RATE, fact("literacy.rate", 12, year=2019), doubts=[doubt])
    assert (finding.reason, finding.places) == (Reason.AMBIGUOUS, (cell,))


def test_per_head_gap_says_the_money() -> None:
    finding = judged(plan(PER_HEAD), fact("funding.paid_in", 398_000), fact("population.resident", 400_000))
    assert finding["per-head/2020"].status is Status.UNMET
    gap = finding["per-head/2020"].gap
    assert gap is not None
    assert (gap.amount, gap.unit, gap.money) == (Decimal("0.005"), "元/人", Decimal(2000))


def test_per_head_exactly_at_the_bound_is_met_and_a_cent_less_is_not() -> None:
    people = fact("population.resident", 407_016)
    assert judged(plan(PER_HEAD), people, fact("funding.paid_in", 407_016))["per-head/2020"].status is Status.MET
    short = judged(plan(PER_HEAD), people, fact("funding.paid_in", Decimal("407015.99")))["per-head/2020"]
    assert (short.status, short.gap and short.gap.money) == (Status.UNMET, Decimal("0.01"))


def test_yearly_has_a_finding_for_each_elapsed_year() -> None:
    found = judged(plan(PER_HEAD), as_of=date(2018, 12, 31))
    assert [(id, finding.status) for id, finding in found.items()] == [
        (f"per-head/{year}", Status.UNKNOWN) for year in (2016, 2017, 2018)]
    before = judged(plan(PER_HEAD), as_of=date(2016, 6, 30))
    assert [(id, finding.status) for id, finding in before.items()] == [("per-head/2016", Status.NOT_DUE)]


def test_not_due_carries_the_outlook() -> None:
    facts = [fact("literacy.rate", Decimal("6.5"), 2016), fact("literacy.rate", Decimal("9.1"), 2018)]
    finding = one(RATE, *facts, as_of=date(2018, 12, 31))
    assert finding.status is Status.NOT_DUE
    assert finding.gap is None
    assert finding.outlook is not None
    assert (finding.outlook.expected, finding.outlook.on_course) == (Decimal("8.5"), True)
    behind = one(RATE, facts[0], fact("literacy.rate", 7, 2018), as_of=date(2018, 12, 31))
    assert behind.outlook is not None and not behind.outlook.on_course


def test_not_due_without_a_baseline_or_data_says_what_is_wanted() -> None:
    finding = one(RATE, as_of=date(2018, 12, 31))
    assert (finding.status, finding.reason, finding.wanted) == (Status.NOT_DUE, Reason.MISSING, ("literacy.rate",))
    assert one(RATE, fact("literacy.rate", 5, 2018), as_of=date(2018, 12, 31)).outlook is None


def test_a_target_reached_early_is_met() -> None:
    assert one(RATE, fact("literacy.rate", 12, 2018), as_of=date(2018, 12, 31)).status is Status.MET


def test_a_flag_without_the_evidence_asked_for_needs_review() -> None:
    assert one(PROVED, fact("organisation.leading_group", True)).status is Status.NEEDS_REVIEW
    assert one(PROVED, fact("organisation.leading_group", True, evidence=(DOCUMENT,))).status is Status.MET
    assert one(PROVED, fact("organisation.leading_group", False)).status is Status.UNMET


def test_a_flag_on_the_reporters_word_alone_is_marked_for_sampling() -> None:
    assert one(GROUP, fact("organisation.leading_group", True)).self_reported
    # A number that somebody typed and nobody looked up is a word, too; a file that was found is more.
    assert one(GROUP, fact("organisation.leading_group", True, evidence=(DOCUMENT,))).self_reported
    found = Evidence(EvidenceKind.FILE, "领导小组文件.pdf", found="领导小组文件.pdf")
    assert not one(GROUP, fact("organisation.leading_group", True, evidence=(found,))).self_reported
    assert not one(RATE, fact("literacy.rate", 12)).self_reported


WORDS = [
    (Attested(Claim.DONE), (DOCUMENT,), Status.MET, Status.NEEDS_REVIEW),
    (Attested(Claim.DONE), (), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
    (Attested(Claim.PARTLY, Decimal(60)), (DOCUMENT,), Status.UNMET, Status.NEEDS_REVIEW),
    (Attested(Claim.NOT_DONE), (), Status.UNMET, Status.NEEDS_REVIEW),
    (Attested(Claim.DONE, mark=Claim.NOT_DONE), (DOCUMENT,), Status.UNMET, Status.UNMET),
    (Attested(Claim.NOT_DONE, mark=Claim.DONE), (), Status.MET, Status.MET),
    (Attested(None, mark=Claim.PARTLY), (), Status.UNMET, Status.UNMET),
    (Attested(Claim.DONE, stance=Stance.AGREES), (), Status.MET, Status.MET),
    (Attested(Claim.PARTLY, stance=Stance.AGREES), (), Status.UNMET, Status.UNMET),
    (Attested(Claim.NOT_DONE, stance=Stance.AGREES), (DOCUMENT,), Status.UNMET, Status.UNMET),
    (Attested(None, stance=Stance.AGREES), (DOCUMENT,), Status.UNKNOWN, Status.NEEDS_REVIEW),
    (Attested(Claim.DONE, stance=Stance.REFUSES), (DOCUMENT,), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
    (Attested(Claim.NOT_DONE, stance=Stance.REFUSES), (), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
    (Attested(None, stance=Stance.REFUSES), (), Status.UNKNOWN, Status.NEEDS_REVIEW),
    (Attested(Claim.INAPPLICABLE, reason="本区没有乡镇"), (), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
    (Attested(Claim.INAPPLICABLE), (), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
    (Attested(Claim.INAPPLICABLE, reason="本区没有乡镇", stance=Stance.AGREES), (), Status.NOT_APPLICABLE, Status.NOT_APPLICABLE),
    (Attested(Claim.INAPPLICABLE, stance=Stance.AGREES), (), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
    (Attested(Claim.INAPPLICABLE, reason="没有", stance=Stance.REFUSES), (), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
    (Attested(Claim.INAPPLICABLE, reason="没有", mark=Claim.NOT_DONE), (), Status.UNMET, Status.UNMET),
    (Attested(Claim.DONE, mark=Claim.INAPPLICABLE), (DOCUMENT,), Status.NOT_APPLICABLE, Status.NOT_APPLICABLE),
    (Attested(Claim.DONE), (Evidence(None, "见附件", None, (Lack.NAME,)),), Status.NEEDS_REVIEW, Status.NEEDS_REVIEW),
]


@pytest.mark.parametrize(("word", "evidence", "attested", "reviewed"), WORDS)
def test_a_persons_word(word: Attested, evidence: tuple[object, ...], attested: Status, reviewed: Status) -> None:
    for asked, status in ((ATTESTED, attested), (REVIEWED, reviewed)):
        finding = one(asked, fact(asked.id, word, evidence=evidence))
        assert finding.status is status
        assert finding.attested == word


def test_partly_tells_the_progress() -> None:
    finding = one(ATTESTED, fact("attested", Attested(Claim.PARTLY, Decimal(60))))
    assert [note.code for note in finding.notes] == ["engine.partly"]
    assert not one(ATTESTED, fact("attested", Attested(Claim.PARTLY))).notes


def test_no_word_is_unknown_for_a_reporter_and_to_be_reviewed_for_a_person() -> None:
    assert (one(ATTESTED).status, one(ATTESTED).wanted) == (Status.UNKNOWN, ("attested",))
    assert one(REVIEWED).status is Status.NEEDS_REVIEW
    later = obligation("later", review=ASK)
    assert one(later, as_of=date(2018, 1, 1)).status is Status.NOT_DUE


WHEN = Comparison("venue.in_use", "is", True)


@pytest.mark.parametrize(("facts", "status"), [
    ([("venue.in_use", True), ("literacy.rate", 12)], Status.MET),
    ([("venue.in_use", False), ("literacy.rate", 3)], Status.NOT_APPLICABLE),
    ([("literacy.rate", 3)], Status.UNKNOWN),
])
def test_when_decides_whether_it_applies(facts: Sequence[tuple[str, bool | int]], status: Status) -> None:
    finding = one(obligation(when=WHEN), *(fact(name, value) for name, value in facts))
    assert finding.status is status
    if status is Status.UNKNOWN:
        assert finding.wanted == ("venue.in_use",)


def test_levels_that_do_not_bear_it_have_no_finding() -> None:
    assert judged(plan(RATE), subject="zibo.gaoxin") == {}


def test_the_share_of_children_is_decided_once_the_bounds_agree() -> None:
    asked = obligation(bears=(Level.CITY,), require=Comparison("venue.share", "at_least", Decimal(50)))
    def share(*flags: tuple[str, bool]) -> Finding:
        return one(asked, *(fact("venue.in_use", flag, subject=who) for who, flag in flags), subject="zibo")
    assert share(("zibo.zhangdian", True)).status is Status.MET
    assert share(("zibo.zhangdian", False)).status is Status.UNKNOWN
    assert share(("zibo.zhangdian", False)).wanted == ("venue.in_use",)
    assert share(("zibo.zhangdian", False), ("zibo.huantai", False)).status is Status.UNMET


PARTS = (Comparison("literacy.rate", "above", Decimal(10)), Comparison("organisation.leading_group", "is", True))


@pytest.mark.parametrize(("condition", "status"), [(All(PARTS), Status.UNMET), (AnyOf(PARTS), Status.UNKNOWN)])
def test_an_unknown_part_does_not_hide_a_part_that_decides(condition: Condition, status: Status) -> None:
    finding = one(obligation(require=condition), fact("literacy.rate", 3))
    assert finding.status is status
    assert [check.truth for check in finding.checks] == [False, None]


def test_what_decides_nothing_is_not_wanted() -> None:
    group, budget = (Comparison(name, "is", True) for name in ("organisation.leading_group", "funding.in_budget"))
    venue = Comparison("venue.in_use", "is", True)
    known = fact("organisation.leading_group", True)
    torn = [fact("funding.in_budget", value, place=Place("a.csv", line=n)) for n, value in enumerate((True, False))]
    for condition in (All((AnyOf((group, budget)), venue)), All((Not(All((Not(group), budget))), venue)),
                      All((AtLeastOf(1, (group, budget)), venue)), Not(AnyOf((Not(AnyOf((budget, group))), venue)))):
        finding = one(obligation(require=condition, schedule=DURING), known, *torn)
        assert (finding.reason, finding.wanted) == (Reason.MISSING, ("venue.in_use",))
    both = one(obligation(require=All((budget, venue)), schedule=DURING), *torn)
    assert (both.reason, both.wanted) == (Reason.CONFLICTING, ("funding.in_budget", "venue.in_use"))


def test_a_negation_keeps_the_truth_of_its_part_apart() -> None:
    finding = one(obligation(require=Not(Comparison("literacy.rate", "above", Decimal(10)))), fact("literacy.rate", 3))
    assert finding.status is Status.MET
    assert [check.truth for check in finding.checks] == [False]


def test_an_engines_own_message_is_kept() -> None:
    class Refusing(Crashing):
        def answer(self, questions: Sequence[Question]) -> Sequence[Answer]:
            raise EngineError(problem("engine.silence"))

    assert one(RATE, fact("literacy.rate", 12), engine=Refusing(at="")).notes[0].code == "engine.silence"


def test_dates_carry_their_own_time() -> None:
    asked = obligation(require=Comparison("plan.issued", "within_years", Years(2016, 2016)),
                       schedule=schedule(ScheduleKind.IN, date(2016, 12, 31)))
    assert one(asked, fact("plan.issued", date(2016, 10, 8))).status is Status.MET
    late = one(asked, fact("plan.issued", date(2017, 1, 10)))
    assert late.gap is not None and (late.gap.amount, late.gap.unit) == (Decimal(10), "天")


def test_change_since_the_year_before() -> None:
    asked = obligation(require=Comparison("literacy.rate", "rising", True), schedule=YEARLY)
    found = judged(plan(asked), fact("literacy.rate", 8, 2019), fact("literacy.rate", 8, 2020))
    assert found["asked/2020"].status is Status.UNMET
    assert found["asked/2019"].reason is Reason.MISSING


def test_present_tells_none_from_missing() -> None:
    asked = obligation(require=Comparison("venue.name", "present", True), schedule=DURING)
    assert one(asked, fact("venue.name", "科技馆")).status is Status.MET
    assert one(asked, fact("venue.name", "")).status is Status.UNMET
    assert one(asked).status is Status.UNKNOWN


class Crashing:
    """An engine that fails at one of the two things that it is asked."""

    name = "crashing"

    def __init__(self, *, at: str) -> None:
        self.at = at

    def available(self) -> None:
        return None

    def prepare(self, conditions: Sequence[Condition]) -> Crashing:
        if self.at == "prepare":
            raise RuntimeError("no")
        return self

    def answer(self, questions: Sequence[Question]) -> Sequence[Answer]:
        if self.at == "answer":
            raise RuntimeError("no")
        return [] if self.at == "silence" else [True] * len(questions)


@pytest.mark.parametrize(("at", "code"), [("prepare", "engine.failed"), ("answer", "engine.failed"),
                                          ("silence", "engine.answers-lost")])
def test_a_failing_engine_is_an_error_and_never_a_verdict(at: str, code: str) -> None:
    finding = one(RATE, fact("literacy.rate", 12), engine=Crashing(at=at))
    assert (finding.status, finding.notes[0].code) == (Status.ERROR, code)


def test_a_value_of_the_wrong_type_is_an_error_of_its_own_finding_only() -> None:
    found = judged(plan(RATE, GROUP), fact("literacy.rate", "很高"), fact("organisation.leading_group", True))
    assert found["asked/2020"].status is Status.ERROR
    assert found["asked/2020"].notes[0].code == "engine.operand"
    assert found["group/2016-2020"].status is Status.MET


WITH_DURABLE = pytest.mark.skipif(DurableEngine().available() is not None, reason="durable_rules is not installed")
FINE = Comparison("funding.paid_in", "about", Tolerance(Decimal("1E+15"), Decimal("1E-15")))


@WITH_DURABLE
@pytest.mark.parametrize("asked", [
    {"require": FINE}, {"when": Not(FINE), "require": Comparison("literacy.rate", "above", Decimal("10.5"))}])
def test_a_bound_that_the_engine_can_not_hold_takes_no_other_rule_down(asked: dict[str, Any]) -> None:
    made = plan(obligation("fine", **asked), obligation("plain"))
    facts = (fact("funding.paid_in", Decimal("999999999999999.5")), fact("literacy.rate", 11))
    by_reference = judged(made, *facts)
    found = judged(made, *facts, engine=ConfirmedEngine(DurableEngine()))
    assert {id: one.status for id, one in found.items()} == {id: one.status for id, one in by_reference.items()}
    assert [note.code for note in found["fine/2020"].notes if note.code.startswith("engine.ref")] == [
        "engine.reference-alone"]
    assert found["plain/2020"] == by_reference["plain/2020"]


@WITH_DURABLE
def test_the_run_record_names_what_reference_decided_alone() -> None:
    made = plan(obligation("fine", require=FINE), obligation("plain"))
    assert sr.check(made, as_of=END, engine="reference").run.engine_note is None
    note = sr.check(made, as_of=END, engine="durable").run.engine_note
    assert note is not None
    assert note.args["obligations"] == ("fine",)
    assert sr.check(plan(obligation("plain")), as_of=END, engine="durable").run.engine_note is None


def test_what_lies_between_bounds_is_not_present_yet() -> None:
    asked = obligation(bears=(Level.CITY,), require=Comparison("venue.share", "present", True))
    found = one(asked, fact("venue.in_use", True), subject="zibo")
    assert (found.status, found.wanted) == (Status.UNKNOWN, ("venue.in_use",))
    full = one(asked, fact("venue.in_use", True), fact("venue.in_use", False, subject="zibo.huantai"), subject="zibo")
    assert full.status is Status.MET
