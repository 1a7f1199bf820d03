"""A cell → a value of one fact, or the reason why it can't be taken for one."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from scilit_rules.facts.asides import STOPS, without_aside
from scilit_rules.facts.attestations import is_begun, read_claim, read_progress
from scilit_rules.facts.cells import ERRORS, MISSING, NOTHING, Read, doubtful, fold, fold_name, rule, spelled
from scilit_rules.facts.dates import SHIFT, is_serial, read_date, read_stored_date
from scilit_rules.facts.flags import DATED_VERBS, read_flag, read_stored_flag
from scilit_rules.facts.naming import Heading
from scilit_rules.facts.number_formats import shown_with
from scilit_rules.facts.numbers import (
    MOST_DIGITS,
    format_15,
    is_endless,
    is_finite,
    is_plain,
    measure,
    plain_limits,
    read_number,
    read_stored,
)
from scilit_rules.messages import say, show
from scilit_rules.model.fact import Attested, Reading, Value
from scilit_rules.model.grid import FIRST_EPOCH, Cell, Raw
from scilit_rules.model.place import Place
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType
from scilit_rules.problems import near_names

_MOST_REMEMBERED = 20_000
_LONGEST = 200
_DATED = re.compile(rf"(?:已?于|在)?\s*(.*?\d\s*[日号月年]?|[^于]*[日月年])\s*({'|'.join(DATED_VERBS)})?", re.DOTALL)
_ANSWERS = frozenset({"不适用"})


class Reader:
    """Reads the cells of one column.

    Args:
        spec: the fact that they are values of.
        unit: the unit that the heading, or a unit column, gives; empty if none.
        missing: the words that stand for nothing, as `fold_name` spells them.
        epoch: the year from which the table counts days.
    """

    def __init__(self, spec: FactSpec, unit: str = "", missing: frozenset[str] = MISSING,
                 epoch: int = FIRST_EPOCH) -> None:
        self.spec = spec
        self._epoch = epoch
        self.unit = unit
        # Of a duty, 不适用 is an answer.
        self._missing = missing - _ANSWERS if spec.type is FactType.ATTESTATION and missing is MISSING else missing
        self._how = measure(spec, unit)
        self._read_words = {
            FactType.FLAG: self._flag, FactType.DATE: self._date, FactType.TEXT: self._text,
            FactType.ATTESTATION: self._claim,
        }.get(spec.type, self._number)
        self._remembered: dict[str, Read] = {}
        self._limits = plain_limits(self._how) if spec.type.is_number else None
        self._whole = spec.type is FactType.COUNT

    def read(self, raw: Raw | Cell) -> Read:
        """The value of a cell, by which rules, or why it can't be taken for one."""
        if type(raw) is str:
            if self._limits is not None and is_plain(raw) and not (self._whole and "." in raw):
                value = Decimal(raw)
                if value and self._limits[0] < value < self._limits[1]:
                    return Read(value)
            found = self._remembered.get(raw)
            if found is None:
                if len(self._remembered) >= _MOST_REMEMBERED:
                    self._remembered.clear()
                found = self._remembered[raw] = self._words(raw)
            return found
        if isinstance(raw, Cell):
            return self._cell(raw)
        return self._stored(raw, "")

    def _cell(self, cell: Cell) -> Read:
        if cell.value is None and cell.formula:
            return doubtful("formula-without-value", title=self.spec.title, formula=cell.formula)
        return self.read(cell.value) if isinstance(cell.value, str) else self._stored(cell.value, cell.format)

    def _words(self, text: str) -> Read:
        word = fold_name(text)
        if word in self._missing:
            return Read(None, (rule("missing-word"),)) if word else NOTHING
        if word in ERRORS:
            return doubtful("cell-error", title=self.spec.title, raw=text.strip())
        if len(text) > _LONGEST and self.spec.type is not FactType.TEXT:
            return self._unclear(_UNCLEAR.get(self.spec.type, "not-a-number"), text)
        return self._read_words(text)

    def _stored(self, value: Raw, format: str) -> Read:
        if value is None:
            return NOTHING
        if isinstance(value, str):
            return self.read(value)
        if isinstance(value, (int, float, Decimal)):
            if not is_finite(value):
                return doubtful("not-finite", title=self.spec.title, raw=str(value))
            if is_endless(value):
                return doubtful("too-many-digits", title=self.spec.title, raw=f"{Decimal(value):.6e}", most=MOST_DIGITS)
        if self.spec.type.is_number:
            if isinstance(value, (bool, date, datetime)):
                return self._unclear("not-a-number", spelled(value))
            return read_stored(value, format, self._how)
        read = self._stored_word(value, format)
        return read if read is not None else self._unclear(_UNCLEAR[self.spec.type], spelled(value))

    def _stored_word(self, value: bool | int | float | Decimal | date | datetime, format: str) -> Read | None:
        kind = self.spec.type
        if kind is FactType.TEXT:
            return self._text(_as_written(value))
        if kind is FactType.DATE:
            return None if isinstance(value, bool) else self._stored_date(value)
        if isinstance(value, date):
            return None
        if kind is FactType.ATTESTATION and "%" in format and not isinstance(value, bool):
            exact = Decimal(format_15(float(value)))
            return read_progress(exact * 100 if shown_with(format, exact).is_percent else exact)
        number = int(value) if value in (0, 1) and not isinstance(value, bool) else value
        flag = read_stored_flag(number) if isinstance(number, int) else None
        if flag is not None and not _is_shown(flag, Decimal(int(value)), format):
            return doubtful("format-differs", title=self.spec.title, raw=spelled(value), format=format)
        if flag is None or kind is FactType.FLAG:
            return flag
        return Read(Attested(Claim.DONE if flag.value else Claim.NOT_DONE), (rule("claim-flag"),))

    def _stored_date(self, value: int | float | Decimal | date | datetime) -> Read | None:
        read = read_stored_date(value)
        if self._epoch == FIRST_EPOCH or read is None or not isinstance(read.value, date) or not is_serial(read.rules):
            return read
        other = read.value + SHIFT
        return doubtful("serial-epoch", title=self.spec.title, raw=spelled(value), day=read.value, other=other)

    def _number(self, text: str) -> Read:
        return read_number(text, self._how)

    def _flag(self, text: str) -> Read:
        return read_flag(text) or self._unclear("not-a-flag", text)

    def _date(self, text: str) -> Read:
        if fold_name(text) == "无":
            return Read(None, (rule("none-said"),))
        return read_date(text) or self._dated(text) or self._unclear("not-a-date", text)

    def _dated(self, text: str) -> Read | None:
        """A date in a sentence, as 于2016年6月8日印发 where 印发 is what is asked, or one beside a document."""
        plain = without_aside(fold(text)).rstrip(STOPS)
        found = _DATED.fullmatch(plain)
        day, verb = found.groups() if found is not None else (plain, "")
        spec = self.spec
        said = "".join((spec.title.zh, spec.definition.zh if spec.definition is not None else "", *spec.aliases))
        read = read_date(day) if (verb or "") in said else None
        return None if read is None else Read(read.value, (*read.rules, rule("date-told")))

    def _claim(self, text: str) -> Read:
        why = "claim-begun" if is_begun(text) else "not-a-claim"
        return read_claim(text, self.spec.values) or self._unclear(why, text)

    def _text(self, text: str) -> Read:
        plain = fold(text)
        if plain in ("无", "没有"):
            return Read("", (rule("none-said"),))
        if not self.spec.values:
            return Read(text.strip())
        for value in self.spec.values:
            if fold_name(value) == fold_name(text):
                return Read(value, () if value == text.strip() else (rule("folded"),))
        return self._unclear("not-a-value", text, values=self.spec.values, near=near_names(plain, self.spec.values))

    def _unclear(self, code: str, text: str, **args: object) -> Read:
        return doubtful(code, title=self.spec.title, raw=text.strip()[:60], unit=self.spec.unit, **args)


def _is_shown(flag: Read, number: Decimal, format: str) -> bool:
    """Whether a cell that holds 1 or 0 shows just that, or a word that means the same."""
    words = shown_with(format, number).words
    said = read_flag(words) if words else flag
    return said is not None and said.value == flag.value


_UNCLEAR = {FactType.FLAG: "not-a-flag", FactType.DATE: "not-a-date", FactType.ATTESTATION: "not-a-claim"}


def read_value(raw: Raw | Cell, spec: FactSpec, unit: str = "") -> Read:
    """Reads one cell.

    Args:
        raw: the cell.
        spec: the fact that it is a value of.
        unit: the unit that its heading gives; empty if none.

    Returns:
        the value and the rules applied; no value and no doubt where the cell says nothing; else the doubt.
    """
    return Reader(spec, unit).read(raw)


def described(value: Value | None, spec: FactSpec) -> str:
    """A value in words, as the record of readings has it."""
    if value is None:
        return "—"
    if isinstance(value, Attested):
        said = say(value.claim, "zh") if value.claim is not None else "—"
        said = said if value.progress is None else f"{said} {show(value.progress, 'zh')}%"
        said = f"{said}：{value.reason}" if value.reason else said
        decided = value.mark or value.stance
        return said if decided is None else f"{said} → {say(decided, 'zh')}"
    words = show(value, "zh")
    return f"{words} {spec.unit}" if isinstance(value, Decimal) and spec.unit else words


def _as_written(value: bool | int | float | Decimal | date | datetime) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return show(value, "zh")
    return spelled(value)


def renamed(heading: Heading, place: Place) -> Reading:
    """How a name of an earlier version of the plan was read: as the fact that bears another now.

    Args:
        heading: what the name means.
        place: where it stands.
    """
    now = heading.spec.name if heading.spec is not None else ""
    return Reading(place, heading.former, now, (rule("former-id"),))
