"""Who is judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scilit_rules.model.place import Place
from scilit_rules.model.text import Text
from scilit_rules.model.words import Level


@dataclass(frozen=True, slots=True)
class Subject:
    """A city, district, county, functional zone, street or other unit that is judged.

    Args:
        id: its id in this project, such as ``zibo.zhangdian``; functional zones have no other.
        name: its full name.
        level: which kind of unit it is.
        parent: the id of the unit above it, or None.
        code: its division code by GB/T 2260, where it has one.
        aliases: other names and spellings that data uses for it.
        counted_in: ids of the statutory districts whose figures already include its people.
        note: what a reader should know.
        place: where the author wrote it.
    """

    id: str
    name: Text
    level: Level
    parent: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()
    counted_in: tuple[str, ...] = ()
    note: Text | None = None
    place: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Register:
    """All known subjects, by id."""

    subjects: Mapping[str, Subject]

    def __repr__(self) -> str:
        """In a line, without all subjects."""
        return f"<Register of {len(self.subjects)} subjects>"

    def __getitem__(self, id: str) -> Subject:
        return self.subjects[id]

    def __contains__(self, id: object) -> bool:
        return id in self.subjects

    def __iter__(self) -> Iterator[Subject]:
        return iter(self.subjects.values())

    def __len__(self) -> int:
        return len(self.subjects)

    def get(self, id: str) -> Subject | None:
        """The subject of that id, or None."""
        return self.subjects.get(id)

    def children(self, id: str) -> tuple[Subject, ...]:
        """The subjects directly below one, in the order written."""
        return tuple(subject for subject in self.subjects.values() if subject.parent == id)

    def within(self, id: str) -> tuple[Subject, ...]:
        """A subject and all below it, parents before children."""
        below: dict[str | None, list[Subject]] = {}
        for subject in self.subjects.values():
            below.setdefault(subject.parent, []).append(subject)
        found = [self.subjects[id]]
        for subject in found:
            found.extend(below.get(subject.id, ()))
        return tuple(found)
