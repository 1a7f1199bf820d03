"""Answers as people write them: what has one meaning is read, what has not is doubted, and none is taken for another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from scilit_rules.facts.attestations import beside_words, progress_alone, read_claim, says_nothing, with_progress
from scilit_rules.facts.flags import read_flag
from scilit_rules.facts.marks import NO_REVIEW, Review, Reviewer, read_review, reviewed
from scilit_rules.facts.reading import read_value
from scilit_rules.facts.reasons import is_excuse, is_reason
from scilit_rules.facts.reservations import reserved
from scilit_rules.facts.retractions import contradicts, denied, taken_back
from scilit_rules.model.fact import Attested
from scilit_rules.model.place import Place
from scilit_rules.model.text import Text
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType, Reason, Stance

TOLD: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("answers.yaml").read_text(encoding="utf-8"))
REMARKS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("remarks.yaml").read_text(encoding="utf-8"))
SPECS = {
    "funds": FactSpec("funds", Text("科普经费"), FactType.AMOUNT, "元"),
    "population": FactSpec("population", Text("常住人口"), FactType.COUNT, "人"),
    "villages": FactSpec("villages", Text("行政村总数"), FactType.COUNT, "个"),
    "issued": FactSpec("issued", Text("实施方案印发日期"), FactType.DATE),
    "duty": FactSpec("duty", Text("开展宣传"), FactType.ATTESTATION),
}
_REVIEWS = {
    **{stance.value: Review(stance) for stance in Stance}, **{claim.value: Review(mark=claim) for claim in Claim},
    "silent": NO_REVIEW, "partly_true": Review(partly=True), "affirms": Review(Stance.AGREES, affirms=True), "doubt": None,
}


def each(table: str) -> list[tuple[str, str]]:
    return [(meaning, text) for meaning, texts in TOLD[table].items() for text in texts]


@pytest.mark.parametrize(("meaning", "text"), each("claims"))
def test_a_claim_is_what_it_says(meaning: str, text: str) -> None:
    value = read_value(text, SPECS["duty"]).value
    claim = value.claim if isinstance(value, Attested) else None
    assert claim is (None if meaning == "doubt" else Claim(meaning))


@pytest.mark.parametrize("case", TOLD["taken_for_done"], ids=lambda case: case["text"])
def test_what_a_question_asks_for_may_be_done_in_its_own_words(case: dict[str, Any]) -> None:
    read = read_claim(case["text"], case["done"])
    claim = read.value.claim if read is not None and isinstance(read.value, Attested) else None
    assert claim == case["claim"]


@pytest.mark.parametrize(("meaning", "text"), each("reviews"))
def test_a_reviewer_agrees_refuses_decides_or_says_nothing(meaning: str, text: str) -> None:
    assert read_review(text) == _REVIEWS[meaning]


@pytest.mark.parametrize(("meaning", "text"), each("signed"))
def test_a_reviewer_may_sign_and_date_the_mark(meaning: str, text: str) -> None:
    read = reviewed(read_value("已完成", SPECS["duty"]), SPECS["duty"], "已完成", Reviewer(text, "李四", Place("a.csv")))
    stance = read.value.stance if isinstance(read.value, Attested) else None
    assert stance is (None if meaning == "doubt" else Stance(meaning))
    assert (read.doubt is not None) is (meaning == "doubt")


@pytest.mark.parametrize(("meaning", "text"), each("reasons"))
def test_a_reason_says_something_of_its_own(meaning: str, text: str) -> None:
    assert is_reason(text) is (meaning == "told")
    assert is_excuse(text) is (meaning == "excuse")


def test_what_is_counted_must_be_what_the_fact_counts() -> None:
    doubt = read_value("312个社区", SPECS["villages"]).doubt
    assert doubt is not None and doubt.code == "facts.counts-other"
    assert doubt.args["read"] == "个社区"


@pytest.mark.parametrize(("kind", "remark"), [(kind, text) for kind in ("taken_back", "harmless") for text in REMARKS[kind]])
def test_a_remark_may_take_the_claim_back(kind: str, remark: str) -> None:
    assert bool(taken_back(remark, 2020)) is (kind == "taken_back")
    assert contradicts(Claim.DONE, remark, 2020) is (kind == "taken_back")


@pytest.mark.parametrize(("kind", "remark"), [(kind, text) for kind in ("reserved", "unreserved") for text in REMARKS[kind]])
def test_a_remark_may_leave_open_what_a_number_counts(kind: str, remark: str) -> None:
    assert bool(reserved(remark, Decimal(5), 2020, "个")) is (kind == "reserved")


@pytest.mark.parametrize(("remark", "wanted"), [
    ("未组织", False), ("无此类机构", False), ("因疫情取消", False), ("2019年停办", False), ("未统计", True), ("未上报", True), ("填错", True),
    ("误填，应为5", True), ("2019年数据", True),
])
def test_beside_nought_nothing_was_done(remark: str, wanted: bool) -> None:
    assert bool(reserved(remark, Decimal(0), 2020, "个")) is wanted


def test_hardly_a_harmless_remark_is_doubted() -> None:
    lost = REMARKS["doubted_harmless"]
    assert all(taken_back(remark, 2020) for remark in lost), "it belongs among the harmless ones by now"
    assert len(lost) * 20 <= len(REMARKS["harmless"]) + len(lost)


@pytest.mark.parametrize(("piece", "wanted"), [
    ("未执行", True), ("照片暂缺", True), ("2021年举办", True), ("相关照片", False), ("区科协提供", False), ("若干", False), ("李主任知道", False),
])
def test_what_names_nothing_among_the_evidence_may_deny_it(piece: str, wanted: bool) -> None:
    assert denied(piece, 2020) is wanted


@pytest.mark.parametrize(("claim", "remark", "wanted"), [
    (Claim.NOT_DONE, "已完成", True), (Claim.NOT_DONE, "已印发，见川政发〔2016〕3号", True), (Claim.NOT_DONE, "未印发", False),
    (Claim.NOT_DONE, "已启动", False), (Claim.NOT_DONE, "2021年3月已完成", False), (Claim.PARTLY, "已全部完成", True),
    (Claim.PARTLY, "已印发", False), (Claim.PARTLY, "部分单位未开展", False), (Claim.INAPPLICABLE, "未开展", False),
])
def test_a_remark_may_say_that_it_is_done(claim: Claim, remark: str, wanted: bool) -> None:
    assert contradicts(claim, remark, 2020) is wanted


@pytest.mark.parametrize(("meaning", "text"), each("flags"))
def test_a_flag_with_something_beside_it(meaning: str, text: str) -> None:
    read = read_flag(text)
    assert (read.value if read is not None else None) is {"yes": True, "no": False, "doubt": None}[meaning]


@pytest.mark.parametrize(("fact", "unit", "text", "number"), [
    (case["fact"], case["under"], str(text), number) for case in TOLD["numbers"]
    for text, number in [*case["read"].items(), *((text, None) for text in case["doubt"])]
])
def test_a_multiple_of_the_unit_is_no_contradiction(fact: str, unit: str, text: str, number: int | None) -> None:
    read = read_value(text, SPECS[fact], unit)
    assert read.value == (None if number is None else Decimal(number))
    assert (read.doubt is None) is (number is not None)
    assert number is None or text == str(number) or read.rules


@pytest.mark.parametrize(("text", "is_read"), [
    (text, wanted) for case in TOLD["dates"] for wanted, key in ((True, "read"), (False, "doubt")) for text in case[key]
])
def test_a_date_may_be_told_in_a_sentence(text: str, is_read: bool) -> None:
    assert read_value(text, SPECS["issued"]).value == (date(2016, 6, 8) if is_read else None)


@pytest.mark.parametrize(("claim", "text", "progress"), [
    (case["claim"], text, progress) for case in TOLD["progress"]
    for text, progress in [*case["read"].items(), *((text, meaning) for meaning in ("none", "contradicts", "differs", "agrees")
                                                    for text in case.get(meaning, ()))]
])
def test_a_progress_beside_its_claim(claim: str, text: str, progress: object) -> None:
    claimed = read_value(claim, SPECS["duty"])
    read = with_progress(claimed, text, SPECS["duty"]) or beside_words(claimed, text, SPECS["duty"])
    if progress == "none":
        assert read is None or says_nothing(text)
    elif progress == "agrees":
        assert read == claimed
    elif progress in ("contradicts", "differs"):
        assert read is not None and read.doubt is not None and read.doubt.code == f"facts.progress-{progress}"
    else:
        assert read is not None and isinstance(read.value, Attested) and read.value.progress == progress


@pytest.mark.parametrize(("text", "progress"), [(text, progress) for case in TOLD["progress_alone"] for text, progress in case.items()])
def test_a_progress_alone_claims_nothing(text: str, progress: int | None) -> None:
    read = progress_alone(text, SPECS["duty"])
    assert read.value == Attested(None, None if progress is None else Decimal(progress))
    assert read.doubt is not None and read.doubt.args["raw"] == text and read.reason is Reason.MISSING
