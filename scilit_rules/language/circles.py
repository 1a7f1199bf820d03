"""Things that need each other in a circle, or one another in too long a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

LONGEST_ROW = 100
_MOST_CIRCLES = 100


class Needs(NamedTuple):
    """What is wrong with how names need one another.

    Args:
        circles: each circle once, beginning with its first name in alphabetical order.
        far: names that begin a row which goes on over more than ``LONGEST_ROW`` others.
        order: all names that need something, each behind those that it needs as far as no circle forbids it.
    """

    circles: tuple[tuple[str, ...], ...]
    far: tuple[str, ...]
    order: tuple[str, ...]


def follow_needs(needs: Mapping[str, Sequence[str]]) -> Needs:
    """How names need one another, and what is wrong with it: a circle, or a row so long that nobody follows it.

    Every name is followed once, without recursion: rows may be as long as files.

    Args:
        needs: what each name needs; names that need nothing may be absent.
    """
    circles: dict[tuple[str, ...], None] = {}
    lengths: dict[str, int] = {}
    for name in needs:
        if name not in lengths:
            _follow(name, needs, lengths, circles)
    far = tuple(name for name, length in lengths.items() if length == LONGEST_ROW + 1)
    return Needs(tuple(circles), far, tuple(lengths))


def _follow(start: str, needs: Mapping[str, Sequence[str]], lengths: dict[str, int],
            circles: dict[tuple[str, ...], None]) -> None:
    way: dict[str, Iterator[str]] = {start: iter(needs.get(start, ()))}
    while way:
        name, others = next(reversed(way.items()))
        other = next(others, None)
        if other is None:
            del way[name]
            lengths[name] = max((lengths.get(needed, 0) + 1 for needed in needs.get(name, ())), default=0)
        elif other in way:
            if len(circles) < _MOST_CIRCLES:
                circles[_turned(list(way), other)] = None
        elif other not in lengths:
            way[other] = iter(needs.get(other, ()))


def _turned(way: list[str], again: str) -> tuple[str, ...]:
    circle = way[way.index(again):]
    first = circle.index(min(circle))
    return (*circle[first:], *circle[:first])
