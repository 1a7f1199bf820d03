"""What reviewers write beside a claim: they agree to it, refuse it, decide it otherwise, or say nothing of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from scilit_rules.facts.cells import MISSING, Read, doubtful, fold, fold_name, rule
from scilit_rules.facts.remark_words import SURNAMES
from scilit_rules.facts.ticks import Options
from scilit_rules.model.fact import Attested
from scilit_rules.model.place import Place
from scilit_rules.model.text import Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType, Stance


class Review(NamedTuple):
    """What a reviewer says.

    Args:
        stance: whether the claim holds as it was made.
        mark: what is decided instead, or over a blank.
        partly: whether it says that something holds in part, which leaves open what is decided.
        affirms: whether it only says 是, which beside anything but 已完成 may agree, or say that it is done.
    """

    stance: Stance | None = None
    mark: Claim | None = None
    partly: bool = False
    affirms: bool = False


NO_REVIEW = Review()
"""What is no mark, such as 已阅 or 无, leaves the claim as it is."""

_STOPS = "。.!;,、:~"
# What is said to have been done before the word itself: 经审核，; 已现场核查，; 查证.
_LOOKED_OVER = (
    r"(?:(?:已经?|经)?(?:现场|实地)?(?:核|审|查|审查|审核|核查|核实|核对|查证|查实|查看|查阅|复核|研究|确认)(?:后|过)?,?)?"
)
_AGREES = (
    rf"{_LOOKED_OVER}(?:申报|自评|填报)?(?:情况|内容)?(?:全部|完全|均)?"
    r"(?:属实|合格|审核认定|予以认定|认定|同意|通过|认可|确认|予以认可|予以确认|无误|准确|符合|真实|审核通过|审核同意|核定通过|核实无误|核查属实|审核属实|审定|"
    r"核定|已核定|已核实|已确认|已通过|一致|无异议|没有异议|(?:准予|予以|同意)通过|通过(?:审核|审查|验收)|同意(?:上报|认定|该?(?:填报|申报|自评)(?:结果|意见|情况)?)|没有意见|复核通过|材料齐全|资料齐全|佐证齐全|(?:与|和)?(?:佐证|材料|事实|实际|台账)?(?:情况)?相符|没问题|没有问题|无问题|赞成(?:所报结果)?|可|可以|行|好|好的|对|[√✓✔☑✅]+|"
    r"agrees?|agreed|confirmed|approved|ok|accepted|correct|true)"
)
_REFUSES = (
    r"(?:经(?:核|审|核查|审核|核实|核对|查),?)?(?:申报|自评|填报)?(?:情况|内容)?"
    r"(?:不同意|不属实|不通过|未通过|审核不通过|审核未通过|不认可|不予认可|不确认|不准确|不符|不符合|不一致|不真实|有误|与事实不符|"
    r"与实际不符|不实|不予(?:认定|通过|确认|采信|同意)|否决|重填|重报|(?:这)?不能算|有异议|(?:材料|佐证)?(?:造假|虚假|不真实)|不准|退回|驳回|打回|否|×|✗|✘|✕|✖|❌|disagrees?|disagreed|refused|rejected|refuses|returned|notagreed|no|wrong|false)"
)
# What asks for more leaves the claim unconfirmed: 请补充材料, 需补正, 佐证不足, 材料不全，请补报.
_asks = re.compile(
    r"(?:请|需|须|需要|应|建议|尚需|还需|限期)?(?:尽快|及时|进一步|另行|再)?"
    r"(?:补充|补正|补报|补交|补齐|完善|提供|重报|重新(?:填报|上报|提供)|更正)(?:[\u4e00-\u9fff]{0,4}"
    r"(?:材料|资料|佐证|证据|依据|文件|附件|文号|说明|填报|内容))?(?:后再?报|后重报)?"
    r"|(?:证明|佐证)?(?:材料|资料|佐证|证据|依据|附件)(?:不足|不全|不够|不充分|不完整|不符|不实|缺失|有误)(?:[,;:].*|,?请.*|退回.*)?"
).fullmatch
_AND_ASK = r"(?:[,;:(].*|(?:补充|重报|修改|补正|整改|重新填报|请).*)?"
_affirms = re.compile(r"是的?|y|yes").fullmatch
_agrees = re.compile(rf"(?:{_AGREES})(?:[(,;。.]+(?:{_AGREES})\)?)*").fullmatch
_refuses = re.compile(rf"(?:{_REFUSES}){_AND_ASK}").fullmatch
# What holds in part may be the duty, done in part, or what was told of it, some of which is not so.
_partly = re.compile(
    r"(?:经(?:核|审|核查|审核|核实|核对|实地核查|现场核查|查),?)?(?:申报|自评|填报)?(?:情况|内容)?"
    r"(?:部分|基本|大部分|不完全)(?:情况|内容|材料)?(?:属实|通过|同意|认可|符合|真实|准确|无误|一致|确认)"
).fullmatch
_silent = re.compile(
    r"无|无意见|没有意见|暂无意见|已?阅|已阅知|阅知|知悉|收悉|已?收到?|已?审|已审核|审核中|已审阅|审阅|已看|待审核?|待核|暂缓(?:审核)?|再议|未审核?|未核|"
    r"read|seen|noted|pending|none"
).fullmatch
_waits = re.compile(r"审核中|待审核?|待核|暂缓(?:审核)?|再议|未审核?|未核|pending").fullmatch
_DECIDED = {
    Claim.DONE: r"已?完成|全部完成|已全部完成|已落实|已开展|达标|已达标|done|met",
    Claim.PARTLY: r"部分完成|基本完成|部分落实|进行中|推进中|部分达标|部分合格|partly",
    Claim.NOT_DONE: r"未完成|尚未完成|没有完成|未落实|未开展|不达标|未达标|不合格|notdone|not_done|unmet",
    Claim.INAPPLICABLE: r"不适用|不涉及|inapplicable|doesnotapply|notapplicable",
}
_DECIDING = rf"{_LOOKED_OVER}(?:(?:认定|核定|审定|改|判定|确定)(?:为|成)?|(?:应|应当|实)为|按)?[:“\"]?"
_deciding = {claim: re.compile(rf"{_DECIDING}(?:{words})[”\"]?(?:认定|处理)?").fullmatch
             for claim, words in _DECIDED.items()}


_OPTIONS = Options({
    **dict.fromkeys(("同意", "属实", "通过"), Review(Stance.AGREES)),
    **dict.fromkeys(("不同意", "不属实", "不通过", "退回"), Review(Stance.REFUSES)),
    "已完成": Review(mark=Claim.DONE), "部分完成": Review(mark=Claim.PARTLY), "未完成": Review(mark=Claim.NOT_DONE),
    "不适用": Review(mark=Claim.INAPPLICABLE),
})


def read_review(text: str) -> Review | None:
    """Reads what a reviewer says; None if it is no clear word.

    Args:
        text: the text of the cell.
    """
    word = fold_name(text).strip(_STOPS)
    if not word.strip("…·—-") or (word in MISSING and word != "不适用"):
        return NO_REVIEW
    ticked = _OPTIONS.ticked(word) if len(word) > 1 else None
    if ticked is not None:
        return ticked
    for claim, matches in _deciding.items():
        if matches(word):
            return Review(mark=claim)
    if _partly(word):
        return Review(partly=True)
    if _refuses(word) or _asks(word):
        return Review(Stance.REFUSES)
    if _affirms(word):
        return Review(Stance.AGREES, affirms=True)
    if _agrees(word):
        return Review(Stance.AGREES)
    return NO_REVIEW if _silent(word) else None


def is_waiting(text: str) -> bool:
    """Whether a reviewer's cell says that nobody has reviewed yet."""
    return _waits(fold_name(text).strip(_STOPS)) is not None


class Reviewer(NamedTuple):
    """A reviewer's word beside what was reported.

    Args:
        words: what is written.
        name: who reviewed.
        place: where it stands.
    """

    words: str
    name: str
    place: Place


# A name begins with a surname; whatever else stands in brackets behind a mark may be a condition.
_signed = re.compile(
    rf"([\u4e00-\u9fff]{{1,6}}|[√✓✔☑])(?:\s*\(\s*|\s+|[,:])([{SURNAMES}][\u4e00-\u9fff]{{0,2}})(?<![未不无待补缺没件料据实])\)?"
).fullmatch


def _unsigned(reviewer: Reviewer) -> str:
    """What a reviewer says, without the name that stands in the column of who reviewed, and without the date."""
    words = fold(reviewer.words)
    name = fold(reviewer.name)
    if name:
        words = re.sub(rf"[\s(,:]{{0,20}}{re.escape(name)}[)\s]*", " ", words)
    signed = _signed(words)
    if signed is not None and (not name or name.startswith(signed.group(2))):
        words = signed.group(1)
    words = re.sub(r"[\s(,]{0,20}(?:19|20)\d\d[年./-]\d{1,2}[月./-]\d{1,2}日?\)?\s*$", "", words)
    return words if words.strip() else reviewer.words


def reviewed(read: Read, spec: FactSpec, raw: str, reviewer: Reviewer) -> Read:
    """What was reported together with what a reviewer says to it.

    Args:
        read: what was reported, as it was read.
        spec: the fact, or the duty attested.
        raw: what was reported, as it was written.
        reviewer: who says what to it.

    Returns:
        what was reported, with the reviewer's word where it is one on a duty; a doubt where the word is not understood,
        or where it refuses a fact.
    """
    review = read_review(_unsigned(reviewer))
    if review == NO_REVIEW:
        return read
    if review is not None and spec.type is not FactType.ATTESTATION:
        refused = review.stance is Stance.REFUSES or review.partly or review.mark in (Claim.PARTLY, Claim.NOT_DONE)
        refuting = {"title": spec.title, "raw": raw, "mark": reviewer.words.strip()}
        return Read(None, (), Message("facts.refuted", refuting)) if refused and read.value is not None else read
    claim = read.value if isinstance(read.value, Attested) else None
    if review is not None and review.affirms and claim is not None and claim.claim not in (Claim.DONE, None):
        return doubtful("mark-affirms", title=spec.title, claim=claim.claim, raw=reviewer.words.strip()[:60])
    if review is not None and review.partly:
        return doubtful("mark-partly", title=spec.title, raw=reviewer.words.strip()[:60])
    if review is None:
        return doubtful("not-a-mark", title=spec.title, raw=reviewer.words.strip()[:60])
    if review.mark is None and read.doubt is not None:
        return read
    # A decision stands whatever was reported, so a claim that can't be read is no longer in the way.
    word = replace(claim or Attested(None), mark=review.mark, stance=review.stance, reviewer=reviewer.name,
                   mark_place=reviewer.place)
    return Read(word, (*read.rules, rule("mark" if review.mark is not None else f"mark-{review.stance}")))
