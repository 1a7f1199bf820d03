"""A ruleset held against the issued text of its plan."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from scilit_rules.app.scope import plan_named
from scilit_rules.arguments import PATH, must_fit
from scilit_rules.model.plan import Plan
from scilit_rules.plugins.manager import Plugins

if TYPE_CHECKING:
    from scilit_rules.authoring.trace import Trace


def trace(plan: str | Path | Plan, source: str | Path, *, against: str | Path | None = None,
          encoding: str | None = None, plugins: Plugins | None = None,
          rulesets: Iterable[str | Path] = ()) -> Trace:
    """Holds a ruleset against the issued text of its plan.

    Args:
        plan: a plan, its id, or its folder.
        source: the issued text: a text file, a ``.docx`` or a ``.pdf`` file (these need the extra ``documents``).
        against: the copy that the ruleset was written from, to show what changed where digests differ.
        encoding: the encoding of text files; recognised if left out.
        plugins: the plugins to use; those installed if left out.
        rulesets: further folders that hold ruleset folders.

    Returns:
        every clause, phrase, body, number and binding compared; ``differences`` holds what is not explained.

    Raises:
        UsageError: for an unknown plan, and for a source that can't be read, holds no text, or is another document.
        RulesetError: if the ruleset is wrong.
        OSError: if there is no such file.
    """
    from scilit_rules.authoring.documents import read_issued_text
    from scilit_rules.authoring.trace import trace_plan

    must_fit(source=(source, PATH), against=(against, PATH, None), encoding=(encoding, str, None))
    loaded = plan_named(plan, rulesets, plugins)
    text = read_issued_text(source, encoding)
    return trace_plan(loaded, text, None if against is None else read_issued_text(against, encoding))
