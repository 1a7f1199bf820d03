"""Which of several returns of one subject and form is the latest, where they say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from scilit_rules.facts.cells import fold
from scilit_rules.facts.dates import read_date

_NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九十", start=1)}
_COUNT = "([0-9]{1,2}|[一二三四五六七八九十])"
_CHANGED = "(?:更正|修订|修正|订正|补正)"
# The second correction is the third version.
_CORRECTIONS = re.compile(rf"第{_COUNT}次{_CHANGED}"
                          rf"|{_CHANGED}(?:版|稿|件|表)?(?:第{_COUNT}次|{_COUNT}(?![0-9年月日版]))")
_VERSIONS = re.compile(rf"第{_COUNT}(?:版|次(?:报送|上报|填报)?)|(?<![a-z])v(?:er)?\.?([0-9]{{1,2}})(?![0-9a-z])")
_CORRECTED = re.compile(rf"(?<!未)(?:{_CHANGED}|重报|重新(?:上报|报送|填报))"
                        "(?!前|意见|要求|通知|说明)(?:后|版|稿|件|表)?")
_LEFT = re.compile(r"[\s()\[\]【】_—·.-]+")


@dataclass(frozen=True, slots=True)
class Version:
    """What a return says of when it was made.

    Args:
        source: the file.
        form: what form it is; returns of different forms stand side by side.
        number: which version it is, 1 where it says nothing of it; None where it says two things.
        filled_in: the date of filling in on its cover; None where there is none, or none that can be.
    """

    source: str
    form: object
    number: int | None = 1
    filled_in: date | None = None


def version_of(source: str, form: object, cover: Mapping[str, str], years: tuple[int, int]) -> Version:
    """What a return says of itself, by the name of its file and by its cover.

    Args:
        source: the file.
        form: what form it is; None for a table that is no form of ours: it is known by the rest of its name.
        cover: what is written on its cover.
        years: the first and the last year in which it can have been filled in.
    """
    name = fold(PurePath(source).stem).lower()
    title = fold(cover.get("title", "")).lower()
    numbers = _numbers(name) | _numbers(title) or {1}
    read = read_date(cover.get("date", ""))
    day = read.value if read is not None and isinstance(read.value, date) else None
    likely = day if day is not None and years[0] <= day.year <= years[1] else None
    return Version(source, _rest(name) if form is None else form, numbers.pop() if len(numbers) == 1 else None, likely)


def _numbers(text: str) -> set[int]:
    found = {_number(match) + 1 for match in _CORRECTIONS.finditer(text)}
    text = _CORRECTIONS.sub("", text)
    found |= {_number(match) for match in _VERSIONS.finditer(text)}
    return found or ({2} if _CORRECTED.search(text) else set())


def _number(found: re.Match[str]) -> int:
    text = next(group for group in found.groups() if group is not None)
    return _NUMERALS.get(text) or int(text)


def _rest(name: str) -> str:
    for pattern in (_CORRECTIONS, _VERSIONS, _CORRECTED, _LEFT):
        name = pattern.sub("", name)
    return name


def rivals(versions: Iterable[Version]) -> list[list[Version]]:
    """The returns of one subject, those of one form together, where there are several of it."""
    groups: dict[object, list[Version]] = {}
    for version in versions:
        groups.setdefault(version.form, []).append(version)
    return [group for group in groups.values() if len(group) > 1]


def latest(versions: Sequence[Version]) -> Version | None:
    """The return that stands in the place of all others; None where they don't say which that is.

    Args:
        versions: the returns of one subject and form.
    """
    found = [one for one in versions if all(one is other or _is_later(one, other) for other in versions)]
    return found[0] if found else None


def _is_later(one: Version, other: Version) -> bool:
    """Whether something says that one is the later of two, and nothing says the contrary."""
    signs = (_order(one.number, other.number), _order(one.filled_in, other.filled_in))
    return max(signs) > 0 and min(signs) >= 0


def _order(one: int | date | None, other: int | date | None) -> int:
    if one is None or other is None:
        return 0
    return (one > other) - (one < other)  # type: ignore[operator]  # both are numbers, or both days
