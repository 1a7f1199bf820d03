"""The clauses of a text and those of a ruleset, put together; and what kind of copy of the plan a text is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from scilit_rules.authoring.documents import IssuedText
from scilit_rules.authoring.text import ClauseText, normalise, normalised_places, split_clauses
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.problems import UsageError, problem

_LEAST_SHARED = 0.5
_LEAST_HEADING = 4
_WINDOW = 100
_LEAST_REPEATED = 150
# A table of contents, an opinion of issue and the plan itself begin with the first heading; nothing has it more often.
_MOST_OPENINGS = 10


class Pair(NamedTuple):
    """A clause of the ruleset with the same clause of the text; one of them is None where the other stands alone."""

    clause: Clause | None
    found: ClauseText | None


class Pairing(NamedTuple):
    """The clauses of a ruleset and of a text.

    Args:
        pairs: in the order of the text; clauses that only the ruleset has come where it has them.
        by_lines: whether the lines of the text begin with its numbers, so that headings end where lines do.
        cut: the clauses at the end of the plan that the text does not reach.
        twice: clauses that a second place of the text has again, and where: offsets into the text.
        repeated: stretches of the text that stand in it a second time: offsets of both, and how many characters.
    """

    pairs: tuple[Pair, ...]
    by_lines: bool
    cut: tuple[Clause, ...]
    twice: tuple[tuple[Clause, int], ...]
    repeated: tuple[tuple[int, int, int], ...]


class _Split(NamedTuple):
    found: list[ClauseText]
    by_lines: bool


def pair_clauses(plan: Plan, text: IssuedText) -> Pairing:
    """Puts the clauses of a plan and of a text together, by their numbers, wordings and headings.

    Raises:
        UsageError: if the text is another document, or has no clause numbers.
    """
    repeated, once = _without_repeats(text.text)
    plain, places = normalised_places(once)
    marks = {clause.path: _marked(clause, plain, places) for clause in plan.clauses.values()}
    found, by_lines = _best_split(plan, once, marks)
    _same_document(plan, text, found, plain)
    partners = _partners(plan, found)
    lacking = [clause for clause in plan.clauses.values() if clause.path not in partners]
    cut = _tail(plan, partners)
    order = _in_order(plan, found, partners, {clause.path for clause in lacking if clause not in cut})
    again = _again(plan, text, marks, partners, found[0].start)
    return Pairing(tuple(order), by_lines, tuple(cut), tuple(again), tuple(repeated))


def _without_repeats(text: str) -> tuple[list[tuple[int, int, int]], str]:
    """Long stretches that stand in a text again, such as a page copied twice, and the text with them blanked out."""
    plain, places = normalised_places(text)
    seen: dict[str, int] = {}
    repeats, at = [], 0
    while at + _WINDOW <= len(plain):
        first = seen.setdefault(plain[at : at + _WINDOW], at)
        length = 0
        if first < at:
            while at + length < len(plain) and plain[first + length] == plain[at + length]:
                length += 1
        if length >= _LEAST_REPEATED and first + length <= at:
            repeats.append((places[first], places[at], length))
            text = _blank(text, places[at], places[at + length - 1] + 1)
            at += length
        else:  # what repeats itself at once, such as a row of dots, is no copy of anything, and is passed over
            at += max(length - _WINDOW, 1)
    return repeats, text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + "".join(c if c in "\n\f" else " " for c in text[start:end]) + text[end:]


def _again(plan: Plan, text: IssuedText, marks: dict[str, list[int]], partners: dict[str, ClauseText],
           first: int) -> Iterator[tuple[Clause, int]]:
    starts = {clause.start for clause in partners.values()}
    for path in partners:
        for spot in marks[path]:
            if spot > first and spot not in starts and _begins_line(text, spot):
                yield plan.clauses[path], spot


def _marked(clause: Clause, plain: str, places: Sequence[int]) -> list[int]:
    """The offsets at which a clause's number stands right before its heading, wherever lines break."""
    number, heading = clause.path.rpartition("/")[2], normalise(clause.heading)
    if clause.own_heading or (len(heading) < _LEAST_HEADING and number.isdigit()):
        return []
    if number.isdigit():
        signs = [f"{number}.", f"{number}、", "-"]
    else:
        signs = [normalise(number) if "（" in number else f"{number}、"]
    spots = []
    for sign in signs:
        at = plain.find(sign + heading)
        while at >= 0:
            if not (number.isdigit() and plain[at - 1 : at].isdigit()):
                spots.append(places[at])
            at = plain.find(sign + heading, at + 1)
    return spots


def _best_split(plan: Plan, text: str, marks: dict[str, list[int]]) -> _Split:
    """The clauses of a text, cut in the way that agrees best with the plan.

    A table of contents may stand before the plan, so that counting begins anew at each place of its first heading; and
    lines may break anywhere or nowhere, so that only numbers that stand before the headings of the plan count.
    """
    anchors = sorted({spot for spots in marks.values() for spot in spots})
    opening = sorted(marks[next(iter(plan.clauses))])[:_MOST_OPENINGS] if plan.clauses else []
    ranges = [(0, len(text)), *((start, len(text)) for start in opening)]
    tries = []
    for start, end in ranges:
        tries.append(_Split(_shifted(text, start, end, None), True))
        tries.append(_Split(_shifted(text, start, end, [at - start for at in anchors if start <= at < end]), False))
    return max(tries, key=lambda split: _agreement(plan, split.found))


def _shifted(text: str, start: int, end: int, breaks: list[int] | None) -> list[ClauseText]:
    lines = text.count("\n", 0, start)
    return [
        clause._replace(line=clause.line + lines, start=clause.start + start, end=clause.end + start)
        for clause in split_clauses(text[start:end], breaks)
    ]


def _agreement(plan: Plan, found: Sequence[ClauseText]) -> tuple[int, int]:
    same = headed = 0
    for clause in found:
        written = plan.clauses.get(clause.path)
        same += written is not None and written.digest == clause.digest
        headed += written is not None and _same_heading(written, clause)
    return same, headed


def _same_document(plan: Plan, text: IssuedText, found: Sequence[ClauseText], plain: str) -> None:
    same, headed = _agreement(plan, found)
    phrases = [normalise(obligation.phrase) for obligation in plan.obligations.values() if obligation.phrase]
    said = sum(phrase in plain for phrase in phrases) / len(phrases) if phrases else 0.0
    if not found and said >= _LEAST_SHARED:
        raise UsageError(problem("trace.no-numbers", text.place(0), plan=plan.id))
    if not found:
        raise UsageError(problem("trace.no-clauses", text.place(0), plan=plan.id, title=plan.title,
                                 clauses=len(plan.clauses)))
    if max(same, headed) < len(found) * _LEAST_SHARED and said < _LEAST_SHARED:
        raise UsageError(problem("trace.other-document", text.place(0), plan=plan.id, title=plan.title,
                                 found=len(found), shared=max(same, headed), clauses=len(plan.clauses)))


def _same_heading(clause: Clause, found: ClauseText) -> bool:
    return not clause.own_heading and normalise(clause.heading) == normalise(found.heading)


def _partners(plan: Plan, found: Sequence[ClauseText]) -> dict[str, ClauseText]:
    left = {clause.path: clause for clause in found}
    partners: dict[str, ClauseText] = {}

    def take(clause: Clause, text: ClauseText | None) -> None:
        if text is not None and clause.path not in partners:
            partners[clause.path] = left.pop(text.path)

    open_ = list(plan.clauses.values())
    for clause in open_:
        same = left.get(clause.path)
        if same and (same.digest == clause.digest or _same_heading(clause, same)):
            take(clause, same)
    for clause in open_:
        take(clause, next((text for text in left.values() if text.digest == clause.digest), None))
    for clause in open_:
        if len(normalise(clause.heading)) >= _LEAST_HEADING:
            take(clause, next((text for text in left.values() if _same_heading(clause, text)), None))
    for clause in open_:
        take(clause, left.get(clause.path))
    return partners


def _tail(plan: Plan, partners: dict[str, ClauseText]) -> list[Clause]:
    tail: list[Clause] = []
    for clause in reversed(list(plan.clauses.values())):
        if clause.path in partners:
            break
        tail.insert(0, clause)
    return tail


def _in_order(plan: Plan, found: Sequence[ClauseText], partners: dict[str, ClauseText],
              lacking: set[str]) -> list[Pair]:
    owners = {text.path: plan.clauses[path] for path, text in partners.items()}
    pairs = [Pair(owners.get(text.path), text) for text in found]
    paths = list(plan.clauses)
    for path in (path for path in paths if path in lacking):
        before = set(paths[: paths.index(path)])
        at = max((n for n, pair in enumerate(pairs) if pair.clause and pair.clause.path in before), default=-1)
        pairs.insert(at + 1, Pair(plan.clauses[path], None))
    return pairs


def _begins_line(text: IssuedText, spot: int) -> bool:
    while spot > 0 and text.text[spot - 1] in " \t\u3000\xa0":
        spot -= 1
    return spot in text.rows


def by_clause(obligations: Iterable[Obligation]) -> dict[str, list[Obligation]]:
    """Obligations by the path of the clause that says so."""
    grouped: dict[str, list[Obligation]] = {}
    for obligation in obligations:
        grouped.setdefault(obligation.clause, []).append(obligation)
    return grouped
