"""What was typed into earlier forms, on its way into the next one: nothing is lost, and nothing is asked twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scilit_rules.authoring.forms.asked import AskedRow
from scilit_rules.messages import say, show
from scilit_rules.model.fact import Attested, Value
from scilit_rules.model.form import Typed
from scilit_rules.model.grid import Cell, Raw
from scilit_rules.model.text import Lang
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType
from scilit_rules.words.wording import period_in_words, value_in_words


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form, with what is known of it.

    Args:
        asked: what is asked.
        typed: what was typed for that very year, to be gone over or kept.
        last: what was reported last before it, in words.
    """

    asked: AskedRow
    typed: Typed | None = None
    last: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """The rows of one form.

    Args:
        rows: what is asked now.
        earlier: what was typed before and is not asked again, in the order of the form, each fact by time.
    """

    rows: tuple[FormRow, ...]
    earlier: tuple[Typed, ...]


def fill(asked: Iterable[AskedRow], typed: Iterable[Typed], year: int, vocabulary: Mapping[str, FactSpec],
         lang: Lang) -> Filled:
    """The rows of a form with what was typed before.

    A year before that of the form is not asked again for a fact that was reported for it clearly and with the evidence
    it needs; anything else comes back as it was typed, to be completed.

    Args:
        asked: what is asked of the subject.
        typed: what was typed for it, in the order read.
        year: the year of the form.
        vocabulary: all that can be asked for, by name.
        lang: the language of the form.
    """
    known: dict[tuple[str, int], list[Typed]] = {}
    for entry in dict.fromkeys(typed):
        entries = known.setdefault((entry.name, entry.period.year), [])
        if not any(_same(entry, other) for other in entries):
            entries.append(entry)
    rows: list[FormRow] = []
    order: dict[str, int] = {}
    for row in asked:
        order.setdefault(row.spec.name, len(order))
        entries = known.get((row.spec.name, row.year), [])
        if entries and row.year < year and all(_settled(entry, row) for entry in entries):
            continue
        rows.append(FormRow(row, entries.pop(0) if entries else None, _last(row, known, lang)))
    rest = [entry for entries in known.values() for entry in entries]
    rest.sort(key=lambda entry: (order.get(entry.name, len(order)), entry.name, entry.period.end))
    return Filled(tuple(rows), tuple(entry for entry in rest if entry.name in vocabulary))


def _same(one: Typed, other: Typed) -> bool:
    return one.value is not None and all(
        getattr(one, name) == getattr(other, name)
        for name in ("period", "value", "evidence", "remark", "mark", "reviewer")
    ) and shown(one.progress) == shown(other.progress)


def _settled(entry: Typed, row: AskedRow) -> bool:
    wanted = 0
    for obligation in row.obligations:
        proof = obligation.proof if obligation.attest is None else obligation.attest.proof
        wanted = max(wanted, proof.count)
    return (entry.value is not None or bool(entry.mark)) and (not wanted or bool(entry.evidence) or bool(entry.mark))


def _last(row: AskedRow, known: Mapping[tuple[str, int], list[Typed]], lang: Lang) -> str:
    before = [entry for (name, year), entries in known.items() if name == row.spec.name and year < row.year
              for entry in entries if entry.value is not None]
    if not before:
        return ""
    newest = max(before, key=lambda entry: entry.period.end)
    spec = None if row.attested else row.spec
    value = newest.value
    words = _claimed(value, lang) if isinstance(value, Attested) else value_in_words(value, spec, lang)
    return say("forms.last", lang, value=words, period=period_in_words(str(newest.period), lang))


def _claimed(value: Attested, lang: Lang) -> str:
    words = say(value.claim, lang) if value.claim is not None else ""
    return f"{words} {show(value.progress, lang)}%" if value.claim is Claim.PARTLY and value.progress else words


def cell_of(typed: Typed, spec: FactSpec, lang: Lang) -> Raw:
    """What is written for something typed before: its value as the form keeps it, else its text as it was.

    A text that could be taken for something else once its unit is gone keeps that unit.
    """
    value = typed.value
    if value is None:
        text = shown(typed.raw)
        foreign = typed.unit and typed.unit != spec.unit and text and text[-1].isdigit()
        return f"{text}{typed.unit}" if foreign else text
    return _plain(value, spec, lang)


def _plain(value: Value, spec: FactSpec, lang: Lang) -> Raw:
    if isinstance(value, Attested):
        return say(value.claim, lang) if value.claim is not None else None
    if isinstance(value, bool):
        return show(value, lang)
    if isinstance(value, Decimal) and spec.type is FactType.SHARE:
        return value.scaleb(-2)
    return value


def shown(raw: Raw | Cell) -> str:
    """A cell as text that reads as the cell does, with the percent sign or unit that its format shows."""
    value, format = (raw.value, raw.format) if isinstance(raw, Cell) else (raw, "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float, Decimal)):
        number = Decimal(str(value))
        if "%" in format and '"%"' not in format:
            return f"{show(number.scaleb(2).normalize() + 0, 'zh')}%"
        return show(number, "zh") + "".join(_literals(format))
    return value.isoformat() if isinstance(value, date) else value


def _literals(format: str) -> Iterator[str]:
    yield from format.split(";")[0].split('"')[1::2]
