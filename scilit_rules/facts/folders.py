"""The folders that a file lies in: that of another city says whose 高新区 its file is about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from scilit_rules.facts.subject_names import SubjectNames


def folder_elsewhere(source: str, said: Iterable[str], names: SubjectNames) -> str | None:
    """The nearest folder that names a place, if that is another's and nothing in the file is ours beyond doubt.

    Args:
        source: the file.
        said: what the file says of whose figures it has: its name, that of its sheet, titles, subjects of rows.
        names: the names of subjects.
    """
    if "://" in source:
        return None
    for folder in reversed(PurePath(source).parts[:-1]):
        if names.names_ours(folder):
            return None
        if names.names_others(folder) or names.is_elsewhere(folder):
            return None if any(map(names.names_ours, said)) else folder
    return None
