"""定期: an interval that is written down, and, once it has passed twice, two times that lie apart by it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scilit_rules.facts.evidence import read_evidence
from scilit_rules.model.fact import Attested, Fact, Period
from scilit_rules.model.finding import Finding
from scilit_rules.model.obligation import Attestation, Proof
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Document
from scilit_rules.model.text import Text
from scilit_rules.model.words import Claim, Reason, Stance, Status
from tests.engine.made import DURING, judged, obligation, plan

REGULAR = obligation(attest=Attestation(Text("是否定期测评？"), Proof(2, regularly=True)), schedule=DURING)
MET, REVIEW = Status.MET, Status.NEEDS_REVIEW
TWO_YEARS = "张科字〔2018〕1号；张科字〔2019〕2号"


# Issued early in the first year, so that two years have passed by the end of 2018.
ISSUED = date(2016, 3, 1)


def found(evidence: str, *, as_of: date = date(2020, 12, 31), remark: str = "", mark: Claim | None = None,
          claim: Claim = Claim.DONE, issued: date = ISSUED) -> Finding:
    made = replace(plan(REGULAR), document=Document(issued=issued))
    told = Fact("zibo.zhangdian", "asked", Period(as_of.year), Attested(claim, mark=mark),
                evidence=read_evidence(evidence), remark=remark)
    (finding,) = judged(made, told, as_of=as_of).values()
    return finding


@pytest.mark.parametrize(("evidence", "status", "note"), [
    (f"每年一次；{TWO_YEARS}", MET, ""),
    (f"每两年一次；{TWO_YEARS}", MET, ""),
    ("每半年一次；2019年6月全区公民科学素质测评报告；2019年12月全区公民科学素质测评报告", MET, ""),
    (TWO_YEARS, REVIEW, "engine.interval-wanted"),
    ("定期", REVIEW, "engine.interval-wanted"),
    ("每年一次；张科字〔2018〕1号", REVIEW, "engine.evidence-of-any-kind-wanted"),
    ("每年一次；张科字〔2018〕1号；张科字〔2018〕1号", REVIEW, "engine.evidence-of-any-kind-wanted"),
    ("每年一次；张科字〔2018〕1号；张科字〔2018〕2号", REVIEW, "engine.recurrence-wanted"),
    ("每年一次；张科字〔2016〕1号；张科字〔2019〕2号", REVIEW, "engine.recurrence-wanted"),
    (f"每季度一次；{TWO_YEARS}", REVIEW, "engine.recurrence-wanted"),
    ("张科字〔2018〕1号（每年一次）；张科字〔2019〕2号", REVIEW, "engine.evidence-of-any-kind-wanted"),
    (f"张科字〔2016〕9号（每年一次）；{TWO_YEARS}", MET, ""),
    ("每年一次；张科字〔2014〕1号；张科字〔2015〕2号", REVIEW, "engine.recurrence-wanted"),
    ("每年一次；张科字〔2020〕1号；张科字〔2021〕2号", REVIEW, "engine.evidence-of-any-kind-wanted"),
    ("每年一次；2019年5月1日科普大集启动仪式照片；2019年5月2日科普大集现场照片", REVIEW, "engine.recurrence-wanted"),
    (f"从不每年一次；{TWO_YEARS}", REVIEW, "engine.interval-wanted"),
    (f"未能每季度一次；{TWO_YEARS}", REVIEW, "engine.interval-wanted"),
    (f"不少于每年一次；{TWO_YEARS}", MET, ""),
    ("每年一次；见附件；待补", REVIEW, "engine.evidence-of-any-kind-wanted"),
])
def test_what_recurs_is_shown_by_two_times(evidence: str, status: Status, note: str) -> None:
    finding = found(evidence)
    assert (finding.status, [message.code for message in finding.notes]) == (status, [note] if note else [])


@pytest.mark.parametrize(("interval", "issued", "day"), [
    ("每年一次", date(2016, 3, 1), date(2018, 3, 1)),
    ("每半年一次", date(2016, 12, 31), date(2017, 12, 31)),
    ("每年一次", date(2016, 12, 31), date(2018, 12, 31)),
    ("每两年一次", date(2016, 12, 31), date(2020, 12, 31)),
    ("每两年一次", date(2016, 8, 15), date(2020, 8, 15)),
])
def test_until_the_interval_has_passed_twice_one_piece_is_enough(interval: str, issued: date, day: date) -> None:
    told = f"{interval}；张科字〔2017〕1号"
    assert found(told, issued=issued, as_of=day - timedelta(days=1)).status is MET
    assert found(told, issued=issued, as_of=day).status is REVIEW


def test_the_interval_may_stand_in_the_remark() -> None:
    assert found(TWO_YEARS, remark="按制度每年一次").status is MET


EARLIER = "每年一次；张科字〔2018〕1号"


@pytest.mark.parametrize(("word", "evidence", "status"), [
    (Attested(Claim.DONE), EARLIER, MET), (Attested(Claim.DONE, stance=Stance.AGREES), EARLIER, MET),
    (Attested(Claim.DONE), "每年一次；见附件", REVIEW), (Attested(Claim.NOT_DONE), EARLIER, REVIEW),
    (Attested(Claim.PARTLY), EARLIER, REVIEW), (Attested(Claim.DONE, stance=Stance.REFUSES), EARLIER, REVIEW),
    (Attested(Claim.DONE, mark=Claim.NOT_DONE), EARLIER, REVIEW), (Attested(Claim.NOT_DONE, mark=Claim.DONE), EARLIER, MET),
    (Attested(Claim.DONE), "每年一次；张科字〔2019〕2号", REVIEW),
])
def test_what_was_reported_in_earlier_years_shows_that_it_recurs(word: Attested, evidence: str, status: Status) -> None:
    before, now = Place("2018.csv", 2, 3), Place("2020.csv", 2, 3)
    told = (Fact("zibo.zhangdian", "asked", Period(2018), word, before, evidence=read_evidence(evidence)),
            Fact("zibo.zhangdian", "asked", Period(2020), Attested(Claim.DONE), now, evidence=read_evidence("张科字〔2019〕2号")))
    (finding,) = judged(replace(plan(REGULAR), document=Document(issued=ISSUED)), *told, as_of=date(2020, 12, 31)).values()
    assert finding.status is status
    assert finding.attested == Attested(Claim.DONE)
    if status is MET:
        assert [piece.text for piece in finding.evidence] == ["每年一次", "张科字〔2018〕1号", "张科字〔2019〕2号"]
        assert {before, now} <= set(finding.places)


def test_what_is_reported_later_shows_nothing_yet() -> None:
    later = Fact("zibo.zhangdian", "asked", Period(2020), Attested(Claim.DONE), evidence=read_evidence("张科字〔2019〕2号"))
    now = Fact("zibo.zhangdian", "asked", Period(2018), Attested(Claim.DONE), evidence=read_evidence(EARLIER))
    (finding,) = judged(replace(plan(REGULAR), document=Document(issued=ISSUED)), now, later, as_of=date(2018, 12, 31)).values()
    assert finding.status is REVIEW


def test_a_remark_that_a_program_gives_may_take_the_claim_back() -> None:
    told = found(f"每年一次；{TWO_YEARS}", remark="未执行")
    assert (told.status, told.reason) == (Status.UNKNOWN, Reason.AMBIGUOUS)
    assert [note.code for note in told.notes] == ["facts.remark-contradicts"]
    assert found(f"每年一次；{TWO_YEARS}", remark="未执行", mark=Claim.DONE).status is MET


def test_a_reviewer_decides_all_the_same() -> None:
    assert found("", mark=Claim.DONE).status is MET


def test_what_was_not_done_is_a_gap() -> None:
    assert found("", claim=Claim.NOT_DONE).status is Status.UNMET
