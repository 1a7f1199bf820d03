"""The columns of the sheets of a form, and what each cell of them takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from scilit_rules.authoring.evidence_examples import example_of
from scilit_rules.authoring.forms.asked import AskedRow
from scilit_rules.authoring.forms.carried import FormRow, cell_of, shown
from scilit_rules.messages import say
from scilit_rules.model.fact import Attested
from scilit_rules.model.form import Typed
from scilit_rules.model.grid import Raw
from scilit_rules.model.lineage import Rules
from scilit_rules.model.obligation import Obligation, Proof
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import Claim, FactType, Nature, Stance, Word
from scilit_rules.words.wording import deadline

TEXT = "@"
PERCENT = "0.00%"
DAY = "yyyy-mm-dd"


@dataclass(frozen=True, slots=True)
class Setting:
    """For whom, in which language and for which year a form is made, and the rules that it asks by."""

    plan: Plan
    year: int
    lang: Lang
    rules: Rules


class Column(NamedTuple):
    """One column of a sheet.

    Args:
        key: its heading is ``forms.column.<key>``.
        width: its width in characters.
        value: what stands in it.
        role: whether it is ``locked``, an ``input``, or the ``review`` of the superior office.
        align: ``left``, ``middle`` or ``right``.
    """

    key: str
    width: float
    value: Callable[[FormRow, Setting], Raw]
    role: str = "locked"
    align: str = "left"


def _year(row: FormRow, setting: Setting) -> Raw:
    period = row.typed.period if row.typed is not None else None
    return str(period) if period is not None and period.day is not None else row.asked.year


def _definition(row: FormRow, setting: Setting) -> Raw:
    spec = row.asked.spec
    words = spec.definition.get(setting.lang) if spec.definition is not None else ""
    base = say("forms.base-year", setting.lang, year=row.asked.year) if row.asked.is_base else ""
    return base + words + _proof_in_words(row.asked, setting)


def _kept(row: FormRow, setting: Setting) -> Raw:
    return row.asked.spec.kept.get(setting.lang) if row.asked.spec.kept is not None else ""


def _unit(row: FormRow, setting: Setting) -> Raw:
    return row.asked.spec.unit or say("forms.no-unit", setting.lang)


def _clause(row: FormRow, setting: Setting) -> Raw:
    clause = setting.plan.clauses.get(row.asked.obligations[0].clause)
    return clause.path.replace("/", "") if clause is not None else ""


def _due(row: FormRow, setting: Setting) -> Raw:
    return deadline(row.asked.obligations[0].schedule, setting.lang)


def _value(row: FormRow, setting: Setting) -> Raw:
    return None if row.typed is None else cell_of(row.typed, row.asked.spec, setting.lang)


def _progress(row: FormRow, setting: Setting) -> Raw:
    return None if row.typed is None else progress_of(row.typed)


def _text(name: str) -> Callable[[FormRow, Setting], Raw]:
    return lambda row, _: getattr(row.typed, name) if row.typed is not None else None


def _title(row: FormRow, setting: Setting) -> Raw:
    return row.asked.spec.title.get(setting.lang)


def _code(row: FormRow, setting: Setting) -> Raw:
    return row.asked.spec.name


def _nothing(row: FormRow, setting: Setting) -> Raw:
    return None


def _last(row: FormRow, setting: Setting) -> Raw:
    return row.last


_NUMBER = Column("number", 5, _nothing, align="middle")
_EVIDENCE = Column("evidence", 26, _text("evidence"), "input")
_REMARK = Column("remark", 14, _text("remark"), "input")
_MARK = Column("mark", 10.5, _text("mark"), "review", "middle")
_REVIEWER = Column("reviewer", 9, _text("reviewer"), "review", "middle")
_CODE = Column("code", 12, _code)

FACTS = (
    _NUMBER, Column("year", 6.5, _year, align="middle"), Column("fact", 21, _title),
    Column("definition", 33, _definition), Column("kept", 23, _kept), Column("unit", 8.5, _unit, align="middle"),
    Column("last", 14, _last, align="middle"), Column("value", 16, _value, "input", "right"), _EVIDENCE, _REMARK,
    _MARK, _REVIEWER, _CODE,
)
ATTESTATIONS = (
    _NUMBER, Column("year", 6.5, _year, align="middle"), Column("clause", 10.5, _clause, align="middle"),
    Column("task", 22, _title), Column("demand", 36, _definition), Column("due", 11, _due, align="middle"),
    Column("last", 12, _last, align="middle"), Column("claim", 10.5, _value, "input", "middle"),
    Column("progress", 7.5, _progress, "input", "middle"), _EVIDENCE, _REMARK,
    _MARK, _REVIEWER, _CODE,
)


def _noted(row: FormRow, setting: Setting) -> Raw:
    return str(row.typed.period) if row.typed is not None else None


EARLIER = (
    _NUMBER, Column("year", 10.5, _noted, align="middle"), Column("indicator", 34, _title),
    Column("unit", 8.5, _unit, align="middle"), Column("value", 18, _value, align="right"),
    Column("progress", 7.5, _progress, align="middle"), Column("evidence", 34, _text("evidence")),
    Column("remark", 20, _text("remark")), Column("mark", 10.5, _text("mark"), align="middle"),
    Column("reviewer", 9, _text("reviewer"), align="middle"), _CODE,
)


def proof_of(asked: AskedRow) -> Proof:
    """The evidence that a row must come with: the most that an obligation asks for."""
    return max(map(_proof, asked.obligations), key=lambda proof: proof.count, default=Proof())


def proving(asked: AskedRow) -> Obligation:
    """The obligation that asks for the most evidence."""
    return max(asked.obligations, key=lambda item: _proof(item).count)


def _proof(obligation: Obligation) -> Proof:
    return obligation.proof if obligation.attest is None else obligation.attest.proof


def _proof_in_words(asked: AskedRow, setting: Setting) -> str:
    proof, lang = proof_of(asked), setting.lang
    if not proof.count:
        return ""
    example = example_of(proving(asked), asked.year, lang)
    wanted = say("forms.proof.kinds" if proof.accept else "forms.proof", lang, count=proof.count, kinds=proof.accept,
                 example=example)
    return (say("forms.regularly", lang) if proof.regularly else "") + wanted


def progress_of(typed: Typed) -> Raw:
    """The progress as it is written, in percent where it is known."""
    if isinstance(typed.value, Attested):
        return typed.value.progress.scaleb(-2) if typed.value.progress is not None else shown(typed.progress)
    return shown(typed.progress)


def open_year(asked: AskedRow, year: int) -> bool:
    """Whether the reporter may say for which year a value holds: one that stands until it is replaced."""
    stands = asked.spec.nature is Nature.STANDING and asked.spec.type not in (FactType.DATE, FactType.ATTESTATION)
    return stands and asked.year == year


def format_of(spec: FactSpec) -> str:
    """The number format of the cells of a fact, with its unit fixed."""
    kind, unit = spec.type, spec.unit.replace('"', "")
    if kind is FactType.SHARE:
        return PERCENT
    if not kind.is_number:
        return DAY if kind is FactType.DATE else TEXT
    digits = "#,##0" if kind is FactType.COUNT else "#,##0.00"
    return f'{digits}"{unit}"' if unit else digits


class Check(NamedTuple):
    """What a cell takes, as the sheet itself checks it.

    Args:
        kind: ``list``, ``whole``, ``decimal`` or ``date``.
        low: the least, or the choices of a list.
        high: the greatest, or None for any.
        words: what the reader is told.
    """

    kind: Literal["list", "whole", "decimal", "date"]
    low: str | Decimal | int | tuple[str, ...]
    high: str | Decimal | int | None
    words: str


def claims(lang: Lang) -> Check:
    """The choice of a claim."""
    return Check("list", tuple(say(claim, lang) for claim in Claim), None, say("forms.check.claim", lang))


def reviews(asked: AskedRow, lang: Lang) -> Check:
    """The choice of a reviewer: to agree or not, and of a duty to decide it, too."""
    words: tuple[Word, ...] = (*Stance, *Claim) if asked.attested else tuple(Stance)
    code = "forms.check.review" if asked.attested else "forms.check.review-fact"
    return Check("list", tuple(say(word, lang) for word in words), None, say(code, lang))


def progress_check(lang: Lang) -> Check:
    """The bounds of a progress."""
    return Check("decimal", 0, 1, say("forms.check.progress", lang))


def year_check(setting: Setting) -> Check:
    """The years that a value may speak of."""
    first = setting.plan.earliest_year
    return Check("whole", first, setting.year,
                 say("forms.check.year", setting.lang, first=first, last=setting.year))


def check_of(spec: FactSpec, lang: Lang) -> Check | None:
    """What the cells of a fact take, or None for any text."""
    kind, low, high = spec.type, spec.range.low, spec.range.high
    if kind is FactType.ATTESTATION:
        return claims(lang)
    if kind is FactType.FLAG:
        return Check("list", (say("words.flag.yes", lang), say("words.flag.no", lang)), None,
                     say("forms.check.flag", lang))
    if kind is FactType.DATE:
        return Check("date", "DATE(1949,10,1)", "DATE(2099,12,31)", say("forms.check.date", lang))
    if kind is FactType.TEXT:
        return Check("list", spec.values, None, say("forms.check.text", lang)) if spec.values else None
    low = Decimal("-1E15") if low is None else low
    high = Decimal("1E15") if high is None else high
    if kind is FactType.SHARE:
        return Check("decimal", low.scaleb(-2), high.scaleb(-2), say("forms.check.share", lang))
    if kind is FactType.COUNT:
        return Check("whole", low, high, say("forms.check.whole", lang, unit=spec.unit))
    return Check("decimal", low, high, say("forms.check.number", lang, unit=spec.unit))
