"""Whose figures a table has, as a title such as 填报单位：张店区 says."""

from __future__ import annotations

import re

from scilit_rules.facts.cells import fold_name
from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.facts.units import parse_unit

_TITLE_SUBJECT = re.compile(
    r"(?:填报|报送|填表|上报|被查|自查)?(?:单位|地区|区县)(?:名称)?(?:\(盖章\)|\(公章\))?[:](.*)"
)


def title_subject(text: str, subjects: SubjectNames) -> tuple[str | None, str]:
    """What a title row such as 填报单位:张店区 or 单位:万元 says.

    Returns:
        the id of the subject that it names, or None, and the unit that it gives, or an empty text.
    """
    key = fold_name(text)
    found = _TITLE_SUBJECT.match(key)
    if found is not None:
        said = found.group(1).strip("_")
        if parse_unit(said) is not None:
            return None, said
        return subjects.resolve(said) or subjects.mentioned(said), ""
    unit = re.search(r"\(?单位:([^()]+)\)?", key)
    if unit is not None and parse_unit(unit.group(1)) is not None:
        return subjects.mentioned(key), unit.group(1)
    return subjects.mentioned(key), ""


_REPORTER = re.compile(r"(?:填报|报送|填表|上报|被查|自查)(?:单位|地区|区县)(?:名称)?(?:\(盖章\)|\(公章\))?:?")


def is_reporter(text: str) -> bool:
    """Whether a text is but the label of who reports: 填报单位, 报送单位（盖章）."""
    return _REPORTER.fullmatch(fold_name(text)) is not None


_OF_MEASURES = re.compile("[元人%个次]\\Z|[元人][、,;:]")


def labelled_subject(text: str, subjects: SubjectNames) -> tuple[str, str | None] | None:
    """Who reports, as a text such as 填报单位:张店区 says; None where it is no such text.

    Returns:
        the name, and the id of the subject of the jurisdiction, or None.
    """
    found = _TITLE_SUBJECT.fullmatch(fold_name(text))
    name = found.group(1).strip("_") if found is not None else ""
    if not name or _OF_MEASURES.search(name):
        return None
    subject = subjects.resolve(name) or subjects.mentioned(name)
    if subject not in subjects.inside:
        # 单位：见附件 need not be of a body.
        return None if fold_name(text).startswith("单位") else (name, None)
    return name, subject
