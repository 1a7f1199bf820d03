"""The beginning of the page, readable without its script: what the run comes to, in words, counts and bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from scilit_rules.messages import say
from scilit_rules.model.report import ExitCode
from scilit_rules.model.words import Disposition, Severity, Status
from scilit_rules.reporters.page import bars
from scilit_rules.reporters.page.directory import PART_LETTERS, Directory
from scilit_rules.reporters.page.markup import Html, joined, listing, tag, text
from scilit_rules.reporters.page.sums import Wanted, by_clause, money_missing, wanted
from scilit_rules.words.figures import money
from scilit_rules.words.summary import Summary
from scilit_rules.words.tallies import ATTENTION, REST, Outcome, Part, Tally
from scilit_rules.words.wording import title_of

MOST_SUBJECTS = 40
MOST_FREQUENT = 10
_NAMES = 12
_VERDICTS: dict[Outcome, str] = {
    ExitCode.INTERNAL: "e", ExitCode.VIOLATIONS: "u", ExitCode.INCOMPLETE: "q", ExitCode.MET: "m",
}


class Overview:
    """The overview of one report for one reader.

    Args:
        summary: the report and the reader's language.
        directory: numbers subjects and obligations for the script.
    """

    def __init__(self, summary: Summary, directory: Directory) -> None:
        self.summary = summary
        self.report = summary.report
        self.lang = summary.lang
        self.directory = directory
        self.money: Mapping[str, Decimal] = money_missing(summary.report)
        self.wanted: Sequence[Wanted] = wanted(summary.report.findings)

    def parts(self) -> Iterator[Html]:
        """The verdict, the counts and the bars."""
        yield self._verdict()
        yield from (tag("p", line, class_="remark") for line in self.summary.returns())
        yield self._tiles()
        yield tag("p", self._say("caution", unknown=Status.UNKNOWN, unmet=Status.UNMET), class_="quiet")
        if self.report.subjects:
            yield self._subjects()
        yield from self._chapters()
        yield from self._money()
        yield from self._frequent()

    def missing(self) -> Iterator[Html]:
        """What data is missing or in doubt, and where offices keep it."""
        if not self.wanted:
            yield tag("p", self._say("nothing-missing"))
            return
        yield tag("p", self._say("missing-how"), class_="quiet")
        headers = [self._say(key) for key in ("fact", "kept", "reason", "waiting", "of")]
        yield listing(headers, map(self._missing, self.wanted), "lllrl", caption=self._say("missing"))

    def _say(self, key: str, **args: object) -> str:
        return say(f"html.{key}", self.lang, **args)

    def _verdict(self) -> Html:
        kind = _VERDICTS.get(self.summary.outcome, "n")
        sign = tag("span", self._say(f"sign.{kind}"), class_="sign", aria_hidden="true")
        return tag("p", sign, tag("span", self.summary.conclusion()), class_=f"verdict {kind}")

    def _tiles(self) -> Html:
        counts = self.report.counts
        shown = [s for s in ATTENTION + REST if counts[s] or s in (Status.UNMET, Status.UNKNOWN, Status.MET)]
        tiles = [self._tile(str(len(self.report.subjects)), self._say("subjects"), "plain")]
        tiles += [self._tile(f"{counts[s]:,}", say(s, self.lang), PART_LETTERS[s], self._weights(s)) for s in shown]
        total = sum(self.money.values(), Decimal(0))
        if total:
            tiles.append(self._tile(money(total, self.lang), self._say("money"), "plain"))
        return tag("ul", *tiles, class_="tiles")

    def _tile(self, count: str, name: str, kind: str, under: str = "") -> Html:
        return tag("li", tag("b", count), " ", tag("span", name), tag("small", under) if under else None, class_=kind)

    def _weights(self, status: Status) -> str:
        """How the gaps weigh, and why what is unknown is so, under their number."""
        if status is Status.UNKNOWN:
            kinds = [(kind, count) for kind, count in self.summary.absences.items() if count]
            return " · ".join(say("html.weighed", self.lang, severity=kind, count=count) for kind, count in kinds)
        if status is not Status.UNMET:
            return ""
        counts = dict.fromkeys(Severity, 0)
        decided = 0
        for gap in self.report.counted:
            if not gap.is_gap:
                continue
            if gap.disposition is not Disposition.OPEN:
                decided += 1
            elif gap.severity is not None:
                counts[gap.severity] += 1
        parts = [say("html.weighed", self.lang, severity=severity, count=n) for severity, n in counts.items() if n]
        parts += [self._say("decided", count=decided)] if decided else []
        return " · ".join(parts)

    def _subjects(self) -> Html:
        many = len(self.report.subjects) > MOST_SUBJECTS
        tallies = self.summary.worst(MOST_SUBJECTS // 2) if many else self.summary.tallies
        shown = self._shown()
        headers = [say("reporters.subject", self.lang), say("reporters.verdict", self.lang), self._say("composition"),
                   *(say(s, self.lang) for s in shown), *([self._say("money")] if self.money else [])]
        rows = [self._subject(tally, shown) for tally in tallies]
        heading = self._say("worst-subjects", count=len(tallies), of=len(self.report.subjects)) if many \
            else self._say("by-subject")
        align = "lll" + "r" * (len(headers) - 3)
        return joined([tag("h3", heading), self._legend(shown),
                       listing(headers, rows, align, caption=heading)])

    def _shown(self) -> list[Part]:
        """What has a column and a colour: what occurs, and met and unmet."""
        counts = self.report.counts
        return self.summary.parted(s for s in ATTENTION + REST if counts[s] or s in (Status.UNMET, Status.MET))

    def _subject(self, tally: Tally, shown: Sequence[Part]) -> list[str]:
        number = self.directory.subject_numbers[tally.subject.id]
        name = tag("button", tally.subject.name.get(self.lang), type="button", class_="link", data_subject=number)
        amount = self.money.get(tally.subject.id)
        verdict = tag("span", self.summary.verdict(tally), class_=f"verdict-word {tally.outcome.name.lower()}")
        counts = {part: tally.count(part) for part in shown}
        cells = [name, verdict, bars.composed(counts, self.lang), *map(_count, counts.values())]
        return [*cells, money(amount, self.lang) if amount else "-"] if self.money else cells

    def _legend(self, shown: Sequence[Part]) -> Html:
        items = [tag("li", tag("span", class_=f"key {PART_LETTERS[s]}", aria_hidden="true"), say(s, self.lang))
                 for s in shown]
        return tag("ul", *items, class_="legend")

    def _chapters(self) -> Iterator[Html]:
        found = by_clause(self.summary)
        if not found:
            return
        shown = self._shown()
        headers = [say("reporters.cards.chapter", self.lang), self._say("composition"),
                   *(say(s, self.lang) for s in shown)]
        rows = [[self._chapter(path), bars.composed(counts, self.lang), *(_count(counts.get(s, 0)) for s in shown)]
                for path, counts in found.items()]
        yield tag("h3", self._say("by-chapter"))
        yield listing(headers, rows, "ll" + "r" * len(shown), caption=self._say("by-chapter"))

    def _chapter(self, path: str) -> Html:
        return tag("span", self.report.plan.cited(path), class_="within" if "/" in path else "chapter")

    def _money(self) -> Iterator[Html]:
        if not self.money:
            return
        greatest = max(self.money.values())
        ranked = sorted(self.money.items(), key=lambda item: -item[1])
        rows = [[self.summary.name_of(subject), bars.measured(amount, greatest, "u", money(amount, self.lang)),
                 money(amount, self.lang)] for subject, amount in ranked[:MOST_SUBJECTS]]
        yield tag("h3", self._say("money-by-subject"))
        yield tag("p", self._say("money-how"), class_="quiet")
        yield listing([say("reporters.subject", self.lang), self._say("bar"), self._say("money")], rows, "llr",
                      caption=self._say("money-by-subject"))
        if len(ranked) > len(rows):
            yield tag("p", self._say("more-subjects", count=len(ranked) - len(rows)), class_="quiet")

    def _frequent(self) -> Iterator[Html]:
        found = [item for item in self.summary.frequent(MOST_FREQUENT) if item.unmet]
        if len(self.report.subjects) < 2 or not found:
            return
        greatest = max(item.unmet for item in found)
        headers = [say("reporters.obligation", self.lang), say("reporters.clause", self.lang), self._say("bar"),
                   say("reporters.subjects-unmet", self.lang), say("reporters.subjects-unknown", self.lang)]
        rows = [[item.title, item.clause, bars.measured(item.unmet, greatest, "u", str(item.unmet)), _count(item.unmet),
                 _count(item.unknown)] for item in found]
        heading = say("reporters.frequent", self.lang)
        yield tag("h3", heading)
        yield listing(headers, rows, "lllrr", caption=heading)

    def _missing(self, one: Wanted) -> list[str]:
        title = title_of(one.name, self.report.plan, self.lang)
        spec = self.report.plan.vocabulary.get(one.name)
        kept = spec.kept.get(self.lang) if spec and spec.kept else ""
        if not kept and (spec is None or spec.derive is not None):
            kept = self._say("derived" if spec else "declared")
        reasons = [say("html.weighed", self.lang, severity=reason, count=n) for reason, n in one.reasons.items()]
        names = [self.summary.name_of(id) for id in one.subjects]
        more = self._say("and-more", count=len(names)) if len(names) > _NAMES else ""
        listed = say("wording.list-separator", self.lang).join(names[:_NAMES]) + more
        return [tag("button", title, type="button", class_="link", data_seek=title), kept, " · ".join(reasons),
                str(one.findings), text(listed)]


def _count(number: int) -> str:
    return f"{number:,}" if number else "-"
