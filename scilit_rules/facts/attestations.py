"""Attestations: what reporters declare of a duty, and what reviewers say to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from scilit_rules.facts.asides import STOPS, without_aside
from scilit_rules.facts.cells import MISSING, Read, doubtful, fold, fold_name, rule, spelled
from scilit_rules.facts.flags import DATED_VERBS, read_flag
from scilit_rules.facts.numbers import is_endless, is_finite, measure, read_number, read_stored
from scilit_rules.facts.remarks import is_marked
from scilit_rules.facts.ticks import Options
from scilit_rules.model.fact import Attested
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.text import Message, Text
from scilit_rules.model.vocabulary import FactSpec, Range
from scilit_rules.model.words import Claim, FactType, Reason

# What says that a duty is done; that it was begun, arranged or put in train says less.
_DONE_VERBS = (
    "建立", "建成", "成立", "设立", "组建", "纳入", "列入", "完成", "开展", "制定", "制订", "编制", "印发", "出台",
    "下发", "公布", "发布", "配备", "落实", "达标", "实现", "召开", "开放", "开通", "签订", "签署", "实施", "覆盖",
    "举办", "办结", "竣工", "完工", "启用", "健全", "配齐", "办理", "办理完毕", "做完", "做好", "做到", "达到要求",
    "建", "设", "有", "办", "做", "完", "配",
)
_BEGUN_VERBS = (
    "启动", "安排", "部署", "着手", "动员", "立项", "动工", "开工", "起步", "推进", "筹备", "谋划", "研究", "布置",
    "上报",
)
_NOT = ("未", "尚未", "还未", "暂未", "仍未", "并未", "没", "没有", "还没有", "还没")
_DONE = (
    "完成", "落实", "开展", "达标", "全部", "完毕", "办结", "办理完毕", "做到了", "做好了", "达到要求", "是的",
    "符合要求", "百分之百", "百分百", "done", "completed",
    *(f"{yes}{verb}" for yes in ("已", "已经") for verb in _DONE_VERBS),
)
_PARTLY = (
    "部分", "完成大部分", "已完成大部分", "完成部分", "完成一部分", "完成了一部分", "在建",
    "partly", "partlydone", "partiallydone", "inprogress",
    *(f"{some}{verb}" for some in ("部分", "已部分", "部分已", "大部分", "大部分已", "已大部分", "基本", "已基本")
      for verb in ("完成", "落实", "开展", "建成", "实施")),
    *(f"{now}{verb}{then}" for verb in ("进行", "推进", "实施", "落实", "开展", "建设", "办理")
      for now, then in (("正在", ""), ("", "中"), ("正在", "中"))),
    *(f"{no}{all}{verb}" for no in ("未", "尚未", "还未", "没有") for all in ("全部", "完全", "全面", "都")
      for verb in ("完成", "落实", "开展", "建成")),
)
# 没做完 may be in part.
_FINISHED = ("做完", "做好", "配齐", "健全", "办理完毕")
_NOT_DONE = (
    "未完成", "未开始", "尚未开始", "不达标", "notdone", "not_done", "notstarted",
    *(f"{no}{verb}" for no in _NOT for verb in (*_DONE_VERBS, *_BEGUN_VERBS) if verb not in ("上报", *_FINISHED)),
)
# How a thing was done, where that leaves no doubt that it was: 圆满完成, 已按期全部完成, 均已建成, 完成了, 已落实到位.
_done_somehow = re.compile(
    r"(?:(?:该|此|本|这|各|所有|全部)?项?(?:任务|工作))?"
    r"(?:(?:均|都|全|皆|各项均|各项都|现|目前)?(?:已|已经|业已)?(?:于)?)"
    r"(?:全部|全面|均已|都已|均|都|圆满|顺利|按期|按时|如期|及时|提前|超额|高质量|保质保量|按要求|按计划|按规定|基本如期)*"
    rf"(?:{'|'.join(sorted((verb for verb in _DONE_VERBS if len(verb) > 1), key=len, reverse=True))})"
    r"(?:了|完毕|到位|完成|任务)?"
).fullmatch
_BY_NOW = "(?:已经?|业已|均已?|都已?|全部|全都|早就|圆满|顺利|如期|按期|按时|提前|如数|不折不扣|高质量|扎实)"
_IN_FULL = "(?:完成|达成|达标|建成|办[结妥好完]|做[完好]|搞[好定]|弄[完好]|落实|结束|验收|开放|开展|举办|印发)"
# A whole answer in other words: 5个基地均已建成并开放; 任务达成; 全年4场讲座都办了.
_done_in_words = re.compile(
    rf"[\u4e00-\u9fff\d]{{0,12}}?{_BY_NOW}{{1,3}}(?:[\u4e00-\u9fff]{{0,4}}?){_IN_FULL}(?:到位|完毕|了|好)?(?:并[\u4e00-\u9fff]{{0,4}}?{_IN_FULL}(?:使用|完毕|验收|了)?)?"
    rf"|(?:各项|全部|所有|本项|该项)?(?:任务|工作|指标)?(?:办妥|搞定|办结|达成|做完|办完|弄完)了?"
    rf"|[\u4e00-\u9fff\d]{{1,12}}?(?:都|均|全)[办做搞弄](?:过|好|完|妥)?了|{_BY_NOW}{{0,2}}完成(?:各项|全部|所有)(?:指标|任务|工作)").fullmatch
_not_in_words = re.compile(
    "(?:至今|目前|尚|还|暂|压根|一直|今年|本年度?|一[点场项个次]也?|根本){0,2}(?:未|没有?|未能|没能|未曾|不曾)(?:有)?(?:开展|举办|举行|召开|组织|搞|弄|办|动|开始|启动|实施|建)"
    "(?:过|起来|成)?(?:这项|此项|该项|任何)?(?:工作|活动|任务)?").fullmatch
_AROUND = "“”\"'「」【】[]"
_CLAIMS = {
    **dict.fromkeys(_DONE, Claim.DONE),
    **dict.fromkeys(_PARTLY, Claim.PARTLY),
    **dict.fromkeys(_NOT_DONE, Claim.NOT_DONE),
}
_STANDARD = frozenset({"已完成", "部分完成", "未完成", "done", "partly", "not_done"})
_OPTIONS = Options({**_CLAIMS, "是": Claim.DONE, "否": Claim.NOT_DONE, "不适用": Claim.INAPPLICABLE,
                    "不涉及": Claim.INAPPLICABLE})
_FLAGS = frozenset({
    "是", "否", "true", "false", "y", "n", "yes", "no", "√", "✓", "✔", "☑", "✅", "■", "×", "✗", "✘", "✕", "✖", "❌",
    "t", "f", "1", "0",
})
_begun = re.compile(rf"(?:已|已经|正)(?:{'|'.join(_BEGUN_VERBS)})(?:中|了|实施)?").fullmatch
# What stands before an answer and says nothing of its own: its number in a list, or what it answers.
_LEAD = re.compile(r"^(?:\d{1,2}|[A-Da-d])[.、](?=[\u4e00-\u9fff])|^(?:完成|落实|进展|任务)情况:")
_BRACKETED = re.compile(r"[(（]([^()（）]+)[)）]")
# Beside an answer: that it goes on, or went well; 是 and 对 in front of it.
_adds = re.compile(
    r"(?:并|且|现|正)?(?:长期|持续|继续|常态化?|不断)(?:坚持|开展|运行|进行|实施|保持|执行)"
    r"|(?:效果|成效|反响|质量)(?:良好|明显|显著|较?好)|是的?|对"
).fullmatch
_COUNTED = re.compile(r"[\d一二两三四五六七八九十几数多]\s*(?:个|家|所|处|镇|街|场|次)")
_OF_ALL = re.compile("[均都全]")
_LEAVES_NOTHING = re.compile("无遗留(?:问题)?|一项不落|无遗漏|无一遗漏|没有遗漏|全部结束|效果.{0,4}").fullmatch
_OPEN = re.compile(
    "(?<!全)部|基本|大体|方案|前期|立项|招标|设计|准备|启动|第[一二三四]|[一二三四五六七八九]成|计划|明年|阶段")
_PARTS = re.compile(r"[;；,，。、\n\r]+")
_LED = re.compile(r"([^()（）]+?)\s*[(（]([^()（）]+)[)）]")
_BODY = (
    r"(?![仅只除其无待未部大局]|已[部局]|[\u4e00-\u9fff]{0,4}?[一二两三四五六七八九十几数多]个)[\u4e00-\u9fff]{0,10}?"
    r"(?:局|委|办|科协|部|政府|街道|镇|中心|站|馆|校|妇联|工会|团委|总工会|共青团)"
)
_ACTOR = re.compile(rf"^{_BODY}(?:(?:、|和|与){_BODY})*[:]?(?=已|完成|部分|未|没|尚|正在|均|都)")
_ACTORS_BEHIND = re.compile(rf"[(（]{_BODY}(?:[、,，和与]{_BODY})*(?:牵头|负责)?[)）]")
_DATED = re.compile(
    r"(?:已于|已在|于|在)?(?:(?:19|20)\d\d年?[-—~至到])?(?:19|20)\d\d年"
    r"(?:\d{1,2}月(?:\d{1,2}日)?|底|初|末|年底|上半年|下半年)?")
_PROGRESS = re.compile(r"(.*?)[\s(:,:,]*(\d{1,3}(?:\.\d+)?)\s*%\)?", re.DOTALL)
_INAPPLICABLE = re.compile(
    r"(?:本[区市县镇]|我[区市县镇]|本单位|我单位|本级|本街道|该项|此项)?(?:不适用|不涉及|无此项任务|doesnotapply|inapplicable)"
    r"(?:[\s(:,;。.—–-]+(.*?)\)?)?[。.]?", re.DOTALL | re.IGNORECASE)
_WHOLE = re.compile(r"(?:已|全部)?(?:完成)?(\d{1,4})\s*/\s*(\d{1,4})(?:完成)?", re.ASCII)
_DONE_BEHIND = re.compile(r"(?<=%)\s*完成$")
_TOLD_BY = re.compile(r"^已$|^(?:已|共)?(?:(?:完成)?(?:率|进度|比例)|进度)(?:为|达到?|已达)?:?$|(?<=完成)了$")
_BARE_FRACTION = re.compile(r"0?\.\d{1,6}|1(?:\.0+)?", re.ASCII)
_HUNDRED = Decimal(100)


def read_claim(text: str, done: Sequence[str] = ()) -> Read | None:
    """Reads what a reporter declares.

    Args:
        text: the text of the cell, which is not one of the missing words.
        done: what else says that this very duty is done, such as 已启动 where that is what is asked.

    Returns:
        an `Attested` with the claim and its progress, or None if it is no clear claim.
    """
    plain = fold(text)
    inapplicable = _INAPPLICABLE.fullmatch(plain)
    if inapplicable is not None:
        return Read(Attested(Claim.INAPPLICABLE, reason=(inapplicable.group(1) or "").strip()), ())
    plain = _BRACKETED.sub(r"\1", plain) if _BRACKETED.fullmatch(plain) else without_aside(plain)
    plain = _LEAD.sub("", plain.rstrip(STOPS))
    word = fold_name(plain)
    claim = Claim.DONE if word in map(fold_name, done) else _meaning(word)
    if claim is not None:
        return Read(Attested(claim), () if word in _STANDARD and plain == text.strip() else (rule("claim-word"),))
    whole = _WHOLE.fullmatch(plain)
    if whole is not None:
        # All of them are all; how many parts of a whole are done is for a percentage to say.
        all_done = whole.group(1) == whole.group(2) and int(whole.group(1)) > 0
        return Read(Attested(Claim.DONE), (rule("claim-progress"),)) if all_done else None
    found = _PROGRESS.fullmatch(_DONE_BEHIND.sub("", plain))
    if found is not None:
        read = _with_progress(_TOLD_BY.sub("", fold_name(found.group(1))), Decimal(found.group(2)))
        return None if read is not None and _contradicts(found, read) else read
    flag = read_flag(plain) if word in _FLAGS else None
    if flag is not None:
        return Read(Attested(Claim.DONE if flag.value else Claim.NOT_DONE), (rule("claim-flag"),))
    ticked = _OPTIONS.ticked(plain)
    if ticked is not None:
        return Read(Attested(ticked), (rule("claim-option"),))
    told = _told(plain) or _in_words(plain)
    return None if told is None else Read(Attested(told), (rule("claim-word"),))


def _in_words(plain: str) -> Claim | None:
    """What a sentence says whose every part can mean but one thing: 早就弄完了; 一场也没办."""
    parts = [fold_name(part) for part in _PARTS.split(plain) if part.strip()]
    if not parts:
        return None
    if all(_not_in_words(part) for part in parts):
        return Claim.NOT_DONE
    done = [part for part in parts if _done_in_words(part) is not None]
    adds = all(part in done or _adds(part) is not None or _LEAVES_NOTHING(part) is not None for part in parts)
    return Claim.DONE if done and adds and not any(map(_is_open, done)) else None


def _is_open(part: str) -> bool:
    # 5个街道已完成 may be some of more.
    of_some = _COUNTED.search(part) is not None and _OF_ALL.search(part) is None
    return of_some or _OPEN.search(part) is not None or is_marked(part, 0)


def _meaning(word: str) -> Claim | None:
    """What a bare word says: one of those known, or one of them with how it was done."""
    bare = word.strip(_AROUND)
    known = _CLAIMS.get(bare)
    somehow = known is None and _done_somehow(bare) is not None and bare not in _DONE_VERBS
    return Claim.DONE if somehow else known


def _told(plain: str) -> Claim | None:
    """What a sentence says, or several departments, if each part of it says the same: 教育局：已完成；科协：已完成."""
    lead = _LED.fullmatch(plain)
    if lead is not None:
        answer, within = fold_name(lead.group(1)), _parts(lead.group(2))
        if answer == "是" and within == {Claim.DONE}:
            return Claim.DONE
        if _meaning(answer) is Claim.PARTLY and None not in within and within != {Claim.DONE}:
            return Claim.PARTLY
    said = _parts(_ACTORS_BEHIND.sub("", plain))
    return said.pop() if len(said) == 1 else None


def _parts(sentence: str) -> set[Claim | None]:
    parts = [part for part in _PARTS.split(sentence) if part.strip()]
    told = [part for part in parts if _adds(fold_name(part)) is None]
    return {_part(part) for part in told}


def _part(part: str) -> Claim | None:
    """What one part of a sentence says, whoever says it and on whichever day it came to be."""
    word = fold_name(part)
    word = _ACTOR.sub("", word, count=1)
    dated = _DATED.match(word)
    if dated is None:
        return _meaning(word)
    said = word[dated.end() :]
    if "月" in dated.group() and said in DATED_VERBS:
        return Claim.DONE
    # 2019年完成 may tell of a plan; 2019年已完成 and 已于2019年完成 do not.
    return _meaning(said) if "已" in dated.group() + said[:1] else None


def _contradicts(found: re.Match[str], read: Read) -> bool:
    """Whether a duty is said to be done and, apart from it, to be less than that: 已完成（60%）, not 完成60%."""
    apart = found.string[found.end(1) : found.start(2)].strip() != ""
    whole = found.group(1).startswith(("已", "全部", "均"))
    return apart and whole and isinstance(read.value, Attested) and read.value.claim is not Claim.DONE


def is_begun(text: str) -> bool:
    """Whether a text says that a duty was begun or arranged, which leaves open how far it is."""
    return _begun(fold_name(without_aside(fold(text)).rstrip(STOPS))) is not None


def read_progress(progress: Decimal) -> Read | None:
    """Reads a claim from nothing but how far a duty is done, in percent."""
    return _with_progress("", progress)


def with_progress(read: Read, raw: Raw | Cell, spec: FactSpec) -> Read | None:
    """A claim joined with the progress that a column of its own gives.

    Args:
        read: the claim.
        raw: the cell of the progress, which is not empty.
        spec: the duty.

    Returns:
        the claim with its progress, or the doubt that the two contradict each other; None if the progress is none.
    """
    claimed = read.value
    if not isinstance(claimed, Attested):
        return None
    progress = _read_share(raw, done=claimed.claim is Claim.DONE)
    if progress is None:
        return None
    joined = _with_progress("", progress)
    found = joined.value if joined is not None else None
    if not isinstance(found, Attested) or found.claim is not claimed.claim:
        return doubtful("progress-contradicts", title=spec.title, claim=claimed.claim, progress=progress)
    return Read(found, read.rules)


def progress_alone(raw: Raw | Cell, spec: FactSpec) -> Read:
    """A progress without a claim: the claim is blank for all that, and it is told what stands beside it.

    Args:
        raw: the cell of the progress, which is not empty.
        spec: the duty.

    Returns:
        the doubt, with the progress where it is one, for a reviewer who decides over the blank.
    """
    told = Message("facts.progress-alone", {"title": spec.title, "raw": as_seen(raw)[:60]})
    return Read(Attested(None, _read_share(raw, done=False)), (), told, Reason.MISSING)


def says_nothing(raw: Raw | Cell) -> bool:
    """Whether the cell of a progress is blank; 无 and 不详 beside 已完成 are none, for it may be no progress at all."""
    word = fold_name(as_seen(raw))
    return word == "暂无" or (word in MISSING and re.search(r"[\u4e00-\u9fff]", word) is None)


def beside_words(read: Read, raw: Raw | Cell, spec: FactSpec) -> Read | None:
    """A claim with a progress that is no number from 0 to 100 %: words that say the same, or that leave it in doubt.

    Args:
        read: the claim.
        raw: the cell of the progress, which is not empty.
        spec: the duty.

    Returns:
        the claim, or the doubt that the progress does not go with it; None if it says nothing of the claim.
    """
    claimed = read.value.claim if isinstance(read.value, Attested) else None
    words = as_seen(raw)
    if claimed is None:
        return None
    said = None if words.isdigit() else read_claim(words)
    meant = said.value.claim if said is not None and isinstance(said.value, Attested) else None
    if meant is claimed:
        return read
    # Whatever else stands beside 已完成 may say that it is not; beside the others only a claim to the contrary does.
    some = claimed is Claim.NOT_DONE and re.search("[1-9]", words) is not None
    if claimed is Claim.DONE or meant is Claim.DONE or some:
        return doubtful("progress-differs", title=spec.title, claim=claimed, raw=words[:60])
    return None


def _read_share(raw: Raw | Cell, *, done: bool) -> Decimal | None:
    """A progress in percent; a fraction is one of the whole, since nobody reports a progress below one percent."""
    value, format = (raw.value, raw.format) if isinstance(raw, Cell) else (raw, "")
    stored = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    if stored and _strange(value):
        return None
    bare = fold(spelled(value))
    if "%" not in format and _BARE_FRACTION.fullmatch(bare):
        # A bare 1 may be 1 % or the whole, unless the duty is claimed to be done.
        return Decimal(bare) * _HUNDRED if done or Decimal(bare) < 1 else None
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        found = read_stored(value, format, _PROGRESS_COLUMN).value
    else:
        found = read_number(bare, _PROGRESS_COLUMN).value
    return found if isinstance(found, Decimal) else None


def _strange(value: object) -> bool:
    return not isinstance(value, (int, float, Decimal)) or not is_finite(value) or is_endless(value)


def as_seen(raw: Raw | Cell) -> str:
    """A cell as it is seen in its workbook: a number in a percent format is a hundred times what is stored."""
    value = raw.value if isinstance(raw, Cell) else raw
    if not isinstance(raw, Cell) or "%" not in raw.format or isinstance(value, bool) or _strange(value):
        return spelled(raw).strip()
    return f"{(_HUNDRED * Decimal(spelled(value))).normalize():f}%"


_PROGRESS_COLUMN = measure(FactSpec("progress", Text("进度", "progress"), FactType.SHARE, "%",
                                    range=Range(Decimal(0), Decimal(100))))


def _with_progress(word: str, progress: Decimal) -> Read | None:
    claim = _CLAIMS.get(word) if word else None
    if (word and claim is None) or not 0 <= progress <= _HUNDRED:
        return None
    unfinished = Claim.PARTLY if progress else Claim.NOT_DONE
    reached = Claim.DONE if progress == _HUNDRED else unfinished
    # 完成80% says how much is completed, so 完成 gives way to the number; 未完成60% could mean either.
    if claim not in (None, reached) and claim is not Claim.DONE:
        return None
    return Read(Attested(reached, progress), (rule("claim-progress"),))

