"""The workbooks in which subjects report on themselves, with what they reported before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from scilit_rules.app.inputs import Inputs, read_all
from scilit_rules.app.scope import names, plan_named, subjects_named
from scilit_rules.arguments import LANG, PATH, must_fit
from scilit_rules.facts.collection import collect
from scilit_rules.facts.mapping import Mapping as ColumnMapping
from scilit_rules.facts.mapping import read_mapping
from scilit_rules.model.plan import Plan
from scilit_rules.model.text import Lang
from scilit_rules.plugins.contracts import ReadOptions
from scilit_rules.plugins.manager import Plugins, installed
from scilit_rules.problems import few_of_each

if TYPE_CHECKING:
    from scilit_rules.authoring.forms.making import Forms


def make_forms(plan: str | Path | Plan, *, year: int, subjects: Iterable[str] | None = None,
               previous: str | Path | Iterable[str | Path] = (), mapping: str | Path | ColumnMapping | None = None,
               lang: Lang = "zh", plugins: Plugins | None = None, rulesets: Iterable[str | Path] = ()) -> Forms:
    """The workbooks in which subjects report on themselves, one for each.

    Args:
        plan: a plan, its id, or its folder.
        year: the year that is asked for.
        subjects: ids, names, aliases or division codes of the subjects; all that the plan binds if left out.
        previous: what was reported before, to be carried over: sources of any kind, or saved JSON reports; one by
            itself will do.
        mapping: a mapping file for foreign columns of these sources, or what was read from one.
        lang: the language of the forms.
        plugins: the plugins to use; those installed if left out.
        rulesets: further folders that hold ruleset folders.

    Returns:
        the forms, each made when its turn comes; ``problems`` holds what was wrong with what was reported before.

    Raises:
        UsageError: for an unknown plan or subject, a year before the plan begins, or sources of which none can be
            read.
        RulesetError: if the ruleset or the mapping is wrong.
    """
    from scilit_rules.authoring.forms.making import ready_forms
    from scilit_rules.authoring.forms.reported import read_reported

    must_fit(plugins=(plugins, Plugins, None), mapping=(mapping, PATH, ColumnMapping, None), year=(year, int),
             lang=(lang, LANG))
    loaded = plan_named(plan, rulesets, plugins)
    forms = ready_forms(loaded, subjects_named(loaded, subjects), year, lang)
    before = names(previous, "engine.not-a-source", (str, PathLike))
    saved = {str(source): read_reported(str(source), loaded) for source in before}
    reports = [found for found in saved.values() if found is not None]
    sources = [source for source, found in saved.items() if found is None]
    columns = read_mapping(mapping, loaded) if isinstance(mapping, (str, PathLike)) else mapping
    inputs = Inputs(read_all(sources, plugins or installed(), ReadOptions()))
    collected = collect(inputs.grids(), loaded, as_of=date(year, 12, 31), mapping=columns, keep_typed=True)
    typed = [entry for report in reports for entry in report.typed]
    problems = [one for report in reports for one in report.problems]
    return replace(
        forms,
        typed=typed + (collected.typed or []),
        contacts=collected.contacts,
        problems=few_of_each((*inputs.problems, *collected.problems, *problems)),
    )
