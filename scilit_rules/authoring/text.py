"""The text of issued plans: made comparable, and cut into its clauses.

Two copies of one plan differ in line breaks, brackets, digits and dashes; what a clause says does not depend on them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple, Optional
from unicodedata import category, normalize

_FOLD = {ord(sign): plain for signs, plain in (
    ("─―—–‐‑‒−－", "-"), ("“”„‟″＂", '"'), ("‘’‚‛′＇", "'"), ("〔［[【", "("), ("〕］]】", ")"), ("«⟪", "《"),
    ("»⟫", "》"), ("•・‧∙", "·"), ("｡", "。"),
) for sign in signs}
# Fonts of PDF files map some characters to the radicals that look like them; compatibility forms don't cover these.
_FOLD |= dict(zip(
    map(ord, "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳"),
    "母民虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟", strict=True,
))


class _Kept(dict[int, Optional[int]]):
    """For `str.translate`: leaves white space and signs that can't be seen out; each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        sign = chr(code)
        self[code] = None if sign.isspace() or category(sign) in ("Cc", "Cf") else code
        return self[code]


_KEPT = _Kept()
_LOST_DASH = re.compile(r"(?<=\d)[?\ufffd](?=\d)")
_GAP = r"[\s\xad\u200b-\u200f\u2060\ufeff]*"
_PAGE_MARK = re.compile(
    r"^[ \t\u3000]*(?:[-─—–][ \t]*\d{1,4}[ \t]*[-─—–]|第[ \t]*\d{1,4}[ \t]*页)[ \t\u3000]*\r?$", re.M)
_NUMERALS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}
_CHAPTER = re.compile(rf"([一二三四五六七八九十]{{1,3}}){_GAP}、")
_SECTION = re.compile(rf"[（(﹙]{_GAP}([一二三四五六七八九十]{{1,3}}){_GAP}[）)﹚]")
_ITEM = re.compile(rf"([0-9０-９]{{1,2}}){_GAP}[．.、](?!{_GAP}[0-9０-９])")
_BULLET = re.compile(r"[─—]{2,}|[●•◆■][ \t]*")
_CLOSING = re.compile(r"抄送|附件|附表|附：|主题词|[（(]此件")
_COPIED_TO = re.compile(rf"(?<=。){_GAP}抄{_GAP}送{_GAP}[:：]")
_INDENT = re.compile(r"(?:\u3000| {2}|\t)")
_NUMBERS_SKIPPED = 2
_LONGEST_MARK = 80


class ClauseText(NamedTuple):
    """One clause as a text has it.

    Args:
        path: its number path, such as ``二/（一）/1``; bullets are counted where the text gives no number.
        heading: its heading as printed, without white space: the first line, or the first sentence of a paragraph.
        text: its own text up to its first child, heading included and number left out, as `normalise` gives it.
        line: the line on which it begins, from 1.
        start: the offset of its number in the original text.
        end: the offset just behind its own text in the original text.
    """

    path: str
    heading: str
    text: str
    line: int
    start: int
    end: int

    @property
    def digest(self) -> str:
        """``sha256:`` and the digest of its text, the same for every copy that says the same."""
        return digest(self.text)


def normalise(text: str) -> str:
    """A text with everything taken out that differs between copies of one document.

    White space, line and page breaks and page marks go; widths of characters, brackets, quotation marks and dashes are
    folded into one form each. Words are never touched.

    Args:
        text: any text.

    Returns:
        the comparable text; normalising it again changes nothing.
    """
    folded = normalize("NFKC", _PAGE_MARK.sub("", text).replace("…", "\u2026")).translate(_FOLD)
    return re.sub("-+", "-", _LOST_DASH.sub("-", normalize("NFKC", folded.translate(_KEPT))))


def normalised_places(text: str) -> tuple[str, list[int]]:
    """A normalised text, and where in the original each of its characters comes from.

    Args:
        text: any text.

    Returns:
        what `normalise` gives, and for each of its characters an offset into ``text``.
    """
    seen = _PAGE_MARK.sub(lambda mark: " " * len(mark[0]), text)
    pieces = [(piece, at) for at, c in enumerate(seen) if not c.isspace() for piece in _folded(c)]
    kept = [(c, at) for n, (c, at) in enumerate(pieces) if c != "-" or n == 0 or pieces[n - 1][0] != "-"]
    wanted = normalise(text)
    if len(kept) == len(wanted):
        return wanted, [at for _, at in kept]
    step = len(text) / max(len(wanted), 1)
    return wanted, [int(number * step) for number in range(len(wanted))]


@cache
def _folded(character: str) -> str:
    return normalize("NFKC", character).translate(_FOLD).translate(_KEPT)


def digest(text: str) -> str:
    """``sha256:`` and the digest of a text, the same for all copies of it that differ only in layout."""
    return f"sha256:{sha256(normalise(text).encode()).hexdigest()}"


def contains(text: str, phrase: str) -> bool:
    """Whether a phrase stands in a text, whatever the layout of either."""
    return normalise(phrase) in normalise(text)


def split_clauses(text: str, breaks: Collection[int] | None = None) -> list[ClauseText]:
    """The clauses of an issued plan, in their order.

    Numbers count only at the beginning of a line and in their turn, so that a broken line that happens to begin with
    one does not become a clause. Bullets are counted like numbers.

    Args:
        text: the text as extracted from the document, however its lines are broken.
        breaks: offsets at which numbers stand, where lines can't be trusted to begin with them.

    Returns:
        one entry for each numbered place; empty where the text has no ``一、``.
    """
    lines = list(_lines(text))
    marks = list(_marks(lines if breaks is None else [(at, text[at : at + _LONGEST_MARK]) for at in sorted(breaks)]))
    if not marks:
        return []
    wide = _width(lines)
    stop = _stop(text, lines, marks[-1].start)
    ends = [mark.start for mark in marks[1:]] + [stop]
    return [
        ClauseText(mark.path, _heading(text[mark.behind : end], wide), normalise(text[mark.behind : end]),
                   text.count("\n", 0, mark.start) + 1, mark.start, end)
        for mark, end in zip(marks, ends, strict=True)
    ]


def _stop(text: str, lines: list[tuple[int, str]], last: int) -> int:
    joined = _COPIED_TO.search(text, last)
    ends = [start for start, line in lines if start > last and _closes(line)][:1] + ([joined.start()] if joined else [])
    return min(ends, default=len(text))


class _Mark(NamedTuple):
    path: str
    start: int
    behind: int


def _lines(text: str) -> Iterator[tuple[int, str]]:
    starts = [0, *(found.end() for found in re.finditer("\n|\f", text))]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, text[start:end].rstrip("\n\f")


def _closes(line: str) -> bool:
    return bool(_CLOSING.match("".join(line.split())))


def _marks(lines: list[tuple[int, str]]) -> Iterator[_Mark]:
    chapter = section = item = 0
    for start, line in lines:
        lead = len(line) - len(line.lstrip())
        rest = line[lead:]
        if (found := _CHAPTER.match(rest)) and _in_turn(chapter, number := _numeral(found[1])):
            chapter, section, item = number, 0, 0
        elif chapter and (found := _SECTION.match(rest)) and _in_turn(section, number := _numeral(found[1])):
            section, item = number, 0
        elif chapter and (found := _ITEM.match(rest)) and _in_turn(item, number := int(found[1])):
            item = number
        elif chapter and (found := _BULLET.match(rest)):
            item += 1
        else:
            continue
        yield _Mark(_path(chapter, section, item), start + lead, start + lead + found.end())


def _in_turn(last: int, number: int) -> bool:
    return last < number <= last + 1 + _NUMBERS_SKIPPED


def _numeral(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _NUMERALS.get(text, 0)
    return 10 * (_NUMERALS.get(tens, 0) if tens else 1) + (_NUMERALS.get(ones, 0) if ones else 0)


def _written(number: int) -> str:
    tens, ones = divmod(number, 10)
    signs = " 一二三四五六七八九"
    return ((signs[tens] if tens > 1 else "") + "十" if tens else "") + (signs[ones] if ones else "")


def _path(chapter: int, section: int, item: int) -> str:
    parts = [_written(chapter)]
    if section:
        parts.append(f"（{_written(section)}）")
    if item:
        parts.append(str(item))
    return "/".join(parts)


def _width(lines: list[tuple[int, str]]) -> int:
    lengths = sorted(len(line.strip()) for _, line in lines if line.strip())
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _heading(own: str, wide: int) -> str:
    gathered = ""
    for line in own.split("\n"):
        if not line.strip():
            continue
        if gathered and _INDENT.match(line):
            break
        sentence, stop, _ = line.partition("。")
        gathered += "".join(sentence.split())
        if stop or len(line.strip()) < wide * 3 // 4:
            break
    return gathered.rstrip("：:")
