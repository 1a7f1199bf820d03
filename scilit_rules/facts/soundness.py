"""The time, proof and place of a fact as a program gave them, before anything rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Optional

from scilit_rules.model.annotations import Misfit, fits, misfits
from scilit_rules.model.fact import Attested, Evidence, Fact, Period, Reading, Unread
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.problems import UsageError, problem

EARLIEST, LATEST = 1900, 2200
_PARTS: dict[str, Any] = {
    "subject": str, "name": str, "evidence": tuple[Evidence, ...], "place": Optional[Place],
    "reading": Optional[Reading], "remark": str, "derived_from": tuple[Fact, ...], "unread": tuple[Unread, ...]}

_FITS = {part: fits(declared) for part, declared in _PARTS.items()}


def is_sound(fact: Fact) -> bool:
    """Whether the time and the proof of a fact are what they must be; quick, for it is asked of every fact."""
    return _is_time(fact.period) and (fact.evidence == () or _FITS["evidence"](fact.evidence))


def _is_time(period: Period) -> bool:
    if type(period) is not Period or type(period.year) is not int or not EARLIEST <= period.year <= LATEST:
        return False
    day = period.day
    return day is None or (type(day) is date and day.year == period.year)


def unsound(fact: Fact) -> Iterator[Problem]:
    """Everything that is wrong with the parts of a fact other than its value."""
    given: Any = fact
    if is_sound(fact) and _is_bare(fact):
        return
    name = given.name if isinstance(given.name, str) else repr(given.name)[:80]
    if not isinstance(given.period, Period):
        yield problem("facts.given-period", fact=name, given=repr(given.period)[:80])
    elif not _is_time(fact.period):
        yield problem("facts.given-time", fact=name, given=repr(fact.period)[:80], first=str(EARLIEST),
                      last=str(LATEST))
    for part, fit in _FITS.items():
        if not fit(getattr(fact, part)):
            yield from _wrong(name, part, misfits(getattr(fact, part), _PARTS[part]))
    for piece in fact.evidence if isinstance(fact.evidence, tuple) else ():
        if isinstance(piece, Evidence) and isinstance(piece.text, str) and not piece.text.strip():
            yield problem("facts.given-part", fact=name, part="evidence.text", wanted="str", given=repr(piece.text))


def _is_bare(fact: Fact) -> bool:
    """Whether a fact has sound names and nothing beside its time and value, as most that programs give."""
    names = type(fact.subject) is str and type(fact.name) is str and fact.remark == ""
    bare = fact.evidence == () and fact.derived_from == () and fact.unread == ()
    return names and bare and fact.place is None and fact.reading is None


def unsound_word(name: str, word: Attested) -> Iterator[Problem]:
    """Everything that is wrong inside a person's word on a duty."""
    wrong = misfits(word, Attested)
    yield from _wrong(name, "value", wrong)
    if not wrong and word.progress is not None and not 0 <= word.progress <= 100:
        yield problem("facts.given-part", fact=name, part="value.progress", wanted="0–100", given=str(word.progress))


def refuse_unsound(fact: Fact) -> None:
    """Lets nothing rest on a fact whose time or proof is malformed.

    Raises:
        UsageError: if anything is wrong with it, with all that is.
    """
    if not isinstance(fact, Fact):
        raise UsageError(problem("facts.given-no-fact", given=repr(fact)[:80]))
    if not is_sound(fact):
        raise UsageError(tuple(unsound(fact)))


def _wrong(fact: str, part: str, wrong: tuple[Misfit, ...]) -> Iterator[Problem]:
    for one in wrong:
        inside = one.path if one.path.startswith("[") else f".{one.path}" if one.path else ""
        yield problem("facts.given-part", fact=fact, part=f"{part}{inside}", wanted=one.wanted, given=one.given)
