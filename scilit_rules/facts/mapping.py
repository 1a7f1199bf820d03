"""A mapping file: what the headings, names and marks of data from elsewhere mean."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from scilit_rules.facts.asked import asked_facts
from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.naming import Heading, Part
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.units import parse_unit
from scilit_rules.language.document import Document, Spot
from scilit_rules.language.faults import Faults
from scilit_rules.language.reader import parse, read_document
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Message
from scilit_rules.problems import near_names

SKIP = "skip"
_KEYS = ("columns", "subject", "period", "sheets", "missing", "subjects")
_COLUMN_KEYS = ("fact", "unit", "year")
_SHEET_KEYS = ("subject", "period")
_PARTS = {
    "evidence": Part.EVIDENCE, "remark": Part.REMARK, "mark": Part.MARK, "reviewer": Part.REVIEWER,
    "indicator": Part.INDICATOR, "value": Part.VALUE, "unit": Part.UNIT, SKIP: Part.IGNORED,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a mapping file says of one sheet.

    Args:
        skip: whether it is not to be read.
        subject: the id of the subject that it is about.
        year: the year that it is about.
    """

    skip: bool = False
    subject: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the headings, names and marks of data from elsewhere mean.

    Args:
        headings: what foreign headings mean, as `fold_name` spells them.
        year: the year of everything that gives none.
        sheets: what is said of single sheets, by name.
        missing: the words that stand for nothing, in place of the usual ones.
        subjects: the ids that foreign names of subjects stand for.
    """

    headings: Table[str, Heading] = field(default_factory=dict)
    year: int | None = None
    sheets: Table[str, Sheet] = field(default_factory=dict)
    missing: frozenset[str] | None = None
    subjects: Table[str, str] = field(default_factory=dict)


def read_mapping(path: str | Path, plan: Plan) -> Mapping:
    """Reads a mapping file.

    Args:
        path: the file, in YAML.
        plan: what facts and subjects there are.

    Raises:
        RulesetError: if the file can't be read or names what there is not; with everything wrong in it.
    """
    faults = Faults()
    return _checked(read_document(Path(path), faults), plan, faults)


def parse_mapping(text: str, plan: Plan, source: str = "mapping") -> Mapping:
    """Reads a mapping from YAML text; otherwise like `read_mapping`."""
    faults = Faults()
    return _checked(parse(text, source, faults), plan, faults)


def _checked(document: Document | None, plan: Plan, faults: Faults) -> Mapping:
    mapping = Mapping() if document is None else _Author(plan, faults).read(document.top)
    faults.stop_if_any()
    return mapping


class _Author:
    """Reads the parts of one mapping file and collects what is wrong with them."""

    def __init__(self, plan: Plan, faults: Faults) -> None:
        self._vocabulary = asked_facts(plan)
        self._renamed = {old: spec for spec in self._vocabulary for old in spec.former}
        self._subjects = SubjectNames(plan)
        self._faults = faults

    def read(self, top: Spot) -> Mapping:
        if not self._is_table(top):
            return Mapping()
        self._check_keys(top, _KEYS)
        headings = self._columns(top.at("columns"))
        year = None
        if top.value.get("subject") is not None:
            headings[fold_name(str(top.value["subject"]))] = Heading(Part.SUBJECT)
        period = top.value.get("period")
        if isinstance(period, int) and not isinstance(period, bool):
            year = self._year(top.at("period"))
        elif period is not None:
            headings[fold_name(str(period))] = Heading(Part.PERIOD)
        return Mapping(headings, year, self._sheets(top.at("sheets")), self._missing(top.at("missing")),
                       self._names(top.at("subjects")))

    def _columns(self, spot: Spot) -> dict[str, Heading]:
        headings: dict[str, Heading] = {}
        for key, column in self._entries(spot):
            if isinstance(column.value, dict):
                self._check_keys(column, _COLUMN_KEYS)
                heading = self._measured(column, key)
            else:
                heading = self._fact(column, key)
            if heading is not None:
                headings[fold_name(key)] = heading
        return headings

    def _measured(self, column: Spot, key: str) -> Heading | None:
        heading = self._fact(column.at("fact"), key)
        unit, year = column.at("unit"), column.at("year")
        if heading is None:
            return None
        return replace(
            heading,
            unit=self._unit(unit, heading) if unit.value is not None else "",
            year=self._year(year) if year.value is not None else None,
        )

    def _fact(self, spot: Spot, key: str) -> Heading | None:
        name = "" if spot.value is None else str(spot.value)
        if name in self._vocabulary:
            return Heading(Part.FACT, self._vocabulary[name])
        if name in _PARTS:
            return Heading(_PARTS[name])
        if name in self._renamed:
            return Heading(Part.FACT, self._renamed[name], former=name)
        known = [spec.name for spec in self._vocabulary]
        self._fault(spot, "mapping-fact", near_names(name, [*known, *_PARTS]), name=name, heading=key)
        return None

    def _unit(self, spot: Spot, heading: Heading) -> str:
        unit = str(spot.value)
        if parse_unit(unit, heading.spec.unit if heading.spec is not None else "") is None:
            self._fault(spot, "mapping-unit", unit=unit)
        return unit

    def _year(self, spot: Spot) -> int | None:
        if isinstance(spot.value, int) and not isinstance(spot.value, bool) and 1900 <= spot.value <= 2100:
            return spot.value
        self._fault(spot, "mapping-year", year=spot.value)
        return None

    def _sheets(self, spot: Spot) -> dict[str, Sheet]:
        sheets: dict[str, Sheet] = {}
        for name, sheet in self._entries(spot):
            if sheet.value == SKIP:
                sheets[name] = Sheet(skip=True)
            elif self._is_table(sheet):
                self._check_keys(sheet, _SHEET_KEYS)
                subject, year = sheet.at("subject"), sheet.at("period")
                sheets[name] = Sheet(False, self._subject(subject) if subject.value is not None else None,
                                     self._year(year) if year.value is not None else None)
        return sheets

    def _missing(self, spot: Spot) -> frozenset[str] | None:
        if spot.value is None:
            return None
        if not isinstance(spot.value, list):
            self._fault(spot, "mapping-list")
            return None
        return frozenset(["", *(fold_name(_word(word)) for word in spot.value)])

    def _names(self, spot: Spot) -> dict[str, str]:
        found = {name: self._subject(value) for name, value in self._entries(spot)}
        return {name: id for name, id in found.items() if id is not None}

    def _subject(self, spot: Spot) -> str | None:
        name = _word(spot.value)
        id = self._subjects.resolve(name)
        if id is None:
            self._fault(spot, "mapping-subject", self._subjects.near(name), name=name)
        return id

    def _entries(self, spot: Spot) -> list[tuple[str, Spot]]:
        if spot.value is None or not self._is_table(spot):
            return []
        return [(key, spot.at(key)) for key in spot.value]

    def _is_table(self, spot: Spot) -> bool:
        if isinstance(spot.value, dict):
            return True
        self._fault(spot, "mapping-shape")
        return False

    def _check_keys(self, spot: Spot, known: tuple[str, ...]) -> None:
        for key in spot.value:
            if key not in known:
                found = spot.at(key).problem("mapping-key", key=True, near=near_names(key, known) or known)
                self._add(found, "mapping-key", {"key": key})

    def _fault(self, spot: Spot, code: str, near: tuple[str, ...] = (), **args: object) -> None:
        self._add(spot.problem(code, near=near), code, args)

    def _add(self, found: Problem, code: str, args: Table[str, object]) -> None:
        # A spot speaks in the messages of rulesets; what it says of the place is wanted, not the words.
        self._faults.add(replace(found, message=Message(f"facts.{code}", args)))


def _word(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else "" if value is None else str(value)
