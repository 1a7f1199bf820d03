"""The clauses of a text and those of a ruleset, put together; and what kind of copy of the plan a text is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scilit_rules.authoring.documents import IssuedText
from scilit_rules.authoring.text import ClauseText, normalise, normalised_places, split_clauses
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Clause, Plan
from scilit_rules.problems import UsageError, problem

_LEAST_SHARED = 0.5
_LEAST_HEADING = 4


class Pair(NamedTuple):
    """A clause of the ruleset with the same clause of the text; one of them is None where the other stands alone."""

    clause: Clause | None
    found: ClauseText | None


class Pairing(NamedTuple):
    """The clauses of a ruleset and of a text.

    Args:
        pairs: in the order of the text; clauses that only the ruleset has come where it has them.
        cut: the clauses at the end of the plan that the text does not reach.
        twice: clauses that a second place of the text has again, and where: offsets into the text.
    """

    pairs: tuple[Pair, ...]
    cut: tuple[Clause, ...]
    twice: tuple[tuple[Clause, int], ...]


def pair_clauses(plan: Plan, text: IssuedText) -> Pairing:
    """Puts the clauses of a plan and of a text together, by their numbers, wordings and headings.

    Raises:
        UsageError: if the text is another document, or has no clause numbers.
    """
    plain, places = normalised_places(text.text)
    marks = {clause.path: _marked(clause, plain, places) for clause in plan.clauses.values()}
    found = _best_split(plan, text.text, {at for spots in marks.values() for at in spots})
    _same_document(plan, text, found, plain)
    partners = _partners(plan, found)
    starts = {clause.start for clause in found}
    line_starts = {at for at in {0, *text.rows} if at < len(text.text)}
    twice = [
        (plan.clauses[path], spot)
        for path, spots in marks.items() if path in partners
        for spot in spots if spot not in starts and _begins_line(text.text, spot, line_starts)
        and spot > found[0].start
    ]
    lacking = [clause for clause in plan.clauses.values() if clause.path not in partners]
    cut = _tail(plan, partners)
    order = _in_order(plan, found, partners, {clause.path for clause in lacking if clause not in cut})
    return Pairing(tuple(order), tuple(cut), tuple(twice))


def _marked(clause: Clause, plain: str, places: Sequence[int]) -> list[int]:
    """The offsets at which a clause's number stands right before its heading, wherever lines break."""
    number, heading = clause.path.rpartition("/")[2], normalise(clause.heading)
    if clause.own_heading or (len(heading) < _LEAST_HEADING and number.isdigit()):
        return []
    if number.isdigit():
        signs = [f"{number}.", f"{number}、"]
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


def _best_split(plan: Plan, text: str, breaks: Iterable[int]) -> list[ClauseText]:
    """The clauses of a text, counted from the 一、 that agrees best: a table of contents may stand before the plan."""
    plain = split_clauses(text)
    guided = split_clauses(text, set(breaks))
    tries = [plain, guided]
    for clause in guided[1:]:
        if clause.heading == guided[0].heading and "/" not in clause.path:
            tries.append(_shifted(text, clause.start))
    first = guided[0].heading if guided else ""
    again = text.find(first, guided[0].end) if first else -1
    if again >= 0:
        tries.append(_shifted(text, text.rfind("\n", 0, again) + 1))
    return max(tries, key=lambda found: _agreement(plan, found))


def _shifted(text: str, start: int) -> list[ClauseText]:
    lines = text.count("\n", 0, start)
    return [
        clause._replace(line=clause.line + lines, start=clause.start + start, end=clause.end + start)
        for clause in split_clauses(text[start:])
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
    if not found or (max(same, headed) < len(found) * _LEAST_SHARED and said < _LEAST_SHARED):
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


def _begins_line(text: str, spot: int, line_starts: set[int]) -> bool:
    while spot > 0 and text[spot - 1] in " \t\u3000\xa0":
        spot -= 1
    return spot in line_starts


def by_clause(obligations: Iterable[Obligation]) -> dict[str, list[Obligation]]:
    """Obligations by the path of the clause that says so."""
    grouped: dict[str, list[Obligation]] = {}
    for obligation in obligations:
        grouped.setdefault(obligation.clause, []).append(obligation)
    return grouped
