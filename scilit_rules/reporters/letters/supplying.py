"""What a subject must still supply, item by item: where it is missing, what was written there, and what is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scilit_rules.messages import hint, say
from scilit_rules.model.fact import Doubt, Fact
from scilit_rules.model.finding import Finding
from scilit_rules.model.place import Place
from scilit_rules.model.returns import Blank, Return
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.undecided import open_checks
from scilit_rules.model.words import Absence, Claim, FactType, JudgedBy, Reason, ReturnState, Stance, Status
from scilit_rules.reporters.letters.blocks import Block, Paragraph, Style, Table
from scilit_rules.reporters.letters.places import cells_in_words, file_in_words
from scilit_rules.words.summary import Summary
from scilit_rules.words.wording import fact_in_words, period_in_words, title_of, value_in_words

ZH: Lang = "zh"
_SPAN = re.compile(r"\d{4}(-\d{4})?")
_SHARES = {"number": 8, "item": 23, "period": 15, "where": 15, "written": 17, "wanted": 22}
_OF_RETURNS = frozenset({"where", "written"})


@dataclass(slots=True)
class Item:
    """One thing to be supplied.

    Args:
        name: the fact, or the obligation that is attested.
        clause: the clause that asks for it.
        periods: the periods that wait for it.
        where: the cells in which it is missing, or stands as it can't be used.
        files: the files that can't be read at all.
        written: what was written there.
        wanted: what is to be done.
        asked: whether the subject itself must do something, and not only who reviews.
    """

    name: str
    clause: str
    periods: dict[str, None] = field(default_factory=dict)
    where: dict[Place, None] = field(default_factory=dict)
    files: dict[str, None] = field(default_factory=dict)
    written: dict[str, None] = field(default_factory=dict)
    wanted: dict[str, None] = field(default_factory=dict)
    asked: bool = True


def _say(code: str, **args: object) -> str:
    return say(f"letters.supply.{code}", ZH, **args)


class Supplies:
    """What one subject must supply.

    Args:
        summary: the report, in Chinese.
        findings: the findings of the subject.
        returned: what it sent; None where that is not known.
    """

    def __init__(self, summary: Summary, findings: Sequence[Finding], returned: Return | None) -> None:
        self._summary, self._plan = summary, summary.report.plan
        self._returned = returned
        self._blanks: dict[str, list[Blank]] = {}
        for blank in returned.blanks if returned is not None else ():
            self._blanks.setdefault(blank.name, []).append(blank)
        self._items: dict[tuple[str, str], Item] = {}
        self._of_one_file = False
        for finding in findings:
            if finding.status is Status.UNKNOWN:
                self._unknown(finding)
            elif finding.status is Status.NEEDS_REVIEW:
                self._reviewed(finding)

    @property
    def items(self) -> Sequence[Item]:
        """All of them, in the order of the plan."""
        return list(self._items.values())

    @property
    def are_asked(self) -> bool:
        """Whether anything is to be supplied by the subject itself, and not only to be reviewed."""
        return any(item.asked for item in self._items.values())

    def table(self) -> list[Block]:
        """The list as it is attached to a letter; every item is in it."""
        sources = {place.source for item in self._items.values() for place in item.where}
        sent = bool(sources) or any(item.files for item in self._items.values())
        self._of_one_file = len(sources) == 1
        shown = [key for key in _SHARES if sent or key not in _OF_RETURNS]
        rows = [[cells[key] for key in shown] for cells in map(self._row, range(1, len(self._items) + 1), self.items)]
        table = Table(tuple(_say(f"column.{key}") for key in shown), rows, tuple(_SHARES[key] for key in shown),
                      frozenset({0}))
        file = file_in_words(next(iter(sources))) if len(sources) == 1 else _say("files")
        joint = self._returned is not None and self._returned.state is ReturnState.JOINT
        foot = _say("foot-joint" if joint else "foot", file=file)
        return [table, *([Paragraph(foot, Style.CELL)] if sent else [])]

    def _row(self, number: int, item: Item) -> dict[str, str]:
        cells = cells_in_words(item.where, of_one_file=self._of_one_file)
        where = "\n".join(cells or item.files) or _say("nowhere")
        return {"number": str(number), "item": f"{title_of(item.name, self._plan, ZH)}\n（{item.clause}）",
                "period": spans(item.periods), "where": where, "written": "\n".join(item.written),
                "wanted": "\n".join(item.wanted)}

    def _item(self, name: str, kind: str, finding: Finding) -> Item:
        obligation = self._plan.obligations.get(finding.obligation)
        clause = obligation.clause.replace("/", "") if obligation else ""
        item = self._items.setdefault((name, kind), Item(name, clause))
        item.periods[finding.period] = None
        return item

    def _unknown(self, finding: Finding) -> None:
        obligation = self._plan.obligations.get(finding.obligation)
        if obligation is not None and obligation.judged_by is JudgedBy.PERSON:
            # No form asks for it: whoever reviews judges it by all that is returned.
            item = self._item(finding.obligation, "review", finding)
            item.wanted[_say("review")] = None
            item.asked = False
            return
        absence = self._summary.lacking.of(finding)
        for name in finding.wanted or (finding.obligation,):
            if finding.reason is Reason.MISSING or self._is_blank(name, finding):
                self._absent(self._item(name, f"{absence}", finding), finding, absence)
            else:
                self._unusable(self._item(name, f"{finding.reason}", finding), finding)

    def _absent(self, item: Item, finding: Finding, absence: Absence | None) -> None:
        blanks = self._blanks_for(item.name, finding)
        for blank in blanks:
            item.where[blank.place] = None
            item.written[_say("written", text=blank.written) if blank.written else _say("blank")] = None
        if self._returned is not None and self._returned.state is ReturnState.NOT_USABLE:
            # Nothing of it can be read: the reminder says so once, and every item is wanted.
            pass
        elif absence is Absence.NOT_USABLE and self._returned is not None and not blanks:
            item.files.update(dict.fromkeys(map(file_in_words, self._returned.unusable)))
            item.written[_say("unreadable")] = None
            item.wanted[_say("again")] = None
        elif not blanks:
            item.written[_say("not-returned" if absence is Absence.NOT_RETURNED else "blank")] = None
        beside = [message for message in self._messages(item.name, finding) if message.args.get("raw")]
        for message in beside:
            # The answer is blank, but something stands beside it.
            item.where.update(dict.fromkeys(finding.places))
            item.written[say(message, ZH).rstrip("。")] = None
        item.wanted[self._asked(item.name)] = None

    def _blanks_for(self, name: str, finding: Finding) -> list[Blank]:
        """The blank cells of what is wanted, those of the period that is judged where there are any."""
        return self._of_period(name, finding) or self._blanks.get(name, [])

    def _of_period(self, name: str, finding: Finding) -> list[Blank]:
        years = years_of([finding.period])
        return [blank for blank in self._blanks.get(name, []) if blank.year is None or blank.year in years]

    def _asked(self, name: str) -> str:
        spec = self._plan.vocabulary.get(name)
        if spec is None:
            return _say("attest" if name in self._plan.obligations else "fill")
        if spec.derive is not None and spec.derive.kind.over_children:
            return _say("urge")
        if spec.type is FactType.FLAG:
            return _say("flag")
        return _say("unit", unit=spec.unit) if spec.unit else _say("fill")

    def _unusable(self, item: Item, finding: Finding) -> None:
        checks = open_checks(finding, self._plan)
        doubts = self._doubts(item.name, finding)
        messages = [] if doubts else self._messages(item.name, finding)
        if not doubts and not messages and len(finding.wanted) > 1:
            # What is wrong was said of another part; of this one only that it is wanted too.
            item.wanted[_say("verify")] = None
            return
        doubted = [place for doubt in doubts for place in doubt.places]
        doubted = doubted or [place for check in checks for place in check.places]
        item.where.update(dict.fromkeys(doubted or finding.places))
        for fact in dict.fromkeys(fact for check in checks for fact in check.facts):
            if fact.place is not None and fact.name == item.name:
                item.written[self._said(fact)] = None
        for doubt in doubts:
            item.written[self._doubted(doubt, finding)] = None
        item.written.update(dict.fromkeys(map(_written, messages)))
        hints = (hint(message, ZH) for message in (*(doubt.message for doubt in doubts), *messages))
        item.wanted.update(dict.fromkeys(told.rstrip("。") for told in hints if told))
        item.wanted[_say(f"reason.{finding.reason or Reason.AMBIGUOUS}")] = None

    def _is_blank(self, name: str, finding: Finding) -> bool:
        """Whether one of several facts that are wanted is left blank, where another one is what is in doubt."""
        told = self._doubts(name, finding) or self._messages(name, finding)
        return not told and bool(self._of_period(name, finding))

    def _doubts(self, name: str, finding: Finding) -> list[Doubt]:
        """What was written of one fact and can't be used, be it of the subject or of those below it."""
        doubts = (doubt for check in open_checks(finding, self._plan) for doubt in check.doubts)
        return list(dict.fromkeys(doubt for doubt in doubts if doubt.name == name))

    def _doubted(self, doubt: Doubt, finding: Finding) -> str:
        told = _written(doubt.message)
        if doubt.subject == finding.subject:
            return told
        return say("wording.doubt-of", ZH, subject=self._summary.name_of(doubt.subject), doubt=told)

    def _messages(self, name: str, finding: Finding) -> list[Message]:
        """What is wrong with one fact, or with one duty that is attested, as the finding tells it."""
        messages = [check.message for check in open_checks(finding, self._plan) if check.message is not None]
        return [message for message in (*messages, *finding.notes) if self._is_about(message, name)]

    def _is_about(self, message: Message, name: str) -> bool:
        known = self._plan.vocabulary.get(name) or self._plan.obligations.get(name)
        return known is not None and message.args.get("title") == known.title

    def _said(self, fact: Fact) -> str:
        value = value_in_words(fact.value, self._plan.vocabulary.get(fact.name), ZH)
        return _say("said", value=value, period=period_in_words(str(fact.period), ZH))

    def _reviewed(self, finding: Finding) -> None:
        item = self._item(finding.obligation, "review", finding)
        item.where.update(dict.fromkeys(finding.places))
        item.written.update(dict.fromkeys(self._claimed(finding)))
        told = (message.args.get("raw") for message in self._messages(finding.obligation, finding))
        item.written.update(dict.fromkeys(_say("written", text=raw) for raw in told if raw))
        noted = {say(note, ZH) for note in finding.notes}
        item.wanted.update(dict.fromkeys(line.rstrip("。") for line in self._summary.why(finding) if line not in noted))
        asked = self._word_asked(finding) or self._proof_asked(finding)
        item.wanted.update(dict.fromkeys(asked or (_say("review"),)))
        item.asked = bool(asked) and not self._awaits_reviewer(finding)

    def _word_asked(self, finding: Finding) -> tuple[str, ...]:
        """What must be said anew: a claim that the reviewer refused, or one that it does not apply."""
        said = finding.attested
        if said is not None and said.verdict is Claim.INAPPLICABLE:
            return (_say("inapplicable" if said.reason else "explain"),)
        return (_say("refused"),) if said is not None and said.stance is Stance.REFUSES else ()

    def _proof_asked(self, finding: Finding) -> tuple[str, ...]:
        """What must be shown in proof; nothing where only a person can judge."""
        obligation = self._plan.obligations.get(finding.obligation)
        if obligation is None:
            return ()
        proof = obligation.attest.proof if obligation.attest else obligation.proof
        if not proof.count:
            return ()
        text = _say("proof-kinds" if proof.accept else "proof", count=proof.count, kinds=proof.accept)
        return (text, _say("interval")) if proof.regularly else (text,)

    def _awaits_reviewer(self, finding: Finding) -> bool:
        said = finding.attested
        return said is not None and said.verdict is Claim.INAPPLICABLE and bool(said.reason)

    def _claimed(self, finding: Finding) -> Iterator[str]:
        if finding.attested is not None:
            yield value_in_words(finding.attested, None, ZH)
        for check in finding.checks:
            yield from (fact_in_words(fact, self._plan, ZH) for fact in check.facts)
        if finding.evidence:
            yield _say("evidence", texts="；".join(piece.text for piece in finding.evidence))
        elif finding.attested is not None:
            yield _say("no-evidence")


def _written(message: Message) -> str:
    """What was written, as it was; where a message quotes nothing, what it says."""
    raw = message.args.get("raw")
    return _say("written", text=raw) if raw else say(message, ZH).rstrip("。")


def spans(periods: Iterable[str]) -> str:
    """Periods in words, years that follow one another as one span."""
    years = sorted(years_of(periods))
    others = [period_in_words(one, ZH) for one in periods if not _SPAN.fullmatch(one)]
    groups: list[list[int]] = [[year] for year in years[:1]]
    for before, year in pairwise(years):
        if year == before + 1:
            groups[-1].append(year)
        else:
            groups.append([year])
    joined = [period_in_words(f"{group[0]}-{group[-1]}" if len(group) > 1 else str(group[0]), ZH) for group in groups]
    return "、".join(dict.fromkeys([*joined, *others]))


def years_of(periods: Iterable[str]) -> set[int]:
    """The years that periods speak of."""
    spans = (one for one in periods if _SPAN.fullmatch(one))
    return {year for one in spans for year in range(int(one[:4]), int(one[-4:]) + 1)}


def places_of(facts: Iterable[Fact]) -> list[tuple[Fact, Place]]:
    """The facts that were read somewhere, parts of computed ones included, each once."""
    found: dict[tuple[str, str, str], tuple[Fact, Place]] = {}
    for fact in facts:
        if fact.place is not None:
            found.setdefault((fact.subject, fact.name, str(fact.place)), (fact, fact.place))
        for part, place in places_of(fact.derived_from):
            found.setdefault((part.subject, part.name, str(place)), (part, place))
    return list(found.values())
