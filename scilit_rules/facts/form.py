"""Our own forms on their way back: what the hidden sheet says, what of the cover is kept, what is to be minded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from scilit_rules.facts.cells import fold_name, spelled
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.messages import say
from scilit_rules.model.form import FORM_LAYOUT, FORM_RULE, FORM_SHEET, FormMark
from scilit_rules.model.grid import Grid, GridRow
from scilit_rules.model.place import Place
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Lang, Message
from scilit_rules.model.vocabulary import FactSpec
from scilit_rules.model.words import FactType, ProblemLevel
from scilit_rules.problems import problem

CONTACTS = ("head", "contact", "phone", "date")
"""What the cover asks of those who fill it in; their labels are ``forms.cover.<name>``."""

LANGS: tuple[Lang, ...] = ("zh", "en")
_KEYS = ("plan", "digest", "layout", "subject", "year")


@dataclass(frozen=True, slots=True)
class FormRead:
    """One form as it came back.

    Args:
        mark: what it says of itself.
        same_plan: whether it was made from the plan that it is read for.
        same_rules: whether it was made from the very ruleset that it is read for.
        changed: of the duties that it asks to attest, the ids of those whose rules have changed since.
    """

    mark: FormMark
    same_plan: bool
    same_rules: bool
    changed: frozenset[str] = frozenset()

    @property
    def lang(self) -> Lang:
        """The language of its headings."""
        return "en" if self.mark.lang == "en" else "zh"


def is_mark(grid: Grid) -> bool:
    """Whether a grid is the hidden sheet of a form."""
    return grid.sheet == FORM_SHEET


def is_earlier(sheet: str | None) -> bool:
    """Whether a sheet of a form holds what was reported in earlier years, which is none of this return."""
    return sheet is not None and any(fold_name(sheet) == fold_name(say("forms.sheet.earlier", lang)) for lang in LANGS)


def read_mark(rows: Sequence[GridRow]) -> FormMark | None:
    """What the hidden sheet of a form says, or None if it is not whole."""
    said = {spelled(row[0]).strip(): spelled(row[1]).strip() for row in rows if len(row) > 1}
    if not all(said.get(key) for key in _KEYS) or not (said["layout"].isdecimal() and said["year"].isdecimal()):
        return None
    return FormMark(said["plan"], said["digest"], int(said["layout"]), said["subject"], int(said["year"]),
                    said.get("lang", "zh"), tuple(_rules(said)))


def _rules(said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The rules that a form notes, each with the digest of what it demanded; older forms note none."""
    for key, digest in said.items():
        if key.startswith(FORM_RULE) and digest:
            yield key.removeprefix(FORM_RULE), digest


def recognise(grid: Grid, plan: Plan, names: SubjectNames) -> tuple[FormRead | None, list[Problem]]:
    """The form that a hidden sheet speaks of, and what is to be said about it.

    Args:
        grid: the hidden sheet.
        plan: the plan that the data is read for.
        names: the names of subjects.
    """
    place = Place(grid.source, sheet=grid.sheet)
    mark = read_mark(list(grid.rows))
    if mark is None:
        return None, [problem("facts.form-mark-damaged", place, level=ProblemLevel.WARNING)]
    same_plan = mark.plan == plan.id
    same_rules = mark.digest == plan.digest
    form = FormRead(mark, same_plan, same_rules, frozenset() if same_rules else _changed(mark, plan))
    found = []
    if not form.same_plan:
        found.append(problem("facts.form-of-other-plan", place, made=mark.plan, asked=plan.id))
    elif not form.same_rules:
        found.append(problem("facts.form-of-other-rules", place, level=ProblemLevel.WARNING, plan=plan.id,
                             made=_short(mark.digest), asked=_short(plan.digest)))
    if mark.layout > FORM_LAYOUT:
        found.append(problem("facts.form-of-newer-layout", place, level=ProblemLevel.WARNING, made=mark.layout,
                             known=FORM_LAYOUT))
    if mark.subject not in plan.register:
        found.append(problem("facts.form-of-unknown-subject", place, subject=mark.subject))
        return None, found
    named = names.mentioned(PurePath(grid.source).stem)
    if named is not None and named != mark.subject:
        found.append(problem("facts.form-file-name", place, level=ProblemLevel.WARNING,
                             subject=names.title(mark.subject), named=names.title(named)))
    return form, found


def _changed(mark: FormMark, plan: Plan) -> frozenset[str]:
    rules = plan.rules
    noted = ((id if id in rules else plan.renamed(id), digest) for id, digest in mark.rules)
    return frozenset(id for id, digest in noted if id is not None and rules[id].digest != digest)


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:12]


def read_cover(rows: Sequence[GridRow]) -> Mapping[str, str] | None:
    """The title of a form's cover and what is written beside its labels, or None if the rows are no cover.

    Args:
        rows: the first rows of a sheet.
    """
    said: dict[str, str] = {}
    title = ""
    is_cover = False
    labels, signed = _labels(), _signature()
    for row in rows:
        texts = [spelled(cell).strip() for cell in row]
        title = title or next(filter(None, texts), "")
        is_cover = is_cover or any(fold_name(text) in signed for text in texts)
        for index, text in enumerate(texts):
            name = labels.get(fold_name(text).rstrip(":"))
            if name is not None and name not in said:
                said[name] = next((other for other in texts[index + 1 :] if other != text), "")
    return {"title": title, **said} if is_cover else None


@cache
def _signature() -> frozenset[str]:
    return frozenset(fold_name(say("forms.cover.made", lang)) for lang in LANGS)


@cache
def _labels() -> Mapping[str, str]:
    return {fold_name(say(f"forms.cover.{name}", lang)): name for name in CONTACTS for lang in LANGS}


def outdated_answer(form: FormRead | None, spec: FactSpec, answer: str, demand: str) -> Message | None:
    """Why an answer, or a reviewer's word, in a row of a form is about another question than is asked now, or None.

    Args:
        form: the form, or None where a table is none.
        spec: the fact, or the duty.
        answer: what is written; empty if nothing is.
        demand: what the row says is asked.
    """
    if form is None or not answer or not _asks_otherwise(form, spec, demand):
        return None
    return Message("facts.form-asked-otherwise", {"title": spec.title, "raw": answer})


def _asks_otherwise(form: FormRead, spec: FactSpec, demand: str) -> bool:
    """Whether a row of a form asked something else than its plan asks now."""
    if form.same_rules or not demand.strip() or spec.type is not FactType.ATTESTATION or spec.definition is None:
        return False
    return not fold_name(demand).startswith(fold_name(spec.definition.get(form.lang)))
