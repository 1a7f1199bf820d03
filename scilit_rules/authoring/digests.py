"""Which digests the issued text of a plan gives its ruleset, and the plan's file with them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from scilit_rules.authoring.trace import Trace
from scilit_rules.language.digests import put_digests
from scilit_rules.model.place import Place
from scilit_rules.problems import UsageError, problem


@dataclass(frozen=True, slots=True)
class Renewal:
    """A plan's file with the digests of its issued text.

    Args:
        path: the file.
        data: its new bytes, not yet written; empty where there is nothing to write.
        added: the paths of the clauses that had no digest.
        renewed: the paths of the clauses that had another one.
    """

    path: Path
    data: bytes
    added: tuple[str, ...]
    renewed: tuple[str, ...]


def renew_digests(trace: Trace) -> Renewal:
    """The file of a plan with a digest for each clause that its text has, all else as it stands.

    The last clause of a text that breaks off is left alone, for its wording is not whole.

    Args:
        trace: the plan, held against its text.

    Raises:
        UsageError: if the file can't be edited line by line.
    """
    path = Path(trace.plan.home) / "plan.yaml"
    both = [(one.clause, one.found) for one in trace.clauses if one.clause and one.found]
    whole = both[:-1] if trace.cut else both
    wanted = {clause.path: found.digest for clause, found in whole if clause.digest != found.digest}
    data = put_digests(path, wanted) if wanted else b""
    if data is None:
        raise UsageError(problem("trace.not-editable", Place(str(path))))
    known = {clause.path for clause, _ in whole if clause.digest}
    return Renewal(path, data, tuple(p for p in wanted if p not in known), tuple(p for p in wanted if p in known))
