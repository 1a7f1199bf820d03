"""Evidence: whether what is offered in proof names something that can be looked up, and if not, what it lacks.

A piece counts by what it says. The words that name no particular thing are taken away; what kind of thing the others
speak of, and whether they say enough to find it, is left. Nothing is compared with a list of bad answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from scilit_rules.facts import evidence_words as words
from scilit_rules.facts.addresses import BARE_LINK, is_broken, lack_of
from scilit_rules.facts.calendar_days import names_no_day
from scilit_rules.facts.cells import ERRORS, MISSING, fold, fold_name
from scilit_rules.facts.existence import is_absent
from scilit_rules.facts.gist import DATES, DAY, ENGLISH_MONTH, MONTH, ORDINAL, bodies_in, head_of, matter_of
from scilit_rules.facts.papers import FILE, NUMBERS, STANDARD, TITLE, YEAR
from scilit_rules.facts.pieces import LINK, pieces_of
from scilit_rules.facts.qualifiers import doubtful_beside, is_aside
from scilit_rules.facts.statements import is_statement
from scilit_rules.model.fact import Evidence
from scilit_rules.model.lacks import Lack
from scilit_rules.model.place import Place
from scilit_rules.model.words import EvidenceKind

_REMEMBERED = 50_000
_LONGEST = 500
_NOTHING = MISSING | ERRORS
_ENOUGH, _PLENTY = 2, 4

# Laws are the nation's, and show nothing that a district did; what comes out each day or month, by its issue.
_is_law = re.compile(r"[\u4e00-\u9fff]*(?<![办方做书用看说想技疗兵司手章语文执守])法(?:典|\(.*\))?").fullmatch
_is_serial = re.compile(
    r"[\u4e00-\u9fff]{2,8}(?:(?<![简通公快喜海年月画情预汇电战季学])报|周刊|月刊|双月刊|季刊|杂志|学报|画报)").fullmatch
_is_newspaper = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?:日报|晚报|早报|晨报|时报|商报|都市报|科技报)\s*(?=\d|[(（]).*版[^\u4e00-\u9fff]{0,5}").fullmatch
_is_nth = re.compile(r"第[\d一二三四五六七八九十]{1,4}届").search
_has_day = re.compile(DAY).search
_has_month = re.compile(rf"{DAY}|{MONTH}|{ENGLISH_MONTH}").search
_names_month = re.compile(r"(?<!\d)\d{1,2}月").search
_has_year = re.compile(rf"(?<!\d)(?:{YEAR})(?!\d)|{DAY}|{MONTH}").search
_NUMBERING = re.compile(r"^(?:[(（]?\d{1,2}[)）.、](?=(?:19|20)\d\d\D|\D)|[①-⑳]|[-·•●*])\s*"
                        r"|^(?:附件|附|证明材料|佐证材料|佐证)\s*\d{0,2}\s*[:：]\s*")
_TOLD = re.compile(r"已[\u4e00-\u9fff]{1,2}")
_LEFT_OPEN = re.compile(
    r"[X×*○]{2,}(?=[\u4e00-\u9fff〔\[])|x{2,}(?=[\u4e00-\u9fff〔\[])|(?<=[\u4e00-\u9fff])[Xx×*○]{2,}|某|[X×]{1,2}[年月日号]"
)
_QUOTED_NAME = re.compile(r"[“\"「『‘']([^”\"」』’']{2,30})[”\"」』’']")
_WITH = re.compile(
    r"(?:\bwith\b|与|和|同|跟|及|甲方|乙方|供方|对方|合作方|供应商|供货方|承接方|中标方|中标单位|—|–|-|、)\s*[:：]?\s*"
    r"([\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z ]*)",
    re.IGNORECASE,
)
_NAMED_BEHIND = re.compile(r"\s*(?:号|账号|名称|名|ID|account)?\s*[:：]?\s*[(（]?([^\s,，;；)）]+)", re.IGNORECASE)
_NAMED_BEFORE = re.compile(r"([\u4e00-\u9fffA-Za-z0-9_]+)\s*[(（]?\s*$")
_SITE_OF_ALL = re.compile(r"(?:[\u4e00-\u9fff]{0,6}[省市区县])?(?:人民)?政府(?:门户)?(?:网站|官网|网页|网)")
# What is done on a site is no name of one: 网站公示, 可在官网查询.
_SHOWN_THERE = re.compile(
    r"(?:可|已|均)?(?:在|于|通过)"
    r"|(?:可|已|进行)?(?:公示|公告|公开|公布|发布|查询|查阅|查看|刊登|刊发|登载|转发|下载)(?:中|了)?"
)
_FROM_TO = re.compile(r"\bfrom\b\s+(.+?)\bto\b\s+(.+)", re.IGNORECASE)
# Which part of a work is meant tells nothing of what was done with it.
_CHAPTER = re.compile(r"第\s*[\d一二三四五六七八九十百]{1,4}\s*[回章集节]")
_FIRST_PART = re.compile("[^,，]+(?=[,，])")
_SIGNED_WHAT = re.compile("签|订立|达成|的")
_SEE_FILE = re.compile(r"^(?:详?见)\s*(?=[“\"「『])")
_QUOTED = re.compile(r"[“\"「『‘'](.+)[”\"」』’']", re.DOTALL)
_BEHIND_FILE = re.compile(r"(?<=[A-Za-z\d”\"」』’'])\s*[(（][^()（）]*[)）]$")


class Recognised(NamedTuple):
    """What a text was recognised as.

    Args:
        kind: the kind of evidence, or None if it names nothing that can be looked up.
        lacks: what it would have to say to count; empty where it counts.
    """

    kind: EvidenceKind | None
    lacks: tuple[Lack, ...] = ()


_Attempt = Callable[[str], "tuple[Lack, ...] | None"]


def read_evidence(text: str, place: Place | None = None) -> tuple[Evidence, ...]:
    """Reads what is offered in proof, piece by piece, with what each is known as.

    Args:
        text: the text of the cell; several pieces are separated by ； 、 or line breaks.
        place: where it was found.
    """
    parts = (part for part in pieces_of(text, _names, is_aside) if fold_name(part) not in _NOTHING)
    pieces = [(part, recognise(part)) for part in parts]
    return tuple(Evidence(found.kind, piece, place, found.lacks) for piece, found in pieces)


def _names(text: str) -> bool:
    return recognise(text).kind is not None


def as_recognised(pieces: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """Evidence that a program gives: of whatever kind it calls it, it counts only if it names something."""
    return tuple(map(_as_recognised, pieces))


def _as_recognised(piece: Evidence) -> Evidence:
    found = recognise(piece.text)
    return piece if found.kind is not None else replace(piece, kind=None, lacks=found.lacks)


@lru_cache(_REMEMBERED)
def recognise(piece: str) -> Recognised:
    """What one piece of evidence names, or what it lacks.

    Args:
        piece: the text, of one thing.
    """
    text = _bare(piece)
    likely: tuple[Lack, ...] = ()
    for kind, attempt in _RECOGNISERS:
        lacks = attempt(text)
        if lacks == ():
            lacks = _said_against(text, kind) or _lacks_beside(_plain(piece), kind)
            return Recognised(None if lacks else kind, lacks)
        likely = likely or lacks or ()
    first = _FIRST_PART.match(text)
    if first is not None and recognise(first.group()).kind is not None:
        return Recognised(None, (Lack.BESIDE,))
    return Recognised(None, likely or (Lack.NAME,))


def _said_against(text: str, kind: EvidenceKind) -> tuple[Lack, ...]:
    """What stands against a piece that names something: it is not there, or part of its name is left open."""
    if is_absent(text):
        return (Lack.EXISTENCE,)
    left_open = kind is not EvidenceKind.LINK and _LEFT_OPEN.search(text) is not None
    return (Lack.NAME,) if left_open else ()


def _lacks_beside(text: str, kind: EvidenceKind) -> tuple[Lack, ...]:
    """What stands against a piece beside its name: a day that there is none of, or words that take it back."""
    if names_no_day(text):
        return (Lack.CALENDAR,)
    return (Lack.BESIDE,) if doubtful_beside(text, kind) else ()


def file_name(piece: str) -> str:
    """The name of a file as a piece of evidence gives it, without number, quotation marks and remarks around it."""
    return _bare(piece)


def _plain(piece: str) -> str:
    return _SEE_FILE.sub("", _NUMBERING.sub("", fold(piece)))[:_LONGEST].replace("<<", "《").replace(">>", "》")


def _bare(piece: str) -> str:
    """A piece without its number, the quotation marks around it, or a remark behind the name of a file."""
    text = _plain(piece)
    unremarked = _BEHIND_FILE.sub("", text)
    plain = text if is_absent(text) else unremarked
    quoted = _QUOTED.fullmatch(plain)
    plain = plain if quoted is None else quoted.group(1).strip()
    return plain if FILE.search(plain) else text


# Each recogniser returns nothing where a text is not of its kind, else what it lacks: nothing at all where it counts.


def _link(text: str) -> tuple[Lack, ...] | None:
    if is_broken(text):
        return (Lack.ADDRESS,)
    found = LINK.search(text) or BARE_LINK.search(text)
    if found is None or _is_file_name(text, found):
        return None
    beside = text.replace(found.group(), " ").strip(" ()（）:：,，")
    told = _SITE_OF_ALL.fullmatch(beside) is None and matter_of(beside, words.PLATFORMS | words.ACCESS) >= _ENOUGH
    lack = lack_of(found.group())
    return () if lack is None or (lack is Lack.PAGE and told) else (lack,)


def _is_file_name(text: str, found: re.Match[str]) -> bool:
    return found.re is BARE_LINK and FILE.search(text) is not None and "/" not in found.group()


def _document(text: str) -> tuple[Lack, ...] | None:
    if FILE.search(text):
        return None
    if _is_numbered(text):
        return ()
    if _is_newspaper(text) is not None and _has_day(text):
        return ()
    titles = TITLE.findall(text)
    # What was done about a law, such as a day on which it was made known, is an event.
    laws = titles and all(_is_law(title) for title in titles)
    if not titles or (laws and TITLE.sub("", text).strip()):
        return None
    around = _CHAPTER.sub("", TITLE.sub("", text)).strip(" ,、")
    # A paper of which the issue is told may be called after the area alone: 《张店通讯》第5期.
    issued = ORDINAL.search(around) is not None
    known = [title for title in titles if issued and matter_of(title, words.NONE, area=False) > _PLENTY]
    named = known + [title for title in titles if title not in known and _is_title(title, beside=around != "")]
    own = [title for title in named if _is_law(title) is None]
    if own and all(_is_serial(title) is not None for title in own) and not _is_issue(text, daily=own[0].endswith("报")):
        return (Lack.DATE,)
    return () if own else (Lack.TITLE,)


_KINDS = words.PAPERS | words.CONTRACTS | words.LETTERS | words.TRACES | words.VAGUE


def _is_title(title: str, *, beside: bool) -> bool:
    """Whether a title names a particular paper.

    What has been published for everybody shows nothing of anybody's own: of a work, the title must be of more than the
    field at large, and where nothing is told beside a title that is no paper's, of the field at least.

    Args:
        title: the title.
        beside: whether anything is told beside it.
    """
    of_field_at_large = words.is_of(title, words.BROAD)
    if is_statement(title) or of_field_at_large or matter_of(title, _KINDS | words.PLATFORMS) < _ENOUGH:
        return False
    if head_of(title, words.REFERENCE):
        return False
    if head_of(title, words.CONTRACTS):
        return matter_of(title, words.CONTRACTS | words.UNNAMED) >= _ENOUGH
    if head_of(title, words.WORKS):
        return matter_of(title, words.WORKS | words.BROAD | words.COMMON) >= _ENOUGH
    is_paper = _is_serial(title) is not None or head_of(title, _KINDS) != ""
    return beside or is_paper or words.longest(title, words.FIELD) != ""


def _is_issue(text: str, *, daily: bool) -> bool:
    """Whether a text says which issue of a newspaper or journal is meant; of a newspaper, a year does not say it."""
    around = TITLE.sub(" ", text)
    told = _has_month(text) is not None or ORDINAL.search(around) is not None
    return told or (not daily and _has_year(text) is not None)


def _is_numbered(text: str) -> bool:
    if STANDARD.search(text):
        return True
    found = next(filter(None, (pattern.search(text) for pattern in NUMBERS)), None)
    issuer = "" if found is None else words.GENERAL.sub("", found.group(1)).strip("发字办函文令")
    return found is not None and bool(issuer) and found.group(3).strip("0") != ""


def _file(text: str) -> tuple[Lack, ...] | None:
    if FILE.search(text) is None:
        return None
    stem = FILE.sub("", text).replace("\\", "/").rsplit("/", 1)[-1].strip("《》 ")
    if _is_numbered(stem):
        return ()
    if _is_law(stem):
        return (Lack.TITLE,)
    matter = matter_of(stem, words.PAPERS)
    if head_of(stem, words.TRACES) and not words.longest(stem, words.NAMED_EVENTS):
        vague = words.VAGUE if _has_year(stem) else words.EVENTS
        matter = min(matter, matter_of(stem, words.TRACES | words.BROAD | vague))
    paper = head_of(stem, words.PAPERS | words.TRACES | words.CONTRACTS) or stem.endswith(tuple("表书单册图簿证函"))
    helped = paper or _has_year(stem)
    return () if matter >= _PLENTY or (matter >= _ENOUGH and helped) else (Lack.FILE_NAME,)


_NO_ACCOUNT = words.PLATFORMS | words.TRACES | words.SENT | words.UNNAMED | {"平台", "文章", "推文", "内容", "消息"}


def _account(text: str) -> tuple[Lack, ...] | None:
    text = BARE_LINK.sub("", LINK.sub("", text)).strip(" :：")
    platform = words.longest(text, words.PLATFORMS)
    if not platform:
        return None
    if _SITE_OF_ALL.fullmatch(_SHOWN_THERE.sub("", text)):
        return (Lack.ADDRESS,)
    quoted = _QUOTED_NAME.search(text)
    if quoted is not None and matter_of(quoted.group(1), words.PLATFORMS, area=False) >= _ENOUGH:
        return ()
    start = text.index(platform)
    behind = _NAMED_BEHIND.match(text, start + len(platform))
    before = _NAMED_BEFORE.search(text[:start])
    named = [_SHOWN_THERE.sub("", _TOLD.sub("", found.group(1))) for found in (behind, before) if found is not None]
    if any(matter_of(name, _NO_ACCOUNT, area=False) >= _ENOUGH for name in named):
        return () if _is_account(text, platform) else None
    return (Lack.ACCOUNT,)


def _is_account(text: str, platform: str) -> bool:
    """Whether a text speaks of an account, and not of what was told, or done, by way of one."""
    return not _has_year(text) and len(text) <= len(platform) + 30


def _contract(text: str) -> tuple[Lack, ...] | None:
    if not head_of(text, words.CONTRACTS):
        return None
    bare = DATES.sub(" ", text)
    others = (_SIGNED_WHAT.split(name)[0] for name in _WITH.findall(bare))
    partner = any(matter_of(other, words.CONTRACTS | words.UNNAMED, area=False) >= _ENOUGH for other in others)
    bodies = [body for body in bodies_in(bare) if matter_of(body, words.UNNAMED, area=False) >= _ENOUGH]
    partner = partner or len(bodies) > 1 or any(not body.endswith(tuple(words.OWN)) for body in bodies)
    return tuple(lack for lack, there in ((Lack.PARTNER, partner), (Lack.DATE, _has_year(text))) if not there)


def _letter(text: str) -> tuple[Lack, ...] | None:
    if not head_of(text, words.LETTERS):
        return None
    bare = TITLE.sub(" ", DATES.sub(" ", text))
    sides = _FROM_TO.search(bare)
    both = sides is not None and all(matter_of(side, words.LETTERS) for side in sides.groups())
    return () if both or len(bodies_in(bare)) > 1 else (Lack.SIDES,)


def _event(text: str) -> tuple[Lack, ...] | None:
    bare = DATES.sub(" ", text)
    shown = _without_trace(bare)
    if shown == bare and head_of(bare, words.PAPERS):
        return None
    bare = shown
    named = words.longest(bare, words.NAMED_EVENTS)
    event = named or head_of(bare, words.EVENTS)
    if not event:
        return None
    rest = matter_of(bare, words.EVENTS | words.TRACES | words.BROAD)
    if _has_day(text):
        rest = max(rest, matter_of(bare, words.EVENTS | words.TRACES))
    in_month = _has_month(text) or (_has_year(text) and _names_month(text))
    dated = in_month or (_has_year(text) and (named or rest >= _PLENTY))
    told = rest >= _ENOUGH or (named and len(named) >= 3 and named not in words.MEETINGS)
    return tuple(lack for lack, there in ((Lack.DATE, dated), (Lack.EVENT, told)) if not there)


def _without_trace(text: str) -> str:
    """What a photograph, report or video is of: 讲座 of 讲座现场照片."""
    while trace := head_of(text, words.TRACES):
        before, _, behind = text.casefold().rpartition(trace)
        text = before if before.strip() else behind
    return text


def _register(text: str) -> tuple[Lack, ...] | None:
    paper = head_of(text, words.PAPERS | words.TRACES)
    if not paper:
        return None
    vague = words.PAPERS | words.TRACES | (words.VAGUE if paper in words.PAPERS else words.EVENTS | words.BROAD)
    told = matter_of(text, vague) >= _ENOUGH
    owned = paper not in words.OWNED or bodies_in(DATES.sub(" ", text)) or words.longest(text, words.AREAS)
    said = ((Lack.YEAR, _has_year(text) or _is_nth(text)), (Lack.MATTER, told), (Lack.OWNER, owned))
    return tuple(lack for lack, there in said if not there)


_RECOGNISERS: tuple[tuple[EvidenceKind, _Attempt], ...] = (
    (EvidenceKind.LINK, _link), (EvidenceKind.DOCUMENT, _document), (EvidenceKind.FILE, _file),
    (EvidenceKind.CONTRACT, _contract), (EvidenceKind.LETTER, _letter), (EvidenceKind.ACCOUNT, _account),
    (EvidenceKind.EVENT, _event), (EvidenceKind.REGISTER, _register),
)

