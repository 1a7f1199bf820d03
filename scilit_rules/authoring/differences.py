"""What differs between a clause of a ruleset and the same clause of the issued text, each with both places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from scilit_rules.authoring.bodies import read_bodies
from scilit_rules.authoring.documents import IssuedText
from scilit_rules.authoring.modality import Command, Governed
from scilit_rules.authoring.quantities import Quantity, contradicting, holds, named_dates
from scilit_rules.authoring.text import ClauseText, normalise, normalised_places
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Clause
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import Binding, ProblemLevel
from scilit_rules.problems import near_names, problem

_AROUND = 12
_EXCERPT = 60
_LEAST_LIKE = 0.6
_ENDS = ("。", ")", "!", "?", "》", '"')


class Spot(NamedTuple):
    """A clause of the ruleset and the same clause of the text.

    Args:
        clause: as the ruleset has it.
        found: as the text has it.
        source: the whole text.
        offsets: for each character of the clause's normalised text its offset in the whole text.
    """

    clause: Clause
    found: ClauseText
    source: IssuedText
    offsets: Sequence[int]

    def place(self, offset: int = 0) -> Place:
        """Where an offset of the normalised text is in the file."""
        at = self.offsets[min(offset, len(self.offsets) - 1)] if self.offsets else self.found.start
        return self.source.place(at)

    def around(self, start: int, end: int) -> str:
        """A stretch of the text with a few characters on either side."""
        text = self.found.text
        low, high = max(start - _AROUND, 0), min(end + _AROUND, len(text))
        return ("…" if low else "") + text[low:high] + ("…" if high < len(text) else "")


def lone_clause(clause: Clause | None, found: ClauseText | None, source: IssuedText) -> Iterator[Problem]:
    """A clause that only the ruleset or only the text has."""
    if clause is not None and found is None:
        yield problem("trace.not-in-text", clause.place, others=[source.place(len(source.text))], path=clause.path,
                      heading=clause.heading)
    elif found is not None:
        yield problem("trace.not-in-ruleset", source.place(found.start), path=found.path, heading=_short(found.heading))


def compare_clause(spot: Spot, old: str | None, by_lines: bool = True) -> Iterator[Problem]:
    """Number, heading and wording of a clause.

    Args:
        spot: the clause.
        old: the wording that the ruleset was written from, where it is known.
        by_lines: whether the lines of the text show where headings end.
    """
    clause, found = spot.clause, spot.found
    both: dict[str, Any] = {"others": [spot.place()], "path": clause.path}
    if clause.path != found.path:
        yield problem("trace.moved", clause.place, found=found.path, heading=_short(clause.heading), **both)
    heading = normalise(clause.heading)
    agrees = found.text.startswith(heading) if not by_lines else heading == normalise(found.heading)
    if not clause.own_heading and not agrees:
        yield problem("trace.heading", clause.place, written=_short(clause.heading), found=_short(found.heading),
                      **both)
    if not clause.digest or clause.digest == found.digest:
        return
    if old is not None:
        change, at = _change(old, found.text)
        yield problem("trace.changed", clause.place, others=[spot.place(at)], path=clause.path, change=change)
    else:
        code = "trace.digest" if found.text.endswith(_ENDS) else "trace.digest-broken-off"
        yield problem(code, clause.place, text=_excerpt(found.text), length=len(found.text), digest=found.digest,
                      **both)


def _excerpt(text: str) -> str:
    half = _EXCERPT // 2
    return text if len(text) <= _EXCERPT else f"{text[:half]}…{text[-half:]}"


def _short(heading: str) -> str:
    return heading if len(heading) <= 40 else heading[:39] + "…"


def _change(old: str, new: str) -> tuple[str, int]:
    pieces: list[str] = []
    first: int | None = None
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_start, old_end, start, end in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(new[start:end] if end - start <= 2 * _AROUND else
                          f"{new[start : start + _AROUND] if pieces else ''}…{new[end - _AROUND : end]}")
            continue
        first = start if first is None else first
        pieces.append((f"[-{old[old_start:old_end]}-]" if old_start < old_end else "")
                      + (f"[+{new[start:end]}+]" if start < end else ""))
    return "".join(pieces), first or 0


def compare_bodies(spot: Spot) -> Iterator[Problem]:
    """The bodies that a clause names: which, in what role, in what order, with what wording."""
    clause, found = spot.clause, spot.found
    bodies, wording = read_bodies(found.text)
    written = {mention.body: mention.role for mention in clause.bodies}
    named = {mention.body: mention.role for mention in bodies}
    bracket = found.text.rfind("(") if bodies else len(found.text)
    at: dict[str, Any] = {"others": [spot.place(bracket)], "path": clause.path}
    lacking, extra = [b for b in named if b not in written], [b for b in written if b not in named]
    for body in lacking:
        yield problem("trace.body-lacking", clause.place, near=near_names(body, extra), body=body, role=named[body],
                      **at)
    for body in extra:
        yield problem("trace.body-extra", clause.place, near=near_names(body, lacking), body=body, **at)
    for body in written:
        if body in named and written[body] != named[body]:
            yield problem("trace.body-role", clause.place, body=body, written=written[body], found=named[body], **at)
    if not lacking and not extra and list(written) != list(named):
        yield problem("trace.body-order", clause.place, written=list(written), found=list(named), **at)
    if clause.wording != wording and (clause.wording or clause.bodies):
        yield problem("trace.wording", clause.place, written=clause.wording or "-", found=wording or "-", **at)


class Phrase(NamedTuple):
    """Where a phrase stands in its clause: all its places, those in the heading only if there is no other."""

    text: str
    spots: tuple[int, ...]

    @property
    def span(self) -> tuple[int, int] | None:
        """The first place, or None where there is none."""
        return (self.spots[0], self.spots[0] + len(self.text)) if self.spots else None


def find_phrase(obligation: Obligation, found: ClauseText) -> Phrase:
    """Where the phrase of an obligation stands in the normalised text of its clause."""
    phrase = normalise(obligation.phrase)
    spots, at = [], found.text.find(phrase) if phrase else -1
    while at >= 0:
        spots.append(at)
        at = found.text.find(phrase, at + 1)
    heading = len(normalise(found.heading))
    behind = tuple(spot for spot in spots if spot + len(phrase) > heading)
    return Phrase(phrase, behind or tuple(spots))


def compare_phrase(spot: Spot, obligation: Obligation, phrase: Phrase,
                   texts: Mapping[str, ClauseText]) -> Iterator[Problem]:
    """A phrase that is missing, that stands in another clause, or that stands in its clause more than once.

    Args:
        spot: the clause.
        obligation: whose phrase it is.
        phrase: where it stands.
        texts: all clauses of the text by the path of the ruleset's clause.
    """
    about: dict[str, Any] = {"obligation": obligation.id, "path": obligation.clause, "phrase": obligation.phrase}
    if not phrase.text:
        yield problem("trace.no-phrase", obligation.place, others=[spot.place()], **about)
    elif len(phrase.spots) > 1:
        yield problem("trace.phrase-twice", obligation.place, others=[spot.place(at) for at in phrase.spots],
                      count=len(phrase.spots), **about)
    elif not phrase.spots:
        elsewhere = {path: text for path, text in texts.items() if phrase.text in text.text}
        if elsewhere:
            others = [spot.place(), *(_place_in(spot.source, text, phrase.text) for text in elsewhere.values())]
            yield problem("trace.phrase-elsewhere", obligation.place, others=others, found=list(elsewhere), **about)
        else:
            like, at = _likest(phrase.text, spot.found.text)
            yield problem("trace.phrase-nowhere", obligation.place, near=[like] if like else [],
                          others=[spot.place(at)], **about)


def _place_in(source: IssuedText, found: ClauseText, phrase: str) -> Place:
    _, offsets = normalised_places(source.text[found.start : found.end])
    return source.place(found.start + offsets[min(found.text.find(phrase), len(offsets) - 1)])


def _likest(phrase: str, text: str) -> tuple[str, int]:
    """The stretch of a text that is most like a phrase, if any is, and where it begins."""
    matcher = SequenceMatcher(None, text, phrase, autojunk=False)
    block = matcher.find_longest_match()
    low = max(block.a - block.b, 0)
    stretch = text[low : low + len(phrase)]
    like = SequenceMatcher(None, stretch, phrase, autojunk=False).ratio()
    return (stretch, low) if block.size > 1 and like >= _LEAST_LIKE else ("", 0)


def compare_strength(spot: Spot, obligation: Obligation, governed: Governed) -> Iterator[Problem]:
    """A binding that the governing words do not bear out; explained where the obligation has a note."""
    if obligation.binding in governed.fitting:
        return
    code = "trace.strength" if governed.words else "trace.strength-without-word"
    level = ProblemLevel.INFO if obligation.note is not None else ProblemLevel.ERROR
    yield problem(code, obligation.place, level=level, others=[spot.place(governed.start)], obligation=obligation.id,
                  path=obligation.clause, binding=obligation.binding, words=list(governed.words),
                  fitting=[binding for binding in Binding if binding in governed.fitting],
                  text=spot.found.text[governed.start : governed.end].rstrip(",;:。"))


def compare_quantities(spot: Spot, quantities: Iterable[Quantity], obligations: Sequence[Obligation],
                       spans: Mapping[str, tuple[int, int] | None]) -> Iterator[Problem]:
    """Numbers of the text that no obligation holds, or that one compares with otherwise than the text says.

    Args:
        spot: the clause.
        quantities: the numbers that it states.
        obligations: those of the clause and of the clauses within.
        spans: where the phrases of the clause's own obligations stand, by id.
    """
    for quantity in quantities:
        around = spot.around(quantity.start, quantity.end)
        about: dict[str, Any] = {"path": spot.clause.path, "number": quantity.text, "text": around}
        others = [spot.place(quantity.start)]
        if not any(holds(o, quantity, _overlaps(spans.get(o.id), quantity)) for o in obligations):
            explained = spot.clause.reason is not None and not obligations
            level = ProblemLevel.INFO if explained else ProblemLevel.ERROR
            if rival := _otherwise_dated(quantity, obligations, spans):
                yield problem("trace.date", rival.place, others=others, obligation=rival.id,
                              written=named_dates(rival), **about)
            else:
                yield problem("trace.number", spot.clause.place, level=level, others=others, **about)
        for obligation in obligations:
            operator = contradicting(obligation, quantity) if _overlaps(spans.get(obligation.id), quantity) else ""
            if operator:
                yield problem("trace.operator", obligation.place, others=others, obligation=obligation.id,
                              written=operator, wanted=quantity.operator, **about)


def compare_commands(spot: Spot, commands: Iterable[Command], obligations: Sequence[Obligation],
                     spans: Iterable[tuple[int, int] | None]) -> Iterator[Problem]:
    """What the text commands and no obligation stands on; explained by a reason, or a note that quotes the words.

    Args:
        spot: the clause.
        commands: the parts of it that command.
        obligations: those of the clause itself.
        spans: where their phrases stand.
    """
    touched = [span for span in spans if span is not None]
    for command in commands:
        if any(start < command.end and command.part.start < end for start, end in touched):
            continue
        said = spot.found.text[command.part.start : command.part.end].rstrip(",;:。!?")
        noted = any(said in normalise(o.note.zh) for o in obligations if o.note is not None)
        explained = noted or (spot.clause.reason is not None and not obligations)
        yield problem("trace.command", spot.clause.place, level=ProblemLevel.INFO if explained else ProblemLevel.ERROR,
                      others=[spot.place(command.part.start)], path=spot.clause.path, words=list(command.words),
                      text=said)


def _otherwise_dated(quantity: Quantity, obligations: Sequence[Obligation],
                     spans: Mapping[str, tuple[int, int] | None]) -> Obligation | None:
    """The obligation that was meant to hold a date and names another: its phrase stands there, or the year is one."""
    dated = [o for o in obligations if quantity.kind in ("date", "day") and named_dates(o)]
    touching = [o for o in dated if _overlaps(spans.get(o.id), quantity)]
    alike = [o for o in dated if any(day.year == quantity.values[0] for day in named_dates(o))]
    return next(iter(touching + alike), None)


def _overlaps(span: tuple[int, int] | None, quantity: Quantity) -> bool:
    return span is not None and span[0] < quantity.end and quantity.start < span[1]
