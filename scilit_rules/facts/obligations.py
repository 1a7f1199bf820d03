"""Obligations as people name them: by id, or by the title that tables show."""

from __future__ import annotations

from collections.abc import Iterable

from scilit_rules.facts.cells import fold_name
from scilit_rules.model.obligation import Obligation
from scilit_rules.model.plan import Plan
from scilit_rules.model.problem import Problem
from scilit_rules.model.text import Lang
from scilit_rules.problems import UsageError, near_names, problem

MOST_NEAR = 4


def obligations_named(plan: Plan, names: Iterable[str], lang: Lang | None = None) -> tuple[str, ...]:
    """The ids of the obligations that a user names.

    Args:
        plan: where they stand.
        names: ids, those of earlier versions too, titles in either language, or aliases; width, case and spaces make
            no difference.
        lang: the language in which those that may be meant are shown; by their ids alone if left out.

    Raises:
        UsageError: for names that none bears, and for titles that several bear.
    """
    found: list[str] = []
    problems: list[Problem] = []
    for name in names:
        ids = _bearing(plan, name)
        if len(ids) == 1:
            found.append(ids[0])
        elif ids:
            problems.append(problem("facts.title-of-several", title=name.strip(), ids=ids))
        else:
            near = tuple(id if lang is None else shown(plan.obligations[id], lang) for id in _near(plan, name))
            problems.append(problem("facts.no-such-obligation", name=name, plan=plan.id, near=near))
    if problems:
        raise UsageError(problems)
    return tuple(dict.fromkeys(found))


def shown(obligation: Obligation, lang: Lang) -> str:
    """An obligation by its title, with the id by which it can always be named."""
    return f"{obligation.title.get(lang)} [{obligation.id}]"


def _bearing(plan: Plan, name: str) -> tuple[str, ...]:
    if name in plan.obligations:
        return (name,)
    renamed = plan.renamed(name.strip())
    if renamed is not None:
        return (renamed,)
    key = fold_name(name)
    same_id = tuple(id for id in plan.obligations if fold_name(id) == key)
    return same_id or tuple(one.id for one in plan.obligations.values() if key and key in _titles(one))


def _titles(obligation: Obligation) -> tuple[str, ...]:
    title = obligation.title
    return tuple(fold_name(text) for text in (title.zh, title.en, *obligation.aliases) if text)


def _near(plan: Plan, name: str) -> list[str]:
    bearers: dict[str, list[str]] = {}
    for one in plan.obligations.values():
        for spelling in (one.id, *_titles(one)):
            bearers.setdefault(spelling, []).append(one.id)
    nearest = near_names(fold_name(name), bearers, MOST_NEAR)
    return list(dict.fromkeys(id for spelling in nearest for id in bearers[spelling]))[:MOST_NEAR]
