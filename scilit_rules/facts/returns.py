"""Which subject sent which file, what came of it, and who sent nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from scilit_rules.facts.subject_names import SubjectNames
from scilit_rules.model.plan import Plan
from scilit_rules.model.returns import Blank, Return, Superseded
from scilit_rules.model.words import ReturnState

# Who is named so keeps figures of others, and reports for none of them: 市财政局, 统计年鉴.
_OF_OTHERS = re.compile("[\u4e00-\u9fff](?:局|(?<!管)委|厅|科协|社科联|总工会|妇联|电视台|报社)(?!.*联合)"
                        "|年鉴|公报|统计数据|决算|预算")
_ABOVE = re.compile("^[省市区县]")


@dataclass(slots=True)
class _Sent:
    """What came of one file for one subject."""

    values: int = 0
    refused: bool = False


@dataclass(slots=True)
class Sent:
    """The files of a run as far as they say of subjects, gathered while they are read.

    Args:
        own: by subject, then by file: those that are about it alone.
        joint: by subject: the files in which it stands among others.
        superseded: by subject: the files that are no longer used.
        blanks: by subject: the cells of its forms that were left blank.
    """

    own: dict[str, dict[str, _Sent]] = field(default_factory=dict)
    joint: dict[str, dict[str, None]] = field(default_factory=dict)
    superseded: dict[str, list[Superseded]] = field(default_factory=dict)
    blanks: dict[str, list[Blank]] = field(default_factory=dict)

    def note_own(self, subject: str, source: str, values: int, *, refused: bool = False) -> None:
        """Notes a table, or a whole file, that is about one subject alone.

        Args:
            subject: its id.
            source: the file.
            values: how many values it gave, usable or not.
            refused: whether something in it could not be read at all.
        """
        found = self.own.setdefault(subject, {}).setdefault(source, _Sent())
        found.values += values
        found.refused = found.refused or refused

    def settle(self, plan: Plan, names: SubjectNames) -> None:
        """Takes a file that speaks of one subject alone, or of one and those below it, for the own file of that one."""
        others = Others(plan)
        by_file: dict[str, list[str]] = {}
        for subject, sources in self.joint.items():
            for source in sources:
                by_file.setdefault(source, []).append(subject)
        for source, subjects in by_file.items():
            top = next((id for id in subjects if _is_above(id, subjects, plan)), None)
            own = len(subjects) == 1 and _begins_with(PurePath(source).stem, top, names)
            if top is not None and (own or not others.keep(source)):
                self.note_own(top, source, 1)

    def note_joint(self, subjects: Iterable[str], source: str) -> None:
        """Notes the subjects that stand in a table among others."""
        for subject in subjects:
            self.joint.setdefault(subject, {})[source] = None


def returns_of(sent: Sent, subjects: Iterable[str], plan: Plan,
               given: frozenset[str] = frozenset()) -> tuple[Return, ...]:
    """What each subject sent.

    Args:
        sent: what was gathered.
        subjects: the ids of the subjects, in the order wanted.
        plan: the plan, which names the bodies that keep figures of others.
        given: the ids of subjects of which a program gave facts.
    """
    others = Others(plan)
    found = []
    for subject in subjects:
        own = sent.own.get(subject, {})
        joint = tuple(sorted(source for source in sent.joint.get(subject, {}) if source not in own))
        mine = [source for source in joint if not others.keep(source)]
        state = ReturnState.RETURNED if subject in given else _state(own, mine)
        unusable = tuple(sorted(source for source, what in own.items() if what.refused and not what.values))
        replaced = tuple(sent.superseded.get(subject, ()))
        blanks = tuple(blank for blank in sent.blanks.get(subject, ()) if blank.place.source in own)
        found.append(Return(subject, state, tuple(sorted(own)), joint, unusable, replaced, blanks))
    return tuple(found)


def _state(own: Mapping[str, _Sent], joint: Iterable[str]) -> ReturnState:
    if any(what.values for what in own.values()):
        return ReturnState.RETURNED
    if any(joint):
        return ReturnState.JOINT
    if any(what.refused for what in own.values()):
        return ReturnState.NOT_USABLE
    return ReturnState.BLANK if own else ReturnState.NOT_RETURNED


class Others:
    """Those who keep figures of subjects and report for none of them: departments, and publications.

    Args:
        plan: the plan, which names bodies.
    """

    def __init__(self, plan: Plan) -> None:
        named = {mention.body for clause in plan.clauses.values() for mention in clause.bodies}
        self._bodies = frozenset(body for body in (_ABOVE.sub("", body) for body in named) if len(body) > 2)
        self._known: dict[str, bool] = {}

    def keep(self, source: str) -> bool:
        """Whether a file is theirs, by its name."""
        if source not in self._known:
            name = PurePath(source).stem
            self._known[source] = _OF_OTHERS.search(name) is not None or any(body in name for body in self._bodies)
        return self._known[source]


def _is_above(id: str, subjects: Iterable[str], plan: Plan) -> bool:
    within = {one.id for one in plan.register.within(id)}
    return all(subject in within for subject in subjects)


def subject_of_file(source: str, names: SubjectNames) -> str | None:
    """The subject whose file it certainly is by its name, or by the folder that it stands in; None where it is not."""
    if "://" in source:
        return None
    path = PurePath(source)
    named = names.resolve(path.stem) or names.mentioned(path.stem)
    if _OF_OTHERS.search(path.stem) and not _begins_with(path.stem, named, names):
        return None
    return named or (names.resolve(path.parent.name) if path.parent.name else None)


def _begins_with(stem: str, subject: str | None, names: SubjectNames) -> bool:
    """Whether a name begins with that of a subject, as that of its own department does: 张店区教育局."""
    return subject is not None and any(names.resolve(stem[:end]) == subject for end in range(2, len(stem) + 1))
