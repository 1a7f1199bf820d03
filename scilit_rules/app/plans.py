"""Plans by name: all that there are, and the one that is meant."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scilit_rules.app.scope import plan_named, ruleset_folders
from scilit_rules.language.library import find_plans
from scilit_rules.model.plan import Plan
from scilit_rules.plugins.manager import Plugins


def load_plan(name: str | Path, *, rulesets: Iterable[str | Path] = (), plugins: Plugins | None = None) -> Plan:
    """A plan by its id, or by the folder that it stands in.

    Args:
        name: the id of a plan, such as ``zibo-2016-2020``, or a ruleset folder.
        rulesets: further folders that hold ruleset folders.
        plugins: the plugins to use; those installed if left out.

    Raises:
        UsageError: if there is no such plan.
        RulesetError: if the ruleset is wrong; its ``problems`` hold everything found.
    """
    return plan_named(name, rulesets, plugins)


def list_plans(*, rulesets: Iterable[str | Path] = (), plugins: Plugins | None = None) -> tuple[str, ...]:
    """The ids of all plans that can be loaded, sorted."""
    return tuple(sorted(find_plans(ruleset_folders(rulesets, plugins))))
