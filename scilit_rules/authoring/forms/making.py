"""The forms of a plan, one for each subject, with what was reported before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from scilit_rules.authoring.forms.asked import AskedRow, Asker
from scilit_rules.authoring.forms.book import form_bytes
from scilit_rules.authoring.forms.carried import FormRow, fill
from scilit_rules.authoring.forms.columns import Setting
from scilit_rules.messages import say
from scilit_rules.model.form import Typed
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.subject import Subject
from scilit_rules.model.text import Lang
from scilit_rules.problems import UsageError, problem


@dataclass(frozen=True, slots=True)
class Form:
    """One form, ready to be written.

    Args:
        subject: who fills it in.
        name: the name of its file.
        data: the bytes of the workbook.
    """

    subject: Subject
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a plan; each is made when its turn comes.

    Args:
        plan: the plan.
        subjects: who is asked.
        year: the year asked for.
        lang: the language of the forms.
        typed: what was reported before, in the order read.
        contacts: by subject, who reported.
        problems: what was wrong with what was reported before.
    """

    plan: Plan
    subjects: tuple[Subject, ...]
    year: int
    lang: Lang = "zh"
    typed: Sequence[Typed] = ()
    contacts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.subjects)

    def __repr__(self) -> str:
        """In a line, without all that is carried over."""
        return f"<Forms of {self.plan.id} for {self.year}: {len(self.subjects)}>"

    def __iter__(self) -> Iterator[Form]:
        asker = Asker(self.plan, self.year)
        known = {spec.name: spec for spec in asker.vocabulary}
        setting = Setting(self.plan, self.year, self.lang, self.plan.rules)
        by_subject = _by_subject(self.typed)
        for subject, name in zip(self.subjects, self.names(), strict=True):
            filled = fill(asker.rows(subject), by_subject.get(subject.id, ()), self.year, known, self.lang)
            earlier = [FormRow(AskedRow(known[entry.name], entry.period.year, ()), entry) for entry in filled.earlier]
            yield Form(subject, name, form_bytes(setting, subject, filled, earlier, self.contacts.get(subject.id, {})))

    def names(self) -> tuple[str, ...]:
        """The names of the files, in the order of the subjects; units that share a name bear their ids too."""
        shared = Counter(subject.name.get(self.lang) for subject in self.subjects)
        return tuple(
            say("forms.file", self.lang, plan=self.plan.id, year=self.year, subject=_of_file(
                name if shared[name] == 1 else f"{name}_{subject.id}"))
            for subject in self.subjects for name in (subject.name.get(self.lang),)
        )


def ready_forms(plan: Plan, subjects: Iterable[Subject], year: int, lang: Lang) -> Forms:
    """The forms of the subjects that are asked anything, before anything reported is known.

    Raises:
        UsageError: if the plan has not begun or is over in that year, or asks none of them anything.
    """
    if year < plan.years[0]:
        raise UsageError(problem("forms.too-early", year=year, first=plan.years[0], plan=plan.id))
    if year > plan.years[1]:
        raise UsageError(problem("forms.too-late", year=year, last=plan.years[1], plan=plan.id))
    asker, wanted = Asker(plan, year), tuple(subjects)
    asked = tuple(subject for subject in wanted if asker.rows(subject))
    if not asked:
        names = tuple(subject.name for subject in wanted)
        raise UsageError(problem("forms.nothing-asked", subjects=names, plan=plan.id))
    return Forms(plan, asked, year, lang)


def _of_file(name: str) -> str:
    return "".join("_" if c in '\\/:*?"<>| ' else c for c in name)


def _by_subject(typed: Iterable[Typed]) -> dict[str, list[Typed]]:
    found: dict[str, list[Typed]] = {}
    for entry in typed:
        found.setdefault(entry.subject, []).append(entry)
    return found
