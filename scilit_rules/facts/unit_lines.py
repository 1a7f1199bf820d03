"""The units that a line above or below a table states for its numbers, such as 单位：万元、人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scilit_rules.facts.cells import fold, fold_name
from scilit_rules.facts.units import Unit, announced_unit, parse_unit

_LABEL = re.compile(
    r"(?P<scope>[^\s;。,，；:()、\[\]]{0,12}?)单\s*位\s*(?P<seal>\((?:盖章|公章|签章|章|签字)\))?\s*(?:均|都|统一)?\s*"
    r"(?P<is>:|为|是|以|\s(?=\S)|(?=(?:人民币)?[百千万亿]+元))"
)
_ENGLISH_LABEL = re.compile(
    r"(?:\b(?:units?|amounts?|currency|figures|values)\s*(?:are|is|of measure(?:ment)?|used)?\s*(?::|\bin\b|\bis\b)"
    r"|[(\[]\s*in\b|\bin\b(?=[\w\s,'’]{0,24}(?:yuan|rmb|cny)))\s*(?P<unit>[^;。；\n\])]{1,40})", re.IGNORECASE)
_ENGLISH_PARTS = re.compile(r"\s*(?:[;、/]|,(?!\d{3})|\band\b)\s*")
_MONEY = re.compile("yuan|rmb|cny|元", re.IGNORECASE)
_OTHER_LABEL = re.compile(r"[^\s;。,，；:()]{1,8}\s*:")
_ENDS = re.compile(r"[;。；\n]")
# Who reports, fills in, is in charge: such a 单位 is a body, not a measure.
_OF_BODIES = re.compile(
    r"填|报|送|查|评|编|制|管|责|任|牵|配|联|主|办|承|实施|组织|所在|所属|本|各|该|工作|成员|下级|上级|基层|推荐|申|建|用人|事业|名"
)
_BODY = re.compile(
    r".*(?:局|委|会|院|校|学|馆|站|部|厅|办|处|科|室|中心|科协|政府|镇|乡|街道|县|区|市|省|公司|集团|园|所|团|盖章|公章|签章)"
    r"(?:\((?:盖章|公章|签章|章)\))?"
)
_EXCEPT = re.compile(
    r"\(?(?:除|另|凡)?(?:特别|特殊|有|另)*(?:注明|说明|标注|标明|注)(?:者|的|单位)*(?:除?外)?\)?"
    r"|\(?下同\)?|等(?=$|\))"
    r"|[,，、]?\s*\(?(?:均|统一)?(?:保留|精确到)(?:整数|(?:小数点?后)?[一二两三四1-4]位(?:小数)?)\)?"
)
_PARTS = re.compile(r"[、,，;；\s]|和|与|及|或")
# What a unit is for is a noun; 万元(其余为元) is an exception, which is not understood.
_SCOPE = "(?![十百千万亿]+[:()])[^:()为是除其余他外另元]{1,8}"
_SCOPE_FIRST = re.compile(rf"{_SCOPE}[:(]([^:()]+)\)?")
_SCOPE_LAST = re.compile(rf"([^:()]+)\({_SCOPE}\)?")
_SCOPE_ALONE = re.compile(
    "(?:科普|财政|年度|常住|户籍|年末)*(?:经费|资金|金额|投入|人口|人数)([百千万亿十]*(?:元|人次|人))"
)
_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]{1,12})[)\]】]")
_IN_WORDS = re.compile(
    r"(?:(?:均|都|统一|一律)?(?:以|按|用)|(?:金额|经费|资金|数额|货币|人数|人口|数据|数字)(?:单位)?(?:均|都)?(?:为|是|:))"
    r"(?P<unit>(?:人民币)?(?:[百千万亿十]*元|[百千万亿十]*人(?:次)?|%)(?:人民币)?)(?:为单位|计算|计|填报|填写|列示|表示)?"
    r"(?=$|[;。,，；)、\s\0])"
)
_ONLY = re.compile(
    r"[(\[]?(?:(?:金额|经费|资金|人口|计量|货币|数据|数量)?单位(?!(?:名称|性质|类型|类别|负责人))|units?\b)"
)
_LONGEST_NAME = 200
_PARTED = re.compile(r"(?<=[百千万亿])\s+(?=[元人])")
_LEFT = re.compile(r"(?<![\d几数十百千万亿半])(?:百万|千万|十万|万|千|百|亿)(?:元|人次|人)")


class UnitsSaid(NamedTuple):
    """What a line states of units.

    Args:
        units: the units, as written, each with what it measures.
        unclear: the words that state units and are not understood; empty where there are none.
    """

    units: tuple[tuple[str, Unit], ...] = ()
    unclear: str = ""

    @property
    def nothing(self) -> bool:
        """Whether it states no unit."""
        return not (self.units or self.unclear)


def stated_units(text: str) -> UnitsSaid:
    """What a title or a note says of the units of a table's numbers; nothing where its 单位 is a body."""
    plain = _PARTED.sub("", fold(text))
    units: list[tuple[str, Unit]] = []
    unclear: list[str] = []
    for statement, meaning in (*_english(plain), *_statements(plain)):
        plain = plain.replace(statement, "\0", 1)
        if meaning is None:
            unclear.append(statement.strip())
        else:
            units += meaning
    whole = fold_name(plain)
    alone = _one(whole.strip("()[]【】:*注"))
    if alone is not None:
        return UnitsSaid((*units, alone), "；".join(unclear))
    for pattern in (_IN_WORDS, _BRACKETED):
        for found in pattern.finditer(whole):
            many = _many(found.group("unit" if pattern is _IN_WORDS else 1))
            if many:
                units += many
                whole = whole.replace(found.group(), "\0", 1)
    unclear += [found.group() for found in _LEFT.finditer(whole)]
    return UnitsSaid(tuple(units), "；".join(dict.fromkeys(unclear)))


def unit_of_name(name: str) -> UnitsSaid:
    """What the name of a sheet or a file says of the unit of its money: 经费（万元）; 个 there counts other things."""
    said = stated_units(name[:_LONGEST_NAME])
    money = tuple(item for item in said.units if item[1].dimension.startswith("money"))
    return UnitsSaid(money, said.unclear if "元" in said.unclear else "")


def is_of_units_only(text: str) -> bool:
    """Whether a text says nothing but in which unit numbers are: 单位：万元, 金额单位：元; not 研发投入(万元)."""
    return _ONLY.match(fold_name(text)) is not None and not stated_units(text).nothing


def _english(plain: str) -> Iterator[tuple[str, list[tuple[str, Unit]] | None]]:
    """Each Unit: … of a text, as 单位：… is read; what stands behind and is no unit of money speaks of other things."""
    for label in _ENGLISH_LABEL.finditer(plain):
        said = label.group("unit")
        whole = _one(_bare(said))
        listed = [whole] if whole is not None else [_one(_bare(part)) for part in _ENGLISH_PARTS.split(said)]
        known = [item for item in listed if item is not None]
        if len(known) == len(listed):
            yield label.group(), known
        elif known or _MONEY.search(said):
            yield label.group(), None


def _bare(text: str) -> str:
    return fold_name(text).strip("_:().。,，、")


def _statements(plain: str) -> Iterator[tuple[str, list[tuple[str, Unit]] | None]]:
    """Each 单位：… of a text with the units that it states; None for units that are not understood."""
    labels = list(_LABEL.finditer(plain))
    ends = [*(label.start() for label in labels[1:]), len(plain)]
    # A text without a label still has an end.
    for label, end in zip(labels, ends, strict=False):
        listed = plain[label.end() : end]
        said = listed if _many(listed) else _before_other_labels(_ENDS.split(listed)[0])
        said = said.rstrip().rstrip("]】")
        if said.count("(") < said.count(")"):
            # The bracket was opened in front of the label: (单位:万元).
            said = said[: said.rindex(")")]
        words = _EXCEPT.sub("", fold_name(said)).strip("_:()。.,，、")
        many = _many(said)
        if many:
            yield plain[label.start() : label.end()] + said, many
        elif words and not _is_body(label, words):
            yield plain[label.start() : label.end()] + said, None


def _before_other_labels(said: str) -> str:
    """What follows a label, up to the next label that is none of what a unit is for."""
    for other in _OTHER_LABEL.finditer(said):
        first, *_ = [*_PARTS.split(said[other.end() :].strip()), ""]
        if _one(fold_name(first)) is None:
            return said[: other.start()]
    return said


def _is_body(label: re.Match[str], words: str) -> bool:
    return bool(label.group("seal") or _OF_BODIES.search(label.group("scope")) or _BODY.fullmatch(words)
                or label.group("is") not in (":", "为", "是"))


def _many(text: str) -> list[tuple[str, Unit]]:
    """The units of a list such as 万元、人; empty unless all of it is understood."""
    plain = _EXCEPT.sub("", fold(text)).strip("_ .。,，、")
    whole = _one(fold_name(plain))
    if whole is not None:
        return [whole]
    found = [_item(part) for part in _PARTS.split(plain) if part]
    known = [item for item in found if item is not None]
    return known if len(known) == len(found) else []


def _item(part: str) -> tuple[str, Unit] | None:
    word = fold_name(part).strip("_:")
    found = [_one(word), _one(word.strip("()"))]
    for scoped in (_SCOPE_FIRST.fullmatch(word), _SCOPE_LAST.fullmatch(word), _SCOPE_ALONE.fullmatch(word)):
        found += [] if scoped is None else [_one(scoped.group(1))]
    return next((item for item in found if item is not None), None)


def _one(word: str) -> tuple[str, Unit] | None:
    word = announced_unit(word) or word
    unit = parse_unit(word)
    return None if unit is None or not unit.dimension else (word, unit)


def unit_for(kept: Unit, said: Iterable[tuple[str, Unit]]) -> str | None:
    """The one unit stated that a fact can be measured in: empty if none can, None if that is open.

    万元/人 above amounts may be a list of two units. Where only households are counted, people may be too.
    """
    units = list(said)
    fitting = {unit: words for words, unit in units if unit.dimension == kept.dimension}
    listed = kept.dimension == "money" and any(unit.dimension == "money/people" for _, unit in units)
    households = kept.dimension == "people" and any(unit.dimension == "households" for _, unit in units)
    if len(fitting) > 1 or ((listed or households) and not fitting):
        return None
    return next(iter(fitting.values()), "")
