"""The sheets that let a reader check the report: conclusions, waivers, how cells were read, problems, and the run."""

from __future__ import annotations

from collections.abc import Iterator

from scilit_rules.messages import hint, say
from scilit_rules.model.place import Place
from scilit_rules.model.problem import Problem
from scilit_rules.model.words import ProblemLevel
from scilit_rules.reporters.workbook.book import Book
from scilit_rules.reporters.workbook.cells import Toned, Value
from scilit_rules.reporters.workbook.findings import columns_of
from scilit_rules.reporters.workbook.tables import Heading, Table
from scilit_rules.words.summary import Summary
from scilit_rules.words.wording import day, period_in_words, rule_in_words, title_of

_CONCLUSIONS = (("subject", 14, "left", True), ("conclusion", 30, "left", True), ("severity", 8, "center", True),
                ("because", 50, "left", True), ("advice", 50, "left", True))
_WAIVERS = (
    ("waiver", 14, "left", True), ("state", 10, "center", True), ("subject", 14, "left", True),
    ("obligation", 28, "left", True), ("period", 12, "center", True), ("approver", 16, "left", True),
    ("document", 22, "left", True), ("from", 14, "center", True), ("until", 14, "center", True),
    ("reason", 30, "left", True), ("covers", 8, "right", True), ("place", 28, "left", True),
)
_READINGS = (("file", 40, "left", True), ("spot", 24, "left", True), ("raw", 34, "left", True),
             ("read-as", 34, "left", True), ("rules", 50, "left", True))
_PROBLEMS = (("level-of", 8, "center", True), ("file", 34, "left", True), ("spot", 22, "left", True),
             ("problem", 54, "left", True), ("to-do", 50, "left", True), ("near", 22, "left", True),
             ("code", 26, "left", False))
_RUN = (("item", 24, "left", True), ("value", 56, "left", True), ("adapter", 12, "center", True),
        ("records", 10, "right", True), ("digest", 74, "left", True))
_TONES = {ProblemLevel.ERROR: "violation", ProblemLevel.WARNING: "warning", ProblemLevel.INFO: ""}


class Record:
    """What stands behind the findings.

    Args:
        book: the workbook.
        summary: the report in words.
    """

    def __init__(self, book: Book, summary: Summary) -> None:
        self._book, self._summary, self._lang = book, summary, book.lang
        self._report = summary.report

    def write_conclusions(self) -> None:
        """Writes the consequences that hold, if any."""
        plan, lang = self._report.plan, self._lang
        if not self._report.conclusions:
            return
        table = self._table("conclusions", _CONCLUSIONS, len(self._report.conclusions))
        for conclusion in self._report.conclusions:
            known = plan.consequences.get(conclusion.consequence)
            titles = dict.fromkeys(title_of(id.split("/")[1] if "/" in id else id, plan, lang)
                                   for id in conclusion.because)
            table.add([
                self._summary.name_of(conclusion.subject), known.title.get(lang) if known else conclusion.consequence,
                Toned(say(conclusion.severity, lang), conclusion.severity.value), "\n".join(titles),
                known.advice.get(lang) if known and known.advice else None,
            ])
        table.close()

    def write_waivers(self) -> None:
        """Writes every waiver, also those that have run out or accept nothing."""
        if not self._report.waivers:
            return
        lang = self._lang
        table = self._table("waivers", _WAIVERS, len(self._report.waivers))
        for use in self._report.waivers:
            waiver = use.waiver
            table.add([
                waiver.id, say(use.state, lang), self._summary.name_of(waiver.subject),
                title_of(waiver.obligation, self._report.plan, lang),
                period_in_words(waiver.period, lang) if waiver.period else say("workbook.any", lang),
                waiver.approver, waiver.document, day(waiver.from_day, lang), day(waiver.until, lang), waiver.reason,
                len(use.findings), str(waiver.place or ""),
            ])
        table.close()

    def write_readings(self) -> None:
        """Writes how each cell was read whose value was not simply copied."""
        table = self._table("readings", _READINGS, len(self._report.readings))
        said: dict[tuple[str, ...], str] = {}
        for reading in self._report.readings:
            if reading.rules not in said:
                said[reading.rules] = "\n".join(rule_in_words(rule, self._lang) for rule in reading.rules)
            table.add([*self._place(reading.place), reading.raw, reading.read_as, said[reading.rules]])
        table.close()

    def write_problems(self) -> None:
        """Writes what was wrong with data, plugins and engines, and what to do about it."""
        table = self._table("problems", _PROBLEMS, len(self._report.problems))
        for found in self._report.problems:
            table.add(self._problem(found))
        table.close()

    def _problem(self, found: Problem) -> list[Value]:
        others = [say("problems.also", self._lang, place=self._short(other)) for other in found.others]
        return [
            Toned(say(found.level, self._lang), _TONES[found.level]), *self._place(found.place),
            "\n".join([say(found.message, self._lang), *others]), hint(found.message, self._lang),
            say("wording.list-separator", self._lang).join(found.near), found.code,
        ]

    def write_run(self) -> None:
        """Writes what the run was made with, so that it can be made again."""
        table = self._table("run", _RUN, 0)
        for key, value, digest in self._run():
            if value:
                table.add([say(f"workbook.run.{key}", self._lang), value, None, None, digest])
        for item in self._report.run.inputs:
            table.add([say("workbook.run.input", self._lang), item.source, item.adapter, item.records, item.digest])
        table.close()

    def _run(self) -> Iterator[tuple[str, str, str | None]]:
        run, plan, lang = self._report.run, self._report.plan, self._lang
        document = plan.document
        yield "plan", plan.title.get(lang), None
        yield "document", " ".join(filter(None, (document.number, document.issuer))), None
        yield "ruleset", run.plan, run.digest
        yield "as-of", day(run.as_of, lang), None
        yield "tool", f"scilit-rules {run.tool}", None
        yield "engine", run.engine, None
        yield "confirmed-by", run.confirmed_by, None
        yield "engine-note", say(run.engine_note, lang) if run.engine_note is not None else "", None
        yield "plugins", say("wording.list-separator", lang).join(run.plugins), None
        yield "exit", self._summary.exit_meaning(), None

    def _place(self, place: Place | None) -> tuple[str, str]:
        """The file without the folder of all files, and where in it."""
        if place is None:
            return "", ""
        shown = self._short(place)
        source = place.source.removeprefix(self._summary.folder)
        return source, shown.removeprefix(source).lstrip(" :#")

    def _short(self, place: Place) -> str:
        return str(place).removeprefix(self._summary.folder)

    def _table(self, key: str, columns: tuple[tuple[str, float, str, bool], ...], rows: int) -> Table:
        lang = self._lang
        folder = self._summary.folder if key in ("readings", "problems") else ""
        note = say("workbook.in-folder", lang, folder=folder) if folder else ""
        heading = Heading(
            say(f"workbook.sheet.{key}", lang), say(f"workbook.title.{key}", lang, count=rows),
            say(f"workbook.note.{key}", lang) + note, say("workbook.empty", lang), filters=key != "run",
        )
        return Table(self._book, heading, columns_of(columns, self._book), rows)
