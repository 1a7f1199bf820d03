"""The tables of a distance: what it takes in all, then for each subject its gaps, the nearest to compliance first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from scilit_rules.messages import say
from scilit_rules.model.brief import BriefTable
from scilit_rules.model.distance import Distance, Hurdle
from scilit_rules.model.text import Lang
from scilit_rules.model.words import Need, Severity
from scilit_rules.words.briefing import table
from scilit_rules.words.figures import exact, money
from scilit_rules.words.hurdles import HurdleWords

_KINDS = (("need", "l"), ("violations", "r"), ("warnings", "r"), ("notices", "r"), ("questions", "r"),
          ("known-cost", "r"))
_OVERVIEW = (("subject", "l"), ("gaps", "r"), ("violations", "r"), ("questions", "r"), ("money", "r"),
             ("past-count", "r"))
_IN_FULL = (("obligation", "l"), ("state", "l"), ("step", "l"))
_BY_LINE = (("binding", "l"), ("obligation", "l"), ("state", "l"), ("need", "l"))
_PAST = _BY_LINE[:3]
_QUESTIONS = (("binding", "l"), ("obligation", "l"), ("state", "l"), ("step", "l"))
_SEVERITIES, _NEEDS = tuple(Severity), tuple(Need)


class DistanceTables:
    """The tables of a distance for people.

    Args:
        words: the words for hurdles.
        detail: whether to list every hurdle in full, questions too, or mandatory gaps only, other gaps by a line.
    """

    def __init__(self, words: HurdleWords, detail: bool) -> None:
        self.words = words
        self.detail = detail
        self.lang: Lang = words.lang

    def all(self, distances: Sequence[Distance]) -> Iterator[BriefTable]:
        """The tables, in the order to be read."""
        if any(one.hurdles for one in distances):
            yield self._kinds(distances)
        if len(distances) > 1:
            yield self._overview(distances)
            if self.detail:
                yield self._needs(distances)
        for one in distances:
            yield from self._subject(one)

    def _kinds(self, distances: Sequence[Distance]) -> BriefTable:
        hurdles = [hurdle for one in distances for hurdle in one.hurdles]
        known = sum((one.money for one in distances), Decimal(0))
        cost = money(known, self.lang) if known else "-"
        rows = [(say(need, self.lang), *self._counts(some), cost if need is Need.MONEY else "-")
                for need in Need if (some := [hurdle for hurdle in hurdles if need in hurdle.needs])]
        rows.append((say("distance.together", self.lang), *self._counts(hurdles), cost))
        return table(say("distance.kinds", self.lang), _KINDS, rows, self.lang)

    def _counts(self, hurdles: Sequence[Hurdle]) -> tuple[str, ...]:
        counts = [sum(hurdle.finding.severity is severity for hurdle in hurdles) for severity in Severity]
        return tuple(str(count or "-") for count in (*counts, len(questions(hurdles))))

    def _overview(self, distances: Sequence[Distance]) -> BriefTable:
        rows = []
        for one in distances:
            found = gaps(one.hurdles)
            counts = (len(found), len(mandatory(found)), len(questions(one.hurdles)))
            rows.append((self.words.name(one.subject), *(str(count or "-") for count in counts),
                         exact(one.money) if one.money else "-", str(len(one.past) or "-")))
        return table(say("distance.overview", self.lang), _OVERVIEW, rows, self.lang)

    def _needs(self, distances: Sequence[Distance]) -> BriefTable:
        made = table(say("distance.needs", self.lang), (("subject", "l"),), [], self.lang)
        rows = tuple((self.words.name(one.subject), *(str(sum(need in hurdle.needs for hurdle in one.hurdles) or "-")
                                                      for need in Need)) for one in distances)
        headers = (*made.headers, *(say(need, self.lang) for need in Need))
        return BriefTable(made.heading, headers, rows, "l" + "r" * len(Need))

    def _subject(self, distance: Distance) -> Iterator[BriefTable]:
        found = sorted(gaps(distance.hurdles), key=_nearness)
        first = mandatory(found)
        others = sorted((one for one in found if one.finding.severity is not Severity.VIOLATION), key=self._weight)
        asked = sorted(questions(distance.hurdles), key=self._weight) if self.detail else ()
        yield from self._section("mandatory", distance, first, _IN_FULL, self._in_full)
        if self.detail:
            yield from self._section("others", distance, others, _IN_FULL, self._in_full)
        else:
            yield from self._section("others", distance, others, _BY_LINE, self._by_line)
        yield from self._section("questions", distance, asked, _QUESTIONS, self._question)
        yield from self._section("past", distance, distance.past, _PAST,
                                 lambda hurdle: self._by_line(hurdle)[:3])

    def _section(self, key: str, distance: Distance, hurdles: Sequence[Hurdle], columns: Sequence[tuple[str, str]],
                 row: Callable[[Hurdle], tuple[str, ...]]) -> Iterator[BriefTable]:
        if hurdles:
            heading = say(f"distance.{key}", self.lang, name=self.words.name(distance.subject), count=len(hurdles))
            made = table(heading, columns, [row(hurdle) for hurdle in hurdles], self.lang)
            yield BriefTable(made.heading, made.headers, made.rows, made.align, dense=columns is not _IN_FULL)

    def _weight(self, hurdle: Hurdle) -> int:
        return _SEVERITIES.index(self.words.severity(hurdle))

    def _in_full(self, hurdle: Hurdle) -> tuple[str, ...]:
        words = self.words
        about = [words.title(hurdle), words.clause(hurdle)]
        if hurdle.finding.severity is not Severity.VIOLATION:
            about.append(self._binding(hurdle))
        steps = list(words.steps(hurdle))
        steps.append(say("distance.by", self.lang, bodies=words.answers(hurdle)))
        return "\n".join(about), words.standing(hurdle), "\n".join(steps)

    def _by_line(self, hurdle: Hurdle) -> tuple[str, ...]:
        words = self.words
        return self._binding(hurdle), words.title(hurdle), words.standing(hurdle), words.needs(hurdle)

    def _question(self, hurdle: Hurdle) -> tuple[str, ...]:
        words = self.words
        return self._binding(hurdle), words.title(hurdle), words.standing(hurdle), "\n".join(words.steps(hurdle))

    def _binding(self, hurdle: Hurdle) -> str:
        return say(self.words.plan.obligations[hurdle.finding.obligation].binding, self.lang)


def gaps(hurdles: Iterable[Hurdle]) -> list[Hurdle]:
    """Those that are known to fail."""
    return [hurdle for hurdle in hurdles if hurdle.finding.is_gap]


def questions(hurdles: Iterable[Hurdle]) -> list[Hurdle]:
    """Those that nobody can decide yet, for want of data or of a review."""
    return [hurdle for hurdle in hurdles if not hurdle.finding.is_gap]


def mandatory(hurdles: Iterable[Hurdle]) -> list[Hurdle]:
    """Gaps in mandatory obligations."""
    return [hurdle for hurdle in hurdles if hurdle.finding.severity is Severity.VIOLATION]


def _nearness(hurdle: Hurdle) -> tuple[Decimal, int, Decimal]:
    """What lacks least first; of what lacks as much, what is easier to get, then what costs least."""
    return hurdle.lacking, min(map(_NEEDS.index, hurdle.needs)), hurdle.money or Decimal(0)
