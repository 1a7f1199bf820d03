"""What every report for people says of a run, in words and counts; the formats only lay it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from posixpath import commonpath

from scilit_rules.messages import say
from scilit_rules.model.absences import Absences
from scilit_rules.model.finding import Check, Conclusion, Finding
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.place import Place
from scilit_rules.model.report import ExitCode, Report
from scilit_rules.model.text import Lang
from scilit_rules.model.undecided import open_checks
from scilit_rules.model.waiver import Waiver, WaiverUse
from scilit_rules.model.words import Absence, Disposition, Reason, Severity, Status
from scilit_rules.words.debts import ReturnWords, absences_in_words
from scilit_rules.words.demands import requirement
from scilit_rules.words.descriptions import Described as Described
from scilit_rules.words.descriptions import Frequent
from scilit_rules.words.doubts import doubts_in_words
from scilit_rules.words.hypothesis import headlined, titled
from scilit_rules.words.proof import not_counted_in_words
from scilit_rules.words.tallies import Outcome, Tally, outcome, tally, telling
from scilit_rules.words.wording import (
    actual_in_words,
    answering,
    bearer_in_words,
    day,
    deadline,
    evidence_in_words,
    gap_in_words,
    outlook_in_words,
    period_in_words,
    reason_in_words,
    rule_in_words,
    title_of,
    value_in_words,
)

_FIRST_NAMES = 5
_SAID_BY_REASON = "facts.missing"
_SAID_BY_PROGRESS = "engine.partly"


@dataclass(frozen=True, slots=True)
class _Wording:
    """What is said alike of every finding of one obligation."""

    title: str
    clause: str
    demand: str
    deadline: str
    bodies: str


class Summary:
    """A report made ready for one language.

    Args:
        report: the report.
        lang: the reader's language.
    """

    def __init__(self, report: Report, lang: Lang) -> None:
        self.report = report
        self.lang: Lang = lang
        self._wordings: dict[str, _Wording] = {}

    @cached_property
    def by_subject(self) -> Mapping[str, Sequence[Finding]]:
        """The findings of each subject, in their order; subjects without any have an empty sequence."""
        found: dict[str, list[Finding]] = {subject.id: [] for subject in self.report.subjects}
        for finding in self.report.findings:
            found.setdefault(finding.subject, []).append(finding)
        return found

    @cached_property
    def conclusions(self) -> Mapping[str, Sequence[Conclusion]]:
        """The conclusions for each subject that has any."""
        found: dict[str, list[Conclusion]] = {}
        for conclusion in self.report.conclusions:
            found.setdefault(conclusion.subject, []).append(conclusion)
        return found

    @cached_property
    def tallies(self) -> tuple[Tally, ...]:
        """One tally for each subject, in the order of the report."""
        returns = {one.subject: one for one in self.report.returns}
        return tuple(tally(subject, self.by_subject[subject.id], self.lacking, returns.get(subject.id))
                     for subject in self.report.subjects)

    @cached_property
    def lacking(self) -> Absences:
        """Tells what kind of not knowing each unknown finding is."""
        return Absences(self.report.plan, self.report.subjects, self.report.returns)

    @cached_property
    def absences(self) -> Mapping[Absence, int]:
        """Unknown findings by what kind of not knowing they are."""
        return {absence: sum(tally.absences[absence] for tally in self.tallies) for absence in Absence}

    def parted(self, statuses: Iterable[Status]) -> list[Status | Absence]:
        """Statuses to be counted in columns, the unknown ones by what kind of not knowing they are."""
        kinds = [absence for absence in Absence if self.absences[absence]]
        return [part for status in statuses for part in (kinds if status is Status.UNKNOWN and kinds else [status])]

    def part_of(self, finding: Finding) -> Status | Absence:
        """What a finding is counted as: its status; where it is unknown, what kind of not knowing it is."""
        return self.lacking.of(finding) or finding.status

    def total(self, part: Status | Absence) -> int:
        """How many findings a column counts together."""
        return self.absences[part] if isinstance(part, Absence) else self.report.counts[part]

    def returns(self) -> Sequence[str]:
        """Who has not reported, in sentences, the gravest first; nothing where all have, or that is not known."""
        return ReturnWords(self.tallies, self.lang).sentences()

    @property
    def title(self) -> str:
        """The title of the plan; what rests on assumptions says so in it."""
        return titled(self.report.plan.title.get(self.lang), self.report.assumed, self.lang)

    @property
    def outcome(self) -> Outcome:
        """What the whole run comes to, in one of a few kinds."""
        return outcome(self.report.exit_code(), self.report.counts)

    def worst(self, most: int) -> tuple[Tally, ...]:
        """The tallies of the worst subjects, worst first."""
        return tuple(sorted(self.tallies, key=lambda tally: tally.badness)[:most])

    def name_of(self, subject: str) -> str:
        """The name of a subject, or its id where the register does not know it."""
        known = self.report.plan.register.get(subject) or next(
            (item for item in self.report.subjects if item.id == subject), None
        )
        return known.name.get(self.lang) if known else subject

    def verdict(self, tally: Tally) -> str:
        """What the findings of a subject come to, in a word."""
        counts = {
            ExitCode.INTERNAL: tally.counts[Status.ERROR],
            ExitCode.VIOLATIONS: tally.open[Severity.VIOLATION],
            ExitCode.INCOMPLETE: tally.counts[Status.UNKNOWN] + tally.counts[Status.NEEDS_REVIEW],
        }
        if isinstance(tally.outcome, Status):
            return say(tally.outcome, self.lang)
        code = f"reporters.verdict.{tally.verdict.name.lower()}"
        text = say(code, self.lang, count=counts.get(tally.verdict, 0))
        if tally.returned is None or not tally.is_owed:
            return text
        owed = say(tally.returned.state, self.lang)
        return owed if tally.verdict is ExitCode.INCOMPLETE else say("reporters.verdict.owed", self.lang, verdict=text,
                                                                     owed=owed)

    def frequent(self, most: int) -> Sequence[Frequent]:
        """The obligations that most subjects fail, then those that are unknown for most."""
        subjects: dict[Status, dict[str, set[str]]] = {Status.UNMET: {}, Status.UNKNOWN: {}}
        for finding in self.report.findings:
            if finding.status in subjects:
                subjects[finding.status].setdefault(finding.obligation, set()).add(finding.subject)
        unmet, unknown = ({id: len(found) for id, found in of.items()} for of in subjects.values())
        ids = [id for id in self.report.plan.obligations if id in unmet or id in unknown]
        ids.sort(key=lambda name: (-unmet.get(name, 0), -unknown.get(name, 0)))
        words = ((id, self._wording(id)) for id in ids[:most])
        return [Frequent(w.title, w.clause, unmet.get(id, 0), unknown.get(id, 0)) for id, w in words]

    def follows(self, conclusion: Conclusion) -> str:
        """A conclusion with its reasons and the advice."""
        known = self.report.plan.consequences.get(conclusion.consequence)
        plan = self.report.plan
        titles = dict.fromkeys(title_of(id.split("/")[1] if "/" in id else id, plan, self.lang)
                               for id in conclusion.because)
        text = say("reporters.follows", self.lang, title=known.title if known else conclusion.consequence,
                   severity=conclusion.severity, because=tuple(titles))
        return f"{text}\n{known.advice.get(self.lang)}" if known and known.advice else text

    def waiver(self, use: WaiverUse) -> list[str]:
        """A waiver in four cells: which it is, what it accepts, who decided and until when, and why."""
        waiver, lang, plan = use.waiver, self.lang, self.report.plan
        accepted = say("reporters.waiver-accepts", lang, subject=self.name_of(waiver.subject),
                       obligation=title_of(waiver.obligation, plan, lang), count=len(use.findings))
        decided = say("reporters.waiver-decided", lang, approver=waiver.approver, document=waiver.document,
                      first=day(waiver.from_day, lang), until=day(waiver.until, lang))
        return [f"{waiver.id}\n{say(use.state, lang)}", accepted, decided,
                "\n".join(filter(None, (waiver.reason, str(waiver.place or ""))))]

    def read_how(self) -> str:
        """How many cells were read by which rules."""
        readings = self.report.readings
        rules = Counter(rule for reading in readings for rule in reading.rules)
        parts = [say("reporters.read-by", self.lang, rule=rule_in_words(rule, self.lang), count=count)
                 for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0]))[:_FIRST_NAMES]]
        more = say("reporters.and-others", self.lang) if len(rules) > len(parts) else ""
        return say("reporters.readings", self.lang, count=len(readings), parts=parts, more=more)

    def sampling(self) -> Sequence[str]:
        """A line on findings that rest on the reporter's word alone, if there are any."""
        rests = [finding for finding in self.report.findings if finding.self_reported]
        names = tuple(dict.fromkeys(self.name_of(finding.subject) for finding in rests))
        more = say("reporters.and-others", self.lang) if len(names) > _FIRST_NAMES else ""
        text = say("reporters.sampling", self.lang, count=len(rests), subjects=names[:_FIRST_NAMES], more=more)
        return [text] if rests else []

    @cached_property
    def folder(self) -> str:
        """The folder that all files stand in, with a stroke at its end; empty where there is none or one file only."""
        sources = [item.source for item in self.report.run.inputs]
        if len(sources) < 2 or any("://" in source for source in sources):
            return ""
        if len({PurePosixPath(source).is_absolute() for source in sources}) > 1:
            return ""
        shared = commonpath([PurePosixPath(source).parent for source in sources])
        return f"{shared}/" if shared not in ("", ".", "/") else ""

    def places(self, finding: Finding, most: int = 0) -> Sequence[str]:
        """Where the data of a finding stands, cells of one sheet named together, without the folder of all files.

        Args:
            finding: the finding.
            most: how many to name at most; 0 for all.
        """
        shown = [replace(place, source=place.source.removeprefix(self.folder))
                 for place in (finding.places[:most] if most else finding.places)]
        groups: dict[tuple[str, str | None], list[Place]] = {}
        for place in shown:
            groups.setdefault((place.source, place.sheet), []).append(place)
        text = []
        for members in groups.values():
            cells = [str(member.cell) for member in members[1:] if member.cell]
            others = [str(member) for member in members[1:] if not member.cell]
            text += [say("wording.list-separator", self.lang).join([str(members[0]), *cells]), *others]
        left = len(finding.places) - len(shown)
        return [*text, say("reporters.more-places", self.lang, count=left)] if left else text

    def conclusion(self) -> str:
        """What the whole run comes to, in a sentence; what rests on assumptions says so first."""
        return headlined(self._conclusion(), self.report.assumed, self.lang)

    def _conclusion(self) -> str:
        report = self.report
        counted = [finding for finding in report.counted if finding.is_gap]
        gaps = Counter(f.severity for f in counted if f.disposition is Disposition.OPEN)
        waived = sum(1 for f in counted if f.disposition is not Disposition.OPEN)
        undecided = self._undecided()
        code = self.outcome.name.lower()
        if self.outcome is ExitCode.VIOLATIONS and undecided:
            code = "violations-and-undecided"
        elif self.outcome is ExitCode.INCOMPLETE and not undecided:
            code = "unread"
        text = say(f"reporters.conclusion.{code}", self.lang, errors=report.counts[Status.ERROR],
                   violations=gaps[Severity.VIOLATION], undecided=undecided)
        others = {"warnings": gaps[Severity.WARNING], "notices": gaps[Severity.NOTICE], "waived": waived}
        named = [(key, count) for key, count in others.items() if count]
        parts = [say(f"reporters.conclusion.{key}", self.lang, count=count) for key, count in named]
        return text + (say("reporters.also", self.lang, parts=parts) if parts else "")

    def _undecided(self) -> str:
        """How many findings are unknown, and for want of what, and how many wait for a reviewer; nothing for none."""
        counts, absences = self.report.counts, absences_in_words(self.absences, self.lang)
        parts = [say(f"reporters.conclusion.{key}", self.lang, count=counts[status], absences=absences)
                 for key, status in (("unknown", Status.UNKNOWN), ("review", Status.NEEDS_REVIEW)) if counts[status]]
        if len(parts) < 2:
            return "".join(parts)
        return say("reporters.conclusion.undecided", self.lang, first=parts[0], second=parts[1])

    def exit_meaning(self) -> str:
        """The exit code of the run, and what it means."""
        return say(f"reporters.exit.{self.outcome.name.lower()}", self.lang, code=int(self.report.exit_code()))

    def describe(self, finding: Finding) -> Described:
        """One finding in words."""
        words = self._wording(finding.obligation)
        lang = self.lang
        obligation = self.report.plan.obligations.get(finding.obligation)
        weight = finding.severity or (obligation.binding if obligation else None)
        return Described(
            finding=finding,
            title=words.title,
            clause=words.clause,
            period=period_in_words(finding.period, lang),
            weight=say(weight, lang) if weight else "",
            demand=words.demand,
            deadline=words.deadline,
            actual=tuple(self.actual(finding)),
            gap=self.gap(finding),
            why=self._notes(finding),
            bodies=self.answers(finding),
            places=tuple(str(place) for place in finding.places),
            evidence=tuple(evidence_in_words(piece, lang) for piece in finding.evidence),
        )

    def _wording(self, id: str) -> _Wording:
        if id not in self._wordings:
            obligation = self.report.plan.obligations.get(id)
            self._wordings[id] = self._worded(obligation) if obligation else _Wording(id, "", "", "", "")
        return self._wordings[id]

    def _worded(self, obligation: Obligation) -> _Wording:
        plan, lang = self.report.plan, self.lang
        clause = plan.clauses.get(obligation.clause)
        return _Wording(
            obligation.title.get(lang),
            f"{obligation.clause} {clause.heading}" if clause and clause.heading else obligation.clause,
            requirement(obligation, plan.vocabulary, lang),
            deadline(obligation.schedule, lang),
            answering(plan, obligation.clause, lang),
        )

    def actual(self, finding: Finding) -> Iterator[str]:
        """What was found, one line for each comparison that matters."""
        lang = self.lang
        if finding.attested is not None:
            yield value_in_words(finding.attested, None, lang)
            return
        vocabulary = self.report.plan.vocabulary
        for check in telling(finding, self.report.plan):
            if check.actual is None and check.reason is Reason.MISSING and finding.reason is not None:
                continue
            spec = vocabulary.get(check.comparison.fact)
            value = actual_in_words(check, spec, lang)
            if len(finding.checks) == 1:
                yield value
            else:
                title = title_of(check.comparison.fact, self.report.plan, lang)
                yield say("reporters.valued", lang, title=title, value=value)

    def answers(self, finding: Finding) -> str:
        """Who answers for a finding: the bodies that its clause names, else the subject, which bears it."""
        bodies = self._wording(finding.obligation).bodies
        return bodies or bearer_in_words(self.name_of(finding.subject), self.lang)

    def gap(self, finding: Finding) -> str:
        """How far off it is, or an empty string."""
        if finding.gap is None:
            return ""
        check = next((check for check in finding.checks if check.gap == finding.gap), None)
        return gap_in_words(finding.gap, self.lang, check)

    def why(self, finding: Finding) -> tuple[str, ...]:
        """Why a finding is what it is, where figures alone don't say so; each reason once."""
        return tuple(dict.fromkeys(self._why(finding)))

    def decision(self, waiver: Waiver) -> str:
        """Who accepted a gap, by which document, until when and why."""
        return say("reporters.waived-by", self.lang, id=waiver.id, approver=waiver.approver, document=waiver.document,
                   until=day(waiver.until, self.lang), reason=waiver.reason)

    def as_of(self) -> str:
        """The date that the run judged at."""
        return day(self.report.as_of, self.lang)

    def _notes(self, finding: Finding) -> tuple[str, ...]:
        decided = () if finding.disposition is Disposition.OPEN else (self._decided(finding),)
        return self.why(finding) + decided

    def _why(self, finding: Finding) -> Iterator[str]:
        lang = self.lang
        doubted = list(self._doubted(finding))
        if finding.reason is not None and not (doubted and finding.reason is not Reason.MISSING):
            absence = self.lacking.of(finding) if finding.reason is Reason.MISSING else None
            yield reason_in_words(finding.reason, finding.wanted, self.report.plan, lang, absence)
        yield from doubted
        told = _SAID_BY_PROGRESS if self._progress_told(finding) else ""
        yield from (say(note, lang) for note in finding.notes if note.code != told)
        if vain := not_counted_in_words(finding, lang):
            yield vain
        if finding.outlook is not None:
            spec = self.report.plan.vocabulary.get(finding.outlook.latest.name)
            yield outlook_in_words(finding.outlook, spec, lang)

    def _doubted(self, finding: Finding) -> Iterator[str]:
        """What keeps it undecided, except what is merely missing; what is not due yet may wait for the same."""
        if finding.reason is not None:
            told = [check for check in open_checks(finding, self.report.plan) if not _is_merely_missing(check)]
            yield from doubts_in_words(told, finding.subject, self.report.plan, self.lang, self.folder)

    def _progress_told(self, finding: Finding) -> bool:
        """Whether the claim, as it is put in words, says how far the work is."""
        said = finding.attested
        return said is not None and said.claim is not None and said.progress is not None

    def _decided(self, finding: Finding) -> str:
        uses = (use.waiver for use in self.report.waivers if use.waiver.id == finding.waiver)
        waiver = next(uses, None)
        return self.decision(waiver) if waiver else say(finding.disposition, self.lang)


def _is_merely_missing(check: Check) -> bool:
    return not check.doubts and check.message is not None and check.message.code == _SAID_BY_REASON
