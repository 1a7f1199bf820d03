"""Findings as rows of numbers for the script of the page: what was found, by which data, from which cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from scilit_rules.messages import hint, say
from scilit_rules.model.fact import Evidence, Fact, Reading, with_parts
from scilit_rules.model.finding import Check, Finding
from scilit_rules.model.place import Place
from scilit_rules.model.undecided import open_checks
from scilit_rules.model.waiver import WaiverUse
from scilit_rules.model.words import Disposition, Severity, Status
from scilit_rules.reporters.page.directory import NONE, Directory
from scilit_rules.reporters.page.texts import EMPTY, Texts
from scilit_rules.words.computation import computed_in_words
from scilit_rules.words.doubts import doubts_in_words
from scilit_rules.words.summary import Summary
from scilit_rules.words.tallies import ATTENTION, REST
from scilit_rules.words.wording import (
    actual_in_words,
    comparison_in_words,
    evidence_in_words,
    gap_in_words,
    period_in_words,
    reason_in_words,
    rule_in_words,
    title_of,
    value_in_words,
)

STATUSES = ATTENTION + REST
_STATUS_AT = {status: at for at, status in enumerate(STATUSES)}
_SEVERITY_AT = {severity: at for at, severity in enumerate(Severity)}
_DISPOSITION_AT = {disposition: at for at, disposition in enumerate(Disposition)}
_CHECK_ACTUAL, _CHECK_GAP = 2, 4
# Beyond this the script can't tell neighbours apart; to sort by it is enough.
_MOST_YUAN = Decimal(10**15)
_TRUTH = {True: 1, False: 0, None: NONE}

Row = list[Any]


class Particulars:
    """Makes findings into rows; `page.js` reads them by the same order of columns.

    Args:
        summary: the report and the reader's language.
        directory: numbers what they refer to.
        texts: numbers what they say.
    """

    def __init__(self, summary: Summary, directory: Directory, texts: Texts) -> None:
        self.summary = summary
        self.plan = summary.report.plan
        self.lang = summary.lang
        self.directory = directory
        self._text = texts.number
        self._asked: dict[int, int] = {}
        self._titles: dict[str, int] = {}
        self._values: dict[tuple[object, ...], int] = {}
        self._uses: dict[tuple[str, str], list[WaiverUse]] = {}
        for use in summary.report.waivers:
            self._uses.setdefault((use.waiver.subject, use.waiver.obligation), []).append(use)

    def row(self, finding: Finding) -> Row:
        """One finding: what it is about, then what was found, by which data, and what is to be done."""
        directory, summary = self.directory, self.summary
        head = [
            directory.subject_numbers[finding.subject], directory.obligation_numbers[finding.obligation],
            directory.periods[finding.period], _STATUS_AT[finding.status],
            NONE if finding.severity is None else _SEVERITY_AT[finding.severity],
            _DISPOSITION_AT[finding.disposition], int(finding.self_reported),
        ]
        checks = [self._check(check, finding.subject) for check in finding.checks]
        return head + _trimmed([
            *self._found(finding, checks), _yuan(finding),
            [self._text(line) for line in summary.why(finding)], [self._title(name) for name in finding.wanted],
            checks, [self._check(check, finding.subject) for check in finding.when_checks],
            self._attested(finding), [self._evidence(piece) for piece in finding.evidence],
            [self._place(place) for place in self._further(finding)],
            [self._text(line) for line in self._waivers(finding)], [self._text(line) for line in _hints(finding, self)],
        ])

    def _found(self, finding: Finding, checks: Sequence[Row]) -> tuple[int, int]:
        """What was found and the gap; of a single comparison that came out as said of it."""
        if len(finding.checks) == 1 and finding.attested is None and finding.checks[0].actual is not None:
            (check,) = checks
            return check[_CHECK_ACTUAL], check[_CHECK_GAP] if len(check) > _CHECK_GAP and finding.gap else EMPTY
        return self._text("\n".join(self.summary.actual(finding))), self._text(self.summary.gap(finding))

    def _check(self, check: Check, subject: str) -> Row:
        comparison = check.comparison
        asked = self._asked.get(id(comparison))
        if asked is None:
            asked = self._text(comparison_in_words(comparison, self.plan.vocabulary, self.lang))
            self._asked[id(comparison)] = asked
        spec = self.plan.vocabulary.get(comparison.fact)
        actual = actual_in_words(check, spec, self.lang)
        why = ""
        if check.message is not None or check.doubts:
            why = "\n".join(doubts_in_words([check], subject, self.plan, self.lang, self.summary.folder))
        elif check.reason is not None:
            why = reason_in_words(check.reason, (comparison.fact,), self.plan, self.lang)
        known = {fact.place for fact in with_parts(check.facts)}
        return _trimmed([
            asked, _TRUTH[check.truth], self._text(actual), [self._fact(f) for f in check.facts],
            self._text(gap_in_words(check.gap, self.lang, check) if check.gap else ""), self._text(why),
            [self._place(place) for place in check.places if place not in known],
        ])

    def _fact(self, fact: Fact) -> Row:
        computed = computed_in_words(fact, self.plan, self.lang) if fact.derived_from else ""
        # What was computed is told with its result, to as many decimals as a reader needs to do it again.
        value = EMPTY if computed else self._value(fact)
        return _trimmed([
            self._title(fact.name), self._text(period_in_words(str(fact.period), self.lang)), value,
            self._place(fact.place) if fact.place else 0, self._reading(fact.reading) if fact.reading else 0,
            self._text(fact.remark), self._text(self.summary.name_of(fact.subject)), self._text(computed),
            [self._fact(part) for part in fact.derived_from],
        ])

    def _title(self, name: str) -> int:
        found = self._titles.get(name)
        if found is None:
            found = self._titles[name] = self._text(title_of(name, self.plan, self.lang))
        return found

    def _value(self, fact: Fact) -> int:
        key = (fact.name, type(fact.value), fact.value)
        found = self._values.get(key)
        if found is None:
            spec = self.plan.vocabulary.get(fact.name)
            found = self._values[key] = self._text(value_in_words(fact.value, spec, self.lang))
        return found

    def _reading(self, reading: Reading) -> Row:
        rules = say("wording.list-separator", self.lang).join(rule_in_words(r, self.lang) for r in reading.rules)
        return [self._text(reading.raw), self._text(reading.read_as), self._text(rules)]

    def _place(self, place: Place) -> Row:
        """The file without the folder of all files, and where in it, apart because many places share a file."""
        within = str(place).removeprefix(place.source)
        return [self._text(place.source.removeprefix(self.summary.folder)), self._text(within)]

    def _evidence(self, piece: Evidence) -> Row:
        place = self._place(piece.place) if piece.place else 0
        return _trimmed([self._text(evidence_in_words(piece, self.lang)), place])

    def _attested(self, finding: Finding) -> Row:
        attested = finding.attested
        if attested is None:
            return []
        return [self._text(value_in_words(attested, None, self.lang)), self._text(attested.reviewer)]

    def _further(self, finding: Finding) -> Iterator[Place]:
        """The places that none of its facts was read from and no check names."""
        told = {fact.place for check in finding.checks + finding.when_checks for fact in with_parts(check.facts)}
        told |= {place for check in finding.checks + finding.when_checks for place in check.places}
        return (place for place in finding.places if place not in told)

    def _waivers(self, finding: Finding) -> Iterator[str]:
        for use in self._uses.get((finding.subject, finding.obligation), ()):
            if use.waiver.period in (None, finding.period):
                yield say("reporters.explain.waiver", self.lang, words=self.summary.decision(use.waiver),
                          state=use.state)


def _hints(finding: Finding, particulars: Particulars) -> Sequence[str]:
    if finding.status in (Status.MET, Status.NOT_APPLICABLE):
        return ()
    told = [message for check in open_checks(finding, particulars.plan) for message in check.messages]
    return tuple(dict.fromkeys(filter(None, (hint(one, particulars.lang) for one in (*told, *finding.notes)))))


def _yuan(finding: Finding) -> int:
    """The money missing in whole yuan, to sort by."""
    money = finding.gap.money if finding.gap else None
    return int(min(money, _MOST_YUAN)) if money is not None and money.is_finite() else 0


def _trimmed(row: Row) -> Row:
    """A row without zeros and empty lists at its end: the script takes what is not there for these."""
    while row and not row[-1]:
        row.pop()
    return row
