"""Problems: how they are raised, and how they are shown to the person who must solve them."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from glob import has_magic
from pathlib import PurePath
from typing import NoReturn
from unicodedata import east_asian_width

from scilit_rules.messages import hint, say
from scilit_rules.model.address import masked
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.report import ExitCode, Report
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.visible import visible
from scilit_rules.model.words import ProblemLevel

_SHOWN_BEFORE, _SHOWN = 60, 160
_LONGEST_SHOWN, _LONGEST_END, _LONGEST_LIST = 400, 40, 20
_LONGEST_NAME, _MANY_NAMES, _LENGTHS_APART = 100, 1_000, 4
_MANY_ALIKE = 60
# In the line of a file that is shown each character keeps its place, for the mark stands under it.
_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


MOST_TOLD = 20
"""How many problems of one kind in one file are told one by one."""
_MORE = "problems.more-alike"


class ScilitError(Exception):
    """The root of all errors that this package raises on purpose.

    Args:
        problems: everything that is wrong, at least one.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        found = (problems,) if isinstance(problems, Problem) else tuple(problems)
        self.problems = in_order(found)
        super().__init__("\n".join(show_problem(problem, "en") for problem in few_of_each(self.problems)))

    def __reduce__(self) -> tuple[type[ScilitError], tuple[tuple[Problem, ...]]]:
        """Errors cross processes and are copied with all their problems."""
        return type(self), (self.problems,)


class UsageError(ScilitError):
    """The caller named something that does not exist or asked for what can't be."""


class RulesetError(ScilitError):
    """A ruleset, vocabulary, register, case or waiver file is wrong."""


class SourceError(ScilitError):
    """A source can't be read at all; the others still can."""

    exit_code = ExitCode.INCOMPLETE


class PluginError(ScilitError):
    """A plugin can't be used."""

    exit_code = ExitCode.INTERNAL


class EngineError(ScilitError):
    """An engine failed."""

    exit_code = ExitCode.INTERNAL


class StaysHere:
    """What works with something that one process alone has, such as an engine or a database, and can't be copied."""

    def __reduce__(self) -> NoReturn:
        """Tells whoever copies it, or hands it to another process, what to do instead.

        Raises:
            UsageError: always.
        """
        raise UsageError(problem("problems.stays-here", given=kind(self)))


def problem(code: str, place: Place | None = None, *, level: ProblemLevel = ProblemLevel.ERROR,
            near: Iterable[str] = (), others: Iterable[Place] = (), excerpt: str = "", span: int = 0,
            **args: object) -> Problem:
    """A problem by its code and the values it speaks of.

    Args:
        code: code of the message.
        place: where.
        level: how much it weighs.
        near: names that may have been meant.
        others: further places that belong to it.
        excerpt: the line at that place.
        span: how many characters of it are meant.
        **args: the values that fill the message.
    """
    for name, many in (("near", near), ("others", others)):
        if not isinstance(many, Iterable):
            raise TypeError(f"{name} must be an iterable, not {kind(many)}")
    return Problem(Message(code, args), place, excerpt, span, tuple(near), tuple(others), level)


def kind(given: object) -> str:
    """What is told of a thing that is not what it should be: the name of its type."""
    return type(given).__name__


def must_be_report(given: object) -> None:
    """Refuses what is no report.

    Raises:
        UsageError: if it is none.
    """
    if not isinstance(given, Report):
        raise UsageError(problem("reporters.no-whole-report", given=kind(given)))


def must_know_rules(given: object) -> None:
    """Refuses what is no report, and a report that was read from a file: that knows its plan in outline only.

    Raises:
        UsageError: if it is either.
    """
    must_be_report(given)
    if isinstance(given, Report) and given.plan.is_outline:
        place = Place(given.source) if given.source else None
        raise UsageError(problem("reporters.outline", place))


def more_alike(code: str, count: int, place: Place | None, level: ProblemLevel) -> Problem:
    """What stands for further problems of one kind.

    Args:
        code: the code of their message.
        count: how many there are.
        place: the file, or the sheet.
        level: how much they weigh.
    """
    return problem(_MORE, place, level=level, count=count, kind=code)


def few_of_each(problems: Iterable[Problem], most: int = MOST_TOLD, *, by_source: bool = True) -> tuple[Problem, ...]:
    """Problems sorted by place, of one kind in one file only the first, and then how many more there are.

    Args:
        problems: all that were found.
        most: how many of each kind are kept.
        by_source: whether they are counted for each file by itself.
    """
    kept: list[Problem] = []
    seen: Counter[tuple[str, str]] = Counter()
    left_out: dict[tuple[str, str], tuple[int, ProblemLevel]] = {}
    for found in in_order(problems):
        # One that was read from a saved report tells of what kind it is in words only.
        is_more = found.code == _MORE and found.message.said is None
        source = found.place.source if found.place is not None and by_source else ""
        key = (str(found.message.args["kind"]) if is_more else found.code, source)
        seen[key] += not is_more
        if is_more or seen[key] > most:
            count = found.message.args["count"] if is_more else 1
            left_out[key] = left_out.get(key, (0, found.level))[0] + int(str(count)), found.level
        else:
            kept.append(found)
    told = (more_alike(code, count, Place(source) if source else None, level)
            for (code, source), (count, level) in left_out.items())
    return in_order((*kept, *told))


def near_names(name: str, known: Iterable[str], most: int = 3, least: float = 0.45) -> tuple[str, ...]:
    """The known names that are most like one, nearest first.

    Short Chinese names share few characters even when one was meant for the other, so names that contain each other
    count as near too.

    Args:
        name: what was written.
        known: what could be meant.
        most: how many to name.
        least: how much alike they must be, from 0 to 1.
    """
    # Whatever is longer is no slip of the pen, and how alike two texts are takes the product of their lengths.
    name = name[:_LONGEST_NAME]
    names = sorted(_plausible(name, known))
    close = get_close_matches(name, names, n=most, cutoff=0.6)
    if len(name) > 1:
        close += [other for other in names if other not in close and _contained(name, other)]
        close += [other for other in get_close_matches(name, names, n=most, cutoff=least) if other not in close]
    return tuple(sorted(close[: most * 2], key=lambda other: -SequenceMatcher(None, name, other).ratio())[:most])


def _plausible(name: str, known: Iterable[str]) -> AbstractSet[str]:
    """Of many names only those about as long that share an end with one: to compare each with each takes long."""
    names = known if isinstance(known, (frozenset, set)) else set(known)
    if len(names) <= _MANY_NAMES:
        return names
    begins, ends, length = name[:2], name[-2:], len(name)
    like = (other for other in names if begins in other or ends in other)
    return set(sorted(other for other in like if abs(len(other) - length) <= _LENGTHS_APART)[:_MANY_ALIKE])


def near_paths(path: str) -> tuple[str, ...]:
    """Names by which the first part of a path that there is not may have been meant, of those beside it.

    A folder holds many names that have nothing to do with one another, so they must be more alike than others.

    Args:
        path: a path as the user wrote it; it may be a glob.
    """
    wanted = PurePath(path)
    try:
        missing = next(part for part in (*reversed(wanted.parents), wanted) if not os.path.lexists(part))
        names = [name for name in os.listdir(missing.parent) if not name.startswith((".", "~$"))]
    except (StopIteration, OSError, ValueError):
        return ()
    return () if has_magic(missing.name) else near_names(missing.name, names, least=0.6)


def _contained(name: str, other: str) -> bool:
    return name in other or (len(other) > 1 and other in name)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted by place, those without a place first."""
    return tuple(sorted(problems, key=lambda p: (p.place.order if p.place else ("", "", 0, 0, 0, ""), p.code)))


def show_problem(found: Problem, lang: Lang) -> str:
    """A problem as text: place, what is wrong, the line with a mark under the part, near names, what to do.

    Of what a file holds without end only the beginning is shown.
    """
    if not isinstance(found, Problem):
        raise TypeError(f"found must be a Problem, not {type(found).__name__}")
    message = replace(found.message, args={key: _cut(value) for key, value in found.message.args.items()})
    colon = say("problems.colon", lang)
    head = visible(masked(f"{found.place}: ")) if found.place else ""
    lines = [f"{head}{say(found.level, lang)}{colon}{say(message, lang)} [{found.code}]"]
    if found.excerpt:
        lines += _excerpt(found)
    lines += [f"    {say('problems.also', lang, place=other)}" for other in found.others[:_LONGEST_LIST]]
    if len(found.others) > _LONGEST_LIST:
        lines.append(f"    {say('problems.also-more', lang, count=len(found.others) - _LONGEST_LIST)}")
    if found.near:
        lines.append(f"    {say('problems.near', lang, names=_cut(found.near))}")
    advice = hint(message, lang)
    if advice:
        lines.append(f"    {advice}")
    return "\n".join(lines)


def _cut(value: object) -> object:
    """A value of a message without what nobody would read to its end."""
    if type(value) is str and len(value) > _LONGEST_SHOWN + _LONGEST_END:
        return f"{value[:_LONGEST_SHOWN]}……{value[-_LONGEST_END:]}"
    if type(value) is Decimal and abs(value.adjusted()) > _LONGEST_SHOWN:
        return f"{value:.6e}"
    if isinstance(value, (tuple, list)):
        shown = [_cut(item) for item in value[:_LONGEST_LIST]]
        return [*shown, "…"] if len(value) > _LONGEST_LIST else shown
    return value


def _excerpt(found: Problem) -> list[str]:
    number = str(found.place.line) if found.place and found.place.line else ""
    start = found.place.column - 1 if found.place and found.place.column else 0
    text, start = _window(found.excerpt.rstrip("\n"), start)
    text = _STRANGE.sub(" ", text)
    shown = [f"  {number:>4} | {text}"]
    if found.place and found.place.column and found.span:
        before = sum(_width(c) for c in text[:start])
        marks = sum(_width(c) for c in text[start : start + found.span])
        shown.append(f"       | {' ' * before}{'^' * max(marks, 1)}")
    return shown


def _window(line: str, at: int) -> tuple[str, int]:
    """The part of a long line around a place, and where the place is in it."""
    if len(line) <= _SHOWN:
        return line, at
    low = max(min(at - _SHOWN_BEFORE, len(line) - _SHOWN), 0)
    begins, ends = "…" if low else "", "…" if low + _SHOWN < len(line) else ""
    return begins + line[low : low + _SHOWN] + ends, at - low + len(begins)


def _width(character: str) -> int:
    return 2 if east_asian_width(character) in "WF" else 1
