"""Reports made by hand for the tests of the reporters. All data is invented, also where names of places are real."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from scilit_rules.model.condition import Comparison
from scilit_rules.model.fact import Attested, Evidence, Fact, Interval, Period, Reading
from scilit_rules.model.finding import Check, Conclusion, Finding, Gap, Outlook
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import Input, Report, RunRecord
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Message
from scilit_rules.model.waiver import Waiver, WaiverState, WaiverUse
from scilit_rules.model.words import (
    Claim,
    Disposition,
    EvidenceKind,
    ProblemLevel,
    Reason,
    Severity,
    Status,
)
from tests.reporters.made_plan import (
    AS_OF,
    BUDGET,
    GROUP,
    ISSUED,
    OBLIGATIONS,
    PAID,
    PEOPLE,
    PER_HEAD,
    RATE,
    VENUES,
    plan,
    subjects,
)


def _place(subject: Subject, cell: str) -> Place:
    return Place(f"上报/{subject.name.zh}.xlsx", sheet="自查表", cell=cell)


def per_head(subject: Subject, paid: Decimal, people: Decimal, year: int = 2020) -> Finding:
    """The finding on funds per head, decided on two numbers."""
    place = _place(subject, "C5")
    reading = Reading(place, f"{paid / 10000}万元", f"{paid}元", ("unit-wan",))
    parts = (
        Fact(subject.id, PAID, Period(year), paid, place, reading=reading),
        Fact(subject.id, PEOPLE, Period(2020), people, _place(subject, "C6")),
    )
    ratio = paid / people
    fact = Fact(subject.id, PER_HEAD, Period(year), ratio, derived_from=parts)
    met = ratio >= 1
    gap = None if met else Gap(1 - ratio, "元/人", money=people - paid)
    comparison = Comparison(PER_HEAD, "at_least", Decimal(1))
    return Finding(
        "funding-per-capita",
        subject.id,
        str(year),
        Status.MET if met else Status.UNMET,
        None if met else Severity.VIOLATION,
        checks=(Check(comparison, met, ratio, (fact,), gap=gap),),
        places=(place, _place(subject, "C6")),
        gap=gap,
    )


def _flag(
    id: str, fact: str, subject: Subject, value: bool, cell: str, period: str = "2016-2020", **more: object
) -> Finding:
    known = Fact(subject.id, fact, Period(2020), value, _place(subject, cell))
    return Finding(
        id,
        subject.id,
        period,
        Status.MET if value else Status.UNMET,
        None if value else Severity.VIOLATION,
        checks=(Check(Comparison(fact, "is", True), value, value, (known,)),),
        places=(_place(subject, cell),),
        **more,
    )  # type: ignore[arg-type]


def _rate(subject: Subject, value: Decimal | None) -> Finding:
    comparison = Comparison(RATE, "above", Decimal("10.5"))
    if value is None:
        message = Message("plugin.conflict", {"values": (Decimal("10.4"), Decimal("10.6"))})
        check = Check(
            comparison,
            None,
            reason=Reason.CONFLICTING,
            message=message,
            places=(_place(subject, "C7"), Place("上报/补充.csv", 12, 4)),
        )
        return Finding(
            "literacy-rate",
            subject.id,
            "2020",
            Status.UNKNOWN,
            reason=Reason.CONFLICTING,
            wanted=(RATE,),
            checks=(check,),
            places=check.places,
        )
    fact = Fact(subject.id, RATE, Period(2020), value, _place(subject, "C7"))
    met = value > Decimal("10.5")
    gap = None if met else Gap(Decimal("10.5") - value, "%", more_than=True)
    return Finding(
        "literacy-rate",
        subject.id,
        "2020",
        Status.MET if met else Status.UNMET,
        None if met else Severity.VIOLATION,
        checks=(Check(comparison, met, value, (fact,), gap=gap),),
        places=(_place(subject, "C7"),),
        gap=gap,
    )


def _unreported(subject: Subject) -> Finding:
    message = Message("facts.missing", {"title": "x", "subject": subject.name, "year": 2019})
    check = Check(Comparison(BUDGET, "is", True), None, reason=Reason.MISSING, message=message)
    return Finding(
        "funding-in-budget",
        subject.id,
        "2019",
        Status.UNKNOWN,
        reason=Reason.MISSING,
        wanted=(BUDGET,),
        checks=(check,),
    )


def _venues(subject: Subject) -> Finding:
    about, flag = OBLIGATIONS["venues"].require.parts  # type: ignore[union-attr]
    bounds = Interval(Decimal("37.5"), Decimal(75))
    return Finding(
        "venues",
        subject.id,
        "2020",
        Status.UNKNOWN,
        reason=Reason.MISSING,
        wanted=(VENUES,),
        checks=(Check(about, None, bounds, reason=Reason.MISSING), Check(flag, True, True)),
    )


def _late(subject: Subject) -> Finding:
    issued = Fact(subject.id, ISSUED, Period(2017, date(2017, 1, 12)), date(2017, 1, 12), _place(subject, "C9"))
    gap = Gap(Decimal(12), "天")
    return Finding(
        "local-plan",
        subject.id,
        "2016",
        Status.UNMET,
        Severity.VIOLATION,
        checks=(
            Check(Comparison(ISSUED, "on_or_before", date(2016, 12, 31)), False, issued.value, (issued,), gap=gap),
        ),
        places=(_place(subject, "C9"),),
        gap=gap,
        disposition=Disposition.WAIVED,
        waiver="w1",
    )


def _claimed(subject: Subject, claim: Claim) -> Finding:
    status = Status.NEEDS_REVIEW if claim is Claim.DONE else Status.UNMET
    proof = (
        () if claim is Claim.DONE else (Evidence(EvidenceKind.DOCUMENT, "某教字〔2019〕3号", _place(subject, "D10")),)
    )
    notes = (Message("engine.evidence-of-any-kind-wanted", {"asked": 1, "given": 0, "accept": ()}),)
    return Finding(
        "curriculum",
        subject.id,
        "2016-2020",
        status,
        None if claim is Claim.DONE else Severity.WARNING,
        attested=Attested(claim, None if claim is Claim.DONE else Decimal(60)),
        evidence=proof,
        places=(_place(subject, "C10"),),
        notes=notes if claim is Claim.DONE else (),
        self_reported=True,
    )


def _not_due(subject: Subject) -> Finding:
    first = Fact(subject.id, RATE, Period(2015), Decimal("6.76"), _place(subject, "C7"))
    latest = Fact(subject.id, RATE, Period(2018), Decimal("8.4"), _place(subject, "E7"))
    return Finding(
        "literacy-rate",
        subject.id,
        "2020",
        Status.NOT_DUE,
        notes=(Message("engine.not-due", {"due": AS_OF}),),
        outlook=Outlook(first, latest, Decimal("10.5"), Decimal("9.004"), False),
    )


def findings(subject: Subject, number: int) -> tuple[Finding, ...]:
    """What was found for one subject; subjects differ by their number."""
    paid, people = Decimal(401000 + 700 * (number % 37)), Decimal(407016)
    bad = number % 3 == 1
    return (
        _flag("leading-group", GROUP, subject, not bad, "C3"),
        _flag("funding-in-budget", BUDGET, subject, number % 6 != 1, "C4", "2020"),
        _unreported(subject),
        per_head(subject, paid if number % 4 else people, people),
        (
            _not_due(subject)
            if number % 5 == 4
            else _rate(subject, None if number % 5 == 0 else Decimal("10.5") + number % 2)
        ),
        _venues(subject),
        _late(subject) if number % 2 else _flag("leading-group", GROUP, subject, True, "C3", "2016"),
        _claimed(subject, Claim.DONE if number % 4 else Claim.PARTLY),
        Finding(
            "atmosphere",
            subject.id,
            "2016-2020",
            Status.ERROR if number == 11 else Status.NOT_APPLICABLE,
            notes=(
                Message(
                    "engine.not-applicable" if number != 11 else "engine.failed",
                    {} if number != 11 else {"error": "ValueError: made"},
                ),
            ),
        ),
    )


def _waivers() -> tuple[WaiverUse, ...]:
    first = Waiver(
        "w1",
        "local-plan",
        "made.s001",
        "机构改革，推迟印发",
        "市政府督查室",
        "某督函〔2020〕3号",
        date(2020, 1, 1),
        date(2021, 6, 30),
        place=Place("豁免.yaml", 2, 3),
    )
    second = Waiver(
        "w2",
        "literacy-rate",
        "made.s002",
        "当年无调查",
        "市科协",
        "某科协函〔2018〕1号",
        date(2018, 1, 1),
        date(2019, 12, 31),
        "2020",
        Place("豁免.yaml", 9, 3),
    )
    return (
        WaiverUse(first, WaiverState.ACTIVE, ("made.s001/local-plan/2016",)),
        WaiverUse(second, WaiverState.EXPIRED, ("made.s002/literacy-rate/2020",)),
    )


def report(count: int = 1) -> Report:
    """A report on that many subjects, with one of everything."""
    judged = subjects(count)
    found = tuple(finding for number, subject in enumerate(judged, start=1) for finding in findings(subject, number))
    conclusions = tuple(
        Conclusion(
            "organisation-absent",
            subject.id,
            Severity.VIOLATION,
            (f"{subject.id}/leading-group/2016-2020", f"{subject.id}/funding-in-budget/2020"),
        )
        for number, subject in enumerate(judged, start=1)
        if number % 6 == 1
    )
    problems = tuple(
        Problem(
            Message("plugins.broken", {"name": f"源{number}", "distribution": "x 1.0", "error": "boom"}),
            Place("上报/坏表.xlsx", sheet="表1", cell=f"B{number}"),
            level=ProblemLevel.ERROR if number < 3 else ProblemLevel.WARNING,
        )
        for number in range(1, 8)
    )
    readings = tuple(
        dict.fromkeys(
            fact.reading
            for finding in found
            for check in finding.checks
            for known in check.facts
            for fact in known.derived_from
            if fact.reading
        )
    )
    run = RunRecord(
        "0.1.0",
        "durable",
        "reference",
        None,
        "made-2016-2020",
        "sha256:" + "ab" * 32,
        AS_OF,
        (Input("上报/张店区.xlsx", "sha256:" + "cd" * 32, "excel", 42),),
        ("scilit-rules-example 1.0",),
    )
    return Report(plan(judged), AS_OF, judged, found, conclusions, problems, readings, _waivers() if count else (), run)
