"""What the circular of a round says (督查通报)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from scilit_rules.messages import say
from scilit_rules.model.words import Absence, Disposition, Severity, Status
from scilit_rules.reporters.letters.blocks import Block, Content, Paragraph, Style, Table
from scilit_rules.reporters.letters.letter import ZH, Letters, attachment, attachment_note
from scilit_rules.reporters.letters.places import file_in_words
from scilit_rules.reporters.letters.titles import beside_signature, numbered, sign
from scilit_rules.words.tallies import ATTENTION, Tally, counted_in
from scilit_rules.words.wording import day, quotable, title_of

CIRCULAR_BLOCKS = ("概况", "总体情况", "做法成效", "问题", "要求", "附件说明", "落款", "附表")
_NEEDED = ("标题", "主送", *CIRCULAR_BLOCKS)
_MOST, _FEW = 10, 5
_NAMES = 40
_GOOD = 90
_OTHERS = (Status.UNKNOWN, Status.NEEDS_REVIEW, Status.NOT_DUE, Status.NOT_APPLICABLE, Status.ERROR)
_LEFT_OPEN: Mapping[Status | Absence, str] = {
    **{absence: f"circular.absent.{absence.value}" for absence in Absence},
    Status.NEEDS_REVIEW: "circular.review", Status.ERROR: "circular.error",
}
_SHARES = (10, 4, 4, 4, 4, 4, 5, 4, 4, 5, 4, 7)


def _say(code: str, **args: object) -> str:
    return say(f"letters.{code}", ZH, **args)


def circular(letters: Letters, sent: Mapping[str, int]) -> Content:
    """The circular of a round.

    Args:
        letters: what the letters of the round share.
        sent: how many letters of each kind go with it.
    """
    title = _say("circular.title", plan=letters.plan_name)
    texts = letters.texts(title, _say("circular.to"), letters.sender.number)
    texts["单位数"] = str(len(letters.report.subjects))
    table = _say("circular.table")
    made = _Circular(letters, sent)
    blocks: dict[str, Sequence[Block]] = {
        "发文机关标志": [sign(letters.issuer)],
        "概况": [made.overview()],
        "总体情况": list(made.overall()),
        "做法成效": list(made.achievements()),
        "问题": list(made.problems()),
        "要求": list(made.demands()),
        "附件说明": attachment_note([table]),
        "落款": letters.signed(),
        "附表": [*attachment(table), made.table(), Paragraph(_say("circular.rate-how"), Style.CELL)],
    }
    return Content(texts, blocks, _NEEDED)


class _Circular:
    def __init__(self, letters: Letters, sent: Mapping[str, int]) -> None:
        self.letters = letters
        self.sent = sent
        self.summary = letters.summary
        self.report = letters.report

    def overview(self) -> Paragraph:
        files = self.report.run.inputs
        unreadable = sum(not file.digest for file in files)
        unread = _say("circular.unread", count=unreadable) if unreadable else ""
        return Paragraph(_say("circular.overview", cited=self.letters.cited, as_of=day(self.report.as_of, ZH),
                              subjects=len(self.report.subjects), files=len(files), unread=unread))

    def overall(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("circular.overall"), Style.FIRST)
        yield from self._returns()
        counted = [finding for finding in self.report.counted if finding.is_gap]
        gaps = Counter(finding.severity for finding in counted)
        counts = self.report.counts
        yield Paragraph(_say("circular.figures", findings=len(self.report.counted), decided=_decided(counts),
                             weights=_weights(gaps), others=self._others(counts)))
        closed = Counter(f.disposition for f in counted if f.disposition is not Disposition.OPEN)
        parts = [_say(f"{state.value}", count=count) for state, count in sorted(closed.items())]
        if parts:
            yield Paragraph(_say("left-out", parts="，".join(parts)))

    def _others(self, counts: Mapping[Status, int]) -> str:
        """What is neither met nor unmet, so that all that is told adds up."""
        told = [_say(f"counted.{status.value}", count=counts[status]) for status in _OTHERS if counts[status]]
        return _say("counted.others", parts="，".join(told)) if told else ""

    def _returns(self) -> Iterator[Paragraph]:
        """Who did not report comes first, each by name."""
        sentences = list(self.summary.returns())
        replaced = [_say("circular.replaced", subject=self.summary.name_of(sent.subject), old=file_in_words(one.old),
                         new=file_in_words(one.new)) for sent in self.report.returns for one in sent.superseded]
        if replaced:
            sentences.append(_say("circular.superseded", parts="、".join(replaced)))
        known = {source for sent in self.report.returns for source in sent.unusable}
        lost = [item.source for item in self.report.run.inputs if not item.digest and item.source not in known]
        if lost:
            files = "、".join(map(file_in_words, lost))
            sentences.append(_say("circular.unknown-file", count=len(lost), files=files))
        if sentences:
            yield Paragraph(_say("circular.returns", sentences="".join(sentences)))

    def achievements(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("circular.good"), Style.FIRST)
        # Nobody is praised of whom less was reported than judged.
        reported = [tally for tally in self.summary.tallies
                    if tally.counts[Status.MET] and not _undecided(tally.counts) and not tally.is_owed]
        whole = [tally.subject for tally in reported if not tally.counts[Status.UNMET]]
        mostly = [tally for tally in reported if tally.counts[Status.UNMET] and _share_met(tally) >= _GOOD]
        if whole:
            names = _few([subject.name.zh for subject in whole])
            yield Paragraph(_say("circular.without-gaps", subjects=names, count=len(whole)))
        everywhere = self._met_by_all()
        for id, count in everywhere[:_FEW]:
            title = quotable(title_of(id, self.letters.plan, ZH))
            yield Paragraph(_say("circular.met-by-all", title=title, count=count))
        if mostly:
            yield Paragraph(_say("circular.mostly", least=_GOOD, subjects="、".join(map(_rated, mostly))))
        if not whole and not everywhere and not mostly:
            yield Paragraph(_say("circular.none-good", least=_GOOD))

    def _met_by_all(self) -> list[tuple[str, int]]:
        """The obligations that are met wherever they are due, by more than one subject, with the number of these."""
        met: dict[str, set[str]] = {}
        for finding in self.report.findings:
            if finding.status is Status.MET:
                met.setdefault(finding.obligation, set()).add(finding.subject)
        others = {finding.obligation for finding in self.report.findings if finding.status in ATTENTION}
        found = [(id, len(met.get(id, ()))) for id in self.letters.plan.obligations if id not in others]
        return sorted((one for one in found if one[1] > 1), key=lambda one: -one[1])

    def problems(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("circular.problems"), Style.FIRST)
        failed: dict[str, dict[str, int]] = {}
        for finding in self.report.counted:
            if finding.is_gap and finding.disposition is Disposition.OPEN:
                subjects = failed.setdefault(finding.obligation, {})
                subjects[finding.subject] = subjects.get(finding.subject, 0) + 1
        weights = {f.obligation: list(Severity).index(f.severity) for f in self.report.gaps if f.severity}
        ranked = sorted((id for id in self.letters.plan.obligations if id in failed),
                        key=lambda id: (weights[id], -len(failed[id])))
        texts = [self._problem(id, failed[id]) for id in ranked[:_MOST]]
        if len(ranked) > _MOST:
            texts.append(_say("circular.others", count=len(ranked) - _MOST))
        texts += self._left_open()
        yield from numbered(texts) or [Paragraph(_say("circular.no-problems"))]

    def _problem(self, id: str, subjects: Mapping[str, int]) -> str:
        """A task that some fail, and who does; how often, where it is more than once."""
        obligation = self.letters.plan.obligations[id]
        named = [_say("circular.times", subject=self.summary.name_of(subject), count=count)
                 if count > 1 else self.summary.name_of(subject) for subject, count in subjects.items()]
        return _say("circular.problem", demand=self.letters.cited_demand(obligation), subjects=_few(named),
                    count=len(subjects))

    def _left_open(self) -> Iterator[str]:
        """What could not be judged, by what it waits for, with those of whom most waits for it first."""
        for part, code in _LEFT_OPEN.items():
            waiting = [(tally.subject.id, tally.count(part)) for tally in self.summary.tallies if tally.count(part)]
            if waiting:
                yield _say(code, subjects=self._counted(sorted(waiting, key=lambda one: -one[1])))

    def demands(self) -> Iterator[Paragraph]:
        yield Paragraph(_say("circular.demands"), Style.FIRST)
        lists = [_say(f"circular.lists.{kind}") for kind in ("letter", "request") if self.sent[kind]]
        asked = {"send": self.sent["remind"], "rectify": self.sent["letter"], "complete": lists and self._is_wanted,
                 "report": self.report.counts[Status.MET]}
        texts = [_say(f"circular.demand.{code}", deadline=self.letters.deadline, issuer=self.letters.issuer,
                      lists=_say("circular.lists.or").join(lists)) for code, is_asked in asked.items() if is_asked]
        if texts:
            yield from beside_signature(numbered(texts))

    @property
    def _is_wanted(self) -> bool:
        """Whether anybody who has reported must still supply something."""
        return any(_undecided(tally.counts) for tally in self.summary.tallies if not tally.is_owed)

    def table(self) -> Table:
        codes = ("subject", "met", "unmet", "violation", "warning", "notice", "decided",
                 *(absence.value for absence in Absence), "review", "rate")
        headers = tuple(_say(f"circular.column.{code}") for code in codes)
        numbers = [self._numbers(tally) for tally in self.summary.tallies]
        rows = [(tally.subject.name.zh, *map(str, counted), _rate(tally))
                for tally, counted in zip(self.summary.tallies, numbers, strict=True)]
        if len(rows) > 1:
            counts = self.report.counts
            due = counts[Status.MET] + counts[Status.UNMET] + _undecided(counts)
            totals = map(str, map(sum, zip(*numbers, strict=True)))
            rows.append((_say("circular.total"), *totals, _percent(counts[Status.MET], due)))
        return Table(headers, rows, _SHARES, frozenset(range(1, len(codes))))

    def _numbers(self, tally: Tally) -> Sequence[int]:
        """A row of the table, between the name of the subject and its share."""
        counts, findings = tally.counts, self.summary.by_subject[tally.subject.id]
        closed = counted_in(f for f in findings if f.is_gap and f.disposition is not Disposition.OPEN)
        return [counts[Status.MET], counts[Status.UNMET], *(tally.open[severity] for severity in Severity),
                closed, *tally.absences.values(), counts[Status.NEEDS_REVIEW] + counts[Status.ERROR]]

    def _counted(self, counts: Sequence[tuple[str, int]]) -> str:
        named = [_say("circular.times", subject=self.summary.name_of(id), count=count) for id, count in counts]
        return _few(named)


def _decided(counts: Mapping[Status, int]) -> str:
    """How many findings are met and unmet, and what shares that comes to, where anything is decided."""
    met, unmet = counts[Status.MET], counts[Status.UNMET]
    if not met + unmet:
        return _say("circular.none-decided")
    return _say("circular.decided", met=met, unmet=unmet, share=_percent(met, met + unmet + _undecided(counts)),
                rate=_percent(met, met + unmet))


def _weights(gaps: Mapping[Severity | None, int]) -> str:
    """How the gaps weigh; nothing of what there is none of."""
    parts = [_say(f"circular.weight.{severity.value}", count=gaps[severity]) for severity in Severity if gaps[severity]]
    return _say("circular.weights", parts=parts) if parts else ""


def _few(names: Sequence[str]) -> str:
    """Names; of very many the first, with how many there are and where all stand."""
    more = _say("circular.names.more", count=len(names)) if len(names) > _NAMES else ""
    return "、".join(names[:_NAMES]) + more


def _share_met(tally: Tally) -> float:
    met, unmet = tally.counts[Status.MET], tally.counts[Status.UNMET]
    return 100 * met / (met + unmet)


def _rated(tally: Tally) -> str:
    met, unmet = tally.counts[Status.MET], tally.counts[Status.UNMET]
    return _say("circular.rated", subject=tally.subject.name.zh, met=met, due=met + unmet)


def _rate(tally: Tally) -> str:
    """What share of all that is due is met; of who owes its return, or of whom nothing is decided, none is told."""
    counts = tally.counts
    decided = counts[Status.MET] + counts[Status.UNMET]
    return _percent(counts[Status.MET], decided + _undecided(counts) if decided and not tally.is_owed else 0)


def _undecided(counts: Mapping[Status, int]) -> int:
    return counts[Status.UNKNOWN] + counts[Status.NEEDS_REVIEW] + counts[Status.ERROR]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "—"
