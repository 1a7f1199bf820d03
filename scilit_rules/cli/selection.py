"""What is judged and how data is read: the options that ``check`` and ``explain`` share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import click

from scilit_rules.cli.grammar import Option, Reader
from scilit_rules.cli.kinds import Day, Delimiter, Encoding, Limit
from scilit_rules.cli.progress import progress
from scilit_rules.model.plan import Plan
from scilit_rules.model.report import Report
from scilit_rules.model.text import Lang
from scilit_rules.plugins.contracts import ReadOptions

if TYPE_CHECKING:
    from scilit_rules.app.settings import CheckSettings


class Selection(NamedTuple):
    """The plan, the data and the way in which both are read."""

    plan: str
    sources: tuple[str, ...]
    as_of: date | None
    waivers: str | None
    baseline: str | None
    assumed: tuple[str, ...]
    mapping: str | None
    engine: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    prefer: tuple[str, ...]
    evidence: str | None
    limit: tuple[tuple[str, int], ...]
    rulesets: tuple[str, ...]
    quiet: bool
    loaded: Plan | None = None

    @classmethod
    def of(cls, options: Mapping[str, object]) -> Selection:
        """Those of a command's options that make up a selection."""
        return cls(**{name: options[name] for name in cls._fields if name in options})  # type: ignore[arg-type]  # click hands them untyped

    @property
    def read(self) -> tuple[str, ...]:
        """All that a run on it reads, as named: none of it is written over."""
        from scilit_rules.app.scope import ruleset_folders

        named = (self.plan, self.waivers, self.baseline, self.mapping, self.evidence)
        folders = map(str, ruleset_folders(self.rulesets))
        return (*self.sources, *(name for name in named if name is not None), *folders)

    def _how(self) -> ReadOptions:
        """How the sources are to be read."""
        how = ReadOptions(self.encoding, self.delimiter, self.sheet)
        return replace(how, **dict(self.limit))  # type: ignore[arg-type]  # the names were looked at

    def without_assumptions(self) -> Selection:
        """The same on facts as they are reported."""
        return self._replace(assumed=())

    def naming(self, obligations: Sequence[str], lang: Lang) -> tuple[Selection, tuple[str, ...]]:
        """The same with the plan read, where obligations are named, and the ids of those.

        Args:
            obligations: ids or titles.
            lang: the user's language.

        Raises:
            ScilitError: if there is no such plan or obligation.
        """
        if not obligations:
            return self, ()
        from scilit_rules.app.plans import load_plan
        from scilit_rules.facts.obligations import obligations_named

        plan = self.loaded or load_plan(self.plan, rulesets=self.rulesets)
        return self._replace(loaded=plan), obligations_named(plan, obligations, lang)

    def judge(self, reader: Reader, subjects: Iterable[str] = (), only: Iterable[str] = ()) -> Report:
        """Judges, and returns the report.

        Args:
            reader: the user, who sees how far the work has come.
            subjects: names, aliases, ids or codes of the subjects; all if empty.
            only: ids of obligations; all if empty.

        Raises:
            ScilitError: if something that was named does not exist or is wrong.
        """
        from scilit_rules.app.check import run_check
        from scilit_rules.cli.aside import plugins_aside

        settings = self._settings(tuple(subjects) or None, tuple(only) or None)
        with progress(reader.lang, self.quiet) as advance, plugins_aside():
            return run_check(replace(settings, progress=advance))

    def _settings(self, subjects: tuple[str, ...] | None, only: tuple[str, ...] | None) -> CheckSettings:
        from scilit_rules.app.settings import CheckSettings

        return CheckSettings(
            plan=self.loaded or self.plan,
            sources=self.sources,
            as_of=self.as_of or date.today(),
            subjects=subjects,
            mapping=self.mapping,
            waivers=self.waivers,
            baseline=self.baseline,
            assume=self.assumed,
            engine=self.engine,
            only=only,
            ranked=self.prefer,
            evidence=self.evidence,
            read=self._how(),
            rulesets=self.rulesets,
        )


def selection_options() -> list[click.Parameter]:
    """The options of a selection."""
    return [
        Option("--as-of", stands="date", type=Day()),
        Option("--waivers", stands="file"),
        Option("--baseline", stands="file"),
        Option("--set", "assumed", words="set", stands="assumption", multiple=True),
        Option("--mapping", stands="file"),
        Option("--engine", stands="name", default="auto"),
        Option("--encoding", stands="encoding", type=Encoding()),
        Option("--delimiter", stands="delimiter", type=Delimiter()),
        Option("--sheet", stands="sheet"),
        Option("--prefer", stands="source", multiple=True),
        Option("--evidence", stands="folder"),
        Option("--limit", stands="limit", type=Limit(), multiple=True),
        rulesets_option(),
        quiet_option(),
    ]


def rulesets_option() -> Option:
    """The option by which further rulesets are named."""
    return Option("--rulesets", stands="folder", multiple=True)


def quiet_option() -> Option:
    """The option that leaves only the result."""
    return Option("-q", "--quiet", is_flag=True)
